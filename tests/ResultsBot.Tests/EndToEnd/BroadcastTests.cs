using System.Text.RegularExpressions;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Sandbox;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

public class BroadcastTests
{
    private const string Derbyshire = "derbyshire";

    private static readonly RecordedResult[] Night = [.. TheNight.Pack.Recorded.Take(30)];

    [Fact]
    public async Task A_channel_that_follows_a_county_gets_that_county_alone()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, Derbyshire, "/subscribe area:Derbyshire");
        await newsroom.Type(Ed, "newsroom", "/subscribe");

        await newsroom.Declare(Seat("Chesterfield"));
        await newsroom.Declare(Seat("Blyth and Ashington"));
        await newsroom.Declare(Seat("Bolsover"));

        await newsroom.WaitForTitles("newsroom", 3);
        await newsroom.WaitForTitles(Derbyshire, 2);
        Assert.Equal(
            ["Labour hold Chesterfield", "Labour gain Bolsover from Conservative"],
            newsroom.Titles(Derbyshire)
        );
    }

    [Fact]
    public async Task A_channel_gets_only_what_is_news_since_it_subscribed()
    {
        await using var newsroom = await LocalNewsroom.Start(options: LocalNewsroom.QuickRestarts);
        await newsroom.Type(Ed, "newsroom", "/subscribe area:Bolsover");
        await newsroom.Declare(Seat("Chesterfield"));

        // It followed something else before: what it did not ask for then is still no news now.
        await newsroom.Press(
            Ed,
            "newsroom",
            await newsroom.Type(Ed, "newsroom", "/subscribe"),
            "Keep both"
        );
        await newsroom.StopBot();
        await newsroom.StartBot();
        await newsroom.Declare(Seat("Bolsover"));

        Assert.Equal(
            ["Labour gain Bolsover from Conservative"],
            await newsroom.WaitForTitles("newsroom", 1)
        );
    }

    [Fact]
    public async Task What_waits_for_a_channel_goes_out_together_in_order_and_within_Discords_sizes()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        newsroom.Control.SetLatency(TimeSpan.FromMilliseconds(300), TimeSpan.Zero);

        foreach (var recorded in Night)
        {
            await newsroom.Submit(recorded);
        }

        var seats = Night.Select(r => TheNight.Definition.Contest(r.Contest).Name).ToArray();
        await Until(() => seats.All(s => All().Contains(s, StringComparison.Ordinal)));
        var all = All();
        Assert.True(newsroom.Posts("newsroom").Count < Night.Length / 3);
        // Not twice: neither as a card and a line, nor in two messages.
        Assert.All(
            seats,
            seat =>
                Assert.Single(
                    Regex.Matches(all, Told(seat), RegexOptions.None, TimeSpan.FromSeconds(10))
                )
        );

        // “Labour hold X” above a post of its own; in one of many “**Lab gain X from Con**” or “X (10,820)”.
        static string Told(string seat) =>
            $@"(hold|gain) {seat}(\n| from .*\n|\*\*: )|(hold\*\*|,) {seat} \(|gain {seat} from [A-Za-z]+\*\*: ";

        string All() =>
            string.Join(
                '\n',
                newsroom
                    .Posts("newsroom")
                    .SelectMany(m =>
                        Headlines
                            .Of(m)
                            .Zip(m["embeds"]!.AsArray(), (h, e) => $"{h}\n{e!["description"]}")
                    )
            );
    }

    [Theory]
    [InlineData(FaultKind.ServerErrorBefore)]
    [InlineData(FaultKind.ServerErrorAfter)]
    [InlineData(FaultKind.NoAnswerAfter)]
    public async Task A_failing_answer_neither_loses_nor_doubles_a_post(FaultKind failure)
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");

        newsroom.Control.Break(new Fault(failure) { Count = 2, OnlyPath = "messages" });
        await newsroom.Submit(Night[0]);
        await newsroom.Submit(Night[1]);

        await newsroom.WaitForTitles("newsroom", 2);
        Assert.Equal(2, newsroom.Titles("newsroom").Distinct().Count());
        Assert.Equal(0, newsroom.Control.Statistics().Duplicates);
    }

    [Fact]
    public async Task A_channel_without_permission_costs_one_refusal_and_is_caught_up_when_it_returns()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var channel = newsroom.Sandbox.Channels[Derbyshire];
        await newsroom.Type(Ed, Derbyshire, "/subscribe");
        await newsroom.Type(Ed, "newsroom", "/subscribe");

        newsroom.Control.SetBotPermissions(channel, ["SEND_MESSAGES"]);
        foreach (var recorded in Night.Take(5))
        {
            await newsroom.Submit(recorded);
            await newsroom.WaitForTitles("newsroom", 1);
        }
        await newsroom.WaitForTitles("newsroom", 5);
        Assert.Equal(1, newsroom.Control.Statistics().Invalid);
        Assert.Empty(newsroom.Posts(Derbyshire));

        newsroom.Control.SetBotPermissions(channel, []);
        await newsroom.WaitForTitles(Derbyshire, 5);
        Assert.Equal(newsroom.Titles("newsroom"), newsroom.Titles(Derbyshire));
        Assert.Equal(1, newsroom.Control.Statistics().Invalid);
    }

    [Fact]
    public async Task A_deleted_channel_is_forgotten()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, Derbyshire, "/subscribe");
        await newsroom.Type(Ed, "newsroom", "/subscribe");

        newsroom.Control.DeleteChannel(newsroom.Sandbox.Channels[Derbyshire]);
        await newsroom.Submit(Night[0]);
        await newsroom.WaitForTitles("newsroom", 1);

        await Until(async () =>
            (await newsroom.Store.ReadSubscribers(CancellationToken.None)).Length == 1
        );
    }

    [Fact]
    public async Task A_channel_that_may_not_be_posted_to_cannot_subscribe()
    {
        await using var newsroom = await LocalNewsroom.Start();
        newsroom.Control.SetBotPermissions(newsroom.Sandbox.Channels[Derbyshire], ["EMBED_LINKS"]);

        var told = await newsroom.Type(Ed, Derbyshire, "/subscribe");

        Assert.Contains(
            "**Embed Links**",
            (string?)told.Message!["content"],
            StringComparison.Ordinal
        );
        Assert.Empty(await newsroom.Store.ReadSubscribers(CancellationToken.None));
    }

    [Fact]
    public async Task Send_messages_in_threads_is_not_enough_for_a_channel()
    {
        await using var newsroom = await LocalNewsroom.Start();
        newsroom.Control.SetBotPermissions(
            newsroom.Sandbox.Channels[Derbyshire],
            ["SEND_MESSAGES"]
        );

        var told = await newsroom.Type(Ed, Derbyshire, "/subscribe");

        Assert.Equal(
            "I can’t post here yet. Please give me **Send Messages** in this channel, then subscribe again.",
            (string?)told.Message!["content"]
        );
        Assert.Empty(await newsroom.Store.ReadSubscribers(CancellationToken.None));
    }

    [Fact]
    public async Task An_unsubscribed_channel_gets_nothing_more()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, Derbyshire, "/subscribe area:Derbyshire");
        await newsroom.Press(
            Ed,
            Derbyshire,
            await newsroom.Type(Ed, Derbyshire, "/subscribe area:Bolsover"),
            "Keep both"
        );
        await newsroom.Type(Ed, "newsroom", "/subscribe");

        var still = await newsroom.Type(Ed, Derbyshire, "/unsubscribe area:Derbyshire");
        var none = await newsroom.Press(
            Ed,
            Derbyshire,
            await newsroom.Type(Ed, Derbyshire, "/unsubscribe"),
            "Unsubscribe from everything"
        );
        await newsroom.Declare(Seat("Bolsover"));
        await newsroom.WaitForTitles("newsroom", 1);

        Assert.Equal(
            "Done. This channel still follows everything in Bolsover.",
            (string?)still.Message!["content"]
        );
        Assert.Equal(
            "Unsubscribed. This channel gets no more posts.",
            (string?)none.Message!["content"]
        );
        Assert.Empty(newsroom.Posts(Derbyshire));
    }

    private static RecordedResult Seat(string name) =>
        TheNight.Pack.Recorded.Single(r => r.Contest == TheNight.Contest(name).Id);
}
