using Microsoft.Extensions.Logging;
using ResultsBot.Commands;
using ResultsBot.Outlets.Discord;

namespace ResultsBot.Hosting;

/// <summary>Who may declare, by the configuration as it was read: a slip in it shows at the start, not in the night.</summary>
/// <param name="Level">A warning where it is nobody or everybody.</param>
internal sealed record DeskAccess(LogLevel Level, string Sentence)
{
    public static DeskAccess Of(Newsroom newsroom, StaffRoles roles)
    {
        if (!newsroom.IsNamed)
        {
            return new DeskAccess(
                LogLevel.Warning,
                "Nobody may declare: no server is named (Discord:NewsroomGuilds). Channels can subscribe."
            );
        }
        var servers =
            $"{(newsroom.Guilds.Count == 1 ? "server" : "servers")} {Listed(newsroom.Guilds)}";
        if (!roles.AreMapped)
        {
            return new DeskAccess(
                LogLevel.Warning,
                $"Everybody on {servers} may declare: no role is named (Desk:Reporters, Desk:Editors, Desk:Administrators)."
            );
        }
        var named = new (string Rank, IReadOnlyCollection<ulong> Ids)[]
        {
            ("reporters", roles.Reporters),
            ("editors", roles.Editors),
            ("administrators", roles.Administrators),
        };
        return new DeskAccess(
            LogLevel.Information,
            $"On {servers} these roles may declare: {string.Join("; ", named.Where(n => n.Ids.Count > 0).Select(n => $"{Listed(n.Ids)} ({n.Rank})"))}; and whoever is an administrator there."
        );
    }

    private static string Listed(IEnumerable<ulong> ids) => string.Join(", ", ids.Order());
}
