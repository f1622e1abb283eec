namespace ResultsBot.Discord.RateLimits;

/// <summary>The shortest among the last so many times.</summary>
internal sealed class ShortestOfLast(int capacity)
{
    // Only those can still become the shortest which are shorter than all that came after: an ascending list, whose
    // head is the shortest now.
    private readonly LinkedList<(long Index, TimeSpan Time)> _candidates = new();
    private long _added;

    public int Count => (int)Math.Min(_added, capacity);

    public TimeSpan Shortest => _candidates.First?.Value.Time ?? TimeSpan.Zero;

    public void Add(TimeSpan time)
    {
        while (_candidates.Last is { } last && last.Value.Time >= time)
        {
            _candidates.RemoveLast();
        }

        _candidates.AddLast((_added, time));
        _added++;
        while (_candidates.First!.Value.Index < _added - capacity)
        {
            _candidates.RemoveFirst();
        }
    }
}
