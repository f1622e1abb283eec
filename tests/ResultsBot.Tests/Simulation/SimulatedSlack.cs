using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace ResultsBot.Simulation;

/// <summary>A workspace of Slack as far as the bot can tell: messages with their metadata, edits and history. It outlives the bot.</summary>
internal sealed class SimulatedSlack(TimeProvider time)
{
    public const string Host = "slack.example";

    private readonly List<SlackMessage> _messages = [];
    private readonly Dictionary<string, DateTimeOffset?> _files = [];
    private int _uploads;

    /// <summary>What a method answers in place of doing it, by its name; null where it does it.</summary>
    public Func<string, string?> Refuses { get; set; } = _ => null;

    /// <summary>As the API answers 429, for so many seconds; null where it does not.</summary>
    public Func<string, int?> Limits { get; set; } = _ => null;

    public IReadOnlyList<SlackMessage> Read(string channel) =>
        [.. _messages.Where(m => m.Channel == channel)];

    public List<(string Method, DateTimeOffset At)> Asked { get; } = [];

    /// <summary>How long a file that was uploaded is still looked at: until then a message that shows it is refused.</summary>
    public TimeSpan LookedAtFor { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The ids of the files that there are.</summary>
    public IReadOnlyCollection<string> Files => _files.Keys;

    /// <summary>Somebody has deleted all files there.</summary>
    public void Forget() => _files.Clear();

    public HttpResponseMessage Serve(WebRequest request)
    {
        var method = request.Message.RequestUri!.AbsolutePath.Split('/')[^1];
        Asked.Add((method, time.GetUtcNow()));
        if (
            request.Message.RequestUri.AbsolutePath.StartsWith("/upload/", StringComparison.Ordinal)
        )
        {
            return request.Header("Authorization") is null
                ? new HttpResponseMessage(HttpStatusCode.OK)
                : throw new InvalidOperationException("The token is nobody's business here.");
        }
        if (request.Header("Authorization") != "Bearer xoxb-secret")
        {
            return Error("not_authed");
        }
        if (Limits(method) is { } seconds)
        {
            var limited = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            limited.Headers.Add("Retry-After", $"{seconds}");
            return limited;
        }
        if (Refuses(method) is { } error)
        {
            return Error(error);
        }
        return method switch
        {
            "chat.postMessage" => Post(JsonNode.Parse(request.Body)!.AsObject()),
            "chat.update" => Update(JsonNode.Parse(request.Body)!.AsObject()),
            "conversations.history" => History(
                HttpUtility.ParseQueryString(request.Message.RequestUri.Query)
            ),
            "files.getUploadURLExternal" => Announce(),
            "files.completeUploadExternal" => Complete(JsonNode.Parse(request.Body)!),
            "files.delete" => Delete(HttpUtility.ParseQueryString(request.Body)["file"]!),
            _ => Error("unknown_method"),
        };
    }

    private HttpResponseMessage Announce()
    {
        var id = $"F{++_uploads:D8}";
        _files.Add(id, null);
        return Answer(
            new JsonObject
            {
                ["ok"] = true,
                ["upload_url"] = $"https://{Host}/upload/{id}",
                ["file_id"] = id,
            }
        );
    }

    private HttpResponseMessage Complete(JsonNode body)
    {
        foreach (var file in body["files"]!.AsArray())
        {
            _files[(string)file!["id"]!] = time.GetUtcNow() + LookedAtFor;
        }
        return Answer(new JsonObject { ["ok"] = true });
    }

    private HttpResponseMessage Delete(string file) =>
        _files.Remove(file) ? Answer(new JsonObject { ["ok"] = true }) : Error("file_not_found");

    private bool CanShow(JsonObject body) =>
        body["blocks"]!
            .AsArray()
            .Select(b => (string?)b!["slack_file"]?["id"])
            .OfType<string>()
            .All(f => _files.GetValueOrDefault(f) <= time.GetUtcNow());

    private HttpResponseMessage Post(JsonObject body)
    {
        if (!CanShow(body))
        {
            return Error("invalid_blocks");
        }
        var ts =
            $"{time.GetUtcNow().ToUnixTimeSeconds()}.{_messages.Count.ToString("D6", CultureInfo.InvariantCulture)}";
        _messages.Add(
            new SlackMessage((string)body["channel"]!, ts)
            {
                Body = body,
                Key = (string?)body["metadata"]?["event_payload"]?["key"],
            }
        );
        return Answer(
            new JsonObject
            {
                ["ok"] = true,
                ["ts"] = ts,
                ["channel"] = (string)body["channel"]!,
            }
        );
    }

    private HttpResponseMessage Update(JsonObject body)
    {
        var message = _messages.Find(m => m.Ts == (string?)body["ts"]);
        if (message is null)
        {
            return Error("message_not_found");
        }
        if (!CanShow(body))
        {
            return Error("invalid_blocks");
        }
        message.Body = body;
        message.Edits++;
        return Answer(new JsonObject { ["ok"] = true, ["ts"] = message.Ts });
    }

    /// <summary>The newest first, a few at a time.</summary>
    private HttpResponseMessage History(System.Collections.Specialized.NameValueCollection query)
    {
        const int Page = 3;
        var oldest = decimal.Parse(query["oldest"]!, CultureInfo.InvariantCulture);
        var found = Read(query["channel"]!)
            .Where(m => decimal.Parse(m.Ts, CultureInfo.InvariantCulture) > oldest)
            .Reverse()
            .ToArray();
        var from = query["cursor"] is { Length: > 0 } cursor
            ? int.Parse(cursor, CultureInfo.InvariantCulture)
            : 0;
        return Answer(
            new JsonObject
            {
                ["ok"] = true,
                ["messages"] = new JsonArray([
                    .. found
                        .Skip(from)
                        .Take(Page)
                        .Select(m => new JsonObject
                        {
                            ["ts"] = m.Ts,
                            ["metadata"] = new JsonObject
                            {
                                ["event_type"] = "resultsbot_post",
                                ["event_payload"] = new JsonObject { ["key"] = m.Key },
                            },
                        }),
                ]),
                ["response_metadata"] = new JsonObject
                {
                    ["next_cursor"] = from + Page < found.Length ? $"{from + Page}" : "",
                },
            }
        );
    }

    private static HttpResponseMessage Error(string error) =>
        Answer(new JsonObject { ["ok"] = false, ["error"] = error });

    private static HttpResponseMessage Answer(JsonObject body) =>
        new(HttpStatusCode.OK)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
}

internal sealed class SlackMessage(string channel, string ts)
{
    public string Channel { get; } = channel;

    public string Ts { get; } = ts;

    public string? Key { get; init; }

    public required JsonObject Body { get; set; }

    public int Edits { get; set; }

    /// <summary>The ids of the files that it shows.</summary>
    public IEnumerable<string> Files =>
        Body["blocks"]!.AsArray().Select(b => (string?)b!["slack_file"]?["id"]).OfType<string>();

    /// <summary>All that is read of it, a line each.</summary>
    public string Text => string.Join('\n', Texts(Body["blocks"]));

    /// <summary>The same of what would be sent.</summary>
    public static string TextOf(byte[] body) =>
        string.Join('\n', Texts(JsonNode.Parse(body)!["blocks"]));

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonObject o => o["text"] is JsonValue text
                ? [(string)text!]
                : o.Select(p => p.Value).SelectMany(Texts),
            JsonArray a => a.SelectMany(Texts),
            _ => [],
        };
}
