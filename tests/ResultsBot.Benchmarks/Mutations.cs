using ResultsBot.Packs;
using ResultsBot.Pasting;
using ResultsBot.Pasting.Tests.Samples;

namespace ResultsBot.Benchmarks;

/// <summary>
/// Real results in every layout, with anything but their digits changed: how many are still read, and whether one is
/// read wrongly.
/// </summary>
internal static class Mutations
{
    private const int Shown = 20;

    public static int Run(long count, int seed)
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            Console.Error.WriteLine("The pack ge2024 cannot be read.");
            return 1;
        }
        var parties = new PartyNames(pack.Definition.Parties);
        var seats = pack
            .Recorded.Select(r => new PastedSeat(
                pack.Definition,
                pack.Definition.Contest(r.Contest),
                r.Figures
            ))
            .ToArray();
        var wrong = new List<string>();
        var total = (Read: 0L, Wrong: 0L);
        foreach (var layout in SampleLayout.All)
        {
            var unread = 0;
            string? example = null;
            foreach (var seat in seats)
            {
                var text = layout.Print(seat);
                var reading = PastedResult.Read(text, seat.Contest, parties);
                if (reading is PasteReading.NotUnderstood { Problems: var problems })
                {
                    unread++;
                    example ??= $"{seat.Contest.Name}: {problems[0]}";
                }
                else if (PasteMutations.Misread(seat, text, reading) is { } misread)
                {
                    wrong.Add($"{layout}: {misread}");
                }
            }
            var (read, misreads) = Mutate(
                layout,
                seats,
                parties,
                count / SampleLayout.All.Length,
                seed,
                wrong
            );
            total = (total.Read + read, total.Wrong + misreads);
            Console.WriteLine(
                $"{layout, -44} {seats.Length - unread, 4} of {seats.Length} as printed; mutated, {read:N0} of {count / SampleLayout.All.Length:N0} read, {misreads} wrong  {example}"
            );
        }
        foreach (var line in wrong.Take(Shown))
        {
            Console.WriteLine("WRONG " + line.ReplaceLineEndings("⏎"));
        }
        Console.WriteLine(
            $"{count:N0} mutations from seed {seed}: {total.Read:N0} read, {wrong.Count} wrong"
        );
        return wrong.Count == 0 ? 0 : 1;
    }

    private static (long Read, long Wrong) Mutate(
        SampleLayout layout,
        PastedSeat[] seats,
        PartyNames parties,
        long count,
        int seed,
        List<string> wrong
    )
    {
        var result = (Read: 0L, Wrong: 0L);
        var turn = new Lock();
        Parallel.For(
            0,
            Environment.ProcessorCount,
            worker =>
            {
                var random = new Random((seed * 31) + worker);
                for (var i = 0L; i < count / Environment.ProcessorCount; i++)
                {
                    var seat = seats[random.Next(seats.Length)];
                    var text = PasteMutations.Mutate(random, layout.Print(seat));
                    var reading = PastedResult.Read(text, seat.Contest, parties);
                    var misread = PasteMutations.Misread(seat, text, reading);
                    lock (turn)
                    {
                        result.Read += reading is PasteReading.Understood ? 1 : 0;
                        if (misread is not null)
                        {
                            result.Wrong++;
                            wrong.Add($"{layout}: {misread}");
                        }
                    }
                }
            }
        );
        return result;
    }
}
