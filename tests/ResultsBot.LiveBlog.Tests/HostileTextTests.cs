using System.ServiceModel.Syndication;
using System.Text.Json;
using System.Xml;
using AngleSharp.Dom;
using ResultsBot.LiveBlog.Site;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>Whatever people, parties and places are called, and whatever is typed, a page or a feed says it and nothing more.</summary>
public class HostileTextTests
{
    private static readonly string[] Markup =
    [
        "</script><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "<!-- ",
        "]]><x/>",
        "&lt;b&gt; &amp; &#39;",
        "javascript:alert(1)",
        "{{7*7}} ${7*7} <%= 7 %>",
        "</title></textarea></style><svg/onload=alert(1)>",
        "\uFFFE\uFFFF\u0001",
        "=HYPERLINK(\"https://evil.example\")",
    ];

    public static TheoryData<string> Names => [.. HostileElection.Names, .. Markup];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_name_or_text_becomes_markup(string name)
    {
        var election = new HostileElection(name, candidates: 4);
        var blog = Blog.Of(election.Definition, election.Wire);
        var seat = election.Definition.Contests[0].Id.Value;
        var (site, edition) = (blog.Site, blog.Edition);
        Body?[] pages =
        [
            site.Front(edition),
            site.Page(edition, 1),
            site.Seat(edition, seat),
            site.Area(edition, site.Links.SlugOf(election.Definition.Whole)),
            site.Map(edition),
            site.Found(edition, name),
            site.Embed(edition, name),
            site.EmbedSeat(edition, seat, null),
            site.After(edition, 0),
        ];

        Assert.All(
            pages.Where(p => p is not null),
            page =>
            {
                var parsed = Blog.Parse(page);
                Assert.All(
                    parsed.All.SelectMany(e => e.Attributes),
                    a => Assert.False(a.Name.StartsWith("on", StringComparison.Ordinal), a.Name)
                );
                Assert.All(
                    parsed.QuerySelectorAll("script"),
                    s =>
                        Assert.True(
                            s.HasAttribute("src") || s.GetAttribute("type") == "application/ld+json"
                        )
                );
                Assert.All(
                    parsed.QuerySelectorAll("a[href]:not(.skip), link[href], script[src]"),
                    a =>
                        Assert.StartsWith(
                            "/live/",
                            Local(a.GetAttribute("href") ?? a.GetAttribute("src")),
                            StringComparison.Ordinal
                        )
                );
                Assert.Empty(
                    parsed.QuerySelectorAll("img, iframe, object, x, script:not([src]):not([type])")
                );
                Assert.Empty(Doubled(parsed));
            }
        );
        Assert.Empty(blog.Quarantine.Items);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Feeds_data_and_structured_data_are_read_by_others(string name)
    {
        var election = new HostileElection(name, candidates: 4);
        var blog = Blog.Of(election.Definition, election.Wire);
        var (site, edition) = (blog.Site, blog.Edition);

        using var text = new StringReader(Blog.Text(site.Atom(edition)));
        using var reader = XmlReader.Create(text);
        var atom = SyndicationFeed.Load(reader);
        using var json = JsonDocument.Parse(site.JsonFeed(edition).Plain);
        using var results = JsonDocument.Parse(site.Json(edition, null)!.Plain);
        var structured = blog
            .Front.QuerySelector("script[type='application/ld+json']")!
            .TextContent;
        using var posting = JsonDocument.Parse(structured);

        Assert.NotEmpty(atom.Items);
        Assert.Equal(
            atom.Items.Select(i => i.Links[0].Uri.AbsoluteUri),
            json.RootElement.GetProperty("items")
                .EnumerateArray()
                .Select(i => i.GetProperty("url").GetString()!)
        );
        Assert.Equal(4, results.RootElement.GetProperty("contests").GetArrayLength());
        Assert.Equal("LiveBlogPosting", posting.RootElement.GetProperty("@type").GetString());
        Assert.DoesNotContain('<', structured);
        Assert.All(
            atom.Items,
            i =>
            {
                var content = Blog.Parse(
                    Body.Of("text/html", ((TextSyndicationContent)i.Content).Text)
                );
                Assert.Empty(content.QuerySelectorAll("script, img, svg, iframe"));
            }
        );
    }

    private static string Local(string? address) =>
        (address ?? "").Replace("https://news.example", "", StringComparison.Ordinal);

    private static IEnumerable<string> Doubled(IParentNode page) =>
        page.QuerySelectorAll("[id]")
            .GroupBy(e => e.Id!)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key);
}
