using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ResultsBot.Sandbox.World;

/// <summary>
/// Something that changed in the world. The journal, the gateway and the page each read these, in this order, and
/// nothing changes without one.
/// </summary>
/// <remarks>Those that the journal keeps have the names they bear in it.</remarks>
[JsonDerivedType(typeof(MessagePosted), "message posted")]
[JsonDerivedType(typeof(MessageEdited), "message edited")]
[JsonDerivedType(typeof(MessageDeleted), "message deleted")]
[JsonDerivedType(typeof(ChannelCreated), "channel created")]
[JsonDerivedType(typeof(ChannelUpdated), "channel updated")]
[JsonDerivedType(typeof(ChannelDeleted), "channel deleted")]
[JsonDerivedType(typeof(RoleUpdated), "role updated")]
[JsonDerivedType(typeof(CommandsChanged), "commands changed")]
internal abstract record Happening
{
    /// <summary>Rises by one with each happening; readers use it to tell an old state from a new one.</summary>
    public long Revision { get; init; }

    internal sealed record MessagePosted(Message Message) : Happening;

    internal sealed record MessageEdited(Message Message) : Happening;

    internal sealed record MessageDeleted(Message Message) : Happening;

    internal sealed record ChannelCreated(Channel Channel) : Happening;

    internal sealed record ChannelUpdated(Channel Channel) : Happening;

    internal sealed record ChannelDeleted(Channel Channel) : Happening;

    internal sealed record RoleUpdated(ulong GuildId, Role Role) : Happening;

    internal sealed record GuildLost(Guild Guild, bool Outage) : Happening;

    internal sealed record GuildBack(Guild Guild) : Happening;

    internal sealed record CommandsChanged(ulong? GuildId, JsonArray Commands) : Happening;

    internal sealed record InteractionMoved(Interaction Interaction) : Happening;

    internal sealed record BotCameOrWent(int Connections) : Happening;
}

internal interface IWitness
{
    /// <summary>Called while the world's gate is held: be quick, and never wait.</summary>
    void See(Happening happening);
}
