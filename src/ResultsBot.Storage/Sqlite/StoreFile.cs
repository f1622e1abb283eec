using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace ResultsBot.Storage.Sqlite;

/// <summary>
/// A store's file, held for one process by whatever name it is reached: a second writer would post everything twice. The
/// operating system lets go when the process ends, however it ends.
/// </summary>
internal sealed class StoreFile : IDisposable
{
    /// <summary>Asks whether the file was moved or deleted since it was opened (https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html).</summary>
    private const int HasMoved = 20;

    private readonly FileStream _byName;
    private readonly FileStream? _itself;

    private StoreFile(string path, FileStream byName, FileStream? itself)
    {
        Path = path;
        _byName = byName;
        _itself = itself;
    }

    /// <summary>The file itself, not a symbolic link to it.</summary>
    public string Path { get; }

    /// <summary>Makes an empty file where there is none.</summary>
    /// <param name="mayCreate">False: a file that does not exist is refused.</param>
    /// <exception cref="StoreException">Another process holds it, or it cannot be written.</exception>
    public static StoreFile Hold(string path, bool mayCreate)
    {
        var full = System.IO.Path.GetFullPath(path);
        FileStream? byName = null;
        try
        {
            full = Resolve(path);
            if (!mayCreate && !File.Exists(full))
            {
                throw new StoreException(
                    $"The store {full} does not exist, and Mode=ReadWrite in Store:ConnectionString does not make it."
                );
            }
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
            // First, and a file of its own: see Itself. Within one process it is the only one that a second attempt meets,
            // since to close the database's file would drop the locks that SQLite has on it (https://sqlite.org/howtocorrupt.html, 2.2).
            byName = Exclusive(full + ".lock");
            return new StoreFile(full, byName, Itself(full));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            byName?.Dispose();
            throw new StoreException(
                IsHeld(e)
                    ? $"The store {full} is in use by another process: two would post everything twice."
                    : $"The store {full} cannot be opened for writing: {e.Message}",
                e
            );
        }
    }

    /// <summary>Where the file itself is, also by a symbolic link.</summary>
    /// <exception cref="IOException">The link leads in a circle.</exception>
    public static string Resolve(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        return new FileInfo(full) is { LinkTarget: not null } link
            ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName
            : full;
    }

    /// <summary>Why what is written would be lost, in a sentence; null while the file is where it was opened.</summary>
    /// <param name="connection">An open one to the file, which has read from it.</param>
    public string? FindLoss(SqliteConnection connection)
    {
        var moved = 0;
        _ = FileControl(connection.Handle!.DangerousGetHandle(), 0, HasMoved, ref moved);
        if (moved != 0)
        {
            return $"The store {Path} was deleted, moved or replaced while the bot was running";
        }
        // The log is there for as long as anybody has the database open: without it, what was written last is lost.
        return Array.Find([Path + "-wal", Path + "-shm"], part => !File.Exists(part)) is { } lost
            ? $"The store's file {lost} was deleted or moved while the bot was running"
            : null;
    }

    /// <summary>Only once SQLite has closed the file.</summary>
    public void Dispose()
    {
        _itself?.Dispose();
        _byName.Dispose();
    }

    /// <summary>
    /// The database's own file: a hard link, or a lock file that was deleted, leads to the same one. Only on Linux is there a
    /// lock that SQLite's own do not meet (flock(2)): elsewhere the lock file has to do.
    /// </summary>
    private static FileStream? Itself(string path) =>
        OperatingSystem.IsLinux() ? Exclusive(path) : null;

    private static FileStream Exclusive(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>EWOULDBLOCK of Linux and of macOS; a sharing or lock violation of Windows.</summary>
    private static bool IsHeld(Exception e) =>
        e is IOException
        && (
            OperatingSystem.IsLinux() ? e.HResult == 11
            : OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33
            : e.HResult == 35
        );

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(
        DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories
    )]
    private static extern int FileControl(nint database, nint name, int operation, ref int answer);
}
