using System.Net;
using System.Net.Sockets;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Http;

namespace ResultsBot.Tests.Outlets;

public class OutletHttpTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:db8::1")]
    [InlineData("fc00::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void What_is_not_on_the_internet_is_not_public(string address) =>
        Assert.False(PublicAddresses.Include(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("198.20.0.1")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::101:101")]
    [InlineData("2606:4700::1111")]
    public void What_is_on_the_internet_is(string address) =>
        Assert.True(PublicAddresses.Include(IPAddress.Parse(address)));

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_refused_once_it_is_known_to()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var http = new OutletHttp(allowPrivateAddresses: false, TimeProvider.System);

        var answer = await http.Send(
            new HttpRequestMessage(HttpMethod.Post, $"http://localhost:{port}/"),
            (_, _) => throw new InvalidOperationException("It was reached."),
            CancellationToken.None
        );

        Assert.Contains(
            "isn't a public one",
            Assert.IsType<OutletAnswer.Later>(answer).Reason,
            StringComparison.Ordinal
        );
        Assert.False(listener.Pending());
    }
}
