using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>What a report is held against: the rules, and what is odd about it.</summary>
public sealed partial record Election
{
    private const int LongestText = 1000;

    /// <summary>A report held against the rules: what stops it, what is odd about it, and what it would lead to.</summary>
    public Consideration Consider(Command.Report report, DateTimeOffset now)
    {
        var weighed = Weigh(report, now);
        return weighed.Faults.IsEmpty
            ? new Consideration([], weighed.Cautions(), weighed.Happened())
            : new Consideration(weighed.Faults, [], null);
    }

    /// <summary>The same, where what is odd and what happens are only worked out for what is not stopped.</summary>
    private sealed record Weighed(
        ImmutableArray<Fault> Faults,
        Func<ElectionEvent> Happened,
        Func<ImmutableArray<Caution>> Cautions
    )
    {
        public static Weighed Stopped(params ImmutableArray<Fault> faults) =>
            new(
                faults,
                () => throw new InvalidOperationException("It is refused."),
                () => throw new InvalidOperationException("It is refused.")
            );
    }

    private Weighed Weigh(Command.Report report, DateTimeOffset now)
    {
        if (Definition.FindContest(report.Contest) is not { } contest)
        {
            return Weighed.Stopped(new Fault.UnknownContest(report.Contest));
        }
        return report switch
        {
            Command.ReportStage c => Progress(
                contest,
                c.Stage is { Stage: Stage.UnableToDeclare }
                    ? ReasonFaults(c.Stage.Reason ?? "")
                    : TextFaults(c.Stage.Reason ?? "-"),
                () => new ElectionEvent.StageReported(c.Contest, c.Stage, now, c.By)
            ),
            Command.ReportVerified c => Progress(
                contest,
                [.. PollFaults(now), .. Checks.OfVerification(contest, c.Papers, c.Turnout)],
                () => new ElectionEvent.PapersVerified(c.Contest, c.Papers, c.Turnout, now, c.By),
                () => [.. Cautions.OfVerification(this, contest, c.Papers, c.Turnout)]
            ),
            Command.ReportCount c => Progress(
                contest,
                [.. PollFaults(now), .. Checks.OfRunning(contest, c.Votes)],
                () => new ElectionEvent.CountReported(c.Contest, c.Votes, now, c.By),
                // Wrong totals shown for two minutes fed fraud claims for weeks (CNN and Edison, 2021).
                () =>
                    [
                        .. Cautions.OfFallen(
                            contest,
                            State(c.Contest).Progress.Running,
                            new Figures(c.Votes)
                        ),
                    ]
            ),
            Command.Flash c => Progress(
                contest,
                [.. PollFaults(now), .. Checks.OnRoll(contest, c.Candidate)],
                () => new ElectionEvent.WinnerFlashed(c.Contest, c.Candidate, now, c.By),
                () => [.. Cautions.OfFlash(contest, State(c.Contest).Progress, c.Candidate)]
            ),
            Command.WithdrawFlash c => Weigh(c, contest, now),
            Command.RecordLot c => Progress(
                contest,
                [.. PollFaults(now), .. Checks.OnRoll(contest, c.Candidate)],
                () => new ElectionEvent.LotDrawn(c.Contest, c.Candidate, now, c.By),
                () => [.. Cautions.OfLot(contest, State(c.Contest).Progress, c.Candidate)]
            ),
            Command.Declare c => Hearing(contest, c.Figures, c.Announced).Weigh(c, contest, now),
            Command.DeclareUnopposed c => Weigh(c, contest, now),
            Command.PostponePoll c => Weigh(c, contest, now),
            Command.ReopenPoll c => Weigh(c, contest, now),
            Command.Correct c => Hearing(contest, c.Figures, c.Announced).Weigh(c, contest, now),
            Command.CorrectElectorate c => Weigh(c, contest, now),
            Command.Retract c => new Weighed(
                OfStanding(contest, c.Number, c.Reason),
                () => new ElectionEvent.ResultRetracted(c.Contest, c.Number, c.Reason, now, c.By),
                NoCautions
            ),
            Command.Reinstate c => new Weighed(
                State(c.Contest) switch
                {
                    ContestState.Retracted r when r.Was.Number == c.Number => r.Was
                        .Figures
                        .IsUnopposed
                        ? []
                        : Checks.OfCount(this, contest, r.Was.Figures),
                    ContestState.Retracted r => [new Fault.ResultChanged(c.Number, r.Was.Number)],
                    _ => [new Fault.NotRetracted(contest)],
                },
                () => new ElectionEvent.ResultReinstated(c.Contest, c.Number, now, c.By),
                // It was accepted once: only what has been heard since counts, such as another flash.
                () =>
                    State(c.Contest) is ContestState.Retracted { Was.Figures.IsUnopposed: false } r
                        ? Grave(Cautions.Of(this, c.Contest, r.Was.Figures, null))
                        : []
            ),
            Command.Note c => new Weighed(
                TextFaults(c.Text),
                () => new ElectionEvent.Noted(c.Contest, c.Text, now, c.By, c.Photo),
                NoCautions
            ),
            Command.Quote c => new Weighed(
                [.. TextFaults(c.Who), .. TextFaults(c.Text)],
                () => new ElectionEvent.Quoted(c.Contest, c.Who, c.Text, now, c.By, c.Photo),
                NoCautions
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(report), report, "No rule for it."),
        };
    }

    private static ImmutableArray<Caution> NoCautions() => [];

    private static ImmutableArray<Fault> TextFaults(string text) =>
        text.EnumerateRunes().All(IsUnseen) ? [new Fault.TextMissing()]
        : text.Length > LongestText ? [new Fault.TextTooLong(text.Length, LongestText)]
        : [];

