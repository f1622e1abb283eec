using System.Text.Json;

namespace ResultsBot.Discord.Tests;

public sealed class PermissionSpecs
{
    private const Permissions Post =
        Permissions.ViewChannel | Permissions.SendMessages | Permissions.EmbedLinks;
    private static readonly Snowflake GuildId = new(1);
    private static readonly Snowflake Bot = new(5);
    private static readonly Snowflake BotRole = new(3);
    private static readonly Channel Plain = new(
        new Snowflake(7),
        GuildId,
        ChannelType.Text,
        "c",
        null,
        []
    );

    [Fact]
    public void Roles_and_everyone_add_up()
    {
        var guild = Guild(everyone: Permissions.ViewChannel, own: Permissions.SendMessages);

        Assert.Equal(
            Permissions.ViewChannel | Permissions.SendMessages,
            EffectivePermissions.Of(guild, Plain)
        );
    }

    [Fact]
    public void A_role_the_bot_does_not_have_gives_nothing()
    {
        var guild = Guild(everyone: Permissions.ViewChannel) with
        {
            Roles =
            [
                new Role(GuildId, "@everyone", Permissions.ViewChannel),
                new Role(new Snowflake(99), "x", Post),
            ],
        };

        Assert.Equal(Permissions.ViewChannel, EffectivePermissions.Of(guild, Plain));
    }

    [Fact]
    public void Owners_and_administrators_may_do_everything_whatever_a_channel_says()
    {
        var closed = Plain with { Overwrites = [Denied(GuildId, Permissions.All)] };

        Assert.Equal(
            Permissions.All,
            EffectivePermissions.Of(Guild(everyone: Permissions.Administrator), closed)
        );
        Assert.Equal(
            Permissions.All,
            EffectivePermissions.Of(Guild() with { OwnerId = Bot }, closed)
        );
    }

    [Fact]
    public void Without_seeing_a_channel_nothing_is_allowed_in_it()
    {
        var hidden = Plain with { Overwrites = [Denied(GuildId, Permissions.ViewChannel)] };

        Assert.Equal(Permissions.None, EffectivePermissions.Of(Guild(everyone: Post), hidden));
    }

    [Fact]
    public void A_role_is_stronger_than_everyone_and_the_member_stronger_than_roles()
    {
        var guild = Guild(everyone: Post);
        var everyoneDenied = Denied(GuildId, Permissions.SendMessages);
        var roleAllowed = new PermissionOverwrite(
            BotRole,
            false,
            Permissions.SendMessages,
            Permissions.None
        );
        var memberDenied = new PermissionOverwrite(
            Bot,
            true,
            Permissions.None,
            Permissions.SendMessages
        );

        Assert.False(May(guild, everyoneDenied));
        Assert.True(May(guild, roleAllowed, everyoneDenied));
        Assert.False(May(guild, memberDenied, roleAllowed, everyoneDenied));
    }

    [Fact]
    public void One_roles_allowance_outweighs_anothers_denial_in_whatever_order()
    {
        var guild = Guild(everyone: Post) with { OwnRoleIds = [BotRole, new Snowflake(4)] };
        var denied = Denied(BotRole, Permissions.SendMessages);
        var allowed = new PermissionOverwrite(
            new Snowflake(4),
            false,
            Permissions.SendMessages,
            Permissions.None
        );

        Assert.True(May(guild, denied, allowed));
        Assert.True(May(guild, allowed, denied));
    }

    [Fact]
    public void A_member_overwrite_with_a_roles_id_is_not_the_roles()
    {
        var guild = Guild(everyone: Post);

        Assert.True(
            May(
                guild,
                new PermissionOverwrite(BotRole, true, Permissions.None, Permissions.SendMessages)
            )
        );
    }

    [Fact]
    public void A_thread_inherits_from_its_channel_and_needs_a_permission_of_its_own()
    {
        var parent = Plain with { Overwrites = [Denied(GuildId, Permissions.EmbedLinks)] };
        var thread = new Channel(
            new Snowflake(8),
            GuildId,
            ChannelType.PublicThread,
            "t",
            parent.Id,
            []
        );
        var everyone = Post | Permissions.SendMessagesInThreads;

        Assert.False(
            EffectivePermissions.CanPost(
                Guild(everyone: everyone) with
                {
                    Channels = [parent, thread],
                },
                thread
            )
        );
        Assert.True(
            EffectivePermissions.CanPost(
                Guild(everyone: everyone) with
                {
                    Channels = [Plain, thread],
                },
                thread
            )
        );
        Assert.False(
            EffectivePermissions.CanPost(
                Guild(everyone: Post) with
                {
                    Channels = [Plain, thread],
                },
                thread
            )
        );
        Assert.True(
            EffectivePermissions.CanPost(
                Guild(everyone: Post) with
                {
                    Channels = [Plain, thread],
                },
                Plain
            )
        );
    }

    [Fact]
    public void A_channel_that_is_not_known_allows_nothing()
    {
        var orphan = new Channel(
            new Snowflake(8),
            GuildId,
            ChannelType.PublicThread,
            "t",
            new Snowflake(77),
            []
        );

        Assert.Equal(
            Permissions.None,
            EffectivePermissions.Of(Guild(everyone: Post), new Snowflake(12345))
        );
        Assert.Equal(Permissions.None, EffectivePermissions.Of(Guild(everyone: Post), orphan));
    }

    [Fact]
    public void A_guild_is_read_with_all_that_permissions_need()
    {
        using var json = JsonDocument.Parse(
            """
            {"id":"1","name":"g","owner_id":"2","roles":[{"id":"1","name":"@everyone","permissions":"0"},{"id":"3","permissions":"3072"}],
             "members":[{"user":{"id":"6"},"roles":["9"]},{"user":{"id":"5"},"roles":["3"]}],
             "channels":[{"id":"7","type":0,"name":"c","permission_overwrites":[{"id":"5","type":1,"allow":"16384","deny":"0"}]}],
             "threads":[{"id":"8","type":11,"parent_id":"7","name":"t"}]}
            """
        );

        var guild = Discord.Guild.Parse(json.RootElement, Bot)!;

        Assert.Equal([BotRole], guild.OwnRoleIds.AsEnumerable());
        Assert.Equal(GuildId, guild.Channels[1].GuildId);
        Assert.Equal(Post, EffectivePermissions.Of(guild, new Snowflake(7)));
        Assert.Equal(Post, EffectivePermissions.Of(guild, new Snowflake(8)));
    }

    private static bool May(Guild guild, params PermissionOverwrite[] overwrites) =>
        EffectivePermissions
            .Of(guild, Plain with { Overwrites = [.. overwrites] })
            .HasFlag(Permissions.SendMessages);

    private static PermissionOverwrite Denied(Snowflake role, Permissions deny) =>
        new(role, false, Permissions.None, deny);

    private static Guild Guild(
        Permissions everyone = Permissions.None,
        Permissions own = Permissions.None
    ) =>
        new(
            GuildId,
            "g",
            new Snowflake(2),
            Bot,
            [BotRole],
            [new Role(GuildId, "@everyone", everyone), new Role(BotRole, "bot", own)],
            [Plain]
        );
}
