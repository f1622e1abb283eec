using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using ResultsBot.Discord.RateLimits;

namespace ResultsBot.Discord.Rest;

/// <summary>
/// Sends one request and finds out what came of it: bucket, then global limit, then the wire; limits are waited for,
/// lost answers are asked for again where that is safe.
/// </summary>
internal sealed class RestSender : IDisposable
{
    private const int MostRateLimits = 10;

    /// <summary>As in the header X-RateLimit-Scope: all requests are limited.</summary>
    private const string GlobalScope = "global";
    private const long LargestBody = 32 * 1024 * 1024;
    private static readonly TimeSpan LostLinesApart = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>How soon a token that was refused is looked at again, where the last look came to nothing.</summary>
    private static readonly TimeSpan TokenChecksApart = TimeSpan.FromSeconds(5);

    // Limits of a single message or resource, not of its bucket: they must not hold up its neighbours.
    private static readonly HashSet<int> LimitsOfOneResource = [20016, 20022, 20028, 30046];

    private readonly HttpMessageInvoker _http;
    private readonly DiscordOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Uri _root;
    private readonly GlobalLimiter _global;
    private readonly BucketTable _buckets;
    private readonly UploadGate _uploads;
    private readonly InvalidRequestBreaker _breaker;
    private readonly Seldom _lostLines;
    private readonly ResiliencePipeline<Answer> _retries;
    private readonly ResiliencePipeline<Answer> _quickRetries;
    private readonly AuthenticationHeaderValue _authorization;
    private readonly long _start;
    private readonly TokenCheck _token;
    private long _cloudflareUntil;

    public RestSender(
        HttpMessageHandler handler,
        DiscordOptions options,
        TimeProvider time,
        Func<double> random,
        ILogger logger
    )
    {
        _http = new HttpMessageInvoker(handler, disposeHandler: false);
        _options = options;
        _time = time;
        _logger = logger;
        _start = time.GetTimestamp();
        // Without the slash at the end the last part of the path would be replaced, not added to.
        _root = new Uri(options.BaseAddress.AbsoluteUri.TrimEnd('/') + "/");
        _authorization = new AuthenticationHeaderValue("Bot", options.Token);
        _token = new TokenCheck(TokenChecksApart, time);
        _global = new GlobalLimiter(options.RequestsPerSecond, time);
        _buckets = new BucketTable(time, options.LongestWait);
        _uploads = new UploadGate(options.UploadBytesAtOnce);
        _lostLines = new Seldom(LostLinesApart, time);
        _breaker = new InvalidRequestBreaker(options.InvalidRequestLimit, time);
        Meters = new DiscordMeters(() => _breaker.Counted);
        _retries = Retries(
            options.Retries,
            TimeSpan.FromMilliseconds(500),
            TimeSpan.FromSeconds(20),
            time,
            random
        );
        _quickRetries = Retries(
            2,
            TimeSpan.FromMilliseconds(100),
            TimeSpan.FromMilliseconds(300),
            time,
            random
        );
    }

    public DiscordMeters Meters { get; }

    /// <summary>Ends once Discord has refused the token, and again when asked anew.</summary>
    public Task TokenRefused => _token.Refused;

    /// <summary>Why posts are held back just now, for an operator; null where they are not.</summary>
    public string? Standstill =>
        _token.Standstill
        ?? (
            CloudflareFor is var cloudflare && cloudflare > TimeSpan.Zero
                ? $"Cloudflare refused a request in Discord's place: nothing is posted for {cloudflare.TotalSeconds:F0} s more"
            : _breaker.OpenFor(isOwn: false) is var open && open > TimeSpan.Zero
                ? $"too many requests were refused: nothing but the newsroom's own is posted for {open.TotalSeconds:F0} s more"
            : null
        );

    /// <summary>How many buckets are remembered.</summary>
    public int BucketCount => _buckets.Count;

