using System.Net;
using ResultsBot.Discord.Tests.Infra;
using static ResultsBot.Discord.Tests.Infra.FakeDiscord;

namespace ResultsBot.Discord.Tests;

public sealed class RateLimitSpecs : IDisposable
{
    private static readonly OutgoingMessage Hello = new() { Content = "hello", Nonce = "n" };
    private readonly FakeDiscord _discord = new();

    public void Dispose() => _discord.Dispose();

    [Fact]
    public async Task A_429_is_waited_for_by_the_bodys_word_and_not_the_headers()
    {
        _discord.Then(Limited(4.25, headers: ("Retry-After", "1")));
        using var rest = _discord.Rest();

        Done(await _discord.Time.RunUntil(Send(rest, 7)));

        Assert.InRange(Wait(0, 1).TotalSeconds, 4.25, 4.5);
    }

    [Fact]
    public async Task Without_a_word_in_the_body_the_header_counts()
    {
        _discord.Then(Answer(HttpStatusCode.TooManyRequests, "{}", ("Retry-After", "3")));
        using var rest = _discord.Rest();

        Done(await _discord.Time.RunUntil(Send(rest, 7)));

        Assert.InRange(Wait(0, 1).TotalSeconds, 3, 3.3);
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("\"soon\"")]
    [InlineData("null")]
    public async Task A_429_with_nonsense_in_it_is_waited_for_a_second(string retryAfter)
    {
        _discord.Then(
            Answer(HttpStatusCode.TooManyRequests, $$"""{"retry_after":{{retryAfter}}}""")
        );
        using var rest = _discord.Rest();

        Done(await _discord.Time.RunUntil(Send(rest, 7)));

        Assert.InRange(Wait(0, 1).TotalSeconds, 1, 1.3);
    }

    [Fact]
    public async Task A_limited_channel_holds_up_no_other()
    {
        _discord.Then(Limited(30));
        using var rest = _discord.Rest();
        var limited = Send(rest, 7);
        await Clock.Settle();

        Done(await _discord.Time.RunUntil(Send(rest, 8), TimeSpan.FromSeconds(1)));

        Assert.False(limited.IsCompleted);
    }

    [Fact]
    public async Task A_global_429_holds_up_everybody()
    {
        _discord.Then(Limited(5, global: true));
        using var rest = _discord.Rest();
        var limited = Send(rest, 7);
        await Clock.Settle();
        var other = Send(rest, 8);

        await _discord.Time.Pass(TimeSpan.FromSeconds(4.9));
        Assert.Single(_discord.Requests);
        Done(await _discord.Time.RunUntil(limited));
        Done(await _discord.Time.RunUntil(other));
    }

    [Fact]
    public async Task A_global_429_holds_up_the_edit_of_an_answer_too()
    {
        _discord.Then(Limited(5, global: true));
        using var rest = _discord.Rest();

        Done(
            await _discord.Time.RunUntil(rest.EditResponse(new Snowflake(1), "tok", Hello, default))
        );

        Assert.InRange(Wait(0, 1).TotalSeconds, 5, 5.3);
    }

    [Fact]
    public async Task An_answer_to_an_interaction_that_is_limited_is_given_again_in_time()
    {
        _discord.Then(Limited(0.5)).Then(NoContent());
        using var rest = _discord.Rest();

        Done(
            await _discord.Time.RunUntil(
                rest.Respond(
                    Interactions.Command(_discord.Time.GetTimestamp()),
                    new InteractionResponse.DeferUpdate(),
                    default
                )
            )
        );

        Assert.InRange(Wait(0, 1).TotalSeconds, 0.5, 0.8);
    }

    [Fact]
    public async Task An_hour_is_handed_back_instead_of_waited_for()
    {
        _discord.Then(Limited(3600));
        using var rest = _discord.Rest();

        var refusal = Refused(await _discord.Time.RunUntil(Send(rest, 7), TimeSpan.FromSeconds(1)));

        Assert.Equal(TimeSpan.FromHours(1), refusal.RetryAfter);
        Assert.True(refusal is { IsRateLimited: true, NeverSent: false });
    }

