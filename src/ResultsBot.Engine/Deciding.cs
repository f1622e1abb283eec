using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>The rules: what a command comes to.</summary>
public sealed partial record Election
{
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
            Command.WritePost c => Decide(c, now),
            Command.CorrectPost c => Decide(c, now),
            Command.WithdrawPost c => Decide(c, now),
            Command.MarkEntry c => Accepted(
                new ElectionEvent.EntryMarked(c.Entry, c.Mark, now, c.By)
            ),
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

    private static Decision Accepted(ElectionEvent happened) => new Decision.Accepted([happened]);

    private static Decision Refused(Fault fault) => new Decision.Refused(fault);

    private static Decision Accept(ImmutableArray<Fault> faults, Func<ElectionEvent> happened) =>
        faults.IsEmpty ? Accepted(happened()) : new Decision.Refused(faults);

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
                            command.Accepted,
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
            var word => (word, WhyNotUndone(word, now)),
        };

    /// <summary>What somebody published of a contest at a moment, and why they cannot take it back now.</summary>
    /// <returns>Null and why where it is no longer the last thing that was published of the contest.</returns>
    public (LastWord? Word, Fault? Fault) Undoable(
        string person,
        ContestId contest,
        DateTimeOffset said,
        DateTimeOffset now
    ) =>
        LastWordOf(contest) switch
        {
            { } word when word.Event.By == person && word.Event.At == said => (
                word,
                WhyNotUndone(word, now)
            ),
            _ when now - said > HouseRules.UndoWithin => (null, new Fault.TooLateToUndo(said)),
            null => (null, new Fault.NothingToUndo()),
            _ => (null, new Fault.BuiltUpon(Definition.Contest(contest))),
        };

    private Fault? WhyNotUndone(LastWord word, DateTimeOffset now) =>
        LastWordOf(word.Contest) != word ? new Fault.BuiltUpon(Definition.Contest(word.Contest))
        : now - word.Event.At > HouseRules.UndoWithin ? new Fault.TooLateToUndo(word.Event.At)
        : Rules.SecondPerson == SecondPerson.Always && word.Event.ChangesResult
            ? new Fault.UndoNeedsSecondPerson(Definition.Contest(word.Contest))
        : null;

    private Decision Decide(Command.Undo command, DateTimeOffset now)
    {
        var (last, fault) = command.Contest is { } about
            ? Undoable(command.By, about, command.Said, now)
            : Undoable(command.By, now);
        if (last is { } known && known.Event.At != command.Said)
        {
            return Refused(new Fault.NothingToUndo());
        }
        if (fault is not null || last is not { } word)
        {
            return Refused(fault ?? new Fault.NothingToUndo());
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
    ) => [.. cautions.Where(c => !accepted.Contains(c.Code))];

    private Decision Settle(ProposalId id, Func<Proposal, ElectionEvent> settle) =>
        Proposal(id) switch
        {
            null => Refused(new Fault.UnknownProposal(id)),
            var waiting when IsOpen(waiting) => Accepted(settle(waiting)),
            var settled => Refused(new Fault.ProposalSettled(id, settled.State)),
        };
}
