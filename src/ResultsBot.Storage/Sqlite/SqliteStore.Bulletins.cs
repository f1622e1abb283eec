using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;

namespace ResultsBot.Storage.Sqlite;

/// <summary>The bulletins, as they are read at a start.</summary>
public sealed partial class SqliteStore
{
    public IAsyncEnumerable<LogEntry> ReadBulletins(CancellationToken ct) =>
        Interlocked.Exchange(ref _bulletinsAhead, null)?.ReadAllAsync(ct) ?? ReadAllBulletins(ct);

    /// <summary>One after the other: a night as text takes much more room than as bulletins.</summary>
    private async IAsyncEnumerable<LogEntry> ReadAllBulletins(
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await using var connection = await Reader(ct);
        await foreach (
            var row in connection
                .QueryUnbufferedAsync<BulletinRow>(
                    "SELECT position, kind, CAST(data AS BLOB) AS data, revises FROM bulletins ORDER BY position"
                )
                .WithCancellation(ct)
        )
        {
            if (Read(row) is { } entry)
            {
                yield return entry;
            }
        }
    }

    /// <summary>One that cannot be read must not keep all others from being read, at every start anew.</summary>
    /// <returns>Null where it cannot be: it is quarantined.</returns>
    private LogEntry? Read(BulletinRow row)
    {
        try
        {
            return new LogEntry(row.Position, Codec.Read<Bulletin>(row.Kind, row.Data));
        }
        catch (InvalidDataException e)
        {
            Quarantine.Add(
                new Quarantined(row.Position, row.Kind, null, e)
                {
                    Revises =
                    [
                        .. row
                            .Revises.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                            .Select(position => long.Parse(position, CultureInfo.InvariantCulture)),
                    ],
                }
            );
            return null;
        }
    }

    private sealed record BulletinRow(long Position, string Kind, byte[] Data, string Revises);
}
