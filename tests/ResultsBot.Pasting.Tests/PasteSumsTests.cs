using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Pasting.Tests.Samples;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>What a text says beside the votes: taken as it is said, or named where it can't all be true.</summary>
public class PasteSumsTests
{
    private static readonly Contest Chesterfield = TheNight.Contest("Chesterfield");

    private const string WardPaste = """
        Amina Begum 2,105
        Peter Bird 1,204
        Sarah Louise Cole 1,998
        Owen Davies 903
        Mary Davies 1,151
        Tom Okafor 1,880
        Helen Price 612
        John Wright 1,099
        """;

    [Theory]
    [InlineData("Rejected", "rejected ballots")]
    [InlineData("Want of an official mark", "ballots without the official mark")]
    [InlineData("Voting for more candidates than entitled to", "ballots with too many votes")]
    [InlineData("Voter could be identified", "ballots that identify the voter")]
    [InlineData("Unmarked", "unmarked ballots")]
    [InlineData("Rejected in part", "ballots rejected in part")]
    [InlineData("Total", "total")]
    [InlineData("Valid votes", "valid votes")]
    [InlineData("Votes cast", "valid votes")]
    [InlineData("Papers verified", "verified papers")]
    [InlineData("Papers issued", "issued papers")]
    [InlineData("Turnout", "turnout")]
    [InlineData("Electorate", "electorate")]
    [InlineData("Majority", "majority")]
    [InlineData("Swing", "swing")]
    [InlineData("Seats", "seats")]
    public void Two_figures_for_one_thing_are_named_by_what_they_are_of(string label, string what)
    {
        var problems = Problems($"{TheNight.ChesterfieldPaste}\n{label} 41\n{label} 43");

        Assert.Contains(new PasteProblem.SaidTwice(what, 41, 43), problems);
    }

    [Theory]
    [InlineData("", "58.2%", "59.3%")]
    [InlineData("", "58%", "60.3%")]
    [InlineData("41,690, ", "58.2%", "59.3%")]
    public void Two_turnouts_are_not_chosen_between(string papers, string one, string other) =>
        Assert.Equal(
            [new PasteProblem.ShareSaidTwice("turnout", one, other)],
            Problems($"{TheNight.ChesterfieldPaste}\nTurnout {papers}{one}\nTurnout {other}")
        );

    [Theory]
    [InlineData("Turnout 41,690\nTurnout 58.2%")]
    [InlineData("Turnout 58.2%\nTurnout 41,690")]
    [InlineData("Turnout 41,690 (58.2%)\nTurnout 58.2%")]
    [InlineData("Turnout 58%\nTurnout 58.2%\nTurnout 41,690")]
    public void A_turnout_in_papers_and_one_in_per_cent_are_one_turnout(string lines)
    {
        var said = Read($"{TheNight.ChesterfieldPaste}\n{lines}").Announced;

        Assert.Equal((41_690, new Fraction(5820, 10_000)), (said.Voters, said.Turnout));
    }

    [Fact]
    public void A_majority_in_votes_and_one_in_per_cent_are_one_majority() =>
        Assert.Equal(
            10_820,
            Read(
                $"{TheNight.ChesterfieldPaste}\nMajority 26.0%\nMajority 10,820"
            ).Announced.Majority
        );

    /// <summary>Of a few voters, the share is the turnout.</summary>
    [Fact]
    public void A_turnout_of_fewer_voters_than_a_hundred_is_no_percentage() =>
        Assert.Equal(
            new Fraction(1230, 10_000),
            Read($"{TheNight.ChesterfieldPaste}\nTurnout 87 (12.3%)").Announced.Turnout
        );

    [Theory]
    [InlineData("Rejected ballots: 135 (0.32%)")]
    [InlineData("Rejected 135 0.3%")]
    [InlineData("Rejected 135 (0.3%)\nValid votes 41,555 (99.7%)\nTotal 41,690 (100%)")]
    [InlineData(
        "Too many votes 45 (33%)\nVoter identifiable 3 (2%)\nUnmarked 87 (64%)\nTotal rejected 135"
    )]
    [InlineData("Verified papers 41,690 (58.2%)\nElectorate 71,645 (100%)\nRejected 135")]
    public void A_share_beside_what_is_no_candidate_s_is_of_a_total(string lines) =>
        Assert.Equal(135, Read($"{TheNight.ChesterfieldPaste}\n{lines}").Figures.Rejected);

