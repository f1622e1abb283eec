using System.Globalization;
using System.Text.Json;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord;

/// <summary>
/// A request to the interactions endpoint, which Discord uses instead of the gateway once it's set
/// (developers/interactions/overview.mdx). Now and then Discord sends a forged one, and removes an endpoint that accepts it.
/// </summary>
public abstract record InteractionRequest
{
    private const int PingType = 1;

    /// <summary>
    /// Against replays: an older request is refused, a more recent one is remembered. Generous, because a clock that's a
    /// little wrong must not lock reporters out.
    /// </summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(5);

    private InteractionRequest() { }

    /// <summary>To be answered with <c>{"type":1}</c>.</summary>
    public sealed record Ping : InteractionRequest;

    public sealed record Received(Interaction Interaction) : InteractionRequest;

    /// <summary>Not from Discord, or too old: 401.</summary>
    /// <param name="Reason">For the log.</param>
    public sealed record Unsigned(string Reason) : InteractionRequest;

    /// <summary>From Discord, but of no kind handled here: 400.</summary>
    public sealed record Unreadable : InteractionRequest;

    /// <param name="timestamp">The header X-Signature-Timestamp; null where it was missing.</param>
    /// <param name="signature">The header X-Signature-Ed25519; null where it was missing.</param>
    public static InteractionRequest Read(
        InteractionKey key,
        string? timestamp,
        string? signature,
        ReadOnlyMemory<byte> body,
        TimeProvider time
    )
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(time);
        var receivedAt = time.GetTimestamp();
        if (timestamp is null || signature is null)
        {
            return new Unsigned("it is not signed");
        }
        if (!key.HasSigned(timestamp, body.Span, signature))
        {
            return new Unsigned("its signature is not by the key of Interactions:PublicKey");
        }
        return IsOfNow(timestamp, time.GetUtcNow())
            ? Parse(body, receivedAt)
            : new Unsigned("it was signed at another time, or the clock here is wrong");
    }

    private static bool IsOfNow(string timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) <= (decimal)LongestAge.TotalSeconds;

    private static InteractionRequest Parse(ReadOnlyMemory<byte> body, long receivedAt)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var json = document.RootElement;
            return json.Int("type") == PingType ? new Ping()
                : Interaction.Parse(json, receivedAt) is { } one ? new Received(one)
                : new Unreadable();
        }
        catch (JsonException)
        {
            return new Unreadable();
        }
    }
}
