using ResultsBot.Simulation;
using ResultsBot.Storage.Tests;

namespace ResultsBot.Tests.Simulation;

/// <summary>What the simulated nights run on keeps what every store promises.</summary>
public sealed class MemoryStoreTests : StoreContract
{
    private readonly MemoryStore _store = new();

    private protected override Task<OpenStore> Open() =>
        Task.FromResult(
            new OpenStore(_store, _store, _store, _store, _store, () => Task.CompletedTask)
        );
}
