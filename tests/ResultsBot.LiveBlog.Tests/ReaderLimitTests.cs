using System.Net;
using Microsoft.AspNetCore.Connections;
using ResultsBot.LiveBlog.Site;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>What readers may take of the machine.</summary>
public class ReaderLimitTests
{
    [Theory]
    [InlineData("203.0.113.5", "203.0.113.5", false)]
    [InlineData("203.0.113.5", "203.0.113.6", true)]
    [InlineData("203.0.113.5", "::ffff:203.0.113.5", false)]
    [InlineData("2001:db8:1:2::5", "2001:db8:1:2:ffff::6", false)]
    [InlineData("2001:db8:1:2::5", "2001:db8:1:3::5", true)]
    public async Task One_address_holds_so_many_connections_and_others_have_their_own(
        string held,
        string comes,
        bool isLetIn
    )
    {
        var limit = new ConnectionsByAddress(2);
        var gone = new TaskCompletionSource();
        var holding = Task.WhenAll(
            limit.Serve(From(held), _ => gone.Task),
            limit.Serve(From(held), _ => gone.Task)
        );

        Assert.Equal(isLetIn, await IsLetIn(limit, comes));

        gone.SetResult();
        await holding;
        Assert.True(await IsLetIn(limit, comes));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.2.3")]
    [InlineData("192.168.2.3")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("fd00::1")]
    public async Task A_web_server_in_front_speaks_for_many(string address)
    {
        var limit = new ConnectionsByAddress(1);
        var gone = new TaskCompletionSource();
        var holding = limit.Serve(From(address), _ => gone.Task);

        Assert.True(await IsLetIn(limit, address));

        gone.SetResult();
        await holding;
    }

    [Theory]
    [InlineData("172.32.0.1")]
    [InlineData("192.169.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("2001:db8::1")]
    public void Addresses_of_others_are_counted(string address) =>
        Assert.False(ConnectionsByAddress.IsPrivate(IPAddress.Parse(address)));

    [Theory]
    [InlineData(1_024L, 768)]
    [InlineData(20_000L, 15_000)]
    [InlineData(1_048_576L, 15_000)]
    [InlineData(null, 5_625)]
    public void Readers_leave_files_for_the_bot(long? openFiles, int connections)
    {
        var limits = ReaderLimits.For(openFiles);

        Assert.Equal(connections, limits.Connections);
        Assert.InRange(limits.Streams, 1, limits.Connections * 2 / 3);
    }

    private static async Task<bool> IsLetIn(ConnectionsByAddress limit, string address)
    {
        var isIn = false;
        await limit.Serve(
            From(address),
            _ =>
            {
                isIn = true;
                return Task.CompletedTask;
            }
        );
        return isIn;
    }

    private static DefaultConnectionContext From(string address) =>
        new() { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 40_000) };
}
