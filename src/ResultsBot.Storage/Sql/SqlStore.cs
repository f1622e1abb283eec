using System.Data.Common;
using System.Threading.Channels;
using Dapper;
using ResultsBot.Engine;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage.Postgres;

namespace ResultsBot.Storage.Sql;

/// <summary>
/// The store in a database that speaks SQL: one part for each contract. What is particular to a database, how it is opened
/// and who writes to it, is in the folder named after it.
/// </summary>
public abstract partial class SqlStore : IStore, IAsyncDisposable
{
    private readonly SqlDialect _dialect;
    private readonly ISqlWriter _writer;
    private readonly TimeProvider _time;
    private ChannelReader<ElectionEvent>? _eventsAhead;
    private ChannelReader<LogEntry>? _bulletinsAhead;

    /// <summary>Nobody else appends while this one is open, and so it is known without asking.</summary>
    private long _endOfLog;

    private protected SqlStore(
        SqlDialect dialect,
        ISqlWriter writer,
        SqlIdentity identity,
        TimeProvider time
    )
    {
        _dialect = dialect;
        _writer = writer;
        _time = time;
        _endOfLog = identity.EndOfLog;
        StoreId = identity.Store;
        IsNew = identity.IsNew;
    }

    public string StoreId { get; }

    /// <summary>Nothing was kept in it before it was opened.</summary>
    public bool IsNew { get; }

    /// <summary>Where it is, for people; never with a password.</summary>
    public abstract string Place { get; }

    /// <inheritdoc/>
    public abstract string FilePath { get; }

    public Quarantine Quarantine { get; } = new();

    /// <inheritdoc cref="ISqlWriter.Trouble"/>
    public string? Trouble => _writer.Trouble;

    /// <inheritdoc cref="ISqlWriter.WritingFor"/>
    public TimeSpan WritingFor => _writer.WritingFor;

    /// <inheritdoc cref="ISqlWriter.LastCommit"/>
    public DateTimeOffset? LastCommit => _writer.LastCommit;

    /// <inheritdoc cref="ISqlWriter.FindLoss"/>
    public string? FindLoss() => _writer.FindLoss();

    /// <summary>Who leads, of several processes against one store; null where there can be only one.</summary>
    public virtual Leader? Leader => null;

    /// <inheritdoc/>
    /// <remarks><see cref="FindLoss"/> then says so.</remarks>
    public virtual Task ConfirmLeading(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Damage shows at the start, and not when the night comes to it.</summary>
    /// <exception cref="StoreException">Something of it is damaged.</exception>
    public abstract Task Check();

    public virtual async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A connection that only reads, open.</summary>
    private protected abstract Task<DbConnection> Reader(CancellationToken ct);

    /// <summary>One was lost: those that are kept for the next may be too.</summary>
    private protected virtual void ForgetReaders() { }

    /// <exception cref="StoreUnavailableException">It cannot be read for now.</exception>
    private async Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken ct)
    {
        for (var isAgain = false; ; isAgain = true)
        {
            try
            {
                await using var connection = await Reader(ct);
                return await read(connection);
            }
            catch (DbException e) when (e.IsTransient && !isAgain)
            {
                ForgetReaders();
            }
            catch (DbException e)
            {
                throw new StoreUnavailableException(e.Message, e);
            }
        }
    }
}
