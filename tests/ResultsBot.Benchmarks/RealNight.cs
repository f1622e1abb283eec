using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Packs;
using ResultsBot.Simulation;

namespace ResultsBot.Benchmarks;

/// <summary>
/// The recorded night into channels that follow everything, on a simulated clock and a simulated Discord that lets
/// fifty requests a second through. How late a bulletin is, is counted from its acknowledgement to the answer for the
/// last channel. Beside it, what a message for each bulletin would come to, at exactly the limit.
/// </summary>
internal static class RealNight
{
    private const double LimitASecond = 50;

    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(60);

    /// <summary>After the last result, for whatever still waits.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromMinutes(10);

    private sealed class Hour
    {
        public int Bulletins { get; set; }
        public int Messages { get; set; }
        public TimeSpan Merged { get; set; }
        public TimeSpan OneByOne { get; set; }
    }

    public static int Run(int channels)
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            Console.Error.WriteLine("The pack ge2024 cannot be read.");
            return 1;
        }
        var night = pack.Recorded.OrderBy(r => r.At).ToArray();
        var newsroom = new SimulatedNewsroom(pack.Definition, night[0].At.AddMinutes(-10));
        newsroom.Discord.Latency = RoundTrip;
        newsroom.Discord.KeepsOnlyIds = true;
        newsroom.Start();
        var all = new Topic(new Scope.Area(pack.Definition.Whole), null, Kind.Everything);
        for (var i = 0; i < channels; i++)
        {
            newsroom.Discord.Add((ulong)(1000 + i));
            newsroom.Subscribe((ulong)(1000 + i), all);
        }
        var began = TimeProvider.System.GetTimestamp();
        foreach (var minute in night.GroupBy(r => r.At))
        {
            // Times were recorded to the minute.
            var apart = TimeSpan.FromMinutes(1) / minute.Count();
            foreach (var (i, recorded) in minute.Index())
            {
                newsroom.Pass(minute.Key + (apart * i) - newsroom.Time.GetUtcNow());
                newsroom.Submit(
                    new Command.Declare(recorded.Contest, recorded.Figures, "benchmark")
                );
            }
        }
        newsroom.Pass(Afterwards);

        var (hours, late, missing) = Measure(newsroom, channels);
        Print(hours);
        Console.WriteLine(
            $"{channels} channels: a bulletin was at most {late.Max().TotalSeconds:F1} s late, half of them {late[late.Length / 2].TotalSeconds:F1} s in the last channel; {newsroom.Discord.TooMany} 429s, {missing} lost; {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F0} s of computing"
        );
        return missing == 0 && newsroom.Discord.TooMany == 0 ? 0 : 1;
    }

    private static (SortedDictionary<DateTimeOffset, Hour>, TimeSpan[] Late, long Missing) Measure(
        SimulatedNewsroom newsroom,
        int channels
    )
    {
        var wire = newsroom.Store.Bulletins;
        var late = new TimeSpan[wire.Count];
        var copies = new int[wire.Count];
        var hours = new SortedDictionary<DateTimeOffset, Hour>();
        foreach (var receipt in newsroom.Store.Receipts)
        {
            Of(receipt.Posted.At).Messages++;
            foreach (var position in receipt.Page!.Positions)
            {
                var at = wire[(int)position - 1].Bulletin.At;
                var delay = receipt.Posted.At - at;
                late[position - 1] = delay > late[position - 1] ? delay : late[position - 1];
                copies[position - 1]++;
            }
        }
        var free = DateTimeOffset.MinValue;
        foreach (var (i, entry) in wire.Index())
        {
            var at = entry.Bulletin.At;
            free = (free > at ? free : at) + TimeSpan.FromSeconds(channels / LimitASecond);
            var hour = Of(at);
            hour.Bulletins++;
            hour.Merged = late[i] > hour.Merged ? late[i] : hour.Merged;
            hour.OneByOne = free - at > hour.OneByOne ? free - at : hour.OneByOne;
        }
        return (hours, [.. late.Order()], copies.Sum(c => (long)Math.Abs(channels - c)));

        Hour Of(DateTimeOffset at)
        {
            var hour = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, at.Offset);
            if (!hours.TryGetValue(hour, out var known))
            {
                hours.Add(hour, known = new Hour());
            }
            return known;
        }
    }

    private static void Print(SortedDictionary<DateTimeOffset, Hour> hours)
    {
        Console.WriteLine(
            $"{"hour", -12} {"bulletins", 9} {"messages", 9} {"latest (s)", 11} {"one by one (s)", 15}"
        );
        foreach (var (at, hour) in hours)
        {
            Console.WriteLine(
                $"{at, -12:ddd HH:mm} {hour.Bulletins, 9} {hour.Messages, 9} {hour.Merged.TotalSeconds, 11:F1} {hour.OneByOne.TotalSeconds, 15:F0}"
            );
        }
    }
}
