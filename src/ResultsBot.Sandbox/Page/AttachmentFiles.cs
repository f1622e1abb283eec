using Microsoft.AspNetCore.Http;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Page;

/// <summary>
/// Serves the files people and bots have given. They may hold anything, and come from the page's own address: so only
/// pictures are shown, everything else is saved, and nothing in them may run.
/// </summary>
internal sealed class AttachmentFiles(SandboxWorld world)
{
    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    };

    public Task Serve(HttpContext http)
    {
        var response = http.Response;
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }
        var path = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        StoredFile? found = null;
        if (path is ["attachments", var channel, var id, ..])
            lock (world.Gate)
                found =
                    Snowflake.TryParse(id, out var known)
                    && world.Files.Find(known) is { } file
                    && channel.Equals(Wire.Id(file.ChannelId), StringComparison.Ordinal)
                        ? file
                        : null;
        if (found is null)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        var type = found.File.ContentType.Split(';')[0].Trim();
        var shown = Shown.Contains(type);
        response.ContentType = shown ? type : "application/octet-stream";
        response.ContentLength = found.File.Bytes.Length;
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition =
            $"{(shown ? "inline" : "attachment")}; filename*=UTF-8''{Uri.EscapeDataString(found.File.Name)}";
        return response.Body.WriteAsync(found.File.Bytes, http.RequestAborted).AsTask();
    }
}
