using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>What happened. An election is the sum of its events.</summary>
/// <param name="At">When it was decided.</param>
/// <param name="By">Who asked for it, as the outside names them.</param>
public abstract record ElectionEvent(DateTimeOffset At, string By)
{
    /// <summary>As <see cref="Command.Report.ChangesResult"/>.</summary>
    public bool ChangesResult =>
        this
            is WinnerFlashed
                or FlashWithdrawn
                or ResultDeclared
                or ResultCorrected
                or ElectorateCorrected
                or ResultRetracted
                or ResultReinstated
                or PollPostponed
                or PollReopened;

    public sealed record StageReported(
        ContestId Contest,
        StageReport Stage,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record PapersVerified(
        ContestId Contest,
        int Papers,
        Fraction? Turnout,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record CountReported(
        ContestId Contest,
        ImmutableArray<CandidateVotes> Votes,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record WinnerFlashed(
        ContestId Contest,
        int Candidate,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    /// <param name="Flashes">Who was flashed as elected, and is not known to be.</param>
    public sealed record FlashWithdrawn(
        ContestId Contest,
        ImmutableArray<int> Flashes,
        string Reason,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record LotDrawn(ContestId Contest, int Candidate, DateTimeOffset At, string By)
        : ElectionEvent(At, By);

    /// <param name="Asks">What is done once it is sent.</param>
    /// <param name="Cautions">The codes of what was shown to its reporter as odd.</param>
    public sealed record Proposed(
        ProposalId Proposal,
        Command.Report Asks,
        ImmutableArray<string> Cautions,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    /// <summary>Who proposed it wants it sent, and somebody else has to.</summary>
    /// <param name="Accepted">The codes of the cautions that were accepted.</param>
    public sealed record SecondPersonAsked(
        ProposalId Proposal,
        ImmutableArray<string> Accepted,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record ProposalRejected(
        ProposalId Proposal,
        string Reason,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    /// <summary>What was proposed was done; a declaration says so itself.</summary>
    public sealed record ProposalSent(ProposalId Proposal, DateTimeOffset At, string By)
        : ElectionEvent(At, By);

    public sealed record ProposalWithdrawn(ProposalId Proposal, DateTimeOffset At, string By)
        : ElectionEvent(At, By);

    /// <param name="Proposal">The proposal that was sent; null where there was none.</param>
    public sealed record ResultDeclared(
        ContestId Contest,
        Figures Figures,
        ProposalId? Proposal,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By)
    {
        /// <summary>The verified total, where it was first heard with the result.</summary>
        public int? Verified { get; init; }
    }

    /// <param name="Number">Of the new result: 2 for the first correction.</param>
    public sealed record ResultCorrected(
        ContestId Contest,
        int Number,
        Figures Figures,
        string Reason,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By)
    {
        /// <inheritdoc cref="ResultDeclared.Verified" />
        public int? Verified { get; init; }
    }

    public sealed record PollPostponed(
        ContestId Contest,
        string Reason,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record PollReopened(
        ContestId Contest,
        string Reason,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record ElectorateCorrected(
        ContestId Contest,
        int Before,
        int Electorate,
        string Reason,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record ResultRetracted(
        ContestId Contest,
        int Number,
        string Reason,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record ResultReinstated(
        ContestId Contest,
        int Number,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    /// <param name="Photo">The name that a picture beside it is kept under; null where there is none.</param>
    public sealed record Noted(
        ContestId Contest,
        string Text,
        DateTimeOffset At,
        string By,
        string? Photo = null
    ) : ElectionEvent(At, By);

    /// <param name="Photo">As in <see cref="Noted"/>.</param>
    public sealed record Quoted(
        ContestId Contest,
        string Who,
        string Text,
        DateTimeOffset At,
        string By,
        string? Photo = null
    ) : ElectionEvent(At, By);

    /// <summary>The desk wrote an entry that is of no contest.</summary>
    /// <param name="Post">Its number among those, from 1.</param>
    /// <param name="Photo">As in <see cref="Noted"/>.</param>
    public sealed record PostWritten(
        int Post,
        PostWords Words,
        DateTimeOffset At,
        string By,
        string? Photo = null
    ) : ElectionEvent(At, By)
    {
        public bool IsPinned { get; init; }

        public bool IsKey { get; init; }
    }

    public sealed record PostCorrected(
        int Post,
        PostWords Words,
        string Reason,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record PostWithdrawn(int Post, string Reason, DateTimeOffset At, string By)
        : ElectionEvent(At, By);

    /// <param name="Entry">Its place on the log.</param>
    public sealed record EntryMarked(long Entry, EntryMark Mark, DateTimeOffset At, string By)
        : ElectionEvent(At, By);

    /// <summary>The last thing reported of a contest, less than a result, does not hold: all is as it was before it.</summary>
    public sealed record TakenBack(ContestId Contest, DateTimeOffset At, string By)
        : ElectionEvent(At, By);

    public sealed record EmbargoPlaced(Embargo Embargo, DateTimeOffset At, string By)
        : ElectionEvent(At, By);

    public sealed record EmbargoLifted(Embargo Embargo, DateTimeOffset At, string By)
        : ElectionEvent(At, By);

    /// <param name="Line">What every channel is told of it; null for nothing.</param>
    public sealed record Paused(string? Line, DateTimeOffset At, string By) : ElectionEvent(At, By);

    /// <param name="Line">As in <see cref="Paused"/>.</param>
    public sealed record Resumed(string? Line, DateTimeOffset At, string By)
        : ElectionEvent(At, By);

    /// <summary>The contest whose state it changes or that it tells of; null where there is none.</summary>
    public ContestId? About =>
        this switch
        {
            StageReported e => e.Contest,
            PapersVerified e => e.Contest,
            CountReported e => e.Contest,
            WinnerFlashed e => e.Contest,
            FlashWithdrawn e => e.Contest,
            LotDrawn e => e.Contest,
            ResultDeclared e => e.Contest,
            ResultCorrected e => e.Contest,
            ElectorateCorrected e => e.Contest,
            PollPostponed e => e.Contest,
            PollReopened e => e.Contest,
            ResultRetracted e => e.Contest,
            ResultReinstated e => e.Contest,
            Noted e => e.Contest,
            Quoted e => e.Contest,
            TakenBack e => e.Contest,
            _ => null,
        };
}
