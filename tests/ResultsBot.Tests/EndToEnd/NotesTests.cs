using System.Text;
using ResultsBot.Sandbox;
using ResultsBot.Tests.Infrastructure;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>Notes, quotes and their pictures, from the command to the post.</summary>
public class NotesTests
{
    private const string Hall = "count-chesterfield";

    private static readonly Dictionary<string, UploadedFile> Gif = new()
    {
        ["photo"] = new("hall.gif", "image/gif", Encoding.Latin1.GetBytes("GIF89a..........")),
    };

    /// <summary>More than goes with a first answer, which has to be there in three seconds.</summary>
    private static readonly Dictionary<string, UploadedFile> LongVideo = new()
    {
        ["photo"] = new(
            "hall.mp4",
            "video/mp4",
            Encoding.Latin1.GetBytes("\0\0\0\u0018ftypmp42\0\0\0\0mp42isom".PadRight(300_000, '\0'))
        ),
    };

    [Theory]
    [InlineData("/note seat:Chesterfield photo:hall.gif")]
    [InlineData("/quote seat:Chesterfield who:Toby Perkins photo:hall.gif")]
    public async Task A_picture_without_a_text_goes_out_with_what_the_form_adds(string command)
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");

        var form = await newsroom.Control.Type(Rita, Hall, command, Gif);
        var readBack = await newsroom.Fill(Rita, form, ("text", "Tense."));
        await newsroom.Send(Rita, Hall, readBack);

        var post = (await newsroom.WaitForPosts("newsroom", 1))[0];
        var text = post.ToJsonString(Infrastructure.Json.Readable);
        Assert.Contains("Tense.", text, StringComparison.Ordinal);
        Assert.Matches("photo-[0-9]+\\.gif", text);
    }

    [Theory]
    [InlineData("/note seat:Chesterfield text:Tense. photo:hall.gif", Rita)]
    [InlineData("/post headline:Tense text:Boxes are in. photo:hall.gif", Ed)]
    public async Task A_picture_that_is_to_be_sent_is_in_the_read_back(string typed, string person)
    {
        await using var newsroom = await LocalNewsroom.Start();

        var readBack = await newsroom.Control.Type(person, Hall, typed, Gif);

        var shown = (string)readBack.Message!["embeds"]![0]!["image"]!["url"]!;
        using var http = new HttpClient();
        Assert.Equal(Gif["photo"].Bytes, await http.GetByteArrayAsync(shown));
    }

    [Theory]
    [InlineData("/note seat:Chesterfield text:Tense. photo:hall.mp4", Rita)]
    [InlineData("/post headline:Tense text:Boxes are in. photo:hall.mp4", Ed)]
    public async Task A_video_that_is_to_be_sent_stands_beside_the_read_back(
        string typed,
        string person
    )
    {
        await using var newsroom = await LocalNewsroom.Start();

        var readBack = await newsroom.Control.Type(person, Hall, typed, LongVideo);

        var attached = Assert.Single(readBack.Message!["attachments"]!.AsArray());
        Assert.Matches("^photo-[0-9]+\\.mp4$", (string)attached!["filename"]!);
        Assert.Null(readBack.Message["embeds"]![0]!["image"]);
        // Once it is sent, or not, it is gone.
        var cancelled = await newsroom.Press(person, Hall, readBack, "Cancel");
        Assert.Empty(cancelled.Message!["attachments"]?.AsArray() ?? []);
    }

    [Theory]
    [InlineData("Conservative gain Chesterfield from Labour, by 1,204. Recount")]
    [InlineData("Labour hold **Bolsover**")]
    [InlineData("Labour: hold")]
    public async Task Who_is_quoted_has_a_name_and_no_figures(string who)
    {
        await using var newsroom = await LocalNewsroom.Start();

        var answer = await newsroom.Type(
            Rita,
            Hall,
            $"/quote seat:Chesterfield who:{who} text:Over the moon."
        );

        Assert.Contains("can’t be used as a name", Content(answer), StringComparison.Ordinal);
        var form = await newsroom.Press(Rita, Hall, answer, "Edit");
        Assert.Equal((who, "Over the moon."), (Field(form, "who"), Field(form, "text")));
    }

    [Fact]
    public async Task Who_is_quoted_stands_behind_the_words_and_not_in_the_place_of_a_headline()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");

        var readBack = await newsroom.Type(
            Rita,
            Hall,
            "/quote seat:Chesterfield who:Dr. Siân O'Neill-Jones (Lab), agent text:Over the moon."
        );
        await newsroom.Send(Rita, Hall, readBack);

        var embed = (await newsroom.WaitForPosts("newsroom", 1))[0]["embeds"]![0]!;
        Assert.Equal("Quote: Chesterfield", (string?)embed["title"]);
        Assert.Equal(
            "“Over the moon.”\n– Dr. Siân O'Neill-Jones (Lab), agent",
            (string?)embed["description"]
        );
    }
}
