using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>BBC 2010, Newton Abbot and Manchester Central: wrong winners announced, and no way to take them back.</summary>
public class WithdrawingTests
{
    private static readonly Contest NewtonAbbot = Contest("A", "LD Con", "LD 600 Con 400");
    private static readonly Contest Ward = Ward("W", 2, "Lab Lab Con Con");
    private static readonly Command.WithdrawFlash Withdraw = new(
        NewtonAbbot.Id,
        [1],
        "The agents had not been told.",
        "ed"
    );

    private static Election Flashed { get; } =
        Election(NewtonAbbot).After(new Command.Flash(NewtonAbbot.Id, 1, "rita"));

    [Fact]
    public void A_flash_is_withdrawn_by_somebody_else_long_after_it_was_sent()
    {
        var decision = Assert.IsType<Decision.Accepted>(
            Flashed.Decide(Withdraw, Night.AddHours(5))
        );

        var happened = Assert.Single(decision.Events);
        var after = Flashed.Apply(happened);
        Assert.Empty(after.State(NewtonAbbot.Id).Progress.Flashes);
        var told = Assert.IsType<Bulletin.TakenBack>(
            Assert.Single(News.Of(Flashed, happened, after))
        );
        Assert.Equal(Withdraw.Reason, told.Reason);
        Assert.Equal(1, Assert.IsType<Bulletin.Flashed>(told.What).Winner.Number);
    }

    [Fact]
    public void It_is_withdrawn_though_more_was_reported_since()
    {
        var counted = Flashed.After(
            new Command.ReportStage(NewtonAbbot.Id, new StageReport(Stage.Recount, 1), "rita")
        );

        Assert.IsType<Bulletin.TakenBack>(Assert.Single(counted.Tell(Withdraw).News));
    }

    [Fact]
    public void What_is_not_there_or_not_meant_is_not_withdrawn()
    {
        Fault[] nothing = [new Fault.NothingToRetract(NewtonAbbot)];
        Fault[] changed = [new Fault.FlashChanged(NewtonAbbot)];
        Fault[] why = [new Fault.ReasonMissing()];
        Assert.Equal(nothing, Election(NewtonAbbot).Faults(Withdraw));
        Assert.Equal(nothing, Flashed.After(Withdraw).Faults(Withdraw));
        Assert.Equal(changed, Flashed.Faults(Withdraw with { Flashes = [2] }));
        Assert.Equal(why, Flashed.Faults(Withdraw with { Reason = "\u2800 \u3164" }));
        Assert.IsType<Fault.AlreadyDeclared>(
            Assert.Single(Flashed.Declare("A", 600, 400).Faults(Withdraw))
        );
    }

    [Fact]
    public void Another_flash_after_it_takes_nothing_back_again()
    {
        var (news, _) = Flashed.After(Withdraw).Tell(new Command.Flash(NewtonAbbot.Id, 2, "rita"));

        Assert.IsType<Bulletin.Flashed>(Assert.Single(news));
    }

    [Fact]
    public void Of_a_ward_every_flash_is_withdrawn_in_one_step()
    {
        var flashed = Election(Ward)
            .After(new Command.Flash(Ward.Id, 1, "rita"))
            .After(new Command.Flash(Ward.Id, 3, "rita"));

        var (news, after) = flashed.Tell(
            new Command.WithdrawFlash(Ward.Id, [3, 1], "Wrong.", "ed")
        );

        Assert.Equal([1, 3], news.Cast<Bulletin.TakenBack>().Select(Flash));
        Assert.Empty(after.State(Ward.Id).Progress.Flashes);
    }

    [Fact]
    public void Of_a_ward_every_flash_that_the_result_contradicts_is_taken_back()
    {
        var flashed = Election(Ward)
            .After(new Command.Flash(Ward.Id, 3, "rita"))
            .After(new Command.Flash(Ward.Id, 4, "rita"));

        var (news, _) = flashed.Tell(Declaration("W", 900, 800, 700, 600));

        Assert.Equal([3, 4], news.OfType<Bulletin.TakenBack>().Select(Flash));
    }

