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

    /// <summary>How soon a token that was refused is looked at again, where the last look came to nothing.</summary>
    private static readonly TimeSpan TokenChecksApart = TimeSpan.FromSeconds(5);

    private readonly HttpMessageInvoker _http;
    private readonly DiscordOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly GlobalLimiter _global;
    private readonly BucketTable _buckets;
    private readonly UploadGate _uploads;
    private readonly ResiliencePipeline<Answer> _retries;
    private readonly ResiliencePipeline<Answer> _quickRetries;
    private readonly TokenCheck _token;
    private readonly RestMessages _messages;
    private readonly RestPauses _pauses;
    private readonly AnswerJudge _judge;

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
        _token = new TokenCheck(TokenChecksApart, time);
        _global = new GlobalLimiter(options.RequestsPerSecond, time);
        _buckets = new BucketTable(time, options.LongestWait);
        _uploads = new UploadGate(options.UploadBytesAtOnce);
        _messages = new RestMessages(options);
        _pauses = new RestPauses(options, _token, time, logger);
        Meters = new DiscordMeters(() => _pauses.Invalid);
        _judge = new AnswerJudge(options, _global, _pauses, Meters, _messages.Host, time, logger);
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
    public string? Standstill => _pauses.Standstill;

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

            if (_pauses.Stopped(request) is { } stopped)
            {
                return new Answer.Refused(stopped);
            }

            var (permit, blockedFor) = request.Unqueued
                ? (null, TimeSpan.Zero)
                : await _buckets.Enter(request.Route, request.Major, request.Priority, ct);
            using var _ = permit;
            if (blockedFor > TimeSpan.Zero)
            {
                return new Answer.Refused(
                    RestPauses.NotSent("this route is limited for long", blockedFor)
                );
            }

            // Before the slot, which others could use meanwhile.
            using var upload = request.HasOwnLine
                ? await _uploads.Enter(request.FileBytes, request.Priority, ct)
                : null;

            if (PausedForLong(request) is { } paused)
            {
                return new Answer.Refused(paused);
            }

            using var slot = request.IsInteraction
                ? null
                : await _global.Enter(request.Priority, ct);

            // While this one waited its turn, the world may have changed.
            if (_pauses.Stopped(request) is { } stoppedMeanwhile)
            {
                return new Answer.Refused(stoppedMeanwhile);
            }

            var (answer, waitFor) = await Exchange(request, permit, slot, ct);
            if (
                !request.IsInteraction
                && answer is Answer.Refused { Refusal: { Status: 401 } unauthorized }
            )
            {
                if (await Final(answer, unauthorized, request, isAskedAgain, ct) is { } final)
                {
                    return final;
                }

                isAskedAgain = true;
                permit?.Dispose();
                continue;
            }

            if (
                waitFor is not { } wait
                || limited >= MostRateLimits
                || request.IsTooLate(wait, _time)
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

    private RestRefusal? PausedForLong(RestRequest request) =>
        !request.IsInteraction && _global.PausedFor is var paused && paused > _options.LongestWait
            ? RestPauses.NotSent("all requests are limited for long", paused)
            : null;

    /// <summary>What a 401 comes to; null where the token is good and nothing was done: once more, and then not at once.</summary>
    private async Task<Answer?> Final(
        Answer answer,
        RestRefusal unauthorized,
        RestRequest request,
        bool isAskedAgain,
        CancellationToken ct
    )
    {
        _token.Doubt();
        await CheckToken(ct);
        if (_token.Standstill is null)
        {
            return isAskedAgain
                ? new Answer.Refused(unauthorized with { RetryAfter = TokenChecksApart })
                : null;
        }

        return _pauses.Stopped(request) is { } held
            ? new Answer.Refused(held with { NeverSent = false })
            : answer;
    }

    /// <summary>The request on the wire. With a time to wait: a 429 to be waited for, and sent again.</summary>
    private async Task<(Answer Answer, TimeSpan? WaitFor)> Exchange(
        RestRequest request,
        BucketTable.Permit? permit,
        GlobalLimiter.Slot? slot,
        CancellationToken ct
    )
    {
        await _options.BeforeSending(ct);
        // The clock of the timeout starts here: time spent in our queues is not the network's fault.
        using var timeout = new CancellationTokenSource(
            request.Timeout ?? _options.RequestTimeout,
            _time
        );
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        using var message = _messages.Message(request);
        try
        {
            slot?.Sending();
            using var response = await _http.SendAsync(message, both.Token);
            var headers = RateLimitHeaders.Parse(response.Headers);
            slot?.Answered(response.IsSuccessStatusCode ? headers.Arrived : null);
            permit?.Answered(request, headers);
            return _judge.Judge(
                request,
                permit,
                response,
                headers,
                await RestMessages.Body(response, both.Token)
            );
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (_judge.Lost(request, "timeout", "no answer in time", neverSent: false), null);
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
                _judge.Lost(
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
                _judge.Lost(
                    request,
                    nameof(IOException),
                    "network: the connection broke",
                    neverSent: false
                ),
                null
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
}
