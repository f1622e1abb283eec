namespace ResultsBot.Newswire.Delivery;

/// <summary>What a channel is to get next.</summary>
internal abstract record Turn
{
    private Turn() { }

    /// <summary>As much of what waits as goes into one message.</summary>
    public sealed record Next : Turn
    {
        private Next() { }

        /// <summary>One for all: every bulletin is offered to thousands of channels.</summary>
        public static Next Instance { get; } = new();
    }

    /// <summary>What was on its way before, under the key it had.</summary>
    public sealed record Again(Sending Sending) : Turn;

    /// <summary>A word of the desk, before all else that waits.</summary>
    /// <param name="Intent">Null where it was not tried before.</param>
    public sealed record Overtake(LogEntry Entry, Ahead? Intent) : Turn;
}
