using Dapper;
using Npgsql;
using ResultsBot.Storage.Sql;

namespace ResultsBot.Storage.Postgres;

/// <summary>
/// Whether a start could use a database: what it would make there is made, and rolled back. Of a store that is there only the
/// rights are looked at: to change its tables, even for a moment, would hold up the bot that writes to them.
/// </summary>
public static class PostgresTrial
{
    private const string Unwritable = """
        SELECT c.relname FROM pg_class c
        WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
            AND NOT (
                has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
                AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE')
            )
        ORDER BY c.relname LIMIT 1
        """;

    /// <exception cref="StoreException">It couldn't: why, and what to do.</exception>
    public static async Task Run(string connectionString, CancellationToken ct)
    {
        var address = PostgresAddress.Parse(connectionString);
        try
        {
            await using var connection = new NpgsqlConnection(address.Writing("resultsbot check"));
            await connection.OpenAsync(ct);
            await using var trial = await connection.BeginTransactionAsync(ct);
            await PostgresLease.Prepare(connection, ct);
            // Refused where the server only reads, too.
            await connection.ExecuteAsync("UPDATE leader SET term = term WHERE FALSE");
            if (!Migrations.HaveBegun(connection, SqlDialect.Postgres))
            {
                Migrations.Try(connection, trial, SqlDialect.Postgres);
            }
            else if (await connection.QueryFirstOrDefaultAsync<string>(Unwritable) is { } table)
            {
                throw new StoreException(
                    $"The database {address.Place} cannot be used: its user may not write to the table {table}. Give the tables to the user that runs the bot: ALTER TABLE … OWNER TO …"
                );
            }
            await trial.RollbackAsync(ct);
        }
        catch (NpgsqlException e)
        {
            throw e.At(address, "cannot be used");
        }
    }
}
