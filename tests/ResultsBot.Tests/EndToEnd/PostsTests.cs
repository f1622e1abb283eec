using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Hosting;
using ResultsBot.Newswire;
using ResultsBot.Sandbox;
using ResultsBot.Tests.Infrastructure;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>What the desk writes in the live blog, from the command to the page and the channels.</summary>
public class PostsTests
{
    private const string Here = "newsroom";

    private static readonly UploadedFile Hall = new(
        "hall.gif",
        "image/gif",
        Encoding.Latin1.GetBytes("GIF89a..........")
    );

    [Fact]
    public async Task An_entry_of_no_seat_is_read_back_and_goes_to_the_page_and_to_whoever_follows_everything()
    {
        await using var newsroom = await WithBlog();
        await newsroom.Type(Ed, Here, "/subscribe");
        await newsroom.Type(Ed, "derbyshire", "/subscribe area:Derbyshire");

        var form = await newsroom.Type(
            Rita,
            Here,
            "/post headline:Here all night pin:true key:true"
        );
        var readBack = await newsroom.Fill(Rita, form, ("text", "Stay with us.\nWe never sleep."));
        Assert.Contains(
            "pin it, and add it to the key events",
            Content(readBack),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(newsroom.Posts("derbyshire"), p => Title(p) is not null);
        await newsroom.Send(Rita, Here, readBack);

        Assert.Equal(["Live blog: Here all night"], await newsroom.WaitForTitles(Here, 1));
        var page = await Page(newsroom, "Here all night");
        Assert.Contains(
            "<p>Stay with us.</p><p>We never sleep.</p>",
            page,
            StringComparison.Ordinal
        );
        Assert.True(
            page.IndexOf("id=\"pinned\"", StringComparison.Ordinal)
                < page.IndexOf("id=\"no-1\"", StringComparison.Ordinal)
        );
        Assert.Contains("href=\"/#no-1\">Here all night", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            newsroom.Titles("derbyshire"),
            t => t.Contains("Here all night", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_second_press_and_a_press_after_an_edit_send_nothing_twice()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var readBack = await newsroom.Type(Rita, Here, "/post headline:One text:First.");
        var form = await newsroom.Press(Rita, Here, readBack, "Edit");

        await newsroom.Press(Rita, Here, readBack, "Broadcast");
        var again = await newsroom.Fill(Rita, form, ("text", "Second."));
        var late = await newsroom.Press(Rita, Here, again, "Broadcast");

        Assert.Contains("Nothing was sent twice", Content(late), StringComparison.Ordinal);
        Assert.Equal(["First."], Texts(newsroom));
    }

    [Fact]
    public async Task An_entry_is_corrected_in_every_copy_and_withdrawn_by_who_wrote_it_or_an_editor_and_nobody_else()
    {
        await using var newsroom = await WithBlog();
        await newsroom.Type(Ed, Here, "/subscribe");
        await newsroom.Send(
            Rita,
            Here,
            await newsroom.Type(
                Rita,
                Here,
                "/post headline:All eleven declare by four text:So they say."
            )
        );

        var refused = await newsroom.Type(Sam, Here, "/withdraw-post entry:1 reason:no");
        Assert.Contains(
            "Only the person who typed this",
            Content(refused),
            StringComparison.Ordinal
        );
        var form = await newsroom.Type(Rita, Here, "/correct-post entry:1 reason:misheard");
        Assert.Equal("All eleven declare by four", Field(form, "headline"));
        await newsroom.Send(
            Rita,
            Here,
            await newsroom.Fill(Rita, form, ("headline", "All eleven declare by five"))
        );

        await Until(() =>
            newsroom.Titles(Here) is ["Corrected: Live blog: All eleven declare by five", _]
        );
        var page = await Page(newsroom, "All eleven declare by five");
        Assert.Contains(
            "We first reported: All eleven declare by four",
            page,
            StringComparison.Ordinal
        );
        Assert.Equal(1, page.Split("id=\"no-1\"").Length - 1);

        await newsroom.Send(
            Ed,
            Here,
            await newsroom.Type(Ed, Here, "/withdraw-post entry:1 reason:nobody knows")
        );
        await Until(() => newsroom.Titles(Here).Count == 3);
        await Page(newsroom, "<s>All eleven declare by four</s>");
        var late = await newsroom.Type(Ed, Here, "/pin entry:1");
        Assert.Contains("was withdrawn", Content(late), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_entry_can_be_pinned_and_be_a_key_event_one_at_a_time_and_no_more_without_moving()
    {
        await using var newsroom = await WithBlog();
        await newsroom.Declare(TheNight.Recorded("Bolsover"));
        await newsroom.Send(
            Rita,
            Here,
            await newsroom.Type(Rita, Here, "/post headline:Breakfast text:At last. pin:true")
        );
        var number = Number(newsroom, b => b is Bulletin.Result);

        var choices = await newsroom.Control.Suggest(Rita, Here, "pin", "entry", "bolso");
        Assert.Contains(choices, c => $"{c.Value}" == $"{number}");
        var pin = await newsroom.Type(Rita, Here, $"/pin entry:{number}");
        Assert.Contains("replaces “Breakfast”", Content(pin), StringComparison.Ordinal);
        await newsroom.Press(Rita, Here, pin, "Pin it");
        await newsroom.Press(
            Rita,
            Here,
            await newsroom.Type(Rita, Here, $"/key entry:{number}"),
            "Add it"
        );

        var page = await Page(newsroom, $"href=\"/#no-{number}\">");
        Assert.True(Pinned(page).Contains("Bolsover", StringComparison.Ordinal));
        Assert.Equal(1, page.Split($"id=\"no-{number}\"").Length - 1);

        await newsroom.Press(Rita, Here, await newsroom.Type(Rita, Here, "/pin"), "Unpin it");
        await Page(newsroom, "id=\"pinned\" data-part hidden");
        var none = await newsroom.Type(Rita, Here, "/pin");
        Assert.Contains("Nothing is pinned", Content(none), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_the_newsroom_becomes_an_entry_with_its_picture()
    {
        await using var newsroom = await WithBlog();
        await newsroom.Type(Ed, Here, "/subscribe");
        var message = newsroom.Control.Write(Sam, Here, "The boxes are in.", Hall);

        var form = await newsroom.Control.UseOn(Rita, Here, message, "Add to the live blog");
        Assert.Equal("The boxes are in.", Field(form, "text"));
        var readBack = await newsroom.Fill(Rita, form, ("headline", "Boxes in"));
        await newsroom.Send(Rita, Here, readBack);

        await Until(() => newsroom.Titles(Here).Contains("Live blog: Boxes in"));
        var page = await Page(newsroom, "Boxes in");
        Assert.Matches("<img src=\"/photos/photo-[0-9]+\\.gif\" alt=\"Boxes in\"", page);
    }

    [Theory]
    [InlineData(Vic)]
    [InlineData(Tom)]
    public async Task Who_is_no_reporter_or_has_seats_of_their_own_writes_nothing_of_no_seat(
        string person
    )
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, Here, "/assign reporter:tom seats:Bolsover");

        var answer = await newsroom.Type(person, Here, "/post headline:One text:First.");

        Assert.Empty(Buttons(answer));
        Assert.Contains(
            person == Vic ? "Only the newsroom’s reporters" : "assigned to Bolsover only",
            Content(answer),
            StringComparison.Ordinal
        );
    }

    private static Task<LocalNewsroom> WithBlog() =>
        LocalNewsroom.Start(configure: b =>
            b.Services.AddSingleton(new BlogOptions("http://127.0.0.1:0", null, null, false))
        );

    /// <summary>The page, once it says so.</summary>
    private static async Task<string> Page(LocalNewsroom newsroom, string saying)
    {
        using var client = new HttpClient
        {
            BaseAddress = await newsroom.Part<LiveBlogHost>().Listen(CancellationToken.None),
        };
        var page = "";
        await Until(async () =>
        {
            using var answer = await client.GetAsync("");
            page = await answer.Content.ReadAsStringAsync();
            return page.Contains(saying, StringComparison.Ordinal);
        });
        return page;
    }

    private static string Pinned(string page) =>
        page[
            page.IndexOf("id=\"pinned\"", StringComparison.Ordinal)..page.IndexOf(
                "<article",
                StringComparison.Ordinal
            )
        ];

    private static string? Title(System.Text.Json.Nodes.JsonNode post) =>
        (string?)post["embeds"]?.AsArray().FirstOrDefault()?["title"];

    private static IEnumerable<string> Texts(LocalNewsroom newsroom) =>
        newsroom
            .Part<BulletinLog>()
            .Entries.Select(e => e.Bulletin)
            .OfType<Bulletin.Posted>()
            .Select(b => b.Words.Text);

    private static long Number(LocalNewsroom newsroom, Func<Bulletin, bool> isIt) =>
        newsroom.Part<BulletinLog>().Entries.First(e => isIt(e.Bulletin)).Position;
}
