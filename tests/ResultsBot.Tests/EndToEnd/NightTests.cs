using System.Text.Json.Nodes;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Sandbox;
using ResultsBot.Sandbox.Control;
using ResultsBot.Tests.Infrastructure;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>What reporters and the desk do on the night, each through Discord.</summary>
public class NightTests
{
    private const string Hall = "count-chesterfield";
    private const string Desk = "desk";

    [Fact]
    public async Task A_count_is_followed_from_the_boxes_to_the_flash_and_each_step_reaches_the_channel()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");

        foreach (
            var typed in (string[])
                [
                    "/status seat:Chesterfield stage:counting expected:03:15 note:Two tables left",
                    "/verified seat:Chesterfield papers:41,692 turnout:58.2%",
                    "/count seat:Chesterfield result:Toby Perkins 9 000\nBen Flook 4,000",
                    "/flash seat:Chesterfield winner:Perkins",
                    "/note seat:Chesterfield text:The atmosphere is very tense here.",
                    "/quote seat:Chesterfield who:Toby Perkins text:I am over the moon.",
                ]
        )
        {
            var readBack = await newsroom.Type(Rita, Hall, typed);
            Assert.Contains("Is this right?", Content(readBack), StringComparison.Ordinal);
            Assert.StartsWith(
                "**Sent.**",
                Content(await newsroom.Send(Rita, Hall, readBack)),
                StringComparison.Ordinal
            );
        }

