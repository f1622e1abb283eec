using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ResultsBot.Simulation;

namespace ResultsBot.Discord.Tests.Infra;

/// <summary>The HTTP API as a function: answers in turn, or by a rule; keeps what it was asked.</summary>
internal sealed class FakeDiscord : HttpMessageHandler
{
    public const string Token = "the.secret.token";
    private readonly Lock _gate = new();
    private readonly Queue<Func<Asked, CancellationToken, Task<HttpResponseMessage>>> _script =
        new();
    private readonly List<Asked> _requests = [];

    public FakeDiscord() => OneThread.Use();

    public FakeTimeProvider Time { get; } =
        new(new DateTimeOffset(2026, 5, 7, 22, 0, 0, TimeSpan.Zero));

    public KeptLogs Logs { get; } = new(LogLevel.Trace);

    /// <summary>What answers once the script is used up.</summary>
    public Func<Asked, CancellationToken, Task<HttpResponseMessage>> Otherwise { get; set; } =
        (asked, _) =>
            Task.FromResult(
                Ok(asked.Path.Contains("/messages", StringComparison.Ordinal) ? AMessage : "{}")
            );

    public const string AMessage =
        """{"id":"11","channel_id":"7","content":"hello","author":{"id":"5","username":"bot","bot":true},"timestamp":"2026-05-07T22:00:00+00:00","nonce":"n1","embeds":[]}""";

    public IReadOnlyList<Asked> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public DiscordOptions Options { get; init; } =
        new() { Token = Token, BaseAddress = new Uri("http://127.0.0.1:9/api/v10/") };

    public DiscordRest Rest(DiscordOptions? options = null) =>
        new(this, options ?? Options, Time, () => 0.5, Logs.For<DiscordRest>());

    public FakeDiscord Then(HttpResponseMessage response) =>
        Then((_, _) => Task.FromResult(response));

    public FakeDiscord Then(Exception failure) =>
        Then((_, _) => Task.FromException<HttpResponseMessage>(failure));

    /// <summary>Takes the request and never answers.</summary>
    public FakeDiscord ThenNothing() =>
        Then(
            async (_, ct) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, Time, ct);
                throw new InvalidOperationException("unreachable");
            }
        );

    public FakeDiscord Then(Func<Asked, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var body = request.Content is null
            ? ""
            : await request.Content.ReadAsStringAsync(cancellationToken);
        var asked = new Asked(
            request.Method.Method,
            request.RequestUri!.PathAndQuery,
            body,
            request,
            Time.GetUtcNow()
        );
        Func<Asked, CancellationToken, Task<HttpResponseMessage>> answer;
        lock (_gate)
        {
            _requests.Add(asked);
            answer = _script.Count > 0 ? _script.Dequeue() : Otherwise;
        }

        return await answer(asked, cancellationToken);
    }

    public static HttpResponseMessage Ok(
        string json,
        params (string Name, string Value)[] headers
    ) => Answer(HttpStatusCode.OK, json, headers);

    public static HttpResponseMessage Answer(
        HttpStatusCode status,
        string json,
        params (string Name, string Value)[] headers
    )
    {
        var response = new HttpResponseMessage(status)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    public static HttpResponseMessage NoContent() => new(HttpStatusCode.NoContent);

    public static HttpResponseMessage Refusal(
        HttpStatusCode status,
        int code,
        string message = "no"
    ) => Answer(status, $$"""{"code":{{code}},"message":"{{message}}"}""");

    public static HttpResponseMessage Limited(
        double retryAfter,
        bool global = false,
        int code = 0,
        params (string Name, string Value)[] headers
    ) =>
        Answer(
            HttpStatusCode.TooManyRequests,
            FormattableString.Invariant(
                $$"""{"message":"limited","retry_after":{{retryAfter}},"global":{{(global ? "true" : "false")}},"code":{{code}}}"""
            ),
            headers
        );

    public static HttpResponseMessage Html(HttpStatusCode status) =>
        new(status)
        {
            Content = new StringContent(
                "<html>error code: 1015</html>",
                Encoding.UTF8,
                "text/html"
            ),
        };

    public static (string, string)[] Bucket(
        string hash,
        int limit,
        int remaining,
        double resetAfter
    ) =>
        [
            ("X-RateLimit-Bucket", hash),
            ("X-RateLimit-Limit", limit.ToString()),
            ("X-RateLimit-Remaining", remaining.ToString()),
            ("X-RateLimit-Reset-After", FormattableString.Invariant($"{resetAfter}")),
        ];
}

internal sealed record Asked(
    string Method,
    string Path,
    string Body,
    HttpRequestMessage Message,
    DateTimeOffset At
)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
