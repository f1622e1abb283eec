using System.Globalization;
using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.World;

/// <summary>The world's things in the shape Discord sends them: ids and permissions as strings, times as ISO 8601.</summary>
internal static class Wire
{
    public static string Id(ulong id) => id.ToString(CultureInfo.InvariantCulture);

    public static string Bits(Permission bits) =>
        ((ulong)bits).ToString(CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'",
            CultureInfo.InvariantCulture
        );

    public static JsonObject Json(this User user) =>
        new()
        {
            ["id"] = Id(user.Id),
            ["username"] = user.Handle,
            ["discriminator"] = user.Bot ? "0001" : "0",
            ["global_name"] = user.Bot ? null : user.Name,
            ["avatar"] = null,
            ["bot"] = user.Bot,
            ["system"] = false,
            ["public_flags"] = 0,
            ["flags"] = 0,
            ["banner"] = null,
            ["accent_color"] = null,
        };

    /// <summary>The bot's own user, as /users/@me and READY give it.</summary>
    public static JsonObject OwnJson(this User bot)
    {
        var json = bot.Json();
        json["verified"] = true;
        json["mfa_enabled"] = true;
        json["email"] = null;
        json["locale"] = "en-GB";
        return json;
    }

    public static JsonObject Json(this Role role) =>
        new()
        {
            ["id"] = Id(role.Id),
            ["name"] = role.Name,
            ["color"] = role.Colour,
            ["colors"] = new JsonObject
            {
                ["primary_color"] = role.Colour,
                ["secondary_color"] = null,
                ["tertiary_color"] = null,
            },
            ["hoist"] = false,
            ["icon"] = null,
            ["unicode_emoji"] = null,
            ["position"] = role.Position,
            ["permissions"] = Bits(role.Permissions),
            ["managed"] = role.Managed,
            ["mentionable"] = role.Mentionable,
            ["flags"] = 0,
        };

    public static JsonObject Json(this Member member, bool withUser = true)
    {
        var json = new JsonObject
        {
            ["nick"] = null,
            ["avatar"] = null,
            ["banner"] = null,
            ["roles"] = new JsonArray([.. member.Roles.Select(r => (JsonNode)Id(r))]),
            ["joined_at"] = Time(FixedIds.Founded),
            ["premium_since"] = null,
            ["deaf"] = false,
            ["mute"] = false,
            ["pending"] = false,
            ["flags"] = 0,
            ["communication_disabled_until"] = null,
        };
        if (withUser)
            json["user"] = member.User.Json();
        return json;
    }

