using ResultsBot.Commands;
using ResultsBot.Engine;

namespace ResultsBot.Tests.Commands;

public class AcceptedCautionsTests
{
    /// <summary>Yesterday’s buttons are pressed today: a code keeps its place for ever.</summary>
    [Fact]
    public void Every_caution_has_a_place_of_its_own_that_stays()
    {
        string[] codes =
        [
            "no-verified-total",
            "turnout-off-announced",
            "turnout-far-from-last-time",
            "total-fell",
            "looks-swapped",
            "contradicts-flash",
            "names-alike",
            "same-as-another",
            "far-from-area",
            "unexpected-winner",
            "winner-changes",
            "another-lot",
            "contradicts-lot",
            "electorate-far-from-pack",
            "papers-not-compared",
            "turnout-unlike-area",
            "absurd-turnout",
            "many-rejected",
            "electorate-far-from-last-time",
            "another-flash",
            "few-votes",
            "level-figures",
            "unlikely-share",
            "fits-another",
            "text-winner",
            "text-turnout",
            "text-valid-votes",
            "text-electorate",
            "text-majority",
            "text-seats",
            "text-papers",
            "rejected-not-said",
            "text-swing",
            "swapped-by-shares",
        ];

        Assert.Equal(
            codes.Select((_, at) => 1L << at),
            codes.Select(c => AcceptedCautions.None.With(c).Bits)
        );
        // What differs from a text is one kind of caution with a code for each figure.
        Assert.Equal(
            typeof(Caution).GetNestedTypes().Length - 1,
            codes.Count(c => !c.StartsWith("text-", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void What_was_accepted_comes_back_from_the_button()
    {
        var accepted = AcceptedCautions.None.With("total-fell").With("unexpected-winner");

        Assert.Equal(accepted, AcceptedCautions.Parse(accepted.ToString()));
        Assert.Equal(["total-fell", "unexpected-winner"], accepted.Confirmed([]).AsEnumerable());
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("-1")]
    [InlineData("8")]
    [InlineData("8-1-1")]
    [InlineData("8-100000000")]
    public void What_no_button_of_ours_carries_accepts_nothing(string text) =>
        Assert.Equal(AcceptedCautions.None, AcceptedCautions.Parse(text));
}
