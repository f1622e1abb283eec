using Microsoft.Data.Sqlite;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;

namespace ResultsBot.Rehearsing;

/// <summary>
/// A store of a rehearsal. There is no other way to one than through here, and here every store is bound to another
/// election than the real one: neither opens the other's file.
/// </summary>
internal sealed class RehearsalStore : IAsyncDisposable
{
    private RehearsalStore(SqliteStore store) => Store = store;

    public SqliteStore Store { get; }

    /// <summary>What it is bound to (six stations put test results on air, WNEP in 2024 the best known).</summary>
    public static string ElectionOf(string election) => $"{election} in rehearsal";

    /// <summary>Where the rehearsals are kept that run beside a store.</summary>
    public static string Beside(string file) => Path.ChangeExtension(file, ".rehearsal.db");

    /// <summary>An empty store; what an earlier rehearsal has left in the file is thrown away.</summary>
    /// <exception cref="StoreException">
    /// The file is in use, cannot be written, or is anything but this election in rehearsal: then it is left as it is.
    /// </exception>
    public static async Task<RehearsalStore> Begin(
        string file,
        ElectionDefinition definition,
        TimeProvider time
    )
    {
        var election = ElectionOf(definition.Id);
        var connection = new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString;
        if (File.Exists(file))
        {
            // Opening it is the proof that it is ours to throw away.
            await SqliteStore.Open(connection, election, time).DisposeAsync();
            try
            {
                foreach (var part in (string[])[file, file + "-wal", file + "-shm"])
                {
                    File.Delete(part);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new StoreException($"{file} cannot be begun anew: {e.Message}", e);
            }
        }
        return new RehearsalStore(SqliteStore.Open(connection, election, time));
    }

    /// <summary>Waits until every channel that can be posted to has all that it follows.</summary>
    public async Task Delivered(BulletinLog log, TimeProvider time, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25), time);
        while (!await IsDelivered(log, ct))
        {
            await timer.WaitForNextTickAsync(ct);
        }
    }

    /// <summary>Whether there is a channel that can be posted to; one that cannot is as good as gone.</summary>
    public async Task<bool> HasPlace(CancellationToken ct) =>
        (await Store.ReadSubscribers(ct)).Any(c => c.Suspended is null);

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private async Task<bool> IsDelivered(BulletinLog log, CancellationToken ct)
    {
        var channels = (await Store.ReadSubscribers(ct)).Where(c => c.Suspended is null).ToArray();
        if (channels.Length == 0)
        {
            return true;
        }
        var behind = log.ReadAfter(channels.Min(c => c.Bookmark));
        return channels.All(c => !behind.Any(c.Wants));
    }
}
