using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResultsBot.Discord;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Health;

/// <summary>A connection to Discord's gateway.</summary>
/// <param name="Since">Since when it is connected, or is not.</param>
internal sealed record ShardHealth(int Shard, bool Connected, DateTimeOffset Since);

/// <summary>
/// A channel that cannot be posted to, or has not been reached for a while. Ids are texts, as in Discord's JSON: 64 bits are
/// too many for some readers.
/// </summary>
internal sealed record SuspendedHealth(
    string Channel,
    string Guild,
    string Reason,
    DateTimeOffset Since
)
{
    /// <summary>Where it is: discord, slack, teams or webhook.</summary>
    public string Outlet { get; init; } = "discord";
}

/// <summary>How one outlet is doing.</summary>
/// <param name="Waiting">Bulletins times channels that are still to be posted there.</param>
internal sealed record OutletHealth(string Outlet, int Channels, int Waiting, int Suspended);

/// <summary>One of the loops that the bot consists of.</summary>
/// <param name="Seconds">Since it last showed a sign of life; each does every few seconds.</param>
internal sealed record LoopHealth(string Name, double Seconds)
{
    /// <summary>Older than this, the loop hangs.</summary>
    public const double Longest = 30;

    public static LoopHealth Of(string name, TimeSpan age) =>
        new(name, Math.Round(age.TotalSeconds, 1));
}

/// <summary>A bulletin that could not go out as it should.</summary>
/// <param name="Sent">Its plain headline went out; otherwise nothing of it.</param>
internal sealed record QuarantinedHealth(long Number, string Kind, bool Sent, string Reason);

