using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

public class PublicationTests
{
    private static readonly Contest A = Contest("A");
    private static readonly Contest B = Contest("B");
    private static readonly Embargo SeatA = new Embargo.OfSeat(A.Id);
    private static readonly Embargo Everything = new Embargo.OfArea(Whole);

    /// <summary>A newsroom: what it knows, and what it has sent out.</summary>
    private sealed record Desk(Election All, Publication Sent, ImmutableArray<Bulletin> News)
    {
        public static Desk Of(params Contest[] contests)
        {
            var election = Election(contests);
            return new Desk(election, Publication.Of(election), []);
        }

        public Desk Does(Command command)
        {
            var desk = this with { News = [] };
            foreach (
                var happened in Assert.IsType<Decision.Accepted>(All.Decide(command, Night)).Events
            )
            {
                var all = desk.All.Apply(happened);
                var (sent, news) = desk.Sent.Take(happened, all);
                desk = new Desk(all, sent, [.. desk.News, .. news]);
            }
            return desk;
        }

        /// <summary>Seat A's result.</summary>
        public Desk Corrects(int number, string reason, int first, int second, string by = "ed") =>
            Does(
                All.Knowingly(new Command.Correct(A.Id, number, Votes(first, second), reason, by))
            );

        public Desk Holds(Embargo embargo) => Does(new Command.PlaceEmbargo(embargo, "ed"));

        public Desk Releases(Embargo embargo) => Does(new Command.LiftEmbargo(embargo, "ed"));

        public ImmutableArray<Bulletin> Foresees(Command.Report report) =>
            [.. Sent.Foresee(All.Consider(report, Night).Event!, All)];

        public string Kinds => string.Join(", ", News.Select(n => n.GetType().Name));
    }

    [Fact]
    public void What_is_reported_of_a_held_seat_is_taken_in_and_not_sent_out()
    {
        var desk = Desk.Of(A, B).Holds(SeatA).Does(Declaration("A", 600, 400));

        Assert.Empty(desk.News);
        Assert.IsType<ContestState.Declared>(desk.All.State(A.Id));
        Assert.IsType<ContestState.Awaited>(desk.Sent.Public.State(A.Id));
    }

    [Fact]
    public void No_tally_gives_away_a_held_result()
    {
        var desk = Desk.Of(A, B).Holds(SeatA).Does(Declaration("A", 600, 400));

        desk = desk.Does(Declaration("B", 600, 400));

        var result = Assert.Single(desk.News.OfType<Bulletin.Result>());
        Assert.All(result.Standings, s => Assert.Equal(1, s.Declared));
        Assert.DoesNotContain(desk.News, n => n is Bulletin.AreaComplete);
        Assert.Contains(desk.News, n => n is Bulletin.FirstResult);
    }

    [Fact]
    public void Once_released_it_goes_out_as_it_would_have_and_completes_the_country()
    {
        var desk = Desk.Of(A, B)
            .Holds(SeatA)
            .Does(Declaration("A", 600, 400))
            .Does(Declaration("B", 600, 400));

        desk = desk.Releases(SeatA);

        Assert.Contains(desk.News, n => n is Bulletin.Result { Of.Id: var id } && id == A.Id);
        Assert.Contains(desk.News, n => n is Bulletin.AreaComplete);
        Assert.Empty(desk.Sent.Withheld);
        Assert.Same(desk.All, desk.Sent.Public);
    }

    [Fact]
    public void What_was_put_right_while_it_was_held_goes_out_right_and_the_wrong_figures_never_do()
    {
        var desk = Desk.Of(A, B)
            .Holds(SeatA)
            .Does(Declaration("A", 600, 400))
            .Corrects(1, "Swapped.", 400, 600);

        desk = desk.Releases(SeatA);

        var result = Assert.Single(desk.News.OfType<Bulletin.Result>());
        Assert.Equal(2, result.Verdict.Winner.Candidate.Number);
        Assert.DoesNotContain(desk.News, n => n is Bulletin.Corrected);
    }

