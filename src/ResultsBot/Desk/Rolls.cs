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
internal sealed class Rolls
{
    private readonly ElectionDefinition _definition;
    private readonly IElectionStore _store;
    private readonly IReadOnlyDictionary<string, string> _known;
    private readonly Dictionary<string, string> _today;
    private readonly HashSet<ContestId> _checked = [];

    private Rolls(
        ElectionDefinition definition,
        IElectionStore store,
        IReadOnlyDictionary<string, string> known
    )
    {
        _definition = definition;
        _store = store;
        _known = known;
        _today = definition.Contests.ToDictionary(c => c.Id.Value, Fingerprint);
    }

    public static async Task<Rolls> Open(
        ElectionDefinition definition,
        IElectionStore store,
        CancellationToken ct
    ) => new(definition, store, await store.ReadRolls(ct));

    /// <summary>Holds the roll of today against the one that the event was decided with.</summary>
    /// <exception cref="StoreException">A roll that figures are bound to has changed, or is gone.</exception>
    public void Check(ElectionEvent happened)
    {
        if (ContestOf(happened) is not { } id || !_checked.Add(id))
        {
            return;
        }
        if (!_today.TryGetValue(id.Value, out var roll))
        {
            throw new StoreException(
                $"The store holds figures for {id}, which the election pack no longer has. Put it back."
            );
        }
        if (_known.TryGetValue(id.Value, out var before) && before != roll)
        {
            throw new StoreException(
                $"The candidates of {_definition.Contest(id).Name} ({id}) are not those that the stored figures were "
                    + "taken in for: not the same names, parties, seats or order. Put the roll back as it was."
            );
        }
    }

    /// <summary>Keeps the rolls of today. Only once all events were checked.</summary>
    public async Task Save()
    {
        var changed = _today.Where(t => _known.GetValueOrDefault(t.Key) != t.Value).ToDictionary();
        if (changed.Count > 0)
        {
            await _store.SaveRolls(changed);
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
