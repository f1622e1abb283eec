using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ResultsBot.Hosting;

/// <summary>
/// In Discord's place, in this process: takes every message as posted, and keeps the bot's last answer to an
/// interaction. Nothing that is sent to it can reach a network.
/// </summary>
internal sealed class EchoDiscord : HttpMessageHandler
{
    private readonly SemaphoreSlim _posts = new(0);
    private long _id = 1;

    /// <summary>The message that the last answer showed; null where it showed none.</summary>
    public JsonObject? Shown { get; private set; }

    /// <summary>Until one post more has come in.</summary>
    public Task Posted(CancellationToken ct) => _posts.WaitAsync(ct);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var body = request.Content is { } content
            ? JsonNode.Parse(await content.ReadAsByteArrayAsync(cancellationToken)) as JsonObject
            : null;
        var path = request.RequestUri!.AbsolutePath;
        if (path.EndsWith("/callback", StringComparison.Ordinal))
        {
            Shown = body?["data"] as JsonObject;
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }
        if (path.Contains("/webhooks/", StringComparison.Ordinal))
        {
            // An answer that was deferred, as the machine is slow.
            Shown = body;
        }
        else
        {
            _posts.Release();
        }
        var answer = new JsonObject
        {
            ["id"] = Next(),
            ["channel_id"] = Next(),
            ["embeds"] = body?["embeds"]?.DeepClone() ?? new JsonArray(),
        };
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json"),
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _posts.Dispose();
        }
        base.Dispose(disposing);
    }

    private string Next() => $"{Interlocked.Increment(ref _id)}";
}
