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
public sealed class DiscordRest : IDisposable
{
    /// <summary>Short enough for a second try within the three seconds an interaction leaves.</summary>
    private static readonly TimeSpan CallbackTimeout = TimeSpan.FromSeconds(1.4);

    private const int ThreadExists = 160004;

    private readonly RestSender _sender;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

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
        _logger = logger;
        _sender = new RestSender(handler, options, time, random, logger);
    }

    /// <summary>Counts for the gateway as well.</summary>
    internal DiscordMeters Meters => _sender.Meters;

    /// <summary>Ends once Discord has refused the token, and again when asked anew: nothing works any more.</summary>
    public Task TokenRefused => _sender.TokenRefused;

    /// <summary>Why posts are held back just now, in a sentence for an operator; null where they are not. Reading it never waits.</summary>
    public string? Standstill => _sender.Standstill;

    /// <summary>How many rate limit buckets are remembered just now.</summary>
    public int BucketCount => _sender.BucketCount;

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
        return Ask(
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
        return Ask(
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
        Do(
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
        Do(
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

    /// <summary>
    /// Opens a thread without a message of its own. There is no nonce for this: a lost answer is not asked for again.
    /// </summary>
    /// <param name="type"><see cref="ChannelType.AnnouncementThread"/> in an announcement channel.</param>
    public Task<RestResult<Channel>> StartThread(
        Snowflake channel,
        string name,
        ChannelType type,
        ThreadArchival archiveAfter,
        SendPriority priority,
        CancellationToken ct
    ) =>
        Ask(
            Channel(HttpMethod.Post, channel, "threads") with
            {
                Body = Body(
                    new WireThread(name, (int)archiveAfter) { Type = (int)type },
                    WireJson.Default.WireThread
                ),
                Priority = priority,
                Repeatable = false,
            },
            Discord.Channel.Parse,
            ct
        );

    /// <summary>
    /// Opens the thread of a message. A message has one at most, and the thread bears its id: where it was opened
    /// before, by a try whose answer was lost or by anybody, that one is given.
    /// </summary>
    public async Task<RestResult<Channel>> StartThreadFromMessage(
        Snowflake channel,
        Snowflake messageId,
        string name,
        ThreadArchival archiveAfter,
        SendPriority priority,
        CancellationToken ct
    )
    {
        var started = await Ask(
            Channel(
                HttpMethod.Post,
                channel,
                "messages/{message}/threads",
                $"messages/{messageId}/threads"
            ) with
            {
                Body = Body(new WireThread(name, (int)archiveAfter), WireJson.Default.WireThread),
                Priority = priority,
            },
            Discord.Channel.Parse,
            ct
        );
        return started is RestResult<Channel>.Refused { Refusal.Code: ThreadExists }
            ? await GetChannel(messageId, ct)
            : started;
    }

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
        return Ask<ImmutableArray<Message>>(
            Channel(HttpMethod.Get, channel, "messages", query) with
            {
                Priority = priority,
            },
            json => json.ValueKind == JsonValueKind.Array ? Array(json, Message.Parse) : null,
            ct
        );
    }

    public Task<RestResult<Channel>> GetChannel(Snowflake channel, CancellationToken ct) =>
        Ask(
            new RestRequest(
                HttpMethod.Get,
                "GET channels/{channel}",
                $"channels/{channel}",
                channel.ToString()
            ),
            Discord.Channel.Parse,
            ct
        );

    /// <summary>Where the gateway is, how many shards it wants, and how many sessions may still be begun today.</summary>
    public Task<RestResult<GatewayInfo>> GetGatewayBot(CancellationToken ct) =>
        Ask(
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
        Register(
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
        Register(
            "applications/{application}/guilds/{guild}/commands",
            $"applications/{applicationId}/guilds/{guildId}/commands",
            guildId.ToString(),
            false,
            commands,
            ct
        );

    /// <summary>
    /// Gives an interaction its first answer: at once, past every queue. Tried again while its three seconds last; where
    /// the first try had worked but its answer was lost, that counts as done (code 40060).
    /// </summary>
    public Task<RestResult<Nothing>> Respond(
        Interaction interaction,
        InteractionResponse response,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(interaction);
        ArgumentNullException.ThrowIfNull(response);
        var path =
            $"interactions/{interaction.Id}/{Uri.EscapeDataString(interaction.Token)}/callback";
        return Do(
            new RestRequest(
                HttpMethod.Post,
                "POST interactions/{interaction}/{token}/callback",
                path,
                ""
            )
            {
                Body = Body(WireResponse.From(response), WireJson.Default.WireResponse),
                Files = response switch
                {
                    InteractionResponse.Reply { Message: var message } => message.Files,
                    InteractionResponse.Update { Message: var message } => message.Files,
                    _ => [],
                },
                IsInteraction = true,
                Unqueued = true,
                Timeout = CallbackTimeout,
                LastTryBefore =
                    interaction.ReceivedAt
                    + (long)(Limits.InteractionAnswer.TotalSeconds * _time.TimestampFrequency),
                CodeOfSuccessfulRepeat = 40060,
            },
            ct
        );
    }

    /// <summary>Fills in or replaces the first answer, within 15 minutes.</summary>
    public Task<RestResult<Message>> EditResponse(
        Interaction interaction,
        OutgoingMessage message,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(interaction);
        return EditResponse(interaction.ApplicationId, interaction.Token, message, ct);
    }

    public Task<RestResult<Message>> EditResponse(
        Snowflake applicationId,
        string token,
        OutgoingMessage message,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        return Ask(
            Webhook(HttpMethod.Patch, applicationId, token, "/messages/@original") with
            {
                Body = Body(WireEdit.From(message), WireJson.Default.WireEdit),
                Files = message.Files,
            },
            Message.Parse,
            ct
        );
    }

    /// <summary>Takes the first answer away.</summary>
    public Task<RestResult<Nothing>> DeleteResponse(Interaction interaction, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(interaction);
        return Do(
            Webhook(
                HttpMethod.Delete,
                interaction.ApplicationId,
                interaction.Token,
                "/messages/@original"
            ) with
            {
                CodeOfSuccessfulRepeat = 10008,
            },
            ct
        );
    }

    /// <summary>
    /// A further message after the first answer. There is no nonce here, so a lost answer is not asked for again
    /// (discord-api-docs PR #6647).
    /// </summary>
    public Task<RestResult<Message>> FollowUp(
        Interaction interaction,
        OutgoingMessage message,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(interaction);
        ArgumentNullException.ThrowIfNull(message);
        return Ask(
            Webhook(HttpMethod.Post, interaction.ApplicationId, interaction.Token, "") with
            {
                Body = Body(WireMessage.ForInteraction(message), WireJson.Default.WireMessage),
                Files = message.Files,
                Repeatable = false,
            },
            Message.Parse,
            ct
        );
    }

    public void Dispose() => _sender.Dispose();

    private async Task<RestResult<Registration>> Register(
        string route,
        string path,
        string major,
        bool global,
        IReadOnlyList<ApplicationCommand> commands,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(commands);
        var listed = await Ask(
            new RestRequest(HttpMethod.Get, $"GET {route}", path, major),
            json => json.ValueKind == JsonValueKind.Array ? json.Clone() : null as JsonElement?,
            ct
        );
        if (listed is not RestResult<JsonElement>.Done { Value: var registered })
        {
            return listed is RestResult<JsonElement>.Refused refused
                ? new RestResult<Registration>.Refused(refused.Refusal)
                : new RestResult<Registration>.Unknown(
                    ((RestResult<JsonElement>.Unknown)listed).Reason
                );
        }

        if (CommandComparison.AreSame(registered, commands, global))
        {
            return new RestResult<Registration>.Done(
                new Registration(false, Array(registered, RegisteredCommand.Parse))
            );
        }

        _logger.LogDebug(
            "The slash commands differ from those registered; writing {Count}.",
            commands.Count
        );
        WireCommand[] wire = [.. commands.Select(command => WireCommand.From(command, global))];
        return await Ask(
            new RestRequest(HttpMethod.Put, $"PUT {route}", path, major)
            {
                Body = Body(wire, WireJson.Default.WireCommandArray),
            },
            json => new Registration(true, Array(json, RegisteredCommand.Parse)),
            ct
        );
    }

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

    private static RestRequest Webhook(
        HttpMethod method,
        Snowflake applicationId,
        string token,
        string rest
    ) =>
        new(
            method,
            $"{method} webhooks/{{application}}/{{token}}{rest}",
            $"webhooks/{applicationId}/{Uri.EscapeDataString(token)}{rest}",
            $"{applicationId}/{token}"
        )
        {
            IsInteraction = true,
        };

    private static byte[] Body<T>(T value, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(value, type);

    private static ImmutableArray<T> Array<T>(JsonElement json, Func<JsonElement, T?> parse)
        where T : class =>
        json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Select(parse).OfType<T>()]
            : [];

    private async Task<RestResult<Nothing>> Do(RestRequest request, CancellationToken ct) =>
        await _sender.Send(request, ct) switch
        {
            Answer.Ok => new RestResult<Nothing>.Done(default),
            Answer.Refused refused => new RestResult<Nothing>.Refused(refused.Refusal),
            Answer.Lost lost => new RestResult<Nothing>.Unknown(lost.Reason),
            _ => throw new InvalidOperationException("No such answer."),
        };

    private Task<RestResult<T>> Ask<T>(
        RestRequest request,
        Func<JsonElement, T?> parse,
        CancellationToken ct
    )
        where T : class =>
        AskFor(request, json => parse(json) is { } value ? (true, value) : (false, default!), ct);

    private Task<RestResult<T>> Ask<T>(
        RestRequest request,
        Func<JsonElement, T?> parse,
        CancellationToken ct
    )
        where T : struct =>
        AskFor(request, json => parse(json) is { } value ? (true, value) : (false, default), ct);

    private async Task<RestResult<T>> AskFor<T>(
        RestRequest request,
        Func<JsonElement, (bool Understood, T Value)> parse,
        CancellationToken ct
    )
    {
        switch (await _sender.Send(request, ct))
        {
            case Answer.Refused refused:
                return new RestResult<T>.Refused(refused.Refusal);

            case Answer.Lost lost:
                return new RestResult<T>.Unknown(lost.Reason);

            case Answer.Ok ok:
                try
                {
                    using var document = JsonDocument.Parse(ok.Body);
                    var (understood, value) = parse(document.RootElement);
                    if (understood)
                    {
                        return new RestResult<T>.Done(value);
                    }
                }
                catch (JsonException)
                {
                    // Said below.
                }

                _logger.LogWarning("{Route} worked, but its answer cannot be read.", request.Route);
                return new RestResult<T>.Unknown("the answer cannot be read");

            default:
                throw new InvalidOperationException("No such answer.");
        }
    }
}
