using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using ResultsBot.Storage.Postgres;
using ResultsBot.Storage.Sql;
using ResultsBot.Storage.Sqlite;

namespace ResultsBot.Benchmarks;

/// <summary>Where a bot keeps its night.</summary>
/// <param name="Open">As a bot would, for the election of that name.</param>
/// <param name="Connect">To look at it from outside.</param>
/// <param name="Environment">What the bot has to be told.</param>
internal sealed record NightStore(
    SqlDialect Dialect,
    Func<string, Task<SqlStore>> Open,
    Func<DbConnection> Connect,
    ImmutableDictionary<string, string> Environment
)
{
    public static NightStore File(string folder)
    {
        var address = RealBot.Connection(folder);
        return new NightStore(
            SqlDialect.Sqlite,
            election =>
                Task.FromResult<SqlStore>(SqliteStore.Open(address, election, TimeProvider.System)),
            () => new SqliteConnection(address),
            ImmutableDictionary<string, string>.Empty
        );
    }

    public static NightStore Database(string address) =>
        new(
            SqlDialect.Postgres,
            async election =>
                await PostgresStore.Open(
                    address,
                    election,
                    TimeProvider.System,
                    _ => { },
                    CancellationToken.None
                ),
            () => new NpgsqlConnection(address),
            ImmutableDictionary<string, string>
                .Empty.Add("Store__Provider", "postgres")
                .Add("Store__ConnectionString", address)
        );
}
