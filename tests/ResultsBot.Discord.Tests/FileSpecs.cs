using System.Collections.Immutable;
using System.Text;
using ResultsBot.Discord.Tests.Infra;
using static ResultsBot.Discord.Tests.Infra.FakeDiscord;

namespace ResultsBot.Discord.Tests;

/// <summary>Files on their way out and in.</summary>
public sealed class FileSpecs : IDisposable
{
    private readonly FakeDiscord _discord = new();

    public void Dispose() => _discord.Dispose();

    private static readonly OutgoingFile Csv = new(
        "résults \"1\".csv",
        "text/csv",
        Encoding.UTF8.GetBytes("a,b")
    )
    {
        Description = "all of it",
    };

    private static OutgoingMessage With(params OutgoingFile[] files) =>
        new()
        {
            Content = "see",
            Nonce = "n",
            Files = [.. files],
        };

    [Fact]
    public async Task Files_go_beside_the_json_and_are_named_in_it()
    {
        using var rest = _discord.Rest();
        var sent = await rest.CreateMessage(
            new Snowflake(7),
            With(Csv),
            SendPriority.Normal,
            default
        );

        Assert.IsType<RestResult<Snowflake>.Done>(sent);
        var asked = Assert.Single(_discord.Requests);
        Assert.Equal("multipart/form-data", asked.Message.Content!.Headers.ContentType!.MediaType);
        Assert.Contains("name=\"payload_json\"", asked.Body, StringComparison.Ordinal);
        Assert.Contains(
            "name=\"files[0]\"; filename=\"r_sults__1_.csv\"",
            asked.Body,
            StringComparison.Ordinal
        );
        Assert.Contains("Content-Type: text/csv", asked.Body, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\na,b\r\n", asked.Body, StringComparison.Ordinal);
        Assert.Contains(
            """
            "attachments":[{"id":"0","filename":"r\u00E9sults \u00221\u0022.csv","description":"all of it"}]
            """,
            asked.Body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_lost_answer_sends_the_files_again()
    {
        _discord.Then(Answer(System.Net.HttpStatusCode.BadGateway, ""));
        using var rest = _discord.Rest();
        await _discord.Time.RunUntil(
            rest.CreateMessage(new Snowflake(7), With(Csv), SendPriority.Normal, default),
            TimeSpan.FromSeconds(5)
        );
        Assert.Equal(2, _discord.Requests.Count);
        Assert.All(
            _discord.Requests,
            asked => Assert.Contains("a,b", asked.Body, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Uploads_go_a_few_bytes_at_a_time_and_hold_up_nothing_else()
    {
        var ended = new TaskCompletionSource();
        _discord.Otherwise = async (asked, ct) =>
        {
            if (asked.Message.Content is MultipartContent)
            {
                await ended.Task.WaitAsync(ct);
            }
            return Ok(AMessage);
        };
        using var rest = _discord.Rest(_discord.Options with { UploadBytesAtOnce = 10 });

        var uploads = Enumerable.Range(1, 5).Select(i => Post(i, With(Sized(4)))).ToArray();
        var large = Post(6, With(Sized(11)));
        var text = Post(7, With());
        await _discord.Time.Pass(TimeSpan.FromSeconds(5));

        Assert.True(text.IsCompletedSuccessfully);
        Assert.Equal(2, _discord.Requests.Count(a => a.Message.Content is MultipartContent));

        ended.SetResult();
        await _discord.Time.RunUntil(Task.WhenAll([.. uploads, large]));
        Assert.Equal(7, _discord.Requests.Count);

        Task<RestResult<Snowflake>> Post(int channel, OutgoingMessage message) =>
            rest.CreateMessage(
                new Snowflake((ulong)channel),
                message,
                SendPriority.Normal,
                default
            );
    }

    public static TheoryData<string, ImmutableArray<OutgoingFile>> TooMuch =>
        new()
        {
            { "11 files", [.. Enumerable.Repeat(Csv, 11)] },
            { "larger than 10485760", [Sized(Limits.FileBytes + 1)] },
            { "together", [.. Enumerable.Repeat(Sized(9 * 1024 * 1024), 3)] },
        };

    private static OutgoingFile Sized(int bytes) => new("a", "text/plain", new byte[bytes]);

    [Theory]
    [MemberData(nameof(TooMuch))]
    public async Task What_discord_would_not_take_is_not_even_sent(
        string why,
        ImmutableArray<OutgoingFile> files
    )
    {
        using var rest = _discord.Rest();
        var refused = Assert.IsType<RestResult<Snowflake>.Refused>(
            await rest.CreateMessage(
                new Snowflake(7),
                With([.. files]),
                SendPriority.Normal,
                default
            )
        );
        Assert.True(refused.Refusal.NeverSent);
        Assert.Contains(why, refused.Refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_discord.Requests);
    }

    [Fact]
    public void Files_given_in_an_option_are_read()
    {
        var invoked = Assert.IsType<Interaction.CommandInvoked>(
            Interactions.Parse(
                """
                {"id":"900","application_id":"200","token":"t","type":2,"data":{"name":"note","type":1,
                 "options":[{"name":"photo","type":11,"value":"70"},{"name":"who","type":6,"value":"71"}],
                 "resolved":{
                   "attachments":{"70":{"id":"70","filename":"hall.jpg","content_type":"image/jpeg","size":5,"url":"https://cdn.example.org/x","width":3,"height":2},
                                  "73":{"id":"73","filename":"bad","url":"file:///etc/passwd"}}}}}
                """
            )
        );

        var photo = invoked.AttachmentOf("photo")!;
        Assert.Equal(
            ("hall.jpg", "image/jpeg", 5L),
            (photo.FileName, photo.ContentType, photo.Size)
        );
        Assert.Equal((3, 2), (photo.Width, photo.Height));
        Assert.Single(invoked.Resolved.Attachments);
        Assert.Null(invoked.AttachmentOf("who"));
    }

    [Fact]
    public async Task Only_the_roles_named_on_purpose_are_mentioned()
    {
        using var rest = _discord.Rest();
        await rest.CreateMessage(
            new Snowflake(7),
            new OutgoingMessage
            {
                Content = "<@&5> @everyone <@6>",
                Nonce = "n",
                MentionRoles = [new Snowflake(5), new Snowflake(5)],
            },
            SendPriority.Normal,
            default
        );
        Assert.Equal(
            """{"parse":[],"roles":["5"]}""",
            _discord.Requests.Single().Json.GetProperty("allowed_mentions").GetRawText()
        );
    }
}
