using CsCheck;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests.Counting;

public class NightRecordsTests
{
    [Fact]
    public void The_first_result_holds_every_record()
    {
        var verdict = Verdict(Contest("A"), 600, 400);

        var records = NightRecords.None.With(new ContestId("A"), verdict);

        Assert.Equal(new(new("A"), 200), records.Closest);
        Assert.Equal(new(new("A"), Percent(20)), records.Safest);
        Assert.Equal(new(new("A"), new Swing(Con, Lab, Percent(20))), records.BiggestSwing);
    }

    [Fact]
    public void The_closest_is_by_votes_and_the_safest_by_share()
    {
        // 3 of 5 is a small number of votes and a large share.
        var records = Of(("A", [600, 400]), ("B", [4, 1]), ("C", [5000, 2500]));

        Assert.Equal("B", records.Closest?.Contest.Value);
        Assert.Equal("B", records.Safest?.Contest.Value);
        Assert.Equal("C", Of(("A", [600, 400]), ("C", [5000, 2500])).Safest?.Contest.Value);
        Assert.Equal("A", Of(("A", [600, 400]), ("C", [5000, 2500])).Closest?.Contest.Value);
    }

    [Fact]
    public void Of_equals_the_first_by_code_holds_the_record()
    {
        Assert.Equal("A", Of(("B", [600, 400]), ("A", [600, 400])).Closest?.Contest.Value);
        Assert.Equal("A", Of(("A", [600, 400]), ("B", [600, 400])).Closest?.Contest.Value);
        Assert.Equal("A", Of(("B", [600, 400]), ("A", [600, 400])).Safest?.Contest.Value);
        Assert.Equal("A", Of(("B", [600, 400]), ("A", [600, 400])).BiggestSwing?.Contest.Value);
    }

    [Fact]
    public void Who_is_alone_breaks_no_record_and_who_has_no_swing_breaks_none_of_swings()
    {
        var alone = NightRecords.None.With(new("A"), Verdict(Contest("A", "Con"), 5));
        var without = NightRecords.None.With(new("B"), Verdict(Contest("B", last: null), 600, 400));

        Assert.Equal(NightRecords.None, alone);
        Assert.NotNull(without.Closest);
        Assert.Null(without.BiggestSwing);
    }

    [Fact]
    public void The_order_of_results_does_not_change_the_records() =>
        (
            from votes in Gen.Int[1, 6].Array[2].Array[1, 8]
            let results = votes.Select((v, i) => ($"{i}", new[] { v[0] * 2, (v[1] * 2) + 1 }))
            from shuffled in Gen.Shuffle(results.ToArray())
            select (results.ToArray(), shuffled)
        ).Sample(
            (results, shuffled) =>
            {
                var records = Of(shuffled);
                Assert.Equal(Of(results), records);
                Assert.Equal(
                    results.Min(r => Math.Abs(r.Item2[0] - r.Item2[1])),
                    records.Closest?.Value
                );
            }
        );

    private static NightRecords Of(params (string Id, int[] Votes)[] results) =>
        results.Aggregate(
            NightRecords.None,
            (r, result) => r.With(new(result.Id), Verdict(Contest(result.Id), result.Votes))
        );
}
