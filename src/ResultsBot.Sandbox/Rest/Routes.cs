using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

internal sealed class Call(string[] path, IQueryCollection query, Func<RequestBody> parse)
{
    private readonly Lazy<RequestBody> _body = new(parse, LazyThreadSafetyMode.None);

    public string[] Path => path;
    public JsonNode? Body => _body.Value.Json;
    public IReadOnlyDictionary<int, UploadedFile> Files => _body.Value.Files;

    public string? Query(string name) =>
        query.TryGetValue(name, out var values) ? values.ToString() : null;

    public bool Flag(string name) => Query(name) is "true" or "True" or "1";
}

internal sealed record Route(
    BucketRule? Bucket,
    string Major,
    Func<Call, Answer> Handle,
    bool NeedsToken = true,
    bool FreeOfGlobalLimit = false
);

/// <summary>Every route the sandbox knows, one a line. What is not here is Discord's 404.</summary>
internal sealed class Routes(
    GeneralRoutes general,
    CommandRoutes commands,
    MessageRoutes messages,
    ThreadRoutes threads,
    InteractionRoutes interactions
)
{
    public Route Find(string method, string[] path) =>
        (method, path) switch
        {
            ("GET", ["gateway"]) => new(BucketRule.Other, "", general.Gateway, NeedsToken: false),
            ("GET", ["gateway", "bot"]) => new(BucketRule.GatewayBot, "", general.GatewayBot),
            ("GET", ["users", _]) => new(BucketRule.Other, "", general.User),
            ("GET", ["users", "@me", "guilds"]) => new(BucketRule.Other, "", general.OwnGuilds),
            ("GET", ["oauth2", "applications", "@me"]) => new(
                BucketRule.Other,
                "",
                general.Application
            ),
            ("GET", ["applications", "@me"]) => new(BucketRule.Other, "", general.Application),
            ("GET", ["guilds", var g]) => new(BucketRule.Other, g, general.Guild),
            ("GET", ["guilds", var g, "channels"]) => new(
                BucketRule.Other,
                g,
                general.GuildChannels
            ),
            ("GET", ["guilds", var g, "roles"]) => new(BucketRule.Other, g, general.GuildRoles),
            ("GET", ["guilds", var g, "members", _]) => new(
                BucketRule.Other,
                g,
                general.GuildMember
            ),
            ("GET", ["channels", var c]) => new(BucketRule.Other, c, general.Channel),

            (_, ["applications", _, "commands"]) => new(
                BucketRule.Commands,
                "",
                commands.All(method)
            ),
            (_, ["applications", _, "commands", _]) => new(
                BucketRule.Commands,
                "",
                commands.One(method)
            ),
            (_, ["applications", _, "guilds", var g, "commands"]) => new(
                BucketRule.Commands,
                g,
                commands.All(method)
            ),
            (_, ["applications", _, "guilds", var g, "commands", _]) => new(
                BucketRule.Commands,
                g,
                commands.One(method)
            ),

            ("GET", ["channels", var c, "messages"]) => new(
                BucketRule.ReadMessages,
                c,
                messages.List
            ),
            ("POST", ["channels", var c, "messages"]) => new(
                BucketRule.CreateMessage,
                c,
                messages.Create
            ),
            ("GET", ["channels", var c, "messages", _]) => new(
                BucketRule.ReadMessages,
                c,
                messages.Get
            ),
            ("PATCH", ["channels", var c, "messages", _]) => new(
                BucketRule.EditMessage,
                c,
                messages.Edit
            ),
            ("DELETE", ["channels", var c, "messages", _]) => new(
                BucketRule.DeleteMessage,
                c,
                messages.Delete
            ),
            ("POST", ["channels", var c, "messages", _, "crosspost"]) => new(
                BucketRule.Crosspost,
                c,
                messages.Crosspost
            ),
            ("POST", ["channels", var c, "messages", _, "threads"]) => new(
                BucketRule.Threads,
                c,
                threads.StartFromMessage
            ),
            ("POST", ["channels", var c, "threads"]) => new(BucketRule.Threads, c, threads.Start),
            ("POST", ["channels", var c, "typing"]) => new(BucketRule.Other, c, messages.Typing),

            ("POST", ["interactions", _, var token, "callback"]) => Open(
                null,
                token,
                interactions.Callback
            ),
            ("POST", ["webhooks", _, var token]) => Open(
                BucketRule.Webhook,
                token,
                interactions.FollowUp
            ),
            ("GET", ["webhooks", _, var token, "messages", _]) => Open(
                BucketRule.Webhook,
                token,
                interactions.Get
            ),
            ("PATCH", ["webhooks", _, var token, "messages", _]) => Open(
                BucketRule.Webhook,
                token,
                interactions.Edit
            ),
            ("DELETE", ["webhooks", _, var token, "messages", _]) => Open(
                BucketRule.Webhook,
                token,
                interactions.Delete
            ),
            _ => throw Refusal.NotFound(),
        };

    private static Route Open(BucketRule? bucket, string token, Func<Call, Answer> handle) =>
        new(bucket, token, handle, NeedsToken: false, FreeOfGlobalLimit: true);

    /// <summary>What tells one logical message from another when it is sent again: its nonce, or else what it says.</summary>
    public static string KeyOf(JsonNode? body) =>
        body is JsonObject o && Form.AsText(o["nonce"]) is { Length: > 0 } nonce
            ? "nonce " + nonce
            : "body "
                + Convert.ToHexString(
                    SHA256.HashData(Encoding.UTF8.GetBytes(body?.ToJsonString() ?? ""))
                );

    public static ulong Id(string text) =>
        Snowflake.TryParse(text, out var id)
            ? id
            : throw new Refusal(
                400,
                50035,
                "Invalid Form Body",
                new JsonObject
                {
                    ["_errors"] = new JsonArray(
                        new JsonObject
                        {
                            ["code"] = "NUMBER_TYPE_COERCE",
                            ["message"] = $"Value \"{text}\" is not snowflake.",
                        }
                    ),
                }
            );

    public static int Limit(Call call, int usual, int max)
    {
        if (call.Query("limit") is not { } text)
            return usual;
        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit >= 1
            && limit <= max
            ? limit
            : throw new Refusal(
                400,
                50035,
                "Invalid Form Body",
                new JsonObject
                {
                    ["limit"] = new JsonObject
                    {
                        ["_errors"] = new JsonArray(
                            new JsonObject
                            {
                                ["code"] = "NUMBER_TYPE_MAX",
                                ["message"] = $"int value should be between 1 and {max}.",
                            }
                        ),
                    },
                }
            );
    }
}
