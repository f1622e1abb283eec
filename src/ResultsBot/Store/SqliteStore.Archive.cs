using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Wire;

namespace ResultsBot.Store;

/// <summary>The wire, read otherwise than from a bookmark on.</summary>
internal sealed partial class SqliteStore
{
    /// <summary>How many values one statement names.</summary>
    private const int AtATime = 500;

    private static readonly ImmutableArray<string> RevisionKinds =
    [
        .. Codec
            .Kinds.Where(k =>
                k.Value == typeof(Bulletin.Corrected)
                || k.Value == typeof(Bulletin.Retracted)
                || k.Value == typeof(Bulletin.Reinstated)
                || k.Value == typeof(Bulletin.TakenBack)
            )
            .Select(k => k.Key),
    ];

    public async Task<ImmutableArray<WireEntry>> ReadEntries(
        IReadOnlyCollection<long> positions,
        CancellationToken ct
    )
    {
        await using var connection = await Reader(ct);
        var entries = ImmutableArray.CreateBuilder<WireEntry>(positions.Count);
        foreach (var some in positions.Distinct().Order().Chunk(AtATime))
        {
            entries.AddRange(
                Entries(
                    await connection.QueryAsync<WireRow>(
                        WireRow.Select + " WHERE position IN @some ORDER BY position",
                        new { some }
                    )
                )
            );
        }
        return entries.ToImmutable();
    }

    public async Task<long> ReadEnd(CancellationToken ct)
    {
        await using var connection = await Reader(ct);
        return EndOfWire(connection);
    }

    public async Task<ImmutableArray<WireEntry>> ReadContest(
        ContestId contest,
        CancellationToken ct
    )
    {
        await using var connection = await Reader(ct);
        return
        [
            .. Entries(
                await connection.QueryAsync<WireRow>(
                    WireRow.Select
                        + " WHERE json_extract(data, '$.of.id') = @contest ORDER BY position",
                    new { contest = contest.Value }
                )
            ),
        ];
    }

    public async Task<ImmutableArray<WireEntry>> ReadRevisions(CancellationToken ct)
    {
        await using var connection = await Reader(ct);
        return
        [
            .. Entries(
                await connection.QueryAsync<WireRow>(
                    WireRow.Select + " WHERE kind IN @RevisionKinds ORDER BY position",
                    new { RevisionKinds }
                )
            ),
        ];
    }

    public async Task<ImmutableArray<WireEntry>> ReadSince(
        DateTimeOffset time,
        CancellationToken ct
    )
    {
        await using var connection = await Reader(ct);
        await using DbDataReader reader = await connection.ExecuteReaderAsync(
            WireRow.Select + " ORDER BY position DESC"
        );
        var parse = reader.GetRowParser<WireRow>();
        var entries = new List<WireEntry>();
        while (await reader.ReadAsync(ct))
        {
            var entry = parse(reader).Entry;
            // A bulletin stands behind what was decided before it: what lies further back is older.
            if (entry.Bulletin.At < time)
            {
                break;
            }
            entries.Add(entry);
        }
        entries.Reverse();
        return [.. entries];
    }

    private static IEnumerable<WireEntry> Entries(IEnumerable<WireRow> rows) =>
        rows.Select(r => r.Entry);

    private sealed class WireRow
    {
        public const string Select = "SELECT position, kind, data FROM wire";

        public long Position { get; init; }
        public string Kind { get; init; } = "";
        public string Data { get; init; } = "";

        public WireEntry Entry => new(Position, Codec.Read<Bulletin>(Kind, Data));
    }
}
