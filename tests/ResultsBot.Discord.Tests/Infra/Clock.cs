using Microsoft.Extensions.Time.Testing;

// The tests hold the clock, and wait for what the thread pool still has to do before they move it: that needs the
// pool for themselves.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ResultsBot.Discord.Tests.Infra;

internal static class Clock
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Moves the clock until the task is done.</summary>
    public static async Task<T> RunUntil<T>(
        this FakeTimeProvider time,
        Task<T> task,
        TimeSpan? atMost = null
    )
    {
        var limit = time.GetUtcNow() + (atMost ?? TimeSpan.FromMinutes(30));
        await Settle();
        while (!task.IsCompleted)
        {
            Assert.True(time.GetUtcNow() < limit, "It did not end in time.");
            time.Advance(Step);
            await Settle();
        }

        return await task;
    }

    /// <summary>Moves the clock in small steps, so that what happens on the way can set its own timers.</summary>
    public static async Task Pass(this FakeTimeProvider time, TimeSpan duration)
    {
        await Settle();
        var end = time.GetUtcNow() + duration;
        while (time.GetUtcNow() < end)
        {
            var left = end - time.GetUtcNow();
            time.Advance(left < Step ? left : Step);
            await Settle();
        }
    }

    /// <summary>Lets everything run that can run without the clock being moved: until the thread pool is idle.</summary>
    public static async Task Settle()
    {
        await Task.Yield();
        var quiet = 0;
        for (var look = 0; look < MostLooks && quiet < QuietLooks; look++)
        {
            Thread.Yield();
            var busy = Busy();
            quiet = ThreadPool.PendingWorkItemCount == 0 && busy == 0 ? quiet + 1 : 0;
        }

        await Task.Yield();
    }

    private const int MostLooks = 20_000;
    private const int QuietLooks = 8;

    /// <summary>How many threads of the pool are at work, this one aside.</summary>
    private static int Busy()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        return most - available - (Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
    }
}
