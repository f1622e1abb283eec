using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Desk;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Hosting;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>The live blog in a process of its own, on the store that the bot writes.</summary>
public class BlogAloneTests
{
    [Fact]
    public async Task It_follows_the_bots_store_and_shows_neither_what_is_held_nor_what_is_paused()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Declare(TheNight.Recorded("Bolsover"));
        await using var store = await SqliteStore.Follow(
            newsroom.StoreConnectionString,
            TheNight.Definition.Id,
            default
        );
        using var stop = new CancellationTokenSource();
        var at = new TaskCompletionSource<Uri>();
        var phrases = new Phrasebook(TheNight.Definition);
        var running = new LiveBlogAlone(
            store,
            new BlogOptions("http://127.0.0.1:0"),
            phrases,
            new PostWriter(phrases),
            TimeProvider.System,
            NullLoggerFactory.Instance
        ).Run(
            address =>
            {
                at.SetResult(address);
                return Task.CompletedTask;
            },
            stop.Token
        );
        using var client = new HttpClient { BaseAddress = await at.Task };
        await Until(() => Says(client, "Bolsover"));

        await newsroom.Type(Ed, "newsroom", "/hold place:Chesterfield");
        await newsroom.Submit(TheNight.Recorded("Chesterfield"));
        await newsroom.Type(Ed, "newsroom", "/pause line:We are checking a figure.");
        await newsroom.Submit(TheNight.Recorded("Amber Valley"));
        await Until(() => Says(client, "We are checking a figure."));

        var stored = await store.Read(after: 0, CancellationToken.None);
        Assert.Equal(newsroom.Part<ResultsDesk>().Election.PausedSince, stored.PausedSince);
        Assert.Equal(
            ["Bolsover", "Amber Valley"],
            stored
                .Bulletins.Select(e => e.Bulletin)
                .OfType<Bulletin.Result>()
                .Select(b => b.Of.Name)
        );
        Assert.False(await Says(client, "gain Amber Valley"));
        var resume = await newsroom.Type(Ed, "newsroom", "/resume");
        await newsroom.Press(Ed, "newsroom", resume, Buttons(resume)[0]);
        await Until(() => Says(client, "gain Amber Valley"));
        Assert.False(await Says(client, "Labour hold Chesterfield"));
        await stop.CancelAsync();
        await running.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
        );
    }

    [Fact]
    public async Task It_makes_no_store_and_opens_no_other_election()
    {
        await using var newsroom = await LocalNewsroom.Start();

        Assert.Contains(
            "There is no store at",
            (
                await Assert.ThrowsAsync<StoreException>(() =>
                    SqliteStore.Follow(
                        "Data Source=/nowhere/at.db",
                        TheNight.Definition.Id,
                        default
                    )
                )
            ).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "The store holds the election",
            (
                await Assert.ThrowsAsync<StoreException>(() =>
                    SqliteStore.Follow(newsroom.StoreConnectionString, "another", default)
                )
            ).Message,
            StringComparison.Ordinal
        );
    }

    private static async Task<bool> Says(HttpClient client, params string[] words)
    {
        using var answer = await client.GetAsync("");
        var page = await answer.Content.ReadAsStringAsync();
        return words.All(w => page.Contains(w, StringComparison.Ordinal));
    }
}
