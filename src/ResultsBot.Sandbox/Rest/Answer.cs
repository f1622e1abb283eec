using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.Rest;

internal sealed record Answer(int Status, string? Json)
{
    public string ContentType { get; init; } = "application/json";

    /// <summary>What the body is encoded with, as its header says, in the place of <see cref="Json"/>; null for none.</summary>
    public (string Name, byte[] Body)? Encoded { get; init; }

    /// <summary>An answer that nobody can read.</summary>
    public Answer Garbled(FaultKind how) =>
        this with
        {
            Json = Json ?? "{}",
            Encoded = how switch
            {
                FaultKind.CutGzip => ("gzip", CutGzip(Json ?? "{}")),
                FaultKind.NoBrotli => ("br", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
                _ => ("gzip", "no gzip"u8.ToArray()),
            },
        };

    private static byte[] CutGzip(string json)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(json));
        return memory.ToArray()[..(int)(memory.Length / 2)];
    }

    /// <summary>What Cloudflare shows in Discord's place.</summary>
    public static Answer Page(int status, string title) =>
        new(
            status,
            $"<!DOCTYPE html><html><head><title>{title}</title></head><body>{title}</body></html>"
        )
        {
            ContentType = "text/html; charset=UTF-8",
        };

    public static readonly Answer NoContent = new(204, null);

    public static Answer Ok(JsonNode json) => new(200, json.ToJsonString());

    public static Answer Ok(string json) => new(200, json);

    public static Answer Created(JsonNode json) => new(201, json.ToJsonString());
}

/// <summary>A limit of a single message or channel, beside its route's bucket.</summary>
/// <param name="code">Discord's code for it.</param>
/// <param name="headerLies">Whether Retry-After says one second, whatever the body says, as has been seen.</param>
internal sealed class LimitReached(
    int code,
    string message,
    string scope,
    TimeSpan wait,
    bool headerLies
) : Exception(message)
{
    public int Code { get; } = code;
    public string Scope { get; } = scope;
    public TimeSpan Wait { get; } = wait;
    public bool HeaderLies { get; } = headerLies;
}

/// <summary>A request Discord would refuse, with its HTTP status and its own code.</summary>
internal sealed class Refusal(int status, int code, string message, JsonObject? errors = null)
    : Exception(message)
{
    public int Status { get; } = status;

    public string Json
    {
        get
        {
            var json = new JsonObject { ["message"] = Message, ["code"] = Code };
            if (errors is not null)
                json["errors"] = errors.DeepClone();
            return json.ToJsonString();
        }
    }

    public int Code { get; } = code;

    public static Refusal Unauthorized() => new(401, 0, "401: Unauthorized");

    public static Refusal NotFound() => new(404, 0, "404: Not Found");

    public static Refusal MethodNotAllowed() => new(405, 0, "405: Method Not Allowed");

    public static Refusal BadJson() => new(400, 50109, "The request body contains invalid JSON.");

    public static Refusal UnknownChannel() => new(404, 10003, "Unknown Channel");

    public static Refusal UnknownGuild() => new(404, 10004, "Unknown Guild");

    public static Refusal UnknownMessage() => new(404, 10008, "Unknown Message");

    public static Refusal UnknownUser() => new(404, 10013, "Unknown User");

    public static Refusal UnknownWebhook() => new(404, 10015, "Unknown Webhook");

    public static Refusal InvalidWebhookToken() => new(401, 50027, "Invalid Webhook Token");

    public static Refusal UnknownInteraction() => new(404, 10062, "Unknown interaction");

    public static Refusal UnknownCommand() => new(404, 10063, "Unknown application command");

    public static Refusal AlreadyAcknowledged() =>
        new(400, 40060, "Interaction has already been acknowledged.");

    public static Refusal MissingAccess() => new(403, 50001, "Missing Access");

    public static Refusal MissingPermissions() => new(403, 50013, "Missing Permissions");

    public static Refusal NotYourMessage() =>
        new(403, 50005, "Cannot edit a message authored by another user");

    public static Refusal WrongKindOfChannel() =>
        new(400, 50024, "Cannot execute action on this channel type");

    public static Refusal ArchivedThread() =>
        new(400, 50083, "Tried to perform an operation on an archived thread");

    public static Refusal LockedThread() => new(403, 160005, "Thread is locked");

    public static Refusal EmptyMessage() => new(400, 50006, "Cannot send an empty message");
}
