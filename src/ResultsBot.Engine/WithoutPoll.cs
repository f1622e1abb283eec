using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>
/// Contests without a poll on the day: elected unopposed, which is a result without votes, or postponed. Without them a
/// council of which one ward is uncontested would wait for its last seat for ever.
/// </summary>
public sealed partial record Election
{
    /// <summary>Who says what the election was set up with.</summary>
    private const string Pack = "pack";

    private Weighed Weigh(Command.DeclareUnopposed command, Contest contest, DateTimeOffset now) =>
        new(
            State(contest.Id) switch
            {
                ContestState.Declared declared =>
                [
                    new Fault.AlreadyDeclared(contest, declared.Figures.IsUnopposed),
                ],
                ContestState.Postponed => [new Fault.PollIsPostponed(contest)],
                _ => contest.Candidates.Length > contest.Seats
                    ? [new Fault.IsContested(contest)]
                    : [],
            },
            () =>
                new ElectionEvent.ResultDeclared(
                    contest.Id,
                    Figures.Unopposed(contest),
                    null,
                    now,
                    command.By
                ),
            NoCautions
        );

    private Weighed Weigh(Command.PostponePoll command, Contest contest, DateTimeOffset now) =>
        Progress(
            contest,
            ReasonFaults(command.Reason),
            () => new ElectionEvent.PollPostponed(contest.Id, command.Reason, now, command.By)
        );

    private Weighed Weigh(Command.ReopenPoll command, Contest contest, DateTimeOffset now) =>
        new(
            State(contest.Id) is ContestState.Postponed
                ? ReasonFaults(command.Reason)
                : [new Fault.PollNotPostponed(contest)],
            () => new ElectionEvent.PollReopened(contest.Id, command.Reason, now, command.By),
            NoCautions
        );

    /// <summary>What the election was set up with; it was known before the night, and is no news.</summary>
    private Election Known(Contest contest) =>
        contest.Poll switch
        {
            Poll.Unopposed => Declare(
                contest.Id,
                1,
                Figures.Unopposed(contest),
                Definition.PollCloses,
                Pack
            ),
            Poll.Postponed => Restored(
                contest.Id,
                new ContestState.Postponed("", null, CountProgress.Nothing)
            ),
            _ => this,
        };

    private Election Postponed(ContestId contest, string reason, DateTimeOffset at)
    {
        var state = State(contest);
        return Restored(
            contest,
            new ContestState.Postponed(
                reason,
                state as ContestState.Retracted,
                // Nobody has won what is not held.
                state.Progress with
                {
                    Flashes = [],
                    HeardAt = at,
                }
            )
        );
    }

    private Election Reopened(ElectionEvent.PollReopened e)
    {
        var postponed = (ContestState.Postponed)State(e.Contest);
        var progress = postponed.Progress with { HeardAt = e.At };
        return Restored(
            e.Contest,
            postponed.Before is { } retracted
                ? retracted with
                {
                    Progress = progress,
                }
                : new ContestState.Awaited(progress)
        );
    }

    /// <summary>The contest in that state, and the tallies with as many postponed seats as that makes.</summary>
    private Election Restored(ContestId id, ContestState state)
    {
        var contest = Definition.Contest(id);
        var seats = (Postponed(state) - Postponed(State(id))) * contest.Seats;
        var after = With(id, state);
        return seats == 0
            ? after
            : after with
            {
                _standings = _standings.SetItems(
                    contest.Areas.Select(a => KeyValuePair.Create(a, _standings[a].Postpone(seats)))
                ),
                _chambers = contest.Chamber is { } chamber
                    ? _chambers.SetItem(chamber, _chambers[chamber].Postpone(seats))
                    : _chambers,
            };

        static int Postponed(ContestState one) => one is ContestState.Postponed ? 1 : 0;
    }
}
