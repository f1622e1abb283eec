using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>Uncontested wards and cancelled polls: without them a council waits for its last seats for ever.</summary>
public class WithoutPollTests
{
    private static readonly Contest A = Contest("A");
    private static readonly Contest B = Contest("B", "Lab", "Con 600 Lab 400");
    private static readonly Command.PostponePoll Postpone = new(
        A.Id,
        "A candidate has died.",
        "ed"
    );
    private static readonly Command.ReopenPoll Reopen = new(A.Id, "It was another ward.", "ed");

    private static Contest Known(Contest contest, Poll poll) => contest with { Poll = poll };

    [Fact]
    public void Elected_unopposed_as_the_pack_says_counts_from_the_start_and_gains_the_seat()
    {
        var election = Election(A, Known(B, Poll.Unopposed));

        var verdict = election.Declared("B").Verdict;
        Assert.True(verdict.IsUnopposed);
        Assert.Equal(new Outcome.Gain(Con), verdict.Outcome);
        var whole = election.Standing(Whole);
        Assert.Equal((1, 1, 0), (whole.Declared, whole.Unopposed, whole.Counted));
        Assert.Equal(
            (1, 1, 1),
            (election.Everything().Has(Lab), whole.Of(Lab).Gains, whole.Of(Con).Losses)
        );
        Assert.Equal([A], Overview.Outstanding(election, Whole).Select(o => o.Contest));
    }

    [Fact]
    public void With_it_the_last_result_completes_the_country_and_brings_the_majority()
    {
        var (news, _) = Election(A, Known(B, Poll.Unopposed)).Tell(Declaration("A", 600, 400));

        Assert.Equal(2, news.OfType<Bulletin.AreaComplete>().Single().Standing.Declared);
        Assert.Equal(Lab, news.OfType<Bulletin.OverallMajority>().Single().Party);
        // The first that was voted for, and with it nothing is to come.
        Assert.Equal(1, news.OfType<Bulletin.FirstResult>().Single().Seats);
    }

    [Fact]
    public void Said_during_the_night_it_is_a_result_that_can_be_undone_and_brought_back()
    {
        var (news, declared) = Election(A, B).Tell(new Command.DeclareUnopposed(B.Id, "ed"));
        Assert.True(news.OfType<Bulletin.Result>().Single().Verdict.IsUnopposed);
        Assert.Empty(news.OfType<Bulletin.FirstResult>());

        var undone = declared.After(new Command.Undo(Night, "Another ward.", "ed"));

        Assert.IsType<ContestState.Retracted>(undone.State(B.Id));
        Assert.Equal(0, undone.Standing(Whole).Declared);
        Assert.Equal(0, undone.Standing(Whole).Unopposed);
        var back = undone.After(new Command.Reinstate(B.Id, 1, "ed"));
        Assert.Equal(declared.Standing(Whole).Declared, back.Standing(Whole).Declared);
        Assert.True(back.Declared("B").Verdict.IsUnopposed);
    }

    [Fact]
    public void A_seat_that_nobody_stands_for_stays_vacant_and_is_not_to_come()
    {
        var ward = Known(Ward("W", 3, "Lab Con"), Poll.Unopposed);

        var election = Election(ward, A);

        var whole = election.Standing(Whole);
        Assert.Equal((3, 1), (whole.Declared, whole.Awaited));
        Assert.Equal((1, 1), (election.Everything().Has(Lab), election.Everything().Has(Con)));
        Assert.Equal(1, election.Declared("W").Verdict.Vacant);
        Assert.Equal(2, election.Declared("W").Verdict.Elected.Count());
    }

    [Fact]
    public void A_contested_seat_is_nobodys_without_votes_and_an_unopposed_one_has_none_to_correct()
    {
        Fault[] contested = [new Fault.IsContested(A)];
        Assert.Equal(contested, Election(A, B).Faults(new Command.DeclareUnopposed(A.Id, "ed")));
        var unopposed = Election(A, Known(B, Poll.Unopposed));
        Assert.IsType<Fault.WasUnopposed>(
            Assert.Single(
                unopposed.Faults(new Command.Correct(B.Id, 1, Votes(5), "Recount.", "ed"))
            )
        );
        Assert.IsType<Fault.AlreadyDeclared>(
            Assert.Single(unopposed.Faults(new Command.DeclareUnopposed(B.Id, "ed")))
        );
    }

