namespace ResultsBot.Discord.Gateway;

/// <summary>How long to wait before the next try: not at all the first time, then doubling up to a minute, with jitter.</summary>
internal sealed class Backoff(Func<double> random)
{
    private const int MostDoublings = 6;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private int _failures;

    public TimeSpan Next()
    {
        var failures = _failures++;
        if (failures == 0)
        {
            return TimeSpan.Zero;
        }

        var seconds = Math.Min(
            Longest.TotalSeconds,
            Math.Pow(2, Math.Min(failures - 1, MostDoublings))
        );
        return TimeSpan.FromSeconds(seconds * (0.5 + (0.5 * random())));
    }

    public void Reset() => _failures = 0;
}
