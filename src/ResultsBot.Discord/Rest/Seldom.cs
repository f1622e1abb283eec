namespace ResultsBot.Discord.Rest;

/// <summary>Lets something happen at most once in a while, and counts how often it did not.</summary>
internal sealed class Seldom(TimeSpan apart, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long? _last;
    private int _passedOver;

    /// <returns>How often it was passed over since the last time; null where it is to be passed over now.</returns>
    public int? Try()
    {
        lock (_gate)
        {
            if (_last is { } last && time.GetElapsedTime(last) < apart)
            {
                _passedOver++;
                return null;
            }

            _last = time.GetTimestamp();
            var passedOver = _passedOver;
            _passedOver = 0;
            return passedOver;
        }
    }
}
