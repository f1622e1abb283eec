namespace ResultsBot.Sandbox.World;

/// <summary>The permission bits that matter here; Discord has more, and any of them may be set in a role.</summary>
[Flags]
internal enum Permission : ulong
{
    None = 0,
    KickMembers = 1UL << 1,
    BanMembers = 1UL << 2,
    Administrator = 1UL << 3,
    ManageChannels = 1UL << 4,
    ManageGuild = 1UL << 5,
    AddReactions = 1UL << 6,
    ViewChannel = 1UL << 10,
    SendMessages = 1UL << 11,
    ManageMessages = 1UL << 13,
    EmbedLinks = 1UL << 14,
    AttachFiles = 1UL << 15,
    ReadMessageHistory = 1UL << 16,
    MentionEveryone = 1UL << 17,
    UseExternalEmojis = 1UL << 18,
    ChangeNickname = 1UL << 26,
    ManageRoles = 1UL << 28,
    ManageWebhooks = 1UL << 29,
    UseApplicationCommands = 1UL << 31,
    ManageThreads = 1UL << 34,
    CreatePublicThreads = 1UL << 35,
    SendMessagesInThreads = 1UL << 38,
    PinMessages = 1UL << 51,
}

internal static class Permissions
{
    public const Permission All = (Permission)((1UL << 53) - 1);

    private static readonly Dictionary<string, Permission> ByName = Enum.GetValues<Permission>()
        .ToDictionary(bit => Words(bit.ToString()), StringComparer.OrdinalIgnoreCase);

    /// <summary>"SEND_MESSAGES" or "SendMessages" → the bit.</summary>
    public static bool TryParse(string name, out Permission bit) =>
        ByName.TryGetValue(name, out bit)
        || (Enum.TryParse(name, ignoreCase: true, out bit) && Enum.IsDefined(bit));

    /// <summary>Discord's order: everyone's overwrite, then the roles' together, then the member's own.</summary>
    public static Permission In(
        this Guild guild,
        Channel? channel,
        Member member,
        Channel? parent = null
    )
    {
        if (guild.OwnerId == member.User.Id)
            return All;

        var bits = guild
            .Roles.Where(role => role.Id == guild.Id || member.Roles.Contains(role.Id))
            .Aggregate(Permission.None, (sum, role) => sum | role.Permissions);
        if (bits.HasFlag(Permission.Administrator))
            return All;

        // A thread has no overwrites of its own.
        var overwrites = (parent ?? channel)?.Overwrites ?? [];
        foreach (var everyone in overwrites.Where(o => o.Id == guild.Id))
            bits = (bits & ~everyone.Deny) | everyone.Allow;

        var roles = overwrites
            .Where(o => !o.ForMember && o.Id != guild.Id && member.Roles.Contains(o.Id))
            .ToList();
        bits = roles.Aggregate(bits, (sum, o) => sum & ~o.Deny);
        bits = roles.Aggregate(bits, (sum, o) => sum | o.Allow);

        foreach (var own in overwrites.Where(o => o.ForMember && o.Id == member.User.Id))
            bits = (bits & ~own.Deny) | own.Allow;

        return channel is null || bits.HasFlag(Permission.ViewChannel) ? bits : Permission.None;
    }

    private static string Words(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : c.ToString()))
            .ToUpperInvariant();
}
