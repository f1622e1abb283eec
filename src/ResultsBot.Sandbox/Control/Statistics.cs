using System.Collections.Immutable;

namespace ResultsBot.Sandbox;

/// <summary>What the sandbox has seen since it started, or since it was last asked to count anew.</summary>
public sealed record Statistics
{
    /// <summary>REST requests that arrived, whatever became of them.</summary>
    public long Requests { get; internal set; }
    public long Created { get; internal set; }
    public long Edited { get; internal set; }
    public long Deleted { get; internal set; }
    public ImmutableSortedDictionary<string, long> RateLimited { get; internal set; } =
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>401, 403 and 429 (not of scope "shared"): Discord bans an address at 10,000 in ten minutes.</summary>
    public long Invalid { get; internal set; }
    public long ServerErrors { get; internal set; }

    /// <summary>Messages returned instead of created, because their nonce had been used.</summary>
    public long NonceReplays { get; internal set; }

    /// <summary>Messages of the bot that a channel already held, word for word.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Messages that were refused or failed, and were never sent again with success.</summary>
    public long Lost { get; internal set; }
    public long Identifies { get; internal set; }
    public long Resumes { get; internal set; }
    public long InteractionsTimedOut { get; internal set; }
    public DateTimeOffset? FirstPost { get; internal set; }
    public DateTimeOffset? LastPost { get; internal set; }
}
