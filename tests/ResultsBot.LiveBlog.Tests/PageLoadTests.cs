using Microsoft.Playwright;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>How the page comes onto a screen, as a browser measures it.</summary>
public class PageLoadTests
{
    /// <summary>The most of a page's files over the wire, in bytes, pictures apart.</summary>
    private const int Heaviest = 100_000;

    private static readonly string[] Pages =
    [
        "",
        "page/3",
        "seat/chesterfield",
        "area/derbyshire",
        "embed",
        "embed/seat/chesterfield",
    ];

    private static readonly (int Width, int Height)[] Screens = [(360, 740), (1280, 900)];

    [BrowserFact]
    public async Task Each_page_of_a_whole_night_is_light_and_nothing_on_it_moves()
    {
        await using var blog = await ServedBlog.Start(PlayedNight.Wire.Select(e => e.Bulletin));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        foreach (var screen in Screens)
        {
            foreach (var path in Pages)
            {
                // Each with nothing kept from the one before.
                await using var context = await browser.NewContextAsync(Sized(screen));
                var page = await context.NewPageAsync();
                await MeasureShifts(page);

                await page.GotoAsync(
                    blog.Server.Address + path,
                    new() { WaitUntil = WaitUntilState.Load }
                );
                await page.EvaluateAsync("scrollTo(0, 2000)");
                await Painted(page);

                var bytes = await page.EvaluateAsync<int>(
                    """
                    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                      .filter(r => !/\.(png|jpe?g|gif|webp)$/.test(r.name))
                      .reduce((sum, r) => sum + r.transferSize, 0)
                    """
                );
                Assert.True(bytes is > 1_000 and <= Heaviest, $"/{path} takes {bytes} bytes.");
                var shift = await Shift(page);
                Assert.True(shift == 0, $"/{path}, {screen.Width} wide, moves by {shift}.");
            }
        }
    }

    [BrowserFact]
    public async Task It_is_painted_while_its_script_is_still_on_its_way()
    {
        await using var blog = await ServedBlog.Start(PlayedNight.Wire.Select(e => e.Bulletin));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        var page = await browser.NewPageAsync();
        var asked = new TaskCompletionSource();
        // Never answered.
        await page.RouteAsync(
            "**/*.js",
            _ =>
            {
                asked.TrySetResult();
                return Task.CompletedTask;
            }
        );

        await page.GotoAsync(
            blog.Server.Address.ToString(),
            new() { WaitUntil = WaitUntilState.Commit }
        );

        // A function: the page's own policy forbids an expression, once it has to be asked a second time.
        await page.WaitForFunctionAsync(
            "() => performance.getEntriesByName('first-contentful-paint').length > 0"
        );
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        await Assertions.Expect(page.Locator("article").First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task What_is_being_read_does_not_move_when_results_and_corrections_come()
    {
        var night = PlayedNight.Wire.Take(60).Select(e => e.Bulletin).ToArray();
        await using var blog = await ServedBlog.Start(night[..40]);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        foreach (var screen in Screens)
        {
            var page = await browser.NewPageAsync(Page(screen));
            await MeasureShifts(page);
            await page.GotoAsync(blog.Server.Address.ToString());
            await page.Locator("article").Nth(5).ScrollIntoViewIfNeededAsync();
            await page.EvaluateAsync("scrollBy(0, 400)");
            await Painted(page);

            foreach (var result in night[40..].OfType<Bulletin.Result>().Take(2))
            {
                await blog.Append(
                    result,
                    new Bulletin.Corrected(
                        result.Of,
                        result.Verdict,
                        result.Verdict,
                        1,
                        "again",
                        [],
                        result.At
                    )
                );
                await Chromium.Look(page);
                await page.WaitForFunctionAsync(
                    "n => [...document.querySelectorAll('article')].some(a => a.dataset.number === n)",
                    $"{blog.Number - 1}"
                );
            }
            await Painted(page);

            Assert.InRange(await Shift(page), 0, 0.001);
        }
    }

    private static BrowserNewContextOptions Sized((int Width, int Height) screen) =>
        new()
        {
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
        };

    private static BrowserNewPageOptions Page((int Width, int Height) screen) =>
        new()
        {
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
        };

    /// <summary>As “cumulative layout shift” counts: what moves without anybody's doing.</summary>
    private static Task MeasureShifts(IPage page) =>
        page.AddInitScriptAsync(
            """
            window.shift = 0;
            new PerformanceObserver(list => {
              for (const entry of list.getEntries()) {
                window.shift += entry.hadRecentInput ? 0 : entry.value;
              }
            }).observe({ type: 'layout-shift', buffered: true });
            """
        );

    private static Task<double> Shift(IPage page) => page.EvaluateAsync<double>("window.shift");

    /// <summary>What has changed is on the screen.</summary>
    private static Task Painted(IPage page) =>
        page.EvaluateAsync(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
        );
}
