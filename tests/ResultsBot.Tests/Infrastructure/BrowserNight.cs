using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using ResultsBot.Sandbox;

namespace ResultsBot.Tests.Infrastructure;

/// <summary>Chromium on the sandbox's page, with a page for each person.</summary>
internal sealed class BrowserNight : IAsyncDisposable
{
    private readonly LocalNewsroom _newsroom;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private BrowserNight(LocalNewsroom newsroom, IPlaywright playwright, IBrowser browser)
    {
        _newsroom = newsroom;
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Chromium in a container or as root, with no word to any host but the page's.</summary>
    public static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    public static async Task<BrowserNight> Start(LocalNewsroom newsroom)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = BrowserFactAttribute.Browser, Args = Flags }
        );
        return new BrowserNight(newsroom, playwright, browser);
    }

    /// <param name="phone">On a screen of 360 points.</param>
    public async Task<Person> Enter(string name, bool phone = false)
    {
        var page = await _browser.NewPageAsync(
            new()
            {
                ViewportSize = phone
                    ? new() { Width = 360, Height = 740 }
                    : new() { Width = 1280, Height = 900 },
                HasTouch = phone,
                ColorScheme = ColorScheme.Dark,
            }
        );
        return new Person(page, _newsroom.Sandbox, name);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>Somebody at the page: types, presses, fills in, looks.</summary>
internal sealed class Person(IPage page, SandboxServer sandbox, string name)
{
    /// <summary>A picture of one point, as small as PNG can be.</summary>
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    public async Task Open(string channel)
    {
        var id = sandbox.Channels[channel];
        var guild = channel == "general" ? sandbox.OtherGuildId : sandbox.GuildId;
        await page.GotoAsync($"{sandbox.PageAddress}?as={name}#/{guild}/{id}");
        await Assertions.Expect(page.GetByTestId("composer")).ToBeVisibleAsync();
    }

    /// <param name="expected">What stands in the channel then; null where a form opens.</param>
    public async Task Types(string channel, string text, string? expected, bool isPattern = false)
    {
        await Open(channel);
        var before = await page.GetByTestId("message").CountAsync();
        await page.GetByTestId("composer").FillAsync(text);
        await page.GetByTestId("send").ClickAsync();
        if (expected is null)
        {
            await Assertions.Expect(page.GetByTestId("modal")).ToBeVisibleAsync();
        }
        else if (isPattern)
        {
            await Assertions
                .Expect(page.Locator("body"))
                .ToContainTextAsync(
                    new System.Text.RegularExpressions.Regex(
                        expected,
                        System.Text.RegularExpressions.RegexOptions.None,
                        TimeSpan.FromSeconds(1)
                    ),
                    new() { UseInnerText = true }
                );
        }
        else
        {
            // A new message, and not one that said the same before.
            await Assertions.Expect(page.GetByTestId("message").Nth(before)).ToBeVisibleAsync();
            await Sees(expected);
        }
    }

    /// <summary>What the page itself says of a text that it doesn't send.</summary>
    public async Task IsTold(string channel, string text, string expected)
    {
        await Open(channel);
        await page.GetByTestId("composer").FillAsync(text);
        await page.GetByTestId("send").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(expected);
    }

    /// <summary>A command whose last option is a file.</summary>
    public async Task WithPicture(string channel, string text)
    {
        await Open(channel);
        await page.GetByTestId("composer").FillAsync(text);
        await page.GetByTestId("file-photo")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "hall.png",
                    MimeType = "image/png",
                    Buffer = Png,
                }
            );
        await page.GetByTestId("send").ClickAsync();
    }

    /// <summary>The newest button of that label.</summary>
    public Task Presses(string label) => page.GetByTestId($"button-{label}").Last.ClickAsync();

    /// <summary>Presses the first button of the newest read-back until nothing is left to accept.</summary>
    public async Task Sends()
    {
        while (true)
        {
            var message = page.GetByTestId("message").Last;
            var first = message.Locator("button[data-testid^='button-']:not([disabled])").First;
            var label = await first.InnerTextAsync();
            await first.ClickAsync();
            var done = message.GetByTestId("button-Cancel");
            if (
                label.StartsWith("Broadcast", StringComparison.Ordinal)
                || label.StartsWith("Withdraw", StringComparison.Ordinal)
            )
            {
                await Assertions.Expect(done).ToHaveCountAsync(0);
                return;
            }
            await Assertions.Expect(message.GetByTestId($"button-{label}")).ToHaveCountAsync(0);
        }
    }

    public async Task Fills(params (string Field, string Value)[] values)
    {
        foreach (var (field, value) in values)
        {
            await page.GetByTestId($"modal-input-{field}").FillAsync(value);
        }
        await page.GetByTestId("modal-submit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("modal")).ToHaveCountAsync(0);
    }

    public Task Sees(string text) =>
        Assertions
            .Expect(page.GetByTestId("log"))
            .ToContainTextAsync(text, new() { UseInnerText = true });

    /// <summary>Axe finds nothing on the screen. Keeps a picture of it where RESULTSBOT_PICTURES says.</summary>
    public async Task Inspect(string title)
    {
        var found = await page.RunAxe();
        Assert.True(
            found.Violations.Length == 0,
            $"{title}: {string.Join("; ", found.Violations.Select(v => $"{v.Id} {v.Nodes[0].Html}"))}"
        );
        if (Environment.GetEnvironmentVariable("RESULTSBOT_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, title + ".png") });
        }
    }
}
