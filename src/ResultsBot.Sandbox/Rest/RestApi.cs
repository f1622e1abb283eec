using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
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
    Faults faults,
    Counters counters,
    SandboxOptions options,
    string token,
    ILogger log
)
{
    private readonly Random _random = new(options.Seed);
    private readonly Buckets _buckets = new(world.Time);
    private readonly GlobalLimit _global = new(
        options.GlobalLimit,
        options.GlobalWindow,
        world.Time
    );

    public void Map(
        IEndpointRouteBuilder app,
        IEnumerable<Route> routes,
        CancellationToken stopping
    )
    {
        // Whatever version an address names, it is answered as this one.
        foreach (var route in routes)
        foreach (var prefix in new[] { "/api/", "/api/v{version:int}/" })
            if (route.Method is { } method)
                app.MapMethods(
                    prefix + route.Pattern,
                    [method],
                    http => Run(http, route, stopping)
                );
            else
                app.Map(prefix + route.Pattern, http => Run(http, route, stopping));
    }

    private async Task Run(HttpContext http, Route route, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            stopping,
            http.RequestAborted
        );
        try
        {
            await Handle(http, route, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            http.Abort();
        }
    }

    private async Task Handle(HttpContext http, Route route, CancellationToken ct)
    {
        var (there, back) = Latency();
        if (await ReadBody(http.Request, ct) is not { } body)
        {
            await Answer.Of(Refusal.TooLarge()).Write(http);
            return;
        }
        await Wait(there, ct);

        Answer answer;
        FaultKind? ending;
        lock (world.Gate)
            (answer, ending) = Arrive(http, route, body);

        await Wait(back, ct);
        if (ending is FaultKind.Hang)
            await Task.Delay(Timeout.InfiniteTimeSpan, world.Time, ct);
        else if (ending is not null)
            http.Abort();
        else
            await answer.Write(http);
    }

    /// <summary>The answer, or how the request ends without one.</summary>
    private (Answer, FaultKind?) Arrive(HttpContext http, Route route, byte[] body)
    {
        counters.Now.Requests++;
        var call = new Call(http.Request, () => RequestBody.Parse(http.Request, body));
        try
        {
            if (string.IsNullOrWhiteSpace(http.Request.Headers.UserAgent))
                throw Refusal.NoUserAgent();
            if (route.Method is null)
                route.Handle(call);
            if (route.NeedsToken && http.Request.Headers.Authorization != $"Bot {token}")
                throw Refusal.Unauthorized();
            return Judge(http, route, call);
        }
        catch (Refusal refusal)
        {
            if (refusal.Status is 401 or 403)
                counters.Now.Invalid++;
            if (refusal.Status is 500)
                counters.Now.ServerErrors++;
            return (Answer.Of(refusal), null);
        }
        catch (LimitReached limit)
        {
            counters.Limited(limit.Scope);
            return (Answer.Limited(limit), null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a body holds must not end the sandbox; a real fault is in the log.
            log.LogError(
                e,
                "The sandbox could not handle {Method} {Path}",
                http.Request.Method,
                http.Request.Path
            );
            return (Answer.Of(Refusal.ServerError()), null);
        }
    }

    private (Answer, FaultKind?) Judge(HttpContext http, Route route, Call call)
    {
        var headers = http.Response.Headers;
        var fault = faults.Take(http.Request.Path.Value!["/api".Length..]);
        if (faults.ClockShift != TimeSpan.Zero)
            headers.Date = (world.Now() + faults.ClockShift).ToString("R");
        try
        {
            if (InsteadOf(fault) is { } instead)
            {
                Missed(call, route);
                return (instead, fault!.Kind is FaultKind.NoAnswerBefore ? fault.Kind : null);
            }
            Limit(headers, route, call);
            if (fault?.Kind is FaultKind.ServerErrorBefore)
                throw Refusal.ServerError();
        }
        catch (Exception e) when (e is LimitReached or Refusal)
        {
            Missed(call, route);
            throw;
        }
        var answer = route.Handle(call);
        if (fault is null)
            return (answer, null);
        RateLimitHeaders.Lie(headers, fault.Kind);
        return fault.Kind switch
        {
            FaultKind.ServerErrorAfter => throw Refusal.ServerError(),
            FaultKind.NoAnswerAfter or FaultKind.Hang => (answer, fault.Kind),
            FaultKind.NoGzip or FaultKind.CutGzip or FaultKind.NoBrotli => (
                answer.Garbled(fault.Kind),
                null
            ),
            _ => (answer, null),
        };
    }

    /// <summary>What is answered in the place of Discord, before anything is done.</summary>
    private Answer? InsteadOf(Fault? fault)
    {
        switch (fault?.Kind)
        {
            case FaultKind.RateLimit:
                throw new LimitReached(fault.Scope, fault.RetryAfter)
                {
                    HeaderWait = fault.HeaderRetryAfter,
                };
            case FaultKind.Unauthorized:
                throw Refusal.Unauthorized();
            case FaultKind.Cloudflare:
                counters.Now.Invalid++;
                return Answer.Page(429, "Error 1015: You are being rate limited");
            case FaultKind.CloudflareForbids:
                counters.Now.Invalid++;
                return Answer.Page(403, "Error 1020: Access denied");
            case FaultKind.BadGateway:
                counters.Now.ServerErrors++;
                return Answer.Page(502, "502 Bad Gateway");
            case FaultKind.NoAnswerBefore:
                return Answer.NoContent;
            default:
                return null;
        }
    }

    /// <exception cref="LimitReached"/>
    private void Limit(IHeaderDictionary headers, Route route, Call call)
    {
        if (!route.IsOfInteraction && _global.Take() is { } wait)
            throw new LimitReached("global", wait);
        if (route.Bucket is not { } rule || !options.EnforceLimits)
            return;
        var state = _buckets.Take(rule, call.Major);
        RateLimitHeaders.Describe(headers, rule, state, world.Now() + faults.ClockShift);
        if (state.Refused)
            throw new LimitReached("user", state.ResetAfter);
    }

    private void Missed(Call call, Route route)
    {
        if (
            route.Bucket == BucketRule.CreateMessage
            && Snowflake.TryParse(call.Major, out var channel)
        )
            try
            {
                counters.Attempted(channel, call.Key, created: false);
            }
            catch (Refusal)
            {
                // Nobody misses a message that could never have been sent.
            }
    }

    private static async Task<byte[]?> ReadBody(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > DiscordLimits.RequestBytes)
            return null;
        using var memory = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(memory, ct);
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
        return memory.ToArray();
    }

    private (TimeSpan There, TimeSpan Back) Latency()
    {
        lock (world.Gate)
            return (Half(), Half());
        TimeSpan Half()
        {
            var off = (_random.NextDouble() * 2 - 1) * faults.Jitter;
            return faults.Latency + off is var all && all > TimeSpan.Zero ? all / 2 : TimeSpan.Zero;
        }
    }

    private Task Wait(TimeSpan time, CancellationToken ct) =>
        time > TimeSpan.Zero ? Task.Delay(time, world.Time, ct) : Task.CompletedTask;
}

