using System.Collections.Immutable;

namespace ResultsBot.Sandbox;

/// <summary>What the sandbox has seen since it started, or since it was last asked to count anew.</summary>
/// <param name="Requests">REST requests that arrived, whatever became of them.</param>
/// <param name="Invalid">401, 403 and 429 (not of scope "shared"): Discord bans an address at 10,000 in ten minutes.</param>
/// <param name="NonceReplays">Messages returned instead of created, because their nonce had been used.</param>
/// <param name="Duplicates">Messages of the bot that a channel already held, word for word.</param>
/// <param name="Lost">Messages that were refused or failed, and were never sent again with success.</param>
/// <param name="FirstPost">When the first message was created.</param>
/// <param name="LastPost">When the last one was.</param>
public sealed record Statistics(
    long Requests,
    long Created,
    long Edited,
    long Deleted,
    ImmutableSortedDictionary<string, long> RateLimited,
    long Invalid,
    long ServerErrors,
    long NonceReplays,
    long Duplicates,
    long Lost,
    long Identifies,
    long Resumes,
    long InteractionsTimedOut,
    DateTimeOffset? FirstPost,
    DateTimeOffset? LastPost
);