    [Fact]
    public void What_takes_back_a_result_that_never_went_out_is_foreseen_to_tell_nothing()
    {
        var held = Desk.Of(A, B).Holds(SeatA).Does(Declaration("A", 600, 400));
        var sent = Desk.Of(A, B).Does(Declaration("A", 600, 400)).Holds(SeatA);

        Assert.Empty(held.Foresees(new Command.Retract(A.Id, 1, "Wrong seat.", "ed")));
        Assert.IsType<Bulletin.Corrected>(
            held.Foresees(new Command.Correct(A.Id, 1, Votes(400, 600), "Swapped.", "ed"))[0]
        );
        Assert.IsType<Bulletin.Retracted>(
            sent.Foresees(new Command.Retract(A.Id, 1, "Wrong seat.", "ed"))[0]
        );
        // It stands outside all the while.
        Assert.Empty(
            sent.Does(new Command.Retract(A.Id, 1, "Wrong seat.", "ed"))
                .Foresees(new Command.Reinstate(A.Id, 1, "ed"))
        );
    }

    [Fact]
    public void What_is_foreseen_of_another_seat_gives_no_held_result_away()
    {
        var desk = Desk.Of(A, B).Holds(SeatA).Does(Declaration("A", 600, 400));

        var result = desk.Foresees(Declaration("B", 600, 400)).OfType<Bulletin.Result>().Single();

        Assert.All(result.Standings, s => Assert.Equal(1, s.Declared));
    }

    [Fact]
    public void What_was_taken_back_while_it_was_held_is_not_told()
    {
        var desk = Desk.Of(A)
            .Holds(SeatA)
            .Does(new Command.Flash(A.Id, 2, "rita"))
            .Does(new Command.Undo(Night, "Mistake.", "rita"))
            .Does(Declaration("A", 600, 400))
            .Does(new Command.Retract(A.Id, 1, "Wrong seat.", "rita"))
            .Does(new Command.Note(A.Id, "It is tense.", "sam"))
            .Releases(SeatA);

        Assert.Equal("Noted", desk.Kinds);
        Assert.IsType<ContestState.Retracted>(desk.Sent.Public.State(A.Id));
    }

    [Fact]
    public void A_correction_under_embargo_of_a_result_that_was_sent_goes_out_as_a_correction()
    {
        var desk = Desk.Of(A)
            .Does(Declaration("A", 600, 400))
            .Holds(SeatA)
            .Corrects(1, "Misread.", 610, 400)
            .Corrects(2, "Again.", 620, 400)
            .Releases(SeatA);

        var corrected = Assert.Single(desk.News.OfType<Bulletin.Corrected>());
        Assert.Equal(
            (600, 620, "Again."),
            (corrected.Before.Winner.Votes, corrected.After.Winner.Votes, corrected.Reason)
        );
    }

    [Fact]
    public void A_result_corrected_and_corrected_back_under_embargo_is_no_news()
    {
        var desk = Desk.Of(A)
            .Does(Declaration("A", 600, 400))
            .Holds(SeatA)
            .Corrects(1, "Misread.", 610, 400)
            .Corrects(2, "It was right.", 600, 400, by: "sam")
            .Releases(SeatA);

        Assert.Empty(desk.News);
    }

    [Fact]
    public void A_retraction_under_embargo_of_a_result_that_was_sent_goes_out()
    {
        var desk = Desk.Of(A)
            .Does(Declaration("A", 600, 400))
            .Holds(Everything)
            .Does(new Command.Retract(A.Id, 1, "Wrong seat.", "ed"))
            .Releases(Everything);

        Assert.Equal("Retracted", desk.Kinds);
    }

