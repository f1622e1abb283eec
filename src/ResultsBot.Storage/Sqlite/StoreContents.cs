using Dapper;
using Microsoft.Data.Sqlite;
using ResultsBot.Storage.Sql;

namespace ResultsBot.Storage.Sqlite;

/// <summary>What a store holds, as far as it tells a copy from another.</summary>
/// <param name="StoreId">Made up when the store was made, and anew when a backup is put in its place.</param>
/// <param name="Channels">Those that follow something, of every outlet.</param>
/// <param name="OnTheirWay">Posts of which it isn't known whether they arrived.</param>
/// <param name="LastEventAt">Null where there is none yet, or it can't be read.</param>
public sealed record StoreContents(
    string StoreId,
    string Election,
    long Events,
    long Bulletins,
    long Channels,
    long Photos,
    long OnTheirWay,
    DateTimeOffset? LastEventAt
)
{
    /// <exception cref="StoreException">It's no store, a newer version's, or damaged.</exception>
    internal static StoreContents Read(SqliteConnection connection)
    {
        Migrations.Recognise(connection, SqlDialect.Sqlite);
        var about =
            connection.QuerySingleOrDefault<AboutRow>("SELECT store, election FROM about")
            ?? throw new StoreException(
                $"{connection.DataSource} doesn't say which election it holds."
            );
        return new StoreContents(
            about.Store,
            about.Election,
            Count("events"),
            Count("bulletins"),
            Count("subscribers"),
            Count("photos"),
            connection.ExecuteScalar<long>(
                "SELECT (SELECT count(*) FROM subscribers WHERE sending_key IS NOT NULL) + (SELECT count(*) FROM ahead WHERE handle IS NULL)"
            ),
            LastEvent(connection)
        );

        long Count(string table) => connection.ExecuteScalar<long>($"SELECT count(*) FROM {table}");
    }

    /// <summary>Reads every page.</summary>
    /// <param name="path">What it's called in the sentence.</param>
    /// <exception cref="StoreException">Something of it is damaged.</exception>
    internal static void CheckWhole(SqliteConnection connection, string path)
    {
        var found = connection.QueryFirst<string>("PRAGMA integrity_check(1)");
        if (found != "ok")
        {
            throw new StoreException($"{path} is damaged: {found.Split('\n')[^1]}.");
        }
    }

    private static DateTimeOffset? LastEvent(SqliteConnection connection)
    {
        var row = connection.QueryFirstOrDefault<SqlStore.EventRow>(
            SqlStore.EventRow.Select(SqlDialect.Sqlite) + " ORDER BY e.version DESC LIMIT 1"
        );
        try
        {
            return row?.Event.At;
        }
        catch (InvalidDataException)
        {
            // An event that this version can't read; the start says so.
            return null;
        }
    }

    private sealed record AboutRow(string Store, string Election);
}
