using System.Collections.Immutable;
using ResultsBot.Engine.Definition;
using ResultsBot.Storage;

namespace ResultsBot.Desk;

/// <summary>Which seats a reporter is tied to; who is tied to none may report of all.</summary>
internal sealed class Assignments : IDisposable
{
    /// <summary>What is stored last is what is known: two at once could end otherwise.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly IDeskStore _store;
    private volatile ImmutableDictionary<ulong, ImmutableArray<ContestId>> _seats;

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
                .ToImmutableDictionary(g => ulong.Parse(g.Key), g => g.ToImmutableArray())
        );
    }

    public ImmutableArray<ContestId> Of(ulong person) => _seats.GetValueOrDefault(person, []);

    /// <summary>Everybody who is tied to seats.</summary>
    public IEnumerable<(ulong Person, ImmutableArray<ContestId> Seats)> All =>
        _seats.OrderBy(s => s.Key).Select(s => (s.Key, s.Value));

    /// <summary>Who is tied to the seat.</summary>
    public IEnumerable<ulong> At(ContestId contest) =>
        _seats.Where(s => s.Value.Contains(contest)).Select(s => s.Key).Order();

    public bool Allow(ulong person, ContestId contest) =>
        Of(person) is var seats && (seats.IsEmpty || seats.Contains(contest));

    public async Task Assign(ulong person, ImmutableArray<ContestId> contests)
    {
        await _turn.WaitAsync();
        try
        {
            await _store.Assign($"{person}", contests);
            _seats = contests.IsEmpty ? _seats.Remove(person) : _seats.SetItem(person, contests);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
