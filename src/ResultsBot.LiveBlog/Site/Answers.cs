using Microsoft.AspNetCore.Http;

namespace ResultsBot.LiveBlog.Site;

/// <summary>How an answer goes over the wire.</summary>
internal static class Answers
{
    /// <summary>The log is still being read.</summary>
    public static void NotYet(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = "1";
        http.Response.Headers.CacheControl = Keeping.Never;
    }

    /// <param name="answer">Null where there is nothing.</param>
    public static Task Send(HttpContext http, Answer? answer)
    {
        var headers = http.Response.Headers;
        if (answer is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            headers.CacheControl = Keeping.Briefly;
            return Task.CompletedTask;
        }
        headers.CacheControl = answer.Keeping;
        headers.Vary = answer.Vary;
        if (answer.IsKnown(http.Request.Headers.IfNoneMatch))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            headers.ETag = answer.Plain.Tag;
            return Task.CompletedTask;
        }
        var encoding = answer.In(http.Request.Headers.AcceptEncoding);
        headers.ContentType = answer.Type;
        Secure(headers, answer);
        headers.ContentEncoding = encoding.Name;
        headers.ETag = encoding.Tag;
        headers.ContentLength = encoding.Bytes.Length;
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : SendBody(http.Response, encoding.Bytes);
    }

    /// <summary>
    /// In one piece: Kestrel cuts what it is given into blocks of 4 KB, and each of them costs the kernel a buffer.
    /// </summary>
    private static async Task SendBody(HttpResponse response, ReadOnlyMemory<byte> body)
    {
        await response.StartAsync(CancellationToken.None);
        var writer = response.BodyWriter;
        body.CopyTo(writer.GetMemory(body.Length));
        writer.Advance(body.Length);
        // A reader who has gone ends it as well, without a token made for each request.
        await writer.FlushAsync(CancellationToken.None);
    }

    /// <summary>As much of it as is asked for: Safari plays no video that it can't have in parts.</summary>
    public static Task SendParts(HttpContext http, Answer answer)
    {
        http.Response.Headers.CacheControl = answer.Keeping;
        Secure(http.Response.Headers, answer);
        return TypedResults
            .Bytes(answer.Plain.Bytes, answer.Type, enableRangeProcessing: true)
            .ExecuteAsync(http);
    }

    private static void Secure(IHeaderDictionary headers, Answer answer)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers.ContentSecurityPolicy = answer.SecurityPolicy;
        headers.AccessControlAllowOrigin = answer.Origin;
    }
}
