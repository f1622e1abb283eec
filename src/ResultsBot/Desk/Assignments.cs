using System.Collections.Immutable;
using ResultsBot.Engine.Definition;
using ResultsBot.Store;

namespace ResultsBot.Desk;

/// <summary>Which seats a reporter is tied to; who is tied to none may report of all.</summary>
internal sealed class Assignments
{
    private readonly IDeskStore _store;
    private ImmutableDictionary<ulong, ImmutableArray<ContestId>> _seats;

    private Assignments(
        IDeskStore store,
        ImmutableDictionary<ulong, ImmutableArray<ContestId>> seats
    )
    {
        _store = store;
        _seats = seats;
    }

    public static async Task<Assignments> Open(IDeskStore store, CancellationToken ct)
    {
        var rows = await store.ReadAssignments(ct);
        return new Assignments(
            store,
            rows.GroupBy(r => r.Person, r => r.Contest)
                .ToImmutableDictionary(g => g.Key, g => g.ToImmutableArray())
        );
    }

    public ImmutableArray<ContestId> Of(ulong person) => _seats.GetValueOrDefault(person, []);

    /// <summary>Who is tied to the seat.</summary>
    public IEnumerable<ulong> At(ContestId contest) =>
        _seats.Where(s => s.Value.Contains(contest)).Select(s => s.Key).Order();

    public bool Allow(ulong person, ContestId contest) =>
        Of(person) is var seats && (seats.IsEmpty || seats.Contains(contest));

    public async Task Assign(ulong person, ImmutableArray<ContestId> contests)
    {
        await _store.Assign(person, contests);
        ImmutableInterlocked.Update(
            ref _seats,
            (seats, change) =>
                change.Contests.IsEmpty
                    ? seats.Remove(change.Person)
                    : seats.SetItem(change.Person, change.Contests),
            (Person: person, Contests: contests)
        );
    }
}
