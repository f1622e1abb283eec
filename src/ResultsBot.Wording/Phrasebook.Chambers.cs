using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>Parliaments and councils: who has a majority there, and who sits there.</summary>
public partial class Phrasebook
{
    /// <summary>So many lines of chambers in a tally.</summary>
    private const int ChambersInATally = 15;

    /// <summary>A line for each chamber of which there is something to tell.</summary>
    public virtual ImmutableArray<string> Chambers(IEnumerable<ChamberStanding> chambers)
    {
        string[] lines = [.. chambers.Select(TowardsMajority).OfType<string>()];
        return lines.Length > ChambersInATally
            ? [.. lines.Take(ChambersInATally), AndMore(lines.Length - ChambersInATally)]
            : [.. lines];
    }

    /// <summary>
    /// How far the way to a majority is, and who sits there already; null where there is nothing to tell yet. A chamber has
    /// its name where it isn't all that is elected.
    /// </summary>
    public virtual string? TowardsMajority(ChamberStanding chamber)
    {
        var needed = chamber.Chamber.Majority;
        var state = (chamber.Majority, chamber.Leading) switch
        {
            (MajorityState.Reached, { } party) =>
                $"{First(party)} have a majority: {Number(chamber.Has(party))} of {Number(chamber.Chamber.Seats)} seats.",
            (MajorityState.Open, { } party) =>
                $"{First(party)} need {Of(needed - chamber.Has(party), "more seat", "more seats")} for a majority ({Number(needed)}).",
            (MajorityState.OutOfReach, _) => $"No party can now win a majority ({Number(needed)}).",
            _ => null,
        };
        if (state is null)
        {
            return null;
        }
        var named = chamber.Name is { } name ? $"{name}: {state}" : state;
        return chamber.Chamber.Continuing.IsEmpty ? named : $"{named} {Members(chamber)}";
    }

    /// <summary>
    /// “With the 30 seats not up for election: Con 21, Lab 14, LD 6.” “With the 8 seats not up for election (1 vacant): …”
    /// </summary>
    public virtual string Members(ChamberStanding chamber)
    {
        var notUp = chamber.Chamber.Seats - chamber.Elected.Seats;
        var vacant = notUp - chamber.Chamber.Continuing.Sum(c => c.Seats);
        var so = vacant > 0 ? $" ({Number(vacant)} vacant)" : "";
        return $"With the {Of(notUp, "seat", "seats")} not up for election{so}: {SeatsInShort(chamber.Members)}.";
    }

    /// <summary>“Barset Council complete: Conservative control”</summary>
    private string ChamberComplete(Bulletin.ChamberComplete bulletin) =>
        $"{bulletin.Chamber} complete: "
        + bulletin.Control switch
        {
            MajorityState.Reached =>
                $"{Party(bulletin.Members.First(m => m.Party != PartyId.Independent).Party)} control",
            MajorityState.Open =>
                $"control undecided, {Of(bulletin.Standing.Postponed, "poll", "polls")} postponed",
            _ => "no overall control",
        };

    /// <summary>Who sits in a chamber from now on.</summary>
    public virtual string NewMembers(ImmutableArray<PartySeats> members) =>
        $"Members now: {SeatsInShort(members)}.";

    /// <summary>What was up for election in a chamber, and what a majority is.</summary>
    public virtual string ControlOf(Bulletin.ChamberComplete bulletin) =>
        $"{Number(bulletin.Standing.Seats)} of {Of(bulletin.Seats, "seat", "seats")} were up for election; a majority is {Number(bulletin.Needed)}.";

    private string SeatsInShort(ImmutableArray<PartySeats> members) =>
        string.Join(", ", members.Select(m => $"{Short(m.Party.Value)} {Number(m.Seats)}"));
}
