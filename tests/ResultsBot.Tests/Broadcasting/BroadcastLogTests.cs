using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Broadcasting;

/// <summary>What an operator reads of the broadcast, on a simulated clock.</summary>
public class BroadcastLogTests
{
    private const ulong Channel = 1001;
    private const ulong Other = 1002;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly Topic Everything = new(
        new Scope.Area(TheNight.Definition.Whole),
        null,
        Kind.Everything
    );

    private readonly SimulatedNewsroom _newsroom;

    public BroadcastLogTests()
    {
        _newsroom = new SimulatedNewsroom(
            TheNight.Definition,
            new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero)
        ).Start();
        _newsroom.Discord.Add(Channel);
        _newsroom.Discord.Add(Other);
        _newsroom.Subscribe(Channel, Everything);
        _newsroom.Subscribe(Other, Everything);
    }

    private SimulatedDiscord Discord => _newsroom.Discord;

    [Fact]
    public void Bulletins_that_have_reached_their_last_channel_are_one_line_and_no_post_is()
    {
        Discord.Latency = TimeSpan.FromSeconds(2);
        Declare("Chesterfield");
        Assert.Empty(_newsroom.Logs.Lines);
        _newsroom.Pass(Moment * 4);

        Assert.Matches(
            "^Bulletins 1 to 2 delivered to 2 channels in [2-3]\\.[0-9] s\\.$",
            Assert.Single(_newsroom.Logs.Of(LogLevel.Information))
        );

        Declare("Bolsover");
        _newsroom.Pass(Moment * 4);
        Assert.StartsWith(
            "Bulletins 3 to ",
            _newsroom.Logs.Of(LogLevel.Information).Last(),
            StringComparison.Ordinal
        );
        Assert.Equal(2, _newsroom.Logs.Lines.Count);
    }

    [Fact]
    public void A_channel_that_gathers_or_is_suspended_holds_up_no_such_line()
    {
        Discord.Add(3);
        _newsroom.Subscribe(3, Everything, new DeliveryChange(Every: TimeSpan.FromMinutes(30)));
        Discord.SetOpen(Other, false);

        Declare("Chesterfield");
        _newsroom.Pass(Moment);

        Assert.Contains(
            "delivered to 1 channels in",
            Assert.Single(_newsroom.Logs.Of(LogLevel.Information)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_queue_a_minute_behind_is_told_once_and_once_that_it_is_over()
    {
        Discord.Rule = (_, _) => SimulatedDiscord.Refusal(HttpStatusCode.BadGateway, 0);
        Declare("Chesterfield");
        _newsroom.Pass(TimeSpan.FromMinutes(10));
        Assert.Single(Said("The queue is behind: 4 bulletins times channels wait"));
        Assert.Empty(Said("The queue is no longer behind"));

        Discord.Rule = (_, _) => null;
        _newsroom.Pass(TimeSpan.FromMinutes(2));
        Assert.Single(Said("The queue is behind"));
        Assert.Single(Said("The queue is no longer behind: 0 wait."));
    }

    [Fact]
    public void A_queue_behind_is_told_though_nothing_at_all_happens()
    {
        Discord.Faults = new Faults { NoAnswerBefore = 1 };
        Declare("Chesterfield");
        _newsroom.Pass(TimeSpan.FromSeconds(66));

        Assert.Single(Said("The queue is behind"));
    }

    [Fact]
    public void What_waits_on_purpose_is_not_behind()
    {
        Discord.Add(3);
        _newsroom.Subscribe(3, Everything, new DeliveryChange(Every: TimeSpan.FromMinutes(30)));
        Discord.SetOpen(Other, false);
        Declare("Chesterfield");
        _newsroom.Pass(TimeSpan.FromMinutes(10));
        Discord.SetOpen(Other, true);
        _newsroom.Recheck();
        _newsroom.Pause();
        Declare("Bolsover");
        _newsroom.Pass(TimeSpan.FromMinutes(10));
        _newsroom.Unpause();
        _newsroom.Pass(TimeSpan.FromMinutes(40));

        Assert.Empty(Said("The queue is"));
    }

    [Fact]
    public void A_corrections_edits_are_told_when_they_begin_and_when_they_are_done()
    {
        Declare("Chesterfield");
        var message = Discord.Read(Other)[0];
        Discord.DeleteMessage(Other, message.Id);

        var figures = TheNight.Recorded("Chesterfield").Figures;
        var first = figures.Votes[0];
        _newsroom.Submit(
            new Command.Correct(
                TheNight.Contest("Chesterfield").Id,
                1,
                figures with
                {
                    Votes = figures.Votes.SetItem(0, first with { Votes = first.Votes + 1 }),
                },
                "one was missed",
                "ed"
            )
        );
        _newsroom.Pass(Moment * 5);

        Assert.Single(Said("The edits of a correction begin: 2."));
        Assert.Single(Said("The edits of corrections are done: 1 made, 1 not, in "));
        Assert.Single(
            Said(
                $"Message {Other}/{message.Id} in channel discord:{Other} is left as it is: 404 10008 no"
            )
        );
    }

    [Fact]
    public void A_pause_is_told_once()
    {
        _newsroom.Pause();
        _newsroom.Pause();
        _newsroom.Pass(Moment);
        _newsroom.Unpause();
        _newsroom.Pass(Moment);

        Assert.Equal(
            ["Broadcasting is paused.", "Broadcasting is resumed."],
            _newsroom.Logs.Of(LogLevel.Information)
        );
    }

    [Fact]
    public void What_waited_for_a_channel_that_is_gone_is_told_with_it()
    {
        _newsroom.Pause();
        Declare("Chesterfield");
        _newsroom.Do(() => _newsroom.Broadcaster.Forget(DiscordAddresses.Address(Channel)));
        _newsroom.Do(() => _newsroom.Broadcaster.Forget(DiscordAddresses.Address(4711)));
        _newsroom.Broadcaster.ForgetGroup(DiscordAddresses.Group(SimulatedNewsroom.Guild));
        _newsroom.Broadcaster.ForgetGroup(DiscordAddresses.Group(4711));
        _newsroom.Pass(Moment);

        Assert.Equal(
            [
                $"Channel discord:{Channel} is forgotten, and 2 bulletins that waited for it are not sent: deleted",
                $"The bot was removed from server discord:{SimulatedNewsroom.Guild}: 1 channels are forgotten, and 2 bulletins that waited for them are not sent.",
            ],
            _newsroom.Logs.Of(LogLevel.Warning)
        );
    }

    [Fact]
    public void A_channel_that_Discord_says_is_gone_is_told_as_forgotten()
    {
        Discord.Remove(Channel);
        Declare("Chesterfield");

        Assert.Single(
            Said(
                $"Channel discord:{Channel} is forgotten, and 2 bulletins that waited for it are not sent: 404 10003 no"
            )
        );
    }

    [Fact]
    public void Before_a_post_is_too_old_to_be_published_it_is_warned_of_once()
    {
        const ulong News = 5;
        Discord.Add(News, ChannelType.Announcement);
        _newsroom.Subscribe(News, Everything, new DeliveryChange(Publishes: true));
        Discord.Rule = (_, path) =>
            path.EndsWith("crosspost", StringComparison.Ordinal)
                ? SimulatedDiscord.Limited(10 * 60)
                : null;
        Declare("Chesterfield");
        _newsroom.Pass(TimeSpan.FromMinutes(34));
        Assert.Empty(Said("Message "));

        _newsroom.Pass(TimeSpan.FromMinutes(20));
        var id = Discord.Read(News)[0].Id;
        Assert.Single(
            Said(
                $"Message {News}/{id} in channel discord:{News} is not published yet, 40 minutes after it was posted"
            )
        );

        _newsroom.Pass(TimeSpan.FromMinutes(20));
        Assert.Single(
            Said($"Message {News}/{id} in channel discord:{News} was not published within an hour")
        );
        Assert.Equal(2, Said($"Message {News}/{id}").Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_measurement_says_of_which_outlet_it_is_and_whether_of_a_rehearsal(
        bool isRehearsal
    )
    {
        using var meters = new BroadcastMeters(isRehearsal);
        meters.Watch(() =>
            BroadcastStatus.Nothing with
            {
                Outlets = [new OutletStatus("discord", 4, 3, 1)],
            }
        );
        var read = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == meters.Meter)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Add(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        listener.Start();

        meters.Posted("discord", Moment);
        meters.Edited("discord");
        listener.RecordObservableInstruments();

        Assert.Equal(
            new[]
            {
                $"resultsbot.posts 1 rehearsal={isRehearsal} outlet=discord",
                $"resultsbot.delay 1 rehearsal={isRehearsal} outlet=discord",
                $"resultsbot.edits 1 rehearsal={isRehearsal} outlet=discord",
                $"resultsbot.queue 3 rehearsal={isRehearsal} outlet=discord",
                $"resultsbot.suspended 1 rehearsal={isRehearsal} outlet=discord",
            }.Order(),
            read.Order()
        );

        void Add<T>(Instrument of, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            read.Add(
                $"{of.Name} {value} {string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}"
            );
    }

    private IEnumerable<string> Said(string start) =>
        _newsroom
            .Logs.Lines.Select(line => line.Text)
            .Where(text => text.StartsWith(start, StringComparison.Ordinal));

    private void Declare(string name)
    {
        var recorded = TheNight.Recorded(name);
        _newsroom.Submit(new Command.Declare(recorded.Contest, recorded.Figures, "t"));
        _newsroom.Pass(Moment);
    }
}
