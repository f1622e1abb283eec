using Dapper;
using Microsoft.Data.Sqlite;

namespace ResultsBot.Storage.Sqlite;

/// <summary>A store copied into one file and back, each copy held against what it was made from before it gets its name.</summary>
public static class StoreBackup
{
    private const string Database = "";

    private static readonly string[] Beside = ["-wal", "-shm"];

    /// <summary>What a store consists of. The database last: its log is the first to be moved from its side.</summary>
    private static readonly string[] Parts = [.. Beside, Database];

    /// <summary>Where the file of a store is, whether it is there or not.</summary>
    /// <exception cref="StoreException">The connection string names no file that a night can be kept in.</exception>
    public static string PathOf(string connectionString) =>
        StoreFile.Resolve(StoreAddress.Parse(connectionString).DataSource);

    /// <summary>
    /// Copies a store, also while a bot writes to it: the copy is of one moment, and nobody waits for it. A file that gets
    /// the name is whole.
    /// </summary>
    /// <param name="mayReplace">A file of that name is replaced; otherwise refused.</param>
    /// <exception cref="StoreException">There is no such store, it can't be read, or the copy can't be kept there.</exception>
    public static StoreContents Write(string connectionString, string file, bool mayReplace) =>
        Told(
            file,
            () =>
            {
                var store = PathOf(connectionString);
                if (!File.Exists(store))
                {
                    throw new StoreException(
                        $"There is no store at {store}: nothing has been kept yet, or Store:ConnectionString names another."
                    );
                }
                var target = StoreFile.Resolve(file);
                RefuseTarget(target, store, mayReplace);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                var fresh = Fresh(target);
                try
                {
                    var contents = Copy(store, fresh);
                    File.Move(fresh, target, mayReplace);
                    return contents;
                }
                finally
                {
                    Delete(fresh);
                }
            }
        );

    /// <summary>Reads every page of a backup, or of a store that nobody writes to.</summary>
    /// <exception cref="StoreException">It's no store, damaged, or can't be read.</exception>
    public static StoreContents Read(string file) =>
        Told(
            file,
            () =>
            {
                var path = StoreFile.Resolve(file);
                if (!File.Exists(path))
                {
                    throw new StoreException($"There is no file {path}.");
                }
                using var connection = Open(path, SqliteOpenMode.ReadOnly);
                StoreContents.CheckWhole(connection, path);
                return StoreContents.Read(connection);
            }
        );

    /// <summary>
    /// Puts a backup in the store's place. What stood there is moved aside and not deleted. The store gets a new id, and so
    /// all that is sent from then on other keys: under the old ones Discord and receivers would take a new result for the
    /// one that they had before.
    /// </summary>
    /// <param name="election">Of the configuration.</param>
    /// <exception cref="StoreException">The backup isn't whole or is of another election, a bot holds the store, or it can't be written.</exception>
    public static RestoredStore Restore(
        string file,
        string connectionString,
        string election,
        TimeProvider time
    )
    {
        var backup = Read(file);
        if (backup.Election != election)
        {
            throw new StoreException(
                $"{file} holds the election {backup.Election}, and the configuration is for {election}: each has a store of its own."
            );
        }
        return Told(
            file,
            () =>
            {
                var path = PathOf(connectionString);
                if (path == StoreFile.Resolve(file))
                {
                    throw new StoreException($"{path} is the store itself: name a backup.");
                }
                // Seen before it's held, which makes an empty file where there is none.
                var before = Array.FindAll(Parts, part => HoldsSomething(path + part));
                using var held = StoreFile.Hold(path, mayCreate: true);
                var fresh = Fresh(held.Path);
                try
                {
                    Copy(StoreFile.Resolve(file), fresh);
                    var restored = backup with { StoreId = Rename(fresh) };
                    var aside = before is []
                        ? null
                        : MoveAside(held.Path, before, time.GetUtcNow());
                    File.Move(fresh, held.Path, overwrite: true);
                    // Under its own name, as the bot will open it.
                    return Read(held.Path) == restored
                        ? new RestoredStore(held.Path, restored, aside)
                        : throw new StoreException(
                            $"{held.Path} isn't what was put there: somebody else has changed it."
                        );
                }
                finally
                {
                    Delete(fresh);
                }
            }
        );
    }

