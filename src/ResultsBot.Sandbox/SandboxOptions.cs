using System.Collections.Immutable;

namespace ResultsBot.Sandbox;

/// <summary>Something to try, on the page's first channel.</summary>
/// <param name="Copy">What is to be copied for it; null for nothing.</param>
public sealed record WelcomeStep(string Text, string? Copy = null);

public sealed record SandboxOptions
{
    /// <summary>The token the sandbox's bot logs in with, unless another is given. It opens nothing but a sandbox.</summary>
    public const string DefaultToken = "sandbox.token.of-no-use-elsewhere";

    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; }

    /// <summary>How long each REST answer takes: half of it on the way here, half on the way back.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The latency varies evenly by up to this much, up and down.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Where channels and messages are kept, or null to forget them with the process.</summary>
    public string? DataFile { get; init; }

    /// <summary>Requests a second over all routes; 0 for no limit.</summary>
    public int GlobalLimit { get; init; } = 50;

    /// <summary>Whether that second slides, or begins anew with each whole second.</summary>
    public GlobalWindow GlobalWindow { get; init; }

    /// <summary>Whether the limits of single routes, of session starts and of gateway sends hold.</summary>
    public bool EnforceLimits { get; init; } = true;

    /// <summary>How many shards GET /gateway/bot recommends. Whoever says to have fewer is closed with 4011.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>How many sessions may be begun in five seconds: one of each bucket, shard % MaxConcurrency.</summary>
    public int MaxConcurrency { get; init; } = 1;

    /// <summary>Servers beside those two that every world has, with Olive and one channel each ("further-1" and on), on shards in turn.</summary>
    public int FurtherGuilds { get; init; }

    public int Seed { get; init; }

    public string? BotToken { get; init; }

    /// <summary>What the page tells a newcomer to do first; empty for nothing.</summary>
    public ImmutableArray<WelcomeStep> Welcome { get; init; } = [];

    /// <summary>What Hello asks the bot to keep to.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(41_250);
}

public enum GlobalWindow
{
    /// <summary>In any second whatever: the strictest reading, so what passes here passes there.</summary>
    Sliding,

    /// <summary>Counted from nought with each whole second of the clock: twice as many may come within a moment.</summary>
    Fixed,
}
