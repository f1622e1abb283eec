using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ResultsBot.Discord.RateLimits;
using ResultsBot.Discord.Tests.Infra;

namespace ResultsBot.Discord.Tests;

public sealed class GlobalLimiterSpecs
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Five_may_go_in_the_first_second_as_who_was_killed_before_may_have_used_the_rest()
    {
        using var limiter = new GlobalLimiter(50, _time);

        var entries = Enumerable.Range(0, 51).Select(_ => Enter(limiter)).ToList();

        Assert.Equal(5, entries.Count(entry => entry.IsCompletedSuccessfully));
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(5, entries.Count(entry => entry.IsCompletedSuccessfully));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(50, entries.Count(entry => entry.IsCompletedSuccessfully));
    }

    [Fact]
    public void Fifty_go_at_once_and_the_next_waits()
    {
        using var limiter = new GlobalLimiter(50, _time);
        _time.Advance(TimeSpan.FromSeconds(1));

        var entries = Enumerable.Range(0, 51).Select(_ => Enter(limiter)).ToList();

        Assert.Equal(50, entries.Count(entry => entry.IsCompletedSuccessfully));
        Assert.False(entries[50].IsCompleted);
    }

    [Fact]
    public async Task A_slot_is_free_one_second_after_its_answer_and_not_after_its_sending()
    {
        using var limiter = new GlobalLimiter(1, _time);
        var first = await Enter(limiter);
        var second = Enter(limiter);

        first.Sending();
        _time.Advance(TimeSpan.FromMilliseconds(300));
        first.Answered();

        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Nine_tenths_of_the_round_trip_are_given_back_where_all_are_alike()
    {
        using var limiter = new GlobalLimiter(1, _time);
        for (var trip = 0; trip < GlobalLimiter.TripsToTrust; trip++)
        {
            await Trip(limiter, 100);
        }

        var next = Enter(limiter);

        _time.Advance(TimeSpan.FromMilliseconds(909));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Theory]
    // Shortest 100, eighth shortest 120: one of 80 can come, and 72 are given back.
    [InlineData(100, 120, 928)]
    // One lucky trip among slow ones tells nothing.
    [InlineData(50, 180, 1000)]
    public async Task The_more_the_shortest_round_trips_differ_the_less_is_given_back(
        int shortest,
        int eighth,
        int free
    )
    {
        using var limiter = new GlobalLimiter(1, _time);
        foreach (
            var trip in Enumerable
                .Repeat(180, GlobalLimiter.TripsToTrust)
                .Append(eighth)
                .Concat(Enumerable.Repeat((shortest + eighth) / 2, 6))
                .Append(shortest)
        )
        {
            await Trip(limiter, trip);
        }

        var next = Enter(limiter);

        _time.Advance(TimeSpan.FromMilliseconds(free - 1));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Nothing_is_given_back_before_enough_round_trips_are_known()
    {
        using var limiter = new GlobalLimiter(1, _time);
        for (var trip = 0; trip < GlobalLimiter.TripsToTrust - 1; trip++)
        {
            await Trip(limiter, 100);
        }

        var next = Enter(limiter);

        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task Only_the_last_two_hundred_round_trips_count()
    {
        using var limiter = new GlobalLimiter(1, _time);
        for (var trip = 0; trip < 10; trip++)
        {
            await Trip(limiter, 10);
        }
        for (var trip = 0; trip < GlobalLimiter.TripsKept; trip++)
        {
            await Trip(limiter, 100);
        }

        var next = Enter(limiter);

        _time.Advance(TimeSpan.FromMilliseconds(910));
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_request_without_an_answer_holds_its_slot_for_a_second_from_its_failure()
    {
        using var limiter = new GlobalLimiter(1, _time);
        var first = await Enter(limiter);
        var second = Enter(limiter);
        first.Sending();
        _time.Advance(TimeSpan.FromSeconds(15));

        first.Dispose();

        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_slot_that_was_never_sent_on_is_free_at_once()
    {
        using var limiter = new GlobalLimiter(1, _time);
        var first = await Enter(limiter);
        var second = Enter(limiter);

        first.Dispose();

        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_slot_is_given_back_once_however_often_it_is_closed()
    {
        using var limiter = new GlobalLimiter(1, _time);
        var first = await Enter(limiter);
        first.Sending();
        first.Answered();
        first.Answered();
        first.Dispose();
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(Enter(limiter).IsCompletedSuccessfully);
        Assert.False(Enter(limiter).IsCompleted);
    }

    [Fact]
    public async Task Corrections_go_before_the_newsroom_before_the_others_and_equals_by_arrival()
    {
        using var limiter = new GlobalLimiter(1, _time);
        var holder = await Enter(limiter);
        var order = new List<string>();
        var waiting = new List<(string Name, Task<GlobalLimiter.Slot> Entry)>
        {
            ("normal 1", Enter(limiter)),
            ("newsroom", Enter(limiter, SendPriority.Newsroom)),
            ("normal 2", Enter(limiter)),
            ("correction", Enter(limiter, SendPriority.Correction)),
            ("interaction", Enter(limiter, SendPriority.Interaction)),
        };

        for (var next = holder; waiting.Count > 0; )
        {
            next.Dispose();
            var served = Assert.Single(waiting, one => one.Entry.IsCompletedSuccessfully);
            waiting.Remove(served);
            order.Add(served.Name);
            next = await served.Entry;
        }

        Assert.Equal(["interaction", "correction", "newsroom", "normal 1", "normal 2"], order);
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_no_slot_along()
    {
        using var limiter = new GlobalLimiter(1, _time);
        using var cancel = new CancellationTokenSource();
        var holder = await Enter(limiter);
        var impatient = limiter.Enter(SendPriority.Correction, cancel.Token);
        var patient = Enter(limiter);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        holder.Dispose();

        Assert.True(patient.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_comes_cancelled_is_not_let_in()
    {
        using var limiter = new GlobalLimiter(1, _time);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            limiter.Enter(SendPriority.Normal, new CancellationToken(canceled: true))
        );

        Assert.True(Enter(limiter).IsCompletedSuccessfully);
    }

    [Fact]
    public void A_pause_lets_nobody_through_and_ends_by_itself()
    {
        using var limiter = new GlobalLimiter(50, _time);
        limiter.Pause(TimeSpan.FromSeconds(3));
        limiter.Pause(TimeSpan.FromSeconds(1));

        var entry = Enter(limiter);

        Assert.Equal(TimeSpan.FromSeconds(3), limiter.PausedFor);
        _time.Advance(TimeSpan.FromSeconds(2.999));
        Assert.False(entry.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(entry.IsCompletedSuccessfully);
        Assert.Equal(TimeSpan.Zero, limiter.PausedFor);
    }

    [Fact]
    public void On_a_steady_network_the_server_never_sees_more_than_fifty_within_a_second() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 80], Gen.Int[1, 80], Gen.Int[51, 260])
            .Sample(
                (seed, there, back, requests) =>
                {
                    var random = new Random(seed);
                    double Jittered(int least) => least * (1 + (0.4 * random.NextDouble()));
                    var night = Simulate(
                        requests,
                        random,
                        _ => Jittered(there),
                        _ => Jittered(back)
                    );
                    Assert.True(night.Arrivals.Count == requests);
                    Assert.InRange(MostWithinASecond(night.Arrivals), 1, 50);
                },
                iter: 200,
                threads: 1
            );

    [Fact]
    public void On_a_wild_network_the_same_holds_once_the_shortest_round_trip_was_seen() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 60], Gen.Int[0, 400], Gen.Int[51, 260])
            .Sample(
                (seed, least, jitter, requests) =>
                {
                    var random = new Random(seed);
                    double Latency(int nth) =>
                        nth % 50 == 0 ? least : least + (jitter * random.NextDouble());
                    var night = Simulate(requests, random, Latency, Latency);
                    Assert.True(night.Arrivals.Count == requests);
                    Assert.InRange(MostWithinASecond(night.Arrivals), 1, 50);
                },
                iter: 200,
                threads: 1
            );

    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(200)]
    public void Nor_where_every_trip_is_drawn_anew_from_a_wide_span(int span)
    {
        // Each way evenly between 10 ms and so much more, as the hard network of the benchmarks has it. Chance could
        // find one more in some hundreds of nights: the seeds are always the same.
        for (var seed = 1; seed <= 100; seed++)
        {
            var random = new Random(seed);
            double Latency(int _) => 10 + (span * random.NextDouble());
            var night = Simulate(500, random, Latency, Latency, inOrder: true);
            Assert.InRange(MostWithinASecond(night.Arrivals), 1, 50);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Five_hundred_requests_of_sixty_milliseconds_take_at_most_nine_point_three_seconds(
        int seed
    )
    {
        var random = new Random(seed);

        var night = Simulate(
            500,
            random,
            _ => 25 + (10 * random.NextDouble()),
            _ => 25 + (10 * random.NextDouble()),
            inOrder: true
        );

        Assert.InRange(night.End.TotalSeconds, 9.0, 9.3);
        Assert.InRange(MostWithinASecond(night.Arrivals), 1, 50);
    }

    /// <summary>What a clock may show of an arrival: the true moment is in milliseconds, n counts the requests.</summary>
    public static TheoryData<string> Clocks =>
        ["right", "fast", "of several machines", "set once", "at random"];

    private static Func<TimeSpan, int, TimeSpan?> Clock(string name, Random random) =>
        name switch
        {
            "right" => (at, _) => Cut(at),
            "fast" => (at, _) => Cut(at + TimeSpan.FromDays(20_000)),
            "of several machines" => (at, n) => Cut(at + TimeSpan.FromMilliseconds(n % 5 * 17)),
            "set once" => (at, n) => Cut(at + TimeSpan.FromSeconds(n < 250 ? 0 : -3)),
            _ => (at, _) => Cut(at + TimeSpan.FromSeconds(random.NextDouble() * 20)),
        };

    private static TimeSpan Cut(TimeSpan at) =>
        TimeSpan.FromMilliseconds(Math.Floor(at.TotalMilliseconds));

    [Theory]
    [MemberData(nameof(Clocks))]
    public void Whatever_clock_stands_in_the_answers_never_more_than_fifty_arrive_within_a_second(
        string clock
    )
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var random = new Random(seed);
            double Latency(int _) => 10 + (2 * seed * random.NextDouble());
            var night = Simulate(
                500,
                random,
                Latency,
                Latency,
                inOrder: true,
                Clock(clock, random)
            );
            Assert.InRange(MostWithinASecond(night.Arrivals), 1, 50);
            Assert.InRange(night.End.TotalSeconds, 9.0, 12.0);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Told_of_arrivals_five_hundred_requests_lose_nothing_by_a_slow_way_back(int seed)
    {
        var random = new Random(seed);
        double Latency(int _) => 10 + (100 * random.NextDouble());

        var told = Simulate(500, random, Latency, Latency, inOrder: true, Clock("right", random));
        var untold = Simulate(500, random, Latency, Latency, inOrder: true);

        Assert.InRange(told.End.TotalSeconds, 9.0, 10.0);
        Assert.InRange(untold.End.TotalSeconds, 10.1, 10.6);
    }

    [Fact]
    public async Task A_slot_is_free_a_second_after_its_arrival_until_the_limit_is_hit_in_spite_of_it()
    {
        using var limiter = new GlobalLimiter(1, _time);
        // Ten milliseconds there, ninety back: but for the clock, only the whole of it would be known.
        for (var trip = 0; trip < GlobalLimiter.ArrivalsToTrust; trip++)
        {
            await Trip(limiter, 100, there: 10);
        }

        await Trip(limiter, 200, there: 10);
        var next = Enter(limiter);
        // Sent 200 ms ago; and four for what the clock does not tell.
        _time.Advance(TimeSpan.FromMilliseconds(803));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(next.IsCompletedSuccessfully);

        limiter.Pause(TimeSpan.Zero);
        (await next).Dispose();
        await Trip(limiter, 200, there: 10);
        next = Enter(limiter);
        _time.Advance(TimeSpan.FromMilliseconds(909));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(next.IsCompletedSuccessfully);
    }

    /// <summary>Sends requests over a network with the given one-way times (milliseconds, for the n-th sent).</summary>
    private static (List<TimeSpan> Arrivals, TimeSpan End) Simulate(
        int requests,
        Random random,
        Func<int, double> there,
        Func<int, double> back,
        bool inOrder = false,
        Func<TimeSpan, int, TimeSpan?>? clock = null
    )
    {
        var time = new FakeTimeProvider();
        var start = time.GetTimestamp();
        using var limiter = new GlobalLimiter(50, time);
        time.Advance(TimeSpan.FromSeconds(1));
        start = time.GetTimestamp();
        var due = new PriorityQueue<Action, TimeSpan>();
        var waiting = new List<Task<GlobalLimiter.Slot>>();
        var arrivals = new List<TimeSpan>();
        var answered = 0;

        for (var number = 0; number < requests; number++)
        {
            due.Enqueue(
                () => waiting.Add(Enter(limiter)),
                TimeSpan.FromMilliseconds(inOrder ? 0 : random.Next(3000))
            );
        }

        var now = TimeSpan.Zero;
        while (answered < requests)
        {
            while (due.TryPeek(out var happens, out var at) && at <= now)
            {
                due.Dequeue();
                happens();
            }

            foreach (var served in waiting.Where(entry => entry.IsCompletedSuccessfully).ToList())
            {
                waiting.Remove(served);
                var slot = served.Result;
                var nth = arrivals.Count;
                var arrival = now + TimeSpan.FromMilliseconds(there(nth));
                slot.Sending();
                arrivals.Add(arrival);
                due.Enqueue(
                    () =>
                    {
                        slot.Answered(clock?.Invoke(arrival, nth));
                        answered++;
                    },
                    arrival + TimeSpan.FromMilliseconds(back(nth))
                );
            }

            var next = now + TimeSpan.FromMilliseconds(1);
            next = due.TryPeek(out _, out var soonest) && soonest < next ? soonest : next;
            time.Advance(next > now ? next - now : TimeSpan.FromTicks(1));
            now = time.GetElapsedTime(start);
            Assert.True(now < TimeSpan.FromMinutes(2), "The simulation does not end.");
        }

        arrivals.Sort();
        return (arrivals, now);
    }

    private static int MostWithinASecond(List<TimeSpan> arrivals)
    {
        var most = 0;
        for (var (first, last) = (0, 0); last < arrivals.Count; last++)
        {
            while (arrivals[last] - arrivals[first] >= TimeSpan.FromSeconds(1))
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    private async Task Trip(GlobalLimiter limiter, int milliseconds, int? there = null)
    {
        var entry = Enter(limiter);
        while (!entry.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        var slot = await entry;
        slot.Sending();
        TimeSpan? arrived = there is { } way
            ? _time.GetUtcNow().AddMilliseconds(way) - DateTimeOffset.UnixEpoch
            : null;
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        slot.Answered(arrived);
    }

    private static Task<GlobalLimiter.Slot> Enter(
        GlobalLimiter limiter,
        SendPriority priority = SendPriority.Normal
    ) => limiter.Enter(priority, CancellationToken.None);
}
