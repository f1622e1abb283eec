using ResultsBot.Engine.Counting;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests.Counting;

public class FiguresTests
{
    private static readonly Figures Stands = Votes(500, 500, 50) with
    {
        Rejected = 135,
        Papers = 700,
        Elected = [2],
    };

    [Fact]
    public void What_a_correction_does_not_say_is_kept()
    {
        var corrected = new Figures([new(1, 510)]).Over(Stands);

        Assert.Equal(Votes(510, 500, 50) with { Rejected = 135, Papers = 700 }, corrected);
    }

    [Fact]
    public void What_it_says_replaces_what_stands()
    {
        var corrected = new Figures([new(3, 60)], 140, [1], 710).Over(Stands);

        Assert.Equal((140, 710), (corrected.Rejected, corrected.Papers));
        Assert.Equal([1], corrected.Elected.AsEnumerable());
    }

    /// <summary>A lot was drawn among the very figures that stand: among others it has to be said anew.</summary>
    [Fact]
    public void Who_won_the_lot_is_kept_only_while_no_vote_changes()
    {
        Assert.Equal([2], new Figures([new(1, 500)], 140).Over(Stands).Elected.AsEnumerable());
        Assert.Empty(new Figures([new(3, 51)]).Over(Stands).Elected);
    }

    [Fact]
    public void Figures_are_the_same_in_whatever_order_they_were_read_out()
    {
        var figures = new Figures([new(1, 500), new(2, 400), new(3, 300)], Elected: [1, 2]);

        Assert.Equal(
            figures,
            new Figures([new(3, 300), new(1, 500), new(2, 400)], Elected: [2, 1])
        );
        Assert.NotEqual(figures, figures with { Elected = [1, 3] });
    }

    [Fact]
    public void In_a_ward_the_valid_papers_are_the_verified_ones_without_the_rejected()
    {
        var ward = Ward("W", 2, "Lab Lab Con");
        var figures = Votes(600, 500, 300) with { Rejected = 10 };

        Assert.Equal(890, figures.WithPapers(ward, 900).Papers);
        Assert.Null(figures.WithPapers(ward, null).Papers);
        Assert.Null((figures with { Rejected = null }).WithPapers(ward, 900).Papers);
        Assert.Equal(700, (figures with { Papers = 700 }).WithPapers(ward, 900).Papers);
        // No valid paper is none at all.
        Assert.Null(figures.WithPapers(ward, 10).Papers);
    }

    [Fact]
    public void With_one_seat_the_votes_are_the_papers_and_none_are_worked_out() =>
        Assert.Null(
            (Votes(600, 400) with { Rejected = 10 }).WithPapers(Contest("A"), 1_010).Papers
        );
}
