using System.Globalization;
using ResultsBot.Discord;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets.Discord;

/// <summary>Discord's ids as addresses, groups and handles, which are text to everybody else.</summary>
internal static class DiscordAddresses
{
    public const string Outlet = "discord";

    public static Address Address(ulong channel) => new(Outlet, Text(channel));

    public static Group Group(ulong guild) => new(Outlet, Text(guild));

    public static ulong Channel(this Address address) => Number(address.Id);

    public static ulong Guild(this Group group) => Number(group.Id);

    /// <param name="place">The channel, or a thread of it.</param>
    public static string Handle(ulong place, Snowflake message) =>
        $"{Text(place)}/{Text(message.Value)}";

    public static (Snowflake Place, Snowflake Message) Message(string handle)
    {
        var stroke = handle.IndexOf('/', StringComparison.Ordinal);
        return (
            new Snowflake(Number(handle[..stroke])),
            new Snowflake(Number(handle[(stroke + 1)..]))
        );
    }

    private static string Text(ulong id) => id.ToString(CultureInfo.InvariantCulture);

    private static ulong Number(string id) => ulong.Parse(id, CultureInfo.InvariantCulture);
}
