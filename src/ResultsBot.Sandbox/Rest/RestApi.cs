using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ResultsBot.Sandbox.Control;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>
/// One request from its arrival to its answer: on the way here, the limits, the faults asked for, what it does, on the
/// way back.
/// </summary>
internal sealed class RestApi(
    SandboxWorld world,
    Routes routes,
    Faults faults,
    Counters counters,
    SandboxOptions options,
    string token,
    ILogger log
)
{
    private const long MaxBody = 25 * 1024 * 1024;
    private readonly Random _random = new(options.Seed);
    private readonly Buckets _buckets = new(world.Time);
    private readonly GlobalLimit _global = new(
        options.GlobalLimit,
        options.GlobalWindow,
        world.Time
    );

    public async Task Handle(HttpContext http, string path, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            stopping,
            http.RequestAborted
        );
        try
        {
            await Handle(http, path, ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            http.Abort();
        }
    }

    private async Task Handle(HttpContext http, string path, CancellationTokenSource ended)
    {
        var (there, back) = Latency();
        byte[] body;
        try
        {
            body = await ReadBody(http.Request);
        }
        catch (BadHttpRequestException)
        {
            await Write(
                http,
                new Answer(413, new Refusal(413, 40005, "Request entity too large").Json),
                []
            );
            return;
        }
        await Wait(there, ended.Token);

        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        Answer answer;
        FaultKind? ending;
        lock (world.Gate)
            answer = Arrive(http.Request, path, body, headers, out ending);

        await Wait(back, ended.Token);
        switch (ending)
        {
            case FaultKind.NoAnswerBefore or FaultKind.NoAnswerAfter:
                http.Abort();
                break;
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, world.Time, ended.Token);
                break;
            default:
                await Write(http, answer, headers);
                break;
        }
    }

    private Answer Arrive(
        HttpRequest request,
        string path,
        byte[] body,
        Dictionary<string, string> headers,
        out FaultKind? ending
    )
    {
        ending = null;
        counters.Requests++;
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (
            segments is [['v', .. var version], ..]
            && version.All(char.IsAsciiDigit)
            && version.Length > 0
        )
            segments = segments[1..];
        try
        {
            if (
                request.Headers.UserAgent.Count == 0
                || string.IsNullOrWhiteSpace(request.Headers.UserAgent)
            )
                throw new Refusal(403, 40333, "internal network error");

            var route = routes.Find(request.Method, segments);
            var call = new Call(segments, request.Query, () => ParseBody(request, body));
            if (route.NeedsToken)
                CheckToken(request);

            var fault = faults.Take(path);
            if (faults.ClockShift != TimeSpan.Zero)
                headers["Date"] = (world.Now() + faults.ClockShift).ToString(
                    "R",
                    CultureInfo.InvariantCulture
                );
            switch (fault?.Kind)
            {
                case FaultKind.RateLimit:
                    return Limited(
                        headers,
                        fault.Scope,
                        fault.RetryAfter,
                        call,
                        route,
                        fault.HeaderRetryAfter
                    );
                case FaultKind.Cloudflare:
                    Missed(call, route);
                    counters.Invalid++;
                    return Answer.Page(429, "Error 1015: You are being rate limited");
                case FaultKind.CloudflareForbids:
                    Missed(call, route);
                    counters.Invalid++;
                    return Answer.Page(403, "Error 1020: Access denied");
                case FaultKind.Unauthorized:
                    Missed(call, route);
                    throw Refusal.Unauthorized();
                case FaultKind.BadGateway:
                    Missed(call, route);
                    counters.ServerErrors++;
                    return Answer.Page(502, "502 Bad Gateway");
                case FaultKind.NoAnswerBefore:
                    Missed(call, route);
                    ending = fault.Kind;
                    return Answer.NoContent;
            }
            if (!route.FreeOfGlobalLimit && _global.Take() is { } globalWait)
                return Limited(headers, "global", globalWait, call, route);
            if (route.Bucket is { } rule && options.EnforceLimits)
            {
                var state = _buckets.Take(rule, route.Major);
                Describe(headers, rule, state);
                if (state.Refused)
                    return Limited(headers, "user", state.ResetAfter, call, route);
            }
            if (fault?.Kind is FaultKind.ServerErrorBefore)
            {
                Missed(call, route);
                counters.ServerErrors++;
                return ServerError();
            }
            var answer = route.Handle(call);
            switch (fault?.Kind)
            {
                case FaultKind.ServerErrorAfter:
                    counters.ServerErrors++;
                    return ServerError();
                case FaultKind.NoAnswerAfter or FaultKind.Hang:
                    ending = fault.Kind;
                    break;
                case FaultKind.NoGzip or FaultKind.CutGzip or FaultKind.NoBrotli:
                    return answer.Garbled(fault.Kind);
                case { } kind:
                    Lie(headers, kind);
                    break;
            }
            return answer;
        }
        catch (Refusal refusal)
        {
            if (refusal.Status is 401 or 403)
                counters.Invalid++;
            return new Answer(refusal.Status, refusal.Json);
        }
        catch (LimitReached limit)
        {
            return Limited(headers, limit);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a body holds must not end the sandbox; a real fault is in the log.
            log.LogError(e, "The sandbox could not handle {Method} {Path}", request.Method, path);
            return ServerError();
        }
    }

    private Answer Limited(
        Dictionary<string, string> headers,
        string scope,
        TimeSpan wait,
        Call call,
        Route route,
        TimeSpan? headerWait = null
    )
    {
        Missed(call, route);
        counters.Limited(scope);
        var seconds = Math.Max(0.001, Math.Ceiling(wait.TotalMilliseconds) / 1000);
        headers["X-RateLimit-Scope"] = scope;
        if (scope is "global")
            headers["X-RateLimit-Global"] = "true";
        headers["Retry-After"] = Math.Ceiling(headerWait?.TotalSeconds ?? seconds)
            .ToString(CultureInfo.InvariantCulture);
        headers["Via"] = "1.1 google";
        var json = new JsonObject
        {
            ["message"] = "You are being rate limited.",
            ["retry_after"] = seconds,
            ["global"] = scope is "global",
        };
        return new Answer(429, json.ToJsonString());
    }

    /// <summary>What the headers of an answer have been seen to say, and should not have.</summary>
    private static void Lie(Dictionary<string, string> headers, FaultKind kind)
    {
        switch (kind)
        {
            case FaultKind.NoHeaders:
                foreach (
                    var name in headers
                        .Keys.Where(n => n.StartsWith("X-RateLimit-", StringComparison.Ordinal))
                        .ToList()
                )
                    headers.Remove(name);
                break;
            case FaultKind.FarHeaders:
                headers["X-RateLimit-Limit"] = "50000";
                headers["X-RateLimit-Remaining"] = "49999";
                headers["X-RateLimit-Reset-After"] = "259200.000";
                break;
            case FaultKind.EmptyHeaders:
                headers["X-RateLimit-Limit"] = "5";
                headers["X-RateLimit-Remaining"] = "0";
                headers["X-RateLimit-Reset-After"] = "0.500";
                break;
            case FaultKind.WrongBucket:
                headers["X-RateLimit-Bucket"] = "00000000000000000000000000000000";
                break;
        }
    }

    private Answer Limited(Dictionary<string, string> headers, LimitReached limit)
    {
        counters.Limited(limit.Scope);
        var seconds = Math.Max(0.001, Math.Ceiling(limit.Wait.TotalMilliseconds) / 1000);
        headers["X-RateLimit-Scope"] = limit.Scope;
        headers["Retry-After"] = limit.HeaderLies
            ? "1"
            : Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture);
        headers["Via"] = "1.1 google";
        var json = new JsonObject
        {
            ["message"] = limit.Message,
            ["retry_after"] = seconds,
            ["global"] = false,
            ["code"] = limit.Code,
        };
        return new Answer(429, json.ToJsonString());
    }

    private void Missed(Call call, Route route)
    {
        if (
            route.Bucket == BucketRule.CreateMessage
            && Snowflake.TryParse(route.Major, out var channel)
        )
            try
            {
                counters.Attempted(channel, Routes.KeyOf(call.Body), created: false);
            }
            catch (Refusal)
            {
                // Nobody misses a message that could never have been sent.
            }
    }

    private void Describe(Dictionary<string, string> headers, BucketRule rule, BucketState state)
    {
        var reset = world.Now() + faults.ClockShift + state.ResetAfter;
        headers["X-RateLimit-Limit"] = rule.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = (reset.ToUnixTimeMilliseconds() / 1000.0).ToString(
            "F3",
            CultureInfo.InvariantCulture
        );
        headers["X-RateLimit-Reset-After"] = state.ResetAfter.TotalSeconds.ToString(
            "F3",
            CultureInfo.InvariantCulture
        );
        headers["X-RateLimit-Bucket"] = rule.Hash;
    }

    private static Answer ServerError() =>
        new(
            500,
            new JsonObject
            {
                ["message"] = "500: Internal Server Error",
                ["code"] = 0,
            }.ToJsonString()
        );

    private void CheckToken(HttpRequest request)
    {
        var given = request.Headers.Authorization.ToString();
        if (!given.Equals("Bot " + token, StringComparison.Ordinal))
            throw Refusal.Unauthorized();
    }

    private static RequestBody ParseBody(HttpRequest request, byte[] body)
    {
        if (body.Length == 0)
            return RequestBody.Empty;
        var type = request.ContentType ?? "";
        if (type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return MultipartBody.Parse(type, body);
        if (!type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            throw new Refusal(
                400,
                50035,
                "Invalid Form Body",
                new JsonObject
                {
                    ["_errors"] = new JsonArray(
                        new JsonObject
                        {
                            ["code"] = "CONTENT_TYPE_INVALID",
                            ["message"] =
                                "Expected \"Content-Type\" header to be one of {'application/json', 'multipart/form-data'}.",
                        }
                    ),
                }
            );
        return SafeJson.TryParse(body, out var json)
            ? new RequestBody(json, RequestBody.NoFiles)
            : throw Refusal.BadJson();
    }

    private static async Task<byte[]> ReadBody(HttpRequest request)
    {
        if (request.ContentLength > MaxBody)
            throw new BadHttpRequestException("too large");
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, request.HttpContext.RequestAborted);
        return memory.ToArray();
    }

    private static async Task Write(
        HttpContext http,
        Answer answer,
        Dictionary<string, string> headers
    )
    {
        http.Response.StatusCode = answer.Status;
        foreach (var (name, value) in headers)
            http.Response.Headers[name] = value;
        if (answer.Json is null)
            return; // and no content type: some clients would parse the empty body
        http.Response.ContentType = answer.ContentType;
        if (answer.Encoded is { Name: var encoding })
            http.Response.Headers.ContentEncoding = encoding;
        var bytes = answer.Encoded?.Body ?? Encoding.UTF8.GetBytes(answer.Json);
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private (TimeSpan There, TimeSpan Back) Latency()
    {
        lock (world.Gate)
            return (Half(), Half());
        TimeSpan Half() =>
            TimeSpan.FromTicks(
                Math.Max(
                    0,
                    (
                        faults.Latency.Ticks
                        + (long)((_random.NextDouble() * 2 - 1) * faults.Jitter.Ticks)
                    ) / 2
                )
            );
    }

    private Task Wait(TimeSpan time, CancellationToken ct) =>
        time > TimeSpan.Zero ? Task.Delay(time, world.Time, ct) : Task.CompletedTask;
}
