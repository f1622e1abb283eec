using System.Collections.Immutable;

namespace ResultsBot.Engine.Definition;

/// <summary>A parliament or a council, by the code that the election's own files use.</summary>
public readonly record struct ChamberId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>
/// A parliament or a council, in which a party can have a majority. An election may fill one, several, or none, as
/// with by-elections.
/// </summary>
/// <param name="Seats">All its seats, those that aren't up for election included.</param>
/// <param name="Majority">The seats a party needs to outvote all others together: 326 of 650.</param>
/// <param name="Continuing">Seats that aren't up for election this time, by who holds them.</param>
public sealed record Chamber(
    ChamberId Id,
    string Name,
    int Seats,
    int Majority,
    ImmutableArray<PartySeats> Continuing
)
{
    /// <summary>What a party holds that is not up for election.</summary>
    public int ContinuingSeats(PartyId party) =>
        Continuing.Where(c => c.Party == party).Sum(c => c.Seats);
}
