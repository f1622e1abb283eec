using Microsoft.Extensions.Logging;
using ResultsBot.Newswire;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Sandbox;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;

namespace ResultsBot.Benchmarks;

/// <summary>
/// A note with a video of 7.9 MB, which nothing makes smaller, into many channels: the most memory that the real process
/// had, as the system counts it, and whether it came everywhere. The sandbox is in this process, and keeps each copy.
/// </summary>
internal static class Pictures
{
    private const int Bytes = 7_900_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <param name="heapLimit">Of the process's managed heap, in MiB; null for none.</param>
    public static async Task<int> Run(int channels, int? heapLimit, string? program)
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            await Console.Error.WriteLineAsync("The pack ge2024 cannot be read.");
            return 1;
        }
        var time = TimeProvider.System;
        var folder = Directory.CreateTempSubdirectory("resultsbot-").FullName;
        using var loggers = LoggerFactory.Create(l =>
            l.AddSimpleConsole().SetMinimumLevel(LogLevel.Error)
        );
        await using var sandbox = await SandboxServer.Start(
            new SandboxOptions(),
            time,
            loggers,
            CancellationToken.None
        );
        var ids = sandbox.Control.CreateChannels(channels).ToArray();
        await using (
            var store = SqliteStore.Open(RealBot.Connection(folder), pack.Definition.Id, time)
        )
        {
            var topic = new Topic(new Scope.Area(pack.Definition.Whole), null, Kind.Everything);
            await Task.WhenAll(
                ids.Select(c =>
                    (Task)
                        store.Subscribe(
                            DiscordAddresses.Address(c),
                            DiscordAddresses.Group(sandbox.GuildId),
                            topic,
                            DeliveryChange.None
                        )
                )
            );
        }
        await using var bot = RealBot.Start(
            sandbox,
            folder,
            program,
            heapLimit is { } limit ? limit * 1024L * 1024 : null
        );
        await RealBot.Answers(sandbox.Control, bot);
        var rest = Memory.Read(bot, "VmRSS");

        var video = new byte[Bytes];
        new Random(1).NextBytes(video);
        "\0\0\0\u0018ftypmp42"u8.CopyTo(video);
        var began = time.GetTimestamp();
        var (said, words) = await Typing.Send(
            sandbox,
            "rita",
            "/note seat:Chesterfield text:The hall. photo:hall.mp4",
            CancellationToken.None,
            new Dictionary<string, UploadedFile> { ["photo"] = new("hall.mp4", "video/mp4", video) }
        );
        if (said != Said.Sent)
        {
            throw new InvalidOperationException($"The note was not sent: {words}");
        }
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), time);
        int arrived;
        while (
            (arrived = ids.Count(c => sandbox.Control.Read(c).Length > 0)) < channels
            && time.GetElapsedTime(began) < Longest
            && !bot.HasExited
        )
        {
            await timer.WaitForNextTickAsync();
        }
        Console.WriteLine(
            $"{arrived} of {channels} channels in {time.GetElapsedTime(began).TotalSeconds:F1} s; {rest / 1024.0:F0} MB at rest, {(bot.HasExited ? 0 : Memory.Read(bot, "VmHWM") / 1024.0):F0} MB at most"
        );
        await bot.Kill();
        Directory.Delete(folder, recursive: true);
        return arrived == channels ? 0 : 1;
    }
}