    [Fact]
    public void A_definition_says_unopposed_only_where_there_are_seats_for_all()
    {
        Assert.Throws<ArgumentException>(() => Defined(Known(A, Poll.Unopposed)));
        Assert.Throws<ArgumentException>(() => Defined(Ward("W", 3, "Lab Con")));
        Assert.Single(Defined(Known(Ward("W", 3, "Lab Con"), Poll.Postponed)).Contests);
    }

    [Fact]
    public void A_postponed_poll_is_not_to_come_and_completes_what_it_was_the_last_of()
    {
        var (news, after) = Election(A, B).Declare("B", 5).Tell(Postpone);

        Assert.Equal(Postpone.Reason, news.OfType<Bulletin.PollPostponed>().Single().Reason);
        Assert.Equal(1, news.OfType<Bulletin.AreaComplete>().Single().Standing.Postponed);
        var whole = after.Standing(Whole);
        Assert.Equal(
            (1, 1, 0, true),
            (whole.Declared, whole.Postponed, whole.Awaited, whole.IsComplete)
        );
        Assert.Empty(Overview.Outstanding(after, Whole));
        Assert.Equal([A], Overview.Postponed(after, Whole).AsEnumerable());
    }

    [Fact]
    public void Its_seat_can_still_bring_a_majority_another_day()
    {
        var election = Election(A, B, Contest("C", "Con Lab")).Declare("B", 5).Declare("C", 5, 4);

        var after = election.After(Postpone);

        Assert.Equal(MajorityState.Open, after.Everything().Majority);
    }

    [Fact]
    public void As_the_pack_says_it_is_postponed_from_the_start()
    {
        var election = Election(Known(A, Poll.Postponed), B);

        Assert.Equal(1, election.Standing(Whole).Postponed);
        Assert.IsType<ContestState.Awaited>(election.After(Reopen).State(A.Id));
        Assert.Equal(0, election.After(Reopen).Standing(Whole).Postponed);
    }

    [Fact]
    public void Nothing_is_reported_of_a_count_that_is_not_held()
    {
        var postponed = Election(A, B).After(Postpone);
        Command[] reports =
        [
            Declaration("A", 600, 400),
            new Command.ReportStage(A.Id, new StageReport(Stage.Counting), "rita"),
            new Command.ReportVerified(A.Id, 900, null, "rita"),
            new Command.ReportCount(A.Id, Votes(1, 2).Votes, "rita"),
            new Command.Flash(A.Id, 1, "rita"),
            Postpone,
        ];

        Assert.All(
            reports,
            report => Assert.IsType<Fault.PollIsPostponed>(Assert.Single(postponed.Faults(report)))
        );
        postponed.After(new Command.Note(A.Id, "Flowers at the door.", "rita"));
    }

    [Fact]
    public void It_wants_a_reason_and_no_result_and_only_what_is_postponed_is_reopened()
    {
        Fault[] why = [new Fault.ReasonMissing()];
        Fault[] not = [new Fault.PollNotPostponed(A)];
        Assert.Equal(why, Election(A, B).Faults(Postpone with { Reason = "" }));
        Assert.Equal(not, Election(A, B).Faults(Reopen));
        Assert.IsType<Fault.AlreadyDeclared>(
            Assert.Single(Election(A, B).Declare("A", 600, 400).Faults(Postpone))
        );
    }

    [Fact]
    public void A_flash_in_a_poll_that_is_postponed_is_withdrawn()
    {
        var (news, _) = Election(A, B).After(new Command.Flash(A.Id, 1, "rita")).Tell(Postpone);

        Assert.IsType<Bulletin.Flashed>(news.OfType<Bulletin.TakenBack>().Single().What);
    }

