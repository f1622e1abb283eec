using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting.Tests.Samples;

/// <summary>A London borough's ward with three seats, for which the parties put up three candidates each, or one.</summary>
internal static class Wards
{
    public static Contest Ward { get; } =
        new(
            new ContestId("abbey"),
            "Abbey",
            9_812,
            [],
            [
                new Candidate(1, "Amina Begum", new PartyId("Lab")),
                new Candidate(2, "Peter Bird", new PartyId("Con")),
                new Candidate(3, "Sarah Louise Cole", new PartyId("Lab")),
                new Candidate(4, "Owen Davies", new PartyId("Green")),
                new Candidate(5, "Mary Davies", new PartyId("Con")),
                new Candidate(6, "Tom Okafor", new PartyId("Lab")),
                new Candidate(7, "Helen Price", new PartyId("LD")),
                new Candidate(8, "John Wright", new PartyId("Con")),
            ],
            null,
            Seats: 3
        );

    public static Figures Figures { get; } =
        new([
            new(1, 2_105),
            new(2, 1_204),
            new(3, 1_998),
            new(4, 903),
            new(5, 1_151),
            new(6, 1_880),
            new(7, 612),
            new(8, 1_099),
        ]);
}
