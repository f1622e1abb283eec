using Microsoft.Extensions.Logging;
using ResultsBot.Commands;
using ResultsBot.Hosting;
using ResultsBot.Outlets.Discord;

namespace ResultsBot.Tests.Hosting;

public class DeskAccessTests
{
    [Fact]
    public void Servers_and_roles_that_may_declare_are_named() =>
        Assert.Equal(
            new DeskAccess(
                LogLevel.Information,
                "On servers 1, 2 these roles may declare: 3, 4 (reporters); 5 (administrators); and whoever is an administrator there."
            ),
            DeskAccess.Of(new Newsroom([2, 1]), new StaffRoles([3, 4], [], [5]))
        );

    [Fact]
    public void A_newsroom_without_roles_is_warned_that_everybody_may() =>
        Assert.Equal(
            new DeskAccess(
                LogLevel.Warning,
                "Everybody on server 1 may declare: no role is named (Desk:Reporters, Desk:Editors, Desk:Administrators)."
            ),
            DeskAccess.Of(new Newsroom([1]), StaffRoles.None)
        );

    [Fact]
    public void Without_a_server_it_is_said_that_nobody_may() =>
        Assert.Equal(
            new DeskAccess(
                LogLevel.Warning,
                "Nobody may declare: no server is named (Discord:NewsroomGuilds). Channels can subscribe."
            ),
            DeskAccess.Of(new Newsroom([]), new StaffRoles([3], [], []))
        );
}
