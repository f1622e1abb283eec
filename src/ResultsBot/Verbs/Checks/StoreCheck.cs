using System.Runtime.InteropServices;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;

namespace ResultsBot.Verbs.Checks;

/// <summary>Whether the bot would start with the store, and whether there is room for the night.</summary>
internal static class StoreCheck
{
    /// <summary>W_OK of access(2).</summary>
    private const int WriteAccess = 2;

    private const long LeastBytes = 100_000_000;

    /// <summary>A long night in thousands of channels takes some hundred megabytes, and its log as much for a while.</summary>
    private const long EnoughBytes = 1_000_000_000;

    public static IEnumerable<Finding> Of(TrialStart trial, string path)
    {
        yield return Finding.Ready(
            trial.Contents is { } contents
                ? $"The store {path} is sound, and the bot would start with it: {contents.Events:N0} events, {contents.Bulletins:N0} bulletins, {contents.Channels:N0} channels."
                : $"There is no store at {path} yet: the night begins there."
        );
        if (trial.Unreadable > 0)
        {
            yield return Finding.Warning(
                $"{trial.Unreadable} of its bulletins can't be read by this version: start the version that wrote them, or tell the desk."
            );
        }
    }

    /// <exception cref="StoreException">Store:ConnectionString names no file.</exception>
    public static IEnumerable<Finding> OfDisk(string path)
    {
        var folder = NearestFolder(path);
        if (Unwritable(path, folder) is { } reason)
        {
            yield return Finding.NotReady(
                $"The store can't be written at {path}: {reason} Give its folder to the user that runs the bot."
            );
            yield break;
        }
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var room = $"{free / 1_000_000_000.0:0.0} GB are free in {folder}";
        yield return free < LeastBytes
            ? Finding.NotReady($"{room}: too little for a night. Make room there.")
        : free < EnoughBytes
            ? Finding.Warning($"{room}: little for a long night in many channels. Make room there.")
        : Finding.Ready($"{room}, and it can be written.");
    }

    /// <summary>The bot makes the folders that are missing.</summary>
    private static string NearestFolder(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
        {
            folder = above;
        }
        return folder;
    }

    private static string? Unwritable(string path, string folder)
    {
        try
        {
            var probe = Path.Combine(folder, $".resultsbot-check-{Guid.NewGuid():N}");
            using (
                new FileStream(
                    probe,
                    FileMode.CreateNew,
                    FileAccess.Write,
                    FileShare.None,
                    bufferSize: 1,
                    FileOptions.DeleteOnClose
                )
            ) { }
            return
                new[] { path, path + ".lock", path + "-wal" }.FirstOrDefault(part =>
                    File.Exists(part) && !MayWrite(part)
                )
                    is { } locked
                ? $"{locked} belongs to somebody else."
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>
    /// Without opening it: a process that closes a database's file drops its own locks on it
    /// (https://sqlite.org/howtocorrupt.html, 2.2).
    /// </summary>
    private static bool MayWrite(string path) =>
        OperatingSystem.IsWindows()
            ? !File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly)
            : Access(path, WriteAccess) == 0;

    [DllImport("libc", EntryPoint = "access", CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
