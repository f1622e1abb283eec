using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

// The tests hold the clock, and share the one thread on which all happens.
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
        do
        {
            await Task.Yield();
        } while (OneThread.HasWork);
    }
}

/// <summary>
/// Runs all that a test sets going on one thread, in order of its coming: when nothing is left to run, nothing will
/// happen until the clock is moved. What came out is then no matter of how busy the machine is.
/// </summary>
internal sealed class OneThread : SynchronizationContext
{
    private static readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> Work =
        new();
    private static readonly OneThread Context = new();

    static OneThread() => new Thread(Run) { IsBackground = true, Name = nameof(OneThread) }.Start();

    public static bool HasWork => Work.Count > 0;

    /// <summary>To be called in the constructor of a test class: xunit keeps the context for the test.</summary>
    public static void Use() => SetSynchronizationContext(Context);

    public override void Post(SendOrPostCallback d, object? state) => Work.Add((d, state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    private static void Run()
    {
        foreach (var (callback, state) in Work.GetConsumingEnumerable())
        {
            SetSynchronizationContext(Context);
            callback(state);
        }
    }
}
