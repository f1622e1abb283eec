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
}
