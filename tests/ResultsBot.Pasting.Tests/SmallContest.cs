using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>A contest whose names are as short as names can be.</summary>
internal static class SmallContest
{
    public static Contest Three { get; } =
        TheNight.Contest("Chesterfield") with
        {
            Candidates =
            [
                new Candidate(1, "Ann", new PartyId("Lab")),
                new Candidate(2, "Bob", new PartyId("Con")),
                new Candidate(3, "Cy", new PartyId("LD")),
            ],
        };
}
