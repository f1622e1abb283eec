using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>A night of several councils.</summary>
public class ControlTests
{
    private static readonly AreaId Whole = new(AreaKind.Whole, "England");
    private static readonly DateTimeOffset At = new(2026, 5, 8, 3, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void Each_council_has_a_line_of_its_own_that_follows_corrections_and_withdrawals()
    {
        var wards = Enumerable.Range(1, 6).Select(Ward).ToArray();
        var blog = new Blog(
            new ElectionDefinition(
                "councils",
                "Councils",
                At.AddHours(-5),
                "last time",
                [
                    new Party(new("Lab"), "Labour", 0xFF0000, [], "Labour"),
                    new Party(new("Con"), "Conservative", 0x0000FF, [], "the Conservatives"),
                ],
                [.. wards],
                [
                    new Chamber(new("N"), "North Council", 3, 2, []),
                    new Chamber(new("S"), "South Council", 3, 2, []),
                ]
            )
        );
        Assert.Null(blog.Front.QuerySelector(".control"));

        blog.Add(Won(wards[0], 1), Won(wards[1], 1), Won(wards[3], 2));

        Assert.Equal(
            [
                "North Council: Labour have a majority: 2 of 3 seats.",
                "South Council: The Conservatives need 1 more seat for a majority (2).",
            ],
            Lines(blog)
        );

        blog.Add(
            new Bulletin.Corrected(
                wards[1],
                Verdict(wards[1], 1),
                Verdict(wards[1], 2),
                1,
                "swapped",
                [],
                At
            ),
            new Bulletin.Retracted(wards[3], Verdict(wards[3], 2), "too early", [], At)
        );

        Assert.Equal(
            ["North Council: The Conservatives need 1 more seat for a majority (2)."],
            Lines(blog)
        );
    }

    private static string[] Lines(Blog blog) =>
        [.. blog.Front.QuerySelectorAll("header .control li").Select(Blog.Read)];

    private static Contest Ward(int number) =>
        new(
            new ContestId($"W{number}"),
            $"Ward {number}",
            1_000,
            [Whole],
            [new Candidate(1, "Ann Able", new("Lab")), new Candidate(2, "Bob Best", new("Con"))],
            null,
            Chamber: new ChamberId(number <= 3 ? "N" : "S")
        );

    private static Bulletin.Result Won(Contest ward, int winner) =>
        new(ward, Verdict(ward, winner), [], At);

    private static Verdict Verdict(Contest ward, int winner) =>
        (
            (Count.Complete)Count.Of(ward, new Figures([new(winner, 300), new(3 - winner, 200)]))
        ).Verdict;
}
