using CsCheck;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>What an open page is brought, step by step.</summary>
public class StepTests
{
    /// <summary>As somebody's page does: each entry once, in its place, as it reads now.</summary>
    [Fact]
    public void From_whatever_number_the_steps_lead_to_what_the_page_shows_however_they_were_cached()
    {
        var entries = PlayedNight.Wire.Take(160).Select(e => e.Bulletin).ToList();
        for (var at = 155; at > 5; at -= 15)
        {
            if (entries.Take(at).OfType<Bulletin.Result>().LastOrDefault() is { } result)
            {
                entries.Insert(
                    at,
                    new Bulletin.Corrected(
                        result.Of,
                        result.Verdict,
                        result.Verdict,
                        1,
                        "again",
                        [],
                        entries[at - 1].At
                    )
                );
            }
        }

        Gen.Select(Gen.Int[0, 60], Gen.Int[1, 40].Array[2, 8], Gen.Int[0, 1000])
            .Sample(
                (begin, appends, seed) =>
                {
                    var blog = new Blog(TheNight.Definition);
                    var left = new Queue<Bulletin>(entries);
                    Take(blog, left, begin);
                    var number = blog.Edition.Number;
                    var shown = Shown(blog).ToDictionary();
                    foreach (var append in appends)
                    {
                        // Somebody's cache may hold a step from any moment: it is a step all the same.
                        var early = blog.Site.After(blog.Edition, number);
                        Take(blog, left, append);
                        var step =
                            (seed + append) % 2 == 0
                                ? early
                                : blog.Site.After(blog.Edition, number);
                        number = Apply(shown, step, number);
                    }
                    while (blog.Site.After(blog.Edition, number) is { } step)
                    {
                        number = Apply(shown, step, number);
                    }

                    Assert.Equal(blog.Edition.Number, number);
                    foreach (var (id, article) in Shown(blog).Where(a => shown.ContainsKey(a.Key)))
                    {
                        Assert.Equal(article, shown[id]);
                    }
                    var first = blog
                        .Edition.Articles.Where(a => a.Number > begin)
                        .Select(a => a.Number);
                    Assert.All(
                        first,
                        n => Assert.True(shown.ContainsKey($"no-{n}"), $"No. {n} is missing.")
                    );
                },
                iter: 20
            );
    }

    [Fact]
    public void Nothing_follows_the_newest_number_nor_one_that_is_still_to_come()
    {
        var blog = Blog.Of(TheNight.Definition, PlayedNight.Wire.Take(10));

        Assert.Null(blog.Site.After(blog.Edition, 10));
        Assert.Null(blog.Site.After(blog.Edition, 11));
        Assert.Null(blog.Site.After(blog.Edition, -1));
    }

    private static void Take(Blog blog, Queue<Bulletin> left, int count)
    {
        var news = new List<Bulletin>();
        while (count-- > 0 && left.TryDequeue(out var next))
        {
            news.Add(next);
        }
        if (news.Count > 0)
        {
            blog.Add(news);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Shown(Blog blog) =>
        blog.Front.QuerySelectorAll("article").Select(a => KeyValuePair.Create(a.Id!, a.OuterHtml));

    private static long Apply(Dictionary<string, string> shown, Site.Body? step, long number)
    {
        if (step is null)
        {
            return number;
        }
        var news = Blog.Parse(step);
        var through = long.Parse(
            news.QuerySelector("[data-through]")!.GetAttribute("data-through")!
        );
        Assert.True(through > number);
        foreach (var article in news.QuerySelectorAll("article"))
        {
            shown[article.Id!] = article.OuterHtml;
        }
        return through;
    }
}
