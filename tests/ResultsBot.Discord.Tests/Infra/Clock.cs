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

    /// <summary>Lets everything run that can run without the clock being moved.</summary>
    public static async Task Settle()
    {
        for (var quiet = 0; quiet < 8; quiet++)
        {
            await Task.Yield();
            quiet = ThreadPool.PendingWorkItemCount > 0 ? 0 : quiet;
        }
    }
}
