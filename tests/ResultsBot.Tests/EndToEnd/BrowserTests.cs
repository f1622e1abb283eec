using Microsoft.Playwright;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.EndToEnd;

public class BrowserTests
{
    [BrowserFact]
    public async Task A_newcomer_subscribes_pastes_a_result_presses_Broadcast_and_sees_it_in_the_channels()
    {
        await using var newsroom = await LocalNewsroom.Start(options: LocalNewsroom.QuickRestarts);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 860 },
                ColorScheme = ColorScheme.Dark,
            }
        );
        await page.GotoAsync(newsroom.Sandbox.PageAddress.ToString());

        await Open(page, "newsroom");
        await Send(page, "/subscribe");
        await Expect(page, "This channel now follows everything in the United Kingdom.");
        await Open(page, "derbyshire");
        await Send(page, "/subscribe area:Derbyshire");
        await Expect(page, "This channel now follows everything in Derbyshire (county).");

        await Open(page, "count-chesterfield");
        await Send(
            page,
            $"/declare seat:North East Derbyshire result:{TheNight.NorthEastDerbyshirePaste}"
        );
        await page.GetByTestId("button-Broadcast").ClickAsync();
        await Expect(page, "Labour gain North East Derbyshire from Conservative, by 1,753.");
        await Send(page, $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}");
        await page.GetByTestId("button-Broadcast").ClickAsync();
        await Expect(page, "Labour hold Chesterfield, by 10,820.");

        foreach (var channel in (string[])["newsroom", "derbyshire"])
        {
            await Open(page, channel);
            await Expect(page, "Lab gain North East Derbyshire from Con, maj 1,753");
            await Expect(page, "Louise Jones, maj 1,753");
            await Expect(page, "Lab hold Chesterfield, maj 10,820");
            await Expect(page, "Toby Perkins, maj 10,820");
            await Expect(page, "Derbyshire 2 of 11 · Lab 2 (+1)");
        }
        await Picture(page, "desktop");

        // Stopped, started, and the page opened anew: everything is still there.
        await newsroom.StopBot();
        await newsroom.StartBot();
        await page.ReloadAsync();
        await Open(page, "derbyshire");
        await Expect(page, "Lab hold Chesterfield, maj 10,820");
        await Send(page, "/seat seat:Chesterfield");
        await Expect(page, "Labour hold Chesterfield");
    }

    [BrowserFact]
    public async Task A_reporter_with_a_phone_fills_in_the_form_and_puts_right_what_was_wrong()
    {
        await using var newsroom = await LocalNewsroom.Start();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = 360, Height = 740 },
                HasTouch = true,
            }
        );
        await page.GotoAsync(newsroom.Sandbox.PageAddress + "#count-chesterfield");
        await page.GetByTestId("drawer").ClickAsync();
        await Open(page, "count-chesterfield");

        await Send(page, "/declare seat:Chesterfield");
        var figures = page.GetByTestId("modal-input-figures");
        var blank = await figures.InputValueAsync();
        Assert.StartsWith("Ian Barfield, Liberal Democrat:", blank, StringComparison.Ordinal);
        await page.GetByTestId("modal-submit").ClickAsync();
        await Expect(page, "nothing was sent.");
        await page.GetByTestId("button-Edit").ClickAsync();
        Assert.Equal(blank.Trim(), (await figures.InputValueAsync()).Trim());
        await figures.FillAsync(TheNight.ChesterfieldPaste);
        await page.GetByTestId("modal-submit").ClickAsync();
        await Expect(page, "Is this right?");
        await Picture(page, "phone");
        await page.GetByTestId("button-Broadcast").ClickAsync();
        await Expect(page, "Labour hold Chesterfield, by 10,820.");

        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= 360, $"The page is {width} wide.");
    }

    [BrowserFact]
    public async Task A_messages_menu_leads_to_the_live_blog()
    {
        await using var newsroom = await LocalNewsroom.Start();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(newsroom.Sandbox.PageAddress + "?as=rita");
        await Open(page, "newsroom");
        await Send(page, "The boxes are in.");
        var message = page.GetByTestId("message").Filter(new() { HasText = "The boxes are in." });

        await message.ClickAsync(new() { Button = MouseButton.Right });
        await message.GetByTestId("message-command-Add to the live blog").ClickAsync();

        await Assertions
            .Expect(page.GetByTestId("modal-input-text"))
            .ToHaveValueAsync("The boxes are in.");
        await page.GetByTestId("modal-input-headline").FillAsync("Boxes in");
        await page.GetByTestId("modal-submit").ClickAsync();
        await Expect(page, "Is this right?");
        await page.GetByTestId("button-Broadcast").ClickAsync();
        await Expect(page, "Sent. Boxes in.");
    }

    private static Task<IBrowser> Launch(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = BrowserFactAttribute.Browser, Args = BrowserNight.Flags }
        );

    private static Task Open(IPage page, string channel) =>
        page.GetByTestId($"channel-{channel}").ClickAsync();

    private static async Task Send(IPage page, string text)
    {
        await page.GetByTestId("composer").FillAsync(text);
        await page.GetByTestId("send").ClickAsync();
    }

    private static Task Expect(IPage page, string text) =>
        Assertions
            .Expect(page.GetByTestId("log"))
            .ToContainTextAsync(text, new() { UseInnerText = true });

    /// <summary>Keeps a picture where RESULTSBOT_PICTURES says; for README, and to look at.</summary>
    private static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("RESULTSBOT_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        }
    }
}
