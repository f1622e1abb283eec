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
        var known = connection.QuerySingleOrDefault<AboutRow>("SELECT store, election FROM about");
        if (known is null)
        {
            var id = Guid.NewGuid().ToString("N");
            connection.Execute("INSERT INTO about VALUES (@id, @election)", new { id, election });
            return new SqlIdentity(id, true, 0);
        }
        return known.Election == election
            ? new SqlIdentity(known.Store, false, Mark.Read(connection).EndOfLog)
            : throw new StoreException(
                $"The store holds the election {known.Election}, and Election:Pack is {election}: each has a store of its own. Name another in Store:ConnectionString, or move this one away."
            );
    }

    // Rows are classes: for each kind of tuple all of Dapper would be compiled anew at a start.
    private sealed record AboutRow(string Store, string Election);
}
