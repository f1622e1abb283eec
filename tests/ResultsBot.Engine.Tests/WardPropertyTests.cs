using CsCheck;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>What holds for single seats and wards together, whatever is declared and undone.</summary>
public class WardPropertyTests
{
    private static readonly string[] Parties = ["Lab", "Con", "LD", "Ind"];

    private static readonly Gen<Contest> AnyContest =
        from size in Gen.Int[1, 6]
        from seats in Gen.Int[1, 3]
        from roll in Gen.Int[0, 3].Select(i => Parties[i]).Array[size]
        from last in Gen.Int[0, 3].Select(i => Parties[i]).Array[Math.Min(seats, size)]
        from hasBase in Gen.Bool
        from county in Gen.Bool.Select(one => one ? Derbyshire : Rutland)
        select Contest("?", string.Join(' ', roll), areas: [county, England, Whole]) with
        {
            Seats = Math.Min(seats, size),
            Base = hasBase
                ? BaseResult.Of(
                    [.. last.Distinct().Select((p, i) => new PartyVotes(new(p), 100 + i))],
                    seats:
                    [
                        .. last.CountBy(p => p).Select(p => new PartySeats(new(p.Key), p.Value)),
                    ]
                )
                : null,
        };

    private static readonly Gen<Contest[]> AnyContests = AnyContest
        .Array[1, 5]
        .Select(c => c.Select((contest, i) => contest with { Id = new($"{i}") }).ToArray());

    private static readonly Gen<(Election Election, Figures[] Figures)> AnyNight =
        from contests in AnyContests
        from seeds in Gen.Int[0, 1_000_000].Array[contests.Length]
        select (Election(contests), contests.Select((c, i) => FiguresOf(c, seeds[i])).ToArray());

    /// <summary>What to do, to which contest, with which figures.</summary>
    private static readonly Gen<(
        Election Election,
        (int Act, int Contest, int Seed)[] Steps
    )> AnySequence =
        from contests in AnyContests
        from steps in Gen.Select(
            Gen.Int[0, 3],
            Gen.Int[0, contests.Length - 1],
            Gen.Int[0, 1_000_000]
        ).Array[1, 25]
        select (Election(contests), steps);

    [Fact]
    public void The_order_of_declarations_changes_neither_standings_nor_records() =>
        (
            from night in AnyNight
            from order in Gen.Shuffle(Enumerable.Range(0, night.Figures.Length).ToArray())
            select (night.Election, night.Figures, order)
        ).Sample(
            (election, figures, order) =>
                Same(
                    Declared(election, figures, Enumerable.Range(0, figures.Length)),
                    Declared(election, figures, order)
                )
        );

    [Fact]
    public void A_ward_elects_as_many_as_it_has_seats_and_nobody_behind_who_is_not() =>
        AnyNight.Sample(night =>
        {
            var election = Declared(
                night.Election,
                night.Figures,
                Enumerable.Range(0, night.Figures.Length)
            );
            foreach (var (contest, state) in election.Contests)
            {
                var verdict = ((ContestState.Declared)state).Verdict;
                Assert.Equal(contest.Seats, verdict.Elected.Count());
                Assert.Equal(contest.Seats, verdict.Changes.Sum(c => c.Now));
                Assert.True(verdict.Elected.Min(l => l.Votes) >= (verdict.RunnerUp?.Votes ?? 0));
                Assert.Equal(
                    verdict.Elected.Min(l => l.Votes) - (verdict.RunnerUp?.Votes ?? 0),
                    verdict.Majority
                );
            }
        });

    [Fact]
    public void After_whatever_was_declared_corrected_retracted_and_reinstated_the_standings_are_the_sum() =>
        AnySequence.Sample(
            (empty, steps) =>
            {
                var election = steps.Aggregate(empty, Step);

                foreach (var area in election.Definition.Seats.Keys)
                {
                    SumOf(election, area);
                }
                // As if only what stands had ever been declared.
                var fresh = election.Contests.Aggregate(
                    empty,
                    (e, c) =>
                        c.State is ContestState.Declared declared
                            ? e.After(new Command.Declare(c.Contest.Id, declared.Figures, "rita"))
                            : e
                );
                Same(fresh, election);
            }
        );

