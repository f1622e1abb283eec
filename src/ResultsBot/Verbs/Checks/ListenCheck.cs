using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace ResultsBot.Verbs.Checks;

/// <summary>Whether an address is free to listen on, or the bot that runs listens there already.</summary>
internal static class ListenCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="key">Of the configuration.</param>
    /// <param name="what">Listens there, as the beginning of a sentence.</param>
    /// <param name="sign">A path of the bot's.</param>
    /// <param name="isOurs">Whether the answer there is the bot's.</param>
    public static async Task<Finding> Of(
        string key,
        string what,
        string url,
        string sign,
        Func<HttpResponseMessage, bool> isOurs,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var address = BindingAddress.Parse(url);
        try
        {
            foreach (var ip in await AddressesOf(address.Host, ct))
            {
                using var socket = new Socket(
                    ip.AddressFamily,
                    SocketType.Stream,
                    ProtocolType.Tcp
                );
                socket.Bind(new IPEndPoint(ip, address.Port));
                socket.Listen();
            }
            return Finding.Ready($"{what} can listen at {url}.");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return await Answers(address, sign, isOurs, time, ct)
                ? Finding.Ready($"{what} listens at {url}: the bot runs.")
                : Finding.NotReady(
                    $"{what} can't listen at {url}, as another program does: end that, or change {key}."
                );
        }
        catch (SocketException e)
        {
            return Finding.NotReady(
                $"{what} can't listen at {url} ({e.Message}): put {key} right."
            );
        }
    }

    private static async Task<IPAddress[]> AddressesOf(string host, CancellationToken ct) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? [ip]
        : host is "*" or "+" ? [IPAddress.Any]
        : host == "localhost" ? [IPAddress.Loopback]
        : await Dns.GetHostAddressesAsync(host, ct);

    private static async Task<bool> Answers(
        BindingAddress address,
        string sign,
        Func<HttpResponseMessage, bool> isOurs,
        TimeProvider time,
        CancellationToken ct
    )
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        using var http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }
        );
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        try
        {
            using var answer = await http.GetAsync(
                new Uri($"http://{host}:{address.Port}{sign}"),
                HttpCompletionOption.ResponseHeadersRead,
                either.Token
            );
            return isOurs(answer);
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
