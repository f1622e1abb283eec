using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResultsBot.Health;

namespace ResultsBot.Hosting;

/// <summary>Where health is told over HTTP, several addresses by semicolons.</summary>
internal sealed record HealthUrls(string Urls);

/// <summary>
/// <c>/healthz</c>: what the health file says, 200 where the bot is well and 503 where it isn't. <c>/readyz</c>: 200 where it can
/// take commands. For load balancers, orchestrators and monitors.
/// </summary>
internal sealed class HealthServer(
    HealthUrls urls,
    BotHealth health,
    TimeProvider time,
    ILoggerFactory logs
) : IHostedService, IAsyncDisposable
{
    private const int MostConnections = 100;

    private WebApplication? _app;

    /// <summary>Where it listens; none before it has started.</summary>
    public IEnumerable<Uri> Addresses => _app?.Urls.Select(u => new Uri(u)) ?? [];

    /// <exception cref="IOException">An address is in use, or none of this machine's.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var hosts = urls
            .Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(url => BindingAddress.Parse(url).Host)
            .Append("localhost")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        _app = await WebServer.Start(
            "Health:Urls",
            urls.Urls,
            Limit,
            http => Serve(http, hosts),
            logs,
            cancellationToken
        );
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

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
        var (report, now) = (health.Now(), time.GetUtcNow());
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