    public async Task<Answer> Send(RestRequest request, CancellationToken ct)
    {
        if (OutgoingFiles.Problem(request.Files) is { } problem)
        {
            return new Answer.Refused(
                new RestRefusal(413, 40005, $"Not sent: {problem}.") { NeverSent = true }
            );
        }

        var lostBefore = false;
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, ct);
        try
        {
            return await (request.LastTryBefore is null ? _retries : _quickRetries).ExecuteAsync(
                Try,
                context
            );
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        async ValueTask<Answer> Try(ResilienceContext current)
        {
            var answer = await SendOnce(request, current.CancellationToken);
            if (
                lostBefore
                && answer is Answer.Refused refused
                && request.CodeOfSuccessfulRepeat != 0
                && refused.Refusal.Code == request.CodeOfSuccessfulRepeat
            )
            {
                return new Answer.Ok([]);
            }

            if (lostBefore && answer is Answer.Refused late)
            {
                return new Answer.Refused(late.Refusal with { EarlierTryLost = true });
            }

            lostBefore |= answer is Answer.Lost;
            return answer;
        }
    }

    public void Dispose()
    {
        Meters.Dispose();
        _global.Dispose();
        _http.Dispose();
    }

    private static ResiliencePipeline<Answer> Retries(
        int count,
        TimeSpan delay,
        TimeSpan longest,
        TimeProvider time,
        Func<double> random
    ) =>
        count == 0
            ? ResiliencePipeline<Answer>.Empty
            : new ResiliencePipelineBuilder<Answer> { TimeProvider = time }
                .AddRetry(
                    new RetryStrategyOptions<Answer>
                    {
                        ShouldHandle = args =>
                            ValueTask.FromResult(
                                args.Outcome.Result is Answer.Lost { MayRepeat: true }
                            ),
                        MaxRetryAttempts = count,
                        BackoffType = DelayBackoffType.Exponential,
                        Delay = delay,
                        MaxDelay = longest,
                        UseJitter = true,
                        Randomizer = random,
                    }
                )
                .Build();

    /// <summary>One try, however many limits it has to wait for.</summary>
    private async Task<Answer> SendOnce(RestRequest request, CancellationToken ct)
    {
        var isAskedAgain = false;
        for (var limited = 0; ; limited++)
        {
            if (!request.IsInteraction && _token.IsToBeChecked)
            {
                await CheckToken(ct);
            }

            if (Stopped(request) is { } stopped)
            {
                return new Answer.Refused(stopped);
            }

            var (permit, blockedFor) = request.Unqueued
                ? (null, TimeSpan.Zero)
                : await _buckets.Enter(request.Route, request.Major, request.Priority, ct);
            using var _ = permit;
            if (blockedFor > TimeSpan.Zero)
            {
                return new Answer.Refused(Limited("this route is limited for long", blockedFor));
            }

            // Before the slot, which others could use meanwhile.
            using var upload =
                request.IsInteraction || request.FileBytes == 0
                    ? null
                    : await _uploads.Enter(request.FileBytes, request.Priority, ct);

            if (
                !request.IsInteraction
                && _global.PausedFor is var paused
                && paused > _options.LongestWait
            )
            {
                return new Answer.Refused(Limited("all requests are limited for long", paused));
            }

            using var slot = request.IsInteraction
                ? null
                : await _global.Enter(request.Priority, ct);

            // While this one waited its turn, the world may have changed.
            if (Stopped(request) is { } stoppedMeanwhile)
            {
                return new Answer.Refused(stoppedMeanwhile);
            }

            var (answer, waitFor) = await Exchange(request, permit, slot, ct);
            if (
                !request.IsInteraction
                && answer is Answer.Refused { Refusal: { Status: 401 } unauthorized }
            )
            {
                _token.Doubt();
                await CheckToken(ct);
                if (_token.Standstill is null)
                {
                    // The token is good, and nothing was done: once more, and then not at once.
                    if (isAskedAgain)
                    {
                        return new Answer.Refused(
                            unauthorized with
                            {
                                RetryAfter = TokenChecksApart,
                            }
                        );
                    }

                    isAskedAgain = true;
                    permit?.Dispose();
                    continue;
                }

                return Stopped(request) is { } held
                    ? new Answer.Refused(held with { NeverSent = false })
                    : answer;
            }

            if (
                waitFor is not { } wait
                || limited >= MostRateLimits
                || IsPast(request.LastTryBefore, wait)
            )
            {
                return answer;
            }

            permit?.Dispose();
            if (permit is null)
            {
                await Task.Delay(wait, _time, ct);
            }
        }
    }

