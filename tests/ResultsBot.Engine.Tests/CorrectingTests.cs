using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>Corrections, retractions and what brings a retracted result back.</summary>
public class CorrectingTests
{
    private static readonly Contest A = Contest("A", areas: [Derbyshire, England, Whole]);
    private static readonly Contest B = Contest("B", areas: [Derbyshire, England, Whole]);
    private static readonly Election Declared = Election(A, B)
        .Declare("B", 500, 450)
        .Declare("A", 600, 400);

    [Fact]
    public void A_correction_replaces_the_figures_and_counts_up()
    {
        var corrected = Correct(Declared, 1, 400, 600);
        var again = Correct(corrected, 2, 401, 600);

        Assert.Equal(2, corrected.Declared("A").Result.Number);
        Assert.Equal(Votes(400, 600), corrected.Declared("A").Figures);
        Assert.Equal(new Outcome.Hold(), corrected.Declared("A").Verdict.Outcome);
        Assert.Equal(3, again.Declared("A").Result.Number);
        Assert.Equal((1, 1), Seats(corrected));
    }

    [Fact]
    public void A_correction_moves_seats_gains_votes_and_records()
    {
        var corrected = Correct(Declared, 1, 424, 420);

        var fresh = Election(A, B).Declare("B", 500, 450).Declare("A", 424, 420);
        Same(fresh, corrected);
        Assert.Equal(A.Id, corrected.Records.Closest?.Contest);
        Assert.Equal(B.Id, Declared.Records.Closest?.Contest);
    }

    [Fact]
    public void What_is_corrected_and_corrected_back_never_happened()
    {
        var back = Correct(Correct(Declared, 1, 400, 600), 2, 600, 400);

        Same(Declared, back);
        Assert.Equal(3, back.Declared("A").Result.Number);
    }

    [Fact]
    public void Who_sent_a_result_cannot_lower_it_alone()
    {
        // CNN and Edison, 2021: a falling total waits for a second person.
        var own = Declared.Knowingly(Correction(1, 550, 400) with { By = "rita" });

        var fault = Assert.IsType<Fault.SecondPersonNeeded>(Assert.Single(Declared.Faults(own)));
        Assert.IsType<Caution.TotalFell>(Assert.Single(fault.Because));
        Assert.IsType<Decision.Accepted>(Declared.Decide(own with { By = "ed" }, Night));
        // Upwards it is one person's to put right.
        var up = Declared.Knowingly(Correction(1, 650, 400) with { By = "rita" });
        Assert.IsType<Decision.Accepted>(Declared.Decide(up, Night));
    }

    [Fact]
    public void What_is_retracted_and_reinstated_never_happened()
    {
        var retracted = Declared.After(Retract());
        var back = retracted.After(new Command.Reinstate(A.Id, 1, "ed"));

        Same(Election(A, B).Declare("B", 500, 450), retracted);
        Same(Declared, back);
        Assert.Equal(1, back.Declared("A").Result.Number);
    }

    [Fact]
    public void A_retracted_result_is_undeclared_and_kept_with_the_reason()
    {
        var state = Assert.IsType<ContestState.Retracted>(Declared.After(Retract()).State(A.Id));

        Assert.Equal("Misread.", state.Reason);
        Assert.Equal((1, Votes(600, 400)), (state.Was.Number, state.Was.Figures));
    }

    [Fact]
    public void A_retracted_contest_is_heard_of_and_declared_anew()
    {
        var election = Declared
            .After(Retract())
            .After(new Command.ReportStage(A.Id, new StageReport(Stage.Recount, 1), "rita"))
            .Declare("A", 590, 410);

        Assert.Equal(Votes(590, 410), election.Declared("A").Figures);
        Same(Election(A, B).Declare("B", 500, 450).Declare("A", 590, 410), election);
    }

    [Fact]
    public void A_corrected_result_is_retracted_and_reinstated_by_its_number()
    {
        var corrected = Correct(Declared, 1, 590, 410);
        var back = corrected
            .After(Retract() with { Number = 2 })
            .After(new Command.Reinstate(A.Id, 2, "ed"));

        Same(corrected, back);
        Assert.Equal(2, back.Declared("A").Result.Number);
    }

    [Fact]
    public void Only_what_is_declared_is_corrected_or_retracted()
    {
        Fault[] notDeclared = [new Fault.NotDeclared(A)];

        Assert.Equal(notDeclared, Election(A).Faults(Correction(1, 5, 4)).AsEnumerable());
        Assert.Equal(notDeclared, Election(A).Faults(Retract()).AsEnumerable());
        var retracted = Declared.After(Retract());
        Assert.Equal(notDeclared, retracted.Faults(Correction(1, 5, 4)).AsEnumerable());
        Assert.Equal(notDeclared, retracted.Faults(Retract()).AsEnumerable());
    }

