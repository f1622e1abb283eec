using ResultsBot.Discord;

namespace ResultsBot.Commands;

/// <summary>Who may manage a server. Asked at every command anew: a command can be opened to others there.</summary>
internal static class Administrators
{
    public static bool Include(Permissions permissions) =>
        (permissions & (Permissions.ManageGuild | Permissions.Administrator)) != Permissions.None;
}
