using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Storage.Sql;

/// <summary>What is on its way, what stands where, and what outlets note for themselves.</summary>
public abstract partial class SqlStore
{
    private const string NothingSending =
        "sending_first = NULL, sending_through = NULL, sending_key = NULL, sending_since = NULL, sending_page = NULL, sending_thread = NULL";

    public Task Intend(Address address, Sending sending)
    {
        var page = PageCodec.Write(sending.Page);
        return _writer.WriteBulk(
            new Statement(
                $"""
                UPDATE subscribers SET sending_first = @First, sending_through = @Through, sending_key = @Key,
                    sending_since = @since, sending_page = @page, sending_thread = @thread
                WHERE {There}
                """,
                new
                {
                    address.Outlet,
                    address.Id,
                    sending.First,
                    sending.Through,
                    sending.Key,
                    since = Text(sending.Since),
                    page,
                    thread = sending.Thread?.Value,
                }
            )
        );
    }

    public Task Receive(Address address, Sending sending, Posted? posted)
    {
        var moved = new Statement(
            $"""
            UPDATE subscribers SET bookmark = @Through, posted_at = coalesce(@at, posted_at), {NothingSending}
            WHERE {There} AND bookmark < @Through
            """,
            new
            {
                address.Outlet,
                address.Id,
                sending.Through,
                at = posted is null ? null : Text(posted.At),
            }
        );
        var passed = new Statement(
            $"DELETE FROM ahead WHERE {There} AND position <= @Through",
            new
            {
                address.Outlet,
                address.Id,
                sending.Through,
            }
        );
        return posted is null
            ? _writer.WriteBulk(moved, passed)
            : _writer.WriteBulk(Receipt(address, sending, posted), moved, passed);
    }

    private static Statement Receipt(Address address, Sending sending, Posted posted) =>
        new(
            """
            INSERT INTO receipts VALUES (@Outlet, @Id, @First, @Through, @Handle, @page, @AsOf, @unpublished)
            ON CONFLICT (outlet, address, first_position)
            DO UPDATE SET last_position = excluded.last_position, handle = excluded.handle,
                page = excluded.page, as_of = excluded.as_of, unpublished_since = excluded.unpublished_since
            """,
            new
            {
                address.Outlet,
                address.Id,
                sending.First,
                sending.Through,
                posted.Handle,
                page = PageCodec.Write(sending.Page),
                posted.AsOf,
                unpublished = posted.ToPublish ? Text(posted.At) : null,
            }
        );

    public Task IntendAhead(Address address, Ahead ahead) =>
        _writer.WriteBulk(
            new Statement(
                "INSERT INTO ahead VALUES (@Outlet, @Id, @Position, @Key, @since, NULL) ON CONFLICT DO NOTHING",
                new
                {
                    address.Outlet,
                    address.Id,
                    ahead.Position,
                    ahead.Key,
                    since = Text(ahead.Since),
                }
            )
        );

    public Task ReceiveAhead(Address address, long position, string handle) =>
        _writer.WriteBulk(
            new Statement(
                $"UPDATE ahead SET handle = @handle WHERE {There} AND position = @position",
                new
                {
                    address.Outlet,
                    address.Id,
                    position,
                    handle,
                }
            )
        );

    public Task Suspend(Address address, Suspension suspension, bool nothingArrived = false)
    {
        var suspended = new Statement(
            $"UPDATE subscribers SET suspended = @Reason, suspended_since = @since WHERE {There}",
            new
            {
                address.Outlet,
                address.Id,
                suspension.Reason,
                since = Text(suspension.Since),
            }
        );
        return nothingArrived
            ? _writer.Write(
                new Statement($"UPDATE subscribers SET {NothingSending} WHERE {There}", address),
                suspended
            )
            : _writer.Write(suspended);
    }

    public Task Resume(Address address) =>
        _writer.Write(
            new Statement(
                $"UPDATE subscribers SET suspended = NULL, suspended_since = NULL WHERE {There}",
                address
            )
        );

