using System.Globalization;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs;

namespace ResultsBot.Benchmarks;

/// <summary>
/// How often each caution speaks on a right result, and how many wrong ones are stopped: every recorded result in order of
/// time, first with each kind of mistake, then as it was.
/// </summary>
internal static class CautionRates
{
    private const int Rounds = 500;
    private const string ByCheck = "refused by a check";
    private static readonly ProposalId Read = new("read back");

    public static int Run(int seed)
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            Console.Error.WriteLine("The pack ge2024 cannot be read.");
            return 1;
        }
        var right = new Dictionary<string, List<string>>();
        var caught = new Dictionary<string, Tally>();
        var election = new Election(pack.Definition);
        var mistakes = new Mistakes(pack, new Random(seed));
        foreach (var result in pack.Recorded)
        {
            var contest = pack.Definition.Contest(result.Contest);
            var spoken = Spoken(election, result.Contest, result.Figures, result.At);
            foreach (var code in spoken.Concat(OfVerification(election, contest, result)))
            {
                Add(right, code, contest.Name);
            }
            foreach (var (kind, figures) in mistakes.Of(contest, result.Figures))
            {
                if (!caught.TryGetValue(kind, out var tally))
                {
                    caught.Add(kind, tally = new Tally());
                }
                tally.Add(
                    Spoken(election, result.Contest, figures, result.At).Except(spoken).ToArray()
                );
            }
            election = Declared(election, result);
        }
        Print(right, pack.Recorded.Length);
        Print(caught);
        Console.WriteLine(
            $"The last result weighed against all the others: {Fastest(election, pack.Recorded[^1]).TotalMicroseconds:F0} us."
        );
        return 0;
    }

    private static TimeSpan Fastest(Election election, RecordedResult last)
    {
        var contest = election.Definition.Contest(last.Contest);
        var retracted = election.Apply(
            new ElectionEvent.ResultRetracted(contest.Id, 1, "Once more.", last.At, "benchmark")
        );
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            Spoken(retracted, contest.Id, last.Figures, last.At);
            var took = TimeProvider.System.GetElapsedTime(began);
            best = took < best ? took : best;
        }
        return best;
    }

    /// <summary>What a reporter who proposes the figures is shown: codes of cautions, or that they are refused.</summary>
    private static string[] Spoken(
        Election election,
        ContestId contest,
        Figures figures,
        DateTimeOffset at
    ) =>
        election.Decide(new Command.Propose(Read, contest, figures, "benchmark"), at) switch
        {
            Decision.Accepted accepted =>
            [
                .. accepted.Cautions.Where(c => !c.IsRemark).Select(c => c.Code).Distinct(),
            ],
            _ => [ByCheck],
        };

    /// <summary>What the right verification statement meets, with the turnout as it is announced.</summary>
    private static IEnumerable<string> OfVerification(
        Election election,
        Contest contest,
        RecordedResult result
    )
    {
        var papers = result.Figures.Votes.Sum(v => v.Votes) + (result.Figures.Rejected ?? 0);
        Fraction announced = new(new Fraction(papers, contest.Electorate).Scaled(1000), 1000);
        var asks = new Command.ReportVerified(contest.Id, papers, announced, "benchmark");
        return
            election.Decide(new Command.Propose(Read, asks, "benchmark"), result.At)
                is Decision.Accepted accepted
            ? accepted.Cautions.Select(c => $"{c.Code} (/verified)")
            : [ByCheck];
    }

    private static Election Declared(Election election, RecordedResult result) =>
        election.Decide(new Command.Declare(result.Contest, result.Figures, "benchmark"), result.At)
            is Decision.Accepted accepted
            ? accepted.Events.Aggregate(election, (e, happened) => e.Apply(happened))
            : throw new InvalidOperationException($"{result.Contest} was refused.");

    private static void Add(Dictionary<string, List<string>> seats, string code, string seat)
    {
        if (!seats.TryGetValue(code, out var named))
        {
            seats.Add(code, named = []);
        }
        named.Add(seat);
    }

    private static void Print(Dictionary<string, List<string>> right, int results)
    {
        Console.WriteLine($"{"on a right result", -32} {"seats", 6} {"rate", 7}  of {results}");
        foreach (var (code, seats) in right.OrderByDescending(r => r.Value.Count))
        {
            Console.WriteLine(
                $"{code, -32} {seats.Count, 6} {Percent(seats.Count, results), 7}  {string.Join(", ", seats)}"
            );
        }
        Console.WriteLine();
    }

    private static void Print(Dictionary<string, Tally> caught)
    {
        Console.WriteLine(
            $"{"on a wrong result", -32} {"tried", 6} {"stopped", 7} {"of which refused", 17}  by which caution"
        );
        foreach (var (kind, tally) in caught)
        {
            var by = tally
                .By.Where(b => b.Key != ByCheck)
                .OrderByDescending(b => b.Value)
                .Select(b => $"{b.Key} {Percent(b.Value, tally.Tried)}");
            Console.WriteLine(
                $"{kind, -32} {tally.Tried, 6} {Percent(tally.Stopped, tally.Tried), 7} {Percent(tally.By.GetValueOrDefault(ByCheck), tally.Tried), 17}  {string.Join(", ", by)}"
            );
        }
        Console.WriteLine();
    }

    private static string Percent(int part, int whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{100m * part / whole:F1}%");

    private sealed class Tally
    {
        public int Tried { get; private set; }

        public int Stopped { get; private set; }

        public Dictionary<string, int> By { get; } = [];

        public void Add(string[] codes)
        {
            Tried++;
            Stopped += codes.Length > 0 ? 1 : 0;
            foreach (var code in codes)
            {
                By[code] = By.GetValueOrDefault(code) + 1;
            }
        }
    }

    /// <summary>The mistakes that people make with a right result.</summary>
    private sealed class Mistakes(ElectionPack pack, Random random)
    {
        public IEnumerable<(string Kind, Figures Wrong)> Of(Contest contest, Figures right)
        {
            var order = right
                .Votes.Select((v, i) => (v.Votes, Index: i))
                .OrderByDescending(v => v.Votes)
                .Select(v => v.Index)
                .ToArray();
            var anybody = random.Next(order.Length);
            yield return ("a digit dropped", Digit(right, anybody, Dropped));
            yield return (
                "the winner's first digit dropped",
                Digit(right, order[0], (d, _) => d[1..])
            );
            yield return ("a digit doubled", Digit(right, anybody, Doubled));
            yield return ("two digits exchanged", Digit(right, anybody, Exchanged));
            yield return ("1 for a figure", Digit(right, anybody, (_, _) => "1"));
            yield return (
                "the same figure twice",
                Same(right, anybody, (anybody + 1) % order.Length)
            );
            yield return ("1,000 added to each", Each(right, v => v + 1000));
            yield return ("postal votes left out (a fifth)", Each(right, v => v * 4 / 5));
            yield return (
                "any two exchanged",
                Swapped(right, anybody, (anybody + 1) % order.Length)
            );
            yield return ("the first two exchanged", Swapped(right, order[0], order[1]));
            yield return ("rejected x 10", right with { Rejected = right.Rejected * 10 });
            yield return ("rejected x 100", right with { Rejected = right.Rejected * 100 });
            if (Another(contest) is { } another)
            {
                yield return (
                    "another seat's by party",
                    another with
                    {
                        Rejected = right.Rejected,
                    }
                );
            }
        }

        private static string Dropped(string digits, int at) => digits.Remove(at, 1);

        private static string Doubled(string digits, int at) =>
            digits.Insert(at, digits[at].ToString());

        private static string Exchanged(string digits, int at) =>
            at == 0
                ? digits[1..2] + digits[..1] + digits[2..]
                : digits[..(at - 1)] + digits[at] + digits[at - 1] + digits[(at + 1)..];

        private Figures Digit(Figures right, int index, Func<string, int, string> change)
        {
            var digits = right.Votes[index].Votes.ToString(CultureInfo.InvariantCulture);
            var changed = change(digits, random.Next(digits.Length));
            return With(right, index, int.Parse(changed, CultureInfo.InvariantCulture));
        }

        private static Figures With(Figures right, int index, int votes) =>
            right with
            {
                Votes = right.Votes.SetItem(index, right.Votes[index] with { Votes = votes }),
            };

        private static Figures Same(Figures right, int one, int other) =>
            With(right, one, right.Votes[other].Votes);

        private static Figures Swapped(Figures right, int one, int other) =>
            With(With(right, one, right.Votes[other].Votes), other, right.Votes[one].Votes);

        private static Figures Each(Figures right, Func<int, int> change) =>
            right with
            {
                Votes = [.. right.Votes.Select(v => v with { Votes = change(v.Votes) })],
            };

        /// <summary>The figures of a seat where candidates of the same parties stand; null where there is none.</summary>
        private Figures? Another(Contest contest)
        {
            var same = pack
                .Recorded.Where(r => r.Contest != contest.Id)
                .Where(r => Parties(pack.Definition.Contest(r.Contest)) == Parties(contest))
                .ToArray();
            if (same.Length == 0)
            {
                return null;
            }
            var chosen = same[random.Next(same.Length)];
            var other = pack.Definition.Contest(chosen.Contest);
            var left = chosen.Figures.Votes.ToList();
            return new Figures([
                .. contest.Candidates.Select(c =>
                {
                    var line = left.First(v => other.Candidate(v.Candidate).Party == c.Party);
                    left.Remove(line);
                    return new CandidateVotes(c.Number, line.Votes);
                }),
            ]);
        }

        private static string Parties(Contest contest) =>
            string.Join(' ', contest.Candidates.Select(c => c.Party.Value).Order());
    }
}
