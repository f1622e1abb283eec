using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using ResultsBot.Health;
using ResultsBot.Hosting;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Verbs.Checks;
using ResultsBot.Wording;

namespace ResultsBot.Verbs;

/// <summary>
/// <c>check [--post-test]</c>: whether all is ready for the night, a line each. It changes nothing, and may run beside the bot.
/// </summary>
internal static class CheckVerb
{
    /// <returns>0 where all is ready, 1 where there are warnings, 2 where something has to be put right.</returns>
    public static async Task<int> Run(
        bool postTest,
        TextWriter output,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var configuration = new ConfigurationManager();
        if (Settings.TryReadSources(configuration, out var fault))
        {
            return await Run(configuration, postTest, output, time, ct);
        }
        await output.WriteLineAsync($"{Finding.NotReady(fault)}");
        return (int)Readiness.NotReady;
    }

    /// <inheritdoc cref="Run(bool, TextWriter, TimeProvider, CancellationToken)"/>
    public static async Task<int> Run(
        IConfigurationRoot configuration,
        bool postTest,
        TextWriter output,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var (warnings, faults) = (0, 0);
        await foreach (var finding in Look(configuration, postTest, time, ct))
        {
            warnings += finding.State == Readiness.Warning ? 1 : 0;
            faults += finding.State == Readiness.NotReady ? 1 : 0;
            await output.WriteLineAsync($"{finding}");
        }
        var warned = warnings == 1 ? "1 warning" : $"{warnings} warnings";
        await output.WriteLineAsync();
        await output.WriteLineAsync(
            faults > 0 ? $"Not ready: {faults} to put right (✗), {warned} (!)."
            : warnings > 0 ? $"Ready, with {warned} (!)."
            : "Ready."
        );
        return (int)(
            faults > 0 ? Readiness.NotReady
            : warnings > 0 ? Readiness.Warning
            : Readiness.Ready
        );
    }

    private static async IAsyncEnumerable<Finding> Look(
        IConfigurationRoot configuration,
        bool postTest,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var files = string.Join(", ", Settings.FilesIn(configuration));
        yield return Finding.Ready(
            files.Length == 0
                ? "There is no appsettings.json beside the program or here: all of the configuration is in the environment."
                : $"The configuration is in {files} and in the environment, which is the stronger."
        );
        var unknown = ConfigurationKeys.FindUnknown(configuration);
        foreach (var key in unknown)
        {
            yield return Finding.Warning(key);
        }
        var (settings, faults) = Settings.Read(configuration);
        if (settings is null)
        {
            foreach (var fault in faults)
            {
                yield return Finding.NotReady(fault);
            }
            yield return Finding.Remark("Nothing else was checked: the bot wouldn't start.");
            yield break;
        }
        if (unknown.IsEmpty)
        {
            yield return Finding.Ready("The configuration has no fault and no unknown key.");
        }
        if (settings.IsRehearsal)
        {
            yield return Finding.Warning(
                "Election:Rehearsal is true: every post says that it's a rehearsal, and the real subscriptions get nothing."
            );
        }
        var pack = PackCheck.Of(settings);
        foreach (var finding in pack.Findings)
        {
            yield return finding;
        }
        if (pack.Phrases is { } phrases)
        {
            await foreach (var finding in LookAround(settings, phrases, postTest, time, ct))
            {
                yield return finding;
            }
        }
        await foreach (var finding in LookAtAddresses(settings, time, ct))
        {
            yield return finding;
        }
        if (Running(settings, time) is { } running)
        {
            yield return running;
        }
    }

    /// <summary>All that takes a pack to understand.</summary>
    private static async IAsyncEnumerable<Finding> LookAround(
        Settings settings,
        Phrasebook phrases,
        bool postTest,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var (trial, store) = await LookAtStore(settings, phrases, time, ct);
        await using var _ = trial;
        foreach (var finding in store)
        {
            yield return finding;
        }
        if (settings.Token is not { } token)
        {
            yield return Finding.Warning(
                "There is no Discord:Token: the bot would run on its local stand-in for Discord, where nothing is real."
            );
        }
        else
        {
            using var discord = new DiscordCheck(settings, token, phrases, time);
            await foreach (var finding in discord.Look(trial?.Subscribers, ct))
            {
                yield return finding;
            }
        }
        if (trial is null)
        {
            yield break;
        }
        var outlets = new OutletCheck(trial.Part<OutletRegistry>(), phrases, settings.IsRehearsal);
        await foreach (
            var finding in outlets.Look(
                [
                    .. settings.OutletsInUse.Channels.Where(c =>
                        c.IsRehearsal == settings.IsRehearsal
                    ),
                ],
                postTest,
                ct
            )
        )
        {
            yield return finding;
        }
    }

    /// <returns>The trial, null where the bot wouldn't start with the store.</returns>
    private static async Task<(TrialStart? Trial, List<Finding> Findings)> LookAtStore(
        Settings settings,
        Phrasebook phrases,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var findings = new List<Finding>();
        try
        {
            var place = StorePlace.Of(settings, phrases.Definition.Id);
            if (place.Provider is StoreProvider.Sqlite)
            {
                findings.AddRange(StoreCheck.OfDisk(place.Name));
            }
            await place.TryToWrite(ct);
            var trial = await TrialStart.Make(settings, phrases, time, ct);
            findings.AddRange(StoreCheck.Of(trial, place.Name));
            return (trial, findings);
        }
        catch (Exception e)
            when (e
                    is StoreException
                        or StoreUnavailableException
                        or InvalidDataException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            // Each a sentence, or several of them in lines.
            findings.AddRange(e.Message.Split(Environment.NewLine).Select(Finding.NotReady));
            return (null, findings);
        }
    }

    private static async IAsyncEnumerable<Finding> LookAtAddresses(
        Settings settings,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        (
            string Key,
            string What,
            string? Urls,
            string Sign,
            Func<HttpResponseMessage, bool>
        )[] all =
        [
            // One that may move finds an address by itself.
            (
                "Blog:Urls",
                "The live blog",
                settings.Blog.MayMove ? null : settings.Blog.Urls,
                "/latest",
                answer => IsJson(answer) || answer.Headers.Contains(WaitingBlog.Mark)
            ),
            ("Health:Urls", "Health", settings.HealthUrls, "/healthz", IsJson),
            (
                "Interactions:Urls",
                "The way in for interactions",
                settings.Interactions?.Urls,
                InteractionServer.Path,
                answer => answer.StatusCode is HttpStatusCode.MethodNotAllowed
            ),
            (
                "Sandbox:Port",
                "The stand-in for Discord",
                settings is { Token: null, SandboxPort: { } port }
                    ? $"http://127.0.0.1:{port}"
                    : null,
                "/api/v10/gateway",
                IsJson
            ),
        ];
        foreach (var (key, what, urls, sign, isOurs) in all)
        {
            foreach (
                var url in (urls ?? "").Split(
                    ';',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                )
            )
            {
                yield return await ListenCheck.Of(key, what, url, sign, isOurs, time, ct);
            }
        }
    }

    private static bool IsJson(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType?.MediaType == "application/json";

    private static Finding? Running(Settings settings, TimeProvider time)
    {
        if (settings.HealthFile is not { } path || new HealthFile(path).Read() is not { } report)
        {
            return null;
        }
        var now = time.GetUtcNow();
        return report.Problem(now) is null
            ? Finding.Ready($"A bot runs here: {report.Line(now)}.")
            : Finding.Warning($"A bot runs or ran here: {report.Line(now)}.");
    }
}
