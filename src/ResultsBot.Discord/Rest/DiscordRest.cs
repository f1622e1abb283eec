using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord.Commands;
using ResultsBot.Discord.Json;
using ResultsBot.Discord.Rest;

namespace ResultsBot.Discord;

/// <summary>
/// Discord's HTTP API. One per token: the limits it keeps are the token's. Refusals are values; exceptions are bugs
/// and cancellation.
/// </summary>
public sealed partial class DiscordRest : IDisposable
{
    private readonly RestSender _sender;
    private readonly TimeProvider _time;
    private readonly RestCalls _calls;
    private readonly CommandRegistration _registration;

    /// <param name="handler">Where requests go; not disposed here.</param>
    /// <param name="random">Numbers in [0, 1), from any thread at once.</param>
    public DiscordRest(
        HttpMessageHandler handler,
        DiscordOptions options,
        TimeProvider time,
        Func<double> random,
        ILogger<DiscordRest> logger
    )
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(logger);
        _time = time;
        _sender = new RestSender(handler, options, time, random, logger);
        _calls = new RestCalls(_sender, logger);
        _registration = new CommandRegistration(_calls, logger);
    }

    /// <summary>Counts for the gateway as well.</summary>
    internal DiscordMeters Meters => _sender.Meters;

    /// <summary>Ends once Discord has refused the token, and again when asked anew: nothing works any more.</summary>
    public Task TokenRefused => _sender.TokenRefused;

    /// <summary>Why posts are held back just now, in a sentence for an operator; null where they are not. Reading it never waits.</summary>
    public string? Standstill => _sender.Standstill;

    /// <summary>How many rate limit buckets are remembered just now.</summary>
    internal int BucketCount => _sender.BucketCount;

    /// <summary>
    /// Posts to a channel or thread. With a nonce, a lost answer is asked for again and the message still appears once;
    /// without, a lost answer is <see cref="RestResult{T}.Unknown"/> at once.
    /// Given is the message’s id: the rest of the answer repeats what was sent, to thousands of channels.
    /// </summary>
    public Task<RestResult<Snowflake>> CreateMessage(
        Snowflake channel,
        OutgoingMessage message,
        SendPriority priority,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        return _calls.Ask(
            Channel(HttpMethod.Post, channel, "messages") with
            {
                Body = Body(WireMessage.ForChannel(message), WireJson.Default.WireMessage),
                Files = message.Files,
                Priority = priority,
                Repeatable = message.Nonce is not null,
            },
            json => json.Id("id"),
            ct
        );
    }

    /// <summary>
    /// Replaces what a message of ours shows. Edits of messages older than an hour are limited for long (code 30046):
    /// such a refusal carries <see cref="RestRefusal.RetryAfter"/>.
    /// </summary>
    public Task<RestResult<Snowflake>> EditMessage(
        Snowflake channel,
        Snowflake messageId,
        OutgoingMessage message,
        SendPriority priority,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        return _calls.Ask(
            Channel(HttpMethod.Patch, channel, "messages/{message}", $"messages/{messageId}") with
            {
                Body = Body(WireEdit.From(message), WireJson.Default.WireEdit),
                Files = message.Files,
                Priority = priority,
            },
            json => json.Id("id"),
            ct
        );
    }

    public Task<RestResult<Nothing>> DeleteMessage(
        Snowflake channel,
        Snowflake messageId,
        SendPriority priority,
        CancellationToken ct
    ) =>
        _calls.Do(
            Channel(HttpMethod.Delete, channel, "messages/{message}", $"messages/{messageId}") with
            {
                Priority = priority,
                CodeOfSuccessfulRepeat = 10008,
            },
            ct
        );

    /// <summary>
    /// Publishes a message of an announcement channel to all who follow it: 10 an hour for each channel; beyond, the
    /// refusal carries <see cref="RestRefusal.RetryAfter"/>, and nobody waits for it (discord.js #4956).
    /// </summary>
    public Task<RestResult<Nothing>> Crosspost(
        Snowflake channel,
        Snowflake messageId,
        SendPriority priority,
        CancellationToken ct
    ) =>
        _calls.Do(
            Channel(
                HttpMethod.Post,
                channel,
                "messages/{message}/crosspost",
                $"messages/{messageId}/crosspost"
            ) with
            {
                Priority = priority,
                CodeOfSuccessfulRepeat = 40033,
            },
            ct
        );

    /// <summary>Up to 100 messages, newest first, optionally only those before or after an id.</summary>
    public Task<RestResult<ImmutableArray<Message>>> GetMessages(
        Snowflake channel,
        int limit,
        Snowflake? before = null,
        Snowflake? after = null,
        SendPriority priority = SendPriority.Normal,
        CancellationToken ct = default
    )
    {
        var query = $"messages?limit={Math.Clamp(limit, 1, Limits.MessagesPerPage)}";
        query += before is { } upper ? $"&before={upper}" : "";
        query += after is { } lower ? $"&after={lower}" : "";
        return _calls.Ask<ImmutableArray<Message>>(
            Channel(HttpMethod.Get, channel, "messages", query) with
            {
                Priority = priority,
            },
            json =>
                json.ValueKind == JsonValueKind.Array ? RestCalls.Array(json, Message.Parse) : null,
            ct
        );
    }

    public Task<RestResult<User>> GetUser(Snowflake id, CancellationToken ct) =>
        _calls.Ask(
            new RestRequest(HttpMethod.Get, "GET users/{user}", $"users/{id}", ""),
            User.Parse,
            ct
        );

    /// <summary>Where the gateway is, how many shards it wants, and how many sessions may still be begun today.</summary>
    public Task<RestResult<GatewayInfo>> GetGatewayBot(CancellationToken ct) =>
        _calls.Ask(
            new RestRequest(HttpMethod.Get, "GET gateway/bot", "gateway/bot", ""),
            GatewayInfo.Parse,
            ct
        );

    /// <summary>
    /// Makes the global commands be these. Written only where they differ, as creations are counted (200 a day, code
    /// 30034) and admins' settings hang on commands (DSharpPlus #2055).
    /// </summary>
    public Task<RestResult<Registration>> RegisterCommands(
        Snowflake applicationId,
        IReadOnlyList<ApplicationCommand> commands,
        CancellationToken ct
    ) =>
        _registration.Register(
            "applications/{application}/commands",
            $"applications/{applicationId}/commands",
            "",
            true,
            commands,
            ct
        );

    /// <summary>Makes one guild's own commands be these; they show at once.</summary>
    public Task<RestResult<Registration>> RegisterCommands(
        Snowflake applicationId,
        Snowflake guildId,
        IReadOnlyList<ApplicationCommand> commands,
        CancellationToken ct
    ) =>
        _registration.Register(
            "applications/{application}/guilds/{guild}/commands",
            $"applications/{applicationId}/guilds/{guildId}/commands",
            guildId.ToString(),
            false,
            commands,
            ct
        );

    public void Dispose() => _sender.Dispose();

    private static RestRequest Channel(
        HttpMethod method,
        Snowflake channel,
        string route,
        string? path = null
    ) =>
        new(
            method,
            $"{method} channels/{{channel}}/{route}",
            $"channels/{channel}/{path ?? route}",
            channel.ToString()
        );

    private static byte[] Body<T>(T value, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(value, type);
}
