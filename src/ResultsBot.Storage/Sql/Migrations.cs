using System.Data.Common;
using System.Reflection;
using Dapper;

namespace ResultsBot.Storage.Sql;

/// <summary>The scripts that make a store's tables: each runs once, in the order of their names, and is noted in the store.</summary>
internal static class Migrations
{
    private const string Prefix = "ResultsBot.Storage.Sql.Migrations.";

    private static readonly Assembly Here = typeof(Migrations).Assembly;

    /// <summary>Runs those that have not run yet, all or none.</summary>
    /// <exception cref="StoreException">Its tables are another program's, or a newer version's: they may mean something else.</exception>
    public static void Run(DbConnection connection, SqlDialect dialect)
    {
        var scripts = Scripts();
        var done = Known(connection, dialect, scripts);
        if (done.Length == scripts.Length)
        {
            return;
        }
        using var transaction = connection.BeginTransaction();
        RunMissing(connection, transaction, scripts.Except(done));
        transaction.Commit();
    }

    /// <summary>Runs those that have not run yet in a transaction that is to be rolled back: whether they could.</summary>
    /// <exception cref="StoreException">Its tables are another program's, or a newer version's.</exception>
    public static void Try(DbConnection connection, DbTransaction transaction, SqlDialect dialect)
    {
        var scripts = Scripts();
        RunMissing(connection, transaction, scripts.Except(Known(connection, dialect, scripts)));
    }

    private static void RunMissing(
        DbConnection connection,
        DbTransaction transaction,
        IEnumerable<string> missing
    )
    {
        connection.Execute(
            "CREATE TABLE IF NOT EXISTS migrations (script TEXT NOT NULL PRIMARY KEY)",
            transaction: transaction
        );
        foreach (var script in missing)
        {
            using var text = new StreamReader(Here.GetManifestResourceStream(Prefix + script)!);
            connection.Execute(text.ReadToEnd(), transaction: transaction);
            connection.Execute(
                "INSERT INTO migrations VALUES (@script)",
                new { script },
                transaction
            );
        }
    }

    /// <summary>For who reads a store that another process writes: all of them have run, and no others.</summary>
    /// <exception cref="StoreException">Another version has written it.</exception>
    public static void Check(DbConnection connection, SqlDialect dialect)
    {
        var scripts = Scripts();
        if (Known(connection, dialect, scripts).Length < scripts.Length)
        {
            throw new StoreException(
                $"The store {connection.DataSource} was written by an older version of this program: start the bot of this version once."
            );
        }
    }

    /// <summary>For who copies a store: it is one, of this version or an older one.</summary>
    /// <exception cref="StoreException">It is another program's, a newer version's, or none.</exception>
    public static void Recognise(DbConnection connection, SqlDialect dialect)
    {
        if (!HaveBegun(connection, dialect))
        {
            throw new StoreException($"{connection.DataSource} is empty: there's no store in it.");
        }
    }

    /// <summary>Whether it is a store already, of this version or an older one.</summary>
    /// <exception cref="StoreException">It is another program's, or a newer version's.</exception>
    public static bool HaveBegun(DbConnection connection, SqlDialect dialect) =>
        Known(connection, dialect, Scripts()) is not [];

    private static string[] Scripts() =>
        [
            .. Here.GetManifestResourceNames()
                .Where(r => r.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(r => r[Prefix.Length..])
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Those that have run.</summary>
    private static string[] Known(DbConnection connection, SqlDialect dialect, string[] scripts)
    {
        var done = Done(connection, dialect);
        return done.Except(scripts).FirstOrDefault() is { } newer
            ? throw new StoreException(
                $"The store {connection.DataSource} was written by a newer version of this program ({newer}): start that one, or name another store."
            )
            : done;
    }

    private static string[] Done(DbConnection connection, SqlDialect dialect)
    {
        string[] tables = [.. connection.Query<string>(dialect.Tables)];
        if (tables.Contains("migrations"))
        {
            return [.. connection.Query<string>("SELECT script FROM migrations")];
        }
        return tables is []
            ? []
            : throw new StoreException(
                $"{connection.DataSource} holds something else than a store of this version: name another file."
            );
    }
}
