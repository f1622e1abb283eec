using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Dapper;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;

namespace ResultsBot.Storage.Sql;

/// <summary>The events and the log.</summary>
public abstract partial class SqlStore
{
    public async Task<IReadOnlyDictionary<string, string>> ReadRolls(CancellationToken ct)
    {
        var rows = await Read(
            connection => connection.QueryAsync<RollRow>("SELECT contest, fingerprint FROM rolls"),
            ct
        );
        return rows.ToDictionary(r => r.Contest, r => r.Fingerprint);
    }

    public Task SaveRolls(IReadOnlyDictionary<string, string> rolls) =>
        _writer.Write([
            .. rolls.Select(roll => new Statement(
                """
                INSERT INTO rolls VALUES (@Key, @Value)
                ON CONFLICT (contest) DO UPDATE SET fingerprint = excluded.fingerprint
                """,
                new { roll.Key, roll.Value }
            )),
        ]);

    /// <summary>
    /// Begins to read events and then bulletins for who asks first: a start has something else to do meanwhile.
    /// </summary>
    public void ReadAhead()
    {
        var (events, readingEvents) = Ahead<ElectionEvent>();
        var (bulletins, readingBulletins) = Ahead<LogEntry>();
        (_eventsAhead, _bulletinsAhead) = (events, bulletins);
        _ = Task.Run(async () =>
        {
            // One after the other: the first answer waits for the events alone.
            await readingEvents(ReadAllEvents(CancellationToken.None));
            await readingBulletins(ReadAllBulletins(CancellationToken.None));
        });
    }

    public IAsyncEnumerable<ElectionEvent> ReadEvents(CancellationToken ct) =>
        Interlocked.Exchange(ref _eventsAhead, null)?.ReadAllAsync(ct) ?? ReadAllEvents(ct);

    /// <summary>A pipe, and what reads into it; what goes wrong is met by who reads from it.</summary>
    private static (ChannelReader<T>, Func<IAsyncEnumerable<T>, Task>) Ahead<T>()
    {
        var ahead = Channel.CreateUnbounded<T>(
            new UnboundedChannelOptions { SingleReader = true, SingleWriter = true }
        );
        return (ahead.Reader, Fill);

        async Task Fill(IAsyncEnumerable<T> from)
        {
            Exception? fault = null;
            try
            {
                await foreach (var one in from)
                {
                    await ahead.Writer.WriteAsync(one);
                }
            }
            catch (Exception e)
            {
                fault = e;
            }
            ahead.Writer.Complete(fault);
        }
    }

    private async IAsyncEnumerable<ElectionEvent> ReadAllEvents(
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await using var connection = await Reader(ct);
        await foreach (var row in Events(connection).WithCancellation(ct))
        {
            yield return row.Event;
        }
    }

    public Task<ImmutableArray<StoredEvent>> ReadRecord(CancellationToken ct) =>
        Read(
            async connection =>
            {
                var deliveries = (
                    await connection.QueryAsync<(string Interaction, long Last)>(
                        "SELECT interaction, last_version FROM deliveries ORDER BY first_version"
                    )
                ).ToArray();
                var record = ImmutableArray.CreateBuilder<StoredEvent>();
                var at = 0;
                await foreach (var row in Events(connection).WithCancellation(ct))
                {
                    while (deliveries[at].Last < row.Version)
                    {
                        at++;
                    }
                    record.Add(new StoredEvent(row.Version, deliveries[at].Interaction, row.Event));
                }
                return record.ToImmutable();
            },
            ct
        );

    public async Task<ImmutableArray<ElectionEvent>> FindDelivery(
        string interaction,
        CancellationToken ct
    )
    {
        var rows = await Read(
            connection =>
                connection.QueryAsync<EventRow>(
                    EventRow.Select(_dialect)
                        + """
                         JOIN deliveries d ON e.version BETWEEN d.first_version AND d.last_version
                        WHERE d.interaction = @interaction
                        ORDER BY e.version
                        """,
                    new { interaction }
                ),
            ct
        );
        return [.. rows.Select(r => r.Event)];
    }

    public async Task<Appended> Append(
        long expectedVersion,
        string interaction,
        ImmutableArray<ElectionEvent> events,
        ImmutableArray<Bulletin> bulletins,
        BulletinLog log
    )
    {
        var expected = new Mark(expectedVersion, Interlocked.Read(ref _endOfLog));
        var (version, position) = expected;
        var entries = ImmutableArray.CreateBuilder<LogEntry>(bulletins.Length);
        List<Statement> statements =
        [
            new(
                "INSERT INTO deliveries VALUES (@interaction, @first, @last)",
                new
                {
                    interaction,
                    first = version + 1,
                    last = version + events.Length,
                }
            ),
        ];
        foreach (var happened in events)
        {
            version++;
            var (kind, data) = Codec.Write(happened);
            statements.Add(
                new Statement(
                    "INSERT INTO events VALUES (@version, @kind, @data)",
                    new
                    {
                        version,
                        kind,
                        data,
                    }
                )
            );
        }
        foreach (var bulletin in bulletins)
        {
            var (kind, data) = Codec.Write(bulletin);
            var entry = new LogEntry(++position, bulletin);
            statements.Add(
                new Statement(
                    "INSERT INTO bulletins VALUES (@position, @version, @kind, @data, @revises)",
                    new
                    {
                        position,
                        version,
                        kind,
                        data,
                        revises = string.Join(' ', log.Revised(entry, entries)),
                    }
                )
            );
            entries.Add(entry);
        }
        var found = await _writer.WriteAt(expected, statements);
        if (found != expected)
        {
            Interlocked.Exchange(ref _endOfLog, found.EndOfLog);
            return new Appended.Conflict(found.Version);
        }
        Interlocked.Exchange(ref _endOfLog, position);
        return new Appended.Stored(version, entries.MoveToImmutable());
    }

    /// <summary>One after the other: as text they take much more room.</summary>
    private IAsyncEnumerable<EventRow> Events(DbConnection connection) =>
        connection.QueryUnbufferedAsync<EventRow>(
            EventRow.Select(_dialect) + " ORDER BY e.version"
        );

    private sealed record RollRow(string Contest, string Fingerprint);

    internal sealed record EventRow(long Version, string Kind, byte[] Data)
    {
        public static string Select(SqlDialect dialect) =>
            $"SELECT e.version, e.kind, {dialect.Utf8("e.data")} AS data FROM events e";

        public ElectionEvent Event => Codec.Read<ElectionEvent>(Kind, Data);
    }
}
