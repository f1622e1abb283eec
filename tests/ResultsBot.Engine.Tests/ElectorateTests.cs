using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>Old Bexley and Sidcup 2024: an electorate wrong by 18% gave a turnout of 79.2%; right is 65.1%.</summary>
public class ElectorateTests
{
    private const int Wrong = 60_143;
    private const int Right = 73_198;

    private static readonly Contest OldBexley = Contest(
        "A",
        "Con Lab",
        "Con 600 Lab 400",
        electorate: Wrong
    );
    private static readonly Command.CorrectElectorate Correct = new(
        OldBexley.Id,
        Wrong,
        Right,
        "As the council published it.",
        "ed"
    );

    private static Election Declared { get; } = Election(OldBexley).Declare("A", 25_000, 22_633);

    private static Command.Confirm Accepting => new(new ProposalId("p"), "ed", [Far]);

    private const string Far = "electorate-far-from-pack";

    [Fact]
    public void The_turnout_of_a_declared_result_is_worked_out_anew_and_told_with_what_it_was()
    {
        var (news, after) = Declared.Tell(Correct);

        var verdict = after.Declared("A").Verdict;
        Assert.Equal(new Fraction(47_633, Right), verdict.Turnout);
        Assert.Equal(1, after.Declared("A").Result.Number);
        var told = Assert.IsType<Bulletin.TurnoutCorrected>(Assert.Single(news));
        Assert.Equal((Wrong, Right), (told.Electorate, told.Of.Electorate));
        Assert.Equal(792, told.Before.Scaled(1000));
        Assert.Equal(651, told.Turnout.Scaled(1000));
        Assert.Equal(Declared.Standing(Whole), after.Standing(Whole));
    }

    [Fact]
    public void Before_the_result_nobody_is_told_and_the_result_has_the_right_turnout()
    {
        var (news, corrected) = Election(OldBexley).Tell(Correct);

        Assert.Empty(news);
        Assert.Equal(Right, corrected.Definition.Contest(OldBexley.Id).Electorate);
        Assert.Equal(Right, corrected.Contests.Single().Contest.Electorate);
        Assert.Equal(
            new Fraction(47_633, Right),
            corrected.Declare("A", 25_000, 22_633).Declared("A").Verdict.Turnout
        );
    }

    [Fact]
    public void Every_check_goes_by_the_corrected_electorate()
    {
        var small = Election(OldBexley).After(Correct with { Electorate = 40_000 });

        Assert.Equal(
            [new Fault.MoreThanElectorate(47_633, 40_000)],
            small.Faults(Declaration("A", 25_000, 22_633)).AsEnumerable()
        );
        Assert.Equal(
            [new Fault.PapersOutOfRange(40_001, 40_000)],
            small
                .Faults(new Command.ReportVerified(OldBexley.Id, 40_001, null, "rita"))
                .AsEnumerable()
        );
    }