    private static void SumOf(Election election, AreaId area)
    {
        var standing = election.Standing(area);
        var verdicts = election
            .Contests.Where(c => c.Contest.Areas.Contains(area))
            .Select(c => c.State)
            .OfType<ContestState.Declared>()
            .Select(d => d.Verdict)
            .ToArray();
        Assert.Equal(verdicts.Sum(v => v.Seats), standing.Declared);
        Assert.Equal(standing.Declared, standing.Parties.Sum(p => p.Seats));
        foreach (var party in Parties.Select(p => new PartyId(p)))
        {
            var lines = verdicts
                .SelectMany(v => v.Lines)
                .Where(l => l.Candidate.Party == party)
                .ToArray();
            var changes = verdicts
                .Where(v => v.Outcome is not Outcome.Win)
                .SelectMany(v => v.Changes)
                .Where(c => c.Party == party)
                .ToArray();
            Assert.Equal(
                new PartyStanding(
                    party,
                    verdicts.Sum(v => v.Elected.Count(l => l.Candidate.Party == party)),
                    changes.Sum(c => c.Gained),
                    changes.Sum(c => c.Lost),
                    lines.Sum(l => l.Votes),
                    lines.Count(l => l.LostDeposit)
                ),
                standing.Of(party)
            );
        }
    }

    /// <summary>The step, where it can be taken.</summary>
    private static Election Step(Election election, (int Act, int Contest, int Seed) step)
    {
        var contest = election.Definition.Contests[step.Contest];
        var figures = FiguresOf(contest, step.Seed);
        Command? command = (step.Act, election.State(contest.Id)) switch
        {
            (0, ContestState.Awaited or ContestState.Retracted) => new Command.Declare(
                contest.Id,
                figures,
                "rita"
            ),
            (1 or 0, ContestState.Declared d) when d.Figures != figures => election.Knowingly(
                new Command.Correct(
                    contest.Id,
                    d.Result.Number,
                    figures,
                    "Misread.",
                    d.Result.By == "ed" ? "al" : "ed"
                )
            ),
            (2, ContestState.Declared d) => new Command.Retract(
                contest.Id,
                d.Result.Number,
                "Misread.",
                "ed"
            ),
            (3, ContestState.Retracted r) => new Command.Reinstate(contest.Id, r.Was.Number, "ed"),
            _ => null,
        };
        return command is null ? election : election.After(command);
    }

    /// <summary>Figures with a lot for every tie; the same seed gives the same.</summary>
    private static Figures FiguresOf(Contest contest, int seed)
    {
        // Small numbers, so that there are ties and records of equals.
        var votes = Votes([
            .. contest.Candidates.Select(c => (seed / (int)Math.Pow(7, c.Number - 1) % 7) + 1),
        ]);
        return votes with
        {
            Elected =
            [
                .. votes
                    .Votes.OrderByDescending(v => v.Votes)
                    .ThenBy(v => v.Candidate * (seed % 2 == 0 ? 1 : -1))
                    .Take(contest.Seats)
                    .Select(v => v.Candidate),
            ],
        };
    }

    private static Election Declared(
        Election election,
        Figures[] figures,
        IEnumerable<int> order
    ) =>
        order.Aggregate(
            election,
            (e, i) =>
                e.After(new Command.Declare(election.Definition.Contests[i].Id, figures[i], "rita"))
        );

    private static void Same(Election expected, Election actual)
    {
        foreach (var area in expected.Definition.Seats.Keys)
        {
            Assert.Equal(
                expected.Standing(area).Parties.AsEnumerable(),
                actual.Standing(area).Parties
            );
            Assert.Equal(expected.Standing(area).Declared, actual.Standing(area).Declared);
        }
        Assert.Equal(expected.Records, actual.Records);
    }
}
