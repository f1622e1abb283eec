using System.Net;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord.Tests.Infra;
using static ResultsBot.Discord.Tests.Infra.FakeDiscord;

namespace ResultsBot.Discord.Tests;

public sealed class RestSpecs : IDisposable
{
    private static readonly Snowflake ChannelId = new(7);
    private static readonly OutgoingMessage Hello = new() { Content = "hello", Nonce = "n1" };
    private readonly FakeDiscord _discord = new();

    public void Dispose() => _discord.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:9/api/v10/")]
    [InlineData("http://127.0.0.1:9/api/v10")]
    public async Task The_base_address_may_end_with_a_slash_or_not(string address)
    {
        using var rest = _discord.Rest(_discord.Options with { BaseAddress = new Uri(address) });

        await Create(rest);

        Assert.Equal("/api/v10/channels/7/messages", _discord.Requests.Single().Path);
    }

    [Fact]
    public async Task A_request_says_who_it_is()
    {
        using var rest = _discord.Rest();

        await Create(rest);

        var headers = _discord.Requests.Single().Message.Headers;
        Assert.Equal("Bot " + Token, headers.Authorization!.ToString());
        Assert.Matches(@"^DiscordBot \(https?://\S+, [\d.]+\)", headers.UserAgent.ToString());
    }