    /// <summary>The request on the wire. With a time to wait: a 429 to be waited for, and sent again.</summary>
    private async Task<(Answer Answer, TimeSpan? WaitFor)> Exchange(
        RestRequest request,
        BucketTable.Permit? permit,
        GlobalLimiter.Slot? slot,
        CancellationToken ct
    )
    {
        // The clock of the timeout starts here: time spent in our queues is not the network's fault.
        using var timeout = new CancellationTokenSource(
            request.Timeout ?? _options.RequestTimeout,
            _time
        );
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        using var message = Message(request);
        try
        {
            slot?.Sending();
            using var response = await _http.SendAsync(message, both.Token);
            var headers = RateLimitHeaders.Parse(response.Headers);
            slot?.Answered(response.IsSuccessStatusCode ? headers.Arrived : null);
            permit?.Answered(request, headers);
            return Judge(request, permit, response, headers, await Body(response, both.Token));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (Lost(request, "timeout", "no answer in time", neverSent: false), null);
        }
        catch (HttpRequestException e)
        {
            // The message of an exception may hold the address, and that an interaction's token: only its kind is told.
            var neverSent =
                e.HttpRequestError
                is HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError
                    or HttpRequestError.ProxyTunnelError;
            return (
                Lost(
                    request,
                    e.HttpRequestError.ToString(),
                    $"network: {e.HttpRequestError}",
                    neverSent
                ),
                null
            );
        }
        catch (IOException)
        {
            return (
                Lost(
                    request,
                    nameof(IOException),
                    "network: the connection broke",
                    neverSent: false
                ),
                null
            );
        }
    }

