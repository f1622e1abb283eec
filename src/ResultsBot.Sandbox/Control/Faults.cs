namespace ResultsBot.Sandbox.Control;

/// <summary>What goes wrong next, on purpose. Called while the world's gate is held.</summary>
internal sealed class Faults
{
    public TimeSpan Latency { get; set; }
    public TimeSpan Jitter { get; set; }

    /// <summary>So many of the next requests are answered 500, and nothing is done.</summary>
    public int FailBefore { get; set; }

    /// <summary>So many of the next requests are done, and then answered 500.</summary>
    public int FailAfter { get; set; }

    /// <summary>So many of the next requests are done, and their connection is dropped without an answer.</summary>
    public int DropAfter { get; set; }

    /// <summary>So many of the next requests are answered 429 with this scope.</summary>
    public int Limit { get; set; }
    public string LimitScope { get; set; } = "user";
    public TimeSpan LimitFor { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Only requests whose path holds this are hit; null for all.</summary>
    public string? OnlyPath { get; set; }

    public Plan Take(string path)
    {
        if (OnlyPath is not null && !path.Contains(OnlyPath, StringComparison.Ordinal))
            return Plan.None;
        if (Limit > 0)
        {
            Limit--;
            return Plan.Limit;
        }
        if (FailBefore > 0)
        {
            FailBefore--;
            return Plan.FailBefore;
        }
        if (FailAfter > 0)
        {
            FailAfter--;
            return Plan.FailAfter;
        }
        if (DropAfter > 0)
        {
            DropAfter--;
            return Plan.DropAfter;
        }
        return Plan.None;
    }

    internal enum Plan
    {
        None,
        Limit,
        FailBefore,
        FailAfter,
        DropAfter,
    }
}