    [Fact]
    public void Only_what_is_retracted_is_reinstated()
    {
        var reinstate = new Command.Reinstate(A.Id, 1, "ed");
        Fault[] notRetracted = [new Fault.NotRetracted(A)];

        Assert.Equal(notRetracted, Declared.Faults(reinstate).AsEnumerable());
        Assert.Equal(notRetracted, Election(A).Faults(reinstate).AsEnumerable());
    }

    [Fact]
    public void A_contest_that_is_not_there_is_not_undone()
    {
        var z = new ContestId("Z");
        Fault[] unknown = [new Fault.UnknownContest(z)];

        Assert.Equal(
            unknown,
            Declared.Faults(Correction(1, 5, 4) with { Contest = z }).AsEnumerable()
        );
        Assert.Equal(unknown, Declared.Faults(Retract() with { Contest = z }).AsEnumerable());
        Assert.Equal(unknown, Declared.Faults(new Command.Reinstate(z, 1, "ed")).AsEnumerable());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_correction_and_a_retraction_have_a_reason(string reason)
    {
        Fault[] missing = [new Fault.ReasonMissing()];

        Assert.Equal(
            missing,
            Declared.Faults(Correction(1, 5, 4) with { Reason = reason }).AsEnumerable()
        );
        Assert.Equal(missing, Declared.Faults(Retract() with { Reason = reason }).AsEnumerable());
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public void A_reason_is_a_thousand_characters_at_most(int length, bool tooLong) =>
        Assert.Equal(
            tooLong ? [new Fault.TextTooLong(length, 1000)] : [],
            Declared.Decide(Retract() with { Reason = new string('x', length) }, Night)
                is Decision.Refused refused
                ? refused.Faults.AsEnumerable()
                : []
        );

    [Fact]
    public void A_correction_that_changes_nothing_is_refused_and_one_of_rejected_papers_is_not()
    {
        var backward = Correction(1) with
        {
            Figures = new Figures([.. Votes(600, 400).Votes.Reverse()]),
        };
        var rejected = Correction(1) with { Figures = Votes(600, 400) with { Rejected = 7 } };

        Assert.Equal(
            [new Fault.NothingChanged()],
            Declared.Faults(Correction(1, 600, 400)).AsEnumerable()
        );
        Assert.Equal([new Fault.NothingChanged()], Declared.Faults(backward).AsEnumerable());
        Assert.Equal(
            7,
            Declared.After(Declared.Knowingly(rejected)).Declared("A").Verdict.Rejected
        );
    }

    [Fact]
    public void The_same_level_figures_without_the_lots_winner_are_no_correction()
    {
        var drawn = Election(A)
            .After(new Command.RecordLot(A.Id, 2, "rita"))
            .Declare("A", 500, 500);

        Assert.Equal(
            [new Fault.NothingChanged()],
            drawn.Faults(Correction(1, 500, 500)).AsEnumerable()
        );
    }

    [Fact]
    public void Incomplete_figures_for_what_was_corrected_since_are_refused_after_a_lot_as_well()
    {
        var drawn = Election(A)
            .After(new Command.RecordLot(A.Id, 2, "rita"))
            .Declare("A", 500, 500);
        var corrected = Correct(drawn, 1, 501, 500);

        Assert.Equal(
            [new Fault.ResultChanged(1, 2)],
            corrected.Faults(Correction(1) with { Figures = new Figures([]) }).AsEnumerable()
        );
    }

    [Fact]
    public void A_correction_is_checked_like_a_declaration()
    {
        Assert.Equal(
            [new Fault.CandidateMissing(A.Candidate(2))],
            Declared.Faults(Correction(1, 600)).AsEnumerable()
        );
        Assert.Equal(
            [new Fault.MoreThanElectorate(10_001, 10_000)],
            Declared.Faults(Correction(1, 6_001, 4_000)).AsEnumerable()
        );
        Assert.IsType<Fault.TieWithoutLot>(Assert.Single(Declared.Faults(Correction(1, 500, 500))));
    }

    [Fact]
    public void A_correction_waits_until_its_cautions_are_accepted_by_code()
    {
        var correction = Correction(1, 599, 400);

        Assert.Equal(
            [new Caution.NoVerifiedTotal(), new Caution.TotalFell(A.Candidate(1), 600, 599)],
            Declared.Cautions(correction)
        );
        Assert.Equal(
            [new Caution.TotalFell(A.Candidate(1), 600, 599)],
            Declared.Cautions(correction with { Accepted = ["no-verified-total"] })
        );
        Assert.IsType<Decision.Accepted>(
            Declared.Decide(
                correction with
                {
                    Accepted = ["no-verified-total", "total-fell"],
                },
                Night
            )
        );
    }

    [Fact]
    public void A_correction_is_told_with_its_number_reason_standings_and_both_sides_parties()
    {
        var seat = Contest(
            "A",
            "Lab LD Con",
            "Con 600 Lab 400",
            areas: [Derbyshire, England, Whole]
        );
        var election = Election(seat, B).Declare("A", 500, 300, 200);

        var (news, after) = election.Tell(election.Knowingly(Correction(1, 300, 500, 200)));

        var corrected = Assert.Single(news.OfType<Bulletin.Corrected>());
        Assert.Equal((1, "Misread."), (corrected.Number, corrected.Reason));
        Assert.Equal(Importance.Correction, corrected.Importance);
        Assert.Equal(seat.Areas.AsEnumerable(), corrected.Areas);
        Assert.Equal(seat.Areas.Select(after.Standing), corrected.Standings);
        // Who was told that Labour gained it is told that it did not.
        Assert.Equal([LD, Con, Lab], corrected.Parties.AsEnumerable());
        var second = after.Tell(after.Knowingly(Correction(2, 300, 501, 200))).News;
        Assert.Equal(2, Assert.IsType<Bulletin.Corrected>(Assert.Single(second)).Number);
    }

    [Fact]
    public void A_retraction_and_what_undoes_it_are_told_with_the_standings_that_follow()
    {
        var (retraction, without) = Declared.Tell(Retract());
        var (reinstatement, with) = without.Tell(new Command.Reinstate(A.Id, 1, "ed"));

        var retracted = Assert.IsType<Bulletin.Retracted>(retraction[0]);
        // The majority went with it.
        Assert.IsType<Bulletin.NoLonger>(Assert.Single(retraction[1..]));
        Assert.Equal([1, 1, 1], retracted.Standings.Select(s => s.Declared));
        Assert.Equal("Misread.", retracted.Reason);
        var reinstated = Assert.IsType<Bulletin.Reinstated>(reinstatement[0]);
        Assert.Equal([2, 2, 2], reinstated.Standings.Select(s => s.Declared));
        Assert.Equal(Importance.Correction, reinstated.Importance);
        Assert.Equal([Lab, Con], reinstated.Parties.AsEnumerable());
        Assert.Equal(A.Areas.AsEnumerable(), reinstated.Areas);
        // It completes its county and the whole again, and makes the majority again.
        Assert.Equal(2, reinstatement.OfType<Bulletin.AreaComplete>().Count());
        Assert.Single(reinstatement.OfType<Bulletin.OverallMajority>());
        Same(Declared, with);
    }

    [Fact]
    public void A_correction_that_makes_a_majority_tells_of_it()
    {
        var election = Election(A, B).Declare("B", 500, 450).Declare("A", 400, 600);

        var news = election.Tell(election.Knowingly(Correction(1, 600, 400))).News;

        Assert.Equal(Lab, Assert.Single(news.OfType<Bulletin.OverallMajority>()).Party);
        Assert.Empty(news.OfType<Bulletin.AreaComplete>());
    }

    private static Command.Correct Correction(int number, params int[] votes) =>
        new(A.Id, number, Votes(votes), "Misread.", "ed");

    private static Command.Retract Retract() => new(A.Id, 1, "Misread.", "ed");

    private static Election Correct(Election election, int number, params int[] votes) =>
        // Each by somebody else than the one before: what falls needs a second person.
        election.After(
            election.Knowingly(Correction(number, votes) with { By = $"editor {number}" })
        );

    private static (int, int) Seats(Election election) =>
        (election.Standing(Whole).Of(Lab).Seats, election.Standing(Whole).Of(Con).Seats);

    private static void Same(Election expected, Election actual)
    {
        foreach (var area in expected.Definition.Seats.Keys)
        {
            var (one, other) = (expected.Standing(area), actual.Standing(area));
            Assert.Equal(one.Declared, other.Declared);
            Assert.Equal(one.Parties.AsEnumerable(), other.Parties);
        }
        Assert.Equal(expected.Records, actual.Records);
    }
}