    public async Task<ImmutableArray<Copy>> ReadCopies(
        IReadOnlyCollection<long> positions,
        long revision,
        CancellationToken ct
    )
    {
        if (positions.Count == 0)
        {
            return [];
        }
        var wanted = positions.ToHashSet();
        var copies = new SortedDictionary<(Address, long), Copy>();
        return await Read<ImmutableArray<Copy>>(
            async connection =>
            {
                foreach (var (first, last) in Stretches([.. wanted.Order()]))
                {
                    // One after the other: of a night in thousands of channels, all would take more room than the bot has.
                    await foreach (
                        var row in connection
                            .QueryUnbufferedAsync<CopyRow>(
                                CopyRow.Select
                                    + " WHERE last_position >= @first AND first_position <= @last AND as_of < @revision",
                                new
                                {
                                    first,
                                    last,
                                    revision,
                                }
                            )
                            .WithCancellation(ct)
                    )
                    {
                        if (row.Copy is var copy && copy.Page.Needs.Any(wanted.Contains))
                        {
                            copies[(copy.Address, copy.First)] = copy;
                        }
                    }
                }
                return [.. copies.Values];
            },
            ct
        );
    }

    /// <summary>Positions that lie close together, as one stretch of the log.</summary>
    private static IEnumerable<(long First, long Last)> Stretches(long[] ordered)
    {
        const int close = 20;
        var begin = 0;
        for (var i = 1; i <= ordered.Length; i++)
        {
            if (i == ordered.Length || ordered[i] - ordered[i - 1] > close)
            {
                yield return (ordered[begin], ordered[i - 1]);
                begin = i;
            }
        }
    }

    public Task Revise(Address address, long first, long asOf) =>
        _writer.WriteBulk(
            new Statement(
                $"UPDATE receipts SET as_of = @asOf WHERE {There} AND first_position = @first AND as_of < @asOf",
                new
                {
                    address.Outlet,
                    address.Id,
                    first,
                    asOf,
                }
            )
        );

    public Task<ImmutableArray<Unpublished>> ReadUnpublished(CancellationToken ct) =>
        Read<ImmutableArray<Unpublished>>(
            async connection =>
                [
                    .. (
                        await connection.QueryAsync<UnpublishedRow>(
                            """
                            SELECT outlet, address, first_position AS first, handle, unpublished_since AS since
                            FROM receipts
                            WHERE unpublished_since IS NOT NULL ORDER BY outlet, address, first_position
                            """
                        )
                    ).Select(r => new Unpublished(r.Place, r.First, r.Handle, Time(r.Since))),
                ],
            ct
        );

    public Task Publish(Address address, long first) =>
        _writer.WriteBulk(
            new Statement(
                $"UPDATE receipts SET unpublished_since = NULL WHERE {There} AND first_position = @first",
                new
                {
                    address.Outlet,
                    address.Id,
                    first,
                }
            )
        );

    Task<string?> IOutletNotes.Find(Address address, string name, CancellationToken ct) =>
        Read(
            connection =>
                connection.ExecuteScalarAsync<string?>(
                    $"SELECT text FROM outlet_notes WHERE {There} AND name = @name",
                    new
                    {
                        address.Outlet,
                        address.Id,
                        name,
                    }
                ),
            ct
        );

    Task IOutletNotes.Save(Address address, string name, string text) =>
        _writer.Write(
            new Statement(
                """
                INSERT INTO outlet_notes VALUES (@Outlet, @Id, @name, @text)
                ON CONFLICT (outlet, address, name) DO UPDATE SET text = excluded.text
                """,
                new
                {
                    address.Outlet,
                    address.Id,
                    name,
                    text,
                }
            )
        );

    Task IOutletNotes.Delete(Address address, string name) =>
        _writer.Write(
            new Statement(
                $"DELETE FROM outlet_notes WHERE {There} AND name = @name",
                new
                {
                    address.Outlet,
                    address.Id,
                    name,
                }
            )
        );

    private sealed class CopyRow : Row
    {
        public const string Select =
            "SELECT outlet, address, first_position AS First, handle, page FROM receipts";

        public long First { get; init; }
        public string Handle { get; init; } = "";
        public string Page { get; init; } = "";

        public Copy Copy => new(Place, First, Handle, PageCodec.Read(Page));
    }

    private sealed class UnpublishedRow : Row
    {
        public long First { get; init; }
        public string Handle { get; init; } = "";
        public string Since { get; init; } = "";
    }
}
