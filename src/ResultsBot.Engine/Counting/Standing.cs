using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Counting;

/// <param name="Seats">Won so far.</param>
/// <param name="Gains">Of those, won from another party.</param>
/// <param name="Losses">Seats of the base result that another party has won.</param>
/// <param name="LostDeposits">Candidates who polled not more than 5%.</param>
public sealed record PartyStanding(
    PartyId Party,
    int Seats,
    int Gains,
    int Losses,
    int Votes,
    int LostDeposits = 0
)
{
    public int Holds => Seats - Gains;

    /// <summary>Seats more than last time; negative for fewer.</summary>
    public int Net => Gains - Losses;
}

/// <summary>The state of the parties in one area.</summary>
/// <param name="Seats">How many seats the area has.</param>
/// <param name="Declared">How many of them have declared; those elected unopposed are, and those that stay vacant with them.</param>
/// <param name="Parties">
/// Those with a vote, a seat or a loss; most seats first, then fewest losses, then most votes.
/// </param>
/// <param name="Unopposed">How many of those that have declared had no poll.</param>
/// <param name="Postponed">How many are not to come tonight, since their poll is held another day.</param>
public sealed record Standing(
    AreaId Area,
    int Seats,
    int Declared,
    ImmutableArray<PartyStanding> Parties,
    int Unopposed = 0,
    int Postponed = 0
)
{
    /// <summary>Nothing more is to come tonight, and something has.</summary>
    public bool IsComplete => Declared > 0 && Awaited == 0;

    public int Awaited => Seats - Declared - Postponed;

    /// <summary>How many seats were declared after a poll.</summary>
    public int Counted => Declared - Unopposed;

    /// <summary>The parties that have won or lost a seat, in order.</summary>
    // Not a property, or the store would save it: read-only lists are serialized.
    public IEnumerable<PartyStanding> InSeats() => Parties.Where(p => p.Seats > 0 || p.Losses > 0);

    public static Standing Empty(AreaId area, int seats) => new(area, seats, 0, []);

    /// <summary>This standing with one more contest declared.</summary>
    public Standing With(Verdict verdict) => Change(verdict, 1);

    /// <summary>This standing as it was before that contest declared.</summary>
    public Standing Without(Verdict verdict) => Change(verdict, -1);

    /// <param name="seats">Negative where their poll is held after all.</param>
    public Standing Postpone(int seats) => this with { Postponed = Postponed + seats };

    public PartyStanding Of(PartyId party) =>
        Parties.FirstOrDefault(p => p.Party == party) ?? new PartyStanding(party, 0, 0, 0, 0);

    private Standing Change(Verdict verdict, int by)
    {
        var parties = Parties.ToDictionary(p => p.Party);
        foreach (var line in verdict.Lines)
        {
            Change(
                line.Candidate.Party,
                p =>
                    p with
                    {
                        Votes = p.Votes + (by * line.Votes),
                        LostDeposits = p.LostDeposits + (line.LostDeposit ? by : 0),
                    }
            );
        }
        var measured = verdict.Outcome is not Outcome.Win;
        foreach (var change in verdict.Changes)
        {
            Change(
                change.Party,
                p =>
                    p with
                    {
                        Seats = p.Seats + (by * change.Now),
                        Gains = p.Gains + (measured ? by * change.Gained : 0),
                        Losses = p.Losses + (by * change.Lost),
                    }
            );
        }
        return this with
        {
            Declared = Declared + (by * (verdict.Seats + verdict.Vacant)),
            Unopposed =
                Unopposed + (verdict.IsUnopposed ? by * (verdict.Seats + verdict.Vacant) : 0),
            Parties =
            [
                .. parties
                    .Values.Where(p => p is not { Seats: 0, Losses: 0, Votes: 0, LostDeposits: 0 })
                    .OrderByDescending(p => p.Seats)
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
