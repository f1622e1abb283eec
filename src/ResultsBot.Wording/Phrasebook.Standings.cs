using ResultsBot.Engine.Counting;

namespace ResultsBot.Wording;

/// <summary>The state of the parties in a line.</summary>
public partial class Phrasebook
{
    /// <summary>“2 of 11 declared — Labour 2 (1 gain), Conservative 0 (1 loss)”</summary>
    /// <param name="most">How many parties are named; the rest are added up as others.</param>
    public virtual string Standing(Standing standing, int most = int.MaxValue)
    {
        var parties = PartiesOf(standing, most);
        var declared = DeclaredOf(standing);
        return parties.Length == 0 ? declared : $"{declared} – {parties}";
    }

    /// <summary>“Labour 2 (1 gain), Conservative 0 (1 loss)”; empty where none has won or lost a seat.</summary>
    protected virtual string PartiesOf(Standing standing, int most)
    {
        var (named, others) = Named(standing, most);
        var parts = named.Select(PartyLine).ToList();
        if (others > 0)
        {
            parts.Add($"others {Number(others)}");
        }
        return string.Join(", ", parts);
    }

    /// <summary>
    /// Who is named in a line, in the order of the seats, and the seats of the others. Who has lost four seats is named
    /// before who has won one; the party with most seats always is.
    /// </summary>
    private static (IReadOnlyList<PartyStanding> Named, int Others) Named(
        Standing standing,
        int most
    )
    {
        var told = standing.InSeats().ToArray();
        // A single one would be added up to nothing shorter.
        if (told.Length - 1 <= most)
        {
            return (told, 0);
        }
        var named = told.Skip(1)
            .OrderByDescending(p => Math.Max(p.Seats, Math.Abs(p.Net)))
            .ThenByDescending(p => p.Net != 0)
            .Take(most - 1)
            .Prepend(told[0])
            .ToHashSet();
        return (
            [.. told.Where(named.Contains)],
            told.Where(p => !named.Contains(p)).Sum(p => p.Seats)
        );
    }

    /// <summary>“Labour 2 (1 gain)”</summary>
    public virtual string PartyLine(PartyStanding standing)
    {
        var changes = new List<string>();
        if (standing.Gains > 0)
        {
            changes.Add(Of(standing.Gains, "gain", "gains"));
        }
        if (standing.Losses > 0)
        {
            changes.Add(Of(standing.Losses, "loss", "losses"));
        }
        var seats = $"{Party(standing.Party)} {standing.Seats}";
        return changes.Count == 0 ? seats : $"{seats} ({string.Join(", ", changes)})";
    }
}
