namespace ResultsBot.Rehearsing;

/// <summary>
/// Turns the night's times into waiting. Only the pace is the night's: the bot's own clock goes on as it does, so
/// that limits, answers and what can still be undone are as they always are.
/// </summary>
internal sealed class Pace
{
    /// <summary>Where nothing was recorded for longer, it goes on after as long as this.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly long _began;
    private DateTimeOffset? _last;
    private TimeSpan _due;

    /// <param name="speed">So many times as fast as the night.</param>
    public Pace(int speed, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(speed, 1);
        Speed = speed;
        _time = time;
        _began = time.GetTimestamp();
    }

    public int Speed { get; }

    public TimeSpan Elapsed => _time.GetElapsedTime(_began);

    /// <summary>How long a night takes, if nothing holds it up.</summary>
    public static TimeSpan Length(Night night, int speed) =>
        night
            .Steps.Zip(night.Steps.Skip(1), (one, next) => Gap(one.At, next.At))
            .Aggregate(TimeSpan.Zero, (sum, gap) => sum + gap) / speed;

    /// <summary>Done when it is time for what happened then. What is late is not waited for.</summary>
    public Task Wait(DateTimeOffset at, CancellationToken ct)
    {
        _due += Gap(_last ?? at, at) / Speed;
        _last = at;
        var left = _due - Elapsed;
        return left > TimeSpan.Zero ? Task.Delay(left, _time, ct) : Task.CompletedTask;
    }

    private static TimeSpan Gap(DateTimeOffset from, DateTimeOffset to) =>
        to - from < LongestGap ? to - from : LongestGap;
}
