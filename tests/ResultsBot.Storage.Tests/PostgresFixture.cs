using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Storage.Tests;

/// <summary>One server for all tests that need one; they are skipped by name where it is not installed, unless everything is asked for.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;

    /// <summary>To be called first by whatever needs it.</summary>
    public static void SkipWhereThereIsNone() =>
        Skip.If(
            PostgresServer.Programs is null
                && Environment.GetEnvironmentVariable("RESULTSBOT_REQUIRE_ALL") != "1",
            "Needs PostgreSQL: apt-get install postgresql."
        );

    public async Task InitializeAsync()
    {
        if (PostgresServer.Programs is not null)
        {
            _server = await PostgresServer.Start("-c fsync=off");
        }
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <returns>How to connect to an empty place of its own.</returns>
    public Task<string> CreateDatabase()
    {
        SkipWhereThereIsNone();
        return _server!.CreateSchema();
    }
}

[CollectionDefinition(nameof(PostgresTests))]
public sealed class PostgresTests : ICollectionFixture<PostgresFixture>;
