using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>The page in a real browser.</summary>
public class BrowserTests
{
    private static readonly Bulletin[] Night =
    [
        .. PlayedNight.Wire.Take(60).Select(e => e.Bulletin),
    ];

    [BrowserFact]
    public async Task An_entry_never_appears_twice_nor_moves_while_ten_people_read_and_results_are_corrected()
    {
        await using var blog = await ServedBlog.Start(Night[..20]);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        var readers = new List<IPage>();
        for (var i = 0; i < 10; i++)
        {
            var page = await browser.NewPageAsync();
            await page.GotoAsync(blog.Server.Address.ToString());
            readers.Add(page);
        }
        var before = await Order(readers[0]);

        var said = 0;
        foreach (var bulletin in Night[20..40])
        {
            await blog.Append(bulletin);
            foreach (var result in Night[..20].OfType<Bulletin.Result>().Take(10))
            {
                said++;
                await blog.Append(
                    new Bulletin.Corrected(
                        result.Of,
                        result.Verdict,
                        result.Verdict,
                        said,
                        "again",
                        [],
                        bulletin.At
                    )
                );
            }
            await Chromium.Look(readers[said % readers.Count]);
        }

        foreach (var page in readers)
        {
            await Chromium.Look(page);
            await page.WaitForFunctionAsync(
                "n => [...document.querySelectorAll('article')].some(a => a.dataset.number === n)",
                $"{blog.Number}"
            );
            var order = await Order(page);
            Assert.Equal(order.Distinct(), order);
            Assert.Equal(order.OrderDescending(), order);
            Assert.Equal(before, order.Intersect(before));
            Assert.Equal(1, await page.Locator("[role=status]").CountAsync());
        }
        Assert.True(said >= 60, $"{said} corrections");
    }

    [BrowserFact]
    public async Task Who_reads_further_down_stays_there_is_told_how_many_are_new_and_gets_them_at_a_press()
    {
        await using var blog = await ServedBlog.Start(Night[..20]);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        var page = await browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = 390, Height = 740 },
            }
        );
        await page.GotoAsync(blog.Server.Address.ToString());
        var read = page.Locator(
            $"[id='{await page.Locator("article").Nth(3).GetAttributeAsync("id")}']"
        );
        await read.ScrollIntoViewIfNeededAsync();
        await page.EvaluateAsync("scrollBy(0, 300)");
        var top = (await read.BoundingBoxAsync())!.Y;
        var results = Night[20..].OfType<Bulletin.Result>().Take(2).ToArray();

        await blog.Append(results);
        await Chromium.Look(page);

        await Assertions.Expect(page.Locator("#toast")).ToHaveTextAsync("2 new updates");
        await Assertions.Expect(page.Locator("[role=status]")).ToHaveTextAsync("2 new updates");
        Assert.StartsWith("(2) ", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(top, (await read.BoundingBoxAsync())!.Y, 2.0);
        await page.Locator("#toast").ClickAsync();
        await Assertions.Expect(page.Locator("article").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#toast")).ToBeHiddenAsync();
        Assert.DoesNotContain("(", await page.TitleAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Axe_finds_nothing_light_or_dark_on_a_desk_or_a_phone_and_nobody_else_is_asked_for_anything()
    {
        await using var blog = await ServedBlog.Start(Night);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        foreach (
            var (scheme, width) in new[] { (ColorScheme.Light, 1280), (ColorScheme.Dark, 390) }
        )
        {
            var page = await browser.NewPageAsync(
                new()
                {
                    ColorScheme = scheme,
                    ViewportSize = new() { Width = width, Height = 900 },
                    BypassCSP = true,
                }
            );
            var elsewhere = new List<string>();
            page.Request += (_, request) =>
            {
                if (
                    !request.Url.StartsWith(
                        blog.Server.Address.ToString(),
                        StringComparison.Ordinal
                    )
                )
                {
                    elsewhere.Add(request.Url);
                }
            };
            foreach (
                var path in (string[])
                    ["", "seat/chesterfield", "area/derbyshire", "embed", "seat?q=st"]
            )
            {
                await page.GotoAsync(blog.Server.Address + path);
                var found = await page.RunAxe();
                Assert.True(
                    found.Violations.Length == 0,
                    $"{path} {scheme}: {string.Join("; ", found.Violations.Select(v => $"{v.Id} {v.Nodes[0].Html}"))}"
                );
                var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
                Assert.True(wide <= width, $"{path} is {wide} wide.");
            }
            // Of the table's 650 rows a handful are like all others; the rest would take axe a minute.
            await page.GotoAsync(blog.Server.Address + "map");
            var mapIs = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(mapIs <= width, $"The map is {mapIs} wide.");
            await page.EvaluateAsync(
                "[...document.querySelectorAll('tbody tr')].slice(8).forEach(r => r.remove())"
            );
            await page.EvaluateAsync(
                "[...document.querySelectorAll('.map a')].slice(24).forEach(a => a.remove())"
            );
            var onMap = await page.RunAxe();
            Assert.True(
                onMap.Violations.Length == 0,
                $"map {scheme}: {string.Join("; ", onMap.Violations.Select(v => $"{v.Id} {v.Nodes[0].Html}"))}"
            );
            Assert.Empty(elsewhere);
            await page.GotoAsync(blog.Server.Address.ToString());
            await Chromium.Keep(page, $"blog-{width}");
        }
    }

    [BrowserFact]
    public async Task Without_a_script_it_is_all_there()
    {
        await using var blog = await ServedBlog.Start(Night);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        var page = await browser.NewPageAsync(new() { JavaScriptEnabled = false });

        await page.GotoAsync(blog.Server.Address.ToString());

        await Assertions.Expect(page.Locator("article").First).ToBeVisibleAsync();
        await page.Locator("input[type=search]").FillAsync("Houghton and Sunderland South");
        await page.Locator("form button").First.ClickAsync();
        await Assertions
            .Expect(page.Locator("h1"))
            .ToHaveTextAsync("Houghton and Sunderland South");
    }

    private static async Task<long[]> Order(IPage page) =>
        await page.EvaluateAsync<long[]>(
            "[...document.querySelectorAll('#updates article')].map(a => Number(a.dataset.number))"
        );
}
