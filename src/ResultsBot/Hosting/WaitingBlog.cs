using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ResultsBot.Hosting;

/// <summary>
/// Listens at <c>Blog:Urls</c> while another process leads, so that an address that is taken shows at once and not when this
/// one has to take over. There is no page yet: a web server before it is told to ask the other machine.
/// </summary>
internal sealed class WaitingBlog : IAsyncDisposable
{
    /// <summary>By which <c>check</c> knows it.</summary>
    public const string Mark = "ResultsBot-Standing-By";

    private const int MostConnections = 100;

    private readonly WebApplication _app;

    private WaitingBlog(WebApplication app) => _app = app;

    public static async Task<WaitingBlog> Start(
        string urls,
        ILoggerFactory logs,
        CancellationToken ct
    ) => new(await WebServer.Start("Blog:Urls", urls, Limit, Refuse, logs, ct));

    /// <summary>Cuts off who is still connected: they come again, and find the page.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task Refuse(HttpContext http)
    {
        var answer = http.Response;
        answer.StatusCode = StatusCodes.Status503ServiceUnavailable;
        answer.Headers.CacheControl = "no-store";
        answer.Headers.RetryAfter = "2";
        answer.Headers.Connection = "close";
        answer.Headers[Mark] = "1";
        return Task.CompletedTask;
    }

    private static void Limit(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = MostConnections;
        limits.MaxRequestBodySize = 0;
    }
}
