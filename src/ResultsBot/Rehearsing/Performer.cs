using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs;
using ResultsBot.Packs.Names;
using ResultsBot.Pasting;
using ResultsBot.Wording;

namespace ResultsBot.Rehearsing;

/// <summary>
/// Does at a desk what the people of a script do in chat: proposes, puts right, sends, and is the second person where
/// one is wanted. There is nobody to press buttons on a real server while a night is only rehearsed.
/// </summary>
internal sealed class Performer(
    ResultsDesk desk,
    PartyNames parties,
    Phrasebook phrases,
    TimeProvider time
)
{
    /// <summary>Nobody who reports, so that the rule of the second person is kept.</summary>
    private const string SecondPerson = "rehearsal:second";

    private int _turn;

    /// <returns>Whether it was taken in; a script may mean something to be refused.</returns>
    public async Task<bool> Perform(ScriptedStep step, CancellationToken ct)
    {
        var by = $"rehearsal:{step.Actor}";
        if (step.Contest is not { } id)
        {
            return desk.Election.LastWordBy(by) is { Event.At: var said }
                && await Submit(new Command.Undo(said, phrases.UndoReason(), by), ct)
                    is Decision.Accepted;
        }
        var contest = desk.Election.Definition.Contest(id);
        var first = await Propose(
            contest,
            step with
            {
                Edited = step.Edited.Clear(),
            },
            by,
            null,
            ct
        );
        var proposal = step.Edited.IsEmpty ? first : await Propose(contest, step, by, first, ct);
        return proposal is { } sent && await Send(sent, by, ct);
    }

    /// <returns>Null where it is refused, or not understood.</returns>
    private async Task<ProposalId?> Propose(
        Contest contest,
        ScriptedStep step,
        string by,
        ProposalId? replaces,
        CancellationToken ct
    )
    {
        if (Read(contest, step, by) is not { } report)
        {
            return null;
        }
        var proposal = new ProposalId($"rehearsal-{++_turn}");
        return
            await Submit(new Command.Propose(proposal, report, by, replaces), ct)
            is Decision.Accepted
            ? proposal
            : null;
    }

    private async Task<bool> Send(ProposalId proposal, string by, CancellationToken ct)
    {
        var decision = await Confirm(proposal, by, ct);
        if (desk.Election.Proposal(proposal)?.State == ProposalState.AwaitsSecondPerson)
        {
            decision = await Confirm(proposal, SecondPerson, ct);
        }
        return decision is Decision.Accepted;
    }

    private Task<Decision> Confirm(ProposalId proposal, string by, CancellationToken ct)
    {
        var cautions = desk.Consider(proposal).Considered.Cautions;
        return Submit(
            new Command.Confirm(proposal, by, [.. cautions.Select(c => c.Code).Distinct()]),
            ct
        );
    }

    private Task<Decision> Submit(Command command, CancellationToken ct) =>
        desk.Submit(command, $"rehearsal-turn-{++_turn}", ct);

    /// <summary>What was typed, as a report; null where it cannot be understood.</summary>
    private Command.Report? Read(Contest contest, ScriptedStep step, string by)
    {
        var state = desk.Election.State(contest.Id);
        return (step.Command, state) switch
        {
            (ScriptedStep.Status, _) => ReadStage(contest, step, by),
            (ScriptedStep.Verified, _) when Typed.Number(step["papers"]) is { } papers =>
                new Command.ReportVerified(contest.Id, papers, Typed.Percent(step["turnout"]), by),
            (ScriptedStep.Count, _) when ReadFigures(contest, step) is { Votes: var votes } =>
                new Command.ReportCount(contest.Id, votes, by),
            (ScriptedStep.Flash, _)
                when new RollMatcher(contest, parties).Find(Words.Of(step["winner"]))
                    is RollMatch.One { Candidate.Number: var winner } => new Command.Flash(
                contest.Id,
                winner,
                by
            ),
            (ScriptedStep.Declare, _) when ReadFigures(contest, step) is { } figures =>
                new Command.Declare(contest.Id, figures, by),
            (ScriptedStep.Note, _) => new Command.Note(contest.Id, step["text"], by),
            (ScriptedStep.Quote, _) => new Command.Quote(contest.Id, step["who"], step["text"], by),
            (
                ScriptedStep.Correct,
                ContestState.Declared { Result: { Number: var number, Figures: var stands } }
            ) when ReadFigures(contest, step) is { } figures => new Command.Correct(
                contest.Id,
                number,
                figures.Over(stands),
                step["reason"],
                by
            ),
            (ScriptedStep.Retract, _) => desk.Election.Retraction(contest.Id, step["reason"], by),
            (ScriptedStep.Reinstate, ContestState.Retracted { Was.Number: var number }) =>
                new Command.Reinstate(contest.Id, number, by),
            _ => null,
        };
    }

    private Figures? ReadFigures(Contest contest, ScriptedStep step) =>
        PastedResult.Read(step[ScriptedStep.Result], contest, parties)
            is PasteReading.Understood { Figures: var figures }
            ? figures
            : null;

    private Command.ReportStage? ReadStage(Contest contest, ScriptedStep step, string by)
    {
        if (
            Typed.Stage(
                step["stage"],
                Enum.GetValues<Stage>().Select(s => (s, phrases.StageName(s)))
            )
            is not { } told
        )
        {
            return null;
        }
        var now = desk.Election.Definition.Local(time.GetUtcNow());
        return new Command.ReportStage(
            contest.Id,
            new StageReport(
                told.Stage,
                told.Recount,
                Typed.Time(step["expected"], now),
                step["note"] is { Length: > 0 } note ? note : null
            ),
            by
        );
    }
}
