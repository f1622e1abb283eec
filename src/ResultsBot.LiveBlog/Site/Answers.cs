using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ResultsBot.LiveBlog.Site;

/// <summary>How an answer goes over the wire.</summary>
internal static class Answers
{
    private const string Brotli = "br";
    private const string Gzip = "gzip";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors ";

    /// <summary>The log is still being read.</summary>
    public static void NotYet(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = "1";
        http.Response.Headers.CacheControl = Keeping.Never;
    }

    /// <summary>Whether the reader has it already, in whichever encoding.</summary>
    public static bool IsKnown(HttpContext http, string tag)
    {
        foreach (var known in http.Request.Headers.IfNoneMatch)
        {
            if (known?.Contains('"' + tag, StringComparison.Ordinal) == true)
            {
                return true;
            }
        }
        return false;
    }

    public static void NotModified(HttpContext http, string tag, string keeping)
    {
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        http.Response.Headers.CacheControl = keeping;
        http.Response.Headers.Vary = "Accept-Encoding";
        http.Response.Headers.ETag = $"\"{tag}\"";
    }

    /// <param name="body">Null where there is nothing.</param>
    /// <param name="tag">Null where it is cached indefinitely, or not at all.</param>
    public static async Task Send(HttpContext http, Body? body, string? tag)
    {
        var headers = http.Response.Headers;
        if (body is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            headers.CacheControl = Keeping.Briefly;
            return;
        }
        var (bytes, encoding) = Encoded(body, http.Request.Headers.AcceptEncoding);
        headers.ContentType = body.Type;
        headers.CacheControl = body.Keeping;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers.ContentSecurityPolicy = Policy + (body.MayBeFramed ? "*" : "'none'");
        if (body.IsOpenData)
        {
            headers.AccessControlAllowOrigin = "*";
        }
        if (body.Brotli is not null)
        {
            headers.Vary = "Accept-Encoding";
        }
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }
        if (tag is not null)
        {
            headers.ETag = encoding is null ? $"\"{tag}\"" : $"\"{tag}-{encoding}\"";
        }
        headers.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }

    private static (ReadOnlyMemory<byte> Bytes, string? Encoding) Encoded(
        Body body,
        StringValues accepted
    ) =>
        body.Brotli is { } brotli && Accepts(accepted, Brotli) ? (brotli, Brotli)
        : body.Gzip is { } gzip && Accepts(accepted, Gzip) ? (gzip, Gzip)
        : (body.Plain, null);

    /// <summary>Named, and not refused by a weight of nothing.</summary>
    private static bool Accepts(StringValues accepted, string encoding)
    {
        foreach (var header in accepted)
        {
            foreach (var part in (header ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                var at = part.IndexOf(';', StringComparison.Ordinal);
                var name = at < 0 ? part : part[..at].TrimEnd();
                if (string.Equals(name, encoding, StringComparison.OrdinalIgnoreCase))
                {
                    return at < 0 || Weight(part[(at + 1)..]) > 0;
                }
            }
        }
        return false;
    }

    private static double Weight(string parameter) =>
        parameter.Trim() is ['q' or 'Q', '=', .. var weight]
        && double.TryParse(weight, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : 1;
}