    [Fact]
    public void Reopened_it_is_as_it_was_and_a_number_means_one_result_for_ever()
    {
        var retracted = Election(A, B)
            .Declare("A", 600, 400)
            .After(new Command.Retract(A.Id, 1, "Another ward.", "ed"));

        var (news, reopened) = retracted.After(Postpone).Tell(Reopen);

        var told = Assert.IsType<Bulletin.TakenBack>(Assert.Single(news));
        Assert.IsType<Bulletin.PollPostponed>(told.What);
        Assert.Equal(0, told.Standings.Single().Postponed);
        Assert.IsType<ContestState.Retracted>(reopened.State(A.Id));
        Assert.Equal(2, reopened.Declare("A", 600, 400).Declared("A").Result.Number);
    }

    [Fact]
    public void Undone_it_is_as_it_was_and_an_undone_reopening_postpones_anew()
    {
        var before = Election(A, B);
        var postponed = before.After(Postpone);

        var (news, undone) = postponed.Tell(new Command.Undo(Night, "Another ward.", "ed"));
        var (again, back) = postponed
            .After(Reopen)
            .Tell(new Command.Undo(Night, "It was right.", "ed"));

        Assert.Equal(before.State(A.Id), undone.State(A.Id));
        Assert.Equal(0, undone.Standing(Whole).Postponed);
        Assert.IsType<Bulletin.PollPostponed>(
            Assert.IsType<Bulletin.TakenBack>(Assert.Single(news)).What
        );
        Assert.Equal(
            Postpone.Reason,
            Assert.IsType<Bulletin.PollPostponed>(Assert.Single(again)).Reason
        );
        Assert.Equal(1, back.Standing(Whole).Postponed);
    }

    [Theory]
    [InlineData(false, "PollPostponed")]
    [InlineData(true, "")]
    public void Held_it_is_told_on_release_where_it_stands_then(bool reopened, string told)
    {
        var seat = new Embargo.OfSeat(A.Id);
        Command[] commands =
        [
            new Command.PlaceEmbargo(seat, "ed"),
            Postpone,
            .. reopened ? new Command[] { Reopen } : [],
            new Command.LiftEmbargo(seat, "ed"),
        ];
        var all = Election(A, B);
        var sent = Publication.Of(all);
        ImmutableArray<Bulletin> news = [];
        foreach (var command in commands)
        {
            Assert.Empty(news);
            var happened = Assert.Single(
                Assert.IsType<Decision.Accepted>(all.Decide(command, Night)).Events
            );
            all = all.Apply(happened);
            (sent, var some) = sent.Take(happened, all);
            news = [.. some];
        }

        Assert.Equal(told, string.Join(", ", news.Select(n => n.GetType().Name)));
        Assert.Equal(all.Standing(Whole).Postponed, sent.Public.Standing(Whole).Postponed);
    }

    [Fact]
    public void Postponed_as_the_pack_says_all_of_a_wards_seats_are_from_the_start_and_without_a_reason()
    {
        var ward = Known(Ward("W", 3), Poll.Postponed);
        var election = Election(ward, A);

        var state = Assert.IsType<ContestState.Postponed>(election.State(ward.Id));
        Assert.Equal(("", null), (state.Reason, state.Before));
        Assert.Equal(
            (3, 1),
            (election.Standing(Whole).Postponed, election.Standing(Whole).Awaited)
        );
        Assert.Equal(3, election.Everything().Elected.Postponed);
    }

    [Fact]
    public void What_no_longer_holds_is_that_it_was_postponed_and_why_and_beside_it_stands_why_not()
    {
        var postponed = Election(A, B).After(Postpone);

        Assert.Equal((Postpone.Reason, Reopen.Reason), Told(Reopen));
        Assert.Equal((Postpone.Reason, null), Told(new Command.Undo(Night, "Another ward.", "ed")));

        (string Was, string? Reason) Told(Command command)
        {
            var told = Assert.IsType<Bulletin.TakenBack>(
                Assert.Single(postponed.Tell(command).News)
            );
            return (Assert.IsType<Bulletin.PollPostponed>(told.What).Reason, told.Reason);
        }
    }
}
