using System.Text;

namespace ResultsBot.Discord;

/// <summary>How to reach Discord. Printing it never shows the token.</summary>
public sealed record DiscordOptions
{
    public static readonly Uri DefaultBaseAddress = new("https://discord.com/api/v10/");

    /// <summary>How long all traffic rests once Cloudflare, not Discord, has answered.</summary>
    public static readonly TimeSpan CloudflarePause = TimeSpan.FromMinutes(10);

    /// <summary>The bot's token, without the word "Bot" before it.</summary>
    public required string Token { get; init; }

    /// <summary>Root of the HTTP API, version included; with or without a slash at its end.</summary>
    public Uri BaseAddress { get; init; } = DefaultBaseAddress;

    /// <summary>Discord's edge refuses other shapes than "DiscordBot (url, version)" with code 40333 (reference.mdx, "User Agent").</summary>
    public string UserAgent { get; init; } =
        "DiscordBot (https://github.com/resultsbot/resultsbot, 0.1.0)";

    /// <summary>Number of gateway connections; null takes what Discord recommends.</summary>
    public int? ShardCount { get; init; }

    /// <summary>How long one HTTP request may take from its sending; time spent in our own queues is not counted.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A rate limit asking for more than this is handed back to the caller instead of waited for.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Discord's global limit for a token. Only raised on Discord's word (rate-limits.mdx, "Global Rate Limit").</summary>
    public int RequestsPerSecond { get; init; } = 50;

    /// <summary>
    /// All traffic but the owner's own stops at this many answers of 401, 403 or 429 in ten minutes, and that as well at
    /// 1.8 times as many. Discord bans the address at 10,000 (rate-limits.mdx, "Invalid Request Limit").
    /// </summary>
    public int InvalidRequestLimit { get; init; } = 5000;

    /// <summary>
    /// How many bytes of files may be on their way at once; a larger upload goes alone. 16 MiB take 13 seconds at
    /// 10 Mbit/s: less than <see cref="RequestTimeout"/>.
    /// </summary>
    public long UploadBytesAtOnce { get; init; } = 16 * 1024 * 1024;

    /// <summary>How often a request whose answer was lost, or was a 5xx, is tried again.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>Waited for before each request leaves, when all limits are behind it: whether it still may.</summary>
    public Func<CancellationToken, Task> BeforeSending { get; init; } = _ => Task.CompletedTask;

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(nameof(BaseAddress)).Append(" = ").Append(BaseAddress);
        builder.Append(", ").Append(nameof(ShardCount)).Append(" = ").Append(ShardCount);
        return true;
    }
}
