using System.Net;
using Microsoft.AspNetCore.Http;

namespace ResultsBot.LiveBlog.Site;

/// <summary>
/// Who is answered at all. A page elsewhere may have its own name point to this machine: only the names that the operator has
/// given are served, those of this machine, and bare addresses.
/// </summary>
internal sealed class Guard(IReadOnlySet<string> hosts)
{
    /// <summary>As the last one that was served wrote it: most write the same.</summary>
    private volatile string? _served;

    public Task Invoke(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }
        var host = http.Request.Host;
        if (!(host.HasValue && host.Value == _served) && !IsOurs(host.Host))
        {
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }
        _served = host.Value;
        return next(http);
    }

    private bool IsOurs(string host) =>
        hosts.Contains(host)
        || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out _);
}
