using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Gateway;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>Who am I, where is the gateway, what is in this guild.</summary>
internal sealed class GeneralRoutes(SandboxWorld world, GatewayHub gateway)
{
    public Answer Gateway(Call call) => Answer.Ok(new JsonObject { ["url"] = gateway.Url });

    public Answer GatewayBot(Call call) =>
        Answer.Ok(
            new JsonObject
            {
                ["url"] = gateway.Url,
                ["shards"] = gateway.Shards,
                ["session_start_limit"] = gateway.SessionStarts.Describe(),
            }
        );

    public Answer User(Call call)
    {
        if (call.Path[1] is "@me")
            return Answer.Ok(world.Bot.OwnJson());
        var id = Routes.Id(call.Path[1]);
        var member = world.AllGuilds.Select(g => g.MemberOf(id)).FirstOrDefault(m => m is not null);
        return Answer.Ok((member ?? throw Refusal.UnknownUser()).User.Json());
    }

    public Answer OwnGuilds(Call call) =>
        Answer.Ok(
            new JsonArray([
                .. world.Guilds.Select(g =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = Wire.Id(g.Id),
                            ["name"] = g.Name,
                            ["icon"] = null,
                            ["banner"] = null,
                            ["owner"] = false,
                            ["permissions"] = Wire.Bits(g.In(null, g.MemberOf(world.Bot.Id)!)),
                            ["features"] = new JsonArray(),
                        }
                ),
            ])
        );

    public Answer Application(Call call) => Answer.Ok(world.Application());

    public Answer Guild(Call call) => Answer.Ok(GuildIn(call).Json());

    public Answer GuildChannels(Call call) =>
        Answer.Ok(
            new JsonArray([
                .. world
                    .ChannelsOf(GuildIn(call).Id)
                    .Where(c => !c.IsThread)
                    .Select(c => (JsonNode)c.Json()),
            ])
        );

    public Answer GuildRoles(Call call) =>
        Answer.Ok(new JsonArray([.. GuildIn(call).Roles.Select(r => (JsonNode)r.Json())]));

    public Answer GuildMember(Call call) =>
        Answer.Ok(
            (
                GuildIn(call).MemberOf(Routes.Id(call.Path[3]))
                ?? throw new Refusal(404, 10007, "Unknown Member")
            ).Json()
        );

    public Answer Channel(Call call)
    {
        var channel = world.ChannelOf(Routes.Id(call.Path[1])) ?? throw Refusal.UnknownChannel();
        if (!world.PermissionsOf(world.Bot.Id, channel).HasFlag(Permission.ViewChannel))
            throw Refusal.MissingAccess();
        var messages = world.MessagesOf(channel.Id);
        return Answer.Ok(channel.Json(messages.Count > 0 ? messages[^1].Id : null));
    }

    private Guild GuildIn(Call call) =>
        world.GuildOf(Routes.Id(call.Path[1])) ?? throw Refusal.UnknownGuild();
}
