using System.Diagnostics.Metrics;

namespace ResultsBot.Discord;

/// <summary>
/// How the client gets on with Discord, in figures that a collector reads (System.Diagnostics.Metrics, meter
/// “ResultsBot.Discord”). One per <see cref="DiscordRest"/>, and gone with it.
/// </summary>
internal sealed class DiscordMeters : IDisposable
{
    public const string Name = "ResultsBot.Discord";

    private readonly Counter<long> _limited;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _reconnects;
    private readonly Counter<long> _sessions;
    private readonly Histogram<double> _heartbeat;

    public DiscordMeters(Func<int> invalidRequests)
    {
        _limited = Meter.CreateCounter<long>(
            "resultsbot.discord.rate_limited",
            "{response}",
            "Answers of 429, by their scope; cloudflare: a refusal by the edge in Discord's place."
        );
        _lost = Meter.CreateCounter<long>(
            "resultsbot.discord.lost",
            "{request}",
            "Requests whose answer never came, or was that Discord cannot answer now."
        );
        Meter.CreateObservableGauge(
            "resultsbot.discord.invalid_requests",
            invalidRequests,
            "{response}",
            "Answers of 401, 403 or 429 in the last ten minutes, for too many of which Discord bans an address."
        );
        _reconnects = Meter.CreateCounter<long>(
            "resultsbot.discord.gateway.reconnects",
            "{connection}",
            "Connections to the gateway that ended and are opened anew, by the reason."
        );
        _sessions = Meter.CreateCounter<long>(
            "resultsbot.discord.gateway.sessions",
            "{session}",
            "Sessions that were begun, or resumed."
        );
        _heartbeat = Meter.CreateHistogram<double>(
            "resultsbot.discord.gateway.heartbeat.duration",
            "s",
            "From a heartbeat to its acknowledgement."
        );
    }

    public Meter Meter { get; } = new(Name);

    public void Limited(string scope) => _limited.Add(1, Tag("scope", scope));

    public void Lost(string errorType) => _lost.Add(1, Tag("error.type", errorType));

    public void Reconnecting(string reason) => _reconnects.Add(1, Tag("reason", reason));

    public void SessionTaken(bool isResumed) =>
        _sessions.Add(1, Tag("kind", isResumed ? "resumed" : "new"));

    public void HeartbeatAnswered(TimeSpan after) => _heartbeat.Record(after.TotalSeconds);

    public void Dispose() => Meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
