using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ResultsBot.Storage.Sql;

/// <summary>In what the databases differ. All else is written so that each takes it.</summary>
internal sealed class SqlDialect
{
    public static readonly SqlDialect Sqlite = new()
    {
        Utf8 = column => $"CAST({column} AS BLOB)",
        Tables = "SELECT name FROM sqlite_master WHERE type = 'table'",
        // Deferred: otherwise it would ask to write.
        OneMoment = connection => ((SqliteConnection)connection).BeginTransaction(deferred: true),
    };

    public static readonly SqlDialect Postgres = new()
    {
        Utf8 = column => $"convert_to({column}, 'UTF8')",
        Tables =
            "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name <> 'leader'",
        OneMoment = connection => connection.BeginTransaction(IsolationLevel.RepeatableRead),
    };

    /// <summary>A column of text as its bytes, which are read without a string in between.</summary>
    public required Func<string, string> Utf8 { get; init; }

    /// <summary>The names of the tables that are there.</summary>
    public required string Tables { get; init; }

    /// <summary>Begins a transaction that reads: whatever it reads is from one moment.</summary>
    public required Func<DbConnection, DbTransaction> OneMoment { get; init; }
}
