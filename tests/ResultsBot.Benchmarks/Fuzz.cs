using ResultsBot.Engine.Definition;
using ResultsBot.Packs;
using ResultsBot.Pasting;

namespace ResultsBot.Benchmarks;

/// <summary>
/// Noise and spoilt results against the paste reader, from a seed: it may understand or not, and never throws. What
/// it understands has a figure for nobody who is not on the roll, and none below zero.
/// </summary>
internal static class Fuzz
{
    private const int LongestInput = 40;

    private static readonly string[] Pieces =
    [
        " - ",
        ", ",
        ": ",
        "\n",
        " ",
        " – ",
        "(",
        ")",
        "%",
        "-",
        "+",
        "?",
        "Elected",
        "elected:",
        "re-elected",
        "votes",
        "Majority",
        "Turnout",
        "Total votes",
        "Rejected ballots",
        "Electorate",
        "17,591",
        "17 591",
        "108",
        "0",
        "-5",
        "38.4%",
        "38.4",
        "1,00",
        "007",
        "1e9",
        "99999999999",
        "’",
        "\u0301",
        "\u202E",
        "\u00A0",
        "😀",
        "٣",
        "\0",
        "Full results for",
        "Labour",
        "Reform Uk",
        "Green Party",
        "Conservative",
        "Independent",
        "The",
        "Party",
        "&",
        "and",
    ];

    public static int Run(long count, int seed)
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            Console.Error.WriteLine("The pack ge2024 cannot be read.");
            return 1;
        }
        var definition = pack.Definition;
        var parties = new PartyNames(definition.Parties);
        var began = TimeProvider.System.GetTimestamp();
        var understood = 0L;
        var slowest = TimeSpan.Zero;
        var turn = new Lock();
        Parallel.For(
            0,
            Environment.ProcessorCount,
            worker =>
            {
                var random = new Random(seed + worker);
                var (own, ownSlowest) = (0L, TimeSpan.Zero);
                for (var i = 0L; i < count / Environment.ProcessorCount; i++)
                {
                    var contest = definition.Contests[random.Next(definition.Contests.Length)];
                    var text = Make(random, contest);
                    var started = TimeProvider.System.GetTimestamp();
                    var reading = Read(text, contest, parties);
                    var took = TimeProvider.System.GetElapsedTime(started);
                    ownSlowest = took > ownSlowest ? took : ownSlowest;
                    own += reading is PasteReading.Understood ? 1 : 0;
                }
                lock (turn)
                {
                    understood += own;
                    slowest = ownSlowest > slowest ? ownSlowest : slowest;
                }
            }
        );
        var all = TimeProvider.System.GetElapsedTime(began);
        Console.WriteLine(
            $"{count:N0} inputs from seed {seed} in {all.TotalSeconds:F0} s: {understood:N0} understood, none threw, slowest {slowest.TotalMilliseconds:F1} ms"
        );
        return 0;
    }

    private static PasteReading Read(string text, Contest contest, PartyNames parties)
    {
        PasteReading reading;
        try
        {
            reading = PastedResult.Read(text, contest, parties);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{contest.Name} threw on: {text}", e);
        }
        return
            reading is PasteReading.Understood { Figures: var figures }
            && figures.Votes.Any(v =>
                v.Votes < 0 || v.Candidate < 1 || v.Candidate > contest.Candidates.Length
            )
            ? throw new InvalidOperationException($"{contest.Name} misread: {text}")
            : reading;
    }

    /// <summary>A result in one of the usual orders with some of it spoilt, or pieces in any order.</summary>
    private static string Make(Random random, Contest contest)
    {
        var parts = new List<string>();
        if (random.Next(2) == 0)
        {
            var lineBreak = random.Next(2) == 0 ? "\n" : " ";
            foreach (var candidate in contest.Candidates)
            {
                parts.AddRange(
                    random.Next(3) switch
                    {
                        0 => [candidate.Name, ", ", candidate.Party.Value, " - "],
                        1 => [candidate.Party.Value, " - ", candidate.Name, " - "],
                        _ => [candidate.Party.Value, ", ", candidate.Name, ": "],
                    }
                );
                parts.Add(random.Next(30_000).ToString("N0"));
                parts.Add(lineBreak);
            }
            for (var spoilt = random.Next(4); spoilt > 0; spoilt--)
            {
                parts[random.Next(parts.Count)] = Pieces[random.Next(Pieces.Length)];
            }
        }
        else
        {
            for (var length = random.Next(LongestInput); length > 0; length--)
            {
                var candidate = contest.Candidates[random.Next(contest.Candidates.Length)];
                parts.Add(
                    random.Next(6) switch
                    {
                        0 => candidate.Name,
                        1 => candidate.Party.Value,
                        2 => ((char)random.Next(0x20, 0x2100)).ToString(),
                        _ => Pieces[random.Next(Pieces.Length)],
                    }
                );
            }
        }
        return string.Concat(parts);
    }
}