    [Fact]
    public async Task While_a_bucket_is_blocked_for_an_hour_its_requests_come_back_unsent_and_others_go_through()
    {
        _discord.Then(Limited(3600));
        using var rest = _discord.Rest();
        await _discord.Time.RunUntil(Send(rest, 7));

        var blocked = Refused(await _discord.Time.RunUntil(Send(rest, 7), TimeSpan.FromSeconds(1)));
        Done(await _discord.Time.RunUntil(Send(rest, 8), TimeSpan.FromSeconds(1)));

        Assert.True(blocked is { NeverSent: true, IsRateLimited: true });
        Assert.InRange(blocked.RetryAfter!.Value.TotalMinutes, 59, 60);
        Assert.Equal(2, _discord.Requests.Count);
    }

    [Fact]
    public async Task Those_waiting_in_a_bucket_come_back_when_it_is_blocked_for_an_hour()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        _discord.Then((_, _) => answer.Task);
        using var rest = _discord.Rest();
        var first = Send(rest, 7);
        var waiting = Send(rest, 7);
        await Clock.Settle();

        answer.SetResult(Limited(3600));

        Refused(await _discord.Time.RunUntil(first, TimeSpan.FromSeconds(1)));
        Assert.True(
            Refused(await _discord.Time.RunUntil(waiting, TimeSpan.FromSeconds(1))).NeverSent
        );
    }

    [Fact]
    public async Task The_limit_of_one_old_message_does_not_block_the_edits_of_the_others()
    {
        _discord.Then(Limited(1800, code: 30046, headers: Bucket("edits", 5, 3, 1)));
        using var rest = _discord.Rest();

        var refusal = Refused(await _discord.Time.RunUntil(Edit(rest, 7, 1)));
        Done(await _discord.Time.RunUntil(Edit(rest, 7, 2), TimeSpan.FromSeconds(2)));

        Assert.Equal((30046, TimeSpan.FromMinutes(30)), (refusal.Code, refusal.RetryAfter!.Value));
    }

    [Fact]
    public async Task A_shared_limit_is_waited_for_though_the_bucket_says_there_is_room()
    {
        _discord.Then(
            Limited(2.5, headers: [("X-RateLimit-Scope", "shared"), .. Bucket("posts", 5, 4, 1)])
        );
        using var rest = _discord.Rest();

        Done(await _discord.Time.RunUntil(Send(rest, 7)));

        Assert.InRange(Wait(0, 1).TotalSeconds, 2.5, 2.8);
    }

    [Fact]
    public async Task Endless_429s_are_given_up_in_the_end()
    {
        _discord.Otherwise = (_, _) => Task.FromResult(Limited(0.5));
        using var rest = _discord.Rest();

        var refusal = Refused(await _discord.Time.RunUntil(Send(rest, 7)));

        Assert.True(refusal.IsRateLimited);
        Assert.InRange(_discord.Requests.Count, 2, 20);
    }

    [Fact]
    public async Task An_unknown_bucket_is_found_out_by_one_request_at_a_time()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        _discord.Then((_, _) => answer.Task);
        using var rest = _discord.Rest();

        var sends = Enumerable.Range(0, 4).Select(_ => Send(rest, 7)).ToList();
        await Clock.Settle();
        Assert.Single(_discord.Requests);
        answer.SetResult(Ok(AMessage, Bucket("posts", 5, 4, 5)));
        await Clock.Settle();

        Assert.Equal(4, _discord.Requests.Count);
        await _discord.Time.RunUntil(Task.WhenAll(sends));
    }

    [Fact]
    public async Task Channels_do_not_wait_for_each_other_to_find_out_their_buckets()
    {
        _discord.Otherwise = (_, _) => new TaskCompletionSource<HttpResponseMessage>().Task;
        using var rest = _discord.Rest();
        // A new process leaves most of its first second to the one before it.
        _discord.Time.Advance(TimeSpan.FromSeconds(1));

        var sends = Enumerable.Range(1, 40).Select(channel => Send(rest, (ulong)channel)).ToList();
        await Clock.Settle();

        Assert.Equal(40, _discord.Requests.Count);
        Assert.DoesNotContain(sends, send => send.IsCompleted);
    }

    [Fact]
    public async Task A_channel_is_never_sent_more_than_its_bucket_allows()
    {
        var server = new BucketServer(_discord, limit: 5, window: TimeSpan.FromSeconds(5));
        _discord.Otherwise = server.Answer;
        using var rest = _discord.Rest();

        var results = await _discord.Time.RunUntil(
            Task.WhenAll(Enumerable.Range(0, 23).Select(_ => Send(rest, 7)))
        );

        Assert.All(results, result => Done(result));
        Assert.Equal(0, server.Refused);
        Assert.InRange((_discord.Requests[^1].At - _discord.Requests[0].At).TotalSeconds, 20, 22);
    }

    [Fact]
    public async Task A_far_reset_alone_is_no_reason_to_wait()
    {
        _discord.Otherwise = (_, _) =>
            Task.FromResult(Ok(AMessage, Bucket("posts", 50000, 49999, 259200)));
        using var rest = _discord.Rest();

        await _discord.Time.RunUntil(
            Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Send(rest, 7))),
            TimeSpan.FromSeconds(1)
        );

        Assert.Equal(10, _discord.Requests.Count);
    }

    [Fact]
    public async Task An_empty_bucket_with_a_reset_days_away_is_tried_again_after_a_minute()
    {
        _discord.Otherwise = (_, _) => Task.FromResult(Ok(AMessage, Bucket("posts", 5, 0, 259200)));
        using var rest = _discord.Rest();

        Done(await _discord.Time.RunUntil(Send(rest, 7)));
        Done(await _discord.Time.RunUntil(Send(rest, 7)));

        Assert.InRange(Wait(0, 1).TotalSeconds, 60, 61);
    }

    [Fact]
    public async Task Two_routes_that_share_a_bucket_share_its_limit()
    {
        _discord
            .Then(Ok(AMessage, Bucket("shared-hash", 5, 3, 10)))
            .Then(Ok(AMessage, Bucket("shared-hash", 5, 0, 10)));
        using var rest = _discord.Rest();
        Done(await _discord.Time.RunUntil(Send(rest, 7)));
        Done(await _discord.Time.RunUntil(Edit(rest, 7, 1)));

        var third = Send(rest, 7);
        await _discord.Time.Pass(TimeSpan.FromSeconds(9));

        Assert.Equal(2, _discord.Requests.Count);
        Done(await _discord.Time.RunUntil(third));
    }

    [Fact]
    public async Task A_bucket_that_changes_its_name_is_followed()
    {
        _discord
            .Then(Ok(AMessage, Bucket("old", 5, 4, 10)))
            .Then(Ok(AMessage, Bucket("new", 5, 0, 10)));
        using var rest = _discord.Rest();
        Done(await _discord.Time.RunUntil(Send(rest, 7)));
        Done(await _discord.Time.RunUntil(Send(rest, 7)));

        Done(await _discord.Time.RunUntil(Send(rest, 7)));

        Assert.InRange(Wait(1, 2).TotalSeconds, 10, 10.3);
    }

    [Fact]
    public async Task After_answers_were_lost_the_bucket_is_still_served()
    {
        _discord
            .Then(Ok(AMessage, Bucket("posts", 5, 1, 2)))
            .Then(new HttpRequestException(HttpRequestError.ResponseEnded));
        using var rest = _discord.Rest();
        Done(await _discord.Time.RunUntil(Send(rest, 7)));

        Done(await _discord.Time.RunUntil(Send(rest, 7)));
        Done(await _discord.Time.RunUntil(Send(rest, 7)));
    }

    [Fact]
    public async Task In_a_channels_bucket_a_correction_goes_first()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        _discord.Then((_, _) => answer.Task);
        using var rest = _discord.Rest();
        var first = Send(rest, 7);
        var normal = rest.CreateMessage(
            new Snowflake(7),
            Hello with
            {
                Content = "normal",
            },
            SendPriority.Normal,
            default
        );
        var correction = rest.CreateMessage(
            new Snowflake(7),
            Hello with
            {
                Content = "correction",
            },
            SendPriority.Correction,
            default
        );
        await Clock.Settle();

        answer.SetResult(Ok(AMessage));
        await _discord.Time.RunUntil(Task.WhenAll(first, normal, correction));

        Assert.Contains("correction", _discord.Requests[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_request_leaves_its_place_in_the_bucket()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        _discord.Then((_, _) => answer.Task);
        using var rest = _discord.Rest();
        using var cancel = new CancellationTokenSource();
        var first = Send(rest, 7);
        var cancelled = rest.CreateMessage(
            new Snowflake(7),
            Hello,
            SendPriority.Correction,
            cancel.Token
        );
        var third = Send(rest, 7);
        await Clock.Settle();

        await cancel.CancelAsync();
        answer.SetResult(Ok(AMessage));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Done(await _discord.Time.RunUntil(first));
        Done(await _discord.Time.RunUntil(third));
        Assert.Equal(2, _discord.Requests.Count);
    }

    [Fact]
    public async Task Idle_buckets_are_forgotten()
    {
        _discord.Otherwise = (_, _) => Task.FromResult(Ok(AMessage, Bucket("posts", 5, 4, 5)));
        using var rest = _discord.Rest();
        await _discord.Time.RunUntil(
            Task.WhenAll(Enumerable.Range(1, 300).Select(channel => Send(rest, (ulong)channel)))
        );
        Assert.InRange(rest.BucketCount, 300, 310);

        _discord.Time.Advance(TimeSpan.FromMinutes(2));
        await _discord.Time.RunUntil(Send(rest, 7));

        Assert.InRange(rest.BucketCount, 1, 2);
    }

    [Fact]
    public async Task Three_hundred_messages_to_three_hundred_channels_draw_no_429()
    {
        var arrivals = new List<DateTimeOffset>();
        _discord.Otherwise = async (asked, ct) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(30), _discord.Time, ct);
            int recent;
            lock (arrivals)
            {
                arrivals.Add(_discord.Time.GetUtcNow());
                recent = arrivals.Count(at =>
                    at > _discord.Time.GetUtcNow() - TimeSpan.FromSeconds(1)
                );
            }

            await Task.Delay(TimeSpan.FromMilliseconds(30), _discord.Time, ct);
            return recent > 50 ? Limited(1, global: true) : Ok(AMessage);
        };
        using var rest = _discord.Rest();

        var results = await _discord.Time.RunUntil(
            Task.WhenAll(Enumerable.Range(1, 300).Select(channel => Send(rest, (ulong)channel)))
        );

        Assert.All(results, result => Done(result));
        Assert.Equal(300, _discord.Requests.Count);
    }

    private TimeSpan Wait(int from, int to) =>
        _discord.Requests[to].At - _discord.Requests[from].At;

    private static Task<RestResult<Snowflake>> Send(DiscordRest rest, ulong channel) =>
        rest.CreateMessage(
            new Snowflake(channel),
            Hello,
            SendPriority.Normal,
            CancellationToken.None
        );

    private static Task<RestResult<Snowflake>> Edit(
        DiscordRest rest,
        ulong channel,
        ulong message
    ) =>
        rest.EditMessage(
            new Snowflake(channel),
            new Snowflake(message),
            Hello,
            SendPriority.Normal,
            CancellationToken.None
        );

    private static T Done<T>(RestResult<T> result) =>
        Assert.IsType<RestResult<T>.Done>(result).Value;

    private static RestRefusal Refused<T>(RestResult<T> result) =>
        Assert.IsType<RestResult<T>.Refused>(result).Refusal;

    /// <summary>A window that opens with its first request.</summary>
    private sealed class BucketServer(FakeDiscord discord, int limit, TimeSpan window)
    {
        private readonly Lock _gate = new();
        private DateTimeOffset _windowEnds;
        private int _used;

        public int Refused { get; private set; }

        public Task<HttpResponseMessage> Answer(Asked asked, CancellationToken ct)
        {
            lock (_gate)
            {
                var now = discord.Time.GetUtcNow();
                if (now >= _windowEnds)
                {
                    (_windowEnds, _used) = (now + window, 0);
                }

                _used++;
                var left = (_windowEnds - now).TotalSeconds;
                var headers = Bucket("posts", limit, Math.Max(0, limit - _used), left);
                Refused += _used > limit ? 1 : 0;
                return Task.FromResult(
                    _used > limit ? Limited(left, headers: headers) : Ok(AMessage, headers)
                );
            }
        }
    }
}
