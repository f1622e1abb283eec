using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using NSec.Cryptography;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Control;

/// <summary>
/// Where interactions are sent over HTTP, in the place of the gateway, once an address is given for it: signed by the
/// application's key, and answered at once or by the callback's address.
/// </summary>
internal sealed class InteractionsEndpoint(
    SandboxWorld world,
    InteractionRoutes answers,
    Faults faults,
    ILogger log
) : IAsyncDisposable
{
    private const string PingBody = """{"type":1}""";

    private readonly Key _key = Key.Create(SignatureAlgorithm.Ed25519);
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
    );
    private readonly ConcurrentDictionary<Task, bool> _sending = [];

    /// <summary>Null where interactions go over the gateway.</summary>
    public Uri? Url { get; private set; }

    /// <summary>As the Developer Portal shows it.</summary>
    public string PublicKey =>
        Convert.ToHexStringLower(_key.PublicKey.Export(KeyBlobFormat.RawPublicKey));

    /// <summary>Tries it as Discord does before it is taken: with a ping, and with one whose signature is wrong.</summary>
    /// <exception cref="CannotException">It doesn't answer as it should.</exception>
    public async Task Set(Uri? url, CancellationToken ct)
    {
        if (url is not null)
        {
            using var pong = await Ask(() => Send(url, PingBody, isForged: false, ct), url);
            if (
                pong.StatusCode is not HttpStatusCode.OK
                || pong.Content.Headers.ContentType?.MediaType is not "application/json"
                || await ReadType(pong, ct) is not 1
            )
                throw new CannotException($"{url} does not answer a ping.");
            using var forged = await Ask(() => Send(url, PingBody, isForged: true, ct), url);
            if (forged.StatusCode is not HttpStatusCode.Unauthorized)
                throw new CannotException($"{url} takes what is signed wrongly.");
        }
        lock (world.Gate)
            Url = url;
    }

    /// <summary>Called while the world's gate is held.</summary>
    /// <returns>False where it is for the gateway.</returns>
    public bool Deliver(Interaction interaction)
    {
        if (Url is not { } url)
            return false;
        var times = faults.Take(FaultKind.RepeatInteraction) ? 2 : 1;
        var sending = Task.Run(() => Deliver(url, interaction, times));
        _sending.TryAdd(sending, true);
        _ = sending.ContinueWith(done => _sending.TryRemove(done, out _), TaskScheduler.Default);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_sending.Keys);
        _http.Dispose();
        _key.Dispose();
    }

    /// <summary>Whatever goes wrong, the person sees that the bot has not answered.</summary>
    private async Task Deliver(Uri url, Interaction interaction, int times)
    {
        using var late = new CancellationTokenSource(DiscordLimits.FirstAnswer, world.Time);
        try
        {
            for (var i = 0; i < times; i++)
            {
                using var answer = await Send(
                    url,
                    interaction.Payload.ToJsonString(),
                    isForged: false,
                    late.Token
                );
                if (answer.StatusCode is HttpStatusCode.OK)
                    Apply(interaction, await answer.Content.ReadAsStringAsync(late.Token));
                else if (!answer.IsSuccessStatusCode)
                    log.LogInformation("{Url} answered {Status}.", url, (int)answer.StatusCode);
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            log.LogInformation("{Url} did not answer: {Reason}", url, e.Message);
        }
    }

    private void Apply(Interaction interaction, string body)
    {
        try
        {
            lock (world.Gate)
                answers.Respond(interaction, JsonNode.Parse(body));
        }
        catch (Exception e) when (e is Refusal or JsonException)
        {
            log.LogInformation("An answer over HTTP was not taken: {Reason}", e.Message);
        }
    }

    private Task<HttpResponseMessage> Send(
        Uri url,
        string body,
        bool isForged,
        CancellationToken ct
    )
    {
        var timestamp = world.Now().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = isForged ? "another body" : body;
        var signature = SignatureAlgorithm.Ed25519.Sign(
            _key,
            Encoding.UTF8.GetBytes(timestamp + signed)
        );
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Signature-Ed25519", Convert.ToHexStringLower(signature));
        request.Headers.Add("X-Signature-Timestamp", timestamp);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Discord-Interactions", "1.0"));
        return _http.SendAsync(request, ct);
    }

    private static async Task<HttpResponseMessage> Ask(Func<Task<HttpResponseMessage>> ask, Uri url)
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException e)
        {
            throw new CannotException($"{url} does not answer: {e.Message}", e);
        }
    }

    private static async Task<int?> ReadType(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            return (int?)
                (JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct)) as JsonObject)?["type"];
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
