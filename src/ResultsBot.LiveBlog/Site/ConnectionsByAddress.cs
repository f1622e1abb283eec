using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ResultsBot.LiveBlog.Site;

/// <summary>
/// How many connections one address may hold: nobody keeps all others out by taking every place. A web server in front has
/// an address of this machine or of a private network, and is not counted: it speaks for many.
/// </summary>
/// <param name="most">Of one address; of one network of 64 bits where it is IPv6, which is what one household has.</param>
internal sealed class ConnectionsByAddress(int most)
{
    private readonly Dictionary<IPAddress, int> _open = [];

    public async Task Serve(ConnectionContext connection, ConnectionDelegate next)
    {
        if (
            connection.RemoteEndPoint is not IPEndPoint { Address: var address }
            || IsPrivate(address = Plain(address))
        )
        {
            await next(connection);
            return;
        }
        var counted = Network(address);
        if (!TryEnter(counted))
        {
            connection.Abort();
            return;
        }
        try
        {
            await next(connection);
        }
        finally
        {
            Leave(counted);
        }
    }

    internal static bool IsPrivate(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || (
            address.AddressFamily == AddressFamily.InterNetworkV6
                ? address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal
                : address.GetAddressBytes() switch
                {
                    [10, ..] => true,
                    [172, >= 16 and < 32, ..] => true,
                    [192, 168, ..] => true,
                    [169, 254, ..] => true,
                    _ => false,
                }
        );

    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IPAddress Network(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private bool TryEnter(IPAddress address)
    {
        lock (_open)
        {
            var open = _open.GetValueOrDefault(address);
            if (open >= most)
            {
                return false;
            }
            _open[address] = open + 1;
            return true;
        }
    }

    private void Leave(IPAddress address)
    {
        lock (_open)
        {
            if (--_open[address] == 0)
            {
                _open.Remove(address);
            }
        }
    }
}
