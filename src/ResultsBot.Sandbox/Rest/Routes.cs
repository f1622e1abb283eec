using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>One request: what stands in its address, and what it brought.</summary>
internal sealed class Call(HttpRequest request, Func<RequestBody> parse)
{
    private readonly Lazy<RequestBody> _body = new(parse, LazyThreadSafetyMode.None);

    public JsonNode? Body => _body.Value.Json;
    public IReadOnlyDictionary<int, UploadedFile> Files => _body.Value.Files;

    /// <summary>The part of the path that its route calls by this name.</summary>
    public string? Part(string name) => request.RouteValues[name] as string;

    public ulong Id(string name) => ToId(Part(name));

    public string? Query(string name) =>
        request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    public ulong? QueryId(string name) => Query(name) is { } text ? ToId(text) : null;

    public bool Flag(string name) => Query(name) is "true" or "True" or "1";

    /// <summary>What counts as one, in a bucket's eyes.</summary>
    public string Major => Part("channel") ?? Part("guild") ?? Part("token") ?? "";

    /// <summary>What tells one logical message from another when it is sent again: its nonce, or else what it says.</summary>
    public string Key =>
        Form.AsText((Body as JsonObject)?["nonce"]) is { Length: > 0 } nonce
            ? "nonce " + nonce
            : "body "
                + Convert.ToHexString(
                    SHA256.HashData(Encoding.UTF8.GetBytes(Body?.ToJsonString() ?? ""))
                );

    private static ulong ToId(string? text) =>
        Snowflake.TryParse(text, out var id)
            ? id
            : throw Form.Faulty("", Code.Coerce, $"Value \"{text}\" is not snowflake.");
}

/// <param name="Method">Null where what no other route takes is refused, whatever else there is to say.</param>
internal sealed record Route(
    string? Method,
    string Pattern,
    BucketRule? Bucket,
    Func<Call, Answer> Handle
)
{
    /// <summary>Answers to interactions come with a token of their own, and pass by the global limit.</summary>
    public bool IsOfInteraction { get; init; }
    public bool NeedsToken { get; init; } = true;
}

/// <summary>Every route the sandbox knows, one a line. What is not here is Discord's 404.</summary>
internal static class Routes
{
    public static IEnumerable<Route> All(
        GeneralRoutes general,
        CommandRoutes commands,
        MessageRoutes messages,
        ThreadRoutes threads,
        InteractionRoutes interactions
    )
    {
        const string channel = "channels/{channel}";
        const string message = $"{channel}/messages/{{message}}";
        const string webhook = "webhooks/{application}/{token}";
        const string guild = "guilds/{guild}";
        return
        [
            new("GET", "gateway", BucketRule.Other, general.Gateway) { NeedsToken = false },
            new("GET", "gateway/bot", BucketRule.GatewayBot, general.GatewayBot),
            new("GET", "users/{user}", BucketRule.Other, general.User),
            new("GET", "users/@me/guilds", BucketRule.Other, general.OwnGuilds),
            new("GET", "oauth2/applications/@me", BucketRule.Other, general.Application),
            new("GET", "applications/@me", BucketRule.Other, general.Application),
            new("GET", guild, BucketRule.Other, general.Guild),
            new("GET", $"{guild}/channels", BucketRule.Other, general.GuildChannels),
            new("GET", $"{guild}/roles", BucketRule.Other, general.GuildRoles),
            new("GET", $"{guild}/members/{{user}}", BucketRule.Other, general.GuildMember),
            new("GET", $"{guild}/threads/active", BucketRule.Other, threads.Active),
            new("GET", channel, BucketRule.Other, general.Channel),
            new("PATCH", channel, BucketRule.ChangeChannel, threads.Change),
            .. Commands(commands, "applications/{application}/commands"),
            .. Commands(commands, "applications/{application}/guilds/{guild}/commands"),
            new("GET", $"{channel}/messages", BucketRule.ReadMessages, messages.List),
            new("POST", $"{channel}/messages", BucketRule.CreateMessage, messages.Create),
            new("GET", message, BucketRule.ReadMessages, messages.Get),
            new("PATCH", message, BucketRule.EditMessage, messages.Edit),
            new("DELETE", message, BucketRule.DeleteMessage, messages.Delete),
            new("POST", $"{message}/crosspost", BucketRule.Crosspost, messages.Crosspost),
            new("POST", $"{message}/threads", BucketRule.Threads, threads.StartFromMessage),
            new("POST", $"{channel}/threads", BucketRule.Threads, threads.Start),
            new("POST", $"{channel}/typing", BucketRule.Other, messages.Typing),
            Open("POST", "interactions/{id}/{token}/callback", null, interactions.Callback),
            Open("POST", webhook, BucketRule.Webhook, interactions.FollowUp),
            Open("GET", $"{webhook}/messages/{{message}}", BucketRule.Webhook, interactions.Get),
            Open("PATCH", $"{webhook}/messages/{{message}}", BucketRule.Webhook, interactions.Edit),
            Open(
                "DELETE",
                $"{webhook}/messages/{{message}}",
                BucketRule.Webhook,
                interactions.Delete
            ),
            new(null, "{**path}", null, _ => throw Refusal.NotFound()),
        ];
    }

    private static IEnumerable<Route> Commands(CommandRoutes commands, string pattern) =>
        [
            new("GET", pattern, BucketRule.Commands, commands.List),
            new("PUT", pattern, BucketRule.Commands, commands.Replace),
            new("POST", pattern, BucketRule.Commands, commands.Create),
            new(null, pattern, null, _ => throw Refusal.MethodNotAllowed()),
            new("GET", $"{pattern}/{{command}}", BucketRule.Commands, commands.Get),
            new("PATCH", $"{pattern}/{{command}}", BucketRule.Commands, commands.Edit),
            new("DELETE", $"{pattern}/{{command}}", BucketRule.Commands, commands.Delete),
            new(null, $"{pattern}/{{command}}", null, _ => throw Refusal.MethodNotAllowed()),
        ];

    private static Route Open(
        string method,
        string pattern,
        BucketRule? bucket,
        Func<Call, Answer> handle
    ) => new(method, pattern, bucket, handle) { NeedsToken = false, IsOfInteraction = true };
}

/// <summary>The channel, server or message that a request is about, if the bot may see it.</summary>
internal static class Targets
{
    public static Guild GuildOf(this SandboxWorld world, Call call) =>
        world.GuildOf(call.Id("guild")) ?? throw Refusal.UnknownGuild();

    public static Channel ChannelOf(this SandboxWorld world, Call call)
    {
        var channel = world.ChannelOf(call.Id("channel")) ?? throw Refusal.UnknownChannel();
        return
            world.GuildOf(channel.GuildId) is not null
            && world.AllowsBot(channel, Permission.ViewChannel)
            ? channel
            : throw Refusal.MissingAccess();
    }

    public static Message MessageOf(this SandboxWorld world, Channel channel, Call call) =>
        world.MessageOf(channel.Id, call.Id("message")) is { OnlyFor: null } message
            ? message
            : throw Refusal.UnknownMessage();

    /// <exception cref="Refusal">The bot may not do this here.</exception>
    public static void Demand(this SandboxWorld world, Channel channel, Permission permission)
    {
        if (!world.AllowsBot(channel, permission))
            throw Refusal.MissingPermissions();
    }
}