/// <summary>How the bot is doing, for whoever watches from outside: what the health file holds.</summary>
/// <param name="Waiting">Bulletins times channels that are still to be posted.</param>
/// <param name="OldestWaitingSince">Since when the oldest of them could have gone.</param>
/// <param name="DelaySeconds">From a bulletin's acknowledgement to its slowest channel, in the last minutes.</param>
/// <param name="LastCommit">When the store last wrote something to the disk; null where it has not since the start.</param>
/// <param name="Quarantined">
/// Bulletins that a bug kept from going out as they should. The rest goes on: it is no reason to start anew.
/// </param>
/// <param name="Held">Why nothing is posted for now, though nobody has paused it; null where it is.</param>
/// <param name="Store">Why the store takes nothing; null where it does.</param>
/// <param name="Failed">Why the bot has ended, or is about to; null while it runs.</param>
internal sealed record HealthReport(
    DateTimeOffset Time,
    ImmutableArray<ShardHealth> Shards,
    bool Paused,
    int Channels,
    int Waiting,
    DateTimeOffset? OldestWaitingSince,
    int Edits,
    double? DelaySeconds,
    ImmutableArray<SuspendedHealth> Suspended,
    DateTimeOffset? LastCommit,
    ImmutableArray<LoopHealth> Loops,
    ImmutableArray<QuarantinedHealth> Quarantined,
    string? Held,
    string? Store,
    string? Failed
)
{
    /// <summary>Written every ten seconds: older than this, the bot has stopped or hangs.</summary>
    public static readonly TimeSpan OldestReport = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>Who leads instead of this process, which stands by; empty where nobody can tell. Null where it does not stand by.</summary>
    public string? StandsByFor { get; init; }

    /// <summary>With which term this process leads; null where there is nobody else who could.</summary>
    public long? Term { get; init; }

    /// <summary>Each that anybody is at.</summary>
    public ImmutableArray<OutletHealth> Outlets { get; init; } = [];

    public static HealthReport Of(
        DateTimeOffset now,
        ImmutableArray<ShardStatus> shards,
        BroadcastStatus status,
        ImmutableList<Trouble> trouble,
        DateTimeOffset? lastCommit
    ) =>
        new(
            now,
            [.. shards.Select(s => new ShardHealth(s.Shard, s.IsConnected, s.Since))],
            status.IsPaused,
            status.Channels,
            status.Waiting,
            status.OldestWaiting,
            status.Edits,
            status.Delay?.TotalSeconds,
            [
                .. trouble.Select(t => new SuspendedHealth(
                    t.Address.Id,
                    t.Group.Id,
                    t.Reason,
                    t.Since
                )
                {
                    Outlet = t.Address.Outlet,
                }),
            ],
            lastCommit,
            [],
            [],
            null,
            null,
            null
        )
        {
            Outlets =
            [
                .. status.Outlets.Select(o => new OutletHealth(
                    o.Outlet,
                    o.Channels,
                    o.Waiting,
                    o.Suspended
                )),
            ],
        };

    public static HealthReport? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, HealthContext.Default.HealthReport);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] ToJson() =>
        JsonSerializer.SerializeToUtf8Bytes(this, HealthContext.Default.HealthReport);

    /// <summary>Whether somebody who watches would want to know at once that it is no longer as it was before.</summary>
    public bool DiffersFrom(HealthReport before) =>
        !Shards.SequenceEqual(before.Shards)
        || Paused != before.Paused
        || !Suspended.SequenceEqual(before.Suspended)
        || OldestWaitingSince is null != before.OldestWaitingSince is null
        || Quarantined.Length != before.Quarantined.Length
        || Held is null != before.Held is null
        || Store is null != before.Store is null
        || Failed != before.Failed
        || Hanging is null != before.Hanging is null;

    /// <summary>Why the bot is not well, in a sentence; null where it is.</summary>
    public string? Problem(DateTimeOffset now)
    {
        if (Failed is not null)
        {
            return $"the bot has ended: {Failed}";
        }
        if (now - Time > OldestReport)
        {
            return $"nothing was written for {Span(now - Time)}: the bot has stopped, or hangs";
        }
        if (Time - now > OldestReport)
        {
            return $"what was written is {Span(Time - now)} ahead of this machine's clock";
        }
        if (Hanging is { } loop)
        {
            return $"{loop.Name} has stood still for {loop.Seconds:F0} s";
        }
        if (Store is not null)
        {
            return $"the store takes nothing: {Store}";
        }
        if (Held is not null)
        {
            return Held;
        }
        if (StandsByFor is not null)
        {
            return StandsByFor.Length == 0 ? "standing by, and the database is away" : null;
        }
        if (Shards.IsDefaultOrEmpty)
        {
            return "not connected to Discord yet";
        }
        if (Shards.FirstOrDefault(s => !s.Connected) is { } shard)
        {
            return $"shard {shard.Shard} of {Shards.Length} is not connected for {Span(now - shard.Since)}";
        }
        // Whoever has paused it knows that it waits.
        if (!Paused && OldestWaitingSince is { } since && now - since > LongestWait)
        {
            return $"{Waiting} bulletins times channels wait, the oldest for {Span(now - since)}";
        }
        return null;
    }

    /// <summary>Why no command can be taken just now, in a sentence; null where it can. That posts wait is no reason.</summary>
    public string? Unready(DateTimeOffset now) =>
        (this with { Held = null, OldestWaitingSince = null }).Problem(now)
        ?? (StandsByFor is null ? null : StandingBy);

    /// <summary>The one line about whether commands can be taken.</summary>
    public static byte[] ReadyLine(string? unready) =>
        Encoding.UTF8.GetBytes(unready is null ? "ready\n" : $"not ready: {unready}\n");

    /// <summary>The one line of a health check.</summary>
    public string Line(DateTimeOffset now)
    {
        if (StandsByFor is { Length: > 0 } && Problem(now) is null)
        {
            return $"healthy: {StandingBy}";
        }
        var state = Problem(now) is { } problem
            // A sentence of another part's may end as one.
            ? $"unhealthy: {problem.TrimEnd('.')}"
            : $"healthy: {Shards.Length} of {Shards.Length} shards connected";
        var quarantined = Quarantined.IsEmpty
            ? ""
            : $", {Quarantined.Length} not shown as they should be";
        return $"{state}; {Channels} channels, {Waiting} waiting, {Suspended.Length} suspended{quarantined}{(Paused ? ", paused" : "")}{(Term is { } term ? $", leads with term {term}" : "")}";
    }

    /// <summary>A loop of it has stood still for too long: only a new start helps.</summary>
    [JsonIgnore]
    public bool Hangs => Hanging is not null;

    private string StandingBy => $"standing by, {StandsByFor} leads";

    private LoopHealth? Hanging => Loops.FirstOrDefault(l => l.Seconds > LoopHealth.Longest);

    private static string Span(TimeSpan span) => $"{span.TotalSeconds:F0} s";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class HealthContext : JsonSerializerContext;
