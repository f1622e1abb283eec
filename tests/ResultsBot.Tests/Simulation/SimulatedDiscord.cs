using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ResultsBot.Discord;
using ResultsBot.Outlets.Discord;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Simulation;

/// <summary>How often something goes wrong, as a share of all requests.</summary>
internal sealed record Faults(
    double ErrorBefore = 0,
    double ErrorAfter = 0,
    double NoAnswerBefore = 0,
    double NoAnswerAfter = 0,
    double Limited = 0
)
{
    public static Faults None { get; } = new();
}

/// <summary>A message as it stands in a channel.</summary>
internal sealed record SimulatedMessage(
    ulong Id,
    ulong Place,
    string? Nonce,
    DateTimeOffset At,
    JsonObject Body,
    int Edits = 0,
    bool IsPublished = false
)
{
    public string? Content => (string?)Body["content"];

    public IEnumerable<JsonObject> Embeds =>
        (Body["embeds"] as JsonArray ?? []).Select(e => (JsonObject)e!);

    public IEnumerable<string> Titles => Headlines.Of(Body);

    public string Text =>
        string.Join(
            '\n',
            Embeds
                .SelectMany(e =>
                    new[] { (string?)e["title"], (string?)e["description"], Footer(e) }
                )
                .Prepend(Content is { } content ? content[Mention(content)..] : "")
        );

    /// <summary>How long the mention of a role is that it begins with.</summary>
    private static int Mention(string content) =>
        content.StartsWith("<@&", StringComparison.Ordinal)
            ? content.IndexOf(' ', StringComparison.Ordinal) + 1
            : 0;

    public IEnumerable<DateTimeOffset?> Timestamps =>
        Embeds.Select(e => (DateTimeOffset?)e["timestamp"]);

    private static string? Footer(JsonObject embed) => (string?)embed["footer"]?["text"];
}

/// <summary>
/// As much of Discord as the broadcaster speaks to, on the simulated clock: channels with their history, nonces that
/// are remembered for a while, permissions, threads; slow, and failing as it is told. What the real one would refuse
/// as a mistake of ours throws.
/// </summary>
internal sealed class SimulatedDiscord(SimulatedTime time, Random random) : IGuilds
{
    private static readonly TimeSpan NonceWindow = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan InteractionAnswer = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan InteractionLife = TimeSpan.FromMinutes(15);

    private const int RequestsASecond = 50;

    private readonly Dictionary<ulong, Place> _places = [];
    private readonly Dictionary<string, SimulatedMessage> _byNonce = [];
    private readonly Queue<DateTimeOffset> _arrivals = new();
    private readonly Dictionary<ulong, (DateTimeOffset At, JsonObject? Shown)> _interactions = [];
    private ulong _next = 1;

    public Faults Faults { get; set; } = Faults.None;

