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

    /// <summary>
    /// Lets everything run that can run without the clock being moved: until the thread pool has finished nothing for a
    /// while. The first times in a test it waits longer, as code that runs for the first time is still being compiled.
    /// </summary>
    public static async Task Settle()
    {
        await Task.Yield();
        var enough =
            ++_settled < Cautious ? TimeSpan.FromMilliseconds(6) : TimeSpan.FromMilliseconds(0.5);
        var (since, completed) = (TimeProvider.System.GetTimestamp(), -1L);
        while (TimeProvider.System.GetElapsedTime(since) < enough)
        {
            Thread.Yield();
            var now = ThreadPool.CompletedWorkItemCount + ThreadPool.PendingWorkItemCount;
            if (now != completed || ThreadPool.PendingWorkItemCount > 0)
            {
                (since, completed) = (TimeProvider.System.GetTimestamp(), now);
            }
        }

        await Task.Yield();
    }

    /// <summary>For a new test.</summary>
    public static void Forget() => _settled = 0;

    private const int Cautious = 12;
    private static int _settled;
}
