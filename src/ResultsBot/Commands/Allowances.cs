namespace ResultsBot.Commands;

/// <param name="Most">How many may come at a stroke.</param>
/// <param name="PerSecond">How many more may come each second.</param>
internal sealed record AllowanceRule(int Most, int PerSecond)
{
    /// <summary>After so long an allowance is whole again, and need not be remembered.</summary>
    public TimeSpan Whole => TimeSpan.FromSeconds((double)Most / PerSecond);
}

/// <summary>A token bucket for each id.</summary>
internal sealed class Allowances(AllowanceRule rule, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, Left> _left = [];
    private long _forgot = time.GetTimestamp();

    private readonly record struct Left(double Tokens, long At);

    /// <summary>Uses one up; false where none is left.</summary>
    public bool Take(ulong id)
    {
        lock (_gate)
        {
            Forget();
            var now = time.GetTimestamp();
            var tokens = _left.TryGetValue(id, out var left)
                ? Math.Min(
                    rule.Most,
                    left.Tokens + (time.GetElapsedTime(left.At, now).TotalSeconds * rule.PerSecond)
                )
                : rule.Most;
            var isLeft = tokens >= 1;
            _left[id] = new Left(isLeft ? tokens - 1 : tokens, now);
            return isLeft;
        }
    }

    /// <summary>Those that are whole again: what is remembered stays as small as what comes in a few seconds.</summary>
    private void Forget()
    {
        if (time.GetElapsedTime(_forgot) < rule.Whole)
        {
            return;
        }
        _forgot = time.GetTimestamp();
        foreach (
            var id in _left
                .Where(l => time.GetElapsedTime(l.Value.At) >= rule.Whole)
                .Select(l => l.Key)
                .ToArray()
        )
        {
            _left.Remove(id);
        }
    }
}