    public static JsonObject Json(this Channel channel, ulong? lastMessage = null)
    {
        var json = new JsonObject
        {
            ["id"] = Id(channel.Id),
            ["guild_id"] = Id(channel.GuildId),
            ["name"] = channel.Name,
            ["type"] = channel.Type,
            ["flags"] = 0,
            ["parent_id"] = channel.ParentId is { } parent ? Id(parent) : null,
            ["last_message_id"] = lastMessage is { } last ? Id(last) : null,
            ["rate_limit_per_user"] = 0,
        };
        if (channel.IsThread)
        {
            var thread = channel.Thread ?? new ThreadDetails(FixedIds.Application, 1440);
            json["owner_id"] = Id(thread.OwnerId);
            json["message_count"] = 0;
            json["member_count"] = 1;
            json["thread_metadata"] = new JsonObject
            {
                ["archived"] = thread.Archived,
                ["auto_archive_duration"] = thread.ArchiveAfter,
                ["archive_timestamp"] = Time(Snowflake.TimeOf(channel.Id)),
                ["locked"] = thread.Locked,
                ["create_timestamp"] = Time(Snowflake.TimeOf(channel.Id)),
            };
        }
        else
        {
            json["position"] = channel.Position;
            json["topic"] = channel.Topic;
            json["nsfw"] = false;
            json["permission_overwrites"] = new JsonArray([
                .. channel.Overwrites.Select(o =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = Id(o.Id),
                            ["type"] = o.ForMember ? 1 : 0,
                            ["allow"] = Bits(o.Allow),
                            ["deny"] = Bits(o.Deny),
                        }
                ),
            ]);
        }
        return json;
    }

    public static JsonObject Json(this Guild guild) =>
        new()
        {
            ["id"] = Id(guild.Id),
            ["name"] = guild.Name,
            ["icon"] = null,
            ["icon_hash"] = null,
            ["splash"] = null,
            ["discovery_splash"] = null,
            ["banner"] = null,
            ["description"] = null,
            ["owner_id"] = Id(guild.OwnerId),
            ["region"] = "deprecated",
            ["afk_channel_id"] = null,
            ["afk_timeout"] = 300,
            ["widget_enabled"] = false,
            ["verification_level"] = 1,
            ["default_message_notifications"] = 1,
            ["explicit_content_filter"] = 0,
            ["roles"] = new JsonArray([.. guild.Roles.Select(r => (JsonNode)r.Json())]),
            ["emojis"] = new JsonArray(),
            ["stickers"] = new JsonArray(),
            ["features"] = new JsonArray(),
            ["mfa_level"] = 0,
            ["application_id"] = null,
            ["system_channel_id"] = null,
            ["system_channel_flags"] = 0,
            ["rules_channel_id"] = null,
            ["public_updates_channel_id"] = null,
            ["safety_alerts_channel_id"] = null,
            ["max_presences"] = null,
            ["max_members"] = 500000,
            ["max_video_channel_users"] = 25,
            ["max_stage_video_channel_users"] = 50,
            ["vanity_url_code"] = null,
            ["premium_tier"] = 0,
            ["premium_subscription_count"] = 0,
            ["premium_progress_bar_enabled"] = false,
            ["preferred_locale"] = "en-GB",
            ["nsfw"] = false,
            ["nsfw_level"] = 0,
            ["hub_type"] = null,
        };

    public static JsonObject GuildCreate(this SandboxWorld world, Guild guild)
    {
        JsonArray List(IEnumerable<Channel> channels) =>
            new([
                .. channels.Select(c =>
                    (JsonNode)
                        c.Json(world.MessagesOf(c.Id) is { Count: > 0 } all ? all[^1].Id : null)
                ),
            ]);
        var json = guild.Json();
        json["joined_at"] = Time(FixedIds.Founded);
        json["large"] = false;
        json["unavailable"] = false;
        json["member_count"] = guild.Members.Length;
        json["voice_states"] = new JsonArray();
        // Without the privileged intent, a bot is told of itself alone.
        json["members"] = new JsonArray(guild.MemberOf(world.Bot.Id)!.Json());
        json["channels"] = List(world.ChannelsOf(guild.Id).Where(c => !c.IsThread));
        json["threads"] = List(
            world
                .ChannelsOf(guild.Id)
                .Where(c => c is { IsThread: true, Thread.Archived: not true })
        );
        json["presences"] = new JsonArray();
        json["stage_instances"] = new JsonArray();
        json["guild_scheduled_events"] = new JsonArray();
        json["soundboard_sounds"] = new JsonArray();
        return json;
    }

    public static JsonObject Application(this SandboxWorld world) =>
        new()
        {
            ["id"] = Id(FixedIds.Application),
            ["name"] = world.Bot.Name,
            ["icon"] = null,
            ["description"] = "",
            ["bot_public"] = true,
            ["bot_require_code_grant"] = false,
            ["verify_key"] = new string('0', 64),
            ["flags"] = 0,
            ["flags_new"] = "0",
            ["hook"] = true,
            ["summary"] = "",
            ["type"] = null,
            ["tags"] = new JsonArray(),
            ["rpc_origins"] = new JsonArray(),
            ["redirect_uris"] = new JsonArray(),
            ["interactions_endpoint_url"] = null,
            ["approximate_guild_count"] = world.Guilds.Count(),
            ["team"] = null,
            ["owner"] = FixedIds.People[0].User.Json(),
            ["bot"] = world.Bot.Json(),
        };
}
