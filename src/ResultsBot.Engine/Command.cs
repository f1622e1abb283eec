using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>A declaration that was read back to its reporter and waits to be sent.</summary>
public readonly record struct ProposalId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>What somebody asks for. <see cref="Election.Decide"/> answers.</summary>
/// <param name="By">Who asks, as the outside names them; a source that is no person begins with “outside:”.</param>
public abstract record Command(string By)
{
    /// <summary>
    /// How a source begins that is no person, such as a wire service: it may propose and never publish. The New
    /// York Times took a wire's call of TX-23 automatically in 2018, and had to take it back.
    /// </summary>
    public const string Outside = "outside:";

    public bool IsFromOutside => By.StartsWith(Outside, StringComparison.Ordinal);

    /// <summary>Something of a contest that is to be published. It can be proposed first, and then sent.</summary>
    /// <param name="Contest">The contest it is of.</param>
    public abstract record Report(ContestId Contest, string By) : Command(By)
    {
        /// <summary>Whether it changes who is known to have won, or by what: such may need a second person always.</summary>
        public bool ChangesResult =>
            this
                is Flash
                    or WithdrawFlash
                    or Declare
                    or DeclareUnopposed
                    or PostponePoll
                    or ReopenPoll
                    or Correct
                    or CorrectElectorate
                    or Retract
                    or Reinstate;
    }

    /// <summary>How far the count has come.</summary>
    public sealed record ReportStage(ContestId Contest, StageReport Stage, string By)
        : Report(Contest, By);

    /// <summary>The verification statement, announced before counting.</summary>
    /// <param name="Papers">All ballot papers: valid and rejected will come to exactly this.</param>
    /// <param name="Turnout">
    /// As announced in the hall: ballot-box turnout, rejected papers included; null where it was not said.
    /// </param>
    public sealed record ReportVerified(ContestId Contest, int Papers, Fraction? Turnout, string By)
        : Report(Contest, By);

    /// <summary>Figures while counting: provisional, and never a result. Not every candidate needs one.</summary>
    /// <param name="Accepted">As in <see cref="Confirm"/>: a total that falls has to be accepted.</param>
    public sealed record ReportCount(
        ContestId Contest,
        ImmutableArray<CandidateVotes> Votes,
        string By,
        ImmutableArray<string> Accepted = default
    ) : Report(Contest, By)
    {
        public ImmutableArray<string> Accepted { get; init; } = Accepted.IsDefault ? [] : Accepted;
    }

    /// <summary>The winner alone, before the figures (PA calls it a rush).</summary>
    /// <param name="Accepted">As in <see cref="Confirm"/>: a winner who does not lead has to be accepted.</param>
    public sealed record Flash(
        ContestId Contest,
        int Candidate,
        string By,
        ImmutableArray<string> Accepted = default
    ) : Report(Contest, By)
    {
        public ImmutableArray<string> Accepted { get; init; } = Accepted.IsDefault ? [] : Accepted;
    }

    /// <summary>Take every flash that stands in a contest back.</summary>
    /// <param name="Flashes">Those that are meant: where others stand by now, it is refused.</param>
    public sealed record WithdrawFlash(
        ContestId Contest,
        ImmutableArray<int> Flashes,
        string Reason,
        string By
    ) : Report(Contest, By);

    /// <summary>Who won the lot after a tie.</summary>
    public sealed record RecordLot(ContestId Contest, int Candidate, string By)
        : Report(Contest, By);

    /// <summary>Declare without a read-back: for recorded results, which were read out once already.</summary>
    public sealed record Declare(ContestId Contest, Figures Figures, string By)
        : Report(Contest, By)
    {
        /// <summary>What was said beside the votes; null for nothing.</summary>
        public Announced? Announced { get; init; }
    }

    /// <summary>Replace the figures of a declared result.</summary>
    /// <param name="Number">
    /// The number of the result that is corrected, 1 for the declaration itself: a correction of what has been
    /// corrected since is refused.
    /// </param>
    public sealed record Correct(
        ContestId Contest,
        int Number,
        Figures Figures,
        string Reason,
        string By,
        ImmutableArray<string> Accepted = default
    ) : Report(Contest, By)
    {
        public ImmutableArray<string> Accepted { get; init; } = Accepted.IsDefault ? [] : Accepted;

        /// <inheritdoc cref="Declare.Announced" />
        public Announced? Announced { get; init; }
    }

    /// <summary>
    /// Say how many may vote, where that was wrong. Of the 22 corrections of the general election of 2024 16 were of
    /// an electorate.
    /// </summary>
    /// <param name="Stands">The electorate that is corrected: where another stands by now, it is refused.</param>
    public sealed record CorrectElectorate(
        ContestId Contest,
        int Stands,
        int Electorate,
        string Reason,
        string By
    ) : Report(Contest, By);

    /// <summary>Take a result back: the contest is undeclared again.</summary>
    /// <param name="Number">As in <see cref="Correct"/>.</param>
    public sealed record Retract(ContestId Contest, int Number, string Reason, string By)
        : Report(Contest, By);

