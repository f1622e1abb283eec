using CsCheck;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>What holds for any election, whatever its figures and whatever the order in which they come.</summary>
public class ElectionPropertyTests
{
    private static readonly string[] Parties = ["Lab", "Con", "LD", "Green", "Ind"];

    private static readonly Gen<(Contest Contest, Figures Figures)> AnyResult =
        from size in Gen.Int[1, 5]
        from roll in Gen.Int[0, 4].Select(i => Parties[i]).Array[size]
        from votes in Gen.Int[0, 400].Array[size]
        from last in Gen.Int[0, 4].Select(i => Parties[i]).Array[1, 4]
        from lastVotes in Gen.Int[1, 500].Array[4]
        from hasBase in Gen.Bool
        from county in Gen.Bool.Select(one => one ? Derbyshire : Rutland)
        from lot in Gen.Int[0, 4]
        select Result(roll, votes, hasBase ? [.. last.Zip(lastVotes)] : [], county, lot);

    /// <summary>Contests with their results, and an order to declare them in.</summary>
    private static readonly Gen<(
        Election Election,
        ElectionEvent.ResultDeclared[] Events,
        ElectionEvent.ResultDeclared[] Shuffled
    )> AnyNight =
        from results in AnyResult.Array[1, 8]
        let contests = results
            .Select((r, i) => r.Contest with { Id = new ContestId($"{i}") })
            .ToArray()
        let events = results.Select((r, i) => Declared(contests[i], r.Figures)).ToArray()
        from shuffled in Gen.Shuffle(events)
        select (Election(contests), events, shuffled);

    [Fact]
    public void The_order_of_declarations_does_not_change_where_it_ends() =>
        AnyNight.Sample(night =>
            Assert.Equal(
                Describe(After(night.Election, night.Events)),
                Describe(After(night.Election, night.Shuffled))
            )
        );

    [Fact]
    public void Every_standing_is_the_sum_of_its_contests() =>
        AnyNight.Sample(night =>
        {
            var election = After(night.Election, night.Shuffled);
            foreach (var area in election.Definition.Seats.Keys)
            {
                var verdicts = election
                    .Definition.Contests.Where(c => c.Areas.Contains(area))
                    .Select(c => ((ContestState.Declared)election.State(c.Id)).Verdict)
                    .ToArray();
                var standing = election.Standing(area);
                Assert.Equal(verdicts.Length, standing.Declared);
                Assert.True(standing.IsComplete);
                Assert.Equal(verdicts.Length, standing.Parties.Sum(p => p.Seats));
                foreach (var party in Parties.Select(p => new PartyId(p)))
                {
                    var told = standing.Parties.SingleOrDefault(p => p.Party == party);
                    Assert.Equal(
                        verdicts.Sum(v =>
                            v.Lines.Where(l => l.Candidate.Party == party).Sum(l => l.Votes)
                        ),
                        told?.Votes ?? 0
                    );
                    var won = verdicts.Where(v => v.Winner.Candidate.Party == party).ToArray();
                    Assert.Equal(won.Length, told?.Seats ?? 0);
                    Assert.Equal(won.Count(v => v.Outcome is Outcome.Gain), told?.Gains ?? 0);
                    Assert.Equal(
                        verdicts.Count(v => v.Outcome == new Outcome.Gain(party)),
                        told?.Losses ?? 0
                    );
                }
            }
        });

    [Fact]
    public void What_is_proposed_and_withdrawn_changes_no_standing() =>
        AnyNight.Sample(night =>
        {
            var election = After(night.Election, night.Events[1..]);
            var figures = night.Events[0].Figures;
            var proposal = new ProposalId("p");

            var proposed = election.Apply(
                new ElectionEvent.Proposed(
                    proposal,
                    new Command.Declare(night.Events[0].Contest, figures, "rita"),
                    [],
                    Night,
                    "rita"
                )
            );
            var withdrawn = proposed.Apply(
                new ElectionEvent.ProposalWithdrawn(proposal, Night, "rita")
            );

            Assert.Equal(Describe(election), Describe(proposed));
            Assert.Equal(Describe(election), Describe(withdrawn));
        });

