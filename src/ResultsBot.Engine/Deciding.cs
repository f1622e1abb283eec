using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>The rules: what a command comes to.</summary>
public sealed partial record Election
{
    private const int LongestText = 1000;

    /// <summary>What <paramref name="command"/> comes to at <paramref name="now"/>.</summary>
    public Decision Decide(Command command, DateTimeOffset now) =>
        command switch
        {
            // Who is no person may propose, and take the proposal back; everything else would be published.
            { IsFromOutside: true } and not (Command.Propose or Command.Withdraw) => Refused(
                new Fault.OutsideSource(command.By)
            ),
            Command.Report c => Decide(c, now),
            Command.Propose c => Decide(c, now),
            Command.Confirm c => Decide(c, now),
            Command.Withdraw c => Settle(
                c.Proposal,
                _ => new ElectionEvent.ProposalWithdrawn(c.Proposal, now, c.By)
            ),
            Command.Reject c => Decide(c, now),
            Command.Undo c => Decide(c, now),
            Command.PlaceEmbargo { Embargo: Embargo.OfSeat { Contest: var seat } }
                when Definition.FindContest(seat) is null => Refused(
                new Fault.UnknownContest(seat)
            ),
            Command.PlaceEmbargo c => Embargoes.Contains(c.Embargo)
                ? Refused(new Fault.AlreadyHeld(c.Embargo))
                : Accepted(new ElectionEvent.EmbargoPlaced(c.Embargo, now, c.By)),
            Command.LiftEmbargo c => Embargoes.Contains(c.Embargo)
                ? Accepted(new ElectionEvent.EmbargoLifted(c.Embargo, now, c.By))
                : Refused(new Fault.NotHeld(c.Embargo)),
            Command.Pause { Line: var line } c => IsPaused
                ? Refused(new Fault.AlreadyPaused())
                : Accept(TextFaults(line ?? "-"), () => new ElectionEvent.Paused(line, now, c.By)),
            Command.Resume { Line: var line } c => IsPaused
                ? Accept(TextFaults(line ?? "-"), () => new ElectionEvent.Resumed(line, now, c.By))
                : Refused(new Fault.NotPaused()),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "No rule for it."),
        };

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
            Command.Declare c => new Weighed(
                Checks.Of(this, c.Contest, c.Figures, now),
                () =>
                    new ElectionEvent.ResultDeclared(
                        c.Contest,
                        Drawn(c.Contest, c.Figures),
                        null,
                        now,
                        c.By
                    ),
                () => Cautions.Of(this, c.Contest, Drawn(c.Contest, c.Figures), null)
            ),
            Command.DeclareUnopposed c => Weigh(c, contest, now),
            Command.PostponePoll c => Weigh(c, contest, now),
            Command.ReopenPoll c => Weigh(c, contest, now),
            Command.Correct c => Weigh(c, contest, now),
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

    private static Decision Accepted(ElectionEvent happened) => new Decision.Accepted([happened]);

    private static Decision Refused(Fault fault) => new Decision.Refused(fault);

    private static Decision Accept(ImmutableArray<Fault> faults, Func<ElectionEvent> happened) =>
        faults.IsEmpty ? Accepted(happened()) : new Decision.Refused(faults);

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
        var faults = Checks.OfCount(this, contest, command.Figures);
        if (!faults.IsEmpty)
        {
            return Weighed.Stopped(faults);
        }
        // Only after the checks: a lot is drawn among figures that cover the roll.
        var figures = Drawn(contest.Id, command.Figures);
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
                ),
            () => Cautions.Of(this, contest.Id, figures, declared.Figures)
        );
    }

    /// <summary>A report without a read-back.</summary>
    private Decision Decide(Command.Report command, DateTimeOffset now)
    {
        var considered = Consider(command, now);
        if (considered.Event is not { } happened)
        {
            return new Decision.Refused(considered.Faults);
        }
        ImmutableArray<string>? accepted = command switch
        {
            Command.ReportCount c => c.Accepted,
            Command.Flash c => c.Accepted,
            Command.Correct c => c.Accepted,
            // What was read out once already is odd to nobody.
            _ => null,
        };
        if (accepted is { } codes)
        {
            var cautions = considered.Cautions;
            if (NotIn(codes, cautions) is { IsEmpty: false } open)
            {
                return new Decision.Cautioned(open);
            }
            // Nobody lowers alone what they have declared.
            if (
                command is Command.Correct
                && State(command.Contest) is ContestState.Declared { Result.By: var by }
                && by == command.By
                && WantsSecondPerson(command, cautions)
            )
            {
                return Refused(new Fault.SecondPersonNeeded(Grave(cautions)));
            }
        }
        return Accepted(happened);
    }

    private Decision Decide(Command.Propose command, DateTimeOffset now)
    {
        if (Proposal(command.Proposal) is { } known)
        {
            return Refused(new Fault.ProposalSettled(known.Id, known.State));
        }
        var replaced = command.Replaces is { } id ? Proposal(id) : null;
        if (replaced?.State == ProposalState.Sent)
        {
            return Refused(new Fault.ProposalSettled(replaced.Id, replaced.State));
        }
        var considered = Consider(command.Asks, now);
        if (!considered.Faults.IsEmpty)
        {
            return new Decision.Refused(considered.Faults);
        }

        var cautions = considered.Cautions;
        var proposed = new ElectionEvent.Proposed(
            command.Proposal,
            // As it was typed: a lot that is put right before it is sent counts.
            command.Asks,
            [.. cautions.Select(c => c.Code).Distinct()],
            now,
            command.By
        );
        return new Decision.Accepted(
            replaced is not null && IsOpen(replaced)
                ? [new ElectionEvent.ProposalWithdrawn(replaced.Id, now, command.By), proposed]
                : [proposed],
            cautions
        );
    }

    private Decision Decide(Command.Confirm command, DateTimeOffset now)
    {
        if (Proposal(command.Proposal) is not { } waiting || !IsOpen(waiting))
        {
            return Settle(command.Proposal, _ => throw new InvalidOperationException("It waits."));
        }
        var asks = waiting.Asks with { By = command.By };
        var considered = Consider(asks, now);
        if (considered.Event is not { } leadsTo)
        {
            return new Decision.Refused(considered.Faults);
        }
        var cautions = considered.Cautions;
        if (NotIn(command.Accepted, cautions) is { IsEmpty: false } open)
        {
            return new Decision.Cautioned(open);
        }
        if (waiting.By == command.By && WantsSecondPerson(asks, cautions))
        {
            return waiting.State == ProposalState.AwaitsSecondPerson
                ? Refused(new Fault.SecondPersonNeeded(Grave(cautions)))
                : new Decision.Accepted(
                    [
                        new ElectionEvent.SecondPersonAsked(
                            waiting.Id,
                            command.Accepted.IsDefault ? [] : command.Accepted,
                            now,
                            command.By
                        ),
                    ],
                    Grave(cautions)
                );
        }
        return leadsTo switch
        {
            ElectionEvent.ResultDeclared declared => Accepted(
                declared with
                {
                    Proposal = waiting.Id,
                }
            ),
            var happened => new Decision.Accepted([
                happened,
                new ElectionEvent.ProposalSent(waiting.Id, now, command.By),
            ]),
        };
    }

    private Decision Decide(Command.Reject command, DateTimeOffset now) =>
        Settle(
            command.Proposal,
            _ => new ElectionEvent.ProposalRejected(
                command.Proposal,
                command.Reason,
                now,
                command.By
            )
        ) switch
        {
            Decision.Accepted
                when Proposal(command.Proposal)!.State != ProposalState.AwaitsSecondPerson =>
                Refused(new Fault.NotAwaitingSecondPerson()),
            Decision.Accepted accepted when ReasonFaults(command.Reason) is { IsEmpty: true } =>
                accepted,
            Decision.Accepted => new Decision.Refused(ReasonFaults(command.Reason)),
            var refused => refused,
        };

    /// <summary>The last thing that somebody published, and why they cannot take it back now; null where they can.</summary>
    public (LastWord? Last, Fault? Fault) Undoable(string person, DateTimeOffset now) =>
        LastWordBy(person) switch
        {
            null => (null, new Fault.NothingToUndo()),
            var word when LastWordOf(word.Contest) != word => (
                word,
                new Fault.BuiltUpon(Definition.Contest(word.Contest))
            ),
            var word when now - word.Event.At > HouseRules.UndoWithin => (
                word,
                new Fault.TooLateToUndo(word.Event.At)
            ),
            var word when Rules.SecondPerson == SecondPerson.Always && word.Event.ChangesResult => (
                word,
                new Fault.UndoNeedsSecondPerson(Definition.Contest(word.Contest))
            ),
            var word => (word, null),
        };

    private Decision Decide(Command.Undo command, DateTimeOffset now)
    {
        var (last, fault) = Undoable(command.By, now);
        if (last is not { } word || word.Event.At != command.Said)
        {
            return Refused(new Fault.NothingToUndo());
        }
        if (fault is not null)
        {
            return Refused(fault);
        }
        var contest = Definition.Contest(word.Contest);
        return Accept(
            TextFaults(command.Reason),
            () =>
                (word.Event, State(word.Contest)) switch
                {
                    (
                        ElectionEvent.ResultDeclared
                            or ElectionEvent.ResultReinstated,
                        ContestState.Declared d
                    ) => new ElectionEvent.ResultRetracted(
                        contest.Id,
                        d.Result.Number,
                        command.Reason,
                        now,
                        command.By
                    ),
                    (ElectionEvent.ResultCorrected, ContestState.Declared d) =>
                        new ElectionEvent.ResultCorrected(
                            contest.Id,
                            d.Result.Number + 1,
                            word.Result!.Figures,
                            command.Reason,
                            now,
                            command.By
                        ),
                    (ElectionEvent.ElectorateCorrected e, _) =>
                        new ElectionEvent.ElectorateCorrected(
                            contest.Id,
                            e.Electorate,
                            e.Before,
                            command.Reason,
                            now,
                            command.By
                        ),
                    (ElectionEvent.ResultRetracted, ContestState.Retracted r) =>
                        new ElectionEvent.ResultReinstated(
                            contest.Id,
                            r.Was.Number,
                            now,
                            command.By
                        ),
                    _ => new ElectionEvent.TakenBack(contest.Id, now, command.By),
                }
        );
    }

    private static bool IsOpen(Proposal proposal) =>
        proposal.State is ProposalState.Waiting or ProposalState.AwaitsSecondPerson;

    private bool WantsSecondPerson(Command.Report report, ImmutableArray<Caution> cautions) =>
        Rules.SecondPerson switch
        {
            SecondPerson.Never => false,
            SecondPerson.OnCaution => !Grave(cautions).IsEmpty,
            SecondPerson.Always => report.ChangesResult || !Grave(cautions).IsEmpty,
            _ => throw new InvalidOperationException($"No rule for {Rules.SecondPerson}."),
        };

    private static ImmutableArray<Caution> Grave(ImmutableArray<Caution> cautions) =>
        [.. cautions.Where(c => c.NeedsSecondPerson)];

    /// <summary>The cautions that were not accepted by name.</summary>
    private static ImmutableArray<Caution> NotIn(
        ImmutableArray<string> accepted,
        ImmutableArray<Caution> cautions
    ) => [.. cautions.Where(c => accepted.IsDefault || !accepted.Contains(c.Code))];

    private Decision Settle(ProposalId id, Func<Proposal, ElectionEvent> settle) =>
        Proposal(id) switch
        {
            null => Refused(new Fault.UnknownProposal(id)),
            var waiting when IsOpen(waiting) => Accepted(settle(waiting)),
            var settled => Refused(new Fault.ProposalSettled(id, settled.State)),
        };

    /// <summary>The figures with the lot's winner, where one was drawn and they do not say.</summary>
    public Figures Drawn(ContestId contest, Figures figures) =>
        Checks.WithLot(Definition.Contest(contest), State(contest).Progress, figures);
}
