using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Limits;

/// <summary>
/// Edits of old messages and of published ones are held back beside the route's bucket (30046 and 20028). Discord says
/// neither how many nor for how long; the figures here are guesses on the strict side, and can be set. Called while
/// the world's gate is held.
/// </summary>
internal sealed class EditLimits(TimeProvider time, bool enforce)
{
    private const int PublishedAnHour = 3;
    private readonly Dictionary<(string Kind, ulong Id), Queue<long>> _edits = [];
    private bool _enforce = enforce;

    private (TimeSpan Age, int Count, TimeSpan Window) _old = (
        TimeSpan.FromHours(1),
        30,
        TimeSpan.FromHours(1)
    );

    public void SetOld(TimeSpan age, int count, TimeSpan window) =>
        (_old, _enforce) = ((age, count, window), true);

    /// <exception cref="LimitReached"/>
    public void Count(Message message)
    {
        if (!_enforce)
            return;
        if (time.GetUtcNow() - Snowflake.TimeOf(message.Id) > _old.Age)
            Take(
                ("old", message.ChannelId),
                _old.Count,
                _old.Window,
                wait => new LimitReached(
                    "user",
                    wait,
                    "Maximum number of edits to messages older than 1 hour reached. Try again later."
                )
                {
                    Code = 30046,
                }
            );
        if ((message.Flags & Message.Crossposted) != 0)
            Take(
                ("published", message.Id),
                PublishedAnHour,
                TimeSpan.FromHours(1),
                wait => new LimitReached(
                    "shared",
                    wait,
                    "The write action you are performing on the channel has hit the write rate limit."
                )
                {
                    Code = 20028,
                    HeaderWait = TimeSpan.FromSeconds(1),
                }
            );
    }

    private void Take(
        (string, ulong) key,
        int count,
        TimeSpan window,
        Func<TimeSpan, LimitReached> refusal
    )
    {
        if (!_edits.TryGetValue(key, out var edits))
            _edits[key] = edits = new Queue<long>();
        while (edits.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= window)
            edits.Dequeue();
        if (edits.Count >= count)
            throw refusal(
                edits.TryPeek(out var first) ? window - time.GetElapsedTime(first) : window
            );
        edits.Enqueue(time.GetTimestamp());
    }
}
