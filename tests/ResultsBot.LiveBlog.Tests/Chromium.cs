using Microsoft.Playwright;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>The browser that Debian has, and what somebody does in it.</summary>
internal static class Chromium
{
    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
    ];

    public static Task<IBrowser> Launch(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = BrowserFactAttribute.Browser, Args = Flags }
        );

    /// <summary>As when somebody comes back to the tab: sooner than the clock would have it.</summary>
    public static Task Look(IPage page) =>
        page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");

    /// <summary>Keeps a picture of what is on the screen where RESULTSBOT_PICTURES says.</summary>
    public static async Task Keep(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("RESULTSBOT_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        }
    }
}
