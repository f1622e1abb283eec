using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Packs;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Broadcasting;

/// <summary>What was sent and is put right, as it stands in the channels that had it.</summary>
public class PuttingRightTests
{
    private const ulong Channel = 1001;
    private const ulong Other = 1002;
    private const string Seat = "Old Bexley and Sidcup";

    /// <summary>As it was published in 2024: 47,633 of so many are 79.2%.</summary>
    private const int WrongElectorate = 60_143;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly Contest OldBexley = TheNight.Contest(Seat);
    private static readonly Topic Everything = new(
        new Scope.Area(TheNight.Definition.Whole),
        null,
        Kind.Everything
    );

    private readonly SimulatedNewsroom _newsroom;

    public PuttingRightTests()
    {
        _newsroom = new SimulatedNewsroom(
            TheNight.Definition.With(OldBexley.Id, WrongElectorate),
            new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero)
        ).Start();
        foreach (var channel in (ulong[])[Channel, Other])
        {
            _newsroom.Discord.Add(channel);
        }
        _newsroom.Subscribe(Channel, Everything);
        _newsroom.Subscribe(Other, Everything with { Kind = Kind.Flashes });
    }

    [Fact]
    public void A_flash_that_is_withdrawn_an_hour_later_is_struck_in_every_channel_and_the_channel_is_told_why()
    {
        Submit(new Command.Flash(OldBexley.Id, 1, "rita"));
        _newsroom.Pass(TimeSpan.FromHours(1));

        Submit(new Command.WithdrawFlash(OldBexley.Id, [1], "The agents had not been told.", "ed"));

        foreach (var channel in (ulong[])[Channel, Other])
        {
            var titles = Titles(channel);
            Assert.Equal(2, titles.Count);
            Assert.StartsWith("~~", titles[0], StringComparison.Ordinal);
            Assert.StartsWith("Withdrawn: ", titles[1], StringComparison.Ordinal);
            Assert.Contains(
                "**Withdrawn: please ignore.**",
                Text(channel),
                StringComparison.Ordinal
            );
            Assert.Contains(
                "The agents had not been told.",
                Text(channel),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void A_turnout_that_came_of_a_wrong_electorate_is_right_in_every_copy_that_showed_it()
    {
        Declare();
        var sent = Titles(Channel).Count;
        Assert.Contains("Turnout 79.2%", Text(Channel), StringComparison.Ordinal);

        Submit(Correction(WrongElectorate, OldBexley.Electorate));

        var text = Text(Channel);
        Assert.DoesNotContain("Turnout 79.2% ·", text, StringComparison.Ordinal);
        Assert.Contains("It’s 65.1%, not 79.2%.", text, StringComparison.Ordinal);
        Assert.Contains("Turnout 65.1%", text, StringComparison.Ordinal);
        Assert.Equal(sent + 1, Titles(Channel).Count);
        Assert.Equal(
            "Correction: turnout in Old Bexley and Sidcup 65.1%, not 79.2%",
            Titles(Channel)[^1]
        );
        Assert.Contains("Electorate 60,143 → **73,198**", text, StringComparison.Ordinal);
        // What says nothing of the turnout stays as it was sent.
        Assert.Contains("\nFirst result of the night.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Corrected_back_the_copies_are_as_they_were_sent()
    {
        Declare();
        var before = _newsroom.Discord.Read(Channel)[0].Text;

        Submit(Correction(WrongElectorate, OldBexley.Electorate));
        Submit(Correction(OldBexley.Electorate, WrongElectorate));

        Assert.Equal(before, _newsroom.Discord.Read(Channel)[0].Text);
    }

    [Fact]
    public void After_a_correction_of_figures_a_copy_has_the_right_turnout_as_well()
    {
        Declare();
        var figures = Recorded.Figures;
        Submit(
            new Command.Correct(
                OldBexley.Id,
                1,
                figures with
                {
                    Rejected = 127,
                },
                "Recounted.",
                "ed",
                ["no-verified-total", "turnout-far-from-last-time"]
            )
        );

        Submit(Correction(WrongElectorate, OldBexley.Electorate));

        Assert.DoesNotContain("Turnout 79.2% ·", Text(Channel), StringComparison.Ordinal);
        Assert.Contains("127 rejected", Text(Channel), StringComparison.Ordinal);
    }

    [Fact]
    public void A_county_that_was_complete_without_a_postponed_seat_is_not_when_its_poll_is_held_after_all()
    {
        var derbyshire = new AreaId(AreaKind.County, "Derbyshire");
        var last = TheNight.Contest("Chesterfield");
        foreach (
            var recorded in TheNight.Pack.Recorded.Where(r =>
                r.Contest != last.Id
                && TheNight.Definition.Contest(r.Contest).Areas.Contains(derbyshire)
            )
        )
        {
            Submit(new Command.Declare(recorded.Contest, recorded.Figures, "t"));
        }

        Submit(new Command.PostponePoll(last.Id, "A candidate has died.", "ed"));
        var complete = Titles(Channel);
        Submit(new Command.ReopenPoll(last.Id, "It was another ward.", "ed"));

        Assert.Contains("Chesterfield: poll postponed", complete);
        Assert.Equal("Derbyshire complete (10 seats, 1 postponed)", complete[^1]);
        Assert.Contains("~~Derbyshire complete (10 seats, 1 postponed)~~", Titles(Channel));
        Assert.Contains("~~Chesterfield: poll postponed~~", Titles(Channel));
        Assert.Equal("Withdrawn: Chesterfield: poll postponed", Titles(Channel)[^1]);
    }

    private static RecordedResult Recorded { get; } =
        TheNight.Pack.Recorded.Single(r => r.Contest == OldBexley.Id);

    private static Command.CorrectElectorate Correction(int from, int to) =>
        new(OldBexley.Id, from, to, "As the council published it.", "ed");

    private void Declare() => Submit(new Command.Declare(OldBexley.Id, Recorded.Figures, "t"));

    private void Submit(Command command)
    {
        Assert.True(_newsroom.Submit(command));
        _newsroom.Pass(Moment * 10);
    }

    private IReadOnlyList<string> Titles(ulong channel) =>
        [.. _newsroom.Discord.Read(channel).SelectMany(m => m.Titles)];

    private string Text(ulong channel) =>
        string.Join('\n', _newsroom.Discord.Read(channel).Select(m => m.Text));
}
