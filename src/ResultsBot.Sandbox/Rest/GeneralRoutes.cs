using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Control;
using ResultsBot.Sandbox.Gateway;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>Who am I, where is the gateway, what is in this guild.</summary>
internal sealed class GeneralRoutes(
    SandboxWorld world,
    GatewayHub gateway,
    InteractionsEndpoint endpoint
)
{
    public Answer Gateway(Call call) => Answer.Ok(new JsonObject { ["url"] = gateway.Url });

    public Answer GatewayBot(Call call) =>
        Answer.Ok(
            Shape.Of(
                ("url", gateway.Url),
                ("shards", gateway.Shards),
                ("session_start_limit", gateway.SessionStarts.Describe())
            )
        );

    public Answer User(Call call)
    {
        if (call.Part("user") is "@me")
            return Answer.Ok(world.Bot.OwnJson());
        var id = call.Id("user");
        var member = world.AllGuilds.Select(g => g.MemberOf(id)).FirstOrDefault(m => m is not null);
        return Answer.Ok((member ?? throw Refusal.UnknownUser()).User.Json());
    }

    public Answer OwnGuilds(Call call) =>
        Answer.Ok(
            world.Guilds.ToJson(g =>
                Shape
                    .Of(
                        ("id", Wire.Id(g.Id)),
                        ("name", g.Name),
                        ("permissions", Wire.Bits(g.In(null, g.MemberOf(world.Bot.Id)!)))
                    )
                    .With("""{"icon":null,"banner":null,"owner":false,"features":[]}""")
            )
        );

    public Answer Application(Call call) =>
        Answer.Ok(world.Application(endpoint.PublicKey, endpoint.Url));

    public Answer Guild(Call call) => Answer.Ok(world.GuildOf(call).Json());

    public Answer GuildChannels(Call call) =>
        Answer.Ok(
            world.ChannelsOf(world.GuildOf(call).Id).Where(c => !c.IsThread).ToJson(c => c.Json())
        );

    public Answer GuildRoles(Call call) =>
        Answer.Ok(world.GuildOf(call).Roles.ToJson(r => r.Json()));

    public Answer GuildMember(Call call) =>
        Answer.Ok(
            (world.GuildOf(call).MemberOf(call.Id("user")) ?? throw Refusal.UnknownMember()).Json()
        );

    public Answer Channel(Call call)
    {
        var channel = world.ChannelOf(call);
        return Answer.Ok(channel.Json(world.LastIn(channel.Id)));
    }
}
