using System.Globalization;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord.RateLimits;

namespace ResultsBot.Discord.Rest;

/// <summary>What an answer means: done, refused, limited for a while, or lost; and who has to wait because of it.</summary>
internal sealed class AnswerJudge(
    DiscordOptions options,
    GlobalLimiter global,
    RestPauses pauses,
    DiscordMeters meters,
    string host,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>As in the header X-RateLimit-Scope: all requests are limited.</summary>
    private const string GlobalScope = "global";
    private static readonly TimeSpan LostLinesApart = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(1);

    // Limits of a single message or resource, not of its bucket: they must not hold up its neighbours.
    private static readonly HashSet<int> LimitsOfOneResource = [20016, 20022, 20028, 30046];

    private readonly Seldom _lostLines = new(LostLinesApart, time);

    /// <returns>With a time to wait: a 429 to be waited for, and the request sent again.</returns>
    public (Answer Answer, TimeSpan? WaitFor) Judge(
        RestRequest request,
        BucketTable.Permit? permit,
        HttpResponseMessage response,
        RateLimitHeaders headers,
        byte[]? body
    )
    {
        var status = (int)response.StatusCode;
        if (status is >= 200 and < 300)
        {
            return (
                body is null
                    ? Lost(request, "unreadable", "the answer cannot be read", neverSent: false)
                    : new Answer.Ok(body),
                null
            );
        }

        if (status >= 500 || status == 408)
        {
            return (
                Lost(
                    request,
                    status.ToString(CultureInfo.InvariantCulture),
                    $"HTTP {status}",
                    neverSent: false
                ),
                null
            );
        }

        var errors = RestErrors.Parse(body ?? []);
        if (status is 401 or 403 || (status == 429 && !headers.IsShared))
        {
            pauses.CountInvalid();
        }

        if (IsCloudflare(status, response, errors))
        {
            pauses.RestFor(request, status);
            meters.Limited("cloudflare");
            return (
                new Answer.Refused(
                    new RestRefusal(status, 40333, "Cloudflare refused the request.")
                    {
                        IsCloudflare = true,
                        RetryAfter = DiscordOptions.CloudflarePause,
                    }
                ),
                null
            );
        }

        var refusal = new RestRefusal(status, errors?.Code ?? 0, errors?.Message ?? "")
        {
            Errors = errors?.Fields ?? [],
        };
        return status == 429
            ? Limited(request, permit, refusal, headers, errors)
            : (new Answer.Refused(refusal), null);
    }

    private (Answer Answer, TimeSpan? WaitFor) Limited(
        RestRequest request,
        BucketTable.Permit? permit,
        RestRefusal refusal,
        RateLimitHeaders headers,
        RestErrors? errors
    )
    {
        // The body's word counts: the header has said 1 where the body said 1163 (discord-api-docs #6109).
        var retryAfter =
            errors?.RetryAfter ?? headers.RetryAfter ?? headers.ResetAfter ?? DefaultRetryAfter;
        var scope =
            headers.IsGlobal || errors?.IsGlobal == true ? GlobalScope
            : headers.IsShared ? "shared"
            : "user";
        meters.Limited(scope);
        logger.LogWarning(
            "{Route} was limited by Discord for {Wait} (scope {Scope}).",
            request.Route,
            retryAfter,
            scope
        );
        HoldUp(permit, request, scope, errors, retryAfter);
        return (
            new Answer.Refused(refusal with { RetryAfter = retryAfter }),
            retryAfter > options.LongestWait ? null : retryAfter
        );
    }

    /// <summary>Makes whatever a 429 applies to wait.</summary>
    private void HoldUp(
        BucketTable.Permit? permit,
        RestRequest request,
        string scope,
        RestErrors? errors,
        TimeSpan retryAfter
    )
    {
        if (scope == GlobalScope)
        {
            global.Pause(retryAfter);
            if (request.IsInteraction)
            {
                // It does not pass by the global limiter, and would be back at once.
                permit?.Block(request, retryAfter);
            }

            return;
        }

        var ofOneResource = errors is not null && LimitsOfOneResource.Contains(errors.Code);
        if (!ofOneResource || retryAfter <= options.LongestWait)
        {
            permit?.Block(request, retryAfter);
        }
    }

    /// <summary>A ban by address comes as a page of HTML, without the Via header of Discord's own answers (discord-api-docs #1808).</summary>
    private static bool IsCloudflare(int status, HttpResponseMessage response, RestErrors? errors)
    {
        if (errors is not null)
        {
            // JSON is Discord's own, with one exception: the edge's verdict on the User-Agent.
            return errors.Code == 40333;
        }

        var isHtml = string.Equals(
            response.Content.Headers.ContentType?.MediaType,
            "text/html",
            StringComparison.OrdinalIgnoreCase
        );
        return (status == 429 && response.Headers.Via.Count == 0)
            || (status is 403 or 429 && isHtml);
    }

    /// <param name="type">In a word, to count by.</param>
    public Answer.Lost Lost(RestRequest request, string type, string reason, bool neverSent)
    {
        meters.Lost(type);
        // In an outage there may be fifty a second.
        if (_lostLines.Try() is { } untold)
        {
            logger.LogWarning(
                "{Route} got no usable answer from {Host} ({Reason}); {Untold} others since this was last said.",
                request.Route,
                host,
                reason,
                untold
            );
        }

        return new Answer.Lost(
            reason,
            (request.Repeatable || neverSent) && !request.IsTooLate(TimeSpan.Zero, time)
        );
    }
}