    /// <summary>“Rejected 13 5%” is 135 in which somebody mistyped.</summary>
    [Theory]
    [InlineData("Rejected 13 5%", "rejected ballots", 13, "5%")]
    [InlineData("Rejected 135 (0.5%)", "rejected ballots", 135, "0.5%")]
    [InlineData("Valid votes 41,555 (98.7%)", "valid votes", 41_555, "98.7%")]
    [InlineData("Electorate 71,645 (58.2%)", "electorate", 71_645, "58.2%")]
    public void A_share_of_no_total_is_named(string line, string what, int count, string share) =>
        Assert.Equal(
            [new PasteProblem.LabelShareDoesNotFit(what, count, share)],
            Problems($"{TheNight.ChesterfieldPaste}\n{line}")
        );

    [Theory]
    [InlineData("Papers by post 9,000\nPapers by post 9,001")]
    [InlineData("Postal votes sent 11,402\nPostal votes returned 9,000")]
    public void Papers_by_post_are_said_of_many_things(string lines) =>
        Read($"{TheNight.ChesterfieldPaste}\n{lines}");

    [Fact]
    public void Rejected_ballots_that_were_typed_otherwise_are_not_chosen_between()
    {
        var reading = PastedResult.Read(
            $"{TheNight.ChesterfieldPaste}\nRejected 135",
            Chesterfield,
            TheNight.PartyNames,
            new PasteAnswers(153, [])
        );

        Assert.Equal(
            [new PasteProblem.SaidTwice(PastedResult.RejectedBallots, 153, 135)],
            Assert.IsType<PasteReading.NotUnderstood>(reading).Problems.AsEnumerable()
        );
    }

    [Fact]
    public void Rejected_ballots_that_were_typed_are_those_of_a_text_without() =>
        Assert.Equal(
            153,
            Assert
                .IsType<PasteReading.Understood>(
                    PastedResult.Read(
                        TheNight.ChesterfieldPaste,
                        Chesterfield,
                        TheNight.PartyNames,
                        new PasteAnswers(153, [])
                    )
                )
                .Figures.Rejected
        );

    [Fact]
    public void Rejected_ballots_that_are_less_than_their_kinds_are_named() =>
        Assert.Equal(
            [new PasteProblem.DoesNotAddUp(PastedResult.RejectedBallots, 136, 135)],
            Problems(
                $"{TheNight.ChesterfieldPaste}\nToo many votes 45\nVoter identifiable 3\nUnmarked 87\nTotal rejected 136"
            )
        );

    [Fact]
    public void Of_valid_votes_and_a_total_the_one_that_stands_first_is_named_first() =>
        Assert.Equal(
            [new PasteProblem.SaidTwice("valid votes", 41_554, 41_555)],
            Problems($"{TheNight.ChesterfieldPaste}\nValid votes 41,554\nTotal votes 41,555")
        );

    [Fact]
    public void More_than_there_are_seats_for_are_not_elected()
    {
        var problem = Assert.IsType<PasteProblem.TooManyElected>(
            Assert.Single(Problems("Toby Perkins 19,316 Elected\nBen Flook 8,496 Elected"))
        );

        Assert.Equal(["Toby Perkins", "Ben Flook"], problem.Elected.Select(c => c.Name));
        Assert.Equal(1, problem.Seats);
    }

    /// <summary>Some that were given out never come back: they are no verified papers.</summary>
    [Fact]
    public void Papers_that_were_given_out_and_are_more_than_those_counted_are_not_verified()
    {
        var said = Read(
            $"{TheNight.ChesterfieldPaste}\nRejected 135\nBallot papers issued 41,700"
        ).Announced;

        Assert.Equal((41_700, null), (said.Issued, said.Verified));

        said = Read(
            $"{WardPaste}\nValid papers 4,558\nRejected 31\nIssued 4,595",
            Wards.Ward
        ).Announced;

        Assert.Equal((4_595, null), (said.Issued, said.Verified));
    }

