using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>How far the parties are from outvoting all others together.</summary>
public abstract record MajorityState
{
    private MajorityState() { }

    /// <summary>Nothing has declared, or there is no chamber: a single seat.</summary>
    public sealed record NotAsked : MajorityState;

    /// <param name="Has">Of the whole chamber, seats not up for election included.</param>
    public sealed record Reached(PartyId Party, int Has) : MajorityState;

    /// <param name="Leading">The party that has most so far.</param>
    public sealed record Open(PartyId Leading, int Has) : MajorityState;

    public sealed record OutOfReach : MajorityState;

    public static MajorityState Of(Election election)
    {
        var definition = election.Definition;
        if (definition.ChamberSeats < 2 || election.Standing(definition.Whole).Declared == 0)
        {
            return new NotAsked();
        }
        // Independents aren’t a party, so they can’t win a majority.
        var leading = definition
            .Parties.Where(p => p.Id != PartyId.Independent)
            .Select(p => (p.Id, Has: election.Has(p.Id)))
            .OrderByDescending(p => p.Has)
            .ThenByDescending(p => election.Standing(definition.Whole).Of(p.Id).Votes)
            .FirstOrDefault();
        return leading.Has >= definition.Majority ? new Reached(leading.Id, leading.Has)
            : leading.Has == 0 ? new NotAsked()
            : IsReachable(election) ? new Open(leading.Id, leading.Has)
            : new OutOfReach();
    }

    /// <summary>Whether some party could still have a majority, if it won every seat left that it stands for.</summary>
    internal static bool IsReachable(Election election) =>
        election.Definition.Parties.Any(p =>
            p.Id != PartyId.Independent
            && election.Has(p.Id) + election.OpenSeats(p.Id) >= election.Definition.Majority
        );
}
