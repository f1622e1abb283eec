namespace ResultsBot.Broadcasting;

/// <summary>How the broadcaster is doing, as it was a moment ago.</summary>
/// <param name="Channels">Followed by at least one thing.</param>
/// <param name="Waiting">Bulletins times channels that are still to be posted, suspended channels apart.</param>
/// <param name="OldestWaiting">Since when the oldest of them has been known; null where nothing waits.</param>
/// <param name="Edits">Copies that are still to be changed.</param>
/// <param name="Delay">
/// From a bulletin's acknowledgement to its slowest channel, among all that was posted in the last minutes; channels
/// that gather on purpose, or catch up, apart. Null where nothing was.
/// </param>
internal sealed record BroadcastStatus(
    int Channels,
    int Waiting,
    DateTimeOffset? OldestWaiting,
    int Suspended,
    int Edits,
    TimeSpan? Delay,
    bool IsPaused
)
{
    public static BroadcastStatus Nothing { get; } = new(0, 0, null, 0, 0, null, false);
}