        var titles = await newsroom.WaitForTitles("newsroom", 6);
        Assert.Equal(6, titles.Count);
        Assert.StartsWith(
            "Chesterfield: counting, declaration expected at 03",
            titles[0],
            StringComparison.Ordinal
        );
        Assert.Contains("Chesterfield", titles[5], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/status seat:Chesterfield stage:tea", "no stage called “tea”")]
    [InlineData("/status seat:Chesterfield stage:counting expected:soon", "“soon” isn’t a time")]
    [InlineData("/status seat:Chesterfield stage:unable to declare", "Please say why")]
    [InlineData("/verified seat:Chesterfield papers:many", "“many” isn’t a number")]
    [InlineData("/verified seat:Chesterfield papers:99,999,999", "There can’t be 99,999,999")]
    [InlineData(
        "/verified seat:Chesterfield papers:41,690 turnout:41,690",
        "“41,690” isn’t a percentage"
    )]
    [InlineData(
        "/verified seat:Chesterfield papers:41,690 turnout:0.582",
        "If you mean 58.2%, write 58.2%."
    )]
    [InlineData("/verified seat:Chesterfield papers:41,690 turnout:0", "“0” isn’t a percentage")]
    [InlineData("/flash seat:Chesterfield winner:Churchill", "isn’t a candidate in this seat")]
    [InlineData("/count seat:Nowhere result:Ann 5", "There’s no seat called “Nowhere”")]
    public async Task What_cannot_be_right_is_told_and_kept_for_editing(string typed, string told)
    {
        await using var newsroom = await LocalNewsroom.Start();

        var answer = await newsroom.Type(Rita, Hall, typed);

        Assert.Contains("nothing was sent.", Content(answer), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(told, Content(answer), StringComparison.Ordinal);
        var form = await newsroom.Press(Rita, Hall, answer, "Edit");
        var first = typed[(typed.IndexOf("seat:", StringComparison.Ordinal) + 5)..].Split(' ')[0];
        Assert.Equal(first, Field(form, "seat"));
    }

    [Fact]
    public async Task A_mistyped_status_is_put_right_in_the_form_that_gives_it_back()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var answer = await newsroom.Type(
            Rita,
            Hall,
            "/status seat:Chesterfield stage:recuont expected:0330 note:Close"
        );

        var form = await newsroom.Press(Rita, Hall, answer, "Edit");
        Assert.Equal(
            ("recuont", "0330", "Close"),
            (Field(form, "stage"), Field(form, "expected"), Field(form, "note"))
        );
        var fixedIt = await newsroom.Fill(Rita, form, ("stage", "recount 2"));

        Assert.Contains(
            "Chesterfield: recount 2, declaration expected at 03",
            Content(fixedIt),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_figure_that_fell_waits_for_an_editor_who_sends_it_from_the_desks_channel()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        await CountThenLess(newsroom);

        var card = await Card(newsroom, "Needs a second person");
        var sent = await newsroom.Press(Ed, Desk, card, "Approve and send");

        Assert.Contains("Approved and sent", Content(sent), StringComparison.Ordinal);
        await Until(() =>
            newsroom.Titles("newsroom").Contains("Labour hold Chesterfield", StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task An_editor_who_reported_it_cannot_be_the_second_person_and_another_can_reject_it()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await CountThenLess(newsroom, Ed);

        var card = await Card(newsroom, "Needs a second person");
        var alone = await newsroom.Press(Ed, Desk, card, "Approve and send");
        var form = await newsroom.Press(Ada, Desk, card, "Reject with reason");
        var rejected = await newsroom.Fill(Ada, form, ("reason", "Look at the first name again."));

        Assert.Contains(
            "Another editor has to send this",
            Content(alone),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Look at the first name again.",
            Content(rejected),
            StringComparison.Ordinal
        );
        var none = await newsroom.Type(Ada, "newsroom", "/proposals");
        Assert.Equal("Nothing is waiting for a second person.", Content(none));
    }

    [Fact]
    public async Task A_proposal_a_read_back_and_a_form_opened_before_a_restart_work_after_it()
    {
        await using var newsroom = await LocalNewsroom.Start(options: LocalNewsroom.QuickRestarts);
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        await CountThenLess(newsroom);
        var card = await Card(newsroom, "Needs a second person");
        var readBack = await newsroom.Type(Sam, Hall, "/status seat:Bolsover stage:recount 1");
        var form = await newsroom.Type(Tom, Hall, "/note seat:Bolsover");

        await newsroom.StopBot();
        await newsroom.StartBot();

        Assert.StartsWith(
            "**Sent.**",
            Content(await newsroom.Send(Sam, Hall, readBack)),
            StringComparison.Ordinal
        );
        var noted = await newsroom.Fill(Tom, form, ("text", "They are counting again."));
        Assert.StartsWith(
            "**Sent.**",
            Content(await newsroom.Send(Tom, Hall, noted)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Approved and sent",
            Content(await newsroom.Press(Ed, Desk, card, "Approve and send")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Several_cautions_have_a_button_each_and_the_last_one_sends()
    {
        await using var newsroom = await LocalNewsroom.Start(desk: d =>
            d with
            {
                Rules = new HouseRules(SecondPerson.Never),
            }
        );
        await newsroom.Send(
            Rita,
            Hall,
            await newsroom.Type(Rita, Hall, "/count seat:Chesterfield result:Perkins 20000")
        );
        await newsroom.Send(
            Rita,
            Hall,
            await newsroom.Type(Rita, Hall, "/flash seat:Chesterfield winner:Ben Flook")
        );

        var readBack = await newsroom.Type(
            Rita,
            Hall,
            $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}"
        );
        Assert.Equal(
            [
                "Accept: fewer than reported earlier",
                "Accept: winner differs from flash",
                "Edit",
                "Cancel",
            ],
            Buttons(readBack)
        );
        var one = await newsroom.Press(Rita, Hall, readBack, "Accept: winner differs from flash");
        Assert.Equal(
            ["Broadcast anyway: fewer than reported earlier", "Edit", "Cancel"],
            Buttons(one)
        );
        // Red: it overrides a warning.
        Assert.Equal(
            (int)ButtonStyle.Danger,
            (int)one.Message!["components"]![0]!["components"]![0]!["style"]!
        );
        Assert.Contains("☑ Accepted", Content(one), StringComparison.Ordinal);
        var sent = await newsroom.Press(
            Rita,
            Hall,
            one,
            "Broadcast anyway: fewer than reported earlier"
        );

        Assert.StartsWith(
            "**Sent.** Labour hold Chesterfield",
            Content(sent),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_caution_accepted_with_other_figures_than_it_has_now_is_asked_again()
    {
        await using var newsroom = await LocalNewsroom.Start(desk: d =>
            d with
            {
                Rules = new HouseRules(SecondPerson.Never),
            }
        );
        await Count(20_000);
        var readBack = await newsroom.Type(
            Rita,
            Hall,
            $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}"
        );
        await Count(25_000);

        var again = await newsroom.Press(
            Rita,
            Hall,
            readBack,
            "Broadcast anyway: fewer than reported earlier"
        );

        Assert.Contains("Nothing was sent.", Content(again), StringComparison.Ordinal);
        Assert.Contains("25,000", Content(again), StringComparison.Ordinal);
        Assert.StartsWith(
            "**Sent.** Labour hold Chesterfield",
            Content(
                await newsroom.Press(
                    Rita,
                    Hall,
                    again,
                    "Broadcast anyway: fewer than reported earlier"
                )
            ),
            StringComparison.Ordinal
        );

        async Task Count(int votes) =>
            await newsroom.Send(
                Sam,
                Hall,
                await newsroom.Type(Sam, Hall, $"/count seat:Chesterfield result:Perkins {votes}")
            );
    }

    [Fact]
    public async Task What_a_second_person_saw_before_the_count_moved_on_is_shown_to_them_again()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await CountThenLess(newsroom);
        var card = await Card(newsroom, "Needs a second person");
        await newsroom.Send(
            Sam,
            Hall,
            await newsroom.Type(Sam, Hall, "/count seat:Chesterfield result:Perkins 25000")
        );

        var again = await newsroom.Press(Ed, Desk, card, "Approve and send");

        Assert.Contains("Nothing was sent.", Content(again), StringComparison.Ordinal);
        Assert.Contains("25,000", Content(again), StringComparison.Ordinal);
        Assert.Contains(
            "Approved and sent",
            Content(await newsroom.Press(Ed, Desk, again, "Approve and send")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_result_is_corrected_retracted_and_brought_back_by_an_editor_and_every_channel_is_told()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        await newsroom.Declare(TheNight.Recorded("Chesterfield"));

        var form = await newsroom.Type(
            Ed,
            "newsroom",
            "/correct seat:Chesterfield reason:One bundle was missed"
        );
        Assert.Contains(
            "Toby Perkins, Labour: 19,316",
            Field(form, "figures"),
            StringComparison.Ordinal
        );
        var readBack = await newsroom.Fill(
            Ed,
            form,
            (
                "figures",
                Field(form, "figures").Replace("19,316", "19,416", StringComparison.Ordinal)
            )
        );
        Assert.Contains("19,316", Json(readBack), StringComparison.Ordinal);
        Assert.Contains("19,416", Json(readBack), StringComparison.Ordinal);
        await newsroom.Send(Ed, "newsroom", readBack);
        await newsroom.Send(
            Ed,
            "newsroom",
            await newsroom.Type(Ed, "newsroom", "/retract seat:Chesterfield reason:Wrong hall")
        );
        await newsroom.Send(
            Ed,
            "newsroom",
            await newsroom.Type(Ed, "newsroom", "/reinstate seat:Chesterfield")
        );

        await Until(() =>
            newsroom
                .Titles("newsroom")
                .Count(t =>
                    t
                        is "Correction: Labour hold Chesterfield"
                            or "Result withdrawn: Chesterfield"
                            or "Reinstated: Labour hold Chesterfield"
                ) == 3
        );
    }

    [Fact]
    public async Task The_last_thing_sent_is_undone_after_it_was_asked_once_more()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        await newsroom.Send(
            Rita,
            Hall,
            await newsroom.Type(Rita, Hall, "/flash seat:Chesterfield winner:Ben Flook")
        );

        var asked = await newsroom.Type(Rita, Hall, "/undo");
        Assert.Contains("Ben Flook", Content(asked), StringComparison.Ordinal);
        var kept = await newsroom.Press(Rita, Hall, asked, "Keep it");
        Assert.Equal("Nothing was undone.", Content(kept));
        var undone = await newsroom.Press(
            Rita,
            Hall,
            await newsroom.Type(Rita, Hall, "/undo"),
            "Undo"
        );

        Assert.StartsWith("**Undone.**", Content(undone), StringComparison.Ordinal);
        await Until(() =>
            newsroom
                .Titles("newsroom")
                .Any(t => t.StartsWith("Withdrawn:", StringComparison.Ordinal))
        );
        Assert.Equal(
            "You have nothing to undo.",
            Content(await newsroom.Type(Rita, Hall, "/undo"))
        );
    }

    [Fact]
    public async Task What_can_no_longer_be_undone_is_not_offered()
    {
        await using var newsroom = await LocalNewsroom.Start();
        foreach (
            var (who, typed) in ((string, string)[])
                [
                    (Rita, "/flash seat:Chesterfield winner:Ben Flook"),
                    (Sam, "/note seat:Chesterfield text:Two tables are left."),
                ]
        )
        {
            await newsroom.Send(who, Hall, await newsroom.Type(who, Hall, typed));
        }

        var refused = await newsroom.Type(Rita, Hall, "/undo");

        Assert.Contains(
            "has been reported for Chesterfield since",
            Content(refused),
            StringComparison.Ordinal
        );
        Assert.Empty(Buttons(refused));
    }

    [Fact]
    public async Task What_is_taken_back_before_it_went_out_is_told_to_nobody_and_says_so()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        await newsroom.Type(Ed, "newsroom", "/hold place:Derbyshire");
        await newsroom.Send(
            Rita,
            Hall,
            await newsroom.Type(
                Rita,
                Hall,
                $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}"
            )
        );

        var undo = await newsroom.Type(Rita, Hall, "/undo");
        var readBack = await newsroom.Type(
            Ed,
            "newsroom",
            "/retract seat:Chesterfield reason:Wrong hall"
        );
        var taken = await newsroom.Send(Ed, "newsroom", readBack);

        Assert.Contains(
            "Chesterfield is on hold: anyone who had it",
            Content(undo),
            StringComparison.Ordinal
        );
        Assert.Contains("nobody will be told", Content(readBack), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "was sent and does not stand",
            Json(readBack),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "**Saved; nothing was posted.**",
            Content(taken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_held_is_taken_in_and_seen_by_nobody_outside_until_it_is_released()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        await newsroom.Type(Ed, "newsroom", "/hold place:Derbyshire");

        var readBack = await newsroom.Type(
            Rita,
            Hall,
            $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}"
        );
        Assert.Contains("is on hold", Content(readBack), StringComparison.Ordinal);
        var taken = await newsroom.Send(Rita, Hall, readBack);
        Assert.StartsWith(
            "**Accepted, not yet published.**",
            Content(taken),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "not declared",
            Json(await newsroom.Type(Olive, "general", "/seat seat:Chesterfield")),
            StringComparison.Ordinal
        );
        Assert.Empty(newsroom.Titles("newsroom"));

        var asked = await newsroom.Type(Ed, "newsroom", "/release place:Derbyshire");
        Assert.Contains("1 report", Content(asked), StringComparison.Ordinal);
        var askedAgain = await newsroom.Type(Ed, "newsroom", "/release place:Derbyshire");
        var askedOnceMore = await newsroom.Type(Ed, "newsroom", "/release place:Derbyshire");
        await newsroom.Press(Ed, "newsroom", asked, "Release");
        foreach (
            var (message, label) in new[] { (askedAgain, "Release"), (askedOnceMore, "Cancel") }
        )
        {
            Assert.Equal(
                "Derbyshire (county) isn’t on hold.",
                Content(await newsroom.Press(Ed, "newsroom", message, label))
            );
        }

        await Until(() =>
            newsroom.Titles("newsroom").Contains("Labour hold Chesterfield", StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_pause_stops_everything_but_the_line_that_says_so_also_over_a_restart()
    {
        await using var newsroom = await LocalNewsroom.Start(options: LocalNewsroom.QuickRestarts);
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        await newsroom.Type(Ed, "newsroom", "/pause line:We are checking one result.");
        await Until(() =>
            newsroom.Titles("newsroom").Contains("Note from the desk", StringComparer.Ordinal)
        );

        await newsroom.Send(
            Rita,
            Hall,
            await newsroom.Type(
                Rita,
                Hall,
                $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}"
            )
        );
        await newsroom.StopBot();
        await newsroom.StartBot();
        // Something that goes all the way round, so that what is paused had every chance to go out.
        await newsroom.Type(Ed, "newsroom", "/tally");
        Assert.Equal(
            ["Note from the desk", "United Kingdom: 1 of 650 declared"],
            newsroom.Titles("newsroom")
        );

        await newsroom.Press(
            Ed,
            "newsroom",
            await newsroom.Type(Ed, "newsroom", "/resume"),
            "Resume"
        );
        await Until(() =>
            newsroom.Titles("newsroom").Contains("Labour hold Chesterfield", StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_reporter_tied_to_seats_reports_of_no_other_and_sees_what_is_missing()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/assign reporter:Rita seats:Chesterfield, Bolsover");

        var other = await newsroom.Type(Rita, Hall, "/status seat:Amber Valley stage:counting");
        var mine = await newsroom.Type(Rita, Hall, "/mine");

        Assert.Contains(
            "Amber Valley isn’t one of your seats (Chesterfield and Bolsover).",
            Content(other),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Still to report: verified total and result",
            Json(mine),
            StringComparison.Ordinal
        );
        await newsroom.Type(Ed, "newsroom", "/assign reporter:Rita");
        Assert.Contains(
            "Is this right?",
            Content(await newsroom.Type(Rita, Hall, "/status seat:Amber Valley stage:counting")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_is_tied_to_other_seats_after_the_read_back_cannot_send_it_any_more()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var readBack = await newsroom.Type(Tom, Hall, "/status seat:Bolsover stage:counting");
        await newsroom.Type(Ed, "newsroom", "/assign reporter:Tom seats:Erewash");

        var pressed = await newsroom.Press(Tom, Hall, readBack, "Broadcast");

        Assert.Contains(
            "Bolsover isn’t one of your seats",
            Content(pressed),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_approved_under_embargo_is_not_said_to_have_been_sent()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await CountThenLess(newsroom);
        var card = await Card(newsroom, "Needs a second person");
        await newsroom.Type(Ed, "newsroom", "/hold place:Chesterfield");
        await newsroom.Type(Ed, "newsroom", "/hold place:Derbyshire");

        var approved = await newsroom.Press(Ed, Desk, card, "Approve and send");
        var released = await newsroom.Press(
            Ed,
            "newsroom",
            await newsroom.Type(Ed, "newsroom", "/release place:Derbyshire"),
            "Release"
        );

        Assert.Contains(
            "published once the hold or pause is over",
            Content(approved),
            StringComparison.Ordinal
        );
        Assert.Contains("1 report is still waiting", Content(released), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u0000\u0000\u0000\u0018ftypmp42....", "hall.mp4", true)]
    [InlineData("GIF89a..........", "hall.gif", true)]
    [InlineData("MZ..............", "hall.png", false)]
    public async Task A_picture_or_a_video_is_what_its_first_bytes_say(
        string bytes,
        string name,
        bool isTaken
    )
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");

        var readBack = await newsroom.Control.Type(
            Rita,
            Hall,
            $"/quote seat:Chesterfield who:Toby Perkins text:Over the moon. photo:{name}",
            new Dictionary<string, UploadedFile>
            {
                ["photo"] = new(name, "image/png", System.Text.Encoding.Latin1.GetBytes(bytes)),
            }
        );

        if (!isTaken)
        {
            Assert.Contains(
                "isn’t a picture or video",
                Content(readBack),
                StringComparison.Ordinal
            );
            var form = await newsroom.Press(Rita, Hall, readBack, "Edit");
            Assert.Contains(
                "Over the moon.",
                form.Modal!.ToJsonString(Infrastructure.Json.Readable),
                StringComparison.Ordinal
            );
            return;
        }
        await newsroom.Send(Rita, Hall, readBack);
        var post = (await newsroom.WaitForPosts("newsroom", 1))[0];
        var text = post.ToJsonString(Infrastructure.Json.Readable);
        Assert.Contains(name.Split('.')[1], text, StringComparison.Ordinal);
        Assert.Contains("photo-", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_of_a_seat_says_who_said_what_and_from_which_figures()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Declare(TheNight.Recorded("Chesterfield"));

        var audit = await newsroom.Type(Ed, "newsroom", "/audit seat:Chesterfield");
        var file = await Attached(newsroom, audit, ".txt");

        Assert.Contains("declared Toby Perkins", Content(audit), StringComparison.Ordinal);
        Assert.Contains("result: ", file, StringComparison.Ordinal);
        Assert.Contains("Toby Perkins 19316", file, StringComparison.Ordinal);
        Assert.Matches(@"\d{2}:\d{2}:\d{2} Rita[^:\n]*: Chesterfield: declared", file);
        Assert.DoesNotContain("discord:", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_without_a_seat_is_of_what_the_desk_wrote_marked_and_withdrew()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Declare(TheNight.Recorded("Chesterfield"));
        var nothing = await newsroom.Type(Ed, "newsroom", "/audit");
        foreach (
            var (typed, button) in ((string, string)[])
                [
                    ("/post headline:Live all night text:We are here.", "Broadcast"),
                    ("/pin entry:Live all night", "Pin it"),
                    ("/key entry:Live all night", "Add it"),
                    ("/withdraw-post entry:Live all night reason:too early", "Withdraw it"),
                ]
        )
        {
            var readBack = await newsroom.Type(Ed, "newsroom", typed);
            await newsroom.Press(Ed, "newsroom", readBack, button);
        }

        var audit = await newsroom.Type(Ed, "newsroom", "/audit");
        var file = await Attached(newsroom, audit, ".txt");

        Assert.StartsWith("The desk has written", Content(nothing), StringComparison.Ordinal);
        Assert.Contains("“Live all night”", file, StringComparison.Ordinal);
        Assert.Contains("pinned", file, StringComparison.Ordinal);
        Assert.Contains("added to the key events", file, StringComparison.Ordinal);
        Assert.Contains("withdrawn (too early)", file, StringComparison.Ordinal);
        Assert.DoesNotContain("Chesterfield", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_night_is_exported_as_a_table_and_as_events()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Declare(TheNight.Recorded("Chesterfield"));

        var export = await newsroom.Type(Ed, "newsroom", "/export");

        var votes = await Attached(newsroom, export, "-candidates.csv");
        Assert.StartsWith(
            "contest_id,contest,candidate,party_id,party,votes,share_pct,elected,declared_at\n",
            votes,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Chesterfield,Toby Perkins,Lab,Labour,19316,46.48,true,",
            votes,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Chesterfield,Ben Flook,Con,Conservative,8496,",
            votes,
            StringComparison.Ordinal
        );
        Assert.Contains(",,,\n", votes, StringComparison.Ordinal);
        var table = await Attached(newsroom, export, "-results.csv");
        Assert.Equal(651, table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("Chesterfield,Lab hold,Toby Perkins", table, StringComparison.Ordinal);
        var events = JsonNode.Parse(await Attached(newsroom, export, ".json"))!.AsArray();
        Assert.Equal(["proposed", "result-declared"], events.Select(e => (string)e!["kind"]!));
        Assert.Equal("Chesterfield", (string?)events[1]!["contest"]);
        Assert.StartsWith("Rita", (string?)events[1]!["by"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_tie_the_lot_is_recorded_by_the_desk_and_the_result_names_it()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var level = TheNight.ChesterfieldPaste.Replace("8,496", "19,316", StringComparison.Ordinal);

        var tie = await newsroom.Type(Rita, Hall, $"/declare seat:Chesterfield result:{level}");
        Assert.Contains("When lots have been drawn", Content(tie), StringComparison.Ordinal);
        await newsroom.Send(
            Ed,
            "newsroom",
            await newsroom.Type(Ed, "newsroom", "/lot seat:Chesterfield winner:Ben Flook")
        );
        var readBack = await newsroom.Type(
            Rita,
            Hall,
            $"/declare seat:Chesterfield result:{level}"
        );

        Assert.Contains("elected by drawing lots", Json(readBack), StringComparison.Ordinal);
        Assert.Contains("Conservative gain Chesterfield", Json(readBack), StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Refused =>
        new()
        {
            { Vic, "/declare seat:Chesterfield result:Ann 5", "reporters and editors" },
            { Vic, "/status seat:Chesterfield stage:counting", "reporters and editors" },
            { Vic, "/mine", "reporters and editors" },
            { Vic, "/undo", "reporters and editors" },
            { Rita, "/correct seat:Chesterfield reason:x", "newsroom’s editors" },
            { Rita, "/retract seat:Chesterfield reason:x", "newsroom’s editors" },
            { Rita, "/reinstate seat:Chesterfield", "newsroom’s editors" },
            { Rita, "/lot seat:Chesterfield winner:Perkins", "newsroom’s editors" },
            { Rita, "/hold place:Derbyshire", "newsroom’s editors" },
            { Rita, "/release place:Derbyshire", "newsroom’s editors" },
            { Rita, "/pause", "newsroom’s editors" },
            { Rita, "/resume", "newsroom’s editors" },
            { Rita, "/proposals", "newsroom’s editors" },
            { Rita, "/audit seat:Chesterfield", "newsroom’s editors" },
            { Rita, "/export", "newsroom’s editors" },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Who_may_not_is_refused_with_the_reason(
        string person,
        string typed,
        string told
    )
    {
        await using var newsroom = await LocalNewsroom.Start();

        Assert.Contains(
            told,
            Content(await newsroom.Type(person, "newsroom", typed)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task From_another_server_nothing_of_the_desk_can_be_done()
    {
        await using var newsroom = await LocalNewsroom.Start();

        foreach (
            var typed in (string[])
                [
                    "/declare seat:Chesterfield result:Ann 5",
                    "/flash seat:Chesterfield winner:Perkins",
                    "/pause",
                    "/hold place:Derbyshire",
                    "/export",
                    "/mine",
                ]
        )
        {
            await Assert.ThrowsAsync<CannotException>(() => newsroom.Type(Olive, "general", typed));
        }
    }

    [Fact]
    public async Task A_role_counts_at_the_press_of_a_button_and_not_only_at_the_command()
    {
        await using var newsroom = await LocalNewsroom.Start(desk: d =>
            d with
            {
                Roles = d.Roles with
                {
                    Reporters = [.. d.Roles.Reporters, .. d.Roles.Editors],
                    Editors = [],
                },
            }
        );
        await CountThenLess(newsroom);
        var card = await Card(newsroom, "Needs a second person");

        var pressed = await newsroom.Press(Ed, Desk, card, "Approve and send");

        Assert.Equal("Only the newsroom’s editors can do this.", Content(pressed));
    }

    [Fact]
    public async Task The_board_shows_the_night_in_one_message_that_is_edited_in_place()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await Until(() => newsroom.Posts(Desk).Count == 1);
        var id = (string)newsroom.Posts(Desk)[0]["id"]!;

        await newsroom.Send(
            Rita,
            Hall,
            await newsroom.Type(
                Rita,
                Hall,
                "/status seat:Bolsover stage:unable to declare note:Recount on Saturday"
            )
        );
        await newsroom.Declare(TheNight.Recorded("Chesterfield"));

        await Until(() =>
        {
            var board = newsroom
                .Posts(Desk)
                .Single(p => (string)p["id"]! == id)
                .ToJsonString(Infrastructure.Json.Readable);
            return board.Contains("1 of 650 declared", StringComparison.Ordinal)
                && board.Contains(
                    "**Bolsover** · unable to declare (Recount on Saturday)",
                    StringComparison.Ordinal
                );
        });
        Assert.Single(newsroom.Posts(Desk));
    }

    [Fact]
    public async Task A_contradiction_between_flash_and_figures_is_an_alert_until_it_is_put_right()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Send(
            Rita,
            Hall,
            await newsroom.Type(Rita, Hall, "/flash seat:Chesterfield winner:Ben Flook")
        );
        await newsroom.Send(
            Rita,
            Hall,
            await newsroom.Type(
                Rita,
                Hall,
                "/count seat:Chesterfield result:Perkins 900\nFlook 400"
            )
        );

        var alert = await Card(newsroom, "🚨");
        Assert.Contains("Ben Flook (Con) was flashed", Content(alert), StringComparison.Ordinal);
        await newsroom.Send(
            Sam,
            Hall,
            await newsroom.Type(Sam, Hall, "/count seat:Chesterfield result:Flook 1000")
        );
        await Card(newsroom, "Resolved");
    }

    private static async Task CountThenLess(LocalNewsroom newsroom, string person = Rita)
    {
        await newsroom.Send(
            person,
            Hall,
            await newsroom.Type(person, Hall, "/count seat:Chesterfield result:Perkins 20000")
        );
        var asked = await newsroom.Send(
            person,
            Hall,
            await newsroom.Type(
                person,
                Hall,
                $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}"
            )
        );
        Assert.Contains(
            "not sent yet, it needs a second person.**",
            Content(asked),
            StringComparison.Ordinal
        );
    }

    /// <summary>The message in the desk's channel that says so.</summary>
    private static async Task<Outcome> Card(LocalNewsroom newsroom, string says)
    {
        JsonObject? found = null;
        await Until(() =>
            (
                found = newsroom
                    .Posts(Desk)
                    .FirstOrDefault(p =>
                        ((string?)p["content"])?.Contains(says, StringComparison.Ordinal) == true
                    )
            )
                is not null
        );
        return new Outcome(0, "message", found, null, []);
    }

    private static string Json(Outcome outcome) =>
        outcome.Message?.ToJsonString(Infrastructure.Json.Readable) ?? "";

    private static async Task<string> Attached(
        LocalNewsroom newsroom,
        Outcome outcome,
        string ending
    )
    {
        var attachment = outcome.Message!["attachments"]!
            .AsArray()
            .Single(a => ((string)a!["filename"]!).EndsWith(ending, StringComparison.Ordinal));
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri((string)attachment!["url"]!));
    }
}
