namespace ResultsBot.Sandbox.Limits;

/// <summary>Too many requests.</summary>
/// <param name="scope">"user", "global" or "shared".</param>
internal sealed class LimitReached(
    string scope,
    TimeSpan wait,
    string message = "You are being rate limited."
) : Exception(message)
{
    public string Scope { get; } = scope;
    public TimeSpan Wait { get; } = wait;

    /// <summary>Discord's code, of a limit of a single message or channel.</summary>
    public int? Code { get; init; }

    /// <summary>What Retry-After says where it disagrees with the body, as has been seen.</summary>
    public TimeSpan? HeaderWait { get; init; }
}
