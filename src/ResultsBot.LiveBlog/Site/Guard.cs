using System.Net;
using Microsoft.AspNetCore.Http;

namespace ResultsBot.LiveBlog.Site;

/// <summary>
/// Who is answered at all. A page elsewhere may have its own name point to this machine: only the names that the operator has
/// given are served, those of this machine, and bare addresses.
/// </summary>
internal sealed class Guard(IReadOnlySet<string> hosts)
{
    public Task Invoke(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }
        if (!IsOurs(http.Request.Host.Host))
        {
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }
        return next(http);
    }

    private bool IsOurs(string host) =>
        hosts.Contains(host)
        || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out _);
}
