using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResultsBot.Packs;
using ResultsBot.Pasting;
using ResultsBot.Pasting.Tests.Samples;

namespace ResultsBot.Benchmarks;

/// <summary>
/// Spoilt results, pages, hostile Unicode and noise against the paste reader, from a seed: it may understand or not, and
/// never throws, nor takes long. What it understands has a figure for nobody who isn’t a candidate here, and none below zero.
/// </summary>
internal static class Fuzz
{
    /// <summary>So many texts are one worker's at a time.</summary>
    private const long Batch = 1000;

    private const int Progresses = 20;
    private const int WarmUps = 50_000;

    private const int Retries = 4;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="isPrinted">
    /// Whether the texts are printed instead, as <c>read ge2024 --lines</c> takes them: to compare two builds' readings.
    /// </param>
    public static int Run(long first, long count, int seed, bool isPrinted)
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            Console.Error.WriteLine("The pack ge2024 cannot be read.");
            return 1;
        }
        var seats = Seats(pack);
        if (isPrinted)
        {
            Print(first, count, seed, seats);
            return 0;
        }
        var parties = new PartyNames(pack.Definition.Parties);
        // Until what is read often is compiled for speed, the first texts are the slowest.
        ReadAll(new Tally(), 0, WarmUps, seed + 1, seats, parties);
        var tally = new Tally();
        var began = TimeProvider.System.GetTimestamp();
        ReadAll(tally, first, count, seed, seats, parties);
        tally.Print(count, seed, TimeProvider.System.GetElapsedTime(began));
        return 0;
    }

    private static void ReadAll(
        Tally tally,
        long first,
        long count,
        int seed,
        ImmutableArray<PastedSeat> seats,
        PartyNames parties
    )
    {
        var (began, next) = (TimeProvider.System.GetTimestamp(), 0L);
        var turn = new Lock();
        Parallel.For(
            0,
            Environment.ProcessorCount,
            _ =>
            {
                while (Interlocked.Add(ref next, Batch) - Batch is var from && from < count)
                {
                    var own = new Tally { Slowest = tally.Slowest };
                    for (var number = from; number < Math.Min(from + Batch, count); number++)
                    {
                        Take(own, seed, first + number, seats, parties);
                    }
                    lock (turn)
                    {
                        if (!tally.Add(own, Math.Max(Batch, count / Progresses)))
                        {
                            continue;
                        }
                        tally.Slowest = Again(tally.Slowest, parties);
                        Console.Error.WriteLine(
                            $"{tally.Read:N0} of {count:N0}, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F0} s, {tally.Slowest}"
                        );
                    }
                }
            }
        );
    }

    /// <summary>Every recorded result, and every fifth once more as if several were elected there.</summary>
    private static ImmutableArray<PastedSeat> Seats(ElectionPack pack) =>
        [
            .. pack.Recorded.SelectMany(
                (r, i) =>
                {
                    var contest = pack.Definition.Contest(r.Contest);
                    return i % 5 == 0 ? new[] { contest, contest with { Seats = 2 } } : [contest];
                },
                (r, contest) => new PastedSeat(pack.Definition, contest, r.Figures)
            ),
        ];

    private static void Print(long first, long count, int seed, ImmutableArray<PastedSeat> seats)
    {
        for (var number = first; number < first + count; number++)
        {
            var (_, seat, text) = FuzzTexts.Make(seed, number, seats);
            Console.WriteLine(
                JsonSerializer.Serialize(new { seat = seat.Contest.Id.Value, text }, Json)
            );
        }
    }

    private static void Take(
        Tally tally,
        int seed,
        long number,
        ImmutableArray<PastedSeat> seats,
        PartyNames parties
    )
    {
        var (kind, seat, text) = FuzzTexts.Make(seed, number, seats);
        var (reading, took) = Timed(text, seat, parties);
        var slow = new Slow(took, number, kind, seat, text);
        tally.Add(kind, reading, took, took > tally.Slowest.Took ? Again(slow, parties) : slow);
    }

    /// <summary>Read some times more: where the machine was busy, it takes less.</summary>
    private static Slow Again(Slow slow, PartyNames parties)
    {
        for (var retry = 0; slow.Seat is { } seat && retry < Retries; retry++)
        {
            var took = Timed(slow.Text, seat, parties).Took;
            slow = took < slow.Took ? slow with { Took = took } : slow;
        }
        return slow;
    }

    private static (PasteReading Reading, TimeSpan Took) Timed(
        string text,
        PastedSeat seat,
        PartyNames parties
    )
    {
        var started = TimeProvider.System.GetTimestamp();
        var reading = Read(text, seat, parties);
        return (reading, TimeProvider.System.GetElapsedTime(started));
    }

    private static PasteReading Read(string text, PastedSeat seat, PartyNames parties)
    {
        PasteReading reading;
        try
        {
            reading = PastedResult.Read(text, seat.Contest, parties);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{seat.Contest.Name} threw on: {text}", e);
        }
        return
            reading is PasteReading.Understood { Figures: var figures }
            && figures.Votes.Any(v =>
                v.Votes < 0 || v.Candidate < 1 || v.Candidate > seat.Contest.Candidates.Length
            )
            ? throw new InvalidOperationException($"{seat.Contest.Name} misread: {text}")
            : reading;
    }

    /// <summary>The text that took longest.</summary>
    private sealed record Slow(
        TimeSpan Took,
        long Number,
        FuzzKind? Kind,
        PastedSeat? Seat,
        string Text
    )
    {
        public static Slow None { get; } = new(TimeSpan.Zero, 0, null, null, "");

        public override string ToString() =>
            $"slowest {Took.TotalMilliseconds:F1} ms (number {Number}, {Kind?.Name}, {Text.Length} characters)";
    }

    private sealed class Tally
    {
        private readonly Dictionary<FuzzKind, (long Read, long Understood, TimeSpan Took)> _kinds =
            FuzzTexts.Kinds.ToDictionary(k => k, _ => (0L, 0L, TimeSpan.Zero));

        public Slow Slowest { get; set; } = Slow.None;

        public long Read => _kinds.Values.Sum(k => k.Read);

        public void Add(FuzzKind kind, PasteReading reading, TimeSpan took, Slow slow)
        {
            var (read, understood, all) = _kinds[kind];
            _kinds[kind] = (
                read + 1,
                understood + (reading is PasteReading.Understood ? 1 : 0),
                all + took
            );
            Slowest = slow.Took > Slowest.Took ? slow : Slowest;
        }

        /// <returns>Whether another so many texts are done.</returns>
        public bool Add(Tally other, long step)
        {
            var before = Read / step;
            foreach (var (kind, own) in other._kinds)
            {
                var (read, understood, took) = _kinds[kind];
                _kinds[kind] = (read + own.Read, understood + own.Understood, took + own.Took);
            }
            Slowest = other.Slowest.Took > Slowest.Took ? other.Slowest : Slowest;
            return Read / step > before;
        }

        public void Print(long count, int seed, TimeSpan all)
        {
            foreach (var (kind, (read, understood, took)) in _kinds)
            {
                Console.WriteLine(
                    $"{kind.Name, -24} {read, 12:N0} texts, {understood, 10:N0} understood, {took.TotalMicroseconds / Math.Max(1, read), 7:F0} µs each"
                );
            }
            Console.WriteLine(
                $"{Slowest}, for {Slowest.Seat?.Contest.Name}: {JsonSerializer.Serialize(Slowest.Text, Json)}"
            );
            Console.WriteLine(
                $"{count:N0} inputs from seed {seed} in {all.TotalSeconds:F0} s: {_kinds.Values.Sum(k => k.Understood):N0} understood, none threw, {Slowest}"
            );
        }
    }
}