    [Fact]
    public async Task A_message_mentions_nobody_and_enforces_its_nonce()
    {
        using var rest = _discord.Rest();

        await Create(rest);

        var asked = _discord.Requests.Single();
        Assert.Equal(
            """{"content":"hello","nonce":"n1","enforce_nonce":true,"allowed_mentions":{"parse":[]}}""",
            asked.Body
        );
        Assert.Equal("application/json", asked.Message.Content!.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_id_of_a_message_that_was_posted_is_given()
    {
        using var rest = _discord.Rest();

        Assert.Equal(new Snowflake(11), Done(await Create(rest)));
    }

    [Fact]
    public async Task A_refusal_is_a_value_with_what_is_wrong_where()
    {
        _discord.Then(
            Answer(
                HttpStatusCode.BadRequest,
                """{"code":50035,"message":"Invalid Form Body","errors":{"embeds":{"0":{"title":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 256 or fewer in length."}]}}},"_errors":[{"code":"X","message":"at the root"}]}}"""
            )
        );
        using var rest = _discord.Rest();

        var refusal = Refused(await Create(rest));

        Assert.Equal((400, 50035), (refusal.Status, refusal.Code));
        Assert.True(refusal.IsBadRequest);
        Assert.Equal(
            [
                new FieldError(
                    "embeds[0].title",
                    "BASE_TYPE_MAX_LENGTH",
                    "Must be 256 or fewer in length."
                ),
                new FieldError("", "X", "at the root"),
            ],
            refusal.Errors.AsEnumerable()
        );
        Assert.Single(_discord.Requests);
    }

    [Theory]
    [InlineData(404, 10003, nameof(RestRefusal.IsChannelGone))]
    [InlineData(404, 10004, nameof(RestRefusal.IsChannelGone))]
    [InlineData(403, 50001, nameof(RestRefusal.IsForbidden))]
    [InlineData(403, 50013, nameof(RestRefusal.IsForbidden))]
    [InlineData(403, 0, nameof(RestRefusal.IsForbidden))]
    [InlineData(404, 10008, nameof(RestRefusal.IsMessageGone))]
    [InlineData(400, 160005, nameof(RestRefusal.IsThreadClosed))]
    [InlineData(400, 50035, nameof(RestRefusal.IsBadRequest))]
    public async Task A_refusal_says_what_it_means_and_is_not_asked_again(
        int status,
        int code,
        string meaning
    )
    {
        _discord.Then(Refusal((HttpStatusCode)status, code));
        using var rest = _discord.Rest();

        var refusal = Refused(await Create(rest));

        var meanings = new Dictionary<string, bool>(StringComparer.Ordinal)
        {
            [nameof(RestRefusal.IsChannelGone)] = refusal.IsChannelGone,
            [nameof(RestRefusal.IsForbidden)] = refusal.IsForbidden,
            [nameof(RestRefusal.IsMessageGone)] = refusal.IsMessageGone,
            [nameof(RestRefusal.IsThreadClosed)] = refusal.IsThreadClosed,
            [nameof(RestRefusal.IsBadRequest)] = refusal.IsBadRequest,
            [nameof(RestRefusal.IsUnauthorized)] = refusal.IsUnauthorized,
            [nameof(RestRefusal.IsRateLimited)] = refusal.IsRateLimited,
        };
        Assert.Equal(meaning, Assert.Single(meanings, entry => entry.Value).Key);
        Assert.Single(_discord.Requests);
    }

    [Fact]
    public async Task A_lost_answer_is_retried_with_the_same_nonce()
    {
        _discord.Then(new HttpRequestException(HttpRequestError.ResponseEnded)).ThenNothing();
        using var rest = _discord.Rest();

        var id = Done(await Create(rest));

        Assert.Equal(new Snowflake(11), id);
        Assert.Equal(3, _discord.Requests.Count);
        Assert.Single(
            _discord.Requests.Select(asked => asked.Body).Distinct(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_server_error_is_retried_later_and_later(int status)
    {
        _discord
            .Then(Html((HttpStatusCode)status))
            .Then(Html((HttpStatusCode)status))
            .Then(Html((HttpStatusCode)status));
        using var rest = _discord.Rest();

        Done(await Create(rest));

        var waits = _discord
            .Requests.Zip(_discord.Requests.Skip(1), (one, next) => next.At - one.At)
            .ToList();
        Assert.Equal(3, waits.Count);
        Assert.True(waits[0] < waits[1] && waits[1] < waits[2]);
    }

    [Fact]
    public async Task When_no_answer_comes_at_all_the_outcome_is_unknown()
    {
        _discord.Otherwise = (_, _) =>
            throw new HttpRequestException(HttpRequestError.ResponseEnded);
        using var rest = _discord.Rest();

        var result = await Create(rest);

        Assert.IsType<RestResult<Snowflake>.Unknown>(result);
        Assert.Equal(1 + _discord.Options.Retries, _discord.Requests.Count);
    }

    [Fact]
    public async Task Without_a_nonce_a_lost_answer_is_not_risked_twice()
    {
        _discord.Then(new HttpRequestException(HttpRequestError.ResponseEnded));
        using var rest = _discord.Rest();

        var result = await Create(rest, Hello with { Nonce = null });

        Assert.IsType<RestResult<Snowflake>.Unknown>(result);
        Assert.Single(_discord.Requests);
    }

    [Fact]
    public async Task Without_a_nonce_what_surely_never_left_is_sent_again()
    {
        _discord.Then(new HttpRequestException(HttpRequestError.ConnectionError));
        using var rest = _discord.Rest();

        Done(await Create(rest, Hello with { Nonce = null }));

        Assert.Equal(2, _discord.Requests.Count);
    }

    [Fact]
    public async Task A_deletion_whose_first_answer_was_lost_is_done_when_the_message_is_gone()
    {
        _discord
            .Then(new HttpRequestException(HttpRequestError.ResponseEnded))
            .Then(Refusal(HttpStatusCode.NotFound, 10008));
        using var rest = _discord.Rest();

        Done(
            await _discord.Time.RunUntil(
                rest.DeleteMessage(ChannelId, new Snowflake(11), SendPriority.Normal, default)
            )
        );
    }

    [Fact]
    public async Task A_deletion_of_what_was_gone_before_is_refused()
    {
        _discord.Then(Refusal(HttpStatusCode.NotFound, 10008));
        using var rest = _discord.Rest();

        var refusal = Refused(
            await _discord.Time.RunUntil(
                rest.DeleteMessage(ChannelId, new Snowflake(11), SendPriority.Normal, default)
            )
        );

        Assert.True(refusal.IsMessageGone);
    }

    [Fact]
    public async Task An_edit_clears_what_the_new_message_does_not_have()
    {
        using var rest = _discord.Rest();

        Done(
            await _discord.Time.RunUntil(
                rest.EditMessage(
                    ChannelId,
                    new Snowflake(11),
                    new OutgoingMessage { Embeds = [new Embed { Title = "t" }] },
                    SendPriority.Correction,
                    default
                )
            )
        );

        var asked = _discord.Requests.Single();
        Assert.Equal("PATCH", asked.Method);
        Assert.Equal("/api/v10/channels/7/messages/11", asked.Path);
        Assert.Equal(
            """{"content":null,"embeds":[{"title":"t"}],"components":[],"attachments":[],"allowed_mentions":{"parse":[]}}""",
            asked.Body
        );
    }

    [Fact]
    public async Task Messages_can_be_listed_after_one()
    {
        _discord.Then(Ok($"[{AMessage},{{\"nonsense\":1}}]"));
        using var rest = _discord.Rest();

        var messages = Done(
            await _discord.Time.RunUntil(rest.GetMessages(ChannelId, 500, after: new Snowflake(3)))
        );

        Assert.Equal(
            "/api/v10/channels/7/messages?limit=100&after=3",
            _discord.Requests.Single().Path
        );
        var message = Assert.Single(messages);
        Assert.Equal(new Snowflake(11), message.Id);
        Assert.Equal(ChannelId, message.ChannelId);
        Assert.Equal("hello", message.Content);
        Assert.Equal("n1", message.Nonce);
        Assert.True(message.Author.Bot);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"id":{},"channel_id":[]}""")]
    public async Task An_answer_that_cannot_be_read_leaves_the_outcome_unknown(string body)
    {
        _discord.Otherwise = (_, _) => Task.FromResult(Ok(body));
        using var rest = _discord.Rest();

        Assert.IsType<RestResult<Snowflake>.Unknown>(await Create(rest));
    }

    [Fact]
    public async Task After_two_401s_nothing_is_sent_any_more_and_the_operator_is_told_once()
    {
        _discord.Otherwise = (_, _) => Task.FromResult(Refusal(HttpStatusCode.Unauthorized, 0));
        using var rest = _discord.Rest();

        Assert.True(Refused(await Create(rest)).IsUnauthorized);
        var later = Refused(await Create(rest));

        Assert.True(later is { IsUnauthorized: true, NeverSent: true });
        Assert.Equal(["POST", "GET"], _discord.Requests.Select(r => r.Method));
        Assert.EndsWith("/gateway/bot", _discord.Requests[1].Path, StringComparison.Ordinal);
        Assert.Single(_discord.Logs.Lines, line => line.Level == LogLevel.Error);
        Assert.DoesNotContain(Token, _discord.Logs.All, StringComparison.Ordinal);
        Assert.True(rest.TokenRefused.IsCompletedSuccessfully);
        Assert.Contains("does not accept", rest.Standstill, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_401_that_was_a_mistake_is_asked_about_at_once_and_the_post_arrives()
    {
        _discord.Then(Refusal(HttpStatusCode.Unauthorized, 0));
        using var rest = _discord.Rest();

        Done(await Create(rest));

        Assert.Equal(["POST", "GET", "POST"], _discord.Requests.Select(r => r.Method));
        Assert.False(rest.TokenRefused.IsCompleted);
        Assert.Null(rest.Standstill);
    }

    [Fact]
    public async Task While_it_is_not_known_whether_the_token_is_good_nothing_is_sent_and_health_can_say_so()
    {
        _discord.Then(Refusal(HttpStatusCode.Unauthorized, 0));
        _discord.Then(Answer(HttpStatusCode.BadGateway, ""));
        using var rest = _discord.Rest();

        var first = Refused(await Create(rest));
        var standstill = rest.Standstill;
        var second = Refused(await Create(rest));
        _discord.Time.Advance(TimeSpan.FromSeconds(5));
        Done(await Create(rest));

        Assert.True(first is { IsUnauthorized: false, RetryAfter: not null });
        Assert.True(second is { IsUnauthorized: false, NeverSent: true });
        Assert.Contains("asked once more", standstill, StringComparison.Ordinal);
        Assert.Null(rest.Standstill);
        Assert.False(rest.TokenRefused.IsCompleted);
    }

    [Fact]
    public async Task Those_that_wait_when_the_401_comes_are_not_sent_either()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        _discord.Then((_, _) => answer.Task);
        _discord.Otherwise = (_, _) => Task.FromResult(Refusal(HttpStatusCode.Unauthorized, 0));
        using var rest = _discord.Rest(_discord.Options with { RequestsPerSecond = 1 });
        var first = rest.CreateMessage(ChannelId, Hello, SendPriority.Normal, default);
        var waiting = rest.CreateMessage(new Snowflake(8), Hello, SendPriority.Normal, default);
        await Clock.Settle();

        answer.SetResult(Refusal(HttpStatusCode.Unauthorized, 0));

        Assert.True(Refused(await _discord.Time.RunUntil(first)).IsUnauthorized);
        Assert.True(Refused(await _discord.Time.RunUntil(waiting)).IsUnauthorized);
        Assert.Equal(["POST", "GET"], _discord.Requests.Select(r => r.Method));
    }

    [Fact]
    public async Task A_401_for_an_interactions_own_token_does_not_stop_the_bot()
    {
        _discord.Then(Refusal(HttpStatusCode.Unauthorized, 50027));
        using var rest = _discord.Rest();

        var refusal = Refused(
            await _discord.Time.RunUntil(rest.EditResponse(new Snowflake(1), "tok", Hello, default))
        );

        Assert.Equal(50027, refusal.Code);
        Done(await Create(rest));
    }

    [Fact]
    public async Task Too_many_invalid_requests_stop_all_traffic_until_the_window_is_past()
    {
        _discord.Otherwise = (_, _) => Task.FromResult(Refusal(HttpStatusCode.Forbidden, 50013));
        using var rest = _discord.Rest(_discord.Options with { InvalidRequestLimit = 20 });
        for (var channel = 0UL; channel < 20; channel++)
        {
            await Create(rest, channel: channel);
        }

        var refusal = Refused(await Create(rest));

        Assert.Equal(20, _discord.Requests.Count);
        Assert.True(refusal is { NeverSent: true, IsForbidden: false, IsRateLimited: true });
        Assert.InRange(refusal.RetryAfter!.Value.TotalMinutes, 9, 10);
        Assert.Single(_discord.Logs.Lines, line => line.Level == LogLevel.Error);

        _discord.Otherwise = (_, _) => Task.FromResult(Ok(AMessage));
        _discord.Time.Advance(TimeSpan.FromMinutes(10));
        Done(await Create(rest));
    }

    [Fact]
    public async Task What_others_servers_refuse_does_not_stop_the_newsrooms_own_nor_an_answer()
    {
        var own = 0;
        _discord.Otherwise = (asked, _) =>
            Task.FromResult(
                asked.Path.Contains("/channels/7/", StringComparison.Ordinal) && own++ == 0
                || !asked.Path.Contains("/channels/", StringComparison.Ordinal)
                    ? Ok(AMessage)
                    : Refusal(HttpStatusCode.Forbidden, 50013)
            );
        using var rest = _discord.Rest(_discord.Options with { InvalidRequestLimit = 20 });
        for (var channel = 100UL; channel < 120; channel++)
        {
            await Create(rest, channel: channel);
        }

        Assert.True(Refused(await Create(rest, channel: 8)).NeverSent);
        Assert.Contains("too many requests", rest.Standstill, StringComparison.Ordinal);
        Done(await Post(SendPriority.Newsroom, 7));
        Assert.IsType<RestResult<Message>.Done>(
            await _discord.Time.RunUntil(rest.EditResponse(new Snowflake(1), "tok", Hello, default))
        );

        // Its own refusals are limited all the same.
        for (var more = 0; more < 30; more++)
        {
            await Post(SendPriority.Newsroom, 9);
        }
        Assert.Equal(
            36,
            _discord.Requests.Count(r => r.Path.Contains("/channels/", StringComparison.Ordinal))
                - 1
        );

        Task<RestResult<Snowflake>> Post(SendPriority priority, ulong channel) =>
            _discord.Time.RunUntil(
                rest.CreateMessage(new Snowflake(channel), Hello, priority, default)
            );
    }

    [Fact]
    public async Task Invalid_requests_far_apart_stop_nothing()
    {
        _discord.Otherwise = (_, _) => Task.FromResult(Refusal(HttpStatusCode.Forbidden, 50013));
        using var rest = _discord.Rest(_discord.Options with { InvalidRequestLimit = 3 });

        for (var count = 0; count < 10; count++)
        {
            await Create(rest);
            _discord.Time.Advance(TimeSpan.FromMinutes(6));
        }

        Assert.Equal(10, _discord.Requests.Count);
    }

    [Fact]
    public async Task Shared_429s_are_not_held_against_us()
    {
        for (var count = 0; count < 5; count++)
        {
            _discord.Then(Limited(0.1, headers: ("X-RateLimit-Scope", "shared")));
        }

        using var rest = _discord.Rest(_discord.Options with { InvalidRequestLimit = 3 });

        Done(await Create(rest));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(403)]
    public async Task When_Cloudflare_answers_everything_rests_for_minutes(int status)
    {
        _discord.Then(Html((HttpStatusCode)status));
        using var rest = _discord.Rest();

        var first = Refused(await Create(rest));
        var later = Refused(await Create(rest, channel: 8));

        Assert.True(first is { IsCloudflare: true, IsForbidden: false });
        Assert.True(later is { IsCloudflare: true, NeverSent: true });
        Assert.Single(_discord.Requests);

        _discord.Time.Advance(DiscordOptions.CloudflarePause);
        Done(await Create(rest));
    }

    [Fact]
    public async Task When_Cloudflare_has_answered_one_post_people_are_answered_all_the_same_and_health_can_say_so()
    {
        _discord.Then(Html(HttpStatusCode.Forbidden));
        using var rest = _discord.Rest();
        await Create(rest);

        Assert.IsType<RestResult<Message>.Done>(
            await _discord.Time.RunUntil(rest.EditResponse(new Snowflake(1), "tok", Hello, default))
        );
        Assert.StartsWith("Cloudflare refused", rest.Standstill, StringComparison.Ordinal);

        _discord.Time.Advance(DiscordOptions.CloudflarePause);
        Assert.Null(rest.Standstill);
    }

    [Fact]
    public async Task A_bad_gateway_page_is_not_taken_for_a_ban()
    {
        _discord.Then(Html(HttpStatusCode.BadGateway));
        using var rest = _discord.Rest();

        Done(await Create(rest));
    }

    [Fact]
    public async Task The_timeout_does_not_count_the_time_spent_waiting_for_a_limit()
    {
        _discord.Then(Limited(40));
        using var rest = _discord.Rest(
            _discord.Options with
            {
                RequestTimeout = TimeSpan.FromSeconds(5),
            }
        );

        Done(await Create(rest));

        Assert.Equal(2, _discord.Requests.Count);
    }

    [Fact]
    public async Task A_long_wait_can_be_cancelled()
    {
        _discord.Then(Limited(50));
        using var rest = _discord.Rest();
        using var cancel = new CancellationTokenSource();
        var sending = rest.CreateMessage(ChannelId, Hello, SendPriority.Normal, cancel.Token);
        await _discord.Time.Pass(TimeSpan.FromSeconds(1));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Single(_discord.Requests);
    }

    [Fact]
    public async Task Nothing_logged_or_printed_shows_a_token()
    {
        _discord.Otherwise = (asked, _) =>
            throw new HttpRequestException(
                $"failed: {asked.Message.RequestUri} {asked.Message.Headers.Authorization}"
            );
        using var rest = _discord.Rest();
        var interaction = Interactions.Command() with { Token = "interaction-secret" };

        var results = string.Join(
            '\n',
            await Create(rest),
            await _discord.Time.RunUntil(
                rest.Respond(interaction, new InteractionResponse.DeferUpdate(), default)
            ),
            await _discord.Time.RunUntil(rest.EditResponse(interaction, Hello, default)),
            await _discord.Time.RunUntil(rest.FollowUp(interaction, Hello, default)),
            _discord.Options,
            interaction
        );

        Assert.NotEmpty(_discord.Logs.All);
        foreach (var secret in new[] { Token, "interaction-secret" })
        {
            Assert.DoesNotContain(secret, _discord.Logs.All, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, results, StringComparison.Ordinal);
        }
    }

    private Task<RestResult<Snowflake>> Create(
        DiscordRest rest,
        OutgoingMessage? message = null,
        ulong channel = 7
    ) =>
        _discord.Time.RunUntil(
            rest.CreateMessage(
                new Snowflake(channel),
                message ?? Hello,
                SendPriority.Normal,
                CancellationToken.None
            )
        );

    private static T Done<T>(RestResult<T> result) =>
        Assert.IsType<RestResult<T>.Done>(result).Value;

    private static RestRefusal Refused<T>(RestResult<T> result) =>
        Assert.IsType<RestResult<T>.Refused>(result).Refusal;
}
