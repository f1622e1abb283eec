using ResultsBot.Commands;
using ResultsBot.Discord;
using ResultsBot.Hosting;
using ResultsBot.Outlets.Discord;
using ResultsBot.Sandbox;

namespace ResultsBot.Verbs;

/// <summary>The stand-in in Discord's place: it has a server, roles and a desk of its own, which no configuration can know.</summary>
internal static class SandboxAsDiscord
{
    public static DiscordOptions Options(this SandboxServer sandbox) =>
        new() { Token = sandbox.BotToken, BaseAddress = sandbox.ApiAddress };

    public static Newsroom Newsroom(this SandboxServer sandbox) => new([sandbox.GuildId]);

    public static DeskSettings DeskOf(this SandboxServer sandbox, DeskSettings configured) =>
        configured with
        {
            Roles = new StaffRoles(
                [sandbox.Roles["Reporter"]],
                [sandbox.Roles["Editor"]],
                [sandbox.Roles["Administrator"]]
            ),
            Channel = sandbox.Channels["desk"],
        };
}