    [Fact]
    public void Of_a_count_that_was_held_the_newest_of_each_kind_goes_out()
    {
        var desk = Desk.Of(A)
            .Holds(SeatA)
            .Does(new Command.ReportStage(A.Id, new StageReport(Stage.BoxesIn), "rita"))
            .Does(new Command.ReportCount(A.Id, Votes(10, 5).Votes, "rita"))
            .Does(new Command.ReportStage(A.Id, new StageReport(Stage.Counting), "rita"))
            .Does(new Command.ReportCount(A.Id, Votes(20, 15).Votes, "rita"))
            .Releases(SeatA);

        Assert.Equal("StageReached, Counted", desk.Kinds);
        Assert.Equal(20, Assert.Single(desk.News.OfType<Bulletin.Counted>()).Votes[0].Votes);
    }

    [Fact]
    public void What_two_embargoes_cover_waits_until_both_are_lifted()
    {
        var desk = Desk.Of(A, B)
            .Holds(SeatA)
            .Holds(Everything)
            .Does(Declaration("A", 600, 400))
            .Does(Declaration("B", 600, 400));

        var one = desk.Releases(Everything);
        var both = one.Releases(SeatA);

        Assert.Equal([B.Id], one.News.OfType<Bulletin.Result>().Select(r => r.Of.Id));
        Assert.Equal([A.Id], both.News.OfType<Bulletin.Result>().Select(r => r.Of.Id));
    }

    [Fact]
    public void An_embargo_is_placed_once_and_lifted_once()
    {
        var desk = Desk.Of(A).Holds(SeatA);

        Assert.Equal(
            [new Fault.AlreadyHeld(SeatA)],
            desk.All.Faults(new Command.PlaceEmbargo(SeatA, "ed")).AsEnumerable()
        );
        Assert.Equal(
            [new Fault.NotHeld(SeatA)],
            desk.Releases(SeatA).All.Faults(new Command.LiftEmbargo(SeatA, "ed")).AsEnumerable()
        );
        Assert.Equal(
            [new Fault.UnknownContest(new ContestId("Z"))],
            desk.All.Faults(new Command.PlaceEmbargo(new Embargo.OfSeat(new ContestId("Z")), "ed"))
                .AsEnumerable()
        );
    }

    [Fact]
    public void A_pause_and_its_end_are_told_in_the_newsrooms_own_words()
    {
        var paused = Desk.Of(A).Does(new Command.Pause("We are checking one result.", "ed"));

        Assert.True(paused.All.IsPaused);
        Assert.Equal(
            "We are checking one result.",
            Assert.IsType<Bulletin.Notice>(Assert.Single(paused.News)).Text
        );
        Assert.Equal(
            [new Fault.AlreadyPaused()],
            paused.All.Faults(new Command.Pause(null, "ed")).AsEnumerable()
        );
        var resumed = paused.Does(new Command.Resume(null, "ed"));
        Assert.False(resumed.All.IsPaused);
        Assert.Empty(resumed.News);
        Assert.Equal(
            [new Fault.NotPaused()],
            resumed.All.Faults(new Command.Resume(null, "ed")).AsEnumerable()
        );
    }

    [Fact]
    public void While_nothing_is_held_what_is_public_is_the_election_itself() =>
        Assert.True(
            Desk.Of(A, B).Does(Declaration("A", 600, 400)) is { } desk
                && ReferenceEquals(desk.All, desk.Sent.Public)
        );

    [Fact]
    public void A_poll_that_was_postponed_twice_while_it_was_held_is_told_of_once_with_the_last_reason()
    {
        var desk = Desk.Of(A, B)
            .Holds(SeatA)
            .Does(new Command.PostponePoll(A.Id, "Flooded.", "ed"))
            .Does(new Command.ReopenPoll(A.Id, "It is dry.", "ed"))
            .Does(new Command.PostponePoll(A.Id, "A candidate has died.", "ed"))
            .Releases(SeatA);

        Assert.Equal(
            "A candidate has died.",
            Assert.IsType<Bulletin.PollPostponed>(Assert.Single(desk.News)).Reason
        );
    }

