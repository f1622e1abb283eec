using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord;

namespace ResultsBot.Hosting;

/// <summary>
/// <c>POST /interactions</c>: commands and presses over HTTP instead of the gateway, for a bot behind a load balancer. The
/// standby listens as well, since Discord tests the address at any time. Both machines check the signature; the standby
/// passes requests on to the leader, which answers Discord just as it does over the gateway.
/// </summary>
internal sealed class InteractionServer : IAsyncDisposable
{
    public const string Path = "/interactions";

    /// <summary>Marks a request that the other machine passed on, so that it isn't passed back.</summary>
    private const string HandedOn = "ResultsBot-Handed-On";

    private const int MostConnections = 1000;
    private const int MostRemembered = 1000;

    /// <summary>Far more than a message command (with its message) or a form can take.</summary>
    private const int LongestBody = 1024 * 1024;

    /// <summary>Discord waits three seconds, and the leader's answer has to fit in them too.</summary>
    private static readonly TimeSpan LongestHandOn = TimeSpan.FromSeconds(2);

    private readonly InteractionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RecentInteractions _seen = new(MostRemembered);
    private readonly HttpClient _peer = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
    )
    {
        Timeout = LongestHandOn,
    };
    private WebApplication? _app;
    private Action<Interaction>? _answer;

    private InteractionServer(InteractionOptions options, TimeProvider time, ILogger log) =>
        (_options, _time, _log) = (options, time, log);

    public IEnumerable<Uri> Addresses => _app?.Urls.Select(u => new Uri(u)) ?? [];

    /// <exception cref="IOException">An address is in use, or none of this machine's.</exception>
    public static async Task<InteractionServer> Start(
        InteractionOptions options,
        TimeProvider time,
        ILoggerFactory logs,
        CancellationToken ct
    )
    {
        var server = new InteractionServer(options, time, logs.CreateLogger<InteractionServer>());
        try
        {
            server._app = await WebServer.Start(
                "Interactions:Urls",
                options.Urls,
                Limit,
                server.Serve,
                logs,
                ct
            );
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>From now on this process answers.</summary>
    /// <param name="answer">Begins to, and returns at once.</param>
    public void AnswerWith(Action<Interaction> answer) => Volatile.Write(ref _answer, answer);

    /// <summary>From now on requests are passed on to the other machine, or refused with 503.</summary>
    public void AnswerNoMore() => Volatile.Write(ref _answer, null);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
        _peer.Dispose();
    }

    private async Task Serve(HttpContext http)
    {
        if (http.Request.Path != Path)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = HttpMethods.Post;
            return;
        }
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var signed = new Signed(
            http.Request.Headers["X-Signature-Timestamp"],
            http.Request.Headers["X-Signature-Ed25519"],
            body.GetBuffer().AsMemory(0, (int)body.Length)
        );
        switch (
            InteractionRequest.Read(
                _options.Key,
                signed.Timestamp,
                signed.Signature,
                signed.Body,
                _time
            )
        )
        {
            case InteractionRequest.Ping:
                http.Response.ContentType = "application/json";
                await http.Response.Body.WriteAsync("""{"type":1}"""u8.ToArray());
                return;
            case InteractionRequest.Received { Interaction: var interaction }:
                http.Response.StatusCode = (int)
                    await Take(interaction, signed, http.Request.Headers.ContainsKey(HandedOn));
                return;
            case InteractionRequest.Unsigned { Reason: var reason }:
                _log.LogInformation("A request to {Path} was refused: {Reason}.", Path, reason);
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            default:
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
        }
    }

    /// <summary>What Discord has signed, as it came.</summary>
    private sealed record Signed(string? Timestamp, string? Signature, ReadOnlyMemory<byte> Body);

    private async Task<HttpStatusCode> Take(
        Interaction interaction,
        Signed signed,
        bool wasHandedOn
    )
    {
        if (Volatile.Read(ref _answer) is { } answer)
        {
            if (_seen.Add(interaction.Id))
            {
                answer(interaction);
            }
            // The answer comes by the callback's address, as it does over the gateway.
            return HttpStatusCode.Accepted;
        }
        return wasHandedOn || _options.Peer is not { } peer
            ? HttpStatusCode.ServiceUnavailable
            : await HandOn(peer, signed);
    }

    private async Task<HttpStatusCode> HandOn(Uri peer, Signed signed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(peer, Path))
        {
            Content = new ReadOnlyMemoryContent(signed.Body),
        };
        request.Headers.Add(HandedOn, "1");
        request.Headers.Add("X-Signature-Timestamp", signed.Timestamp);
        request.Headers.Add("X-Signature-Ed25519", signed.Signature);
        try
        {
            using var answer = await _peer.SendAsync(request);
            return answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            _log.LogWarning(
                "A command or a press could not be passed on to the leader at {Peer}: {Reason}",
                peer,
                e.Message
            );
            return HttpStatusCode.ServiceUnavailable;
        }
    }

    private static void Limit(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = MostConnections;
        limits.MaxRequestBodySize = LongestBody;
        limits.MaxRequestLineSize = 1024;
    }
}
