using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ResultsBot.Sandbox.Slack;

/// <summary>The methods, from a request to its answer: always 200 with <c>ok</c>, but for a limit.</summary>
internal sealed class SlackMethods(SlackWorkspace workspace, string token)
{
    private const long LongestBody = 1024 * 1024;
    private const int UsualPage = 100;
    private const int LongestPage = 999;

    private readonly SlackFileMethods _files = new(workspace);

    public async Task Answer(string method, HttpContext http)
    {
        var arguments = await Read(http.Request, http.RequestAborted);
        if (!IsAllowed(http.Request, arguments))
        {
            await Say(http, Error(arguments is null ? "invalid_form_data" : "invalid_auth"));
            return;
        }
        var answer = method switch
        {
            "auth.test" => AuthTest(),
            "chat.postMessage" => Post(arguments!),
            "chat.update" => Update(arguments!),
            "conversations.history" => History(arguments!),
            "files.getUploadURLExternal" => _files.GetUploadUrl(
                Text(arguments!, "filename"),
                Text(arguments!, "length"),
                Text(arguments!, "alt_txt") ?? Text(arguments!, "alt_text"),
                new Uri($"{http.Request.Scheme}://{http.Request.Host}/upload/")
            ),
            "files.completeUploadExternal" => _files.Complete(
                Structured(arguments!, "files"),
                Text(arguments!, "channel_id"),
                Text(arguments!, "initial_comment")
            ),
            "files.delete" => _files.Delete(Text(arguments!, "file")),
            _ => Error("unknown_method"),
        };
        if (string.Equals((string?)answer["error"], "ratelimited", StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = "1";
        }
        await Say(http, answer);
    }

    /// <summary>Whoever was told the address may bring a file there.</summary>
    public Task Take(string file, HttpContext http) => _files.Take(file, http);

    private bool IsAllowed(HttpRequest request, JsonObject? arguments) =>
        arguments is not null
        && (
            string.Equals(
                request.Headers.Authorization.ToString(),
                $"Bearer {token}",
                StringComparison.Ordinal
            ) || string.Equals(Text(arguments, "token"), token, StringComparison.Ordinal)
        );

    private static JsonObject AuthTest() =>
        new()
        {
            ["ok"] = true,
            ["url"] = "https://sandbox.slack.com/",
            ["team"] = "Sandbox",
            ["team_id"] = "T00000001",
            ["user"] = "resultsbot",
            ["user_id"] = "U00000001",
            ["bot_id"] = "B00000001",
        };

    private JsonObject Post(JsonObject arguments)
    {
        var channel = Text(arguments, "channel");
        if (workspace.Refuse(channel, toPost: true) is { } refusal)
            return Error(refusal);
        if (Content(arguments, out var text, out var blocks, out var metadata) is { } wrong)
            return Error(wrong);
        return workspace.Post(channel!, text, blocks, metadata) is { } posted
            ? Done(channel!, posted)
            : Error("ratelimited");
    }

    private JsonObject Update(JsonObject arguments)
    {
        var channel = Text(arguments, "channel");
        if (workspace.Refuse(channel, toPost: true) is { } refusal)
            return Error(refusal);
        if (Content(arguments, out var text, out var blocks, out _) is { } wrong)
            return Error(wrong);
        return workspace.Update(channel!, Text(arguments, "ts"), text, blocks) is { } updated
            ? Done(channel!, updated)
            : Error("message_not_found");
    }

    /// <summary>The newest first, a page at a time; metadata only where it is asked for.</summary>
    private JsonObject History(JsonObject arguments)
    {
        var channel = Text(arguments, "channel");
        if (workspace.Refuse(channel, toPost: false) is { } refusal)
            return Error(refusal);
        var limit = Math.Clamp(Number(arguments, "limit") ?? UsualPage, 1, LongestPage);
        var from = Number(arguments, "cursor") ?? 0;
        var oldest = Moment(arguments, "oldest") ?? 0;
        var withMetadata = Text(arguments, "include_all_metadata") is "true" or "1";
        var found = workspace
            .Read(channel!)
            .Where(m => decimal.Parse(m.Ts, CultureInfo.InvariantCulture) > oldest)
            .Reverse()
            .ToArray();
        var hasMore = from + limit < found.Length;
        return new JsonObject
        {
            ["ok"] = true,
            ["messages"] = new JsonArray([
                .. found.Skip(from).Take(limit).Select(m => Shown(m, withMetadata)),
            ]),
            ["has_more"] = hasMore,
            ["response_metadata"] = new JsonObject
            {
                ["next_cursor"] = hasMore
                    ? (from + limit).ToString(CultureInfo.InvariantCulture)
                    : "",
            },
        };
    }

    private static JsonObject Done(string channel, SlackMessage message) =>
        new()
        {
            ["ok"] = true,
            ["channel"] = channel,
            ["ts"] = message.Ts,
            ["text"] = message.Text,
            ["message"] = Shown(message, withMetadata: true),
        };

    private static JsonObject Shown(SlackMessage message, bool withMetadata)
    {
        var shown = new JsonObject
        {
            ["type"] = "message",
            ["user"] = "U00000001",
            ["bot_id"] = "B00000001",
            ["ts"] = message.Ts,
            ["text"] = message.Text,
        };
        if (message.Blocks is not null)
            shown["blocks"] = message.Blocks.DeepClone();
        if (message.Metadata is not null && withMetadata)
            shown["metadata"] = message.Metadata.DeepClone();
        if (!message.Files.IsEmpty)
            shown["files"] = new JsonArray([
                .. message.Files.Select(f => new JsonObject { ["id"] = f }),
            ]);
        return shown;
    }

    /// <returns>What is wrong with it, in Slack's words; null for nothing.</returns>
    private string? Content(
        JsonObject arguments,
        out string text,
        out JsonArray? blocks,
        out JsonObject? metadata
    )
    {
        text = Text(arguments, "text") ?? "";
        blocks = null;
        metadata = null;
        if (Structured(arguments, "blocks") is { } given)
        {
            blocks = given as JsonArray;
            if (SlackBlockRules.Refuse(blocks, workspace.Files.CanShow) is { } wrong)
                return wrong;
        }
        if (Structured(arguments, "metadata") is { } beside)
        {
            metadata = beside as JsonObject;
            if (metadata?["event_type"] is null || metadata["event_payload"] is not JsonObject)
                return "invalid_metadata_format";
        }
        return text.Length == 0 && blocks is null ? "no_text"
            : text.Length > SlackBlockRules.LongestText ? "msg_too_long"
            : null;
    }

    /// <summary>As JSON, or as a form whose structured fields are JSON.</summary>
    private static async Task<JsonObject?> Read(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > LongestBody)
            return null;
        var arguments = new JsonObject();
        foreach (var (name, value) in request.Query)
            arguments[name] = value.ToString();
        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync(ct))
                arguments[name] = value.ToString();
            return arguments;
        }
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true)
        {
            try
            {
                return await JsonNode.ParseAsync(request.Body, cancellationToken: ct) as JsonObject;
            }
            catch (JsonException)
            {
                return null;
            }
        }
        return arguments;
    }

    private static JsonNode? Structured(JsonObject arguments, string name)
    {
        if (arguments[name] is not JsonValue value || !value.TryGetValue<string>(out var text))
            return arguments[name]?.DeepClone();
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return new JsonObject();
        }
    }

    private static string? Text(JsonObject arguments, string name) =>
        arguments[name] is JsonValue value ? value.ToString() : null;

    private static int? Number(JsonObject arguments, string name) =>
        int.TryParse(
            Text(arguments, name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    private static decimal? Moment(JsonObject arguments, string name) =>
        decimal.TryParse(
            Text(arguments, name),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var moment
        )
            ? moment
            : null;

    internal static JsonObject Error(string error) => new() { ["ok"] = false, ["error"] = error };

    private static async Task Say(HttpContext http, JsonObject answer)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted);
    }
}