/// <summary>What the headers of an answer say of limits.</summary>
internal static class RateLimitHeaders
{
    private const string Prefix = "X-RateLimit-";

    public static void Describe(
        IHeaderDictionary headers,
        BucketRule rule,
        BucketState state,
        DateTimeOffset now
    )
    {
        var reset = (now + state.ResetAfter).ToUnixTimeMilliseconds() / 1000.0;
        Set(headers, rule.Limit, state.Remaining, state.ResetAfter);
        headers[Prefix + "Reset"] = reset.ToString("F3", CultureInfo.InvariantCulture);
        headers[Prefix + "Bucket"] = rule.Hash;
    }

    /// <summary>What they have been seen to say, and should not have.</summary>
    public static void Lie(IHeaderDictionary headers, FaultKind kind)
    {
        switch (kind)
        {
            case FaultKind.NoHeaders:
                foreach (var name in headers.Keys.Where(IsOfLimit).ToList())
                    headers.Remove(name);
                break;
            case FaultKind.FarHeaders:
                Set(headers, 50_000, 49_999, TimeSpan.FromDays(3));
                break;
            case FaultKind.EmptyHeaders:
                Set(headers, 5, 0, TimeSpan.FromSeconds(0.5));
                break;
            case FaultKind.WrongBucket:
                headers[Prefix + "Bucket"] = new string('0', 32);
                break;
        }
    }

    private static bool IsOfLimit(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    private static void Set(
        IHeaderDictionary headers,
        int limit,
        int remaining,
        TimeSpan resetAfter
    )
    {
        headers[Prefix + "Limit"] = $"{limit}";
        headers[Prefix + "Remaining"] = $"{remaining}";
        headers[Prefix + "Reset-After"] = resetAfter.TotalSeconds.ToString(
            "F3",
            CultureInfo.InvariantCulture
        );
    }
}
