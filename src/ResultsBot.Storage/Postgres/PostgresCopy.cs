using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using ResultsBot.Storage.Sql;
using ResultsBot.Storage.Sqlite;

namespace ResultsBot.Storage.Postgres;

/// <summary>What a database holds at one moment, in a file: for who looks at it beside a bot that writes.</summary>
public static class PostgresCopy
{
    /// <param name="file">A new one.</param>
    /// <returns>What is in it; null where there is no store in the database yet, and then no file either.</returns>
    /// <exception cref="StoreException">The database can't be read, or holds something else.</exception>
    public static async Task<StoreContents?> Write(
        string connectionString,
        string file,
        CancellationToken ct
    )
    {
        var address = PostgresAddress.Parse(connectionString);
        try
        {
            await using var from = new NpgsqlConnection(address.Reading());
            await from.OpenAsync(ct);
            await using var moment = SqlDialect.Postgres.OneMoment(from);
            if (!from.Query<string>(SqlDialect.Postgres.Tables).Any())
            {
                return null;
            }
            Migrations.Recognise(from, SqlDialect.Postgres);
            await using var to = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = file,
                    Pooling = false,
                }.ConnectionString
            );
            await to.OpenAsync(ct);
            Migrations.Run(to, SqlDialect.Sqlite);
            await using var all = to.BeginTransaction();
            foreach (var table in Tables(to))
            {
                await Copy(from, to, table, ct);
            }
            await all.CommitAsync(ct);
            return StoreContents.Read(to);
        }
        catch (DbException e)
        {
            throw e.At(address, "can't be read");
        }
    }

    private static string[] Tables(SqliteConnection store) =>
        [.. store.Query<string>(SqlDialect.Sqlite.Tables).Where(t => t != "migrations")];

    private static async Task Copy(
        NpgsqlConnection from,
        SqliteConnection to,
        string table,
        CancellationToken ct
    )
    {
        await using var reading = new NpgsqlCommand($"SELECT * FROM {table}", from);
        await using var row = await reading.ExecuteReaderAsync(ct);
        var columns = Enumerable.Range(0, row.FieldCount).ToArray();
        await using var writing = to.CreateCommand();
        writing.CommandText =
            $"INSERT INTO {table} ({string.Join(", ", columns.Select(row.GetName))}) VALUES ({string.Join(", ", columns.Select(c => $"@p{c}"))})";
        var values = columns
            .Select(c => writing.Parameters.Add(new SqliteParameter { ParameterName = $"@p{c}" }))
            .ToArray();
        while (await row.ReadAsync(ct))
        {
            foreach (var column in columns)
            {
                values[column].Value = row.GetValue(column);
            }
            await writing.ExecuteNonQueryAsync(ct);
        }
    }
}
