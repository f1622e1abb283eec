using System.Collections.Immutable;
using System.Text.Json;
using ResultsBot.Discord.Json;
using ResultsBot.Discord.Rest;

namespace ResultsBot.Discord;

/// <summary>What the gateway tells of itself, asked for without one: who the bot is, and what it may do where.</summary>
public sealed partial class DiscordRest
{
    /// <summary>Whose token it is.</summary>
    public Task<RestResult<User>> GetOwnUser(CancellationToken ct) =>
        _calls.Ask(Asking("users/@me", "users/@me"), User.Parse, ct);

    public Task<RestResult<Application>> GetApplication(CancellationToken ct) =>
        _calls.Ask(Asking("applications/@me", "applications/@me"), Application.Parse, ct);

    /// <summary>A guild with its roles, its channels and the bot's own roles. Threads are not told here.</summary>
    public async Task<RestResult<Guild>> GetGuild(
        Snowflake id,
        Snowflake ownUserId,
        CancellationToken ct
    )
    {
        var guild = await _calls.Ask(
            InGuild(id, "", ""),
            json => Discord.Guild.Parse(json, ownUserId),
            ct
        );
        if (guild is not RestResult<Guild>.Done { Value: var found })
        {
            return guild;
        }
        var channels = await _calls.Ask<ImmutableArray<Channel>>(
            InGuild(id, "/channels", "/channels"),
            json =>
                json.ValueKind == JsonValueKind.Array
                    ? RestCalls.Array(json, channel => Discord.Channel.Parse(channel, id))
                    : null,
            ct
        );
        if (channels is not RestResult<ImmutableArray<Channel>>.Done { Value: var all })
        {
            return Instead<ImmutableArray<Channel>, Guild>(channels);
        }
        var roles = await _calls.Ask<ImmutableArray<Snowflake>>(
            InGuild(id, "/members/{user}", $"/members/{ownUserId}"),
            json => json.Ids("roles"),
            ct
        );
        return roles is RestResult<ImmutableArray<Snowflake>>.Done { Value: var own }
            ? new RestResult<Guild>.Done(found with { Channels = all, OwnRoleIds = own })
            : Instead<ImmutableArray<Snowflake>, Guild>(roles);
    }

    /// <summary>A channel or a thread.</summary>
    public Task<RestResult<Channel>> GetChannel(Snowflake id, CancellationToken ct) =>
        _calls.Ask(
            new RestRequest(
                HttpMethod.Get,
                "GET channels/{channel}",
                $"channels/{id}",
                id.ToString()
            )
            {
                Priority = SendPriority.Normal,
            },
            Discord.Channel.Parse,
            ct
        );

    private static RestRequest Asking(string route, string path) =>
        new(HttpMethod.Get, $"GET {route}", path, "") { Priority = SendPriority.Normal };

    private static RestRequest InGuild(Snowflake id, string route, string path) =>
        new(HttpMethod.Get, $"GET guilds/{{guild}}{route}", $"guilds/{id}{path}", id.ToString())
        {
            Priority = SendPriority.Normal,
        };

    private static RestResult<TTo> Instead<TFrom, TTo>(RestResult<TFrom> result) =>
        result switch
        {
            RestResult<TFrom>.Refused refused => new RestResult<TTo>.Refused(refused.Refusal),
            RestResult<TFrom>.Unknown unknown => new RestResult<TTo>.Unknown(unknown.Reason),
            _ => throw new InvalidOperationException($"There is nothing to hand on in {result}."),
        };
}

/// <summary>The application that the bot belongs to (developers/resources/application.mdx).</summary>
public sealed record Application(Snowflake Id, string Name)
{
    /// <summary>By which interactions over HTTP are signed, in lower-case hexadecimal digits.</summary>
    public string PublicKey { get; init; } = "";

    /// <summary>Where interactions are sent over HTTP; null where they come over the gateway.</summary>
    public string? InteractionsEndpoint { get; init; }

    public static Application? Parse(JsonElement json) =>
        json.Id("id") is { } id
            ? new Application(id, json.Text("name") ?? "")
            {
                PublicKey = json.Text("verify_key") ?? "",
                InteractionsEndpoint = json.Text("interactions_endpoint_url") is { Length: > 0 } url
                    ? url
                    : null,
            }
            : null;
}
