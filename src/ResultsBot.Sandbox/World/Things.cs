using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ResultsBot.Sandbox.World;

internal sealed record User(ulong Id, string Handle, string Name, bool Bot = false);

internal sealed record Role(
    ulong Id,
    string Name,
    Permission Permissions,
    int Position,
    int Colour = 0,
    bool Managed = false,
    bool Mentionable = false
);

internal sealed record Member(User User, ImmutableArray<ulong> Roles);

internal sealed record Overwrite(ulong Id, bool ForMember, Permission Allow, Permission Deny);

internal sealed record Guild(
    ulong Id,
    string Name,
    ulong OwnerId,
    ImmutableArray<Role> Roles,
    ImmutableArray<Member> Members
)
{
    /// <summary>The colour in which a member's name is shown; 0 for none.</summary>
    public int ColourOf(Member member) =>
        Roles.LastOrDefault(r => member.Roles.Contains(r.Id) && r.Colour != 0)?.Colour ?? 0;

    public Member? MemberOf(ulong userId) => Members.FirstOrDefault(m => m.User.Id == userId);
}

internal static class ChannelType
{
    public const int Text = 0;
    public const int Announcement = 5;
    public const int AnnouncementThread = 10;
    public const int PublicThread = 11;
    public const int PrivateThread = 12;
    public const int Forum = 15;
}

internal static class ChannelFlags
{
    /// <summary>Of a forum: each post needs a tag.</summary>
    public const int RequireTag = 1 << 4;
}

/// <param name="Archived">Put away: whoever writes in it takes it out again.</param>
/// <param name="Locked">Only who manages threads may write in it.</param>
/// <param name="ArchiveAfter">In minutes. It is only told to bots: threads here are put away on request.</param>
internal sealed record ThreadDetails(
    ulong OwnerId,
    int ArchiveAfter,
    bool Archived = false,
    bool Locked = false
);

internal sealed record Channel(
    ulong Id,
    ulong GuildId,
    string Name,
    int Type,
    int Position,
    ulong? ParentId,
    string? Topic,
    ImmutableArray<Overwrite> Overwrites,
    ThreadDetails? Thread = null,
    int Flags = 0
)
{
    [JsonIgnore]
    public bool IsThread =>
        Type
            is ChannelType.AnnouncementThread
                or ChannelType.PublicThread
                or ChannelType.PrivateThread;

    /// <summary>Nobody writes in it, but in its threads.</summary>
    [JsonIgnore]
    public bool IsForum => Type == ChannelType.Forum;

    public bool IsCalled(string nameOrId) => nameOrId == Name || nameOrId == Wire.Id(Id);

    /// <summary>What it takes to write here.</summary>
    [JsonIgnore]
    public Permission SendBit =>
        IsThread ? Permission.SendMessagesInThreads : Permission.SendMessages;
}

/// <summary>Somebody the page's user can be.</summary>
internal sealed record Person(string Key, string Label, User User);

/// <summary>
/// A message, with its text as it goes over the wire: what is asked for most is kept ready, and ten thousand channels
/// full of parsed trees would be many times the memory.
/// </summary>
internal sealed record Message(
    ulong Id,
    ulong ChannelId,
    ulong AuthorId,
    string? Nonce,
    ulong? OnlyFor,
    int Flags,
    string Json,
    long Revision = 0
)
{
    // Flags, by Discord's bits.
    public const int Crossposted = 1 << 0;
    public const int SuppressEmbeds = 1 << 2;
    public const int HasThread = 1 << 5;
    public const int Ephemeral = 1 << 6;
    public const int Loading = 1 << 7;
    public const int SuppressNotifications = 1 << 12;

    /// <summary>The type of the message that tells of a new thread.</summary>
    public const int ThreadCreated = 18;

    public JsonObject Parse() => JsonNode.Parse(Json)!.AsObject();

    /// <summary>The same message with a flag more, and what else has changed in it.</summary>
    public Message Flagged(int flag, Action<JsonObject>? change = null)
    {
        var json = Parse();
        json["flags"] = Flags | flag;
        change?.Invoke(json);
        return this with { Flags = Flags | flag, Json = json.ToJsonString() };
    }

    public bool IsFor(ulong user) => OnlyFor is null || OnlyFor == user;
}
