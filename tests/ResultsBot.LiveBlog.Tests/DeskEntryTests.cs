using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>What the desk writes itself, and what it makes of other entries.</summary>
public class DeskEntryTests
{
    private static readonly Bulletin.Result Result = (Bulletin.Result)
        PlayedNight.ResultOf("Chesterfield").Bulletin;

    private static readonly PostWords Words = new("Here all night", "Stay with us.");

    private static DateTimeOffset Later => Result.At.AddMinutes(8);

    [Fact]
    public void A_pinned_result_stands_at_the_top_and_once_in_its_place_and_a_corrected_one_stays_pinned()
    {
        var blog = new Blog(TheNight.Definition);
        blog.Add(Result, new Bulletin.Posted(1, Words, [TheNight.Definition.Whole], Later));

        blog.Add(new Bulletin.EntryMarked(1, EntryMark.Pinned, Later));

        var page = blog.Front;
        Assert.Contains(
            "Labour hold Chesterfield",
            Blog.Read(page.QuerySelector("#updates > #pinned:first-of-type")!),
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["no-2", "no-1"],
            page.QuerySelectorAll("article").Select(a => a.Id).AsEnumerable()
        );
        Assert.Equal(
            page.QuerySelectorAll("[id]").Length,
            page.QuerySelectorAll("[id]").DistinctBy(e => e.Id).Count()
        );
    }

    [Fact]
    public void A_mark_is_no_entry_and_an_open_page_is_brought_it_all_the_same()
    {
        var blog = new Blog(TheNight.Definition);
        blog.Add(Result);

        blog.Add(new Bulletin.EntryMarked(1, EntryMark.Key, Later));
        blog.Add(new Bulletin.EntryMarked(1, EntryMark.Pinned, Later));

        var step = Blog.Parse(blog.Site.After(blog.Edition, 1));
        Assert.Empty(step.QuerySelectorAll("article"));
        Assert.NotNull(step.QuerySelector("#pinned:not([hidden])[data-part]"));
        Assert.Contains(
            "Labour hold Chesterfield",
            Blog.Read(step.QuerySelector("#key")!),
            StringComparison.Ordinal
        );
        Assert.Single(blog.Front.QuerySelectorAll("article"));
    }

    [Fact]
    public void The_last_one_pinned_counts_and_what_is_withdrawn_stands_there_no_more()
    {
        var blog = new Blog(TheNight.Definition);
        blog.Add(Result, Post(1, isPinned: true), Post(2, isPinned: true));
        Assert.Contains("Entry 2", Pinned(blog), StringComparison.Ordinal);

        blog.Add(new Bulletin.EntryMarked(2, EntryMark.Unpinned, Later));
        Assert.Contains("Entry 2", Pinned(blog), StringComparison.Ordinal);
        blog.Add(new Bulletin.PostWithdrawn(2, Words, "wrong", [TheNight.Definition.Whole], Later));

        Assert.NotNull(blog.Front.QuerySelector("#pinned[hidden]"));
    }

    [Fact]
    public void What_the_desk_takes_off_the_key_events_is_none_however_much_it_changes()
    {
        var blog = new Blog(TheNight.Definition);
        blog.Add(new Bulletin.FirstResult(Result.Of, Result.Verdict, 650, Result.At), Result);
        Assert.Single(blog.Front.QuerySelectorAll("#key li"));

        blog.Add(new Bulletin.EntryMarked(1, EntryMark.NotKey, Later));

        Assert.Empty(blog.Front.QuerySelectorAll("#key li"));
    }

    [Fact]
    public void A_corrected_entry_keeps_its_place_says_what_it_said_and_reads_right_in_feed_and_metadata()
    {
        var blog = new Blog(TheNight.Definition);
        blog.Add(Post(1), Result);
        var right = new PostWords("Here until noon", "Entry 1.");

        blog.Add(
            new Bulletin.PostCorrected(
                1,
                new PostWords("Entry 1", "Entry 1."),
                right,
                "shorter",
                [TheNight.Definition.Whole],
                Later
            )
        );

        var page = blog.Front;
        Assert.Equal(
            ["no-3", "no-2", "no-1"],
            page.QuerySelectorAll("article").Select(a => a.Id).AsEnumerable()
        );
        Assert.Equal("Here until noon", page.QuerySelector("#no-1 h3")!.TextContent);
        Assert.Equal(
            "Corrected at 05:12. We first reported: Entry 1",
            Blog.Read(page.QuerySelector("#no-1 .fix")!)
        );
        Assert.Equal("correction", page.QuerySelector("#no-3")!.GetAttribute("data-kind"));
        Assert.Contains(
            "\"title\":\"Here until noon\"",
            Blog.Text(blog.Site.JsonFeed(blog.Edition)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"headline\":\"Here until noon\"",
            page.QuerySelector("script[type='application/ld+json']")!.TextContent,
            StringComparison.Ordinal
        );
    }

    private static string Pinned(Blog blog) => Blog.Read(blog.Front.QuerySelector("#pinned")!);

    private static Bulletin.Posted Post(int number, bool isPinned = false) =>
        new(
            number,
            new PostWords($"Entry {number}", $"Entry {number}."),
            [TheNight.Definition.Whole],
            Later
        )
        {
            IsPinned = isPinned,
        };
}
