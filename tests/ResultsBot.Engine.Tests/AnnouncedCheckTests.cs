using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>What is announced beside the votes, held against what follows from them: each side of each threshold.</summary>
public class AnnouncedCheckTests
{
    private static readonly Contest Seat = Contest("S", "Lab Con LD", "Con 600 Lab 400");
    private static readonly Figures Figures = Votes(600, 400, 0);

    [Theory]
    [InlineData(null, 1_010)] // They follow from the figures.
    [InlineData(1_020, 1_020)]
    public void Verified_papers_are_held_against_those_that_count_and_else_against_all_in_the_box(
        int? verified,
        int here
    ) =>
        Assert.Equal(
            [
                new AnnouncedCheck.OfFigure(
                    AnnouncedFigure.VerifiedPapers,
                    1_010,
                    here,
                    here == 1_010
                ),
            ],
            Checks(Figures with { Rejected = 10 }, new Announced { Verified = 1_010 }, verified)
        );

    [Fact]
    public void Papers_of_which_nothing_is_known_are_not_compared()
    {
        var said = new Announced { Verified = 1_010, Issued = 1_010 };

        Assert.Empty(Checks(Figures, said));
        Assert.Empty(Checks(Figures, Announced.Nothing, 1_010));
    }

    [Theory]
    [InlineData(999, false)]
    [InlineData(1_000, true)]
    [InlineData(1_001, true)]
    [InlineData(1_049, true)]
    [InlineData(1_050, true)]
    [InlineData(1_051, false)]
    public void Without_rejected_papers_the_voters_are_those_of_the_valid_ones_and_a_few_more(
        int voters,
        bool agrees
    ) =>
        Assert.Equal(
            [new AnnouncedCheck.OfFigure(AnnouncedFigure.Voters, voters, 1_000, agrees)],
            Checks(Figures, new Announced { Voters = voters })
        );

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_005, false)]
    [InlineData(1_010, true)]
    public void With_them_the_voters_are_those_of_all_papers_or_of_the_valid_ones(
        int voters,
        bool agrees
    ) =>
        Assert.Equal(
            [new AnnouncedCheck.OfFigure(AnnouncedFigure.Voters, voters, 1_010, agrees)],
            Checks(Figures with { Rejected = 10 }, new Announced { Voters = voters })
        );

    /// <summary>The valid votes are 10% of the electorate, and rounded to a tenth of a percent.</summary>
    [Theory]
    [InlineData(null, 9_900, false)]
    [InlineData(null, 9_901, true)]
    [InlineData(null, 10_250, true)]
    [InlineData(null, 10_599, true)] // At most one in 200 spoilt their papers.
    [InlineData(null, 10_600, false)]
    [InlineData(10, 9_900, false)]
    [InlineData(10, 10_050, true)]
    [InlineData(10, 10_199, true)]
    [InlineData(10, 10_200, false)]
    public void A_turnout_is_between_that_of_the_valid_and_that_of_all_papers_by_less_than_it_is_rounded(
        int? rejected,
        int turnout,
        bool agrees
    )
    {
        var said = new Fraction(turnout, 100_000);

        Assert.Equal(
            [new AnnouncedCheck.OfTurnout(said, Percent(10), agrees)],
            Checks(Figures with { Rejected = rejected }, new Announced { Turnout = said })
        );
    }

    /// <summary>Labour rises from 40% to 60%, the Conservatives fall from 60% to 40%.</summary>
    [Theory]
    [InlineData(null, null, true)]
    [InlineData("Con", null, true)]
    [InlineData(null, "Lab", true)]
    [InlineData("Con", "Lab", true)]
    [InlineData("Lab", null, false)]
    [InlineData(null, "Con", false)]
    [InlineData("Lab", "Con", false)]
    public void A_swing_is_from_who_fell_to_who_rose_as_far_as_it_is_said(
        string? from,
        string? to,
        bool agrees
    )
    {
        var said = Swing(200, from, to);

        Assert.Equal(
            [new AnnouncedCheck.OfSwing(said, new Swing(Con, Lab, Percent(20)), agrees)],
            Checks(Figures, new Announced { Swing = said })
        );
    }

    [Theory]
    [InlineData("LD", "Lab")]
    [InlineData("Con", "LD")]
    [InlineData("LD", null)]
    [InlineData(null, "LD")]
    public void A_swing_between_other_parties_is_neither_right_nor_wrong(
        string? from,
        string? to
    ) => Assert.Empty(Checks(Figures, new Announced { Swing = Swing(200, from, to) }));

    [Theory]
    [InlineData(1_990, false)]
    [InlineData(1_991, true)]
    [InlineData(2_009, true)]
    [InlineData(2_010, false)]
    public void A_swing_is_right_by_less_than_it_is_rounded(int size, bool agrees)
    {
        var said = new AnnouncedSwing(new Fraction(size, 10_000), new Fraction(1, 1_000), Con, Lab);

        Assert.Equal(agrees, Checks(Figures, new Announced { Swing = said }).Single().Agrees);
    }

    [Fact]
    public void Where_there_is_no_swing_none_is_compared()
    {
        var first = Seat with { Base = null };

        Assert.Empty(
            AnnouncedCheck.Of(
                first,
                Figures,
                Verdict(first, Figures),
                null,
                new Announced { Swing = Swing(200, "Con", "Lab") }
            )
        );
    }

    private static AnnouncedSwing Swing(int thousandths, string? from, string? to) =>
        new(new Fraction(thousandths, 1_000), new Fraction(1, 1_000), Party(from), Party(to));

    private static PartyId? Party(string? id) => id is null ? null : new PartyId(id);

    private static AnnouncedCheck[] Checks(Figures figures, Announced said, int? verified = null) =>
        [.. AnnouncedCheck.Of(Seat, figures, Verdict(Seat, figures), verified, said)];
}
