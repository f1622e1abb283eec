namespace ResultsBot.Discord.Gateway;

/// <summary>What is needed to take up a broken connection again.</summary>
/// <param name="ResumeUrl">Where this session can be resumed; no other address will do.</param>
internal sealed record Session(string Id, Uri ResumeUrl, Snowflake UserId, long? Sequence);

/// <summary>How a connection ended, and what follows from it.</summary>
internal abstract record ConnectionEnd(string Why)
{
    public sealed record TryAgain(Session? Session, string Why) : ConnectionEnd(Why)
    {
        /// <summary>How long it had been in order, from READY or RESUMED on.</summary>
        public TimeSpan InOrderFor { get; init; }

        /// <summary>The documents ask for a wait before the next try.</summary>
        public TimeSpan AtLeast { get; init; }
    }

    public sealed record Fatal(int Code, string Sentence) : ConnectionEnd(Sentence);

    public sealed record Stopped() : ConnectionEnd("asked to stop");
}
