using System.Data.Common;
using Dapper;

namespace ResultsBot.Storage.Sql;

/// <summary>Which store it is, and how far its log goes.</summary>
internal sealed record SqlIdentity(string Store, bool IsNew, long EndOfLog)
{
    /// <summary>Of the store at hand, which is bound to its election when it is new.</summary>
    /// <exception cref="StoreException">It is of another election.</exception>
    public static SqlIdentity Of(DbConnection connection, string election)
    {
        var known = Read(connection);
        if (known is null)
        {
            var id = Guid.NewGuid().ToString("N");
            connection.Execute("INSERT INTO about VALUES (@id, @election)", new { id, election });
            return new SqlIdentity(id, true, 0);
        }
        Refuse(known, election);
        return new SqlIdentity(known.Store, false, Mark.Read(connection).EndOfLog);
    }

    /// <summary>For who can't write to it yet: whether it could lead. Only reads.</summary>
    /// <returns>False where nobody has begun it.</returns>
    /// <exception cref="StoreException">It is of another election, of a newer version, or another program's.</exception>
    public static bool Recognise(DbConnection connection, SqlDialect dialect, string election)
    {
        if (!Migrations.HaveBegun(connection, dialect) || Read(connection) is not { } known)
        {
            return false;
        }
        Refuse(known, election);
        return true;
    }

    private static AboutRow? Read(DbConnection connection) =>
        connection.QuerySingleOrDefault<AboutRow>("SELECT store, election FROM about");

    private static void Refuse(AboutRow known, string election)
    {
        if (known.Election != election)
        {
            throw new StoreException(
                $"The store holds the election {known.Election}, and Election:Pack is {election}: each has a store of its own. Name another in Store:ConnectionString, or move this one away."
            );
        }
    }

    // Rows are classes: for each kind of tuple all of Dapper would be compiled anew at a start.
    private sealed record AboutRow(string Store, string Election);
}
