using System.Collections.Immutable;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using ResultsBot.Sandbox.Control;
using ResultsBot.Sandbox.Gateway;
using ResultsBot.Sandbox.World;
using Channel = ResultsBot.Sandbox.World.Channel;

namespace ResultsBot.Sandbox.Page;

/// <summary>
/// Tells each open page what its person can see, as it happens. A page first gets the whole state, then changes; every
/// change has a revision, so that what arrives twice, or late, is known for what it is.
/// </summary>
internal sealed class PageFeed(
    SandboxWorld world,
    GatewayEvents gateway,
    People people,
    ImmutableArray<WelcomeStep> welcome,
    CancellationToken stopping
) : IWitness
{
    /// <summary>A page that reads slower than this falls out, and starts again with the whole state.</summary>
    private const int Backlog = 5_000;
    private readonly List<Reader> _readers = [];

    private sealed record Reader(Person Person, Channel<string> Line);

    public async Task Accept(HttpContext http, Person person)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            stopping,
            http.RequestAborted
        );
        var line = System.Threading.Channels.Channel.CreateBounded<string>(
            new BoundedChannelOptions(Backlog)
            {
                SingleReader = true,
                FullMode = BoundedChannelFullMode.Wait,
            }
        );
        var reader = new Reader(person, line);
        lock (world.Gate)
        {
            _readers.Add(reader);
            line.Writer.TryWrite(Snapshot(person).ToJsonString());
        }
        var listening = Listen(socket, ended);
        try
        {
            await foreach (var text in line.Reader.ReadAllAsync(ended.Token))
                await socket.SendAsync(
                    Encoding.UTF8.GetBytes(text),
                    WebSocketMessageType.Text,
                    endOfMessage: true,
                    ended.Token
                );
        }
        catch (Exception e)
            when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The page has gone.
        }
        finally
        {
            lock (world.Gate)
                _readers.Remove(reader);
            await ended.CancelAsync();
            await listening;
        }
    }

    private static async Task Listen(WebSocket socket, CancellationTokenSource ended)
    {
        var buffer = new byte[256];
        try
        {
            while (
                (await socket.ReceiveAsync(buffer, ended.Token)).MessageType
                    is not WebSocketMessageType.Close
            ) { }
        }
        catch (Exception e)
            when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // Gone as well.
        }
        await ended.CancelAsync();
    }

    public void See(Happening happening)
    {
        foreach (var reader in _readers.ToArray())
            if (For(reader.Person, happening) is { } json)
            {
                json["rev"] = happening.Revision;
                if (!reader.Line.Writer.TryWrite(json.ToJsonString()))
                {
                    // Too slow; let it come back and read everything anew.
                    reader.Line.Writer.TryComplete();
                    _readers.Remove(reader);
                }
            }
    }

    private JsonObject? For(Person person, Happening happening)
    {
        switch (happening)
        {
            case Happening.MessagePosted { Message: var m } when Sees(person, m):
                return Shape.Of(("kind", "message"), ("message", Show(m)));
            case Happening.MessageEdited { Message: var m } when Sees(person, m):
                return Shape.Of(("kind", "message"), ("message", Show(m)));
            case Happening.MessageDeleted { Message: var m } when m.IsFor(person.User.Id):
                return Shape.Of(
                    ("kind", "gone"),
                    ("channel", Wire.Id(m.ChannelId)),
                    ("id", Wire.Id(m.Id))
                );
            case Happening.InteractionMoved { Interaction: var i }:
                return i.Person == person ? Show(i) : null;
            case Happening.MessagePosted or Happening.MessageEdited or Happening.MessageDeleted:
                return null;
            default:
                // The page asks for the state again; a thousand new channels must not send it a thousand times.
                return new JsonObject { ["kind"] = "changed" };
        }
    }

    private bool Sees(Person person, Message message) =>
        message.IsFor(person.User.Id)
        && world.ChannelOf(message.ChannelId) is { } channel
        && people.Sees(person, channel);

    public JsonObject Snapshot(Person person) =>
        new()
        {
            ["kind"] = "state",
            ["start"] = world.Start,
            ["rev"] = world.Revision,
            ["bot"] = Shape.Of(
                ("id", Wire.Id(world.Bot.Id)),
                ("name", world.Bot.Name),
                ("connected", gateway.Listening > 0)
            ),
            ["you"] = Shape.Of(
                ("key", person.Key),
                ("id", Wire.Id(person.User.Id)),
                ("name", person.User.Name),
                (
                    "roles",
                    world
                        .Guilds.SelectMany(g => g.MemberOf(person.User.Id)?.Roles ?? [])
                        .ToJson(r => Wire.Id(r))
                )
            ),
            ["welcome"] = welcome.ToJson(s => Shape.Of(("text", s.Text), ("copy", s.Copy))),
            ["people"] = FixedIds.People.ToJson(p => Shape.Of(("key", p.Key), ("label", p.Label))),
            ["guilds"] = world
                .Guilds.Where(g => g.MemberOf(person.User.Id) is not null)
                .ToJson(g => Snapshot(person, g)),
            ["interactions"] = world
                .Interactions.All.Where(i =>
                    i.Person == person
                    && i.State is InteractionState.Waiting or InteractionState.Failed
                )
                .ToJson(Show),
        };

    private JsonObject Snapshot(Person person, Guild guild)
    {
        var offers = new Offers(people, guild, person);
        var seen = world.ChannelsOf(guild.Id).Where(c => people.Sees(person, c)).ToList();
        var threads = seen.Where(c => c.IsThread).ToLookup(c => c.ParentId);
        return new JsonObject
        {
            ["id"] = Wire.Id(guild.Id),
            ["name"] = guild.Name,
            ["channels"] = seen.Where(c => !c.IsThread)
                .SelectMany(c => threads[c.Id].Prepend(c))
                .ToJson(c => Snapshot(person, c, offers)),
            ["members"] = guild.Members.ToJson(m =>
                Shape.Of(
                    ("id", Wire.Id(m.User.Id)),
                    ("name", m.User.Name),
                    ("bot", m.User.Bot),
                    ("colour", guild.ColourOf(m))
                )
            ),
            ["roles"] = guild.Roles.ToJson(r => Shape.Of(("id", Wire.Id(r.Id)), ("name", r.Name))),
            // Last: only now is it known which commands are offered somewhere.
            ["commands"] = offers.All(),
        };
    }

    private JsonObject Snapshot(Person person, Channel channel, Offers offers)
    {
        var bits = world.PermissionsOf(person.User.Id, channel);
        return Shape.Of(
            ("id", Wire.Id(channel.Id)),
            ("name", channel.Name),
            ("topic", channel.Topic),
            ("type", channel.Type),
            ("parent", Wire.Id(channel.ParentId)),
            ("archived", channel.Thread?.Archived ?? false),
            ("locked", channel.Thread?.Locked ?? false),
            ("last", Wire.Id(world.LastIn(channel.Id))),
            ("canSend", bits.HasFlag(channel.SendBit) && !channel.IsForum),
            ("offers", channel.IsForum ? new JsonArray() : offers.In(bits))
        );
    }

    /// <summary>
    /// Which commands a person is offered where. Most channels offer what the server does, and then say nothing; a
    /// thousand channels share a few sets of permissions.
    /// </summary>
    private sealed class Offers(People people, Guild guild, Person person)
    {
        private readonly IReadOnlyList<JsonObject> _everywhere = people.Commands(
            guild.Id,
            Permissions.All
        );
        private readonly List<string> _usual =
        [
            .. Names(people.Commands(guild.Id, guild.In(null, guild.MemberOf(person.User.Id)!))),
        ];
        private readonly Dictionary<Permission, List<string>?> _known = [];

        /// <summary>The names of the commands offered under these permissions; null where they are the usual ones.</summary>
        public JsonNode? In(Permission bits)
        {
            if (!_known.TryGetValue(bits, out var names))
            {
                names = [.. Names(people.Commands(guild.Id, bits))];
                _known[bits] = names = names.SequenceEqual(_usual, StringComparer.Ordinal)
                    ? null
                    : names;
            }
            return names?.ToJson(n => n);
        }

        /// <summary>Each command in full, with whether it is among the usual ones.</summary>
        public JsonArray All()
        {
            var shown = _known.Values.SelectMany(n => n ?? []).Concat(_usual).ToHashSet();
            return _everywhere
                .Where(c => shown.Contains(c.TextOf("name")!))
                .ToJson(c =>
                {
                    var json = c.DeepClone();
                    json["usual"] = _usual.Contains(c.TextOf("name")!, StringComparer.Ordinal);
                    return json;
                });
        }

        private static IEnumerable<string> Names(IEnumerable<JsonObject> commands) =>
            commands.Select(c => c.TextOf("name")!);
    }

    public JsonArray Messages(Person person, ulong channel, ulong? before, int limit) =>
        world
            .MessagesOf(channel)
            .Where(m => m.Id < (before ?? ulong.MaxValue) && Sees(person, m))
            .TakeLast(limit)
            .ToJson(Show);

    private JsonObject Show(Message message)
    {
        var json = message.Parse();
        json["rev"] = message.Revision;
        if (
            world.ChannelOf(message.ChannelId) is { } channel
            && world.GuildOf(channel.GuildId) is { } guild
        )
            json["colour"] = guild.MemberOf(message.AuthorId) is { } m ? guild.ColourOf(m) : 0;
        return json;
    }

    private static JsonObject Show(Interaction interaction) =>
        new()
        {
            ["kind"] = "interaction",
            ["id"] = Wire.Id(interaction.Id),
            ["type"] = interaction.Type,
            ["channel"] = Wire.Id(interaction.ChannelId),
            ["label"] = interaction.Label,
            ["command"] = interaction.CommandName,
            ["state"] = interaction.State.ToString().ToLowerInvariant(),
            ["source"] = Wire.Id(interaction.SourceMessage),
            ["customId"] = interaction.Payload["data"]!["custom_id"]?.DeepClone(),
            ["modal"] = interaction.Modal?.DeepClone(),
        };
}
