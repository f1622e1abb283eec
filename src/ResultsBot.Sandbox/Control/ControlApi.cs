using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ResultsBot.Sandbox.Page;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Control;

/// <summary>
/// <see cref="SandboxControl"/> over HTTP, for the page and for scripts in other languages. README.md lists the routes.
/// </summary>
internal sealed class ControlApi(SandboxControl control, PageFeed feed, ILogger log)
{
    public async Task Handle(HttpContext http, CancellationToken stopping)
    {
        var request = http.Request;
        var path = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..];
        try
        {
            if (path is ["feed"] && http.WebSockets.IsWebSocketRequest)
            {
                await feed.Accept(http, People.Find(request.Query["as"].ToString()), stopping);
                return;
            }
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(
                stopping,
                http.RequestAborted
            );
            var body = await ReadBody(request);
            await Write(
                http,
                200,
                await Answer(request.Method, path, new Body(body, request.Query), ended.Token)
            );
        }
        catch (CannotException e)
        {
            await Write(http, 400, Problem(e.Message, e.Option));
        }
        catch (Refusal e)
        {
            await Write(http, e.Status, Problem(e.Message));
        }
        catch (OperationCanceledException)
        {
            // Whoever asked has gone, or the sandbox is stopping.
            http.Abort();
        }
        catch (Exception e) when (e is not OutOfMemoryException && !http.Response.HasStarted)
        {
            log.LogError(
                e,
                "The sandbox could not do {Method} {Path}",
                request.Method,
                request.Path
            );
            await Write(http, 500, Problem("The sandbox has a fault; its log says more."));
        }
    }

    private async Task<JsonNode?> Answer(
        string method,
        string[] path,
        Body body,
        CancellationToken ct
    )
    {
        var people = control.People;
        var world = control.World;
        switch (method, path)
        {
            case ("GET", ["state"]):
                lock (world.Gate)
                    return feed.Snapshot(People.Find(body.Text("as")));
            case ("GET", ["channels"]):
                lock (world.Gate)
                {
                    var seer = body.Has("as") ? People.Find(body.Text("as")) : null;
                    return new JsonArray([
                        .. world
                            .Channels.Where(c => seer is null || people.Sees(seer, c))
                            .Select(c => (JsonNode)c.Json()),
                    ]);
                }
            case ("GET", ["channels", var c, "messages"]):
                return Messages(c, body);
            case ("DELETE", ["statistics"]):
                control.ResetStatistics();
                return Done();
            case ("GET", ["statistics"]):
                return JsonSerializer.SerializeToNode(
                    control.Statistics(),
                    JsonSerializerOptions.Web
                );

            case ("POST", ["channels", var c, "messages"]):
                return Id(control.Write(body.Text("as"), c, body.Text("content")));
            case ("POST", ["interactions", "command"]):
                return await Settle(
                    body.Has("text")
                        ? people.TypeCommand(
                            body.Text("as"),
                            body.Text("channel"),
                            body.Text("text"),
                            body.Files("files")
                        )
                        : people.UseCommand(
                            body.Text("as"),
                            body.Text("channel"),
                            body.Text("command"),
                            body.Map("options"),
                            files: body.Files("files")
                        ),
                    body,
                    ct
                );
            case ("POST", ["interactions", "autocomplete"]):
                return await Settle(
                    people.UseCommand(
                        body.Text("as"),
                        body.Text("channel"),
                        body.Text("command"),
                        body.Map("options"),
                        body.Text("focused")
                    ),
                    body,
                    ct
                );
            case ("POST", ["interactions", "component"]):
                return await Settle(
                    people.Use(
                        body.Text("as"),
                        body.Text("channel"),
                        body.Id("message"),
                        body.Text("custom_id"),
                        body.Has("values") ? body.List("values") : null
                    ),
                    body,
                    ct
                );
            case ("POST", ["interactions", "modal"]):
                return await Settle(
                    people.Submit(body.Text("as"), body.Id("interaction"), body.Map("values")),
                    body,
                    ct
                );
            case ("POST", ["messages", "dismiss"]):
                Dismiss(body);
                return Done();

            case ("POST", ["channels"]):
                var guild = body.Has("guild") ? body.Id("guild") : (ulong?)null;
                if (body.Has("count"))
                {
                    var made = control.CreateChannels(
                        body.Number("count", 1, 10_000),
                        body.TextOr("name", "channel"),
                        guild
                    );
                    return new JsonArray([.. made.Select(id => (JsonNode)Wire.Id(id))]);
                }
                var parent = body.Has("parent") ? Channel(body.Text("parent")) : (ulong?)null;
                var type =
                    body.Has("type") ? body.Number("type", 0, 20)
                    : parent is null ? 0
                    : ChannelType.PublicThread;
                return Id(control.CreateChannel(body.Text("name"), guild, type, parent));
            case ("DELETE", ["channels", var c]):
                control.DeleteChannel(Channel(c));
                return Done();
            case ("DELETE", ["channels", var c, "messages", var m]):
                control.DeleteMessage(Channel(c), Routes.Id(m));
                return Done();
            case ("PUT", ["channels", var c, "permissions"]):
                if (body.Has("role"))
                    control.SetRolePermissions(
                        Channel(c),
                        body.Text("role"),
                        body.List("deny"),
                        body.List("allow")
                    );
                else
                    control.SetBotPermissions(Channel(c), body.List("deny"), body.List("allow"));
                return Done();
            case ("PUT", ["channels", var c, "thread"]):
                control.SetThread(Channel(c), body.Flag("archived"), body.Flag("locked"));
                return Done();
            case ("PUT", ["roles", var r]):
                control.SetMentionable(r, body.Flag("mentionable"));
                return Done();
            case ("PUT", ["limits", "old-edits"]):
                control.LimitOldEdits(
                    TimeSpan.FromMilliseconds(body.Number("age_ms", 0, 86_400_000)),
                    body.Number("count", 0, 1_000_000),
                    TimeSpan.FromMilliseconds(body.Number("window_ms", 1, 86_400_000))
                );
                return Done();
            case ("PUT", ["guilds", var g, "permissions"]):
                control.SetBotRole(Routes.Id(g), body.List("remove"), body.List("add"));
                return Done();
            case ("DELETE", ["guilds", var g]):
                control.LoseGuild(Routes.Id(g), body.Flag("outage"));
                return Done();
            case ("PUT", ["guilds", var g]):
                control.BringBackGuild(Routes.Id(g));
                return Done();

            case ("POST", ["gateway", "close"]):
                return new JsonObject
                {
                    ["closed"] = control.CloseSockets(
                        body.Has("code") ? body.Number("code", 1000, 4999) : null
                    ),
                };
            case ("POST", ["gateway", "freeze"]):
                control.Break(new Fault(FaultKind.FreezeSockets));
                return Done();
            case ("POST", ["gateway", "reconnect"]):
                control.AskToReconnect();
                return Done();
            case ("POST", ["gateway", "invalidate"]):
                control.InvalidateSessions(body.Flag("resumable"));
                return Done();
            case ("POST", ["gateway", "forget"]):
                control.ForgetSessions();
                return Done();
            case ("POST", ["gateway", "heartbeat"]):
                control.AskForHeartbeat();
                return Done();
            case ("POST", ["faults", "script"]):
                control.Run(body.Script());
                return Done();
            case ("POST", ["faults", "add"]):
                control.Break(Body.Fault(body.Json));
                return Done();
            case ("DELETE", ["faults"]):
                control.Mend();
                return Done();
            case ("GET", ["faults"]):
                return new JsonObject(
                    control
                        .Struck()
                        .Select(s =>
                            KeyValuePair.Create(
                                JsonNamingPolicy.SnakeCaseLower.ConvertName($"{s.Key}"),
                                (JsonNode?)s.Value
                            )
                        )
                );
            case ("POST", ["faults"]):
                SetFaults(body);
                return Done();
            default:
                throw new Refusal(404, 0, "The sandbox has no such route.");
        }
    }

    private async Task<JsonNode> Settle(Interaction interaction, Body body, CancellationToken ct)
    {
        // The page does not wait: it is told of everything by its feed.
        var wait = body.TextOr("wait", "final");
        var outcome = wait is "none"
            ? Described(interaction)
            : await control.People.Settle(interaction, ct, firstAnswerOnly: wait is "first");
        return new JsonObject
        {
            ["interaction"] = Wire.Id(outcome.InteractionId),
            ["state"] = outcome.State,
            ["message"] = outcome.Message,
            ["modal"] = outcome.Modal,
            ["choices"] = new JsonArray([
                .. outcome.Choices.Select(c =>
                    (JsonNode)new JsonObject { ["name"] = c.Name, ["value"] = c.Value.DeepClone() }
                ),
            ]),
        };
    }

    private Outcome Described(Interaction interaction)
    {
        lock (control.World.Gate)
            return control.People.Describe(interaction);
    }

    private JsonNode Messages(string channel, Body body)
    {
        lock (control.World.Gate)
        {
            var before = body.Has("before") ? body.Id("before") : (ulong?)null;
            var limit = body.Has("limit") ? body.Number("limit", 1, 1000) : 100;
            if (body.Has("as"))
            {
                var person = People.Find(body.Text("as"));
                var seen = control.People.Channel(person, channel);
                return new JsonObject
                {
                    ["rev"] = control.World.Revision,
                    ["messages"] = feed.Messages(person, seen.Id, before, limit),
                };
            }
            return new JsonArray([
                .. control.Read(Channel(channel), limit).Select(m => (JsonNode)m),
            ]);
        }
    }

    private void Dismiss(Body body)
    {
        lock (control.World.Gate)
        {
            var person = People.Find(body.Text("as"));
            var channel = control.People.Channel(person, body.Text("channel"));
            if (
                control.World.MessageOf(channel.Id, body.Id("message")) is { } message
                && message.OnlyFor == person.User.Id
            )
                control.World.Delete(message);
        }
    }

    private void SetFaults(Body body)
    {
        var only = body.Has("path") ? body.Text("path") : null;
        if (body.Has("latency_ms") || body.Has("jitter_ms"))
            control.SetLatency(
                TimeSpan.FromMilliseconds(body.NumberOr("latency_ms", 0, 60_000)),
                TimeSpan.FromMilliseconds(body.NumberOr("jitter_ms", 0, 60_000))
            );
        if (body.Has("fail_before"))
            control.FailNext(
                Failure.ServerErrorBefore,
                body.Number("fail_before", 0, 1_000_000),
                only
            );
        if (body.Has("fail_after"))
            control.FailNext(
                Failure.ServerErrorAfter,
                body.Number("fail_after", 0, 1_000_000),
                only
            );
        if (body.Has("drop_after"))
            control.FailNext(Failure.NoAnswerAfter, body.Number("drop_after", 0, 1_000_000), only);
        if (body.Has("limit"))
            control.LimitNext(
                body.Number("limit", 0, 1_000_000),
                body.TextOr("scope", "user"),
                TimeSpan.FromMilliseconds(
                    body.Has("retry_after_ms") ? body.Number("retry_after_ms", 1, 86_400_000) : 1000
                ),
                only
            );
    }

    private ulong Channel(string nameOrId)
    {
        lock (control.World.Gate)
            return control
                    .World.Channels.FirstOrDefault(c =>
                        nameOrId.Equals(c.Name, StringComparison.Ordinal)
                        || nameOrId.Equals(Wire.Id(c.Id), StringComparison.Ordinal)
                    )
                    ?.Id
                ?? throw new CannotException($"There is no channel “{nameOrId}”.");
    }

    private static async Task<JsonObject> ReadBody(HttpRequest request)
    {
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, request.HttpContext.RequestAborted);
        if (memory.Length == 0)
            return [];
        // A form on a page elsewhere could post text/plain without asking; JSON it could not.
        if (
            request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            is not true
        )
            throw new CannotException("The body must be application/json.");
        return SafeJson.TryParse(memory.ToArray(), out var json) && json is JsonObject o
            ? o
            : throw new CannotException("The body must be a JSON object.");
    }

    private static async Task Write(HttpContext http, int status, JsonNode? json)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json?.ToJsonString() ?? "null"));
    }

    private static JsonObject Problem(string message, string? option = null) =>
        new() { ["error"] = message, ["option"] = option };

    private static JsonObject Done() => new() { ["ok"] = true };

    private static JsonObject Id(ulong id) => new() { ["id"] = Wire.Id(id) };

    /// <summary>A request's fields, whether they come in the body or in the address.</summary>
    private sealed class Body(JsonObject json, IQueryCollection query)
    {
        public JsonObject Json => json;

        public FaultScript Script() =>
            new(
                Number("seed", 0, int.MaxValue),
                [
                    .. (json["faults"] as JsonArray ?? [])
                        .Select(f =>
                            f as JsonObject
                            ?? throw new CannotException("“faults” must hold objects.")
                        )
                        .Select(Fault),
                ]
            );

        public static Fault Fault(JsonObject given)
        {
            var one = new Body(given, new QueryCollection());
            var name = one.Text("fault").Replace("_", "", StringComparison.Ordinal);
            if (
                !Enum.TryParse<FaultKind>(name, ignoreCase: true, out var kind)
                || !Enum.IsDefined(kind)
                || char.IsAsciiDigit(name[0])
            )
                throw new CannotException($"There is no fault “{one.Text("fault")}”.", "fault");
            TimeSpan Milliseconds(string field, int otherwise) =>
                TimeSpan.FromMilliseconds(one.NumberOr(field, otherwise, 86_400_000));
            return new Fault(kind)
            {
                Count = one.TextOr("count", "1") is "always"
                    ? null
                    : one.NumberOr("count", 1, 1_000_000),
                Probability = one.Chance("probability"),
                AfterRequests = one.NumberOr("after_requests", 0, 1_000_000),
                After = Milliseconds("after_ms", 0),
                OnlyPath = one.Has("path") ? one.Text("path") : null,
                Scope = one.TextOr("scope", "user"),
                RetryAfter = Milliseconds("retry_after_ms", 1000),
                HeaderRetryAfter = one.Has("header_retry_after_ms")
                    ? Milliseconds("header_retry_after_ms", 0)
                    : null,
                Code = one.Has("code") ? one.Number("code", 1000, 4999) : 4000,
                Shift = TimeSpan.FromMilliseconds(Form.AsInteger(given["shift_ms"]) ?? 0),
            };
        }

        public bool Has(string name) => json[name] is not null || query.ContainsKey(name);

        public string Text(string name) =>
            Form.AsText(json[name])
            ?? (query.TryGetValue(name, out var value) ? value.ToString() : null)
            ?? throw new CannotException($"“{name}” is needed.", name);

        public string TextOr(string name, string otherwise) => Has(name) ? Text(name) : otherwise;

        public ulong Id(string name) =>
            Snowflake.TryParse(Text(name), out var id)
                ? id
                : throw new CannotException($"“{name}” must be an id.", name);

        public int Number(string name, int min, int max) =>
            int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && n >= min
            && n <= max
                ? n
                : throw new CannotException(
                    $"“{name}” must be a whole number from {min} to {max}.",
                    name
                );

        /// <summary>From 0 to 1; certain where it is left out.</summary>
        private double Chance(string name) =>
            json[name] is not { } given ? 1
            : given.GetValueKind() is JsonValueKind.Number
            && given.GetValue<double>() is >= 0 and <= 1 and var chance
                ? chance
            : throw new CannotException($"“{name}” must be from 0 to 1.", name);

        public int NumberOr(string name, int otherwise, int max) =>
            Has(name) ? Number(name, 0, max) : otherwise;

        public bool Flag(string name) =>
            json[name] is JsonValue v && v.TryGetValue<bool>(out var flag)
                ? flag
                : query[name].ToString() is "true" or "1";

        public IReadOnlyList<string> List(string name) =>
            json[name] switch
            {
                null => [],
                JsonArray list =>
                [
                    .. list.Select(i =>
                        Form.AsText(i)
                        ?? throw new CannotException($"“{name}” must hold texts.", name)
                    ),
                ],
                _ => throw new CannotException($"“{name}” must be a list.", name),
            };

        /// <summary>{"option": {"filename", "content_type", "data": base64}}</summary>
        public IReadOnlyDictionary<string, UploadedFile> Files(string name) =>
            Map(name)
                .ToDictionary(
                    f => f.Key,
                    f =>
                        f.Value is JsonObject file
                        && Form.AsText(file["filename"]) is { Length: > 0 } called
                        && TryBytes(Form.AsText(file["data"]), out var bytes)
                            ? new UploadedFile(
                                called,
                                Form.AsText(file["content_type"]) ?? "application/octet-stream",
                                bytes
                            )
                            : throw new CannotException($"“{f.Key}” must be a file.", f.Key),
                    StringComparer.Ordinal
                );

        private static bool TryBytes(string? base64, out byte[] bytes)
        {
            bytes = new byte[(base64?.Length ?? 0) / 4 * 3];
            if (base64 is null || !Convert.TryFromBase64String(base64, bytes, out var length))
                return false;
            Array.Resize(ref bytes, length);
            return true;
        }

        public IReadOnlyDictionary<string, JsonNode?> Map(string name) =>
            json[name] switch
            {
                null => new Dictionary<string, JsonNode?>(StringComparer.Ordinal),
                JsonObject map => map.ToDictionary(
                    p => p.Key,
                    p => p.Value,
                    StringComparer.Ordinal
                ),
                _ => throw new CannotException($"“{name}” must be an object.", name),
            };
    }
}
