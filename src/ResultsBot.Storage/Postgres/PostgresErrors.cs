using System.Data.Common;
using Npgsql;

namespace ResultsBot.Storage.Postgres;

/// <summary>What an error of the server means (https://www.postgresql.org/docs/15/errcodes-appendix.html).</summary>
internal static class PostgresErrors
{
    /// <summary>See lease.sql.</summary>
    private const string TermIsOver = "RB001";

    /// <summary>See lease.sql.</summary>
    private const string OtherMark = "RB002";

    private const string NoRights = "42501";
    private const string NoSchema = "3F000";

    /// <summary>For the operator: why it cannot be used, and what to do where that is known.</summary>
    /// <param name="what">What cannot be done, as the end of “The database …”.</param>
    public static StoreException At(this DbException e, PostgresAddress address, string what)
    {
        // Without its code and its place in the statement.
        var reason = (e as PostgresException)?.MessageText ?? e.Message;
        var help = e.SqlState is NoRights or NoSchema
            ? ". Its owner has to give the bot's user a schema: CREATE SCHEMA resultsbot AUTHORIZATION …; and Store:ConnectionString has to name it: Search Path=resultsbot"
            : "";
        return new StoreException($"The database {address.Place} {what}: {reason}{help}", e);
    }

    /// <summary>Somebody else leads by now.</summary>
    public static bool IsTermOver(this PostgresException e) => e.SqlState == TermIsOver;

    /// <summary>The store does not stand where an append expected it.</summary>
    public static bool IsOtherMark(this PostgresException e) => e.SqlState is OtherMark;

    /// <summary>
    /// Not the statement's fault: the server is short of something, is stopping, was overtaken, or only reads. Nothing of the
    /// transaction is stored.
    /// </summary>
    public static bool IsOfServer(this PostgresException e) =>
        e.SqlState[..2] is "25" or "40" or "53" or "55" or "57" or "58" or "XX";
}