    private static ImmutableArray<Fault> ReasonFaults(string reason) =>
        reason.EnumerateRunes().All(IsUnseen) ? [new Fault.ReasonMissing()] : TextFaults(reason);

    /// <summary>
    /// Spaces, control marks, letters without width or shape (Hangul fillers), an empty Braille cell, and accents on
    /// nothing: a text of these alone is none.
    /// </summary>
    private static bool IsUnseen(Rune c) =>
        Rune.IsWhiteSpace(c)
        || c.Value is 0x2800 or 0x3164 or 0x115F or 0x1160 or 0xFFA0 or 0x1D159
        || Rune.GetUnicodeCategory(c)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark;

    private ImmutableArray<Fault> PollFaults(DateTimeOffset now) =>
        now < Definition.PollCloses ? [new Fault.PollStillOpen(Definition.PollCloses)] : [];

    /// <summary>
    /// What is less than a result is only heard while there is none: a correction to a flash once erased the full
    /// figures (Financial Times, 2016).
    /// </summary>
    private Weighed Progress(
        Contest contest,
        ImmutableArray<Fault> faults,
        Func<ElectionEvent> happened,
        Func<ImmutableArray<Caution>>? cautions = null
    ) =>
        State(contest.Id) switch
        {
            ContestState.Declared => Weighed.Stopped(
                new Fault.AlreadyDeclared(contest, Same: null)
            ),
            ContestState.Postponed => Weighed.Stopped(new Fault.PollIsPostponed(contest)),
            _ => new Weighed(faults, happened, cautions ?? NoCautions),
        };

    /// <summary>What stops a change of the result that stands, which has to be the one that is meant.</summary>
    private ImmutableArray<Fault> OfStanding(Contest contest, int number, string reason) =>
        State(contest.Id) switch
        {
            ContestState.Declared d when d.Result.Number != number =>
            [
                new Fault.ResultChanged(number, d.Result.Number),
            ],
            ContestState.Declared => ReasonFaults(reason),
            _ => [new Fault.NotDeclared(contest)],
        };

    private Weighed Weigh(Command.Declare command, Contest contest, DateTimeOffset now) =>
        new(
            [
                .. OfVerified(contest, command.Announced),
                .. Checks.Of(this, contest.Id, command.Figures, now),
            ],
            () =>
                new ElectionEvent.ResultDeclared(
                    contest.Id,
                    Drawn(contest.Id, command.Figures)
                        .WithPapers(contest, State(contest.Id).Progress.VerifiedPapers),
                    null,
                    now,
                    command.By
                )
                {
                    Verified = command.Announced?.Verified,
                },
            () =>
                Cautions.Of(
                    this,
                    contest.Id,
                    Drawn(contest.Id, command.Figures),
                    null,
                    command.Announced
                )
        );

    /// <summary>
    /// The election with the verified total that is said with a result, unless only the rejected papers are missing to
    /// it, and few enough: who declares is told how many there should be.
    /// </summary>
    private Election Hearing(Contest contest, Figures figures, Announced? announced) =>
        announced?.Verified is { } verified
        && !(
            figures is { Rejected: null, Votes.IsEmpty: false }
            && contest.Rule.ValidPapers(figures) is { } valid
            && valid <= verified
            && new Fraction(verified - valid, verified) <= contest.Rule.MostRejected
        )
            ? WithVerified(contest.Id, verified)
            : this;

    /// <summary>
    /// With the verified total that is said with a result, where none was known: the result is held against it, as if it
    /// had been announced before.
    /// </summary>
    private Election WithVerified(ContestId contest, int? papers) =>
        papers is { } verified && State(contest) is { Progress.VerifiedPapers: null } state
            ? With(
                contest,
                state with
                {
                    Progress = state.Progress with { VerifiedPapers = verified },
                }
            )
            : this;

    private static IEnumerable<Fault> OfVerified(Contest contest, Announced? announced) =>
        announced?.Verified is { } papers ? Checks.OfVerification(contest, papers, null) : [];

    private Weighed Weigh(Command.Correct command, Contest contest, DateTimeOffset now)
    {
        if (State(contest.Id) is not ContestState.Declared declared)
        {
            return Weighed.Stopped(new Fault.NotDeclared(contest));
        }
        if (declared.Result.Number != command.Number)
        {
            return Weighed.Stopped(new Fault.ResultChanged(command.Number, declared.Result.Number));
        }
        if (declared.Figures.IsUnopposed)
        {
            return Weighed.Stopped(new Fault.WasUnopposed(contest));
        }
        ImmutableArray<Fault> faults =
        [
            .. OfVerified(contest, command.Announced),
            .. Checks.OfCount(this, contest, command.Figures),
        ];
        if (!faults.IsEmpty)
        {
            return Weighed.Stopped(faults);
        }
        // Only after the checks: a lot is drawn among figures that cover the roll.
        var said = Drawn(contest.Id, command.Figures);
        var figures = said.WithPapers(contest, declared.Progress.VerifiedPapers);
        return new Weighed(
            Checks.Repeats(declared.Figures, figures)
                ? [new Fault.NothingChanged()]
                : OfStanding(contest, command.Number, command.Reason),
            () =>
                new ElectionEvent.ResultCorrected(
                    contest.Id,
                    command.Number + 1,
                    figures,
                    command.Reason,
                    now,
                    command.By
                )
                {
                    Verified = command.Announced?.Verified,
                },
            () => Cautions.Of(this, contest.Id, said, declared.Figures, command.Announced)
        );
    }

    /// <summary>The figures with the lot's winner, where one was drawn and they do not say.</summary>
    public Figures Drawn(ContestId contest, Figures figures) =>
        Checks.WithLot(Definition.Contest(contest), State(contest).Progress, figures);
}
