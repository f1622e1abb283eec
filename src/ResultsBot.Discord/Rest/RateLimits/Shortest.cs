namespace ResultsBot.Discord.RateLimits;

/// <summary>The shortest of many times, in order.</summary>
internal static class Shortest
{
    /// <summary>Takes a time among those kept, if it belongs there.</summary>
    /// <param name="kept">Ascending; <see cref="TimeSpan.MaxValue"/> where there is none yet.</param>
    public static void Keep(TimeSpan time, Span<TimeSpan> kept)
    {
        var at = kept.Length - 1;
        if (time >= kept[at])
        {
            return;
        }
        for (; at > 0 && kept[at - 1] > time; at--)
        {
            kept[at] = kept[at - 1];
        }
        kept[at] = time;
    }
}