    /// <summary>Say that there are no more candidates than seats, and so no poll: all are elected.</summary>
    public sealed record DeclareUnopposed(ContestId Contest, string By) : Report(Contest, By);

    /// <summary>Say that the poll is held another day, as when a candidate has died.</summary>
    public sealed record PostponePoll(ContestId Contest, string Reason, string By)
        : Report(Contest, By);

    /// <summary>Say that the poll was not postponed.</summary>
    public sealed record ReopenPoll(ContestId Contest, string Reason, string By)
        : Report(Contest, By);

    /// <summary>Bring a retracted result back as it was.</summary>
    public sealed record Reinstate(ContestId Contest, int Number, string By) : Report(Contest, By);

    /// <summary>What a reporter sees at a count.</summary>
    /// <param name="Photo">The name that a picture beside it is kept under; null where there is none.</param>
    public sealed record Note(ContestId Contest, string Text, string By, string? Photo = null)
        : Report(Contest, By);

    /// <summary>What somebody says about it.</summary>
    /// <param name="Photo">As in <see cref="Note"/>.</param>
    public sealed record Quote(
        ContestId Contest,
        string Who,
        string Text,
        string By,
        string? Photo = null
    ) : Report(Contest, By);

    /// <summary>Take something in and read it back; nothing is published.</summary>
    /// <param name="Asks">What is done once it is sent.</param>
    /// <param name="Replaces">The proposal this one is an edit of, which can then no longer be sent.</param>
    public sealed record Propose(
        ProposalId Proposal,
        Report Asks,
        string By,
        ProposalId? Replaces = null
    ) : Command(By)
    {
        /// <summary>A declaration.</summary>
        public Propose(
            ProposalId proposal,
            ContestId contest,
            Figures figures,
            string by,
            ProposalId? replaces = null
        )
            : this(proposal, new Declare(contest, figures, by), by, replaces) { }
    }

    /// <summary>
    /// Send what was read back. Where the house rules want a second person and it is who proposed it that asks,
    /// it waits for somebody else.
    /// </summary>
    /// <param name="Accepted">The codes of the cautions that are accepted knowingly.</param>
    public sealed record Confirm(
        ProposalId Proposal,
        string By,
        ImmutableArray<string> Accepted = default
    ) : Command(By)
    {
        public ImmutableArray<string> Accepted { get; init; } = Accepted.IsDefault ? [] : Accepted;
    }

    /// <summary>Drop what was read back.</summary>
    public sealed record Withdraw(ProposalId Proposal, string By) : Command(By);

    /// <summary>Refuse what waits for a second person.</summary>
    public sealed record Reject(ProposalId Proposal, string Reason, string By) : Command(By);

    /// <summary>
    /// Take back something that the same person published, shortly after, while nothing has been built on it.
    /// </summary>
    /// <param name="Said">When that was decided: it tells which thing is meant.</param>
    /// <param name="Reason">What is told of a result that is taken back by it.</param>
    /// <param name="Contest">Of which it was; null for the last thing that they published of any.</param>
    public sealed record Undo(
        DateTimeOffset Said,
        string Reason,
        string By,
        ContestId? Contest = null
    ) : Command(By);

    /// <summary>Write an entry that is of no contest.</summary>
    /// <param name="Photo">As in <see cref="Note"/>.</param>
    public sealed record WritePost(PostWords Words, string By, string? Photo = null) : Command(By)
    {
        /// <summary>It stands at the top of the live blog, in the place of the one that does.</summary>
        public bool IsPinned { get; init; }

        /// <summary>It is among the live blog's key events.</summary>
        public bool IsKey { get; init; }
    }

    /// <summary>Replace the words of an entry that the desk wrote.</summary>
    /// <param name="Version">The one that is corrected: where another stands by now, it is refused.</param>
    public sealed record CorrectPost(
        int Post,
        int Version,
        PostWords Words,
        string Reason,
        string By
    ) : Command(By);

    public sealed record WithdrawPost(int Post, string Reason, string By) : Command(By);

    /// <summary>Pin an entry of the live blog, or make it a key event; or neither any more.</summary>
    /// <param name="Entry">Its place on the log, where it is known to stand.</param>
    public sealed record MarkEntry(long Entry, EntryMark Mark, string By) : Command(By);

    /// <summary>Take in what comes from here, and send none of it out.</summary>
    public sealed record PlaceEmbargo(Embargo Embargo, string By) : Command(By);

    /// <summary>Send out what was held back.</summary>
    public sealed record LiftEmbargo(Embargo Embargo, string By) : Command(By);

    /// <summary>Send nothing out at all, from now on.</summary>
    /// <param name="Line">What every channel is told of it; null for nothing.</param>
    public sealed record Pause(string? Line, string By) : Command(By);

    /// <summary>Go on sending.</summary>
    /// <param name="Line">As in <see cref="Pause"/>.</param>
    public sealed record Resume(string? Line, string By) : Command(By);
}
