using System.Text.Json.Nodes;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>A request Discord would refuse, with its HTTP status and its own code.</summary>
internal sealed class Refusal(int status, int code, string message, JsonObject? errors = null)
    : Exception(message)
{
    public int Status { get; } = status;

    public string Json
    {
        get
        {
            var json = Shape.Of(("message", Message), ("code", code));
            if (errors is not null)
                json["errors"] = errors.DeepClone();
            return json.ToJsonString();
        }
    }

    public static Refusal Unauthorized() => new(401, 0, "401: Unauthorized");

    public static Refusal NotFound() => new(404, 0, "404: Not Found");

    public static Refusal MethodNotAllowed() => new(405, 0, "405: Method Not Allowed");

    public static Refusal ServerError() => new(500, 0, "500: Internal Server Error");

    public static Refusal NoUserAgent() => new(403, 40333, "internal network error");

    public static Refusal TooLarge() => new(413, 40005, "Request entity too large");

    public static Refusal BadJson() => new(400, 50109, "The request body contains invalid JSON.");

    public static Refusal UnknownChannel() => new(404, 10003, "Unknown Channel");

    public static Refusal UnknownGuild() => new(404, 10004, "Unknown Guild");

    public static Refusal UnknownMember() => new(404, 10007, "Unknown Member");

    public static Refusal UnknownMessage() => new(404, 10008, "Unknown Message");

    public static Refusal UnknownUser() => new(404, 10013, "Unknown User");

    public static Refusal UnknownWebhook() => new(404, 10015, "Unknown Webhook");

    public static Refusal InvalidWebhookToken() => new(401, 50027, "Invalid Webhook Token");

    public static Refusal UnknownInteraction() => new(404, 10062, "Unknown interaction");

    public static Refusal UnknownCommand() => new(404, 10063, "Unknown application command");

    public static Refusal AlreadyAcknowledged() =>
        new(400, 40060, "Interaction has already been acknowledged.");

    public static Refusal NoMessagesInForums() =>
        new(400, 40058, "Cannot send messages in a forum channel");

    public static Refusal TagRequired() =>
        new(400, 40067, "A tag is required to create a forum post in this channel");

    public static Refusal AlreadyCrossposted() =>
        new(400, 40033, "This message has already been crossposted");

    public static Refusal MissingAccess() => new(403, 50001, "Missing Access");

    public static Refusal MissingPermissions() => new(403, 50013, "Missing Permissions");

    public static Refusal NotYourMessage() =>
        new(403, 50005, "Cannot edit a message authored by another user");

    public static Refusal EmptyMessage() => new(400, 50006, "Cannot send an empty message");

    public static Refusal WrongKindOfChannel() =>
        new(400, 50024, "Cannot execute action on this channel type");

    public static Refusal ArchivedThread() =>
        new(400, 50083, "Tried to perform an operation on an archived thread");

    public static Refusal ReplyWithoutHistory() =>
        new(403, 160002, "Cannot reply without permission to read message history");

    public static Refusal ThreadExists() =>
        new(400, 160004, "A thread has already been created for this message");

    public static Refusal LockedThread() => new(403, 160005, "Thread is locked");
}
