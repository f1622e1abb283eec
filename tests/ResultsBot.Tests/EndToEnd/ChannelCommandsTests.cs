using System.Text.Json.Nodes;
using ResultsBot.Discord;
using ResultsBot.Sandbox;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>What people are told who say what a channel is to get.</summary>
public class ChannelCommandsTests
{
    private const string Derbyshire = "derbyshire";
    private const string Ada = "ada";

    [Fact]
    public async Task Who_subscribes_is_shown_what_would_have_come_and_what_the_channel_follows()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var nothing = await Said(newsroom, Ed, "/subscribe area:Derbyshire kind:results");
        foreach (var recorded in TheNight.Pack.Recorded.Take(15))
        {
            await newsroom.Submit(recorded);
        }

        var come = await Said(
            newsroom,
            Ed,
            "/subscribe party:Labour kind:results delivery:merged every:7"
        );
        var follows = await Said(newsroom, Ed, "/subscriptions");
        var left = await Said(newsroom, Ed, "/unsubscribe party:Labour");
        var other = await Said(newsroom, Ed, "/unsubscribe party:Labour");

        Assert.Contains(
            "follows results in Derbyshire (county).",
            nothing,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Nothing was published in the last hour.",
            nothing,
            StringComparison.Ordinal
        );
        Assert.Contains("results for Labour", come, StringComparison.Ordinal);
        Assert.Contains("at most one post every 7 minutes", come, StringComparison.Ordinal);
        Assert.Contains("- First result of the night: ", come, StringComparison.Ordinal);
        Assert.Contains(" more", come, StringComparison.Ordinal);
        Assert.Contains("results in Derbyshire (county)", follows, StringComparison.Ordinal);
        Assert.Contains("since <t:", follows, StringComparison.Ordinal);
        Assert.Equal("Done. This channel still follows results in Derbyshire (county).", left);
        Assert.StartsWith("This channel doesn’t follow that.", other, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/subscribe area:Bolsover kind:tallies", "needs an area, not a single seat")]
    [InlineData("/subscribe party:Labour kind:tallies", "covers every party")]
    [InlineData("/subscribe party:Lobour", "Did you mean Labour")]
    [InlineData("/subscribe close:1000 kind:everything", "Leave `kind` out")]
    [InlineData("/subscribe close:1000 kind:tallies", "Leave `kind` out")]
    [InlineData("/subscribe every:3", "only works with delivery in batches")]
    [InlineData("/subscribe publish:true", "Only an announcement channel can publish")]
    public async Task What_cannot_be_followed_is_refused_with_a_reason(string typed, string reason)
    {
        await using var newsroom = await LocalNewsroom.Start();

        Assert.Contains(reason, await Said(newsroom, Ed, typed), StringComparison.Ordinal);
        Assert.Empty(await newsroom.Store.ReadSubscribers(CancellationToken.None));
    }

    [Fact]
    public async Task An_administrator_sees_every_channel_of_the_server_and_chooses_the_role_to_mention()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var role = newsroom.Sandbox.Roles["Reporter"];
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        await newsroom.Type(Ed, Derbyshire, "/subscribe area:Derbyshire");

        var nothing = await Said(newsroom, Ada, $"/mention role:{role}");
        var unknown = await Said(newsroom, Ada, $"/mention role:{role} seats:Bolsover, Nowhere");
        var everyone = await Said(
            newsroom,
            Ada,
            $"/mention role:{newsroom.Sandbox.GuildId} majors:true"
        );
        var set = await Said(newsroom, Ada, $"/mention role:{role} seats:Bolsover");
        var all = await Said(newsroom, Ada, "/subscriptions all:true");
        var still = await Said(newsroom, Ada, "/mention");
        var whom = await Said(newsroom, Ada, "/mention majors:true");
        var nobody = await Said(newsroom, Ada, "/mention stop:true");
        var elsewhere = await newsroom.Type(Ada, "count-chesterfield", "/mention");

        Assert.StartsWith("For what?", nothing, StringComparison.Ordinal);
        Assert.StartsWith("There’s no seat called “Nowhere”.", unknown, StringComparison.Ordinal);
        Assert.StartsWith("I can’t mention everyone", everyone, StringComparison.Ordinal);
        Assert.Equal($"<@&{role}> is mentioned for results in Bolsover.", set);
        Assert.Contains(
            $"<#{newsroom.Sandbox.Channels["newsroom"]}>",
            all,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"<#{newsroom.Sandbox.Channels[Derbyshire]}>",
            all,
            StringComparison.Ordinal
        );
        Assert.Contains($"<@&{role}>", all, StringComparison.Ordinal);
        Assert.Equal(set, still);
        Assert.StartsWith("Whom?", whom, StringComparison.Ordinal);
        Assert.Equal("No role is mentioned in this channel.", nobody);
        Assert.Equal("This channel doesn’t follow anything.", Content(elsewhere));
    }

