using System.Data.Common;
using Dapper;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Storage.Sql;

/// <summary>A statement, and its parameters as an object that has them by name.</summary>
internal sealed record Statement(string Sql, object? Parameters = null);

/// <summary>How far a store has come.</summary>
/// <param name="Version">Of the last event; 0 where there is none.</param>
/// <param name="EndOfLog">The position of the last bulletin; 0 where there is none.</param>
internal readonly record struct Mark(long Version, long EndOfLog)
{
    public static Mark Read(DbConnection connection)
    {
        using var row = connection.ExecuteReader(
            "SELECT (SELECT coalesce(max(version), 0) FROM events), (SELECT coalesce(max(position), 0) FROM bulletins)"
        );
        row.Read();
        return new Mark(row.GetInt64(0), row.GetInt64(1));
    }
}

/// <summary>
/// The one that writes to a store. What waits is committed together; what somebody waits for never stands behind what a
/// broadcast writes down. Each call is one piece of work, done whole or not at all.
/// </summary>
/// <remarks>
/// When a task is done, its work is on the disk. It fails with <see cref="StoreUnavailableException"/> where nothing of it
/// is, and trying again makes sense.
/// </remarks>
internal interface ISqlWriter : IAsyncDisposable
{
    /// <summary>When something last got to the disk; null where nothing has yet.</summary>
    DateTimeOffset? LastCommit { get; }

    /// <summary>Why nothing gets to the disk just now; null where it does.</summary>
    string? Trouble { get; }

    /// <summary>For how long it has been at what it writes; zero where it writes nothing.</summary>
    TimeSpan WritingFor { get; }

    /// <summary>Why what is written from now on would be lost, in a sentence; null where it would not. Asked of any thread.</summary>
    string? FindLoss();

    Task Write(params IReadOnlyList<Statement> statements);

    /// <summary>Like <see cref="Write(IReadOnlyList{Statement})"/>, for what comes by the thousand and nobody waits for: all else goes first.</summary>
    Task WriteBulk(params IReadOnlyList<Statement> statements);

    /// <summary>Writes only where the store stands at <paramref name="expected"/>.</summary>
    /// <returns>Where it stood.</returns>
    Task<Mark> WriteAt(Mark expected, IReadOnlyList<Statement> statements);

    /// <summary>For what has to read before it writes. It may run again where a connection was lost.</summary>
    Task<T> Write<T>(Func<DbConnection, T> work);
}
