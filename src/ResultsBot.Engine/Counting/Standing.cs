using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Counting;

/// <param name="Seats">Won so far.</param>
/// <param name="Gains">Of those, won from another party.</param>
/// <param name="Losses">Seats of the base result that another party has won.</param>
public sealed record PartyStanding(PartyId Party, int Seats, int Gains, int Losses, int Votes)
{
    public int Holds => Seats - Gains;
}

/// <summary>The state of the parties in one area.</summary>
/// <param name="Seats">How many seats the area has.</param>
/// <param name="Declared">How many of them have declared.</param>
/// <param name="Parties">
/// Those with a vote, a seat or a loss; most seats first, then fewest losses, then most votes.
/// </param>
public sealed record Standing(
    AreaId Area,
    int Seats,
    int Declared,
    ImmutableArray<PartyStanding> Parties
)
{
    public bool IsComplete => Declared == Seats;

    public int Awaited => Seats - Declared;

    public static Standing Empty(AreaId area, int seats) => new(area, seats, 0, []);

    /// <summary>This standing with one more contest declared.</summary>
    public Standing With(Verdict verdict)
    {
        var parties = Parties.ToDictionary(p => p.Party);
        foreach (var line in verdict.Lines)
        {
            Change(line.Candidate.Party, p => p with { Votes = p.Votes + line.Votes });
        }
        var gained = verdict.Outcome as Outcome.Gain;
        Change(
            verdict.Winner.Candidate.Party,
            p => p with { Seats = p.Seats + 1, Gains = p.Gains + (gained is null ? 0 : 1) }
        );
        if (gained is not null)
        {
            Change(gained.From, p => p with { Losses = p.Losses + 1 });
        }

        return this with
        {
            Declared = Declared + 1,
            Parties =
            [
                .. parties
                    .Values.OrderByDescending(p => p.Seats)
                    .ThenBy(p => p.Losses)
                    .ThenByDescending(p => p.Votes)
                    .ThenBy(p => p.Party.Value, StringComparer.Ordinal),
            ],
        };

        void Change(PartyId party, Func<PartyStanding, PartyStanding> change) =>
            parties[party] = change(
                parties.GetValueOrDefault(party) ?? new PartyStanding(party, 0, 0, 0, 0)
            );
    }
}
