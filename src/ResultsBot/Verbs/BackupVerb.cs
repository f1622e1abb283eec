using Microsoft.Extensions.Configuration;
using ResultsBot.Hosting;
using ResultsBot.Packs;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;

namespace ResultsBot.Verbs;

/// <summary>
/// <c>backup &lt;file&gt;</c>: copies the configured store into one file, also while the bot runs. <c>restore &lt;file&gt;</c>: puts
/// such a copy in the store's place.
/// </summary>
internal static class BackupVerb
{
    /// <param name="mayReplace">A file of that name.</param>
    /// <returns>The process's exit code.</returns>
    public static int Write(
        IConfigurationRoot configuration,
        string file,
        bool mayReplace,
        TextWriter output,
        TextWriter errors
    ) =>
        WithStore(
            configuration,
            errors,
            (store, _) =>
            {
                var contents = StoreBackup.Write(store, file, mayReplace);
                output.WriteLine(
                    $"{Path.GetFullPath(file)} is whole: {Sentence(contents)} ({Size(file)})."
                );
            }
        );

    /// <returns>The process's exit code.</returns>
    public static int Restore(
        IConfigurationRoot configuration,
        string file,
        TextWriter output,
        TextWriter errors,
        TimeProvider time
    ) =>
        WithStore(
            configuration,
            errors,
            (store, election) =>
            {
                var restored = StoreBackup.Restore(file, store, election, time);
                output.WriteLine($"{restored.Path} now holds {Sentence(restored.Contents)}.");
                if (restored.Aside is { } aside)
                {
                    output.WriteLine(
                        $"What stood there is kept: {aside}. Delete it once all is well."
                    );
                }
                output.WriteLine(Next(restored.Contents));
            }
        );

    private static int WithStore(
        IConfigurationRoot configuration,
        TextWriter errors,
        Action<string, string> work
    )
    {
        var (settings, faults) = Settings.Read(configuration);
        if (settings is null)
        {
            errors.WriteLine(string.Join(Environment.NewLine, faults));
            return 1;
        }
        if (PackLoader.IdOf(settings.Pack) is not { } id)
        {
            errors.WriteLine(
                $"The election pack {settings.Pack} can't be read: put Election:Pack right."
            );
            return 1;
        }
        if (settings.Store.Provider is not StoreProvider.Sqlite)
        {
            errors.WriteLine(
                "Store:Provider is postgres: the database's own tools back it up and restore it, pg_dump and pg_restore. docs/operations.md says how."
            );
            return 1;
        }
        var place = StorePlace.Of(settings, id);
        try
        {
            work(place.ConnectionString, place.Election);
            return 0;
        }
        catch (StoreException e)
        {
            errors.WriteLine(e.Message);
            return 1;
        }
    }

    private static string Sentence(StoreContents contents)
    {
        var last = contents.LastEventAt is { } at
            ? $", the last event at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"
            : "";
        return $"the election {contents.Election}, {Count(contents.Events, "event")}, {Count(contents.Bulletins, "bulletin")}, {Count(contents.Channels, "channel")}, {Count(contents.Photos, "picture")}{last}";
    }

    private static string Next(StoreContents contents) =>
        $"""
            Before you start the bot:
            - What was reported after the backup was made isn't in it. Report it again: channels that had it get it twice.
            - The bot doesn't know the messages that it has sent since. They stay, and no correction reaches them: delete by
              hand those that are wrong. What was queued when the backup was made is posted again.
            - {OnTheirWay(contents.OnTheirWay)}
            - Start the live blog's own process anew, if you run one, and empty the cache or CDN in front of it.
            Then start it, and look at the desk's channel and /outlets.
            """;

    private static string OnTheirWay(long count) =>
        count == 0
            ? "No post was on its way at that moment."
            : $"{Count(count, "post")} may have been on the way at that moment: the bot asks Discord and Slack whether it arrived, as after a crash.";

    private static string Count(long count, string what) =>
        $"{count:N0} {what}{(count == 1 ? "" : "s")}";

    private static string Size(string file) => $"{new FileInfo(file).Length / 1_000_000.0:0.0} MB";
}
