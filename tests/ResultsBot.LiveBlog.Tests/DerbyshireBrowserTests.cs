using Microsoft.Playwright;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>The newspaper's night in a browser that is open while it happens.</summary>
public class DerbyshireBrowserTests
{
    private static readonly (int Width, int Height)[] Screens = [(360, 740), (1280, 900)];

    [BrowserFact]
    public async Task Who_has_the_countys_page_open_reads_the_seeds_entries_in_their_order_with_the_right_figures()
    {
        var night = DerbyshireNight.Bulletins;
        var whole = new Blog(TheNight.Definition);
        whole.Add(night);
        var expected = Blog.Parse(whole.Site.Area(whole.Edition, "derbyshire"))
            .QuerySelectorAll("#updates article")
            .Select(Blog.Read)
            .ToArray();
        // Open since Chesterfield was tense; all after it comes by the script.
        var open = night
            .Select((bulletin, at) => (bulletin, at))
            .First(b => b.bulletin is Bulletin.Noted)
            .at;
        await using var blog = await ServedBlog.Start(night.Take(open));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        var pages = new List<IPage>();
        foreach (var (width, height) in Screens)
        {
            var page = await browser.NewPageAsync(
                new()
                {
                    ViewportSize = new() { Width = width, Height = height },
                }
            );
            await page.GotoAsync(blog.Server.Address + "area/derbyshire");
            pages.Add(page);
        }

        await blog.Append(night.Skip(open));

        foreach (var (page, screen) in pages.Zip(Screens))
        {
            await Chromium.Look(page);
            await Assertions
                .Expect(page.Locator("#updates article"))
                .ToHaveCountAsync(expected.Length, new() { Timeout = 60_000 });
            Assert.Equal(expected, await Read(page));
            // What stands beside them as well, though the browser has kept the page as it was.
            await Assertions
                .Expect(page.Locator("#state"))
                .ToContainTextAsync("Every seat has declared");
            Assert.Contains(
                "majority 350",
                await page.Locator("#updates").InnerTextAsync(),
                StringComparison.Ordinal
            );
            await Chromium.Keep(page, $"derbyshire-{screen.Width}");
            await page.Locator("article[data-kind=result]").Nth(1).ScrollIntoViewIfNeededAsync();
            await Chromium.Keep(page, $"derbyshire-{screen.Width}-entries");
            await page.GotoAsync(blog.Server.Address.ToString());
            await Chromium.Keep(page, $"front-{screen.Width}");
            await page.GotoAsync(blog.Server.Address + "seat/derbyshire%20dales");
            await Chromium.Keep(page, $"seat-{screen.Width}");
        }
    }

    private static Task<string[]> Read(IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('#updates article')].map(article => {
              const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
              const words = [];
              while (walker.nextNode()) {
                words.push(...walker.currentNode.data.split(/\s+/).filter(w => w));
              }
              return words.join(' ');
            })
            """
        );
}