    [Fact]
    public void What_is_read_back_and_sent_ends_like_what_is_declared() =>
        AnyNight.Sample(night =>
        {
            var sent = night.Election;
            foreach (var e in night.Events)
            {
                var id = new ProposalId(e.Contest.Value);
                sent = sent.After(new Command.Propose(id, e.Contest, e.Figures, "rita"))
                    .Confirm(id);
            }

            Assert.Equal(Describe(After(night.Election, night.Events)), Describe(sent));
        });

    [Fact]
    public void A_result_adds_up() =>
        AnyNight.Sample(night =>
        {
            foreach (var e in night.Events)
            {
                var contest = night.Election.Definition.Contest(e.Contest);
                var verdict = Verdict(contest, e.Figures);
                Assert.Equal(verdict.ValidVotes, verdict.Lines.Sum(l => l.Votes));
                Assert.Equal(contest.Candidates.Length, verdict.Lines.Length);
                Assert.All(verdict.Lines, l => Assert.True(l.Votes <= verdict.Winner.Votes));
                Assert.Equal(
                    verdict.Winner.Votes - (verdict.RunnerUp?.Votes ?? 0),
                    verdict.Majority
                );
                Assert.False(verdict.Swing?.Size.IsNegative ?? false);
                Assert.NotEqual(verdict.Swing?.From, verdict.Swing?.To ?? PartyId.Speaker);
            }
        });

    [Fact]
    public void A_night_has_one_first_result_a_result_for_each_seat_and_at_most_one_majority() =>
        AnyNight.Sample(night =>
        {
            var bulletins = new List<Bulletin>();
            var election = night.Election;
            foreach (var e in night.Shuffled)
            {
                var after = election.Apply(e);
                bulletins.AddRange(News.Of(election, e, after));
                election = after;
            }

            Assert.IsType<Bulletin.FirstResult>(bulletins[0]);
            Assert.Single(bulletins.OfType<Bulletin.FirstResult>());
            Assert.Equal(
                night.Shuffled.Select(e => e.Contest),
                bulletins.OfType<Bulletin.Result>().Select(b => b.Of.Id)
            );
            Assert.Equivalent(
                election
                    .Definition.Seats.Where(a =>
                        a.Value > 1
                        && (a.Key == Whole || election.Definition.IsWhollyElected(a.Key))
                    )
                    .Select(a => a.Key),
                bulletins.OfType<Bulletin.AreaComplete>().Select(b => b.Standing.Area)
            );
            var most = election
                .Standing(Whole)
                .Parties.Where(p => p.Party != Ind)
                .Max(p => (int?)p.Seats);
            var majorities = bulletins.OfType<Bulletin.OverallMajority>().Count();
            Assert.Equal(
                night.Events.Length > 1 && most >= election.Everything().Chamber.Majority ? 1 : 0,
                majorities
            );
        });

    private static (Contest, Figures) Result(
        string[] roll,
        int[] votes,
        (string Party, int Votes)[] last,
        AreaId county,
        int lot
    )
    {
        if (votes.All(v => v == 0))
        {
            votes[0] = 1;
        }
        var contest = Contest(
            "?",
            string.Join(' ', roll),
            last.Length == 0 ? null : string.Join(' ', last.Select(l => $"{l.Party} {l.Votes}")),
            areas: [county, England, Whole]
        );
        var figures = Votes(votes);
        var level = figures.Votes.Where(v => v.Votes == votes.Max()).ToArray();
        return (contest, figures with { Elected = [level[lot % level.Length].Candidate] });
    }

    private static ElectionEvent.ResultDeclared Declared(Contest contest, Figures figures) =>
        new(contest.Id, figures, null, Night, "rita");

    private static Election After(Election election, IEnumerable<ElectionEvent> events) =>
        events.Aggregate(election, (e, happened) => e.Apply(happened));

    /// <summary>All that can be seen of contests and standings.</summary>
    private static string Describe(Election election)
    {
        var contests = election.Definition.Contests.Select(c =>
            election.State(c.Id) is ContestState.Declared { Verdict: var v }
                ? $"{c.Id} {v.Outcome} {v.Majority} {v.Swing} {string.Join(',', v.Lines)}"
                : $"{c.Id} awaited"
        );
        var standings = election
            .Definition.Seats.Keys.OrderBy(a => a.Kind)
            .ThenBy(a => a.Name, StringComparer.Ordinal)
            .Select(election.Standing)
            .Select(s => $"{s.Area} {s.Declared}/{s.Seats} {string.Join(',', s.Parties)}");
        return string.Join('\n', contests.Concat(standings));
    }
}
