using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Control;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Gateway;

/// <summary>
/// The sessions there are, and what each is told: happenings as the events it asked for. Called while the world's gate
/// is held.
/// </summary>
internal sealed class GatewayEvents(SandboxWorld world, Faults faults) : IWitness
{
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(250);
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Session> All => _sessions.Values;

    /// <summary>Sessions that somebody is listening on.</summary>
    public int Listening => _sessions.Values.Count(s => s.Connection is not null);

    public void Add(Session session) => _sessions.Add(session.Id, session);

    public Session? Find(string id) => _sessions.GetValueOrDefault(id);

    public void Forget(Session session) => _sessions.Remove(session.Id);

    public void Interact(Interaction interaction)
    {
        var payload = interaction.Payload.ToJsonString();
        foreach (var session in All.Where(s => s.Minds(interaction.Guild.Id)))
        {
            Dispatch(session, "INTERACTION_CREATE", payload);
            if (faults.Take(FaultKind.RepeatInteraction))
                session.Dispatch("INTERACTION_CREATE", payload);
        }
    }

    public void See(Happening happening)
    {
        switch (happening)
        {
            case Happening.MessagePosted { Message: { OnlyFor: null } m }:
                Tell(m, "MESSAGE_CREATE");
                break;
            case Happening.MessageEdited { Message: { OnlyFor: null } m }:
                Tell(m, "MESSAGE_UPDATE");
                break;
            case Happening.MessageDeleted { Message: { OnlyFor: null } m }
                when world.ChannelOf(m.ChannelId) is { } c:
                var gone = Shape.Of(
                    ("id", Wire.Id(m.Id)),
                    ("channel_id", Wire.Id(c.Id)),
                    ("guild_id", Wire.Id(c.GuildId))
                );
                Tell(c.GuildId, "MESSAGE_DELETE", gone, Intents.GuildMessages);
                break;
            case Happening.ChannelCreated { Channel: var c }:
                var created = c.Json();
                if (c.IsThread)
                    created["newly_created"] = true;
                Tell(c.GuildId, c.IsThread ? "THREAD_CREATE" : "CHANNEL_CREATE", created);
                break;
            case Happening.ChannelUpdated { Channel: var c }:
                Tell(c.GuildId, c.IsThread ? "THREAD_UPDATE" : "CHANNEL_UPDATE", c.Json());
                break;
            case Happening.ChannelDeleted { Channel: var c }:
                Tell(c.GuildId, c.IsThread ? "THREAD_DELETE" : "CHANNEL_DELETE", c.Json());
                break;
            case Happening.RoleUpdated role:
                var changed = Shape.Of(
                    ("guild_id", Wire.Id(role.GuildId)),
                    ("role", role.Role.Json())
                );
                Tell(role.GuildId, "GUILD_ROLE_UPDATE", changed);
                break;
            case Happening.GuildLost lost:
                var lostJson = new JsonObject { ["id"] = Wire.Id(lost.Guild.Id) };
                if (lost.Outage)
                    lostJson["unavailable"] = true;
                Tell(lost.Guild.Id, "GUILD_DELETE", lostJson);
                break;
            case Happening.GuildBack back:
                Tell(back.Guild.Id, "GUILD_CREATE", world.GuildCreate(back.Guild));
                break;
        }
    }

    private void Tell(ulong guildId, string name, JsonObject json, int intent = Intents.Guilds)
    {
        var data = json.ToJsonString();
        foreach (var session in All.Where(s => s.Wants(intent) && s.Minds(guildId)))
            Dispatch(session, name, data);
    }

    /// <summary>Once and in order, as a rule; neither is promised.</summary>
    private void Dispatch(Session session, string name, string data)
    {
        var before = session.Held;
        session.Held = null;
        if (before is null && faults.Take(FaultKind.LateEvent))
        {
            session.Held = (name, data);
            // Nothing may follow; then it is merely late.
            world.Time.CreateTimer(
                _ =>
                {
                    lock (world.Gate)
                        if (session.Held is { } held)
                        {
                            session.Held = null;
                            session.Dispatch(held.Name, held.Data);
                        }
                },
                null,
                Lateness,
                Timeout.InfiniteTimeSpan
            );
            return;
        }
        session.Dispatch(name, data);
        if (faults.Take(FaultKind.DuplicateEvent))
            session.Dispatch(name, data);
        if (before is { } late)
            session.Dispatch(late.Name, late.Data);
    }

    private void Tell(Message message, string name)
    {
        if (
            !All.Any(s => s.Wants(Intents.GuildMessages))
            || world.ChannelOf(message.ChannelId) is not { } channel
            || !world.AllowsBot(channel, Permission.ViewChannel)
        )
            return;
        var json = message.Parse();
        json["guild_id"] = Wire.Id(channel.GuildId);
        if (world.GuildOf(channel.GuildId)?.MemberOf(message.AuthorId) is { } member)
            json["member"] = member.Json(withUser: false);
        // Without the privileged intent, what others write is not shown.
        if (message.AuthorId != world.Bot.Id)
            json.With("""{"content":"","embeds":[],"attachments":[],"components":[]}""");
        Tell(channel.GuildId, name, json, Intents.GuildMessages);
    }
}
