namespace ResultsBot.Discord.Gateway;

/// <summary>What is needed to take up a broken connection again.</summary>
/// <param name="ResumeUrl">Where this session can be resumed; no other address will do.</param>
internal sealed record Session(string Id, Uri ResumeUrl, Snowflake UserId, long? Sequence);

/// <summary>How a connection ended, and what follows from it.</summary>
internal abstract record ConnectionEnd(string Why)
{
    /// <param name="Reason">The same in a word, to count by: a close code, or one of <see cref="EndReason"/>.</param>
    public sealed record TryAgain(Session? Session, string Reason, string Why) : ConnectionEnd(Why)
    {
        /// <summary>How long it had been in order, from READY or RESUMED on.</summary>
        public TimeSpan InOrderFor { get; init; }

        /// <summary>The documents ask for a wait before the next try.</summary>
        public TimeSpan AtLeast { get; init; }
    }

    public sealed record Fatal(int Code, string Sentence) : ConnectionEnd(Sentence);

    public sealed record Stopped() : ConnectionEnd("asked to stop");
}

/// <summary>Why a connection ended, where Discord gave no close code.</summary>
internal static class EndReason
{
    public const string AskedToReconnect = "op_7";
    public const string InvalidSession = "op_9";
    public const string MissedHeartbeat = "missed_heartbeat";
    public const string Network = "network";

    /// <summary>Nothing came that had to come: a HELLO, a READY, a RESUMED.</summary>
    public const string Timeout = "timeout";

    /// <summary>What came made no sense.</summary>
    public const string Malformed = "malformed";

    /// <summary>No session may be begun for now.</summary>
    public const string NoSessionLeft = "session_start_limit";
}
