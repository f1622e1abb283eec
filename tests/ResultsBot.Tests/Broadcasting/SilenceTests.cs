using System.Net;
using Microsoft.Extensions.Logging;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Simulation;
using ResultsBot.Storage;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Broadcasting;

/// <summary>Whatever fails, the broadcast goes on without it or ends aloud; on a simulated clock against a simulated Discord.</summary>
public class SilenceTests
{
    private const ulong Channel = 1001;
    private const ulong Foreign = 78;
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static readonly DateTimeOffset Ten = new(2024, 7, 4, 22, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Topic Everything = new(
        new Scope.Area(TheNight.Definition.Whole),
        null,
        Kind.Everything
    );

    private readonly Stumbling _phrases = new();
    private readonly SimulatedNewsroom _newsroom;

    public SilenceTests()
    {
        _newsroom = new SimulatedNewsroom(
            TheNight.Definition,
            Ten,
            hasDesk: true,
            phrases: _phrases
        ).Start();
        _newsroom.Discord.Add(Channel);
        _newsroom.Subscribe(Channel, Everything);
    }

    /// <summary>A phrasebook with a bug in it.</summary>
    private sealed class Stumbling() : Phrasebook(TheNight.Definition)
    {
        /// <summary>The seat whose result cannot be worded.</summary>
        public string? Over { get; set; }

        public override RichText Winner(Verdict verdict) =>
            Over is { } seat
            && verdict.Lines.Any(l => TheNight.Contest(seat).Candidates.Contains(l.Candidate))
                ? throw new InvalidOperationException("no words")
                : base.Winner(verdict);

        /// <summary>What has become of a bulletin can't be worded.</summary>
        public bool OverMarks { get; set; }

        public override RichText DigestLine(Bulletin bulletin, Mark? mark) =>
            OverMarks && mark is not null
                ? throw new InvalidOperationException("no words")
                : base.DigestLine(bulletin, mark);
    }

    private SimulatedDiscord Discord => _newsroom.Discord;

    [Fact]
    public void A_bulletin_that_cannot_be_worded_goes_out_as_its_plain_headline_and_all_else_as_always()
    {
        _phrases.Over = "Bolsover";

        Declare("Chesterfield");
        Declare("Bolsover");
        Declare("Amber Valley");

        Assert.Contains("Labour hold Chesterfield", Titles(Channel));
        Assert.Contains("Bolsover: result declared", Titles(Channel));
        Assert.Contains("Labour gain Amber Valley from Conservative", Titles(Channel));
        Assert.Equal(0, _newsroom.Broadcaster.Status.Waiting);
        Assert.Single(
            Told(),
            t => t.Contains("Bolsover: result declared", StringComparison.Ordinal)
        );
        Assert.Single(
            _newsroom.Logs.Of(LogLevel.Error),
            l => l.Contains("cannot be shown", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_copy_that_cannot_be_worded_anew_still_says_that_it_no_longer_holds()
    {
        Declare("Bolsover");
        _phrases.OverMarks = true;

        _newsroom.Submit(
            new Command.Retract(TheNight.Contest("Bolsover").Id, 1, "the wrong seat", "ed")
        );
        _newsroom.Pass(Moment);

        var copy = Assert.Single(
            Discord.Read(Channel),
            m => m.Text.Contains("Bolsover: result declared", Ordinal)
        );
        Assert.Contains("Withdrawn: please ignore.", copy.Text, Ordinal);
        Assert.Contains("~~Bolsover: result declared~~", Titles(Channel));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_correction_that_cannot_be_read_corrects_is_marked_until_it_can_be_read(
        bool isBehind
    )
    {
        Discord.SetOpen(Channel, !isBehind);
        Declare("Bolsover");
        Discord.SetOpen(Channel, false);
        Correct("Bolsover");
        Declare("Chesterfield");
        _newsroom.Store.IsGarbled = e => e.Bulletin is Bulletin.Corrected;
        Restart();
        Discord.SetOpen(Channel, true);
        _newsroom.Recheck();
        _newsroom.Pass(Minute);

        Assert.Contains("Bolsover: result declared", Titles(Channel));
        Assert.DoesNotContain(Titles(Channel), t => t.Contains("gain Bolsover", Ordinal));
        Assert.Contains("Labour hold Chesterfield", Titles(Channel));
        Assert.Contains(
            Discord.Read(Channel),
            m => m.Text.Contains("Superseded by a correction that can’t be read.", Ordinal)
        );
        Assert.Single(Told("(Corrected) can’t be read"));

        Restart();
        Assert.Single(_newsroom.Store.Quarantine.Items, q => q.Bulletin is null);
        Assert.Single(Told("(Corrected) can’t be read"));

        _newsroom.Store.IsGarbled = _ => false;
        Restart();

        Assert.DoesNotContain(
            Discord.Read(Channel),
            m => m.Text.Contains("can’t be read", Ordinal)
        );
        Assert.Contains(Titles(Channel), t => t.StartsWith("Corrected: ", Ordinal));
    }

    [Theory]
    [InlineData("Chesterfield", "Bolsover")]
    [InlineData("Bolsover", "Chesterfield")]
    public void A_message_in_doubt_is_found_also_when_some_of_it_can_no_longer_be_read(
        string first,
        string last
    )
    {
        Discord.SetOpen(Channel, false);
        Declare(first);
        foreach (var recorded in TheNight.Pack.Recorded.Take(20))
        {
            _newsroom.Submit(new Command.Declare(recorded.Contest, recorded.Figures, "t"));
        }
        Declare(last);
        Discord.Faults = new Faults(ErrorAfter: 1);
        Discord.SetOpen(Channel, true);
        _newsroom.Recheck();
        _newsroom.Pass(TimeSpan.FromMilliseconds(100));
        Assert.Single(Discord.Read(Channel));
        Discord.Faults = Faults.None;
        // Long enough for the nonce to be forgotten.
        _newsroom.Kill();
        _newsroom.Pass(10 * Minute);
        var bolsover = TheNight.Contest("Bolsover").Id;
        _newsroom.Store.IsGarbled = e => e.Bulletin.Contest == bolsover;

        _newsroom.Start();
        _newsroom.Pass(10 * Minute);

        Assert.Single(Discord.Read(Channel));
        Assert.Equal(0, _newsroom.Broadcaster.Status.Waiting);
    }

    [Fact]
    public void A_picture_whose_note_a_withdrawal_that_cannot_be_read_has_withdrawn_is_not_sent()
    {
        var contest = TheNight.Contest("Bolsover");
        var note = new Bulletin.Noted(contest, "The hall.", Ten, "hall.png");
        _newsroom.Do(() => _newsroom.Store.Save(new Photo("hall.png", "image/png", [1, 2, 3])));
        Discord.SetOpen(Channel, false);
        _newsroom.Tell(note);
        _newsroom.Pass(Moment);
        _newsroom.Tell(new Bulletin.TakenBack(contest, note, Ten));
        _newsroom.Store.IsGarbled = e => e.Bulletin is Bulletin.TakenBack;
        Restart();
        Discord.SetOpen(Channel, true);
        _newsroom.Recheck();
        _newsroom.Pass(Minute);

        var message = Assert.Single(Discord.Read(Channel));
        Assert.Contains("Superseded", message.Text, Ordinal);
        Assert.DoesNotContain("The hall.", message.Text, Ordinal);
        Assert.Empty(message.Body["attachments"]?.AsArray() ?? []);
    }

    [Fact]
    public void It_stays_so_in_the_next_process_and_in_what_is_gathered_and_the_desk_is_told_once()
    {
        _phrases.Over = "Bolsover";
        Discord.SetOpen(Channel, false);
        Declare("Chesterfield");
        Declare("Bolsover");
        _newsroom.Kill();
        _newsroom.Start();
        foreach (var recorded in TheNight.Pack.Recorded.Take(25))
        {
            _newsroom.Submit(new Command.Declare(recorded.Contest, recorded.Figures, "t"));
        }
        Discord.SetOpen(Channel, true);
        _newsroom.Recheck();
        _newsroom.Pass(Minute);

        var text = string.Join('\n', Discord.Read(Channel).Select(m => m.Text));
        Assert.Contains("Chesterfield", text, StringComparison.Ordinal);
        Assert.Contains("Bolsover", text, StringComparison.Ordinal);
        Assert.Equal(0, _newsroom.Broadcaster.Status.Waiting);

        _newsroom.Kill();
        _newsroom.Start();
        _newsroom.Pass(Minute);
        // It is not met again, and what stands in the channel has not changed.
        Assert.InRange(Told().Length, 0, 1);
    }

    [Fact]
    public void The_alert_of_it_stands_also_where_the_next_process_has_not_met_it_again()
    {
        _phrases.Over = "Bolsover";
        Declare("Bolsover");
        var before = Told().Length;

        _newsroom.Kill();
        _phrases.Over = null;
        _newsroom.Start();
        Declare("Chesterfield", Minute);

        // What went out plain stays so: the alert of it stands.
        Assert.Equal((1, 1), (before, Told().Length));
    }

    [Fact]
    public void A_bug_in_the_loop_ends_it_and_who_waits_for_it_is_told()
    {
        _newsroom.Breaks = operation =>
            operation == "Unsubscribe" ? new InvalidOperationException("a bug") : null;
        _newsroom.Broadcaster.ForgetGroup(DiscordAddresses.Group(SimulatedNewsroom.Guild));

        var bug = Assert.Throws<InvalidOperationException>(() => _newsroom.Pass(Minute));
        Assert.Equal("a bug", bug.Message);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            _newsroom.Subscribe(Channel, Everything with { Kind = Kind.Results })
        );
    }

    [Theory]
    [InlineData("Receive")]
    [InlineData("Intend")]
    [InlineData("ReadCopies")]
    public void A_bug_beside_the_loop_ends_it(string where)
    {
        Declare("Bolsover");
        _newsroom.Breaks = operation =>
            operation == where ? new InvalidOperationException("a bug") : null;
        _newsroom.Submit(
            new Command.Retract(TheNight.Contest("Bolsover").Id, 1, "wrong seat", "ed")
        );

        var bug = Assert.Throws<InvalidOperationException>(() => _newsroom.Pass(Minute));
        Assert.Equal("a bug", bug.GetBaseException().Message);
    }

    [Fact]
    public void A_bug_in_what_somebody_asks_of_the_loop_is_told_to_them_and_ends_it()
    {
        _newsroom.Breaks = operation =>
            operation == "Unsubscribe" ? new InvalidOperationException("a bug") : null;

        Assert.Throws<InvalidOperationException>(() =>
            _newsroom.Do(() =>
                _newsroom.Broadcaster.Unsubscribe(DiscordAddresses.Address(Channel), null)
            )
        );
        Assert.Throws<InvalidOperationException>(() => _newsroom.Pass(Moment));
    }

    [Fact]
    public void A_loop_that_hangs_shows_by_its_heartbeat_and_one_with_nothing_to_do_does_not()
    {
        _newsroom.Pass(TimeSpan.FromHours(1));
        Assert.InRange(_newsroom.Broadcaster.Heartbeat.Age.TotalSeconds, 0, 6);
        Assert.InRange(_newsroom.DeskChannel.Heartbeat.Age.TotalSeconds, 0, 12);

        var never = new TaskCompletionSource();
        _newsroom.Hangs = operation => operation == "Unsubscribe" ? never.Task : Task.CompletedTask;
        _newsroom.Broadcaster.ForgetGroup(DiscordAddresses.Group(SimulatedNewsroom.Guild));
        _newsroom.Pass(Minute);

        Assert.InRange(_newsroom.Broadcaster.Heartbeat.Age.TotalSeconds, 55, 70);
    }

    [Fact]
    public void A_full_disk_with_two_thousand_channels_is_one_line_and_everything_comes_once_there_is_room()
    {
        for (var i = 0UL; i < 2000; i++)
        {
            Discord.Add(10_000 + i);
            _newsroom.Subscribe(10_000 + i, Everything);
        }
        _newsroom.Submit(
            new Command.Declare(
                TheNight.Contest("Chesterfield").Id,
                TheNight.Recorded("Chesterfield").Figures,
                "t"
            )
        );
        _newsroom.Refuses = _ => true;
        _newsroom.Pass(TimeSpan.FromSeconds(30));

        var line = Assert.Single(
            _newsroom.Logs.Lines.Where(l => l.Level >= LogLevel.Warning),
            l => l.Text.Contains("store", StringComparison.OrdinalIgnoreCase)
        );
        Assert.Contains("database or disk is full", line.Text, StringComparison.Ordinal);

        _newsroom.Refuses = _ => false;
        _newsroom.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(0, _newsroom.Broadcaster.Status.Waiting);
        Assert.All(
            Enumerable.Range(10_000, 2000),
            c => Assert.Equal(Titles(Channel), Titles((ulong)c))
        );
    }

    [Fact]
    public void On_a_full_disk_a_pause_holds_in_memory_and_can_be_resumed()
    {
        _newsroom.Refuses = operation => operation == "Append";
        Assert.StartsWith(
            "**Paused, but it couldn’t be saved.**",
            Type("pause"),
            StringComparison.Ordinal
        );
        _newsroom.Refuses = _ => false;

        Declare("Chesterfield");
        Assert.Empty(Titles(Channel));
        Assert.True(_newsroom.Broadcaster.Status.IsPaused);

        var asked = _newsroom.Type(12, "resume");
        _newsroom.Await(asked);
        var button = (string)
            Discord.AnswerTo(asked)!["components"]![0]!["components"]![0]!["custom_id"]!;
        var pressed = _newsroom.Press(12, button);
        _newsroom.Await(pressed);
        _newsroom.Pass(Moment);
        Assert.Contains("Labour hold Chesterfield", Titles(Channel));
    }

    [Fact]
    public void A_server_that_refuses_everything_though_the_permissions_are_there_costs_few_refusals()
    {
        for (var i = 0UL; i < 1400; i++)
        {
            Discord.Add(10_000 + i);
            _newsroom.Subscribe(10_000 + i, Everything, guild: Foreign);
        }
        var (refused, isTimedOut) = (0, true);
        Discord.Rule = (_, path) =>
        {
            if (
                !isTimedOut
                || !path.StartsWith("channels/1", StringComparison.Ordinal)
                || path.StartsWith($"channels/{Channel}/", StringComparison.Ordinal)
            )
            {
                return null;
            }
            refused++;
            return SimulatedDiscord.Refusal(HttpStatusCode.Forbidden, 50013);
        };

        foreach (var recorded in TheNight.Pack.Recorded.Take(30))
        {
            _newsroom.Submit(new Command.Declare(recorded.Contest, recorded.Figures, "t"));
            _newsroom.Pass(2 * Minute);
            // As every change of a role or a channel there does.
            _newsroom.Recheck();
        }

        // A hundred may be on their way before the first answer; then one now and then.
        Assert.InRange(refused, 3, 140);
        Assert.True(_newsroom.Broadcaster.Status is { Waiting: 0, OldestWaiting: null });

        isTimedOut = false;
        _newsroom.Pass(TimeSpan.FromMinutes(70));
        Assert.True(_newsroom.Broadcaster.Status is { Waiting: 0, Suspended: 0 });
        var all = Seats(Channel);
        Assert.All(Enumerable.Range(10_000, 1400), c => Assert.Equal(all, Seats((ulong)c)));
    }

    [Fact]
    public void Two_channels_that_are_refused_hold_up_no_other_of_their_server()
    {
        for (var i = 0UL; i < 5; i++)
        {
            Discord.Add(10_000 + i);
            _newsroom.Subscribe(10_000 + i, Everything, guild: Foreign);
        }
        Discord.Rule = (_, path) =>
            path.StartsWith("channels/10000/", StringComparison.Ordinal)
            || path.StartsWith("channels/10001/", StringComparison.Ordinal)
                ? SimulatedDiscord.Refusal(HttpStatusCode.Forbidden, 50013)
                : null;

        Declare("Chesterfield");
        Declare("Bolsover");

        Assert.Equal(2, _newsroom.Broadcaster.Status.Suspended);
        Assert.Equal(Titles(Channel), Titles(10_004));
    }

    /// <summary>The alerts of what did not go out as it should.</summary>
    private string[] Told(string what = "went out as a headline only") =>
        [
            .. Discord
                .Read(SimulatedNewsroom.Desk)
                .Select(m => m.Content ?? "")
                .Where(c => c.Contains(what, Ordinal)),
        ];

    private string Type(string command)
    {
        var asked = _newsroom.Type(12, command);
        _newsroom.Await(asked);
        return (string?)Discord.AnswerTo(asked)?["content"] ?? "";
    }

    private IReadOnlyList<string> Titles(ulong place) =>
        [.. Discord.Read(place).SelectMany(m => m.Titles)];

    /// <summary>The numbers on the wire of what a channel has got.</summary>
    private long[] Seats(ulong channel) =>
        [
            .. _newsroom
                .Store.Receipts.Where(r => r.Channel == channel)
                .SelectMany(r => r.Page.Positions)
                .Order(),
        ];

    private void Declare(string name, TimeSpan? then = null)
    {
        var recorded = TheNight.Recorded(name);
        _newsroom.Submit(new Command.Declare(recorded.Contest, recorded.Figures, "t"));
        _newsroom.Pass(then ?? Moment);
    }

    private void Restart()
    {
        _newsroom.Kill();
        _newsroom.Start();
        _newsroom.Pass(Minute);
    }

    private void Correct(string name)
    {
        var figures = TheNight.Recorded(name).Figures;
        var first = figures.Votes[0];
        _newsroom.Submit(
            new Command.Correct(
                TheNight.Contest(name).Id,
                1,
                figures with
                {
                    Votes = figures.Votes.SetItem(0, first with { Votes = first.Votes + 1 }),
                },
                "one was missed",
                "ed"
            )
        );
    }
}