    private HttpRequestMessage Message(RestRequest request)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(_root, request.Path))
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        if (!request.IsInteraction)
        {
            message.Headers.Authorization = _authorization;
        }

        if (request.Body is { } body)
        {
            var json = new ByteArrayContent(body);
            json.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            message.Content = request.Files.IsDefaultOrEmpty ? json : InParts(json, request.Files);
        }

        return message;
    }

    /// <summary>developers/reference.mdx, "Uploading Files". The names people see are in the JSON; here they only tell the parts apart.</summary>
    private static MultipartContent InParts(
        ByteArrayContent json,
        ImmutableArray<OutgoingFile> files
    )
    {
        var parts = new MultipartContent("form-data");
        json.Headers.ContentDisposition = Part("payload_json");
        parts.Add(json);
        for (var i = 0; i < files.Length; i++)
        {
            var content = new ReadOnlyMemoryContent(files[i].Bytes);
            content.Headers.ContentType = MediaTypeHeaderValue.TryParse(
                files[i].ContentType,
                out var type
            )
                ? type
                : new MediaTypeHeaderValue("application/octet-stream");
            content.Headers.ContentDisposition = Part($"files[{i}]");
            content.Headers.ContentDisposition.FileName = $"\"{Plain(files[i].Name)}\"";
            parts.Add(content);
        }

        return parts;

        static ContentDispositionHeaderValue Part(string name) =>
            new("form-data") { Name = $"\"{name}\"" };

        static string Plain(string name) =>
            string.Concat(
                name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')
            );
    }

    /// <returns>Null where it is not what its Content-Encoding says: only the status is known then.</returns>
    private static async Task<byte[]?> Body(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LargestBody, ct);
            return await response.Content.ReadAsByteArrayAsync(ct);
        }
        catch (Exception e)
            when (e.GetBaseException() is InvalidDataException or InvalidOperationException)
        {
            // No gzip, or br that ends too soon: the decoders throw one or the other.
            return null;
        }
    }

    private (Answer Answer, TimeSpan? WaitFor) Judge(
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
            CountInvalid();
        }

        if (IsCloudflare(status, response, errors))
        {
            return (new Answer.Refused(RestFrom(request, status)), null);
        }

        var refusal = new RestRefusal(status, errors?.Code ?? 0, errors?.Message ?? "")
        {
            Errors = errors?.Fields ?? [],
        };
        if (status != 429)
        {
            return (new Answer.Refused(refusal), null);
        }

        // The body's word counts: the header has said 1 where the body said 1163 (discord-api-docs #6109).
        var retryAfter =
            errors?.RetryAfter ?? headers.RetryAfter ?? headers.ResetAfter ?? DefaultRetryAfter;
        var scope =
            headers.IsGlobal || errors?.IsGlobal == true ? GlobalScope
            : headers.IsShared ? "shared"
            : "user";
        Meters.Limited(scope);
        _logger.LogWarning(
            "{Route} was limited by Discord for {Wait} (scope {Scope}).",
            request.Route,
            retryAfter,
            scope
        );
        HoldUp(permit, request, scope, errors, retryAfter);
        return (
            new Answer.Refused(refusal with { RetryAfter = retryAfter }),
            retryAfter > _options.LongestWait ? null : retryAfter
        );
    }

    /// <summary>Makes those wait whom a 429 concerns.</summary>
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
            _global.Pause(retryAfter);
            if (request.IsInteraction)
            {
                // It does not pass by the global limiter, and would be back at once.
                permit?.Block(request, retryAfter);
            }

            return;
        }

        var ofOneResource = errors is not null && LimitsOfOneResource.Contains(errors.Code);
        if (!ofOneResource || retryAfter <= _options.LongestWait)
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

    private RestRefusal RestFrom(RestRequest request, int status)
    {
        Interlocked.Exchange(
            ref _cloudflareUntil,
            (_time.GetElapsedTime(_start) + _options.CloudflarePause).Ticks
        );
        Meters.Limited("cloudflare");
        _logger.LogError(
            "Cloudflare refused {Route} with {Status} in Discord's place; all requests rest for {Pause}.",
            request.Route,
            status,
            _options.CloudflarePause
        );
        return new RestRefusal(status, 40333, "Cloudflare refused the request.")
        {
            IsCloudflare = true,
            RetryAfter = _options.CloudflarePause,
        };
    }

    private void CountInvalid()
    {
        if (_breaker.Count())
        {
            _logger.LogError(
                "{Limit} requests were answered with 401, 403 or 429 within ten minutes; nothing is sent for ten minutes, as Discord bans an address at 10,000.",
                _options.InvalidRequestLimit
            );
        }
    }

    /// <summary>A 401 may be Discord's own mistake, and a wrong token never comes right: one request asks once more, for all.</summary>
    private async Task CheckToken(CancellationToken ct)
    {
        if (!_token.BeginCheck())
        {
            return;
        }

        bool? isGood = null;
        try
        {
            // Past every queue: those that wait are held up until it is known.
            var (answer, _) = await Exchange(
                new RestRequest(HttpMethod.Get, "GET gateway/bot", "gateway/bot", ""),
                null,
                null,
                ct
            );
            isGood = answer switch
            {
                Answer.Ok => true,
                Answer.Refused { Refusal.Status: 401 } => false,
                _ => null,
            };
        }
        finally
        {
            _token.EndCheck(isGood);
        }

        if (isGood == false)
        {
            _logger.LogError(
                "Discord does not accept the bot's token (401). Nothing more is sent; check Discord:Token and start again."
            );
        }
    }

    private TimeSpan CloudflareFor =>
        TimeSpan.FromTicks(Interlocked.Read(ref _cloudflareUntil)) - _time.GetElapsedTime(_start);

    /// <summary>Why it may not be sent just now, if so. Answers to people have limits of their own, and bear no token.</summary>
    private RestRefusal? Stopped(RestRequest request)
    {
        if (request.IsInteraction)
        {
            return null;
        }

        if (_token.Refusal is { } refusal)
        {
            return refusal;
        }

        if (CloudflareFor is var cloudflare && cloudflare > TimeSpan.Zero)
        {
            return Limited("resting, as Cloudflare refused requests", cloudflare) with
            {
                IsCloudflare = true,
            };
        }

        return _breaker.OpenFor(request.IsOwn) is var open && open > TimeSpan.Zero
            ? Limited("resting, as too many requests were refused", open)
            : null;
    }

    private static RestRefusal Limited(string why, TimeSpan retryAfter) =>
        new(429, 0, $"Not sent: {why}.") { RetryAfter = retryAfter, NeverSent = true };

    /// <param name="type">In a word, to count by.</param>
    private Answer.Lost Lost(RestRequest request, string type, string reason, bool neverSent)
    {
        Meters.Lost(type);
        // In an outage there may be fifty a second.
        if (_lostLines.Try() is { } untold)
        {
            _logger.LogWarning(
                "{Route} got no usable answer from {Host} ({Reason}); {Untold} others since this was last said.",
                request.Route,
                _root.Authority,
                reason,
                untold
            );
        }

        return new Answer.Lost(
            reason,
            (request.Repeatable || neverSent) && !IsPast(request.LastTryBefore, TimeSpan.Zero)
        );
    }

    private bool IsPast(long? timestamp, TimeSpan wait) =>
        timestamp is { } last
        && _time.GetElapsedTime(last, _time.GetTimestamp()) + wait > TimeSpan.Zero;
}