    public TimeSpan Latency { get; set; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Answers in the place of the channel, where it gives an answer.</summary>
    public Func<HttpMethod, string, HttpResponseMessage?> Rule { get; set; } = (_, _) => null;

    /// <summary>Sees each request with JSON in it, by its path, as soon as it is sent.</summary>
    public Action<string, JsonObject> Sees { get; set; } = (_, _) => { };

    /// <summary>What a bug of the transport throws, where it does.</summary>
    public Action Trips { get; set; } = () => { };

    public int Requests { get; private set; }

    public int Forbidden { get; private set; }

    /// <summary>How often the global limit was hit.</summary>
    public int TooMany { get; private set; }

    /// <summary>All that was asked, in order: method and path.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>For nights of a million messages: only that they came is kept, and not what they say.</summary>
    public bool KeepsOnlyIds { get; set; }

    private sealed class Place(ulong id, ulong? parent, string name, ChannelType type)
    {
        public ulong Id { get; } = id;
        public ulong? Parent { get; } = parent;
        public string Name { get; set; } = name;
        public ChannelType Type { get; } = type;
        public SortedDictionary<ulong, SimulatedMessage> Messages { get; } = [];
        public bool IsOpen { get; set; } = true;
        public bool IsLocked { get; set; }
        public bool IsArchived { get; set; }
        public bool RequiresTag { get; set; }
    }

    public void Add(ulong channel, ChannelType type = ChannelType.Text) =>
        _places.Add(channel, new Place(channel, null, $"{channel}", type));

    public void Remove(ulong channel) => _places.Remove(channel);

    public void SetOpen(ulong channel, bool isOpen) => _places[channel].IsOpen = isOpen;

    public bool IsOpen(ulong channel) => _places.TryGetValue(channel, out var p) && p.IsOpen;

    public void RequireTag(ulong forum, bool isRequired) => _places[forum].RequiresTag = isRequired;

    public void Lock(ulong thread, bool isLocked = true) => _places[thread].IsLocked = isLocked;

    /// <summary>Puts a thread away, as Discord does after a while.</summary>
    public void Archive(ulong thread) => _places[thread].IsArchived = true;

    public bool IsArchived(ulong thread) => _places[thread].IsArchived;

    public void DeleteMessage(ulong place, ulong message) =>
        _places[place].Messages.Remove(message);

    /// <summary>Somebody writes something there.</summary>
    public void Write(ulong place, string text)
    {
        var id = Id();
        _places[place]
            .Messages.Add(
                id,
                new SimulatedMessage(
                    id,
                    place,
                    null,
                    time.GetUtcNow(),
                    new JsonObject { ["content"] = text }
                )
            );
    }

    public IReadOnlyList<SimulatedMessage> Read(ulong place) => [.. _places[place].Messages.Values];

    public IReadOnlyList<(ulong Id, string Name)> Threads(ulong channel) =>
        [.. _places.Values.Where(p => p.Parent == channel).Select(p => (p.Id, p.Name))];

    public ChannelType? TypeOf(ulong guild, ulong channel) =>
        _places.GetValueOrDefault(channel)?.Type;

    public bool CanPost(ulong guild, ulong channel) =>
        IsOpen(channel) && !RequiresTag(guild, channel);

    public bool RequiresTag(ulong guild, ulong channel) =>
        _places.TryGetValue(channel, out var place) && place.RequiresTag;

    public string? NameOf(ulong guild, ulong thread) => _places.GetValueOrDefault(thread)?.Name;

    public bool IsKnown(ulong guild) => true;

    public ulong? FindThread(ulong guild, ulong channel, string name) =>
        _places
            .Values.FirstOrDefault(p => p.Parent == channel && p.Name == name && !p.IsLocked)
            ?.Id;

    /// <summary>Somebody has typed or pressed something just now, and has three seconds' patience.</summary>
    public void Expect(ulong interaction) =>
        _interactions.Add(interaction, (time.GetUtcNow(), null));

    /// <summary>What they see; null for nothing yet.</summary>
    public JsonObject? AnswerTo(ulong interaction) => _interactions[interaction].Shown;

    /// <summary>What a request with files waits for.</summary>
    public Func<Task> Uploads { get; set; } = () => Task.CompletedTask;

    /// <summary>What one bot sends through, for as long as it lives.</summary>
    public HttpMessageHandler For(Func<bool> isAlive) => new Handler(this, isAlive);

    public static HttpResponseMessage Answer(HttpStatusCode status, JsonNode body) =>
        new(status)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };

    public static HttpResponseMessage Refusal(HttpStatusCode status, int code) =>
        Answer(status, new JsonObject { ["code"] = code, ["message"] = "no" });

    public static HttpResponseMessage Limited(
        double seconds,
        int code = 0,
        bool isGlobal = false
    ) =>
        Answer(
            HttpStatusCode.TooManyRequests,
            new JsonObject
            {
                ["message"] = "limited",
                ["retry_after"] = seconds,
                ["global"] = isGlobal,
                ["code"] = code,
            }
        );

