using System.Net;
using System.Net.Sockets;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets.Http;

/// <summary>
/// What outlets over HTTP post with: no redirects, no cookies, an answer of bounded size and time, and, unless that is
/// allowed, no address that is not public. Whose address it is is seen when the connection is made, and not before: a
/// name may lead somewhere else the next time it is asked for.
/// </summary>
/// <param name="handler">Disposed of with this.</param>
/// <param name="beforeSending">Waited for before each request leaves: whether it still may. Null where it always may.</param>
internal sealed class OutletHttp(
    HttpMessageHandler handler,
    TimeProvider time,
    Func<CancellationToken, Task>? beforeSending = null
) : IDisposable
{
    /// <summary>Of an answer, in bytes.</summary>
    public const int LongestAnswer = 1024 * 1024;

    private const int LongestHeadersKilobytes = 16;

    /// <summary>Somebody who has not answered by then is asked again later.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly HttpMessageInvoker _http = new(handler);

    public OutletHttp(
        bool allowPrivateAddresses,
        TimeProvider time,
        Func<CancellationToken, Task>? beforeSending = null
    )
        : this(Handler(allowPrivateAddresses), time, beforeSending) { }

    /// <param name="judge">Told what was answered, whatever that is.</param>
    public async Task<OutletAnswer> Send(
        HttpRequestMessage request,
        Func<HttpResponseMessage, CancellationToken, Task<OutletAnswer>> judge,
        CancellationToken ct
    )
    {
        if (beforeSending is not null)
        {
            await beforeSending(ct);
        }
        using var patience = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            using (request)
            {
                using var response = await _http.SendAsync(request, either.Token);
                return await judge(response, either.Token);
            }
        }
        catch (HttpRequestException e) when (WasNeverSent(e))
        {
            return new OutletAnswer.Later(
                null,
                e.InnerException is PrivateAddressException refused ? refused.Message : e.Message
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new OutletAnswer.Unknown(e.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new OutletAnswer.Unknown("No answer in time.");
        }
    }

    /// <summary>
    /// Whether somebody answers there. What they answer to a question that asks for nothing says little: a receiver of posts
    /// refuses it.
    /// </summary>
    public Task<OutletAnswer> Reach(Uri url, CancellationToken ct) =>
        Send(
            new HttpRequestMessage(HttpMethod.Head, url),
            (response, _) =>
                Task.FromResult<OutletAnswer>(
                    (int)response.StatusCode >= 500
                        ? HttpAnswers.NotYet(response, time)
                        : new OutletAnswer.Done("")
                ),
            ct
        );

    public void Dispose() => _http.Dispose();

    private static bool WasNeverSent(HttpRequestException e) =>
        e.InnerException is PrivateAddressException
        || e.HttpRequestError
            is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError;

    private static SocketsHttpHandler Handler(bool allowPrivateAddresses) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // What is traced here is of no use to them.
            ActivityHeadersPropagator = null,
            // Behind a proxy, the proxy alone sees where it leads.
            UseProxy = allowPrivateAddresses,
            MaxResponseHeadersLength = LongestHeadersKilobytes,
            MaxResponseDrainSize = LongestAnswer,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ConnectCallback = (context, ct) =>
                Connect(context.DnsEndPoint, allowPrivateAddresses, ct),
        };

    private static async ValueTask<Stream> Connect(
        DnsEndPoint to,
        bool allowPrivateAddresses,
        CancellationToken ct
    )
    {
        var addresses = await Dns.GetHostAddressesAsync(to.Host, ct);
        IPAddress[] allowed =
        [
            .. addresses.Where(a => allowPrivateAddresses || PublicAddresses.Include(a)),
        ];
        if (allowed.Length == 0)
        {
            throw new PrivateAddressException();
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, to.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The name leads to this machine, or to the network it is in.</summary>
internal sealed class PrivateAddressException()
    : IOException(
        "The address isn't a public one. Outlets:AllowPrivateAddresses allows those of your own network."
    );