    [Fact]
    public void A_turnout_in_voters_is_not_overwritten_by_a_total_of_papers() =>
        Assert.Equal(
            4_600,
            Read(
                $"{WardPaste}\nTurnout 4,600\nTotal papers counted 4,589",
                Wards.Ward
            ).Announced.Voters
        );

    [Theory]
    [InlineData("Turnout 58", 1, 100)]
    [InlineData("Turnout 58%", 1, 100)]
    [InlineData("Turnout 58.2%", 11, 10_000)]
    [InlineData("Turnout 58.19%", 11, 10_000)]
    public void A_turnout_is_as_exact_as_it_is_said(string line, int numerator, int denominator) =>
        Assert.Equal(
            new Fraction(numerator, denominator),
            Read($"{TheNight.ChesterfieldPaste}\n{line}").Announced.TurnoutStep
        );

    [Fact]
    public void A_swing_above_the_result_is_read()
    {
        var swing = Read($"Swing 11.4% Con to Lab\n{TheNight.ChesterfieldPaste}").Announced.Swing;

        Assert.Equal(
            (new Fraction(114, 1000), new PartyId("Con"), new PartyId("Lab")),
            (swing?.Size, swing?.From, swing?.To)
        );
    }

    [Theory]
    [InlineData("Labour hold")]
    [InlineData("Lab gain from Con")]
    public void Who_is_said_to_have_won_is_read(string line) =>
        Assert.Equal(
            new PartyId("Lab"),
            Read($"{TheNight.ChesterfieldPaste}\n{line}").Announced.Winner
        );

    /// <summary>Whoever is missing may have any share: only those given can be held against each other.</summary>
    [Theory]
    [InlineData("20.4%", null)]
    [InlineData("40.4%", "40.4%")]
    [InlineData("10.4%", "10.4%")]
    public void Shares_of_some_candidates_are_held_against_each_other(string share, string? wrong)
    {
        var reading = PastedResult.Read(
            $"Toby Perkins 19,316 46.5%\nBen Flook 8,496 {share}",
            Chesterfield,
            TheNight.PartyNames
        );

        Assert.Equal(
            wrong,
            (reading as PasteReading.NotUnderstood)
                ?.Problems.Cast<PasteProblem.ShareDoesNotFit>()
                .Single()
                .Share
        );
    }

    [Fact]
    public void A_share_that_is_too_small_for_its_figure_is_named() =>
        Assert.Equal(
            [
                new PasteProblem.ShareDoesNotFit(
                    Chesterfield.Candidates.Single(c => c.Name == "Toby Perkins"),
                    19_316,
                    "36.5%"
                ),
            ],
            Problems(
                TheNight.ChesterfieldPaste.Replace(
                    "19,316",
                    "19,316 (36.5%)",
                    StringComparison.Ordinal
                )
            )
        );

    [Fact]
    public void Shares_in_a_ward_with_several_seats_are_of_its_papers() =>
        Read(
            """
            Amina Begum 2,105 46.2%
            Peter Bird 1,204 26.4%
            Sarah Louise Cole 1,998 43.8%
            Owen Davies 903 19.8%
            Mary Davies 1,151 25.3%
            Tom Okafor 1,880 41.2%
            Helen Price 612 13.4%
            John Wright 1,099 24.1%
            """,
            Wards.Ward
        );

    [Fact]
    public void Places_are_no_votes() =>
        Assert.Equal(
            [new PasteProblem.NoFigures()],
            Problems("1 Toby Perkins\n2 Ben Flook\n3 Dan Price")
        );

    private static PasteReading.Understood Read(string text, Contest? contest = null)
    {
        var reading = PastedResult.Read(text, contest ?? Chesterfield, TheNight.PartyNames);
        if (reading is PasteReading.NotUnderstood { Problems: var problems })
        {
            Assert.Fail($"{string.Join("; ", problems)}\n{text}");
        }
        return (PasteReading.Understood)reading;
    }

    private static IEnumerable<PasteProblem> Problems(string text) =>
        Assert
            .IsType<PasteReading.NotUnderstood>(
                PastedResult.Read(text, Chesterfield, TheNight.PartyNames)
            )
            .Problems;
}
