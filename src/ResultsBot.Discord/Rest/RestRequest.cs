using System.Collections.Immutable;

namespace ResultsBot.Discord.Rest;

/// <summary>One request as the sender sees it.</summary>
/// <param name="Route">
/// Method and path with names in place of ids, e.g. "POST channels/{channel}/messages": the key of the rate limit
/// until Discord names one, and all that a log may show (paths of interactions hold their tokens).
/// </param>
/// <param name="Path">Relative to the base address.</param>
/// <param name="Major">The top-level resource a limit is counted for: channel, guild or webhook id.</param>
internal sealed record RestRequest(HttpMethod Method, string Route, string Path, string Major)
{
    public byte[]? Body { get; init; }

    /// <summary>Sent along with the body, in parts.</summary>
    public ImmutableArray<OutgoingFile> Files { get; init; } = [];

    public long FileBytes => Files.IsDefaultOrEmpty ? 0 : Files.Sum(f => (long)f.Bytes.Length);

    public SendPriority Priority { get; init; } = SendPriority.Interaction;

    /// <summary>Whether doing it twice is the same as doing it once. If not, only what surely never left is sent again.</summary>
    public bool Repeatable { get; init; } = true;

    /// <summary>Interactions need no token, and do not count against the global limit.</summary>
    public bool IsInteraction { get; init; }

    /// <summary>What others' servers have refused does not stop it.</summary>
    public bool IsOwn => Priority is not (SendPriority.Correction or SendPriority.Normal);

    /// <summary>Sent at once, past the queue of its bucket as well.</summary>
    public bool Unqueued { get; init; }

    /// <summary>How long one try may take; null: the options' timeout.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>A timestamp after which it is not tried again.</summary>
    public long? LastTryBefore { get; init; }

    /// <summary>The code that, in answer to a repeat, says that the lost first try had worked.</summary>
    public int CodeOfSuccessfulRepeat { get; init; }

    /// <summary>Files go in a line of their own, a few at a time; those of an answer to a person go at once.</summary>
    public bool HasOwnLine => !IsInteraction && FileBytes > 0;

    /// <summary>Whether a try after this wait would come too late.</summary>
    public bool IsTooLate(TimeSpan wait, TimeProvider time) =>
        LastTryBefore is { } last
        && time.GetElapsedTime(last, time.GetTimestamp()) + wait > TimeSpan.Zero;

    /// <summary>Path and major id may hold an interaction's token.</summary>
    public override string ToString() => Route;
}

/// <summary>What came back.</summary>
internal abstract record Answer
{
    private Answer() { }

    public sealed record Ok(byte[] Body) : Answer;

    public sealed record Refused(RestRefusal Refusal) : Answer;

    public sealed record Lost(string Reason, bool MayRepeat) : Answer;
}
