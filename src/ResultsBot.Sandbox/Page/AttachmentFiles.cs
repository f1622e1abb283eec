using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Page;

/// <summary>
/// Serves the files people and bots have given. They may hold anything, and come from the page's own address: so only
/// pictures are shown, everything else is saved, and nothing in them may run.
/// </summary>
internal sealed class AttachmentFiles(SandboxWorld world)
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/attachments/{channel}/{id}/{name?}", Serve);

    private IResult Serve(HttpResponse response, ulong channel, ulong id)
    {
        StoredFile? found;
        lock (world.Gate)
            found = world.Files.Find(id);
        if (found is null || found.ChannelId != channel)
            return Results.NotFound();
        var type = found.File.ContentType.Split(';')[0].Trim().ToLowerInvariant();
        var shown = type is "image/png" or "image/jpeg" or "image/gif" or "image/webp";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition =
            $"{(shown ? "inline" : "attachment")}; filename*=UTF-8''{Uri.EscapeDataString(found.File.Name)}";
        return Results.Bytes(found.File.Bytes, shown ? type : "application/octet-stream");
    }
}
