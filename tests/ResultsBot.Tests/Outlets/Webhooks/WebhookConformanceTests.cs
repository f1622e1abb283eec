using System.Diagnostics;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Http;
using ResultsBot.Outlets.Webhooks;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Outlets;

/// <summary>The makers' own library, unchanged, judges what is sent over real HTTP.</summary>
public class WebhookConformanceTests
{
    private const string Folder = "tests/conformance/webhooks";

    private static readonly Address Address = new(WebhookSettings.Outlet, "judge");

    [ScriptFact($"{Folder}/node_modules/standardwebhooks")]
    public async Task The_npm_package_standardwebhooks_verifies_every_body()
    {
        var secret = "whsec_" + Convert.ToBase64String(new byte[32]);
        using var judge = await Judge.Start(secret);
        using var http = new OutletHttp(allowPrivateAddresses: true, TimeProvider.System);
        var wire = Samples.Bulletins.Select((b, at) => new LogEntry(at + 1, b)).ToList();
        foreach (var name in HostileElection.Names)
        {
            var before = wire.Count;
            wire.AddRange(
                new HostileElection(name, candidates: 3).Wire.Select(e =>
                    e with
                    {
                        Position = before + e.Position,
                    }
                )
            );
        }
        var outlet = Outlet(http, wire, judge.Url, secret);

        foreach (var entry in wire)
        {
            Assert.IsType<OutletAnswer.Done>(await Send(outlet, entry));
        }
        Assert.IsType<OutletAnswer.Later>(
            await Send(
                Outlet(
                    http,
                    wire,
                    judge.Url,
                    "whsec_" + Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 24)])
                ),
                wire[0]
            )
        );
    }

    private static Task<OutletAnswer> Send(WebhookOutlet outlet, LogEntry entry) =>
        outlet.Send(
            new Dispatch(
                Address,
                new Group(WebhookSettings.Outlet, "judge"),
                new Page(Layout.Cards, [entry.Position], []),
                new Dictionary<long, LogEntry> { [entry.Position] = entry },
                _ => null
            )
            {
                Key = $"{entry.Position:x32}",
            },
            CancellationToken.None
        );

    private static WebhookOutlet Outlet(
        OutletHttp http,
        IReadOnlyCollection<LogEntry> wire,
        string url,
        string secret
    )
    {
        var phrases = new Phrasebook(TheNight.Definition);
        return new WebhookOutlet(
            Configured
                .Outlets(
                    ("AllowPrivateAddresses", "true"),
                    ("Webhooks:0:Name", "judge"),
                    ("Webhooks:0:Url", url),
                    ("Webhooks:0:Secret", secret)
                )
                .Webhooks,
            http,
            new WebhookBodies(
                phrases,
                new PostWriter(phrases),
                new BulletinLog(wire),
                new Quarantine()
            ),
            TimeProvider.System
        );
    }

    private sealed class Judge(Process process, string url) : IDisposable
    {
        public string Url { get; } = url;

        public static async Task<Judge> Start(string secret)
        {
            var start = new ProcessStartInfo("node")
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            start.ArgumentList.Add(Path.Combine(Repository.Root, Folder, "verify.mjs"));
            start.ArgumentList.Add(secret);
            var process = Process.Start(start)!;
            return new Judge(process, (await process.StandardOutput.ReadLineAsync())!);
        }

        public void Dispose()
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
