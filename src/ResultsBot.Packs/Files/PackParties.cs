using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs.Files;

/// <summary>A pack's parties, and those of earlier elections that count as one of them.</summary>
internal sealed class PackParties(
    ImmutableArray<Party> parties,
    IReadOnlyDictionary<PartyId, PartyId> countsAs
)
{
    private readonly HashSet<PartyId> _ids = [.. parties.Select(p => p.Id), .. countsAs.Keys];

    public ImmutableArray<Party> All => parties;

    public bool Has(PartyId party) => _ids.Contains(party);

    public PartyId Counted(PartyId party) => countsAs.GetValueOrDefault(party, party);
}
