using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Engine.Definition;
using ResultsBot.Storage;

namespace ResultsBot.Tests.Desk;

public class AssignmentsTests
{
    /// <summary>Twenty at once: what was known in the end was not what was stored.</summary>
    [Fact]
    public async Task Of_two_at_once_the_one_that_is_stored_last_is_what_is_known()
    {
        const ulong reporter = 7;
        var store = new SlowStore();
        using var assignments = await Assignments.Open(store, default);

        var one = assignments.Assign(reporter, [new ContestId("A")]);
        var two = assignments.Assign(reporter, [new ContestId("B")]);
        store.First.SetResult();
        await Task.WhenAll(one, two);

        Assert.Equal(store.Stored[^1].AsEnumerable(), assignments.Of(reporter));
    }

    /// <summary>Its answer to the first comes after that to the second, were both asked at once.</summary>
    private sealed class SlowStore : IDeskStore
    {
        public TaskCompletionSource First { get; } = new();

        public List<ImmutableArray<ContestId>> Stored { get; } = [];

        public Task<ImmutableArray<(string Person, ContestId Contest)>> ReadAssignments(
            CancellationToken ct
        ) => Task.FromResult<ImmutableArray<(string Person, ContestId Contest)>>([]);

        public Task Assign(string person, ImmutableArray<ContestId> contests)
        {
            Stored.Add(contests);
            return Stored.Count == 1 ? First.Task : Task.CompletedTask;
        }

        public Task<ImmutableArray<Card>> ReadCards(CancellationToken ct) =>
            throw new NotSupportedException();

        public Task SaveCard(Card card) => throw new NotSupportedException();

        public Task DeleteCard(string name) => throw new NotSupportedException();
    }
}
