using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>The live blog as a process that dies, read in a real browser.</summary>
public class BlogKillsTests
{
    private const int Readers = 10;
    private const int Kills = 20;
    private const int CorrectionsEach = 10;

    private static readonly Bulletin.Result[] Night =
    [
        .. PlayedNight
            .Wire.Select(e => e.Bulletin)
            .OfType<Bulletin.Result>()
            .Take(Kills + CorrectionsEach),
    ];

    [BrowserFact]
    public async Task An_entry_never_appears_twice_nor_moves_for_ten_readers_through_two_hundred_corrections_and_twenty_kills()
    {
        using var folder = new TempFolder();
        var address = $"Data Source={folder.Of("results.db")}";
        await using var store = SqliteStore.Open(
            address,
            TheNight.Definition.Id,
            TimeProvider.System
        );
        var log = new BulletinLog([]);
        await Append(store, log, Night[..CorrectionsEach]);
        var url = $"http://127.0.0.1:{FreePort()}";
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = BrowserFactAttribute.Browser, Args = BrowserNight.Flags }
        );
        var blog = await Start(folder.Of(""), address, url);
        try
        {
            var readers = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Open()));
            var before = await Order(readers[0]);
            for (var kill = 0; kill < Kills; kill++)
            {
                await blog.Kill();
                await blog.DisposeAsync();
                await Append(
                    store,
                    log,
                    [
                        .. Night[..CorrectionsEach].Select(r => Corrected(r, kill + 1)),
                        Night[CorrectionsEach + kill],
                    ]
                );
                // Some of them ask while nobody answers.
                await Look(readers[kill % Readers]);
                blog = await Start(folder.Of(""), address, url);
                foreach (var reader in readers)
                {
                    await Look(reader);
                }
                before = await Check(readers[kill % Readers], before, log.End);
            }
            foreach (var reader in readers)
            {
                await Check(reader, before, log.End);
            }

            async Task<IPage> Open()
            {
                var page = await browser.NewPageAsync();
                await page.GotoAsync(url);
                return page;
            }
        }
        finally
        {
            await blog.DisposeAsync();
        }
    }

    /// <returns>The numbers of the entries on the page, from the top.</returns>
    private static async Task<long[]> Check(IPage page, long[] before, long newest)
    {
        await page.WaitForFunctionAsync(
            "n => { document.dispatchEvent(new Event('visibilitychange')); return document.getElementById('no-' + n) !== null; }",
            newest
        );
        var order = await Order(page);
        Assert.Equal(order.Distinct(), order);
        Assert.Equal(order.OrderDescending(), order);
        Assert.Equal(before, order.Intersect(before));
        return order;
    }

    /// <summary>As when somebody comes back to the tab.</summary>
    private static Task Look(IPage page) =>
        page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");

    private static async Task<long[]> Order(IPage page) =>
        await page.EvaluateAsync<long[]>(
            "[...document.querySelectorAll('#updates article')].map(a => Number(a.dataset.number))"
        );

    private static Bulletin.Corrected Corrected(Bulletin.Result result, int number) =>
        new(result.Of, result.Verdict, result.Verdict, number, "again", [], result.At);

    private static async Task Append(
        SqliteStore store,
        BulletinLog log,
        IReadOnlyCollection<Bulletin> bulletins
    )
    {
        var version = log.End == 0 ? 0 : 1 + ((log.End - CorrectionsEach) / (CorrectionsEach + 1));
        var stored = Assert.IsType<Appended.Stored>(
            await store.Append(version, $"{version}", [Samples.Declared()], [.. bulletins], log)
        );
        log.Append(stored.Entries);
    }

    private static async Task<BotProcess> Start(string folder, string store, string url)
    {
        var blog = BotProcess.Start(
            folder,
            ["blog", "run"],
            new Dictionary<string, string>
            {
                ["Store__ConnectionString"] = store,
                ["Blog__Urls"] = url,
            }
        );
        await Until(() => blog.HasExited || blog.Printed.Contains(url, StringComparison.Ordinal));
        Assert.False(blog.HasExited, blog.Printed);
        return blog;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