    private static void RefuseTarget(string target, string store, bool mayReplace)
    {
        if (target == store || Beside.Append(".lock").Any(part => target == store + part))
        {
            throw new StoreException($"{target} belongs to the store itself: name another file.");
        }
        if (Directory.Exists(target))
        {
            throw new StoreException($"{target} is a folder: name a file in it.");
        }
        if (!File.Exists(target))
        {
            return;
        }
        if (!mayReplace)
        {
            throw new StoreException($"{target} is there already. --force replaces it.");
        }
        if (File.Exists(target + Beside[0]))
        {
            throw new StoreException(
                $"{target} is a store that is or was in use: name another file."
            );
        }
    }

    /// <summary>One moment of a store as a file of its own, without a log beside it, on the disk and looked through.</summary>
    /// <returns>What is in both.</returns>
    private static StoreContents Copy(string from, string to)
    {
        var original = CopyPages(from, to);
        using (var copy = Open(to, SqliteOpenMode.ReadOnly))
        {
            StoreContents.CheckWhole(copy, from);
            if (StoreContents.Read(copy) != original)
            {
                throw new StoreException(
                    $"The copy of {from} doesn't hold what the store does, and was thrown away."
                );
            }
        }
        using var written = new FileStream(to, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
        return original;
    }

    private static StoreContents CopyPages(string from, string to)
    {
        try
        {
            using var source = Open(from, SqliteOpenMode.ReadOnly);
            // Counted and copied in one transaction: whatever is committed meanwhile is in neither.
            source.Execute("BEGIN DEFERRED");
            var contents = StoreContents.Read(source);
            using var target = Open(to, SqliteOpenMode.ReadWriteCreate);
            source.BackupDatabase(target);
            source.Execute("COMMIT TRANSACTION");
            target.Execute("PRAGMA journal_mode = DELETE");
            return contents;
        }
        catch (SqliteException e)
        {
            throw new StoreException($"{from} can't be copied: {e.Message}", e);
        }
    }

    private static string Rename(string path)
    {
        var id = Guid.NewGuid().ToString("N");
        using var connection = Open(path, SqliteOpenMode.ReadWrite);
        connection.Execute("UPDATE about SET store = @id", new { id });
        return id;
    }

    private static bool HoldsSomething(string path) =>
        new FileInfo(path) is { Exists: true, Length: > 0 };

    /// <param name="parts">Those that were there. Also a log whose database is gone: the copy must never meet it.</param>
    /// <returns>Where it is now.</returns>
    private static string MoveAside(string path, string[] parts, DateTimeOffset now)
    {
        if (parts.Contains(Database))
        {
            Merge(path);
        }
        var aside = $"{path}.replaced-{now:yyyyMMdd'T'HHmmss'Z'}";
        if (Array.Exists(Parts, part => File.Exists(aside + part)))
        {
            throw new StoreException($"{aside} is there already: try again in a second.");
        }
        foreach (var part in parts)
        {
            if (File.Exists(path + part))
            {
                File.Move(path + part, aside + part);
            }
        }
        return aside;
    }

    /// <summary>Brings the log of a sound store into its file. A damaged one may be why it is replaced, and keeps its own.</summary>
    private static void Merge(string path)
    {
        try
        {
            using var connection = Open(path, SqliteOpenMode.ReadWrite);
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // As it is, then.
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = mode,
                // The pool would keep the file open after us.
                Pooling = false,
            }.ConnectionString
        );
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>In the same folder, so that a move there is one step.</summary>
    private static string Fresh(string path) => $"{path}.{Guid.NewGuid().ToString("N")[..8]}.new";

    private static void Delete(string fresh)
    {
        foreach (var part in (string[])[.. Parts, "-journal"])
        {
            File.Delete(fresh + part);
        }
    }

    private static T Told<T>(string file, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw new StoreException($"{file}: the store can't be read: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{file} can't be read or written: {e.Message}", e);
        }
    }
}

/// <summary>A backup that was put in a store's place.</summary>
/// <param name="Aside">Where the store is that stood there; null where there was none.</param>
public sealed record RestoredStore(string Path, StoreContents Contents, string? Aside);
