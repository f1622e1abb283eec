using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ResultsBot.Hosting;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Packs;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Verbs;

/// <summary>
/// <c>blog run</c>: the live blog in a process of its own, beside the bot of the same configuration. It reads the bot's store
/// and writes nothing; give the bot itself an empty <c>Blog:Urls</c>.
/// </summary>
internal static class BlogRunVerb
{
    /// <returns>The process's exit code.</returns>
    public static async Task<int> Run(TextWriter output, TextWriter errors, CancellationToken ct)
    {
        var configuration = new ConfigurationManager();
        if (!Settings.TryReadSources(configuration, out var fault))
        {
            await errors.WriteLineAsync(fault);
            return 1;
        }
        var (settings, faults) = Settings.Read(configuration);
        if (settings is null)
        {
            await errors.WriteLineAsync(string.Join(Environment.NewLine, faults));
            return 1;
        }
        switch (settings.LoadPack(TimeProvider.System.GetUtcNow()))
        {
            case PackReading.Refused refused:
                return PackFaults.Print(settings.Pack, refused, errors);
            case PackReading.Loaded { Pack.Definition: var definition }:
                if (Phrasebook.In(settings.Language, definition) is not { } phrases)
                {
                    await errors.WriteLineAsync(settings.UnknownLanguage(definition));
                    return 1;
                }
                using (var loggers = LoggerFactory.Create(l => l.AddConsoleLogs(configuration)))
                {
                    return await Serve(settings, phrases, loggers, output, errors, ct);
                }
            case var other:
                throw new InvalidOperationException($"No rule for {other}.");
        }
    }

    private static async Task<int> Serve(
        Settings settings,
        Phrasebook phrases,
        ILoggerFactory loggers,
        TextWriter output,
        TextWriter errors,
        CancellationToken ct
    )
    {
        try
        {
            await using var follower = await StorePlace
                .Of(settings, phrases.Definition.Id)
                .Follow(ct);
            var blog = new LiveBlogAlone(
                follower,
                settings.Blog,
                phrases,
                new PostWriter(phrases, settings.IsRehearsal),
                TimeProvider.System,
                loggers
            );
            await blog.Run(address => output.WriteLineAsync($"The live blog is at {address}."), ct);
            return 0;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is StoreException or StoreUnavailableException or IOException)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
