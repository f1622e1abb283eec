using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;
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
                || k.Value == typeof(Bulletin.TurnoutCorrected)
                || k.Value == typeof(Bulletin.Retracted)
                || k.Value == typeof(Bulletin.Reinstated)
                || k.Value == typeof(Bulletin.TakenBack)
                || k.Value == typeof(Bulletin.NoLonger)
            )
            .Select(k => k.Key),
    ];

    private static readonly ImmutableArray<string> AreaKinds =
    [
        .. RevisionKinds,
        .. Codec
            .Kinds.Where(k =>
                k.Value == typeof(Bulletin.AreaComplete)
                || k.Value == typeof(Bulletin.OverallMajority)
                || k.Value == typeof(Bulletin.NoMajority)
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
                await Entries(
                    connection,
                    "WHERE position IN @some ORDER BY position",
                    new { some },
                    ct
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
        return await Entries(
            connection,
            "WHERE json_extract(data, '$.of.id') = @contest ORDER BY position",
            new { contest = contest.Value },
            ct
        );
    }

    public async Task<ImmutableArray<WireEntry>> ReadRevisions(CancellationToken ct)
    {
        await using var connection = await Reader(ct);
        return await Entries(
            connection,
            "WHERE kind IN @RevisionKinds ORDER BY position",
            new { RevisionKinds },
            ct
        );
    }

    public async Task<ImmutableArray<WireEntry>> ReadAreas(CancellationToken ct)
    {
        await using var connection = await Reader(ct);
        return await Entries(
            connection,
            """
            WHERE kind IN @AreaKinds
                OR (kind = 'colour' AND json_extract(data, '$.fact.kind')
                    IN ('first-seat-in', 'last-seat-lost', 'colour-change'))
            ORDER BY position
            """,
            new { AreaKinds },
            ct
        );
    }

    public async Task<ImmutableArray<WireEntry>> ReadSince(
        DateTimeOffset time,
        CancellationToken ct
    )
    {
        await using var connection = await Reader(ct);
        var entries = new List<WireEntry>();
        await foreach (var entry in Each(connection, "ORDER BY position DESC", null, ct))
        {
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

    private async Task<ImmutableArray<WireEntry>> Entries(
        SqliteConnection connection,
        string which,
        object? parameters,
        CancellationToken ct
    )
    {
        var entries = ImmutableArray.CreateBuilder<WireEntry>();
        await foreach (var entry in Each(connection, which, parameters, ct))
        {
            entries.Add(entry);
        }
        return entries.ToImmutable();
    }

    /// <summary>All that can be read. One after the other: a night as text takes much more room than as bulletins.</summary>
    private async IAsyncEnumerable<WireEntry> Each(
        SqliteConnection connection,
        string which,
        object? parameters,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (
            var row in connection
                .QueryUnbufferedAsync<WireRow>(
                    $"SELECT position, kind, CAST(data AS BLOB) AS data FROM wire {which}",
                    parameters
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
    private WireEntry? Read(WireRow row)
    {
        try
        {
            return new WireEntry(row.Position, Codec.Read<Bulletin>(row.Kind, row.Data));
        }
        catch (InvalidDataException e)
        {
            Quarantine.Add(
                new Quarantined(row.Position, row.Kind, null, e)
                {
                    MayRevise =
                        RevisionKinds.Contains(row.Kind) || !Codec.Kinds.ContainsKey(row.Kind),
                }
            );
            return null;
        }
    }

    private sealed record WireRow(long Position, string Kind, byte[] Data);
}