    [Fact]
    public async Task Who_subscribes_sees_a_sample_made_up_at_first_and_the_newest_result_that_stands_later()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var madeUp = await newsroom.Type(Ed, Derbyshire, "/subscribe area:Derbyshire");
        await newsroom.Declare(TheNight.Recorded("Bolsover"));
        await newsroom.Declare(TheNight.Recorded("Chesterfield"));
        var newest = await newsroom.Type(Ed, "newsroom", "/subscribe area:Derbyshire kind:results");
        await newsroom.Send(
            Ed,
            "newsroom",
            await newsroom.Type(Ed, "newsroom", "/retract seat:Chesterfield reason:Wrong hall")
        );
        var standing = await newsroom.Type(Ed, "count-chesterfield", "/subscribe");

        Assert.Equal("SAMPLE – NOT A REAL RESULT", Title(madeUp));
        Assert.Contains("Chesterfield", Title(newest), StringComparison.Ordinal);
        Assert.Contains("Bolsover", Title(standing), StringComparison.Ordinal);

        static string Title(Outcome answer) =>
            (string?)answer.Message!["embeds"]![0]!["title"] ?? "";
    }

    [Fact]
    public async Task What_is_covered_already_or_covers_it_is_replaced_or_kept_as_somebody_says()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, Derbyshire, "/subscribe area:Derbyshire");

        var narrower = await newsroom.Type(Ed, Derbyshire, "/subscribe area:Bolsover kind:results");
        Assert.Equal(["Replace", "Keep both"], Buttons(narrower));
        Assert.Equal(["everything in Derbyshire (county)"], await Follows());
        await newsroom.Press(Ed, Derbyshire, narrower, "Keep both");
        Assert.Equal(2, (await Follows()).Length);

        var less = await newsroom.Type(Ed, Derbyshire, "/subscribe area:Derbyshire kind:results");
        await newsroom.Press(Ed, Derbyshire, less, "Keep both");
        Assert.Equal(3, (await Follows()).Length);

        var wider = await newsroom.Type(Ed, Derbyshire, "/subscribe delivery:merged every:7");
        var replaced = await newsroom.Press(Ed, Derbyshire, wider, "Replace");
        Assert.Contains("every 7 minutes", Content(replaced), StringComparison.Ordinal);
        Assert.Equal(["everything in the United Kingdom"], await Follows());

        // The same again is only another way of delivery.
        Assert.Empty(Buttons(await newsroom.Type(Ed, Derbyshire, "/subscribe delivery:each")));
        // And tallies are something else.
        Assert.Empty(Buttons(await newsroom.Type(Ed, Derbyshire, "/subscribe kind:tallies")));

        async Task<string[]> Follows() =>
            (await newsroom.Store.ReadSubscribers(CancellationToken.None))
                .Single()
                .Subscriptions.Select(s => newsroom.Part<Phrasebook>().Topic(s.Topic))
                .ToArray();
    }

    [Fact]
    public async Task Close_results_are_followed_asked_about_and_left_in_plain_words()
    {
        const string close =
            "results in the United Kingdom (majorities under 1,000, and seats that change hands)";
        await using var newsroom = await LocalNewsroom.Start();

        var first = await Said(newsroom, Ed, "/subscribe close:1000");
        var all = await newsroom.Type(Ed, Derbyshire, "/subscribe kind:results");
        var both = await newsroom.Press(Ed, Derbyshire, all, "Keep both");
        var follows = await Said(newsroom, Ed, "/subscriptions");
        var left = await Said(newsroom, Ed, "/unsubscribe close:1000");
        var covered = await newsroom.Type(Ed, Derbyshire, "/subscribe close:500");

        Assert.StartsWith($"This channel now follows {close}.", first, StringComparison.Ordinal);
        Assert.StartsWith(
            $"This channel already follows {close}, which overlaps with results in the United Kingdom.",
            Content(all),
            StringComparison.Ordinal
        );
        Assert.Contains(close, Content(both), StringComparison.Ordinal);
        Assert.Contains($"- {close}", follows, StringComparison.Ordinal);
        Assert.Equal("Done. This channel still follows results in the United Kingdom.", left);
        Assert.Equal(["Replace", "Keep both"], Buttons(covered));
    }

    [Fact]
    public async Task A_forum_is_subscribed_from_another_channel_and_gets_a_thread_for_each_post()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var forum = newsroom.Sandbox.Channels["forum"];

        var threads = await Said(newsroom, Ed, "/subscribe forum:forum threads:true");
        newsroom.Control.SetBotPermissions(forum, ["SEND_MESSAGES"]);
        var mayNot = await Said(newsroom, Ed, "/subscribe forum:forum");
        newsroom.Control.SetBotPermissions(forum, []);
        newsroom.Control.SetRequiresTag(forum, true);
        var tag = await Said(newsroom, Ed, "/subscribe forum:forum");
        newsroom.Control.SetRequiresTag(forum, false);
        newsroom.Control.SetRolePermissions(forum, "Editor", ["MANAGE_CHANNELS"]);
        var stranger = await Said(newsroom, Ed, "/subscribe forum:forum");
        newsroom.Control.SetRolePermissions(forum, "Editor", []);
        var done = await Said(newsroom, Ed, "/subscribe forum:forum kind:results");
        var here = await Said(newsroom, Ed, "/subscriptions");
        var there = await Said(newsroom, Ed, "/subscriptions forum:forum");
        await newsroom.Declare(TheNight.Recorded("Bolsover"));
        await Until(() => !newsroom.Control.ThreadsOf(forum).IsEmpty);
        var post = newsroom.Control.ThreadsOf(forum)[0].Name;
        var ended = await Said(newsroom, Ed, "/unsubscribe forum:forum kind:results");

        Assert.StartsWith("In a forum each post is a thread", threads, StringComparison.Ordinal);
        Assert.StartsWith($"I can’t post in <#{forum}> yet", mayNot, StringComparison.Ordinal);
        Assert.Contains("**Create Posts**", mayNot, StringComparison.Ordinal);
        Assert.StartsWith($"<#{forum}> requires a tag", tag, StringComparison.Ordinal);
        Assert.StartsWith("Only people who can manage", stranger, StringComparison.Ordinal);
        Assert.StartsWith(
            $"<#{forum}> now follows results in the United Kingdom. Each post becomes a thread there.",
            done,
            StringComparison.Ordinal
        );
        Assert.Equal("This channel doesn’t follow anything.", here);
        Assert.Contains("- results in the United Kingdom", there, StringComparison.Ordinal);
        Assert.Equal(
            "First result of the night: Lab gain Bolsover from Con, maj 6,323. MP Mark Fletcher loses seat",
            post
        );
        Assert.StartsWith("Unsubscribed.", ended, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forums_post_that_was_archived_is_put_right_and_archived_again()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var forum = newsroom.Sandbox.Channels["forum"];
        await Said(newsroom, Ed, "/subscribe forum:forum kind:results");
        await newsroom.Declare(TheNight.Recorded("Bolsover"));
        await Until(() => !newsroom.Control.ThreadsOf(forum).IsEmpty);
        var post = newsroom.Control.ThreadsOf(forum)[0].Id;
        newsroom.Control.SetThread(post, archived: true);

        await newsroom.Send(
            Ed,
            "newsroom",
            await newsroom.Type(
                Ed,
                "newsroom",
                "/retract seat:Bolsover reason:The wrong hall was read out"
            )
        );

        await Until(() =>
            newsroom
                .Control.ThreadsOf(forum)[0]
                .Name.Contains("withdrawn", StringComparison.OrdinalIgnoreCase)
        );
        await Until(async () =>
            await newsroom
                .Part<DiscordRest>()
                .GetChannel(new Snowflake(post), CancellationToken.None)
                is RestResult<Channel>.Done { Value.IsArchived: true }
        );
        Assert.Contains(
            "Withdrawn",
            newsroom.Control.Read(post)[0].ToJsonString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Unsubscribe_alone_asks_before_it_drops_everything()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, Derbyshire, "/subscribe area:Derbyshire");

        var asked = await newsroom.Type(Ed, Derbyshire, "/unsubscribe");
        var kept = await newsroom.Press(Ed, Derbyshire, asked, "Keep them");
        Assert.Equal("Nothing has changed.", Content(kept));
        Assert.Single(await newsroom.Store.ReadSubscribers(CancellationToken.None));

        var done = await newsroom.Press(
            Ed,
            Derbyshire,
            await newsroom.Type(Ed, Derbyshire, "/unsubscribe"),
            "Unsubscribe from everything"
        );
        Assert.StartsWith("Unsubscribed.", Content(done), StringComparison.Ordinal);
        Assert.Empty(await newsroom.Store.ReadSubscribers(CancellationToken.None));
    }

    private static async Task<string> Said(LocalNewsroom newsroom, string person, string typed)
    {
        var answer = await newsroom.Type(person, Derbyshire, typed);
        var message = answer.Message!;
        return string.Join(
            '\n',
            (message["embeds"]?.AsArray() ?? [])
                .Select(e => (string?)e!["description"])
                .Prepend((string?)message["content"])
                .Where(t => !string.IsNullOrEmpty(t))
        );
    }
}
