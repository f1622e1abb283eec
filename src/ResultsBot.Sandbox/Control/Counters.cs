using System.Collections.Immutable;

namespace ResultsBot.Sandbox.Control;

/// <summary>Counts as things happen. Called while the world's gate is held.</summary>
internal sealed class Counters
{
    private readonly Dictionary<string, long> _limited = new(StringComparer.Ordinal);
    private readonly HashSet<(ulong Channel, string Key)> _missing = [];
    private readonly HashSet<(ulong Channel, int Body)> _bodies = [];

    public long Requests { get; set; }
    public long Created { get; private set; }
    public long Edited { get; set; }
    public long Deleted { get; set; }
    public long Invalid { get; set; }
    public long ServerErrors { get; set; }
    public long NonceReplays { get; set; }
    public long Duplicates { get; private set; }
    public long Identifies { get; set; }
    public long Resumes { get; set; }
    public long InteractionsTimedOut { get; set; }
    public DateTimeOffset? FirstPost { get; private set; }
    public DateTimeOffset? LastPost { get; private set; }

    public void Limited(string scope)
    {
        _limited[scope] = _limited.GetValueOrDefault(scope) + 1;
        if (scope is not "shared")
            Invalid++;
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
        Created++;
        FirstPost ??= now;
        LastPost = now;
        if (!_bodies.Add((channel, string.GetHashCode(body, StringComparison.Ordinal))))
            Duplicates++;
    }

    /// <summary>Counts from nought again; what a channel holds is still known, so duplicates are still seen.</summary>
    public void Reset()
    {
        _limited.Clear();
        _missing.Clear();
        Requests =
            Created =
            Edited =
            Deleted =
            Invalid =
            ServerErrors =
            NonceReplays =
            Duplicates =
                0;
        Identifies = Resumes = InteractionsTimedOut = 0;
        FirstPost = LastPost = null;
    }

    public Statistics Read() =>
        new(
            Requests,
            Created,
            Edited,
            Deleted,
            _limited.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Invalid,
            ServerErrors,
            NonceReplays,
            Duplicates,
            _missing.Count,
            Identifies,
            Resumes,
            InteractionsTimedOut,
            FirstPost,
            LastPost
        );
}
