namespace ResultsBot.Sandbox.Control;

/// <summary>Counts as things happen. Called while the world's gate is held.</summary>
internal sealed class Counters
{
    private readonly HashSet<(ulong Channel, string Key)> _missing = [];
    private readonly HashSet<(ulong Channel, int Body)> _bodies = [];

    public Statistics Now { get; private set; } = new();

    public void Limited(string scope)
    {
        var before = Now.RateLimited.GetValueOrDefault(scope);
        Now.RateLimited = Now.RateLimited.SetItem(scope, before + 1);
        if (scope is not "shared")
            Now.Invalid++;
    }

    public void Attempted(ulong channel, string key, bool created)
    {
        if (created)
            _missing.Remove((channel, key));
        else
            _missing.Add((channel, key));
    }

    public void Posted(ulong channel, string body, DateTimeOffset now)
    {
        Now.Created++;
        Now.FirstPost ??= now;
        Now.LastPost = now;
        if (!_bodies.Add((channel, string.GetHashCode(body, StringComparison.Ordinal))))
            Now.Duplicates++;
    }

    /// <summary>Counts from nought again; what a channel holds is still known, so duplicates are still seen.</summary>
    public void Reset()
    {
        _missing.Clear();
        Now = new Statistics();
    }

    public Statistics Read() => Now with { Lost = _missing.Count };
}
