using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>What somebody may do; each may also do what those before may.</summary>
internal enum Rank
{
    /// <summary>From another server: may read and subscribe.</summary>
    Outsider,

    /// <summary>In the newsroom, without a role there.</summary>
    Member,
    Reporter,
    Editor,
    Administrator,
}

/// <summary>The Discord roles that make somebody part of the desk. None at all: permissions decide.</summary>
internal sealed record StaffRoles(
    IReadOnlyCollection<ulong> Reporters,
    IReadOnlyCollection<ulong> Editors,
    IReadOnlyCollection<ulong> Administrators
)
{
    public static StaffRoles None { get; } = new([], [], []);

    public bool AreMapped => Reporters.Count + Editors.Count + Administrators.Count > 0;
}

/// <summary>Who may change a result. Asked at every command, button and form anew, by what Discord says of the person then.</summary>
internal sealed class Staff(
    Newsroom newsroom,
    StaffRoles roles,
    Assignments assignments,
    Phrasebook phrases
)
{
    public Rank RankOf(Interaction interaction)
    {
        if (!newsroom.Includes(interaction.GuildId?.Value))
        {
            return Rank.Outsider;
        }
        if (May(interaction, Permissions.Administrator) || Has(interaction, roles.Administrators))
        {
            return Rank.Administrator;
        }
        if (roles.AreMapped)
        {
            return Has(interaction, roles.Editors) ? Rank.Editor
                : Has(interaction, roles.Reporters) ? Rank.Reporter
                : Rank.Member;
        }
        // Nobody has said who is who: the newsroom's server is a newsroom's, and those who run it run the desk.
        return May(interaction, Permissions.ManageGuild) ? Rank.Administrator
            : May(interaction, Permissions.ManageMessages) ? Rank.Editor
            : Rank.Reporter;
    }

    /// <summary>Why somebody may not do what needs a rank; null if they may.</summary>
    public Reply? Refuse(Interaction interaction, Rank least) =>
        RefuseRank(interaction, least) is { } refusal ? Reply.Refuse(refusal) : null;

    /// <summary>The same as a sentence.</summary>
    public RichText? RefuseRank(Interaction interaction, Rank least)
    {
        var rank = RankOf(interaction);
        return rank >= least ? (RichText?)null
            : rank > Rank.Outsider ? phrases.RankNeeded(least.ToString())
            : newsroom.IsNamed ? phrases.OnlyInNewsroom()
            : phrases.NoNewsroom(interaction.GuildId?.ToString());
    }

    /// <summary>Why somebody may not report of a seat; null if they may.</summary>
    public string? Refuse(Interaction interaction, Contest contest)
    {
        var person = interaction.User.Id.Value;
        return RankOf(interaction) >= Rank.Editor || assignments.Allow(person, contest.Id)
            ? null
            : phrases.NotYourSeat(
                contest.Name,
                [.. assignments.Of(person).Select(id => phrases.Seat(id))]
            );
    }

    /// <summary>As the desk's events name who did something.</summary>
    public static string By(Interaction interaction) => Person(interaction.User.Id.Value);

    public static string Person(ulong id) => $"{Prefix}{id}";

    /// <summary>The person behind the name that an event gives; null where it is no person of Discord.</summary>
    public static ulong? PersonOf(string by) =>
        by.StartsWith(Prefix, StringComparison.Ordinal)
        && Snowflake.TryParse(by[Prefix.Length..], out var id)
            ? id.Value
            : null;

    private const string Prefix = "discord:";

    private static bool May(Interaction interaction, Permissions permission) =>
        interaction.MemberPermissions.HasFlag(permission);

    private static bool Has(Interaction interaction, IReadOnlyCollection<ulong> roles) =>
        interaction.RoleIds.Any(r => roles.Contains(r.Value));
}
