using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using ResultsBot.Health;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Hosting;

/// <summary>
/// <c>/healthz</c>: what the health file says, 200 where the bot is well and 503 where it isn't. <c>/readyz</c>: 200 where it can
/// take commands. For load balancers, orchestrators and monitors. It listens from the process's start: whoever stands by is
/// asked as well, and an address that is taken must not show first when it has to take over.
/// </summary>
internal sealed class HealthServer : IAsyncDisposable
{
    private const int MostConnections = 100;

    private readonly TimeProvider _time;
    private WebApplication? _app;
    private Func<HealthReport?>? _look;

    private HealthServer(TimeProvider time) => _time = time;

    /// <summary>Where it listens.</summary>
    public IEnumerable<Uri> Addresses => _app?.Urls.Select(u => new Uri(u)) ?? [];

    /// <param name="urls">Several by semicolons.</param>
    /// <exception cref="IOException">An address is in use, or none of this machine's.</exception>
    public static async Task<HealthServer> Start(
        string urls,
        TimeProvider time,
        ILoggerFactory logs,
        CancellationToken ct
    )
    {
        var hosts = urls.Split(
                ';',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
            .Select(url => BindingAddress.Parse(url).Host)
            .Append("localhost")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var server = new HealthServer(time);
        server._app = await WebServer.Start(
            "Health:Urls",
            urls,
            Limit,
            http => server.Serve(http, hosts),
            logs,
            ct
        );
        return server;
    }

    /// <param name="look">
    /// How the process is doing just now. Asked of any thread; never waits. Null, and what it gives may be: it neither leads
    /// nor stands by yet, or does no more.
    /// </param>
    public void AnswerWith(Func<HealthReport?>? look) => Volatile.Write(ref _look, look);

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private HealthReport Look() =>
        Volatile.Read(ref _look)?.Invoke()
        ?? HealthReport.Of(_time.GetUtcNow(), [], BroadcastStatus.Nothing, [], null);

    private Task Serve(HttpContext http, HashSet<string> hosts)
    {
        // A web page may have a name of its own point here, and read which servers there are.
        if (!hosts.Contains(http.Request.Host.Host) && !IsAddress(http.Request.Host.Host))
        {
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }
        http.Response.Headers.CacheControl = "no-store";
        var (report, now) = (Look(), _time.GetUtcNow());
        switch (http.Request.Path.Value)
        {
            case "/healthz":
                return Write(http, report.Problem(now), "application/json", report.ToJson());
            case "/readyz":
                var reason = report.Unready(now);
                return Write(
                    http,
                    reason,
                    "text/plain; charset=utf-8",
                    HealthReport.ReadyLine(reason)
                );
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    private static Task Write(HttpContext http, string? problem, string type, byte[] body)
    {
        http.Response.StatusCode = problem is null
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : http.Response.Body.WriteAsync(body).AsTask();
    }

    private static bool IsAddress(string host) => IPAddress.TryParse(host.Trim('[', ']'), out _);

    private static void Limit(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = MostConnections;
        limits.MaxRequestBodySize = 0;
        limits.MaxRequestLineSize = 1024;
    }
}
