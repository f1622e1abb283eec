using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>What is announced beside the votes: compared with them, and the verified total taken in.</summary>
public class AnnouncedTests
{
    private static readonly Contest Ward = Ward("W", 2, "Lab Lab Con", last: null);
    private static readonly Contest Seat = Contest("S", "Lab Con");

    [Fact]
    public void What_differs_from_the_figures_is_a_caution_with_both_and_what_agrees_is_none()
    {
        var cautions = Odd(
            Seat,
            Votes(600, 400),
            new Announced
            {
                Majority = 250,
                ValidVotes = 1_000,
                Electorate = Seat.Electorate + 1,
            }
        );

        Assert.Equal(
            [
                new AnnouncedCheck.OfFigure(
                    AnnouncedFigure.Electorate,
                    Seat.Electorate + 1,
                    Seat.Electorate,
                    false
                ),
                new AnnouncedCheck.OfFigure(AnnouncedFigure.Majority, 250, 200, false),
            ],
            cautions
        );
    }

    [Fact]
    public void Another_winner_than_the_text_says_is_a_caution() =>
        Assert.Equal(
            [new AnnouncedCheck.OfWinner(new PartyId("Con"), new PartyId("Lab"))],
            Odd(Seat, Votes(600, 400), new Announced { Winner = new PartyId("Con") })
        );

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1010, true)]
    [InlineData(1005, false)]
    public void A_number_of_voters_is_of_valid_votes_or_of_all_papers(int voters, bool agrees) =>
        Assert.Equal(
            agrees,
            !Odd(Seat, Votes(600, 400) with { Rejected = 10 }, new Announced { Voters = voters })
                .Any()
        );

    [Fact]
    public void The_verified_total_of_a_text_is_what_its_result_has_to_come_to()
    {
        var figures = Votes(600, 400) with { Rejected = 10 };

        Assert.Equal(
            [new Fault.NotReconciled(1_000, 10, 1_020)],
            Faults(Seat, figures, new Announced { Verified = 1_020 })
        );
        Assert.Empty(Faults(Seat, figures, new Announced { Verified = 1_010 }));
        Assert.DoesNotContain(
            Considered(Seat, figures, new Announced { Verified = 1_010 }).Cautions,
            c => c is Caution.NoVerifiedTotal
        );
    }

    [Fact]
    public void Without_the_rejected_ballots_a_few_papers_more_than_votes_are_only_told()
    {
        var figures = Votes(60_000, 40_000);
        var seat = Seat with { Electorate = 200_000 };

        Assert.Contains(
            new Caution.RejectedNotSaid(100_500, 500),
            Considered(seat, figures, new Announced { Verified = 100_500 }).Cautions
        );
        // Putney 2024: too many for rejected papers.
        Assert.Equal(
            [new Fault.RejectedMissing(6_558)],
            Faults(seat, figures, new Announced { Verified = 106_558 })
        );
    }

    [Fact]
    public void The_verified_total_of_a_text_is_known_from_then_on()
    {
        var declared = Election(Seat)
            .After(
                new Command.Declare(Seat.Id, Votes(600, 400) with { Rejected = 10 }, "rita")
                {
                    Announced = new Announced { Verified = 1_010 },
                }
            );

        Assert.Equal(1_010, declared.State(Seat.Id).Progress.VerifiedPapers);
    }

    [Fact]
    public void An_earlier_verified_total_counts_and_another_in_the_text_is_a_caution()
    {
        var verified = Election(Seat)
            .After(new Command.ReportVerified(Seat.Id, 1_010, null, "rita"));
        var report = new Command.Declare(Seat.Id, Votes(600, 400) with { Rejected = 10 }, "rita")
        {
            Announced = new Announced { Verified = 1_100 },
        };

        Assert.Contains(
            new Caution.DiffersFromText(
                new AnnouncedCheck.OfFigure(AnnouncedFigure.VerifiedPapers, 1_100, 1_010, false)
            ),
            verified.Consider(report, Night).Cautions
        );
    }

    [Fact]
    public void In_a_ward_the_turnout_follows_from_the_verified_total_without_the_rejected_ballots()
    {
        var election = Election(Ward).After(new Command.ReportVerified(Ward.Id, 900, null, "rita"));
        var declared = election.After(
            new Command.Declare(Ward.Id, Votes(600, 500, 300) with { Rejected = 10 }, "rita")
        );

        var verdict = Assert.IsType<ContestState.Declared>(declared.State(Ward.Id)).Verdict;
        Assert.Equal(new Fraction(890, Ward.Electorate), verdict.Turnout);
    }

    [Fact]
    public void In_a_ward_only_the_best_candidate_of_a_party_is_compared_with_its_last_share()
    {
        var ward = Ward("W", 2, "Lab Lab Con", last: "Lab 500 Con 500", held: "Con 2");
        var declared = Election(ward)
            .After(new Command.Declare(ward.Id, Votes(600, 500, 300), "rita"));

        var verdict = Assert.IsType<ContestState.Declared>(declared.State(ward.Id)).Verdict;
        Assert.Equal([true, false, true], verdict.Lines.Select(l => l.Change is not null));
    }

    private static Consideration Considered(Contest contest, Figures figures, Announced said) =>
        Election(contest)
            .Consider(new Command.Declare(contest.Id, figures, "rita") { Announced = said }, Night);

    private static IEnumerable<AnnouncedCheck> Odd(
        Contest contest,
        Figures figures,
        Announced said
    ) =>
        Considered(contest, figures, said)
            .Cautions.OfType<Caution.DiffersFromText>()
            .Select(c => c.Check);

    private static IEnumerable<Fault> Faults(Contest contest, Figures figures, Announced said) =>
        Considered(contest, figures, said).Faults;
}
