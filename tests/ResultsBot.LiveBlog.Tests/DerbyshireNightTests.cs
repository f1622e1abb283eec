using ResultsBot.Tests.Infrastructure;
using Snapshooter.Xunit;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>The newspaper's live blog of the night, entry by entry, as readers see it now.</summary>
public class DerbyshireNightTests
{
    private static readonly Lazy<Blog> Night = new(() =>
    {
        var blog = new Blog(TheNight.Definition);
        blog.Add(DerbyshireNight.Bulletins);
        return blog;
    });

    [Fact]
    public void The_seeds_entries_stand_on_the_countys_page_in_their_order_newest_first()
    {
        var blog = Night.Value;

        var page = Blog.Parse(blog.Site.Area(blog.Edition, "Derbyshire"));

        Snapshot.Match(
            string.Join('\n', page.QuerySelectorAll("#updates article").Select(a => Blog.Read(a)))
        );
    }

    [Fact]
    public void It_is_right_where_the_newspaper_was_wrong()
    {
        var blog = Night.Value;

        var dales = Blog.Read(Blog.Parse(blog.Site.Seat(blog.Edition, "Derbyshire Dales")).Body!);
        var county = Blog.Read(Blog.Parse(blog.Site.Area(blog.Edition, "derbyshire")).Body!);

        Assert.Contains("majority 350", dales, StringComparison.Ordinal);
        Assert.DoesNotContain("majority 250", dales, StringComparison.Ordinal);
        Assert.Contains(
            "Labour win all 11 seats in Derbyshire 9 gains, 2 holds",
            county,
            StringComparison.Ordinal
        );
    }
}