    [Fact]
    public void Far_from_the_packs_it_has_to_be_accepted_and_near_it_not()
    {
        var proposed = Declared.After(new Command.Propose(new ProposalId("p"), Correct, "ed"));

        var caution = Assert.Single(
            proposed.Consider(proposed.Proposal(new ProposalId("p"))!.Asks, Night).Cautions
        );
        Assert.Equal(new Caution.ElectorateFarFromPack(Wrong, Right), caution);
        Assert.IsType<Decision.Cautioned>(proposed.Decide(Accepting with { Accepted = [] }, Night));
        Assert.IsType<Decision.Accepted>(proposed.Decide(Accepting, Night));
        Assert.Empty(
            Declared.Cautions(
                new Command.Propose(
                    new ProposalId("q"),
                    Correct with
                    {
                        Electorate = Wrong + 9_021,
                    },
                    "ed"
                )
            )
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(47_632)]
    public void Fewer_voters_than_votes_is_refused(int absurd)
    {
        Assert.Equal(
            [new Fault.ElectorateOutOfRange(OldBexley, absurd, 47_633)],
            Declared.Faults(Correct with { Electorate = absurd }).AsEnumerable()
        );
    }

    [Fact]
    public void Fewer_voters_than_verified_papers_or_than_counted_so_far_is_refused()
    {
        var verified = Election(OldBexley)
            .After(new Command.ReportVerified(OldBexley.Id, 47_759, null, "rita"));
        var counted = Election(OldBexley)
            .After(new Command.ReportCount(OldBexley.Id, Votes(20_000, 10_000).Votes, "rita"));

        Assert.Equal(
            [new Fault.ElectorateOutOfRange(OldBexley, 47_758, 47_759)],
            verified.Faults(Correct with { Electorate = 47_758 }).AsEnumerable()
        );
        Assert.Equal(
            [new Fault.ElectorateOutOfRange(OldBexley, 29_999, 30_000)],
            counted.Faults(Correct with { Electorate = 29_999 }).AsEnumerable()
        );
    }

    [Fact]
    public void It_wants_a_reason_a_change_and_the_electorate_that_stands()
    {
        Fault[] same = [new Fault.SameElectorate(OldBexley)];
        Fault[] changed = [new Fault.ElectorateChanged(OldBexley)];
        Fault[] why = [new Fault.ReasonMissing()];
        Assert.Equal(same, Declared.Faults(Correct with { Electorate = Wrong }));
        Assert.Equal(changed, Declared.Faults(Correct with { Stands = 1 }));
        Assert.Equal(why, Declared.Faults(Correct with { Reason = " " }));
    }

    [Fact]
    public void Undone_it_is_corrected_back_and_told()
    {
        var (news, after) = Declared
            .After(Correct)
            .Tell(new Command.Undo(Night, "Another seat.", "ed"));

        Assert.Equal(Wrong, after.Definition.Contest(OldBexley.Id).Electorate);
        Assert.IsType<Bulletin.TurnoutCorrected>(Assert.Single(news));
    }

    [Fact]
    public void A_result_that_is_reinstated_has_the_turnout_of_the_corrected_electorate()
    {
        var after = Declared
            .After(new Command.Retract(OldBexley.Id, 1, "Wrong seat.", "ed"))
            .After(Correct)
            .After(new Command.Reinstate(OldBexley.Id, 1, "ed"));

        Assert.Equal(new Fraction(47_633, Right), after.Declared("A").Verdict.Turnout);
    }

    [Fact]
    public void Held_it_is_told_on_release_and_the_public_goes_on_with_the_old_one()
    {
        var seat = new Embargo.OfSeat(OldBexley.Id);
        var all = Declared;
        var sent = Publication.Of(all);
        foreach (Command command in (Command[])[new Command.PlaceEmbargo(seat, "ed"), Correct])
        {
            var happened = Assert.Single(
                Assert.IsType<Decision.Accepted>(all.Decide(command, Night)).Events
            );
            all = all.Apply(happened);
            (sent, var held) = sent.Take(happened, all);
            Assert.Empty(held);
        }
        Assert.Equal(Wrong, sent.Public.Definition.Contest(OldBexley.Id).Electorate);

        var lifted = new ElectionEvent.EmbargoLifted(seat, Night, "ed");
        var (_, news) = sent.Take(lifted, all.Apply(lifted));

        var told = Assert.IsType<Bulletin.TurnoutCorrected>(Assert.Single(news));
        Assert.Equal((Wrong, Right), (told.Electorate, told.Of.Electorate));
    }

    [Fact]
    public void Where_a_second_person_is_always_wanted_it_is_no_exception()
    {
        Assert.True(Correct.ChangesResult);
    }

    [Fact]
    public void As_many_voters_as_papers_is_enough_and_rejected_papers_are_of_them()
    {
        var declared = Election(OldBexley)
            .After(
                new Command.Declare(
                    OldBexley.Id,
                    Votes(25_000, 22_633) with
                    {
                        Rejected = 126,
                    },
                    "rita"
                )
            );

        Assert.Equal(
            [new Fault.ElectorateOutOfRange(OldBexley, 47_758, 47_759)],
            declared.Faults(Correct with { Electorate = 47_758 }).AsEnumerable()
        );
        Assert.Equal(
            47_759,
            declared
                .After(Correct with { Electorate = 47_759 })
                .Definition.Contest(OldBexley.Id)
                .Electorate
        );
    }

    [Fact]
    public void In_a_ward_of_which_nothing_was_heard_the_electorate_is_corrected_as_well()
    {
        var ward = Ward("W");
        var correct = new Command.CorrectElectorate(ward.Id, 10_000, 1, "Misread.", "ed");

        Assert.Equal(1, Election(ward).After(correct).Definition.Contest(ward.Id).Electorate);
        Assert.Equal(
            [new Fault.ElectorateOutOfRange(ward, 0, 0)],
            Election(ward).Faults(correct with { Electorate = 0 }).AsEnumerable()
        );
    }

    [Theory]
    [InlineData(8_500, false)]
    [InlineData(8_499, true)]
    [InlineData(11_500, false)]
    [InlineData(11_501, true)]
    public void More_than_fifteen_percent_from_the_packs_is_far(int electorate, bool far)
    {
        var a = Contest("A", electorate: 10_000);
        var correct = new Command.CorrectElectorate(a.Id, 10_000, electorate, "Misread.", "ed");

        Assert.Equal(
            far ? [new Caution.ElectorateFarFromPack(10_000, electorate)] : [],
            Election(a).Consider(correct, Night).Cautions.AsEnumerable()
        );
    }
}
