using AngleSharp.Dom;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>A ward with several seats.</summary>
public class WardTests
{
    private static readonly AreaId Whole = new(AreaKind.Whole, "Barset");
    private static readonly DateTimeOffset At = new(2026, 5, 8, 3, 0, 0, TimeSpan.FromHours(1));
    private static readonly PartyId Lab = new("Lab");
    private static readonly PartyId Con = new("Con");
    private static readonly PartyId Green = new("Green");

    private static readonly Contest Ward = new(
        new ContestId("W"),
        "Castle",
        5_000,
        [Whole],
        [
            new Candidate(1, "Ann Able", Lab),
            new Candidate(2, "Bea Best", Lab),
            new Candidate(3, "Cy Cole", Con),
            new Candidate(4, "Di Dove", Green),
            new Candidate(5, "Ed Eve", Green),
            new Candidate(6, "Flo Fox", PartyId.Independent),
        ],
        // Labour had two seats and the Greens did not stand.
        BaseResult.Of(
            [new(Lab, 400), new(Con, 300), new(PartyId.Independent, 50)],
            seats: [new(Lab, 2)]
        ),
        Seats: 2
    );

    [Fact]
    public void Only_a_party_that_did_not_stand_last_time_is_new()
    {
        var blog = new Blog(
            new ElectionDefinition(
                "barset",
                "Barset",
                At.AddHours(-5),
                "last time",
                [
                    .. new[] { Lab, Con, Green, PartyId.Independent }.Select(p => new Party(
                        p,
                        p.Value,
                        null,
                        []
                    )),
                ],
                [Ward]
            )
        );
        var figures = new Figures([
            new(1, 500),
            new(2, 450),
            new(3, 300),
            new(4, 150),
            new(5, 100),
            new(6, 50),
        ]);
        var verdict = ((Count.Complete)Count.Of(Ward, figures, deposits: false)).Verdict;

        blog.Add(new Bulletin.Result(Ward, verdict, [], At));

        Assert.Equal(
            [
                "Ann Able",
                "Bea Best",
                "",
                "Cy Cole",
                "Di Dove",
                "new",
                "Ed Eve",
                "new",
                "Flo Fox",
                "",
            ],
            blog.Front.QuerySelectorAll("article tbody tr")
                .SelectMany(r => new[] { Name(r), Blog.Read(r.QuerySelector("td.c")!) })
                // How much the others have changed isn't this test's.
                .Where(text => text is not ['+' or '−', ..])
        );
    }

    private static string Name(IElement row) =>
        row.QuerySelector("th")!.FirstChild!.TextContent.Trim();
}
