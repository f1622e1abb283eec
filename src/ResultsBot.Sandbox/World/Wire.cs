using System.Globalization;
using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.World;

/// <summary>The world's things in the shape Discord sends them: ids and permissions as strings, times as ISO 8601.</summary>
internal static class Wire
{
    public static string Id(ulong id) => id.ToString(CultureInfo.InvariantCulture);

    public static string? Id(ulong? id) => id is { } known ? Id(known) : null;

    public static string Bits(Permission bits) => Id((ulong)bits);

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'",
            CultureInfo.InvariantCulture
        );

    public static JsonObject Json(this User user) =>
        Shape
            .Of(
                ("id", Id(user.Id)),
                ("username", user.Handle),
                ("discriminator", user.Bot ? "0001" : "0"),
                ("global_name", user.Bot ? null : user.Name),
                ("bot", user.Bot)
            )
            .With(
                """{"avatar":null,"system":false,"public_flags":0,"flags":0,"banner":null,"accent_color":null}"""
            );

    /// <summary>The bot's own user, as /users/@me and READY give it.</summary>
    public static JsonObject OwnJson(this User bot) =>
        bot.Json().With("""{"verified":true,"mfa_enabled":true,"email":null,"locale":"en-GB"}""");

    public static JsonObject Json(this Role role) =>
        Shape
            .Of(
                ("id", Id(role.Id)),
                ("name", role.Name),
                ("color", role.Colour),
                (
                    "colors",
                    new JsonObject { ["primary_color"] = role.Colour }.With(
                        """{"secondary_color":null,"tertiary_color":null}"""
                    )
                ),
                ("position", role.Position),
                ("permissions", Bits(role.Permissions)),
                ("managed", role.Managed),
                ("mentionable", role.Mentionable)
            )
            .With("""{"hoist":false,"icon":null,"unicode_emoji":null,"flags":0}""");

    public static JsonObject Json(this Member member, bool withUser = true)
    {
        var json = Shape
            .Of(("roles", member.Roles.ToJson(r => Id(r))), ("joined_at", Time(FixedIds.Founded)))
            .With(
                """
                {"nick":null,"avatar":null,"banner":null,"premium_since":null,"deaf":false,"mute":false,
                 "pending":false,"flags":0,"communication_disabled_until":null}
                """
            );
        if (withUser)
            json["user"] = member.User.Json();
        return json;
    }

    public static JsonObject Json(this Channel channel, ulong? lastMessage = null)
    {
        var json = Shape.Of(
            ("id", Id(channel.Id)),
            ("guild_id", Id(channel.GuildId)),
            ("name", channel.Name),
            ("type", channel.Type),
            ("flags", channel.Flags),
            ("parent_id", Id(channel.ParentId)),
            ("last_message_id", Id(lastMessage)),
            ("rate_limit_per_user", 0)
        );
        if (channel.IsThread)
        {
            var thread = channel.Thread ?? new ThreadDetails(FixedIds.Application, 1440);
            json["owner_id"] = Id(thread.OwnerId);
            json["message_count"] = 0;
            json["member_count"] = 1;
            json["thread_metadata"] = Shape.Of(
                ("archived", thread.Archived),
                ("auto_archive_duration", thread.ArchiveAfter),
                ("archive_timestamp", Time(Snowflake.TimeOf(channel.Id))),
                ("locked", thread.Locked),
                ("create_timestamp", Time(Snowflake.TimeOf(channel.Id)))
            );
        }
        else
        {
            json["position"] = channel.Position;
            json["topic"] = channel.Topic;
            json["nsfw"] = false;
            json["permission_overwrites"] = channel.Overwrites.ToJson(o =>
                Shape.Of(
                    ("id", Id(o.Id)),
                    ("type", o.ForMember ? 1 : 0),
                    ("allow", Bits(o.Allow)),
                    ("deny", Bits(o.Deny))
                )
            );
        }
        return json;
    }

    /// <summary>The channel with what somebody may do in it.</summary>
    public static JsonObject Json(this Channel channel, Permission permissions)
    {
        var json = channel.Json();
        json["permissions"] = Bits(permissions);
        return json;
    }

    public static JsonObject Json(this Guild guild) =>
        Shape
            .Of(
                ("id", Id(guild.Id)),
                ("name", guild.Name),
                ("owner_id", Id(guild.OwnerId)),
                ("roles", guild.Roles.ToJson(r => r.Json()))
            )
            .With(
                """
                {"icon":null,"icon_hash":null,"splash":null,"discovery_splash":null,"banner":null,"description":null,
                 "region":"deprecated","afk_channel_id":null,"afk_timeout":300,"widget_enabled":false,
                 "verification_level":1,"default_message_notifications":1,"explicit_content_filter":0,"emojis":[],
                 "stickers":[],"features":[],"mfa_level":0,"application_id":null,"system_channel_id":null,
                 "system_channel_flags":0,"rules_channel_id":null,"public_updates_channel_id":null,
                 "safety_alerts_channel_id":null,"max_presences":null,"max_members":500000,
                 "max_video_channel_users":25,"max_stage_video_channel_users":50,"vanity_url_code":null,
                 "premium_tier":0,"premium_subscription_count":0,"premium_progress_bar_enabled":false,
                 "preferred_locale":"en-GB","nsfw":false,"nsfw_level":0,"hub_type":null}
                """
            );

    public static JsonObject GuildCreate(this SandboxWorld world, Guild guild)
    {
        var all = world.ChannelsOf(guild.Id).ToLookup(c => c.IsThread);
        var json = guild.Json();
        json["joined_at"] = Time(FixedIds.Founded);
        json["member_count"] = guild.Members.Length;
        // Without the privileged intent, a bot is told of itself alone.
        json["members"] = new JsonArray(guild.MemberOf(world.Bot.Id)!.Json());
        // Every server has its own messages in its first channel.
        json["system_channel_id"] = all[false].FirstOrDefault(c => c.Type == ChannelType.Text)
            is { } first
            ? Id(first.Id)
            : null;
        json["channels"] = all[false].ToJson(c => c.Json(world.LastIn(c.Id)));
        json["threads"] = all[true]
            .Where(c => c is { Thread.Archived: not true })
            .ToJson(c => c.Json(world.LastIn(c.Id)));
        return json.With(
            """
            {"large":false,"unavailable":false,"voice_states":[],"presences":[],"stage_instances":[],
             "guild_scheduled_events":[],"soundboard_sounds":[]}
            """
        );
    }

    public static JsonObject Application(
        this SandboxWorld world,
        string publicKey,
        Uri? interactionsEndpoint
    ) =>
        Shape
            .Of(
                ("id", Id(FixedIds.Application)),
                ("name", world.Bot.Name),
                ("verify_key", publicKey),
                ("interactions_endpoint_url", interactionsEndpoint?.AbsoluteUri),
                ("approximate_guild_count", world.Guilds.Count()),
                ("owner", FixedIds.People[0].User.Json()),
                ("bot", world.Bot.Json())
            )
            .With(
                """
                {"icon":null,"description":"","bot_public":true,"bot_require_code_grant":false,"flags":0,
                 "flags_new":"0","hook":true,"summary":"","type":null,"tags":[],"rpc_origins":[],
                 "redirect_uris":[],"team":null}
                """
            );
}
