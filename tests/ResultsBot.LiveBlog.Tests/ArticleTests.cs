using AngleSharp.Dom;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Tests.Infrastructure;
using Snapshooter.Xunit;

namespace ResultsBot.LiveBlog.Tests;

public class ArticleTests
{
    private static readonly LogEntry Chesterfield = PlayedNight.ResultOf("Chesterfield");
    private static readonly Bulletin.Result Result = (Bulletin.Result)Chesterfield.Bulletin;

    private static DateTimeOffset Later => Result.At.AddMinutes(8);

    [Fact]
    public void A_result_has_its_shape_and_is_found_by_its_number_its_kind_and_its_seat()
    {
        var blog = Blog.Of(
            TheNight.Definition,
            PlayedNight.Wire.TakeWhile(e => e.Position <= Chesterfield.Position)
        );

        var article = blog.Front.QuerySelector($"article#no-{Chesterfield.Position}")!;

        Assert.Equal(
            ($"{Chesterfield.Position}", "result", Result.Of.Id.Value),
            (
                article.GetAttribute("data-number"),
                article.GetAttribute("data-kind"),
                article.GetAttribute("data-contest")
            )
        );
        Snapshot.Match(Blog.Read(article));
    }

    [Fact]
    public void A_seat_that_changed_hands_since_last_time_is_said_to_have_in_its_entry()
    {
        var blog = Blog.Of(
            TheNight.Definition,
            [
                Chesterfield with
                {
                    Bulletin = Result with { Of = Result.Of with { HeldBy = new PartyId("RUK") } },
                },
            ]
        );

        Assert.Contains(
            "Reform UK held the seat before this vote: it had changed hands since Labour won it last time.",
            Blog.Read(blog.Front.QuerySelector($"article#no-{Chesterfield.Position}")!),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_corrected_result_keeps_its_place_and_says_what_it_was_under_its_headline_and_the_correction_stands_on_top()
    {
        var blog = Wrong(out var right);
        var before = Numbers(blog);

        blog.Add(
            new Bulletin.Corrected(
                Result.Of,
                Swapped,
                right,
                1,
                "misheard",
                Result.Standings,
                Later
            )
        );

        var page = blog.Front;
        Assert.Equal([before.Max() + 1, .. before], Numbers(blog));
        var article = page.QuerySelector("article#no-1")!;
        Assert.Equal(
            "Corrected at 05:12: David Wadsworth 2,862 → 2,682. Lab hold is unchanged.",
            Blog.Read(article.QuerySelector("h3 + p + .fix")!)
        );
        Assert.Contains(
            "David Wadsworth Green 2,682",
            Blog.Read(article),
            StringComparison.Ordinal
        );
        Assert.Equal("correction", page.QuerySelector("article")!.GetAttribute("data-kind"));
        Assert.Contains(
            "Correction: Labour hold Chesterfield",
            Blog.Read(page.QuerySelector("#key")!),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_retracted_result_is_struck_without_a_figure_left_and_its_seat_is_open_again_until_it_is_reinstated()
    {
        var blog = Wrong(out _);
        var seat = Result.Of.Id.Value;

        blog.Add(new Bulletin.Retracted(Result.Of, Swapped, "wrong seat", [], Later));

        var article = blog.Front.QuerySelector("article#no-1")!;
        Assert.Equal("Labour hold Chesterfield", article.QuerySelector("h3 s")!.TextContent);
        Assert.Empty(article.QuerySelectorAll("table"));
        Assert.Contains(
            "Withdrawn at 05:12: please ignore.",
            Blog.Read(article),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "not declared yet",
            Blog.Read(Blog.Parse(blog.Site.Seat(blog.Edition, seat)).QuerySelector(".panel")!),
            StringComparison.Ordinal
        );

        blog.Add(new Bulletin.Reinstated(Result.Of, Swapped, [], Later.AddMinutes(1)));

        Assert.Empty(blog.Front.QuerySelectorAll("article#no-1 s"));
        Assert.Equal(
            "reinstatement",
            blog.Front.QuerySelector("article")!.GetAttribute("data-kind")
        );
    }

    [Fact]
    public void What_makes_a_result_worth_more_stands_with_it_and_is_found_by_its_own_number()
    {
        var blog = Blog.Of(TheNight.Definition, PlayedNight.Wire);
        var fact = PlayedNight.Wire.First(e => e.Bulletin is Bulletin.Colour);

        var page = Blog.Parse(blog.Site.Page(blog.Edition, 1));

        Assert.Equal("ARTICLE", page.QuerySelector($"#no-{fact.Position}")!.ParentElement!.TagName);
    }

    [Fact]
    public void A_note_with_a_picture_shows_it_with_words_for_it_and_no_other_picture_is_known()
    {
        var blog = new Blog(TheNight.Definition);

        blog.Add(new Bulletin.Noted(Result.Of, "It is tense.", Later, "hall.jpg"));

        var picture = blog.Front.QuerySelector("article img")!;
        Assert.Equal("/live/photos/hall.jpg", picture.GetAttribute("src"));
        Assert.Equal("At the count: Chesterfield", picture.GetAttribute("alt"));
        Assert.True(blog.Edition.HasPhoto("hall.jpg"));
        Assert.False(blog.Edition.HasPhoto("other.jpg"));
    }

    [Theory]
    [InlineData("hall.mp4")]
    [InlineData("hall.webm")]
    public void A_note_with_a_video_plays_it_when_asked_and_not_before(string name)
    {
        var blog = new Blog(TheNight.Definition);

        blog.Add(new Bulletin.Noted(Result.Of, "It is tense.", Later, name));

        var video = blog.Front.QuerySelector("article video[controls][playsinline]")!;
        Assert.Equal($"/live/photos/{name}", video.GetAttribute("src"));
        Assert.Equal("At the count: Chesterfield", video.GetAttribute("aria-label"));
        Assert.Equal("metadata", video.GetAttribute("preload"));
        Assert.False(video.HasAttribute("autoplay"));
        Assert.Empty(blog.Front.QuerySelectorAll("article img"));
    }

    [Fact]
    public void Every_page_of_a_rehearsal_says_so()
    {
        var blog = new Blog(TheNight.Definition, isRehearsal: true);

        Assert.Equal(
            "REHEARSAL – NOT A REAL RESULT",
            blog.Front.QuerySelector(".rehearsal")!.TextContent
        );
        Assert.NotNull(Blog.Parse(blog.Site.Embed(blog.Edition, null)).QuerySelector(".rehearsal"));
    }

    [Fact]
    public void A_bulletin_that_cannot_be_worded_leaves_its_plain_headline_and_the_page_stands()
    {
        var blog = new Blog(TheNight.Definition);

        blog.Add(Result, Result with { Verdict = null! });

        Assert.Equal(2, blog.Front.QuerySelectorAll("article").Length);
        Assert.Equal(2, Assert.Single(blog.Quarantine.Items).Position);
    }

    [Fact]
    public void The_page_of_a_whole_night_is_light_and_lists_only_its_newest_entries_and_earlier_ones_stay_where_they_are()
    {
        var blog = Blog.Of(TheNight.Definition, PlayedNight.Wire);
        var first = Blog.Text(blog.Site.Page(blog.Edition, 3));

        blog.Add(new Bulletin.Noted(Result.Of, "One more.", PlayedNight.Wire[^1].Bulletin.At));

        var page = blog.Site.Front(blog.Edition);
        Assert.True(page.Plain.Length < 100_000, $"{page.Plain.Length} bytes");
        Assert.InRange(blog.Front.QuerySelectorAll("article").Length, 10, 50);
        Assert.Equal(Articles(first), Articles(Blog.Text(blog.Site.Page(blog.Edition, 3))));
    }

    private static string Articles(string page) =>
        string.Concat(
            Blog.Parse(Site.Body.Of("text/html", page))
                .QuerySelectorAll("article")
                .Select(a => a.OuterHtml)
        );

    private static IEnumerable<long> Numbers(Blog blog) =>
        [
            .. blog
                .Front.QuerySelectorAll("article")
                .Select(a => long.Parse(a.GetAttribute("data-number")!)),
        ];

    /// <summary>Two digits exchanged.</summary>
    private static Verdict Swapped
    {
        get
        {
            var figures = TheNight.Recorded("Chesterfield").Figures;
            var green = Result.Of.Candidates.Single(c => c.Name == "David Wadsworth").Number;
            var wrong = figures with
            {
                Votes =
                [
                    .. figures.Votes.Select(v =>
                        v.Candidate == green ? v with { Votes = 2_862 } : v
                    ),
                ],
            };
            return ((Count.Complete)Count.Of(Result.Of, wrong)).Verdict;
        }
    }

    private static Blog Wrong(out Verdict right)
    {
        var blog = new Blog(TheNight.Definition);
        blog.Add(Result with { Verdict = Swapped });
        right = Result.Verdict;
        return blog;
    }
}
