using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

public class UndoTests
{
    private static readonly Contest A = Contest("A");
    private static readonly Contest B = Contest("B");
    private static readonly Command.Undo Undo = new(Night, "It was sent by mistake.", "rita");

    [Fact]
    public void A_declaration_that_is_undone_is_retracted_under_its_number()
    {
        var (news, after) = Election(A).Declare("A", 600, 400).Tell(Undo);

        var retracted = Assert.IsType<ContestState.Retracted>(after.State(A.Id));
        Assert.Equal((1, Undo.Reason), (retracted.Was.Number, retracted.Reason));
        Assert.IsType<Bulletin.Retracted>(Assert.Single(news));
    }

    [Fact]
    public void A_correction_that_is_undone_is_corrected_back_under_a_new_number()
    {
        var corrected = Election(A)
            .Declare("A", 600, 400)
            .After(
                new Command.Correct(A.Id, 1, Votes(610, 400), "M.", "rita", ["no-verified-total"])
            );

        var undone = corrected.After(Undo).Declared("A");

        Assert.Equal((3, Votes(600, 400)), (undone.Result.Number, undone.Figures));
    }

    [Fact]
    public void A_retraction_that_is_undone_is_reinstated_and_that_again_retracted()
    {
        var retracted = Election(A)
            .Declare("A", 600, 400)
            .After(new Command.Retract(A.Id, 1, "Wrong seat.", "rita"));

        var reinstated = retracted.After(Undo);

        Assert.Equal(1, reinstated.Declared("A").Result.Number);
        Assert.IsType<ContestState.Retracted>(reinstated.After(Undo).State(A.Id));
    }

    public static TheoryData<string> LessThanResults =>
        ["stage", "verified", "count", "flash", "lot", "note", "quote"];

    [Theory]
    [MemberData(nameof(LessThanResults))]
    public void What_is_less_than_a_result_is_taken_back_and_all_is_as_it_was(string what)
    {
        Command.Report report = what switch
        {
            "stage" => new Command.ReportStage(A.Id, new StageReport(Stage.Recount, 1), "rita"),
            "verified" => new Command.ReportVerified(A.Id, 900, null, "rita"),
            "count" => new Command.ReportCount(A.Id, Votes(20, 30).Votes, "rita"),
            "flash" => new Command.Flash(A.Id, 1, "rita"),
            "lot" => new Command.RecordLot(A.Id, 1, "rita"),
            "note" => new Command.Note(A.Id, "It is tense.", "rita"),
            _ => new Command.Quote(A.Id, "Ann", "Over the moon.", "rita"),
        };
        var before = Election(A)
            .After(new Command.ReportStage(A.Id, new StageReport(Stage.Counting), "sam"))
            .After(new Command.ReportCount(A.Id, Votes(10, 5).Votes, "sam"));
        var (said, after) = before.Tell(report);

        var (news, undone) = after.Tell(Undo);

        Assert.Equal(before.State(A.Id), undone.State(A.Id));
        var takenBack = Assert.IsType<Bulletin.TakenBack>(Assert.Single(news));
        Assert.Equal(Assert.Single(said).GetType(), takenBack.What.GetType());
        Assert.Equal([new Fault.NothingToUndo()], undone.Faults(Undo).AsEnumerable());
    }