    [Fact]
    public void A_poll_reopened_that_was_postponed_while_it_was_held_is_foreseen_to_tell_nothing()
    {
        var reopen = new Command.ReopenPoll(A.Id, "It was another ward.", "ed");
        var postpone = new Command.PostponePoll(A.Id, "Flooded.", "ed");

        Assert.Empty(Desk.Of(A, B).Holds(SeatA).Does(postpone).Foresees(reopen));
        Assert.IsType<Bulletin.PollPostponed>(
            Assert.Single(Desk.Of(A, B).Holds(SeatA).Foresees(postpone))
        );
        Assert.IsType<Bulletin.TakenBack>(
            Assert.Single(Desk.Of(A, B).Does(postpone).Holds(SeatA).Foresees(reopen))
        );
    }

    [Fact]
    public void Of_an_electorate_corrected_twice_while_it_was_held_the_last_is_told_from_what_was_known()
    {
        var desk = Desk.Of(A)
            .Does(Declaration("A", 600, 400))
            .Holds(SeatA)
            .Does(new Command.CorrectElectorate(A.Id, 10_000, 10_500, "Misread.", "ed"))
            .Does(new Command.CorrectElectorate(A.Id, 10_500, 11_000, "Again.", "ed"))
            .Releases(SeatA);

        var told = Assert.IsType<Bulletin.TurnoutCorrected>(Assert.Single(desk.News));
        Assert.Equal(
            (10_000, 11_000, "Again."),
            (told.Electorate, told.Of.Electorate, told.Reason)
        );
    }

    [Fact]
    public void A_correction_that_was_held_brings_the_turnout_of_a_corrected_electorate_with_it()
    {
        var desk = Desk.Of(A)
            .Does(Declaration("A", 600, 400))
            .Holds(SeatA)
            .Does(new Command.CorrectElectorate(A.Id, 10_000, 11_000, "Misread.", "ed"))
            .Corrects(1, "Misread.", 610, 400)
            .Releases(SeatA);

        var told = Assert.IsType<Bulletin.Corrected>(Assert.Single(desk.News));
        Assert.Equal(new Fraction(1_010, 11_000), told.After.Turnout);
    }

    [Fact]
    public void What_went_out_before_and_was_taken_back_while_it_was_held_is_taken_back_outside()
    {
        var desk = Desk.Of(A)
            .Does(new Command.Note(A.Id, "It is tense.", "rita"))
            .Holds(SeatA)
            .Does(new Command.Undo(Night, "Another seat.", "rita"))
            .Releases(SeatA);

        Assert.Equal("TakenBack", desk.Kinds);
    }

    [Theory]
    [InlineData(" ", false)]
    [InlineData("Back soon.", true)]
    [InlineData(null, true)]
    public void A_pause_and_its_end_are_told_in_words_or_not_at_all(string? line, bool can)
    {
        var paused = Desk.Of(A).Does(new Command.Pause(null, "ed")).All;

        Fault[] expected = can ? [] : [new Fault.TextMissing()];
        Assert.Equal(expected, Faults(Election(A).Decide(new Command.Pause(line, "ed"), Night)));
        Assert.Equal(expected, Faults(paused.Decide(new Command.Resume(line, "ed"), Night)));

        static IEnumerable<Fault> Faults(Decision decision) =>
            decision is Decision.Refused { Faults: var faults } ? faults : [];
    }

    [Theory]
    [InlineData(false, "TakenBack")]
    [InlineData(true, "")]
    public void A_poll_that_was_taken_back_and_postponed_anew_while_it_was_held_is_as_it_was(
        bool anew,
        string told
    )
    {
        var postpone = new Command.PostponePoll(A.Id, "Flooded.", "ed");
        var desk = Desk.Of(A, B)
            .Does(postpone)
            .Holds(SeatA)
            .Does(new Command.Undo(Night, "Another ward.", "ed"));

        Assert.Equal(told, (anew ? desk.Does(postpone) : desk).Releases(SeatA).Kinds);
    }
}