    [Fact]
    public void A_withdrawal_that_is_undone_is_flashed_anew()
    {
        var (news, undone) = Flashed
            .After(Withdraw)
            .Tell(new Command.Undo(Night, "It was right.", "ed"));

        Assert.Equal(1, Assert.IsType<Bulletin.Flashed>(Assert.Single(news)).Winner.Number);
        Assert.Equal([1], undone.State(NewtonAbbot.Id).Progress.Flashes.AsEnumerable());
    }

    [Fact]
    public void A_flash_that_stays_when_its_result_is_retracted_can_be_withdrawn_as_well()
    {
        var retracted = Flashed
            .Declare("A", 600, 400)
            .After(new Command.Retract(NewtonAbbot.Id, 1, "Wrong seat.", "ed"));

        Assert.IsType<Bulletin.TakenBack>(Assert.Single(retracted.Tell(Withdraw).News));
    }

    [Fact]
    public void Held_it_is_told_on_release_where_the_flash_had_gone_out_and_not_otherwise()
    {
        Assert.Equal(["TakenBack"], Released(flashBeforeHold: true).AsEnumerable());
        Assert.Empty(Released(flashBeforeHold: false));
    }

    private static ImmutableArray<string> Released(bool flashBeforeHold)
    {
        Command flash = new Command.Flash(NewtonAbbot.Id, 1, "rita");
        Command hold = new Command.PlaceEmbargo(new Embargo.OfSeat(NewtonAbbot.Id), "ed");
        Command[] commands = flashBeforeHold ? [flash, hold, Withdraw] : [hold, flash, Withdraw];
        var all = Election(NewtonAbbot);
        var sent = Publication.Of(all);
        IEnumerable<Bulletin> news = [];
        foreach (
            var command in commands.Append(
                new Command.LiftEmbargo(new Embargo.OfSeat(NewtonAbbot.Id), "ed")
            )
        )
        {
            foreach (
                var happened in Assert.IsType<Decision.Accepted>(all.Decide(command, Night)).Events
            )
            {
                all = all.Apply(happened);
                (sent, news) = sent.Take(happened, all);
            }
        }
        return [.. news.Select(n => n.GetType().Name)];
    }

    private static int Flash(Bulletin.TakenBack takenBack) =>
        Assert.IsType<Bulletin.Flashed>(takenBack.What).Winner.Number;

    [Fact]
    public void Whatever_stands_of_a_seat_can_be_taken_back_and_where_nothing_does_nothing_can()
    {
        const string reason = "The agents had not been told.";

        Assert.Null(Election(NewtonAbbot).Retraction(NewtonAbbot.Id, reason, "ed"));
        var flash = Assert.IsType<Command.WithdrawFlash>(
            Flashed.Retraction(NewtonAbbot.Id, reason, "ed")
        );
        Assert.Equal([1], flash.Flashes.AsEnumerable());
        Assert.IsType<Command.Retract>(
            Flashed.Declare("A", 600, 400).Retraction(NewtonAbbot.Id, reason, "ed")
        );
        Assert.IsType<Command.ReopenPoll>(
            Flashed
                .After(new Command.PostponePoll(NewtonAbbot.Id, "Flooded.", "ed"))
                .Retraction(NewtonAbbot.Id, reason, "ed")
        );
    }

    [Fact]
    public void A_flash_of_one_of_the_elected_stands_again_once_the_result_is_taken_back()
    {
        var retracted = Election(Ward)
            .After(new Command.Flash(Ward.Id, 2, "rita"))
            .After(new Command.Flash(Ward.Id, 3, "rita"))
            .Declare("W", 500, 400, 300, 200)
            .After(new Command.Retract(Ward.Id, 1, "Another ward.", "ed"));

        // The third was not elected, and that was told with the result.
        Assert.Equal([2], retracted.State(Ward.Id).Progress.Flashes.AsEnumerable());
    }
}
