using System.Security.Cryptography;
using System.Text;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Store;

namespace ResultsBot.Desk;

/// <summary>
/// Figures are bound to places on a contest's roll, so a roll may not change once something was taken in for it:
/// the votes would pass to other people.
/// </summary>
internal static class Rolls
{
    /// <summary>Holds the rolls of today against those that the events were decided with, and keeps them.</summary>
    /// <exception cref="StoreException">A roll that figures are bound to has changed, or is gone.</exception>
    public static async Task Check(
        ElectionDefinition definition,
        IReadOnlyCollection<ElectionEvent> events,
        IElectionStore store,
        CancellationToken ct
    )
    {
        var known = await store.ReadRolls(ct);
        var today = definition.Contests.ToDictionary(c => c.Id.Value, Fingerprint);
        foreach (var id in events.Select(ContestOf).OfType<ContestId>().Distinct())
        {
            if (!today.TryGetValue(id.Value, out var roll))
            {
                throw new StoreException(
                    $"The store holds figures for {id}, which the election pack no longer has. Put it back."
                );
            }
            if (known.TryGetValue(id.Value, out var before) && before != roll)
            {
                throw new StoreException(
                    $"The candidates of {definition.Contest(id).Name} ({id}) are not those that the stored figures were "
                        + "taken in for: not the same names, parties, seats or order. Put the roll back as it was."
                );
            }
        }
        var changed = today.Where(t => known.GetValueOrDefault(t.Key) != t.Value).ToDictionary();
        if (changed.Count > 0)
        {
            await store.SaveRolls(changed);
        }
    }

    private static string Fingerprint(Contest contest)
    {
        var roll = string.Join('\n', contest.Candidates.Select(c => $"{c.Name}\t{c.Party}"));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{contest.Seats}\n{roll}"));
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>A proposal binds figures to a roll as well.</summary>
    private static ContestId? ContestOf(ElectionEvent happened) =>
        happened is ElectionEvent.Proposed { Asks.Contest: var asked } ? asked : happened.About;
}
