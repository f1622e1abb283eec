using System.Collections.Immutable;
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
            Command.ReportStage c => Before(
                c.Contest,
                _ =>
                    c.Stage is { Stage: Stage.UnableToDeclare }
                    && string.IsNullOrWhiteSpace(c.Stage.Reason)
                        ? [new Fault.ReasonMissing()]
                        : TextFaults(c.Stage.Reason ?? "-"),
                () => new ElectionEvent.StageReported(c.Contest, c.Stage, now, c.By)
            ),
            Command.ReportVerified c => Before(
                c.Contest,
                contest =>
                    [.. PollFaults(now), .. Checks.OfVerification(contest, c.Papers, c.Turnout)],
                () => new ElectionEvent.PapersVerified(c.Contest, c.Papers, c.Turnout, now, c.By)
            ),
            Command.ReportCount c => Decide(c, now),
            Command.Flash c => Before(
                c.Contest,
                contest => [.. PollFaults(now), .. Checks.OnRoll(contest, c.Candidate)],
                () => new ElectionEvent.WinnerFlashed(c.Contest, c.Candidate, now, c.By)
            ),
            Command.RecordLot c => Before(
                c.Contest,
                contest => [.. PollFaults(now), .. Checks.OnRoll(contest, c.Candidate)],
                () => new ElectionEvent.LotDrawn(c.Contest, c.Candidate, now, c.By)
            ),
            Command.Propose c => Decide(c, now),
            Command.Confirm c => Decide(c, now),
            Command.Withdraw c => Settle(
                c.Proposal,
                _ => new ElectionEvent.ProposalWithdrawn(c.Proposal, now, c.By)
            ),
            Command.Declare c => Accept(
                Checks.Of(this, c.Contest, c.Figures, now),
                () =>
                    new ElectionEvent.ResultDeclared(
                        c.Contest,
                        Drawn(c.Contest, c.Figures),
                        null,
                        now,
                        c.By
                    )
            ),
            Command.Correct c => Decide(c, now),
            Command.Retract c => Standing(
                c.Contest,
                c.Number,
                c.Reason,
                () => new ElectionEvent.ResultRetracted(c.Contest, c.Number, c.Reason, now, c.By)
            ),
            Command.Reinstate c => State(c.Contest) switch
            {
                ContestState.Retracted r when r.Was.Number == c.Number => Accepted(
                    new ElectionEvent.ResultReinstated(c.Contest, c.Number, now, c.By)
                ),
                ContestState.Retracted r => Refused(
                    new Fault.ResultChanged(c.Number, r.Was.Number)
                ),
                _ => Known(c.Contest, contest => Refused(new Fault.NotRetracted(contest))),
            },
            Command.Note c => Known(
                c.Contest,
                _ =>
                    Accept(
                        TextFaults(c.Text),
                        () => new ElectionEvent.Noted(c.Contest, c.Text, now, c.By)
                    )
            ),
            Command.Quote c => Known(
                c.Contest,
                _ =>
                    Accept(
                        [.. TextFaults(c.Who), .. TextFaults(c.Text)],
                        () => new ElectionEvent.Quoted(c.Contest, c.Who, c.Text, now, c.By)
                    )
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "No rule for it."),
        };

    private static Decision Accepted(ElectionEvent happened) => new Decision.Accepted([happened]);

    private static Decision Refused(Fault fault) => new Decision.Refused(fault);

    private static Decision Accept(ImmutableArray<Fault> faults, Func<ElectionEvent> happened) =>
        faults.IsEmpty ? Accepted(happened()) : new Decision.Refused(faults);

    private static ImmutableArray<Fault> TextFaults(string text) =>
        string.IsNullOrWhiteSpace(text) ? [new Fault.TextMissing()]
        : text.Length > LongestText ? [new Fault.TextTooLong(text.Length, LongestText)]
        : [];

    private ImmutableArray<Fault> PollFaults(DateTimeOffset now) =>
        now < Definition.PollCloses ? [new Fault.PollStillOpen(Definition.PollCloses)] : [];

    private Decision Known(ContestId id, Func<Contest, Decision> decide) =>
        Definition.FindContest(id) is { } contest
            ? decide(contest)
            : Refused(new Fault.UnknownContest(id));

    /// <summary>
    /// What is less than a result is only heard while there is none: a correction to a flash once erased the full
    /// figures (Financial Times, 2016).
    /// </summary>
    private Decision Before(
        ContestId id,
        Func<Contest, ImmutableArray<Fault>> check,
        Func<ElectionEvent> happened
    ) =>
        Known(
            id,
            contest =>
                State(id) is ContestState.Declared
                    ? Refused(new Fault.AlreadyDeclared(contest, Same: false))
                    : Accept(check(contest), happened)
        );

    /// <summary>A change of the result that stands, which has to be the one that is meant.</summary>
    private Decision Standing(
        ContestId id,
        int number,
        string reason,
        Func<ElectionEvent> happened
    ) =>
        State(id) switch
        {
            ContestState.Declared d when d.Result.Number != number => Refused(
                new Fault.ResultChanged(number, d.Result.Number)
            ),
            ContestState.Declared when string.IsNullOrWhiteSpace(reason) => Refused(
                new Fault.ReasonMissing()
            ),
            ContestState.Declared => Accept(TextFaults(reason), happened),
            _ => Known(id, contest => Refused(new Fault.NotDeclared(contest))),
        };

    private Decision Decide(Command.ReportCount command, DateTimeOffset now) =>
        Before(
            command.Contest,
            contest => [.. PollFaults(now), .. Checks.OfRunning(contest, command.Votes)],
            () => new ElectionEvent.CountReported(command.Contest, command.Votes, now, command.By)
        ) switch
        {
            // Wrong totals shown for two minutes fed fraud claims for weeks (CNN and Edison, 2021).
            Decision.Accepted heard => Knowingly(
                [
                    .. Cautions.OfFallen(
                        Definition.Contest(command.Contest),
                        State(command.Contest).Progress.Running,
                        new Figures(command.Votes)
                    ),
                ],
                command.Accepted,
                samePerson: false
            ) ?? heard,
            var refused => refused,
        };

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
        var faults = Checks.Of(this, command.Contest, command.Figures, now);
        if (!faults.IsEmpty)
        {
            return new Decision.Refused(faults);
        }

        var figures = Drawn(command.Contest, command.Figures);
        var cautions = Cautions.Of(this, command.Contest, figures, null);
        var proposed = new ElectionEvent.DeclarationProposed(
            command.Proposal,
            command.Contest,
            figures,
            now,
            command.By,
            [.. cautions.Select(c => c.Code).Distinct()]
        );
        return new Decision.Accepted(
            replaced?.State == ProposalState.Waiting
                ? [new ElectionEvent.ProposalWithdrawn(replaced.Id, now, command.By), proposed]
                : [proposed],
            cautions
        );
    }

    private Decision Decide(Command.Confirm command, DateTimeOffset now)
    {
        if (Proposal(command.Proposal) is not { State: ProposalState.Waiting } waiting)
        {
            return Settle(command.Proposal, _ => throw new InvalidOperationException("It waits."));
        }
        var faults = Checks.Of(this, waiting.Contest, waiting.Figures, now);
        if (!faults.IsEmpty)
        {
            return new Decision.Refused(faults);
        }
        var cautions = Cautions.Of(this, waiting.Contest, waiting.Figures, null);
        return Knowingly(cautions, command.Accepted, waiting.By == command.By)
            ?? Accepted(
                new ElectionEvent.ResultDeclared(
                    waiting.Contest,
                    waiting.Figures,
                    waiting.Id,
                    now,
                    command.By
                )
            );
    }

    private Decision Decide(Command.Correct command, DateTimeOffset now)
    {
        if (State(command.Contest) is not ContestState.Declared declared)
        {
            return Known(command.Contest, contest => Refused(new Fault.NotDeclared(contest)));
        }
        if (declared.Result.Number != command.Number)
        {
            return Refused(new Fault.ResultChanged(command.Number, declared.Result.Number));
        }
        var contest = Definition.Contest(command.Contest);
        var faults = Checks.OfCount(this, contest, command.Figures);
        if (!faults.IsEmpty)
        {
            return new Decision.Refused(faults);
        }
        // Only after the checks: a lot is drawn among figures that cover the roll.
        var figures = Drawn(command.Contest, command.Figures);
        if (Checks.Repeats(declared.Figures, figures))
        {
            return Refused(new Fault.NothingChanged());
        }
        return Standing(
            command.Contest,
            command.Number,
            command.Reason,
            () =>
                new ElectionEvent.ResultCorrected(
                    command.Contest,
                    command.Number + 1,
                    figures,
                    command.Reason,
                    now,
                    command.By
                )
        ) switch
        {
            Decision.Accepted accepted => Knowingly(
                Cautions.Of(this, command.Contest, figures, declared.Figures),
                command.Accepted,
                declared.Result.By == command.By
            ) ?? accepted,
            var refused => refused,
        };
    }

    /// <summary>Null where every caution was accepted by name, and by somebody else where that is asked for.</summary>
    private static Decision? Knowingly(
        ImmutableArray<Caution> cautions,
        ImmutableArray<string> accepted,
        bool samePerson
    )
    {
        ImmutableArray<Caution> open =
        [
            .. cautions.Where(c => accepted.IsDefault || !accepted.Contains(c.Code)),
        ];
        if (!open.IsEmpty)
        {
            return new Decision.Cautioned(open);
        }
        ImmutableArray<Caution> grave = [.. cautions.Where(c => c.NeedsSecondPerson)];
        return samePerson && !grave.IsEmpty ? Refused(new Fault.SecondPersonNeeded(grave)) : null;
    }

    private Decision Settle(ProposalId id, Func<Proposal, ElectionEvent> settle) =>
        Proposal(id) switch
        {
            null => Refused(new Fault.UnknownProposal(id)),
            { State: ProposalState.Waiting } waiting => Accepted(settle(waiting)),
            var settled => Refused(new Fault.ProposalSettled(id, settled.State)),
        };

    /// <summary>The figures with the lot's winner, where one was drawn and the paste does not say.</summary>
    private Figures Drawn(ContestId contest, Figures figures) =>
        Checks.WithLot(Definition.Contest(contest), State(contest).Progress, figures);
}
