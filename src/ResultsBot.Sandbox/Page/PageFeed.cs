using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using ResultsBot.Sandbox.Control;
using ResultsBot.Sandbox.Gateway;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Page;

/// <summary>
/// Tells each open page what its person can see, as it happens. A page first gets the whole state, then changes; every
/// change has a revision, so that what arrives twice, or late, is known for what it is.
/// </summary>
internal sealed class PageFeed(SandboxWorld world, GatewayHub gateway, People people) : IWitness
{
    /// <summary>A page that reads slower than this falls out, and starts again with the whole state.</summary>
    private const int Backlog = 5_000;
    private readonly List<Reader> _readers = [];

    private sealed record Reader(Person Person, Channel<string> Line);

    public async Task Accept(HttpContext http, Person person, CancellationToken stopping)
    {
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
                return new JsonObject { ["kind"] = "message", ["message"] = Show(m) };
            case Happening.MessageEdited { Message: var m } when Sees(person, m):
                return new JsonObject { ["kind"] = "message", ["message"] = Show(m) };
            case Happening.MessageDeleted { Message: var m }
                when m.OnlyFor is null || m.OnlyFor == person.User.Id:
                return new JsonObject
                {
                    ["kind"] = "gone",
                    ["channel"] = Wire.Id(m.ChannelId),
                    ["id"] = Wire.Id(m.Id),
                };
            case Happening.ChannelCreated or Happening.ChannelUpdated or Happening.ChannelDeleted:
            case Happening.RoleUpdated
            or Happening.GuildLost
            or Happening.GuildBack
            or Happening.CommandsChanged:
            case Happening.BotCameOrWent:
                // The page asks for the state again; a thousand new channels must not send it a thousand times.
                return new JsonObject { ["kind"] = "changed" };
            case Happening.InteractionMoved { Interaction: var i } when i.Person == person:
                return Show(i);
            default:
                return null;
        }
    }

    private bool Sees(Person person, Message message) =>
        (message.OnlyFor is null || message.OnlyFor == person.User.Id)
        && world.ChannelOf(message.ChannelId) is { } channel
        && people.Sees(person, channel);

    public JsonObject Snapshot(Person person)
    {
        var guilds = new JsonArray();
        foreach (var guild in world.Guilds.Where(g => g.MemberOf(person.User.Id) is not null))
        {
            var channels = new JsonArray();
            var offers = new Offers(people, guild, person);
            var seen = world.ChannelsOf(guild.Id).Where(c => people.Sees(person, c)).ToList();
            var threads = seen.Where(c => c.IsThread).ToLookup(c => c.ParentId);
            foreach (
                var channel in seen.Where(c => !c.IsThread)
                    .SelectMany(c => threads[c.Id].Prepend(c))
            )
            {
                var all = world.MessagesOf(channel.Id);
                var bits = world.PermissionsOf(person.User.Id, channel);
                channels.Add(
                    new JsonObject
                    {
                        ["id"] = Wire.Id(channel.Id),
                        ["name"] = channel.Name,
                        ["topic"] = channel.Topic,
                        ["type"] = channel.Type,
                        ["parent"] = channel.ParentId is { } parent ? Wire.Id(parent) : null,
                        ["archived"] = channel.Thread?.Archived ?? false,
                        ["locked"] = channel.Thread?.Locked ?? false,
                        ["last"] = all.Count > 0 ? Wire.Id(all[^1].Id) : null,
                        ["canSend"] = bits.HasFlag(channel.SendBit),
                        ["offers"] = offers.In(bits),
                    }
                );
            }
            guilds.Add(
                new JsonObject
                {
                    ["id"] = Wire.Id(guild.Id),
                    ["name"] = guild.Name,
                    ["channels"] = channels,
                    ["members"] = new JsonArray([
                        .. guild.Members.Select(m =>
                            (JsonNode)
                                new JsonObject
                                {
                                    ["id"] = Wire.Id(m.User.Id),
                                    ["name"] = m.User.Name,
                                    ["bot"] = m.User.Bot,
                                    ["colour"] = guild
                                        .Roles.Where(r => m.Roles.Contains(r.Id) && r.Colour != 0)
                                        .Select(r => r.Colour)
                                        .LastOrDefault(),
                                }
                        ),
                    ]),
                    ["roles"] = new JsonArray([
                        .. guild.Roles.Select(r =>
                            (JsonNode)new JsonObject { ["id"] = Wire.Id(r.Id), ["name"] = r.Name }
                        ),
                    ]),
                    ["commands"] = offers.All(),
                }
            );
        }
        return new JsonObject
        {
            ["kind"] = "state",
            ["start"] = world.Start,
            ["rev"] = world.Revision,
            ["bot"] = new JsonObject
            {
                ["id"] = Wire.Id(world.Bot.Id),
                ["name"] = world.Bot.Name,
                ["connected"] = gateway.Listening > 0,
            },
            ["you"] = new JsonObject
            {
                ["key"] = person.Key,
                ["id"] = Wire.Id(person.User.Id),
                ["name"] = person.User.Name,
                ["roles"] = new JsonArray([
                    .. world
                        .Guilds.SelectMany(g => g.MemberOf(person.User.Id)?.Roles ?? [])
                        .Select(r => (JsonNode)Wire.Id(r)),
                ]),
            },
            ["people"] = new JsonArray([
                .. FixedIds.People.Select(p =>
                    (JsonNode)new JsonObject { ["key"] = p.Key, ["label"] = p.Label }
                ),
            ]),
            ["guilds"] = guilds,
            ["interactions"] = new JsonArray([
                .. world
                    .Interactions.All.Where(i =>
                        i.Person == person
                        && i.State is (InteractionState.Waiting or InteractionState.Failed)
                    )
                    .Select(i => (JsonNode)Show(i)),
            ]),
        };
    }

    /// <summary>
    /// Which commands a person is offered where. Most channels offer what the server does, and then say nothing; a
    /// thousand channels share a few sets of permissions.
    /// </summary>
    private sealed class Offers(People people, Guild guild, Person person)
    {
        private readonly List<JsonObject> _everywhere = people.Commands(guild.Id, Permissions.All);
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
            return names is null ? null : new JsonArray([.. names.Select(n => (JsonNode)n)]);
        }

        /// <summary>Each command in full, with whether it is among the usual ones.</summary>
        public JsonArray All()
        {
            var shown = _known
                .Values.SelectMany(n => n ?? [])
                .Concat(_usual)
                .ToHashSet(StringComparer.Ordinal);
            var all = new JsonArray();
            foreach (var command in _everywhere.Where(c => shown.Contains((string)c["name"]!)))
            {
                var json = command.DeepClone();
                json["usual"] = _usual.Contains((string)command["name"]!, StringComparer.Ordinal);
                all.Add(json);
            }
            return all;
        }

        private static IEnumerable<string> Names(IEnumerable<JsonObject> commands) =>
            commands.Select(c => (string)c["name"]!);
    }

    public JsonArray Messages(Person person, ulong channel, ulong? before, int limit)
    {
        var list = world
            .MessagesOf(channel)
            .Where(m => m.Id < (before ?? ulong.MaxValue) && Sees(person, m))
            .TakeLast(limit);
        return new JsonArray([.. list.Select(m => (JsonNode)Show(m))]);
    }

    private JsonObject Show(Message message)
    {
        var json = JsonNode.Parse(message.Json)!.AsObject();
        json["rev"] = message.Revision;
        if (
            world.ChannelOf(message.ChannelId) is { } channel
            && world.GuildOf(channel.GuildId) is { } guild
        )
            json["colour"] = guild.MemberOf(message.AuthorId) is { } member
                ? guild
                    .Roles.Where(r => member.Roles.Contains(r.Id))
                    .Select(r => r.Colour)
                    .LastOrDefault(c => c != 0)
                : 0;
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
            ["source"] = interaction.SourceMessage is { } source ? Wire.Id(source) : null,
            ["customId"] = interaction.Payload["data"]!["custom_id"]?.DeepClone(),
            ["modal"] = interaction.Modal?.DeepClone(),
        };
}
