using System.Collections.Immutable;

namespace ResultsBot.Sandbox.World;

/// <summary>What the world holds when it is new. The ids never change, so that a bot's store keeps its meaning.</summary>
internal static class FixedIds
{
    public static readonly DateTimeOffset Founded = new(2024, 7, 1, 9, 0, 0, TimeSpan.Zero);

    public static readonly ulong Application = Id(1);
    public static readonly ulong Newsroom = Id(10);
    public static readonly ulong Elsewhere = Id(11);

    private static readonly ulong ReporterRole = Id(20);
    private static readonly ulong EditorRole = Id(21);
    private static readonly ulong BotRole = Id(22);
    private static readonly ulong ElsewhereBotRole = Id(23);
    private static readonly ulong AdministratorRole = Id(24);

    /// <summary>The newsroom's roles that people have, by name.</summary>
    public static readonly ImmutableDictionary<string, ulong> Roles = ImmutableDictionary
        .Create<string, ulong>(StringComparer.Ordinal)
        .Add("Reporter", ReporterRole)
        .Add("Editor", EditorRole)
        .Add("Administrator", AdministratorRole);

    private const Permission Everyday =
        Permission.ViewChannel
        | Permission.SendMessages
        | Permission.EmbedLinks
        | Permission.AttachFiles
        | Permission.ReadMessageHistory
        | Permission.AddReactions
        | Permission.UseExternalEmojis
        | Permission.ChangeNickname
        | Permission.UseApplicationCommands
        | Permission.CreatePublicThreads
        | Permission.SendMessagesInThreads;

    private static readonly User Owner = new(Id(30), "nora", "Nora");

    public static readonly ImmutableArray<Person> People =
    [
        // First, and so whom the page begins as: Ed may do everything that a newcomer wants to try.
        new("ed", "Ed (editor, manages channels)", new User(Id(33), "ed", "Ed")),
        new("rita", "Rita (reporter)", new User(Id(31), "rita", "Rita")),
        new("sam", "Sam (reporter)", new User(Id(32), "sam", "Sam")),
        new("tom", "Tom (reporter)", new User(Id(35), "tom", "Tom")),
        new("ada", "Ada (administrator)", new User(Id(36), "ada", "Ada")),
        new("vic", "Vic (newsroom, no role)", new User(Id(37), "vic", "Vic")),
        new("olive", "Olive (outsider, another server)", new User(Id(34), "olive", "Olive")),
    ];

    public static User Bot { get; } = new(Application, "ResultsBot", "ResultsBot", Bot: true);

    public static IEnumerable<Guild> Guilds(User bot)
    {
        User Named(string key) =>
            People.Single(p => p.Key.Equals(key, StringComparison.Ordinal)).User;
        yield return new Guild(
            Newsroom,
            "Local newsroom",
            Owner.Id,
            [
                new Role(Newsroom, "@everyone", Everyday, 0),
                new Role(BotRole, bot.Name, Everyday, 1, Managed: true),
                new Role(ReporterRole, "Reporter", Everyday, 2, 0x2E8B57),
                new Role(
                    EditorRole,
                    "Editor",
                    Everyday
                        | Permission.ManageChannels
                        | Permission.ManageGuild
                        | Permission.ManageMessages
                        | Permission.MentionEveryone,
                    3,
                    0xB5651D
                ),
                // Everything that counts, but not Discord's ADMINISTRATOR: that bit would hide what a bot forgets to ask.
                new Role(
                    AdministratorRole,
                    "Administrator",
                    Everyday
                        | Permission.ManageChannels
                        | Permission.ManageGuild
                        | Permission.ManageRoles
                        | Permission.ManageMessages
                        | Permission.ManageThreads
                        | Permission.ManageWebhooks
                        | Permission.MentionEveryone,
                    4,
                    0x8E44AD
                ),
            ],
            [
                new Member(Owner, []),
                new Member(bot, [BotRole]),
                new Member(Named("rita"), [ReporterRole]),
                new Member(Named("sam"), [ReporterRole]),
                new Member(Named("ed"), [EditorRole]),
                new Member(Named("tom"), [ReporterRole]),
                new Member(Named("ada"), [AdministratorRole]),
                new Member(Named("vic"), []),
            ]
        );
        yield return new Guild(
            Elsewhere,
            "Elsewhere",
            Named("olive").Id,
            [
                new Role(Elsewhere, "@everyone", Everyday, 0),
                new Role(ElsewhereBotRole, bot.Name, Everyday, 1, Managed: true),
            ],
            [new Member(Named("olive"), []), new Member(bot, [ElsewhereBotRole])]
        );
    }

    /// <summary>One more server, with one channel. Founded a millisecond after the last: it falls to the next shard.</summary>
    public static (Guild Guild, Channel Channel) Further(int number, User bot)
    {
        var founded = Founded.AddMilliseconds(number);
        var guild = Snowflake.At(founded, 11);
        var botRole = Snowflake.At(founded, 23);
        var olive = People.Single(p => p.Key is "olive").User;
        return (
            new Guild(
                guild,
                $"Further {number}",
                olive.Id,
                [
                    new Role(guild, "@everyone", Everyday, 0),
                    new Role(botRole, bot.Name, Everyday, 1, Managed: true),
                ],
                [new Member(olive, []), new Member(bot, [botRole])]
            ),
            Text(40, guild, $"further-{number}", 0, null) with
            {
                Id = Snowflake.At(founded, 43),
            }
        );
    }

    public static readonly ImmutableArray<Channel> Channels =
    [
        Text(40, Newsroom, "newsroom", 0, "Where the desk works"),
        Text(41, Newsroom, "derbyshire", 1, "Everything from the county"),
        Text(42, Newsroom, "count-chesterfield", 2, "From the hall"),
        Text(43, Elsewhere, "general", 0, null),
        Text(45, Newsroom, "announcements", 3, "Published onward") with
        {
            Type = ChannelType.Announcement,
        },
        Text(46, Newsroom, "forum", 3, "A thread for each post") with
        {
            Type = ChannelType.Forum,
        },
        Text(44, Newsroom, "desk", 4, "Editors and administrators alone") with
        {
            Overwrites =
            [
                new Overwrite(Newsroom, false, Permission.None, Permission.ViewChannel),
                new Overwrite(EditorRole, false, Permission.ViewChannel, Permission.None),
                new Overwrite(AdministratorRole, false, Permission.ViewChannel, Permission.None),
                new Overwrite(BotRole, false, Permission.ViewChannel, Permission.None),
            ],
        },
    ];

    private static Channel Text(
        uint number,
        ulong guild,
        string name,
        int position,
        string? topic
    ) => new(Id(number), guild, name, ChannelType.Text, position, null, topic, []);

    private static ulong Id(uint number) => Snowflake.At(Founded, number);
}