    [Fact]
    public void A_seat_stays_among_those_of_whoever_reported_of_it()
    {
        var election = Election(A, B)
            .After(new Command.Propose(new ProposalId("p"), B.Id, Votes(600, 400), "rita"))
            .Declare("A", 600, 400)
            .After(new Command.Note(A.Id, "Cheers.", "sam"));

        Assert.Equal([A.Id, B.Id], election.SeatsOf("rita").OrderBy(c => c.Value));
        Assert.Equal([A.Id], election.SeatsOf("sam"));
        Assert.Empty(election.SeatsOf("ed"));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\u200B\u2060")]
    [InlineData("\0\a")]
    [InlineData("\u202E\n")]
    [InlineData("\u2800\u2800")]
    [InlineData("\u3164 \uFFA0")]
    [InlineData("\u115F\u1160")]
    [InlineData("\u0301\uFE0F")]
    [InlineData("\U000E0041")]
    public void A_text_that_nobody_sees_is_none(string text) =>
        Assert.Equal(
            [new Fault.TextMissing()],
            Election(A).Faults(new Command.Note(A.Id, text, "rita")).AsEnumerable()
        );

    [Fact]
    public void Nobody_undoes_what_somebody_else_sent() =>
        Assert.Equal(
            [new Fault.NothingToUndo()],
            Election(A).Declare("A", 600, 400).Faults(Undo with { By = "sam" }).AsEnumerable()
        );

    [Fact]
    public void What_something_was_built_on_is_not_undone_and_nothing_older_in_its_place()
    {
        var built = Election(A, B)
            .Declare("B", 600, 400)
            .Declare("A", 600, 400)
            .After(new Command.Note(A.Id, "Cheers.", "sam"));

        Assert.Equal([new Fault.BuiltUpon(A)], built.Faults(Undo).AsEnumerable());
    }

    [Theory]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void It_can_be_undone_for_two_minutes(int seconds, bool can)
    {
        var decision = Election(A).Declare("A", 600, 400).Decide(Undo, Night.AddSeconds(seconds));

        Assert.Equal(
            can ? Array.Empty<Fault>() : [new Fault.TooLateToUndo(Night)],
            (decision as Decision.Refused)?.Faults.AsEnumerable() ?? []
        );
    }

    [Fact]
    public void A_press_on_an_older_read_back_undoes_nothing_newer() =>
        Assert.Equal(
            [new Fault.NothingToUndo()],
            Election(A)
                .Declare("A", 600, 400)
                .Faults(Undo with { Said = Night.AddMinutes(-1) })
                .AsEnumerable()
        );

    /// <summary>With a second person wanted for every change of a result nobody changes one alone, not even back.</summary>
    [Fact]
    public void Where_a_second_person_is_always_wanted_a_result_is_not_undone_alone_and_a_note_is()
    {
        var strict = new Election(Defined(A), new HouseRules(SecondPerson.Always));

        Assert.Equal(
            [new Fault.UndoNeedsSecondPerson(A)],
            strict.Declare("A", 600, 400).Faults(Undo).AsEnumerable()
        );
        Assert.Equal(
            [new Fault.UndoNeedsSecondPerson(A)],
            strict.After(new Command.Flash(A.Id, 1, "rita")).Faults(Undo).AsEnumerable()
        );
        strict.After(new Command.Note(A.Id, "Tense.", "rita")).After(Undo);
    }

    [Fact]
    public void What_was_said_of_a_seat_at_a_moment_is_undone_though_something_else_was_said_since()
    {
        var election = Election(A, B).Declare("A", 600, 400).Declare("B", 600, 400);

        var (word, fault) = election.Undoable("rita", A.Id, Night, Night);

        Assert.Equal(election.LastWordOf(A.Id), word);
        Assert.Null(fault);
        var undone = election.After(Undo with { Contest = A.Id });
        Assert.IsType<ContestState.Retracted>(undone.State(A.Id));
        Assert.IsType<ContestState.Declared>(undone.State(B.Id));
    }

    [Theory]
    [InlineData("sam", 0)] // It was somebody else.
    [InlineData("rita", -60)] // It was at another moment.
    [InlineData("rita", -120)]
    public void What_is_not_the_last_that_was_said_of_the_seat_was_built_upon(
        string person,
        int seconds
    )
    {
        var said = Night.AddSeconds(seconds);

        Assert.Equal(
            (null, new Fault.BuiltUpon(A)),
            Election(A).Declare("A", 600, 400).Undoable(person, A.Id, said, Night)
        );
    }

    [Fact]
    public void Of_what_is_too_long_ago_that_is_said_whatever_else_stands_in_the_way()
    {
        var said = Night.AddSeconds(-121);
        var fault = new Fault.TooLateToUndo(said);

        Assert.Equal((null, fault), Election(A).Undoable("rita", A.Id, said, Night));
        Assert.Equal(
            (null, fault),
            Election(A).Declare("A", 600, 400).Undoable("rita", A.Id, said, Night)
        );
    }

    [Fact]
    public void Of_a_seat_of_which_nothing_was_said_there_is_nothing_to_undo() =>
        Assert.Equal(
            (null, new Fault.NothingToUndo()),
            Election(A, B).Declare("B", 600, 400).Undoable("rita", A.Id, Night, Night)
        );

    [Fact]
    public void A_flash_that_a_postponement_withdrew_stands_again_once_that_is_undone()
    {
        var (news, undone) = Election(A)
            .After(new Command.Flash(A.Id, 1, "rita"))
            .After(new Command.PostponePoll(A.Id, "A candidate has died.", "rita"))
            .Tell(Undo);

        Assert.Equal([1], undone.State(A.Id).Progress.Flashes.AsEnumerable());
        Assert.Equal(1, Assert.Single(news.OfType<Bulletin.Flashed>()).Winner.Number);
    }

    [Fact]
    public void What_is_taken_back_and_changes_no_tally_shows_none()
    {
        var (news, _) = Election(A).After(new Command.Note(A.Id, "Tense.", "rita")).Tell(Undo);

        Assert.Empty(Assert.IsType<Bulletin.TakenBack>(Assert.Single(news)).Standings);
    }
}