    private async Task<HttpResponseMessage> Serve(HttpRequestMessage request, CancellationToken ct)
    {
        var path = request.RequestUri!.PathAndQuery["/api/v10/".Length..];
        var body = await Body(request.Content, ct);
        if (request.Content is MultipartContent)
        {
            await Uploads().WaitAsync(ct);
        }
        Requests++;
        Sees(path, body);
        Trips();
        if (!KeepsOnlyIds)
        {
            Asked.Add($"{request.Method} {path}");
        }
        await Task.Delay(Latency * (0.4 + (0.2 * random.NextDouble())), time, ct);
        // Interactions are not bound to the global limit (rate-limits.mdx).
        if (!IsOfInteraction(path) && !Arrive())
        {
            TooMany++;
            return Limited(1, isGlobal: true);
        }
        var draw = random.NextDouble();
        if ((draw -= Faults.ErrorBefore) < 0)
        {
            return Refusal(HttpStatusCode.BadGateway, 0);
        }
        if ((draw -= Faults.NoAnswerBefore) < 0)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
        }
        if ((draw -= Faults.Limited) < 0)
        {
            return Limited(1 + (9 * random.NextDouble()));
        }
        var answer =
            Rule(request.Method, path) ?? Handle(request.Method, path.Split('/', '?'), path, body);
        Trips();
        if ((draw -= Faults.NoAnswerAfter) < 0)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
        }
        await Task.Delay(Latency * (0.4 + (0.2 * random.NextDouble())), time, ct);
        return draw - Faults.ErrorAfter < 0 ? Refusal(HttpStatusCode.BadGateway, 0) : answer;
    }

    private static bool IsOfInteraction(string path) =>
        path.StartsWith("interactions/", StringComparison.Ordinal)
        || path.StartsWith("webhooks/", StringComparison.Ordinal);

    /// <summary>Fifty in any second whatever: the strictest reading of the limit.</summary>
    private bool Arrive()
    {
        while (
            _arrivals.TryPeek(out var oldest)
            && time.GetUtcNow() - oldest >= TimeSpan.FromSeconds(1)
        )
        {
            _arrivals.Dequeue();
        }
        if (_arrivals.Count >= RequestsASecond)
        {
            return false;
        }
        _arrivals.Enqueue(time.GetUtcNow());
        return true;
    }

    private HttpResponseMessage Handle(
        HttpMethod method,
        string[] parts,
        string path,
        JsonObject body
    )
    {
        if (parts is ["interactions", var asked, _, "callback"])
        {
            return Answer(ulong.Parse(asked), body["data"] as JsonObject, InteractionAnswer);
        }
        if (parts is ["webhooks", _, var token, ..])
        {
            return Answer(ulong.Parse(token), body, InteractionLife);
        }
        if (parts is ["guilds", _, "threads", "active"])
        {
            return Answer(
                HttpStatusCode.OK,
                new JsonObject
                {
                    ["threads"] = new JsonArray([
                        .. _places.Values.Where(p => p.Parent is not null).Select(Json),
                    ]),
                }
            );
        }
        if (!_places.TryGetValue(ulong.Parse(parts[1]), out var place))
        {
            return Refusal(HttpStatusCode.NotFound, 10003);
        }
        if (!place.IsOpen || (place.Parent is { } p && !IsOpen(p)))
        {
            Forbidden++;
            return Refusal(HttpStatusCode.Forbidden, 50013);
        }
        return (method.Method, parts) switch
        {
            ("POST", [_, _, "messages"]) => Create(place, body),
            ("PATCH", [_, _, "messages", var id]) => Edit(place, ulong.Parse(id), body),
            ("DELETE", [_, _, "messages", var id]) => Delete(place, ulong.Parse(id)),
            ("GET", [_, _, "messages", ..]) => List(place, path),
            ("POST", [_, _, "messages", var id, "crosspost"]) => Publish(place, ulong.Parse(id)),
            ("POST", [_, _, "threads"]) => Open(place, body),
            ("PATCH", [_, _]) => Change(place, body),
            _ => throw new InvalidOperationException($"Nobody asks for {method} {path}."),
        };
    }

    private HttpResponseMessage Answer(ulong interaction, JsonObject? shown, TimeSpan within)
    {
        var (at, before) = _interactions[interaction];
        if (time.GetUtcNow() - at > within)
        {
            return Refusal(HttpStatusCode.NotFound, 10062);
        }
        _interactions[interaction] = (at, shown ?? before);
        return Answer(
            HttpStatusCode.OK,
            new JsonObject { ["id"] = $"{interaction}", ["channel_id"] = $"{interaction}" }
        );
    }

    private HttpResponseMessage Create(Place place, JsonObject body)
    {
        if (place.IsLocked)
        {
            return Refusal(HttpStatusCode.BadRequest, 160005);
        }
        if (place.Type == ChannelType.Forum)
        {
            return Refusal(HttpStatusCode.BadRequest, 40058);
        }
        Check(body);
        var nonce = (string?)body["nonce"];
        var now = time.GetUtcNow();
        if (
            nonce is not null
            && _byNonce.TryGetValue(nonce, out var before)
            && now - before.At < NonceWindow
            && _places.GetValueOrDefault(before.Place) is { } its
            && its.Messages.TryGetValue(before.Id, out var known)
        )
        {
            return Answer(HttpStatusCode.OK, Json(known));
        }
        var message = new SimulatedMessage(
            Id(),
            place.Id,
            nonce,
            now,
            KeepsOnlyIds ? new JsonObject { ["nonce"] = nonce } : body
        );
        place.Messages.Add(message.Id, message);
        place.IsArchived = false;
        if (nonce is not null)
        {
            _byNonce[nonce] = message;
        }
        return Answer(HttpStatusCode.OK, Json(message));
    }

    private static HttpResponseMessage Edit(Place place, ulong id, JsonObject body)
    {
        if (!place.Messages.TryGetValue(id, out var before))
        {
            return Refusal(HttpStatusCode.NotFound, 10008);
        }
        if (place.IsArchived)
        {
            return Refusal(HttpStatusCode.BadRequest, 50083);
        }
        Check(body);
        place.Messages[id] = before with { Body = body, Edits = before.Edits + 1 };
        return Answer(HttpStatusCode.OK, Json(place.Messages[id]));
    }

    private static HttpResponseMessage Delete(Place place, ulong id) =>
        place.Messages.Remove(id)
            ? new HttpResponseMessage(HttpStatusCode.NoContent)
            : Refusal(HttpStatusCode.NotFound, 10008);

    private static HttpResponseMessage List(Place place, string path)
    {
        var query = path.Split('?')[^1].Split('&').Select(q => q.Split('=')).ToArray();
        var after = ulong.Parse(query.Single(q => q[0] == "after")[1]);
        var limit = int.Parse(query.Single(q => q[0] == "limit")[1]);
        return Answer(
            HttpStatusCode.OK,
            new JsonArray([
                .. place
                    .Messages.Values.Where(m => m.Id > after)
                    .Take(limit)
                    .Reverse()
                    .Select(Json),
            ])
        );
    }

    private static HttpResponseMessage Publish(Place place, ulong id)
    {
        if (!place.Messages.TryGetValue(id, out var before))
        {
            return Refusal(HttpStatusCode.NotFound, 10008);
        }
        place.Messages[id] = before with { IsPublished = true };
        return Answer(HttpStatusCode.OK, Json(place.Messages[id]));
    }

    private HttpResponseMessage Open(Place place, JsonObject body)
    {
        if (place.RequiresTag)
        {
            return Refusal(HttpStatusCode.BadRequest, 40067);
        }
        var name = Name(body);
        var isForum = place.Type == ChannelType.Forum;
        var thread = new Place(
            Id(),
            place.Id,
            name,
            isForum ? ChannelType.PublicThread : (ChannelType)(int)body["type"]!
        );
        if (isForum)
        {
            var first = (JsonObject)body["message"]!.DeepClone();
            Check(first);
            // No nonce counts here: what is sent twice stands twice.
            var message = new SimulatedMessage(thread.Id, thread.Id, null, time.GetUtcNow(), first);
            thread.Messages.Add(thread.Id, message);
        }
        _places.Add(thread.Id, thread);
        return Answer(HttpStatusCode.Created, Json(thread));
    }

    private static HttpResponseMessage Change(Place place, JsonObject body)
    {
        var isArchived = (bool?)body["archived"];
        if (place.IsArchived && isArchived != false)
        {
            return Refusal(HttpStatusCode.BadRequest, 50083);
        }
        if (place.IsLocked && isArchived == false)
        {
            return Refusal(HttpStatusCode.Forbidden, 50013);
        }
        place.IsArchived = isArchived ?? place.IsArchived;
        if (isArchived is null || body["name"] is not null)
        {
            place.Name = Name(body);
        }
        return Answer(HttpStatusCode.OK, Json(place));
    }

    private static string Name(JsonObject body) =>
        (string?)body["name"] is { Length: > 0 and <= 100 } name
            ? name
            : throw new InvalidOperationException($"“{body["name"]}” is no name for a thread.");

    private static JsonObject Json(Place place) =>
        new()
        {
            ["id"] = $"{place.Id}",
            ["type"] = (int)place.Type,
            ["name"] = place.Name,
            ["parent_id"] = $"{place.Parent}",
        };

    /// <summary>Discord's sizes: a message beyond them would be refused everywhere.</summary>
    private static void Check(JsonObject body)
    {
        var embeds = body["embeds"] as JsonArray ?? [];
        var all = 0;
        foreach (var embed in embeds)
        {
            var (title, description, footer) = (
                Size(embed!["title"], 256),
                Size(embed["description"], 4096),
                Size(embed["footer"]?["text"], 2048)
            );
            all += title + description + footer;
            foreach (var field in embed["fields"] as JsonArray ?? [])
            {
                all += Size(field!["name"], 256) + Size(field["value"], 1024);
            }
        }
        var content = Size(body["content"], 2000);
        if (embeds.Count > 10 || all > 6000 || (embeds.Count == 0 && content == 0))
        {
            throw new InvalidOperationException(
                $"{embeds.Count} embeds of {all} characters below {content}."
            );
        }

        static int Size(JsonNode? text, int most)
        {
            var length = ((string?)text)?.Length ?? 0;
            return length <= most
                ? length
                : throw new InvalidOperationException($"{length} characters, at most {most}.");
        }
    }

    private static JsonObject Json(SimulatedMessage message)
    {
        var json = (JsonObject)message.Body.DeepClone();
        json["id"] = $"{message.Id}";
        json["channel_id"] = $"{message.Place}";
        json["content"] ??= "";
        json["timestamp"] = message.At.ToString("O");
        json["author"] = new JsonObject
        {
            ["id"] = "5",
            ["username"] = "ResultsBot",
            ["bot"] = true,
        };
        json.Remove("attachments");
        return json;
    }

    private ulong Id() => Snowflake.At(time.GetUtcNow()).Value + _next++;

    private static async Task<JsonObject> Body(HttpContent? content, CancellationToken ct)
    {
        var json = content is MultipartContent parts ? parts.First() : content;
        return json is null
            ? []
            : JsonNode.Parse(await json.ReadAsStringAsync(ct)) as JsonObject ?? [];
    }

    private sealed class Handler(SimulatedDiscord discord, Func<bool> isAlive) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (isAlive())
            {
                var answer = await discord.Serve(request, cancellationToken);
                if (isAlive())
                {
                    return answer;
                }
            }
            return await new TaskCompletionSource<HttpResponseMessage>().Task;
        }
    }
}
