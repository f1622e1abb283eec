using System.Net;
using System.Text.Json.Nodes;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Simulation;
using ResultsBot.Storage;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Broadcasting;

/// <summary>What reaches a channel and how, on a simulated clock against a simulated Discord.</summary>
public class BroadcasterTests
{
    private const ulong Channel = 1001;
    private const ulong Other = 1002;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Scope Everywhere = new Scope.Area(TheNight.Definition.Whole);
    private static readonly Topic Everything = new(Everywhere, null, Kind.Everything);

    private readonly SimulatedNewsroom _newsroom;

    public BroadcasterTests()
    {
        _newsroom = new SimulatedNewsroom(
            TheNight.Definition,
            new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero)
        ).Start();
        _newsroom.Discord.Add(Channel);
        _newsroom.Discord.Add(Other);
    }

    private SimulatedDiscord Discord => _newsroom.Discord;

    [Fact]
    public void A_party_can_be_followed_and_what_it_neither_held_nor_won_does_not_come()
    {
        _newsroom.Subscribe(Channel, new Topic(Everywhere, new PartyId("Con"), Kind.Results));

        Declare("Chesterfield");
        Declare("Bolsover");

        Assert.DoesNotContain(Titles(Channel), t => t == "Labour hold Chesterfield");
        Assert.Contains("Labour gain Bolsover from Conservative", Titles(Channel));
    }

    [Theory]
    [InlineData(nameof(Kind.Results), 1)]
    [InlineData(nameof(Kind.Flashes), 2)]
    [InlineData(nameof(Kind.Everything), 3)]
    public void Each_kind_takes_in_the_ones_before_it(string kind, int expected)
    {
        _newsroom.Subscribe(Channel, new Topic(SeatOf("Bolsover"), null, Enum.Parse<Kind>(kind)));

        var seat = TheNight.Contest("Bolsover");
        _newsroom.Submit(new Command.Note(seat.Id, "Tense.", "t"));
        _newsroom.Submit(new Command.Flash(seat.Id, Winner("Bolsover"), "t"));
        Declare("Bolsover");

        Assert.Equal(
            expected,
            Titles(Channel).Count(t => !t.StartsWith("More on ", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Who_follows_tallies_gets_the_newest_standing_and_nothing_else()
    {
        _newsroom.Subscribe(Channel, new Topic(Area("Derbyshire"), null, Kind.Tallies));

        Declare("Blyth and Ashington");
        Declare("Chesterfield");
        Discord.Latency = TimeSpan.FromSeconds(5);
        Declare("Bolsover", Moment);
        Declare("Amber Valley", Moment);
        Declare("Mid Derbyshire", TimeSpan.FromMinutes(1));

        Assert.Equal(
            [
                "Derbyshire: 1 of 11 declared",
                "Derbyshire: 2 of 11 declared",
                "Derbyshire: 4 of 11 declared",
            ],
            Titles(Channel)
        );
    }

    [Fact]
    public void A_standing_says_so_once_the_result_that_it_came_with_is_corrected()
    {
        _newsroom.Subscribe(Channel, new Topic(Area("Derbyshire"), null, Kind.Tallies));

        Declare("Chesterfield");
        Declare("Bolsover");
        Correct("Bolsover");
        _newsroom.Pass(Minute);

        Assert.Equal(
            [false, true, false],
            Discord
                .Read(Channel)
                .Select(m =>
                    m.Text.Contains("Superseded by the correction below", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void A_turnout_that_is_put_right_leaves_the_standing_as_it_is()
    {
        _newsroom.Subscribe(Channel, new Topic(Area("Derbyshire"), null, Kind.Tallies));
        var seat = TheNight.Contest("Bolsover");

        Declare("Bolsover");
        var before = Discord.Read(Channel).Single().Text;
        Assert.True(
            _newsroom.Submit(
                new Command.CorrectElectorate(
                    seat.Id,
                    seat.Electorate,
                    seat.Electorate + 100,
                    "a slip",
                    "ed"
                )
            )
        );
        _newsroom.Pass(Minute);

        Assert.Equal(before, Discord.Read(Channel).Single().Text);
    }

    [Fact]
    public void A_word_of_the_desk_reaches_every_channel_whatever_it_follows()
    {
        _newsroom.Subscribe(Channel, new Topic(Area("Derbyshire"), null, Kind.Tallies));
        _newsroom.Subscribe(Other, new Topic(SeatOf("Bolsover"), new PartyId("Con"), Kind.Results));

        Tell("Back in five minutes.");

        Assert.Equal(["Note from the desk"], Titles(Channel));
        Assert.Equal(["Note from the desk"], Titles(Other));
    }

    [Fact]
    public void While_paused_only_a_word_of_the_desk_goes_out_and_then_what_waited_in_order()
    {
        _newsroom.Subscribe(Channel, Everything);
        Declare("Chesterfield");
        var before = Titles(Channel).Count;

        _newsroom.Pause();
        Declare("Bolsover");
        Tell("Results are paused.");
        Declare("Amber Valley");
        var paused = Titles(Channel).Skip(before).ToArray();
        Restart();
        var restarted = Titles(Channel).Skip(before).ToArray();
        _newsroom.Unpause();
        _newsroom.Pass(Minute);

        Assert.Equal(["Note from the desk"], paused);
        Assert.Equal(paused, restarted);
        Assert.Equal(
            ["Note from the desk", "Bolsover", "Amber Valley"],
            Seats(Titles(Channel).Skip(before), "Bolsover", "Amber Valley")
        );
        Assert.True(_newsroom.Broadcaster.Status is { Waiting: 0, IsPaused: false });
    }

    [Fact]
    public void A_word_of_the_desk_that_was_on_its_way_when_the_bot_died_comes_once()
    {
        _newsroom.Subscribe(Channel, Everything);
        _newsroom.Pause();
        Declare("Chesterfield");
        _newsroom.Tell(Notice("Results are paused."));
        _newsroom.Pass(TimeSpan.FromMilliseconds(50));

        Restart(after: TimeSpan.FromMinutes(5));

        Assert.Equal(["Note from the desk"], Titles(Channel));
        _newsroom.Unpause();
        _newsroom.Pass(Minute);
        Assert.Single(Titles(Channel), t => t == "Note from the desk");
    }

    [Fact]
    public void Gathered_posts_come_once_in_their_time_also_after_a_restart_and_corrections_do_not_wait()
    {
        _newsroom.Subscribe(Channel, Everything, new DeliveryChange(TimeSpan.FromMinutes(10)));

        Declare("Chesterfield", TimeSpan.FromMinutes(4));
        Declare("Bolsover", Moment);
        Assert.Empty(Discord.Read(Channel));
        Restart();
        _newsroom.Pass(TimeSpan.FromMinutes(5));
        Assert.Empty(Discord.Read(Channel));
        _newsroom.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(Discord.Read(Channel));

        Declare("Amber Valley", TimeSpan.FromMinutes(8));
        Assert.Single(Discord.Read(Channel));
        Correct("Bolsover");
        Assert.Equal(2, Discord.Read(Channel).Count);
        Assert.Equal(
            ["Chesterfield", "Bolsover", "Amber Valley", "Correction: Bolsover"],
            Seats(Titles(Channel), "Chesterfield", "Bolsover", "Amber Valley")
        );
    }

    [Fact]
    public void What_does_not_fit_goes_into_one_digest_that_leaves_nothing_out()
    {
        _newsroom.Subscribe(Channel, new Topic(Everywhere, null, Kind.Results));
        Discord.SetOpen(Channel, false);
        var seats = TheNight.Pack.Recorded.Take(25).ToArray();
        foreach (var recorded in seats)
        {
            Declare(recorded, Moment);
        }
        var trouble = Assert.Single(_newsroom.Broadcaster.Trouble);

        Discord.SetOpen(Channel, true);
        _newsroom.Recheck();
        _newsroom.Pass(Minute);

        Assert.Equal(
            (Channel, SimulatedNewsroom.Guild),
            (trouble.Address.Channel(), trouble.Group.Guild())
        );
        Assert.Contains("50013", trouble.Reason, StringComparison.Ordinal);
        Assert.Empty(_newsroom.Broadcaster.Trouble);
        Assert.Equal(1, Discord.Forbidden);
        Assert.InRange(Discord.Read(Channel).Count, 1, 3);
        var text = string.Join('\n', Discord.Read(Channel).Select(m => m.Text));
        Assert.All(
            seats,
            s =>
                Assert.Contains(
                    DiscordText.Of(TheNight.Definition.Contest(s.Contest).Name),
                    text,
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void A_correction_changes_every_copy_alone_merged_and_in_a_digest()
    {
        const ulong merged = 1003;
        const ulong digest = 1004;
        Discord.Add(merged);
        Discord.Add(digest);
        _newsroom.Subscribe(Channel, Everything);
        _newsroom.Subscribe(merged, Everything);
        _newsroom.Subscribe(digest, Everything);
        Discord.SetOpen(merged, false);
        Discord.SetOpen(digest, false);
        Declare("Chesterfield");
        Declare("Bolsover");
        Discord.SetOpen(merged, true);
        _newsroom.Recheck();
        _newsroom.Pass(Minute);
        foreach (var recorded in TheNight.Pack.Recorded.Take(20))
        {
            Declare(recorded, Moment);
        }
        Discord.SetOpen(digest, true);
        _newsroom.Recheck();
        _newsroom.Pass(Minute);

        Correct("Bolsover");
        _newsroom.Pass(Minute);

        Assert.Equal(0, _newsroom.Broadcaster.Status.Edits);
        Assert.Contains(
            "Corrected: Labour gain Bolsover from Conservative",
            Discord.Read(Channel).SelectMany(m => m.Titles)
        );
        Assert.Contains(
            "Corrected: Labour gain Bolsover from Conservative",
            Discord.Read(merged).SelectMany(m => m.Titles)
        );
        Assert.Contains("Labour hold Chesterfield", Titles(merged));
        Assert.Contains(
            "**Lab gain Bolsover from Con**: Natalie Fleet, maj 6,324. MP Mark Fletcher loses seat – corrected: Lab 17,197 → 17,198",
            string.Join('\n', Discord.Read(digest).Select(m => m.Text)),
            StringComparison.Ordinal
        );
        foreach (var channel in (ulong[])[Channel, merged, digest])
        {
            Assert.StartsWith("Correction: ", Titles(channel)[^1], StringComparison.Ordinal);
            Assert.Equal(1, Discord.Read(channel).Sum(m => m.Edits) > 0 ? 1 : 0);
        }
    }

    [Fact]
    public void What_was_taken_back_is_struck_and_stands_again_when_it_does()
    {
        _newsroom.Subscribe(Channel, Everything);
        Declare("Chesterfield");
        var seat = TheNight.Contest("Chesterfield").Id;

        Assert.True(_newsroom.Submit(new Command.Retract(seat, 1, "wrong seat", "t")));
        _newsroom.Pass(Minute);
        var struck = Titles(Channel);
        Assert.True(_newsroom.Submit(new Command.Reinstate(seat, 1, "t")));
        _newsroom.Pass(Minute);

        Assert.Contains("~~Labour hold Chesterfield~~", struck);
        Assert.Contains("Labour hold Chesterfield", Titles(Channel));
        Assert.DoesNotContain("~~Labour hold Chesterfield~~", Titles(Channel));
    }

    [Fact]
    public void An_area_is_not_complete_any_more_without_a_result_and_anew_with_the_next()
    {
        _newsroom.Subscribe(Channel, new Topic(Area("Derbyshire"), null, Kind.Results));
        foreach (var recorded in TheNight.Pack.Recorded.Where(InDerbyshire))
        {
            Declare(recorded, Minute);
        }
        var seat = TheNight.Contest("Chesterfield").Id;

        Assert.True(_newsroom.Submit(new Command.Retract(seat, 1, "wrong seat", "t")));
        _newsroom.Pass(Minute);
        var open = Titles(Channel);
        Restart();
        Declare("Chesterfield", Minute);
        var again = Titles(Channel);
        Correct("Bolsover");
        _newsroom.Pass(Minute);

        Assert.Equal(["~~Labour win all 11 seats in Derbyshire~~"], Complete(open));
        Assert.Equal(
            ["~~Labour win all 11 seats in Derbyshire~~", "Labour win all 11 seats in Derbyshire"],
            Complete(again)
        );
        Assert.Equal(Complete(again), Complete(Titles(Channel)));
        // One vote more in Bolsover changes nothing that it says of the county.
        Assert.DoesNotContain(
            Discord.Read(Channel),
            m => m.Text.Contains("Superseded by the correction below", StringComparison.Ordinal)
        );

        static IEnumerable<string> Complete(IEnumerable<string> titles) =>
            titles.Where(t => t.Contains("win all 11", StringComparison.Ordinal));
    }

    [Fact]
    public void A_majority_that_rests_on_a_result_taken_back_is_struck_and_all_are_told()
    {
        var majority = PlayedNight.Wire.Single(e => e.Bulletin is Bulletin.OverallMajority);
        var decisive = PlayedNight
            .Wire.Where(e => e.Position < majority.Position)
            .Select(e => e.Bulletin)
            .OfType<Bulletin.Result>()
            .Last()
            .Of;
        foreach (var recorded in TheNight.Pack.Recorded.TakeWhile(r => r.Contest != decisive.Id))
        {
            Declare(recorded, TimeSpan.Zero);
        }
        _newsroom.Subscribe(Channel, new Topic(Everywhere, new PartyId("Lab"), Kind.Results));
        _newsroom.Subscribe(Other, new Topic(Everywhere, new PartyId("Con"), Kind.Results));
        Declare(TheNight.Pack.Recorded.Single(r => r.Contest == decisive.Id), Minute);
        var before = Titles(Channel);

        Assert.True(_newsroom.Submit(new Command.Retract(decisive.Id, 1, "wrong seat", "t")));
        _newsroom.Pass(Minute);

        Assert.Contains("Labour win an overall majority", before);
        Assert.Contains("~~Labour win an overall majority~~", Titles(Channel));
        Assert.Equal("Correction: Labour do not have an overall majority", Titles(Channel)[^1]);
        Assert.DoesNotContain(Titles(Other), t => t.Contains("majority", StringComparison.Ordinal));
        Assert.True(_newsroom.Submit(new Command.Reinstate(decisive.Id, 1, "t")));
        _newsroom.Pass(Minute);
        Assert.Equal("Labour win an overall majority", Titles(Channel)[^1]);
        Assert.Contains("~~Labour win an overall majority~~", Titles(Channel));
    }

    /// <summary>What the flash said is told to who followed it, and to whom the winner it names is news.</summary>
    [Fact]
    public void A_flash_that_the_result_contradicts_is_struck_and_taken_back()
    {
        _newsroom.Subscribe(Channel, new Topic(Everywhere, new PartyId("Con"), Kind.Flashes));
        _newsroom.Subscribe(Other, new Topic(Everywhere, null, Kind.Results));
        var seat = TheNight.Contest("Chesterfield");
        var con = seat.Candidates.Single(c => c.Party.Value == "Con").Number;
        Assert.True(_newsroom.Submit(new Command.Flash(seat.Id, con, "t")));
        _newsroom.Pass(Moment);
        var flashed = Titles(Channel);

        Declare("Chesterfield");

        Assert.Equal(["Conservatives win Chesterfield – figures to follow"], flashed);
        Assert.Equal(
            [
                "~~Conservatives win Chesterfield – figures to follow~~",
                "Withdrawn: Conservatives win Chesterfield – figures to follow",
            ],
            Titles(Channel)
        );
        Assert.DoesNotContain(
            Titles(Other),
            t => t.StartsWith("Withdrawn", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Complete_with_another_result_it_is_not_what_it_was_though_nothing_was_corrected()
    {
        _newsroom.Subscribe(Channel, new Topic(Area("Derbyshire"), null, Kind.Results));
        foreach (var recorded in TheNight.Pack.Recorded.Where(InDerbyshire))
        {
            Declare(recorded, Minute);
        }
        var (one, other) = (TheNight.Contest("Chesterfield"), TheNight.Contest("Bolsover").Id);
        var con = one.Candidates.Single(c => c.Party.Value == "Con").Number;
        _newsroom.Submit(new Command.Retract(one.Id, 1, "wrong seat", "t"));
        _newsroom.Submit(new Command.Retract(other, 1, "wrong seat", "t"));
        _newsroom.Submit(new Command.Declare(one.Id, Swapped(one.Name, con), "t"));
        _newsroom.Submit(new Command.Reinstate(other, 1, "t"));
        _newsroom.Pass(Minute);

        Assert.Contains(
            Discord.Read(Channel).Select(m => m.Text),
            text =>
                text.Contains("Labour win all 11 seats in Derbyshire", StringComparison.Ordinal)
                && text.Contains("Superseded by the correction below", StringComparison.Ordinal)
        );
        Assert.Equal("Derbyshire complete (11 seats)", Titles(Channel)[^1]);
    }

    [Fact]
    public void What_was_said_of_an_area_is_marked_when_another_seat_there_makes_it_untrue()
    {
        _newsroom.Subscribe(Channel, new Topic(Area("Derbyshire"), null, Kind.Results));
        foreach (var recorded in TheNight.Pack.Recorded.Where(InDerbyshire))
        {
            Declare(recorded, Minute);
        }
        // Conservative before, and not the one with which the last of theirs was lost.
        var seat = TheNight.Contest("Bolsover");
        var con = seat.Candidates.Single(c => c.Party.Value == "Con").Number;
        var lost = Assert.Single(Saying("have lost all"));
        Assert.DoesNotContain("Bolsover", lost, StringComparison.Ordinal);
        Assert.DoesNotContain("Superseded", lost, StringComparison.Ordinal);

        Assert.True(
            _newsroom.Submit(
                new Command.Correct(seat.Id, 1, Swapped(seat.Name, con), "Swapped.", "ed")
            )
        );
        _newsroom.Pass(Minute);
        var untrue = Assert.Single(Saying("have lost all"));
        Restart();
        Assert.True(
            _newsroom.Submit(
                new Command.Correct(seat.Id, 2, Recorded(seat.Name).Figures, "Not so.", "nora")
            )
        );
        _newsroom.Pass(Minute);

        Assert.Contains("Superseded by the correction below", untrue, StringComparison.Ordinal);
        Assert.Equal(lost, Assert.Single(Saying("have lost all")));

        IEnumerable<string> Saying(string what) =>
            Discord
                .Read(Channel)
                .Select(m => m.Text)
                .Where(t => t.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void A_copy_in_an_archived_thread_is_changed_once_it_is_out_of_the_archive()
    {
        _newsroom.Subscribe(Channel, Everything, new DeliveryChange(Threads: true));
        Declare("Bolsover");
        var thread = Assert.Single(Discord.Threads(Channel)).Id;
        var isArchived = true;
        Discord.Rule = (method, path) =>
            isArchived
            && method == HttpMethod.Patch
            && path.Contains($"/{thread}/", StringComparison.Ordinal)
                ? SimulatedDiscord.Refusal(HttpStatusCode.BadRequest, 50083)
                : null;

        Correct("Bolsover");
        isArchived = false;
        _newsroom.Pass(Minute);

        Assert.Contains(
            "Corrected: Labour gain Bolsover from Conservative",
            Discord.Read(thread).SelectMany(m => m.Titles)
        );
    }

    [Fact]
    public void A_copy_in_a_seats_archived_thread_is_changed_also_where_nothing_is_posted_into_it()
    {
        _newsroom.Subscribe(Channel, Everything, new DeliveryChange(Threads: true));
        Declare("Bolsover");
        var thread = Assert.Single(Discord.Threads(Channel)).Id;
        _newsroom.Do(() =>
            _newsroom.Broadcaster.Unsubscribe(DiscordAddresses.Address(Channel), null)
        );
        _newsroom.Pass(TimeSpan.FromDays(2));
        Discord.Archive(thread);

        Correct("Bolsover");
        _newsroom.Pass(Minute);

        Assert.Single(Discord.Read(thread));
        Assert.Contains(
            "Corrected: Labour gain Bolsover from Conservative",
            Discord.Read(thread).SelectMany(m => m.Titles)
        );
    }

    [Fact]
    public void A_copy_that_stays_in_the_archive_is_tried_now_and_then()
    {
        _newsroom.Subscribe(Channel, Everything, new DeliveryChange(Threads: true));
        Declare("Bolsover");
        var thread = Assert.Single(Discord.Threads(Channel)).Id;
        var tried = 0;
        Discord.Rule = (method, path) =>
            method == HttpMethod.Patch
            && path.Contains($"/{thread}/", StringComparison.Ordinal)
            && tried++ < 4
                ? SimulatedDiscord.Refusal(HttpStatusCode.BadRequest, 50083)
                : null;

        Correct("Bolsover");
        _newsroom.Pass(TimeSpan.FromMinutes(5));
        var soon = tried;
        _newsroom.Pass(TimeSpan.FromHours(1));

        Assert.InRange(soon, 2, 4);
        Assert.Contains(
            "Corrected: Labour gain Bolsover from Conservative",
            Discord.Read(thread).SelectMany(m => m.Titles)
        );
    }

    [Fact]
    public void What_was_corrected_while_a_channel_was_suspended_is_changed_when_somebody_subscribes_it_anew()
    {
        _newsroom.Subscribe(Channel, Everything);
        Declare("Bolsover");
        Discord.Rule = (method, path) =>
            method == HttpMethod.Post && path.EndsWith("/messages", StringComparison.Ordinal)
                ? SimulatedDiscord.Refusal(HttpStatusCode.BadRequest, 50035)
                : null;
        Declare("Chesterfield");
        Correct("Bolsover");
        Assert.Single(_newsroom.Broadcaster.Trouble);
        Discord.Rule = (_, _) => null;

        _newsroom.Subscribe(Channel, new Topic(SeatOf("Bolsover"), null, Kind.Results));
        _newsroom.Pass(Minute);

        Assert.Contains("Corrected: Labour gain Bolsover from Conservative", Titles(Channel));
        Assert.Contains("Labour hold Chesterfield", Titles(Channel));
    }

    [Fact]
    public void What_the_store_would_not_write_down_comes_once_also_when_the_bot_dies_over_it()
    {
        _newsroom.Subscribe(Channel, Everything);
        var refused = 0;
        _newsroom.Refuses = operation =>
            operation switch
            {
                "Intend" => refused++ == 0,
                "Receive" => true,
                _ => false,
            };
        Declare("Chesterfield", Minute);
        Assert.NotEmpty(Discord.Read(Channel));

        _newsroom.Kill();
        _newsroom.Refuses = _ => false;
        // Long enough for the nonce to be forgotten.
        _newsroom.Pass(10 * Minute);
        _newsroom.Start();
        _newsroom.Pass(Minute);

        var posts = Discord.Read(Channel).SelectMany(m => m.Timestamps.Take(1)).ToArray();
        Assert.Equal(posts.Distinct(), posts);
        Assert.Equal(0, _newsroom.Broadcaster.Status.Waiting);
    }

    [Fact]
    public void A_store_that_answers_nothing_for_a_while_ends_nothing()
    {
        _newsroom.Subscribe(Channel, Everything);
        _newsroom.Subscribe(Other, Everything, guild: 78);
        Declare("Bolsover");
        _newsroom.Refuses = operation => operation is "ReadCopies" or "Unsubscribe";
        Correct("Bolsover");
        _newsroom.Broadcaster.ForgetGroup(DiscordAddresses.Group(78));
        Declare("Chesterfield", Minute);

        _newsroom.Refuses = _ => false;
        _newsroom.Pass(Minute);

        Assert.Contains("Corrected: Labour gain Bolsover from Conservative", Titles(Channel));
        Assert.Contains("Correction: Labour gain Bolsover from Conservative", Titles(Channel));
        Assert.Contains("Labour hold Chesterfield", Titles(Channel));
        Assert.Equal(1, _newsroom.Broadcaster.Status.Channels);
    }

    [Fact]
    public void A_correction_is_told_and_made_also_when_the_bot_died_before_it_could()
    {
        _newsroom.Subscribe(Channel, Everything);
        Declare("Bolsover");

        Correct("Bolsover", then: TimeSpan.Zero);
        Restart(after: TimeSpan.Zero);
        _newsroom.Pass(TimeSpan.FromMilliseconds(100));
        Restart();
        _newsroom.Pass(Minute);

        Assert.Contains("Corrected: Labour gain Bolsover from Conservative", Titles(Channel));
        Assert.Single(Titles(Channel), t => t.StartsWith("Correction: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wrong_figure_that_was_held_back_never_goes_out_unmarked()
    {
        _newsroom.Subscribe(Channel, Everything);
        _newsroom.Pause();
        Declare("Bolsover");
        Correct("Bolsover");

        _newsroom.Unpause();
        _newsroom.Pass(Minute);

        Assert.DoesNotContain("Labour gain Bolsover from Conservative", Titles(Channel));
        Assert.Equal(0, Discord.Read(Channel).Sum(m => m.Edits));
    }

    [Fact]
    public void An_old_copy_that_may_not_be_edited_yet_holds_nobody_up_and_is_changed_when_it_may()
    {
        _newsroom.Subscribe(Channel, Everything);
        Declare("Bolsover");
        _newsroom.Pass(TimeSpan.FromHours(2));
        var limited = 0;
        Discord.Rule = (method, _) =>
            method == HttpMethod.Patch && limited++ < 1
                ? SimulatedDiscord.Limited(600, 30046)
                : null;

        Correct("Bolsover");
        Declare("Chesterfield");

        Assert.Contains("Labour hold Chesterfield", Titles(Channel));
        Assert.Contains("Labour gain Bolsover from Conservative", Titles(Channel));
        _newsroom.Pass(TimeSpan.FromMinutes(11));
        Assert.Contains("Corrected: Labour gain Bolsover from Conservative", Titles(Channel));
    }

    [Fact]
    public void A_copy_that_somebody_deleted_is_forgotten()
    {
        _newsroom.Subscribe(Channel, Everything);
        Declare("Bolsover");
        foreach (var message in Discord.Read(Channel))
        {
            Discord.DeleteMessage(Channel, message.Id);
        }

        Correct("Bolsover");
        _newsroom.Pass(Minute);
        var asked = Discord.Asked.Count(a => a.StartsWith("PATCH", StringComparison.Ordinal));
        Restart();

        Assert.Equal(0, _newsroom.Broadcaster.Status.Edits);
        Assert.Equal(
            asked,
            Discord.Asked.Count(a => a.StartsWith("PATCH", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Who_was_told_of_the_first_winner_is_told_of_every_correction()
    {
        _newsroom.Subscribe(Channel, new Topic(Everywhere, new PartyId("Con"), Kind.Results));
        var seat = TheNight.Contest("Chesterfield");
        var con = seat.Candidates.Single(c => c.Party.Value == "Con").Number;
        var green = seat.Candidates.Single(c => c.Party.Value == "Green").Number;
        var figures = Recorded("Chesterfield").Figures;
        _newsroom.Submit(new Command.Declare(seat.Id, Swapped(seat.Name, con), "t"));
        _newsroom.Pass(Moment);

        // Neither of these is of the Conservatives any more.
        Assert.True(
            _newsroom.Submit(new Command.Correct(seat.Id, 1, Swapped(seat.Name, green), "r", "ed"))
        );
        _newsroom.Pass(Moment);
        Assert.True(_newsroom.Submit(new Command.Correct(seat.Id, 2, figures, "r", "nora")));
        _newsroom.Pass(Moment);

        // The first correction is corrected in its turn.
        Assert.Equal(
            [
                "Corrected: Labour hold Chesterfield",
                "Corrected: Labour hold Chesterfield",
                "Correction: Labour hold Chesterfield",
            ],
            Titles(Channel).Where(t => t.StartsWith("Correct", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_seat_has_a_thread_opened_once_and_anew_when_it_was_deleted()
    {
        _newsroom.Subscribe(Channel, Everything, new DeliveryChange(Threads: true));
        Declare("Bolsover");
        var (id, name) = Assert.Single(Discord.Threads(Channel));
        Correct("Bolsover");
        var inThread = Discord.Read(id).SelectMany(m => m.Titles).ToArray();
        Discord.Remove(id);
        Correct("Bolsover", number: 2, by: 2);
        _newsroom.Pass(Minute);

        Assert.Equal("Bolsover", name);
        Assert.Contains("Corrected: Labour gain Bolsover from Conservative", inThread);
        Assert.Equal(["First result of the night: Bolsover"], Titles(Channel));
        var (again, _) = Assert.Single(Discord.Threads(Channel));
        Assert.NotEqual(id, again);
        Assert.Single(Discord.Read(again));
    }

    [Fact]
    public void A_thread_whose_opening_nobody_knows_the_end_of_is_looked_for_before_another_is_opened()
    {
        _newsroom.Subscribe(Channel, Everything, new DeliveryChange(Threads: true));
        var lost = 0;
        Discord.Faults = new Faults(NoAnswerAfter: 1);
        Discord.Rule = (_, path) =>
        {
            if (path.EndsWith("/threads", StringComparison.Ordinal) && lost++ == 0)
            {
                return null;
            }
            Discord.Faults = Faults.None;
            return null;
        };
        _newsroom.Submit(new Command.Note(TheNight.Contest("Bolsover").Id, "Tense.", "t"));
        _newsroom.Pass(TimeSpan.FromMinutes(5));

        Assert.Single(Discord.Threads(Channel));
        Assert.Single(Discord.Read(Discord.Threads(Channel)[0].Id));
    }

    [Fact]
    public void Of_a_locked_thread_what_comes_goes_into_the_channel()
    {
        _newsroom.Subscribe(Channel, Everything, new DeliveryChange(Threads: true));
        Declare("Bolsover");
        Discord.Lock(Assert.Single(Discord.Threads(Channel)).Id);

        Correct("Bolsover");

        Assert.Contains("Correction: Labour gain Bolsover from Conservative", Titles(Channel));
        Assert.Empty(_newsroom.Broadcaster.Trouble);
    }

    [Fact]
    public void Posts_are_published_and_a_limit_on_that_holds_up_no_post()
    {
        const ulong news = 1005;
        Discord.Add(news, ChannelType.Announcement);
        _newsroom.Subscribe(news, Everything, new DeliveryChange(Publishes: true));
        Declare("Chesterfield");
        Assert.True(Discord.Read(news)[0].IsPublished);

        var isLimited = true;
        Discord.Rule = (_, path) =>
            isLimited && path.EndsWith("crosspost", StringComparison.Ordinal)
                ? SimulatedDiscord.Limited(1200)
                : null;
        Declare("Bolsover");
        Declare("Amber Valley");
        Assert.Equal(3, Discord.Read(news).Count);
        Assert.Equal(1, Discord.Read(news).Count(m => m.IsPublished));

        isLimited = false;
        Restart(TimeSpan.FromMinutes(1));
        _newsroom.Pass(TimeSpan.FromMinutes(25));
        Assert.All(Discord.Read(news), m => Assert.True(m.IsPublished));
    }

    [Fact]
    public void What_could_not_be_published_for_an_hour_is_let_go()
    {
        const ulong news = 1005;
        Discord.Add(news, ChannelType.Announcement);
        _newsroom.Subscribe(news, Everything, new DeliveryChange(Publishes: true));
        Discord.Rule = (_, path) =>
            path.EndsWith("crosspost", StringComparison.Ordinal)
                ? SimulatedDiscord.Limited(2000)
                : null;
        Declare("Chesterfield");
        _newsroom.Pass(TimeSpan.FromHours(2));

        Assert.DoesNotContain(_newsroom.Store.Receipts, r => r.ToPublish);
        Assert.Equal(
            2,
            Discord.Asked.Count(a => a.EndsWith("crosspost", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void One_role_is_mentioned_for_chosen_seats_and_nobody_for_anything_else()
    {
        _newsroom.Subscribe(Channel, new Topic(Everywhere, null, Kind.Results));
        _newsroom.Do(() =>
            _newsroom.Broadcaster.SetMention(
                DiscordAddresses.Address(Channel),
                new Mention("42", [TheNight.Contest("Bolsover").Id], false)
            )
        );

        Declare("Chesterfield");
        Declare("Bolsover");
        Correct("Bolsover");

        Assert.Collection(
            Discord.Read(Channel).Select(m => m.Content),
            c =>
                Assert.StartsWith(
                    "First result of the night: Lab hold Chesterfield",
                    c,
                    StringComparison.Ordinal
                ),
            c =>
                Assert.StartsWith(
                    "<@&42> Corrected: Lab gain Bolsover from Con, maj",
                    c,
                    StringComparison.Ordinal
                ),
            c =>
                Assert.Equal(
                    "Correction, Bolsover: Lab 17,197 → 17,198. Lab gain from Con is unchanged.",
                    c
                )
        );
        Assert.Equal(
            ["""{"parse":[]}""", """{"parse":[],"roles":["42"]}""", """{"parse":[]}"""],
            Discord.Read(Channel).Select(m => m.Body["allowed_mentions"]!.ToJsonString())
        );
    }

    [Fact]
    public void A_picture_goes_along_with_what_it_belongs_to()
    {
        _newsroom.Subscribe(Channel, Everything);
        _newsroom.Do(() => _newsroom.Store.Save(new Photo("hall.png", "image/png", [1, 2, 3])));
        var seat = TheNight.Contest("Bolsover");

        _newsroom.Tell(
            new Bulletin.Noted(seat, "The hall.", _newsroom.Time.GetUtcNow(), "hall.png"),
            new Bulletin.Noted(seat, "No picture.", _newsroom.Time.GetUtcNow(), "lost.png")
        );
        _newsroom.Pass(Moment);

        var embeds = Discord.Read(Channel).SelectMany(m => m.Embeds).ToArray();
        Assert.Equal("attachment://hall.png", (string?)embeds[0]["image"]?["url"]);
        Assert.Null(embeds[1]["image"]);
    }

    [Fact]
    public void A_picture_that_was_taken_back_is_taken_away()
    {
        _newsroom.Subscribe(Channel, Everything);
        _newsroom.Do(() => _newsroom.Store.Save(new Photo("hall.png", "image/png", [1, 2, 3])));
        var seat = TheNight.Contest("Bolsover");
        var noted = new Bulletin.Noted(seat, "The hall.", _newsroom.Time.GetUtcNow(), "hall.png");
        _newsroom.Tell(noted);
        _newsroom.Pass(Moment);
        Assert.Single(Files());

        _newsroom.Tell(new Bulletin.TakenBack(seat, noted, _newsroom.Time.GetUtcNow()));
        _newsroom.Pass(Minute);

        Assert.Equal("~~At the count: Bolsover~~", Titles(Channel)[0]);
        Assert.Empty(Files());

        IEnumerable<JsonNode?> Files() =>
            Discord.Read(Channel).SelectMany(m => m.Body["attachments"] as JsonArray ?? []);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(600)]
    public void A_message_of_which_nobody_knows_whether_it_arrived_comes_once(int secondsDead)
    {
        _newsroom.Subscribe(Channel, Everything);
        foreach (var recorded in TheNight.Pack.Recorded.Take(20))
        {
            _newsroom.Submit(new Command.Declare(recorded.Contest, recorded.Figures, "t"));
        }
        _newsroom.Pass(TimeSpan.FromMilliseconds(45));
        _newsroom.Kill();
        _newsroom.Pass(TimeSpan.FromSeconds(secondsDead));
        _newsroom.Start();
        _newsroom.Pass(Minute);

        var posts = Discord.Read(Channel).SelectMany(m => m.Timestamps.Take(1)).ToArray();
        Assert.Equal(posts.Distinct(), posts);
        Assert.Equal(0, _newsroom.Broadcaster.Status.Waiting);
    }

    [Fact]
    public void The_newsroom_is_served_first_and_results_before_colour()
    {
        var newsroom = new SimulatedNewsroom(
            TheNight.Definition,
            new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero),
            newsroom: 5
        ).Start();
        newsroom.Disk = TimeSpan.Zero;
        for (ulong channel = 1; channel <= 300; channel++)
        {
            newsroom.Discord.Add(channel);
            newsroom.Subscribe(channel, Everything, guild: channel == 300 ? 5UL : 6);
        }
        var recorded = Recorded("Chesterfield");

        newsroom.Submit(new Command.Declare(recorded.Contest, recorded.Figures, "t"));
        newsroom.Pass(Minute);

        Assert.Equal("POST channels/300/messages", newsroom.Discord.Asked[0]);
        Assert.True(newsroom.Broadcaster.Status.Delay < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_channel_without_permission_in_the_busiest_hour_costs_one_refusal_and_is_caught_up_within_a_minute()
    {
        _newsroom.Subscribe(Channel, Everything);
        var lost = new DateTimeOffset(2024, 7, 5, 5, 10, 0, TimeSpan.FromHours(1));
        var returns = lost.AddMinutes(30);
        var night = TheNight.Pack.Recorded.OrderBy(r => r.At).ToArray();
        Play(lost.AddMinutes(-2), lost);
        Discord.SetOpen(Channel, false);
        Play(lost, returns);

        Assert.Equal(1, Discord.Forbidden);
        var trouble = Assert.Single(_newsroom.Broadcaster.Trouble);
        Assert.Equal(Channel, trouble.Address.Channel());
        Assert.InRange(trouble.Since, lost, lost + (2 * Minute));
        var missed = Wire().Length - Shown().Length;
        Assert.InRange(missed, 100, 1000);

        // It comes back while all there is goes to others: one round of theirs takes twenty seconds.
        for (ulong other = 2001; other <= 3000; other++)
        {
            Discord.Add(other);
            _newsroom.Subscribe(other, new Topic(Everywhere, null, Kind.Results));
        }
        Declare("Chesterfield");
        Discord.SetOpen(Channel, true);
        _newsroom.Recheck();
        _newsroom.Pass(TimeSpan.FromSeconds(12));
        Assert.InRange(_newsroom.Broadcaster.Status.Waiting, 100, 900);
        Assert.InRange(Wire().Length - Shown().Length, 0, 5);

        Play(returns, returns + (Minute / 2));

        Assert.Equal(1, Discord.Forbidden);
        Assert.Empty(_newsroom.Broadcaster.Trouble);
        // What came just now may still be on its way to it, as to everybody.
        var caughtUp = Wire().Count(e => e.Bulletin.At <= returns);
        Assert.Equal(
            Wire().Take(caughtUp),
            Wire().IntersectBy(Shown(), e => e.Position).Take(caughtUp)
        );

        void Play(DateTimeOffset from, DateTimeOffset until)
        {
            foreach (var recorded in night.Where(r => r.At >= from && r.At < until))
            {
                Wait(recorded.At);
                _newsroom.Submit(new Command.Declare(recorded.Contest, recorded.Figures, "t"));
            }
            Wait(until);
        }

        void Wait(DateTimeOffset until)
        {
            if (until > _newsroom.Time.GetUtcNow())
            {
                _newsroom.Pass(until - _newsroom.Time.GetUtcNow());
            }
        }

        LogEntry[] Wire() => [.. _newsroom.Store.Bulletins];

        long[] Shown() =>
            [
                .. _newsroom
                    .Store.Receipts.Where(r => r.Channel == Channel)
                    .SelectMany(r => r.Page.Positions)
                    .Order(),
            ];
    }

    [Fact]
    public void What_arrived_without_a_word_before_the_permission_was_lost_does_not_come_again()
    {
        LoseTheAnswerToAPost();

        Discord.Faults = Faults.None;
        Discord.SetOpen(Channel, false);
        // Long enough for the nonce to be forgotten.
        _newsroom.Pass(10 * Minute);
        Assert.Single(_newsroom.Broadcaster.Trouble);
        Discord.SetOpen(Channel, true);
        _newsroom.Recheck();
        _newsroom.Pass(Minute);

        var posts = Discord.Read(Channel).SelectMany(m => m.Timestamps.Take(1)).ToArray();
        Assert.Equal(posts.Distinct(), posts);
        Assert.Equal(0, _newsroom.Broadcaster.Status.Waiting);
    }

    [Fact]
    public void What_may_stand_in_a_channel_that_cannot_be_read_is_not_sent_on_the_chance_that_it_opens()
    {
        LoseTheAnswerToAPost();
        _newsroom.Kill();
        Discord.Faults = Faults.None;
        // Long enough for the nonce to be forgotten.
        _newsroom.Pass(10 * Minute);
        // Closed when the bot looks, and open again by the time that a post would arrive.
        var looks = 0;
        Discord.Rule = (method, path) =>
            method == HttpMethod.Get
            && path.Contains("/messages", StringComparison.Ordinal)
            && looks++ == 0
                ? SimulatedDiscord.Refusal(HttpStatusCode.Forbidden, 50013)
                : null;

        _newsroom.Start();
        _newsroom.Pass(Minute);
        _newsroom.Recheck();
        _newsroom.Pass(Minute);

        Assert.Equal(2, looks);
        var posts = Discord.Read(Channel).SelectMany(m => m.Timestamps.Take(1)).ToArray();
        Assert.Equal(posts.Distinct(), posts);
        Assert.Equal(0, _newsroom.Broadcaster.Status.Waiting);
    }

    [Fact]
    public void A_deleted_channel_is_forgotten_and_trouble_is_told_when_it_comes()
    {
        _newsroom.Subscribe(Channel, Everything);
        _newsroom.Subscribe(Other, Everything);
        var changes = 0;
        _newsroom.Broadcaster.TroubleChanged += (_, _) => changes++;
        Discord.Remove(Channel);
        Discord.SetOpen(Other, false);

        Declare("Chesterfield");

        Assert.Equal(1, changes);
        Assert.Equal([Other], _newsroom.Broadcaster.Trouble.Select(t => t.Address.Channel()));
        Assert.True(_newsroom.Broadcaster.Status is { Channels: 1, Suspended: 1, Waiting: 0 });
    }

    /// <summary>It stands in the channel, and the bot does not know.</summary>
    private void LoseTheAnswerToAPost()
    {
        _newsroom.Subscribe(Channel, Everything);
        Discord.Faults = new Faults(ErrorAfter: 1);
        var recorded = Recorded("Chesterfield");
        _newsroom.Submit(new Command.Declare(recorded.Contest, recorded.Figures, "t"));
        _newsroom.Pass(TimeSpan.FromMilliseconds(100));
        Assert.Single(Discord.Read(Channel));
    }

    private static bool InDerbyshire(RecordedResult recorded) =>
        TheNight
            .Definition.Contest(recorded.Contest)
            .Areas.Contains(new AreaId(AreaKind.County, "Derbyshire"));

    /// <summary>The recorded figures, the winner's exchanged with those of somebody else.</summary>
    private static Figures Swapped(string name, int winner)
    {
        var figures = Recorded(name).Figures;
        var (most, his) = (Winner(name), figures.Of(winner)!.Value);
        return figures with
        {
            Votes =
            [
                .. figures.Votes.Select(v =>
                    v.Candidate == winner ? v with { Votes = figures.Of(most)!.Value }
                    : v.Candidate == most ? v with { Votes = his }
                    : v
                ),
            ],
        };
    }

    private static Scope Area(string county) => new Scope.Area(new AreaId(AreaKind.County, county));

    private static Scope SeatOf(string name) => new Scope.Seat(TheNight.Contest(name).Id);

    private static RecordedResult Recorded(string name) =>
        TheNight.Pack.Recorded.Single(r => r.Contest == TheNight.Contest(name).Id);

    private static int Winner(string name) =>
        Recorded(name).Figures.Votes.MaxBy(v => v.Votes).Candidate;

    /// <summary>The seat that each title tells of, or the title where it is of none; one for each seat.</summary>
    private static string[] Seats(IEnumerable<string> titles, params string[] seats) =>
        [
            .. titles
                .Where(t =>
                    !t.StartsWith("More on ", StringComparison.Ordinal)
                    && !t.StartsWith("First result", StringComparison.Ordinal)
                )
                .Select(t =>
                    seats.FirstOrDefault(s => t.Contains(s, StringComparison.Ordinal)) is { } seat
                        ? t.StartsWith("Correction: ", StringComparison.Ordinal)
                            ? $"Correction: {seat}"
                            : seat
                        : t
                ),
        ];

    private IReadOnlyList<string> Titles(ulong place) =>
        [.. Discord.Read(place).SelectMany(m => m.Titles)];

    private void Declare(string name, TimeSpan? then = null) => Declare(Recorded(name), then);

    private void Declare(RecordedResult recorded, TimeSpan? then = null)
    {
        _newsroom.Submit(new Command.Declare(recorded.Contest, recorded.Figures, "t"));
        _newsroom.Pass(then ?? Moment);
    }

    private void Correct(string name, int number = 1, int by = 1, TimeSpan? then = null)
    {
        var figures = Recorded(name).Figures;
        var first = figures.Votes[0];
        Assert.True(
            _newsroom.Submit(
                new Command.Correct(
                    TheNight.Contest(name).Id,
                    number,
                    figures with
                    {
                        Votes = figures.Votes.SetItem(0, first with { Votes = first.Votes + by }),
                    },
                    "one was missed",
                    "ed"
                )
            )
        );
        _newsroom.Pass(then ?? Moment);
    }

    private Bulletin.Notice Notice(string text) =>
        new(text, [.. TheNight.Definition.Seats.Keys], _newsroom.Time.GetUtcNow());

    private void Tell(string text)
    {
        _newsroom.Tell(Notice(text));
        _newsroom.Pass(Moment);
    }

    private void Restart(TimeSpan? after = null)
    {
        _newsroom.Kill();
        _newsroom.Pass(after ?? Moment);
        _newsroom.Start();
        _newsroom.Pass(Moment);
    }
}
