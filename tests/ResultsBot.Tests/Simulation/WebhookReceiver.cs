using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ResultsBot.Simulation;

/// <summary>
/// Somebody's program that takes webhooks as Standard Webhooks asks of it: it checks each signature by itself, and leaves
/// out what it has had under the same id.
/// </summary>
internal sealed class WebhookReceiver(byte[] key)
{
    private readonly HashSet<string> _had = [];
    private readonly List<JsonObject> _kept = [];

    /// <summary>What it answers; 204 where it is not said.</summary>
    public Func<HttpStatusCode> Answers { get; set; } = () => HttpStatusCode.NoContent;

    /// <summary>In the order they came, each once.</summary>
    public IReadOnlyList<JsonObject> Kept => _kept;

    public int Asked { get; private set; }

    public List<WebRequest> Requests { get; } = [];

    public string Secret => $"whsec_{Convert.ToBase64String(key)}";

    public static WebhookReceiver Of(int seed) =>
        new([.. Enumerable.Range(0, 32).Select(i => (byte)(i + seed))]);

    public HttpResponseMessage Take(WebRequest request)
    {
        Asked++;
        Requests.Add(request);
        var status = Answers();
        if ((int)status is >= 200 and < 300)
        {
            if (!IsSigned(request))
            {
                return new HttpResponseMessage(HttpStatusCode.Unauthorized);
            }
            if (_had.Add(request.Header("webhook-id")!))
            {
                _kept.Add(JsonNode.Parse(request.Body)!.AsObject());
            }
        }
        return new HttpResponseMessage(status);
    }

    public bool IsSigned(WebRequest request)
    {
        var signed = $"{request.Header("webhook-id")}.{request.Header("webhook-timestamp")}.";
        var expected = Convert.ToBase64String(
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed + request.Body))
        );
        return request.Header("webhook-signature")?.Split(' ').Contains($"v1,{expected}") == true;
    }
}
