using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ResultsBot.Storage.Sqlite;

/// <summary>The scripts that make a store's tables: each runs once, in the order of their names, and is noted in the store.</summary>
internal static class Migrations
{
    private const string Prefix = "ResultsBot.Storage.Sqlite.Migrations.";

    private static readonly Assembly Here = typeof(Migrations).Assembly;

    /// <summary>Runs those that have not run yet, all or none.</summary>
    /// <exception cref="StoreException">A newer version has written it, and may mean something else by what stands there.</exception>
    public static void Run(SqliteConnection connection)
    {
        connection.Execute(
            "CREATE TABLE IF NOT EXISTS migrations (script TEXT NOT NULL PRIMARY KEY)"
        );
        var done = connection.Query<string>("SELECT script FROM migrations").ToHashSet();
        string[] scripts =
        [
            .. Here.GetManifestResourceNames()
                .Where(r => r.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(r => r[Prefix.Length..])
                .Order(StringComparer.Ordinal),
        ];
        if (done.Except(scripts).FirstOrDefault() is { } newer)
        {
            throw new StoreException(
                $"The store {connection.DataSource} was written by a newer version of this program ({newer}): start that one, or name another store."
            );
        }
        if (done.Count == scripts.Length)
        {
            return;
        }
        using var transaction = connection.BeginTransaction();
        foreach (var script in scripts.Where(s => !done.Contains(s)))
        {
            using var text = new StreamReader(Here.GetManifestResourceStream(Prefix + script)!);
            connection.Execute(text.ReadToEnd(), transaction: transaction);
            connection.Execute(
                "INSERT INTO migrations VALUES (@script)",
                new { script },
                transaction
            );
        }
        transaction.Commit();
    }
}
