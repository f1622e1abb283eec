using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Tests.Infrastructure;
using Snapshooter.Xunit;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>The newspaper's live blog of the night, entry by entry, as readers see it now.</summary>
public class DerbyshireNightTests
{
    private static readonly Lazy<Blog> Night = new(Play);

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

    /// <summary>What the reporters said beside the recorded results, at the time they said it.</summary>
    private static Blog Play()
    {
        var election = new Election(TheNight.Definition);
        var chesterfield = TheNight.Contest("Chesterfield").Id;
        var dales = TheNight.Contest("Derbyshire Dales").Id;
        var perkins = TheNight
            .Contest("Chesterfield")
            .Candidates.Single(c => c.Name == "Toby Perkins");
        ElectionEvent[] said =
        [
            new ElectionEvent.Noted(
                chesterfield,
                "The atmosphere is very tense here in Chesterfield as results are expected any minute now.",
                At(4, 55),
                "r1"
            ),
            new ElectionEvent.WinnerFlashed(chesterfield, perkins.Number, At(5, 2), "r1"),
            new ElectionEvent.Quoted(
                chesterfield,
                "Our reporter",
                "I spoke to Toby Perkins minutes after his win and here is what he had to say.",
                At(5, 20),
                "r1"
            ),
            new ElectionEvent.StageReported(
                dales,
                new StageReport(
                    Stage.Recount,
                    1,
                    At(6, 45),
                    "Some ballot papers are being re-thumbed."
                ),
                At(5, 35),
                "r2"
            ),
            new ElectionEvent.Noted(
                dales,
                "Still no results in Derbyshire Dales. Many of the counters have stopped counting. It might be close.",
                At(5, 40),
                "r2"
            ),
        ];
        var results = TheNight.Pack.Recorded.Select(r =>
            (ElectionEvent)new ElectionEvent.ResultDeclared(r.Contest, r.Figures, null, r.At, "r")
        );
        var blog = new Blog(TheNight.Definition);
        var bulletins = new List<Bulletin>();
        foreach (var happened in results.Concat(said).OrderBy(e => e.At))
        {
            var after = election.Apply(happened);
            bulletins.AddRange(News.Of(election, happened, after));
            election = after;
        }
        blog.Add(bulletins);
        return blog;
    }

    private static DateTimeOffset At(int hour, int minute) =>
        new(2024, 7, 5, hour, minute, 0, TimeSpan.FromHours(1));
}
