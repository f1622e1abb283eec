using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;

namespace ResultsBot.Storage.Sql;

/// <summary>The bulletins, as they are read at a start.</summary>
public abstract partial class SqlStore
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
                    BulletinRow.Select(_dialect) + " ORDER BY position"
                )
                .WithCancellation(ct)
        )
        {
            if (row.Read(Quarantine) is { } entry)
            {
                yield return entry;
            }
        }
    }

    internal sealed record BulletinRow(long Position, string Kind, byte[] Data, string Revises)
    {
        public static string Select(SqlDialect dialect) =>
            $"SELECT position, kind, {dialect.Utf8("data")} AS data, revises FROM bulletins";

        /// <summary>One that cannot be read must not keep all others from being read, at every start anew.</summary>
        /// <returns>Null where it cannot be: it is quarantined.</returns>
        public LogEntry? Read(Quarantine quarantine)
        {
            try
            {
                return new LogEntry(Position, Codec.Read<Bulletin>(Kind, Data));
            }
            catch (InvalidDataException e)
            {
                quarantine.Add(
                    new Quarantined(Position, Kind, null, e)
                    {
                        Revises =
                        [
                            .. Revises
                                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                                .Select(position =>
                                    long.Parse(position, CultureInfo.InvariantCulture)
                                ),
                        ],
                    }
                );
                return null;
            }
        }
    }
}
