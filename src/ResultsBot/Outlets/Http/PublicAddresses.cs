using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace ResultsBot.Outlets.Http;

/// <summary>
/// Which addresses anybody on the internet can be at. What is left out is this machine, its network and what the
/// registries of special addresses hold (IANA, RFC 6890): a webhook that leads there could make the bot knock at doors
/// that nobody outside can reach.
/// </summary>
internal static class PublicAddresses
{
    private static readonly ImmutableArray<IPNetwork> Special =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/9",
            "ff00::/8",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>Behind it stands an address of the old kind, in the last four bytes.</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>The same, from the third byte on.</summary>
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static bool Include(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        if (Special.Any(n => n.Contains(address)))
        {
            return false;
        }
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return true;
        }
        var bytes = address.GetAddressBytes();
        return Translated.Contains(address) ? Include(new IPAddress(bytes.AsSpan(12, 4)))
            : SixToFour.Contains(address) ? Include(new IPAddress(bytes.AsSpan(2, 4)))
            : true;
    }
}
