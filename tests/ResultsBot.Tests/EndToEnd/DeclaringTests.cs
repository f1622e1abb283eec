using System.Text.Json.Nodes;
using ResultsBot.Sandbox;
using ResultsBot.Tests.Infrastructure;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

public class DeclaringTests
{
    [Fact]
    public async Task The_seeds_two_results_reach_every_subscribed_channel()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        await newsroom.Type(Ed, "derbyshire", "/subscribe area:Derbyshire");

        await Declare(newsroom, "North East Derbyshire", TheNight.NorthEastDerbyshirePaste);
        await Declare(newsroom, "Chesterfield", TheNight.ChesterfieldPaste);

        await newsroom.WaitForPosts("derbyshire", 2);
        await newsroom.WaitForPosts("newsroom", 2);
        foreach (var channel in (string[])["newsroom", "derbyshire"])
        {
            Assert.Equal(
                ["Labour gain North East Derbyshire from Conservative", "Labour hold Chesterfield"],
                newsroom.Titles(channel)
            );
            var text = string.Join(
                '\n',
                newsroom.Posts(channel).Select(p => p.ToJsonString(Infrastructure.Json.Readable))
            );
            Assert.Contains("maj **1,753**", text, StringComparison.Ordinal);
            Assert.Contains("maj **10,820**", text, StringComparison.Ordinal);
            Assert.Contains("Derbyshire 2 of 11 · Lab 2 (+1)", text, StringComparison.Ordinal);
        }
        Assert.Empty(newsroom.Posts("count-chesterfield"));
    }

    [Fact]
    public async Task A_read_back_survives_a_restart_and_so_does_what_was_sent()
    {
        await using var newsroom = await LocalNewsroom.Start(options: LocalNewsroom.QuickRestarts);
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        var readBack = await newsroom.Type(
            Rita,
            "count-chesterfield",
            $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}"
        );

        await newsroom.StopBot();
        await newsroom.StartBot();
        var sent = await newsroom.Press(Rita, "count-chesterfield", readBack, "Broadcast");
        await newsroom.WaitForPosts("newsroom", 1);
        await newsroom.StopBot();
        await newsroom.StartBot();

        Assert.Contains("Sent.", Content(sent), StringComparison.Ordinal);
        var seat = await newsroom.Type(Rita, "newsroom", "/seat seat:Chesterfield");
        Assert.Equal("Labour hold Chesterfield", (string)seat.Message!["embeds"]![0]!["title"]!);
        var tally = await newsroom.Type(Rita, "newsroom", "/tally");
        Assert.Equal(
            "United Kingdom: 1 of 650 declared",
            (string)tally.Message!["embeds"]![0]!["title"]!
        );
    }

    [Fact]
    public async Task A_form_lists_the_candidates_so_that_only_figures_are_typed()
    {
        await using var newsroom = await LocalNewsroom.Start();

        var form = await newsroom.Type(Rita, "count-chesterfield", "/declare seat:Chesterfield");
        var blank = Field(form, "figures");

        Assert.Equal("Ian Barfield, Liberal Democrat: ", blank.Split('\n')[0]);
        Assert.Equal(7, blank.Split('\n').Length);
        int[] votes = [2553, 8496, 248, 19316, 7897, 363, 2682];
        var filled = string.Join('\n', blank.Split('\n').Zip(votes, (line, v) => $"{line}{v}"));
        var readBack = await newsroom.Fill(
            Rita,
            form,
            ("seat", "Chesterfield"),
            ("figures", filled),
            ("rejected", "135")
        );
        Assert.StartsWith(
            "**Labour hold Chesterfield**",
            Content(readBack),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "✓ With 135 rejected: 41,690 papers.",
            Content(readBack),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_name_that_is_nearly_a_candidates_has_a_button_that_takes_it()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var asked = await newsroom.Type(
            Rita,
            "count-chesterfield",
            $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste.Replace("Toby Perkins", "Toby Perkin", StringComparison.Ordinal)}"
        );
        Assert.Contains(
            "Did you mean Toby Perkins (Lab)?",
            Content(asked),
            StringComparison.Ordinal
        );

        var readBack = await newsroom.Press(
            Rita,
            "count-chesterfield",
            asked,
            "Use Toby Perkins (Lab)"
        );

        Assert.StartsWith(
            "**Labour hold Chesterfield**",
            Content(readBack),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_seat_that_is_nearly_spelt_right_has_a_button_that_takes_it()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var asked = await newsroom.Type(
            Rita,
            "count-chesterfield",
            $"/declare seat:Chesterfeild result:{TheNight.ChesterfieldPaste}"
        );
        Assert.Contains("Did you mean Chesterfield?", Content(asked), StringComparison.Ordinal);

        var readBack = await newsroom.Press(Rita, "count-chesterfield", asked, "Use Chesterfield");

        Assert.StartsWith(
            "**Labour hold Chesterfield**",
            Content(readBack),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Turnout 58.0%: 41,555 of 71,645",
            Content(readBack),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_flash_of_a_name_that_two_have_has_a_button_for_each()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var asked = await newsroom.Type(
            Rita,
            "newsroom",
            "/flash seat:Mid Buckinghamshire winner:Greg Smith"
        );

        var readBack = await newsroom.Press(Rita, "newsroom", asked, "Use Greg Smith (Con)");

        Assert.Contains("Conservative", Content(readBack), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_text_says_beside_the_votes_is_told_as_a_check()
    {
        await using var newsroom = await LocalNewsroom.Start();

        var readBack = await newsroom.Type(
            Rita,
            "count-chesterfield",
            $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}\nBallot papers verified: 41,690\nRejected: 135\nElectorate 71,546\nMajority 10,820\nTurnout 58.2%"
        );

        var content = Content(readBack);
        Assert.Contains("✓ Matches the verified total: 41,690.", content, StringComparison.Ordinal);
        Assert.Contains(
            "✓ Matches the text: majority 10,820 and turnout 58.2%.",
            content,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "⚠ The text gives an electorate of 71,546, but we have 71,645.",
            content,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Edited_figures_replace_what_was_read_back()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        var wrong = await newsroom.Type(
            Rita,
            "count-chesterfield",
            $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste.Replace("19,316", "19,361", StringComparison.Ordinal)}"
        );

        var form = await newsroom.Press(Rita, "count-chesterfield", wrong, "Edit");
        Assert.Contains("19,361", Field(form, "figures"), StringComparison.Ordinal);
        var right = await newsroom.Fill(
            Rita,
            form,
            ("seat", "Chesterfield"),
            ("figures", TheNight.ChesterfieldPaste),
            ("rejected", "")
        );
        await newsroom.Press(Rita, "count-chesterfield", right, "Broadcast");

        var posts = await newsroom.WaitForPosts("newsroom", 1);
        var text = string.Concat(posts.Select(p => p.ToJsonString(Infrastructure.Json.Readable)));
        Assert.Contains("19,316 46.5%", text, StringComparison.Ordinal);
        Assert.DoesNotContain("19,361", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_for_a_declared_seat_says_that_it_is_declared_and_nothing_of_figures()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await Declare(newsroom, "Chesterfield", TheNight.ChesterfieldPaste);

        var told = await newsroom.Type(Rita, "newsroom", "/declare seat:Chesterfield");

        Assert.Equal(
            "Chesterfield has already declared. If that’s wrong, an editor can use /correct or /retract.",
            Content(told)
        );
    }

    [Fact]
    public async Task Cancelled_figures_cannot_be_sent()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var readBack = await newsroom.Type(
            Rita,
            "count-chesterfield",
            $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}"
        );

        var cancelled = await newsroom.Press(Rita, "count-chesterfield", readBack, "Cancel");

        Assert.Equal("Cancelled. Nothing was sent.", Content(cancelled));
        var seat = await newsroom.Type(Rita, "newsroom", "/seat seat:E14001165");
        Assert.Equal(
            "Chesterfield: not declared yet",
            (string)seat.Message!["embeds"]![0]!["title"]!
        );
    }

    public static TheoryData<string, string, string> WrongInput()
    {
        var right = TheNight.ChesterfieldPaste;
        string With(string old, string now) => right.Replace(old, now, StringComparison.Ordinal);
        return new()
        {
            { "Chesterfeld", right, "Did you mean Chesterfield" },
            { "Atlantis", right, "There’s no seat called “Atlantis”." },
            {
                "Chesterfield",
                With("Ben Flook, Conservative - 8,496\n", ""),
                "Ben Flook (Con) has no figure"
            },
            {
                "Chesterfield",
                With("Ben Flook", "Jane Doe"),
                "“Jane Doe, Conservative” isn’t a candidate in this seat"
            },
            { "Chesterfield", With("8,496", "8,49x"), "“8,49x” isn’t a number" },
            { "Chesterfield", With("- 8,496", "- -8,496"), "can’t be a number of votes" },
            { "Chesterfield", With("8,496", "88,496"), "the electorate is 71,645" },
            { "Chesterfield", right + "\nBen Flook 3", "Ben Flook (Con) has more than one figure" },
            {
                "Chesterfield",
                "they are having a cup of tea",
                "“they are having a cup of tea” has no figure"
            },
            { "Chesterfield", "...", "There are no figures in this" },
        };
    }

    [Theory]
    [MemberData(nameof(WrongInput))]
    public async Task Wrong_input_is_told_what_is_wrong_and_comes_back_for_editing(
        string seat,
        string result,
        string expected
    )
    {
        await using var newsroom = await LocalNewsroom.Start();

        var told = await newsroom.Type(
            Rita,
            "count-chesterfield",
            $"/declare seat:{seat} result:{result}"
        );

        Assert.Contains(expected, Content(told), StringComparison.Ordinal);
        var form = await newsroom.Press(Rita, "count-chesterfield", told, "Edit");
        Assert.Equal(
            result.ReplaceLineEndings("\n"),
            Field(form, "figures").ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public async Task Six_thousand_characters_of_noise_are_answered_and_kept()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var noise = string.Concat(Enumerable.Repeat("lorem `x` 12,3x @everyone 7 ", 250))[..6000];

        var told = await newsroom.Type(
            Rita,
            "count-chesterfield",
            $"/declare seat:Chesterfield result:{noise}"
        );

        Assert.Contains("nothing was sent.", Content(told), StringComparison.OrdinalIgnoreCase);
        // A box of a form holds 4,000 characters: it comes back in two, whole.
        var form = await newsroom.Press(Rita, "count-chesterfield", told, "Edit");
        Assert.Equal(noise.Trim(), Field(form, "figures") + Field(form, "figures2"));
    }

    [Fact]
    public async Task An_outsider_is_not_offered_the_desks_commands_and_is_offered_the_others()
    {
        await using var newsroom = await LocalNewsroom.Start();

        var cannot = await Assert.ThrowsAsync<CannotException>(() =>
            newsroom.Type(
                Olive,
                "general",
                $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}"
            )
        );
        Assert.Equal("There is no command /declare here.", cannot.Message);
        foreach (
            var typed in (string[])
                [
                    "/subscribe",
                    "/subscriptions",
                    "/mention",
                    "/seat seat:Chesterfield",
                    "/tally",
                    "/map",
                    "/story",
                    "/closest",
                    "/gains",
                    "/outstanding",
                    "/unsubscribe",
                ]
        )
        {
            Assert.NotNull((await newsroom.Type(Olive, "general", typed)).Message);
        }
        Assert.NotNull((await newsroom.Type(Rita, "newsroom", "/mine")).Message);
    }

    [Fact]
    public async Task Without_a_named_newsroom_nobody_may_declare_and_the_bot_says_so()
    {
        await using var newsroom = await LocalNewsroom.Start(named: false);

        var told = await newsroom.Type(Rita, "newsroom", "/declare seat:Chesterfield result:x");

        Assert.Contains("Discord:NewsroomGuilds", Content(told), StringComparison.Ordinal);
        Assert.Contains($"{newsroom.Sandbox.GuildId}", Content(told), StringComparison.Ordinal);
    }

    private static async Task Declare(LocalNewsroom newsroom, string seat, string paste)
    {
        var readBack = await newsroom.Type(
            Rita,
            "count-chesterfield",
            $"/declare seat:{seat} result:{paste}"
        );
        var sent = await newsroom.Press(Rita, "count-chesterfield", readBack, "Broadcast");
        Assert.Contains("Sent.", Content(sent), StringComparison.Ordinal);
    }
}
