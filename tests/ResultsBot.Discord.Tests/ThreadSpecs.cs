using System.Net;
using ResultsBot.Discord.Tests.Infra;
using static ResultsBot.Discord.Tests.Infra.FakeDiscord;

namespace ResultsBot.Discord.Tests;

/// <summary>Opening threads, and publishing messages onward.</summary>
public sealed class ThreadSpecs : IDisposable
{
    private const string AThread =
        """{"id":"50","guild_id":"1","parent_id":"7","type":11,"name":"Chesterfield","thread_metadata":{"archived":true,"locked":true}}""";

    private readonly FakeDiscord _discord = new();

    public void Dispose() => _discord.Dispose();

    private static Task<RestResult<Channel>> Start(DiscordRest rest) =>
        rest.StartThread(
            new Snowflake(7),
            "Chesterfield",
            ChannelType.PublicThread,
            ThreadArchival.Day,
            SendPriority.Normal,
            default
        );

    [Fact]
    public async Task A_thread_is_asked_for_as_a_public_one()
    {
        _discord.Then(Answer(HttpStatusCode.Created, AThread));
        using var rest = _discord.Rest();
        var made = Assert.IsType<RestResult<Channel>.Done>(await Start(rest)).Value;
        Assert.Equal((true, true, true), (made.IsThread, made.IsArchived, made.IsLocked));
        Assert.Equal(
            """{"name":"Chesterfield","auto_archive_duration":1440,"type":11}""",
            _discord.Requests.Single().Body
        );
    }

    [Fact]
    public async Task A_thread_whose_answer_was_lost_is_not_opened_twice()
    {
        _discord.Then(Answer(HttpStatusCode.BadGateway, ""));
        using var rest = _discord.Rest();
        Assert.IsType<RestResult<Channel>.Unknown>(
            await _discord.Time.RunUntil(Start(rest), TimeSpan.FromSeconds(10))
        );
        Assert.Single(_discord.Requests);
    }

    private static Task<RestResult<ForumPost>> Post(DiscordRest rest) =>
        rest.StartPost(
            new Snowflake(7),
            "Lab gain Bolsover",
            new OutgoingMessage { Content = "Lab gain Bolsover", Nonce = "n" },
            ThreadArchival.Week,
            SendPriority.Normal,
            default
        );

    [Fact]
    public async Task A_post_in_a_forum_brings_its_first_message_and_no_nonce()
    {
        _discord.Then(
            Answer(HttpStatusCode.Created, """{"id":"50","type":11,"message":{"id":"51"}}""")
        );
        using var rest = _discord.Rest();
        var made = Assert.IsType<RestResult<ForumPost>.Done>(await Post(rest)).Value;
        Assert.Equal(new ForumPost(new Snowflake(50), new Snowflake(51)), made);
        Assert.Equal(
            """{"name":"Lab gain Bolsover","auto_archive_duration":10080,"message":{"content":"Lab gain Bolsover","allowed_mentions":{"parse":[]}}}""",
            _discord.Requests.Single().Body
        );
    }

    [Fact]
    public async Task A_post_in_a_forum_whose_answer_was_lost_is_not_sent_twice()
    {
        _discord.Then(Answer(HttpStatusCode.BadGateway, ""));
        using var rest = _discord.Rest();
        Assert.IsType<RestResult<ForumPost>.Unknown>(
            await _discord.Time.RunUntil(Post(rest), TimeSpan.FromSeconds(10))
        );
        Assert.Single(_discord.Requests);
    }

    private static Task<RestResult<Nothing>> Publish(DiscordRest rest, ulong message = 8) =>
        rest.Crosspost(new Snowflake(7), new Snowflake(message), SendPriority.Normal, default);

    [Fact]
    public async Task Published_before_its_answer_was_lost_is_published()
    {
        _discord
            .Then(Answer(HttpStatusCode.BadGateway, ""))
            .Then(Refusal(HttpStatusCode.BadRequest, 40033));
        using var rest = _discord.Rest();
        Assert.IsType<RestResult<Nothing>.Done>(
            await _discord.Time.RunUntil(Publish(rest), TimeSpan.FromSeconds(10))
        );
    }

    [Fact]
    public async Task Published_by_somebody_else_says_so()
    {
        _discord.Then(Refusal(HttpStatusCode.BadRequest, 40033));
        using var rest = _discord.Rest();
        var refused = Assert.IsType<RestResult<Nothing>.Refused>(await Publish(rest));
        Assert.True(refused.Refusal.IsAlreadyCrossposted);
    }

    [Fact]
    public async Task An_hour_of_waiting_to_publish_holds_up_nobody()
    {
        _discord.Then(Limited(2400));
        using var rest = _discord.Rest();
        var refused = Assert.IsType<RestResult<Nothing>.Refused>(await Publish(rest));
        Assert.Equal(TimeSpan.FromSeconds(2400), refused.Refusal.RetryAfter);
        var again = Assert.IsType<RestResult<Nothing>.Refused>(await Publish(rest, 9));
        Assert.True(again.Refusal.NeverSent);
        var message = await rest.CreateMessage(
            new Snowflake(7),
            new OutgoingMessage { Content = "c", Nonce = "n" },
            SendPriority.Normal,
            default
        );
        Assert.IsType<RestResult<Snowflake>.Done>(message);
    }
}
