using System.Text.RegularExpressions;
using ResultsBot.Desk;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Packs;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Benchmarks;

/// <summary>
/// The live blog in a process of its own (<c>blog run</c>) on a store that holds half of the recorded night; the desk that
/// writes the other half is in this process.
/// </summary>
internal sealed partial class MidNightBlog : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly SqliteStore _store;
    private readonly ResultsDesk _desk;
    private readonly Queue<RecordedResult> _left;

    private MidNightBlog(
        string folder,
        SqliteStore store,
        ResultsDesk desk,
        Queue<RecordedResult> left,
        BotProcess process,
        Uri address
    )
    {
        Folder = folder;
        _store = store;
        _desk = desk;
        _left = left;
        Process = process;
        Address = address;
    }

    /// <summary>For whatever a measurement writes; deleted in the end.</summary>
    public string Folder { get; }

    public BotProcess Process { get; }

    public Uri Address { get; }

    public static async Task<MidNightBlog> Start(ElectionPack pack, string? program)
    {
        var folder = Directory.CreateTempSubdirectory("resultsbot-").FullName;
        var store = SqliteStore.Open(
            RealBot.Connection(folder),
            pack.Definition.Id,
            TimeProvider.System
        );
        var desk = await ResultsDesk.Open(
            pack.Definition,
            HouseRules.Default,
            store,
            new BulletinLog([]),
            TimeProvider.System,
            CancellationToken.None
        );
        var left = new Queue<RecordedResult>(pack.Recorded);
        while (left.Count > pack.Recorded.Length / 2)
        {
            await Declare(desk, left.Dequeue());
        }
        var process = BotProcess.Start(
            folder,
            ["blog", "run"],
            new Dictionary<string, string>
            {
                ["Store__ConnectionString"] = RealBot.Connection(folder),
                ["Blog__Urls"] = "http://127.0.0.1:0",
            },
            program
        );
        try
        {
            await Tools.Until(
                () => Task.FromResult(process.HasExited || Announced().IsMatch(process.Printed)),
                LongestStart,
                "the live blog listens."
            );
            var address = Announced().Match(process.Printed);
            if (!address.Success)
            {
                throw new InvalidOperationException($"No live blog: {process.Printed}");
            }
            var blog = new MidNightBlog(
                folder,
                store,
                desk,
                left,
                process,
                new Uri(address.Groups["address"].Value)
            );
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
            await Tools.Until(
                async () =>
                    (await client.GetAsync(new Uri(blog.Address, "latest"))).IsSuccessStatusCode,
                LongestStart,
                "the live blog has read the store."
            );
            return blog;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>The night goes on by a result.</summary>
    public Task Declare() => Declare(_desk, _left.Dequeue());

    /// <returns>In MB, as the system counts it.</returns>
    public double Resident() => Memory.Read(Process, "VmRSS") / 1024.0;

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _desk.Dispose();
        await _store.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static Task Declare(ResultsDesk desk, RecordedResult recorded) =>
        desk.Submit(
            new Command.Declare(recorded.Contest, recorded.Figures, "benchmark"),
            $"{recorded.Contest}",
            CancellationToken.None
        );

    [GeneratedRegex(
        @"live blog is at (?<address>http\S+/)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Announced();
}
