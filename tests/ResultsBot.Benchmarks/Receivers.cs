using System.Collections.Immutable;
using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.Logging;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Sandbox.Slack;
using ResultsBot.Storage;

namespace ResultsBot.Benchmarks;

/// <summary>
/// What is at the other end of the configured outlets while the bot is killed: a receiver of webhooks, which leaves out
/// what it has had, a workflow of Teams and a workspace of Slack. They outlive the bot, count what comes, and now and then
/// say that they are busy, or lose an answer.
/// </summary>
internal sealed class Receivers : IAsyncDisposable
{
    private const string Again = "Sent again";
    private const double Busy = 0.03;
    private const double Lost = 0.03;

    private readonly HttpListener _listener = new();
    private readonly Random _random;
    private readonly Lock _turn = new();
    private readonly HashSet<string> _had = [];
    private readonly List<long> _numbers = [];
    private readonly List<string> _cards = [];
    private readonly SlackSandbox _slack;
    private readonly string _channel;
    private readonly string _address;
    private readonly Task _serving;

    private Receivers(SlackSandbox slack, int seed)
    {
        _slack = slack;
        _random = new Random(seed);
        _channel = slack.Workspace.AddChannel();
        _address = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(_address);
        _listener.Start();
        _serving = Serve();
    }

    /// <summary>What the bot has to be told to post to them.</summary>
    public ImmutableDictionary<string, string> Environment =>
        ImmutableDictionary<string, string>
            .Empty.Add("Outlets__AllowPrivateAddresses", "true")
            .Add("Outlets__Webhooks__0__Name", "counter")
            .Add("Outlets__Webhooks__0__Url", $"{_address}webhook")
            .Add("Outlets__Webhooks__0__Secret", $"whsec_{Convert.ToBase64String(new byte[32])}")
            .Add("Outlets__Teams__0__Name", "counter")
            .Add("Outlets__Teams__0__Url", $"{_address}teams")
            .Add("Outlets__Slack__Token", SlackSandbox.BotToken)
            .Add("Outlets__Slack__BaseAddress", _slack.ApiAddress.AbsoluteUri)
            .Add("Outlets__Slack__Channels__0__Id", _channel);

    /// <summary>How many messages have come, at all three.</summary>
    public int Count
    {
        get
        {
            lock (_turn)
            {
                return _numbers.Count + _cards.Count + _slack.Workspace.Read(_channel).Length;
            }
        }
    }

    public static async Task<Receivers> Start(int seed, ILoggerFactory loggers) =>
        new(
            await SlackSandbox.Start(0, TimeProvider.System, loggers, CancellationToken.None),
            seed
        );

    /// <summary>What is lost, doubled or out of order, a line each.</summary>
    public async Task<ImmutableArray<string>> Check(
        DbConnection store,
        ElectionDefinition definition,
        IReadOnlyList<LogEntry> wire
    )
    {
        var everything = new Topic(new Scope.Area(definition.Whole), null, Kind.Everything);
        long[] wanted = [.. wire.Where(everything.Covers).Select(e => e.Position)];
        var receipts = (
            await store.QueryAsync<(string Outlet, string Handle, string Page, long First)>(
                "SELECT outlet, handle, page, first_position AS first FROM receipts WHERE outlet IN ('slack', 'teams') ORDER BY first_position"
            )
        ).ToLookup(r => r.Outlet);
        var faults = ImmutableArray.CreateBuilder<string>();
        lock (_turn)
        {
            Compare("webhook", wanted, _numbers);
            Compare(
                "teams",
                wanted,
                receipts["teams"].SelectMany(r => PageCodec.Read(r.Page).Positions)
            );
            var (pages, marked) = (
                receipts["teams"].Count(),
                _cards.Count(c => c.Contains(Again, StringComparison.Ordinal))
            );
            if (_cards.Count < pages || _cards.Count - marked > pages)
            {
                faults.Add($"teams: {_cards.Count} cards, {marked} sent again, of {pages} posts");
            }
            var messages = _slack.Workspace.Read(_channel);
            var known = receipts["slack"].ToDictionary(r => r.Handle, r => r.Page);
            Compare(
                "slack",
                wanted,
                messages.SelectMany(m =>
                    known.TryGetValue(m.Ts, out var page) ? PageCodec.Read(page).Positions : []
                )
            );
            if (messages.Length != known.Count)
            {
                faults.Add($"slack: {messages.Length} messages, of {known.Count} known");
            }
        }
        return faults.ToImmutable();

        void Compare(string outlet, long[] should, IEnumerable<long> came)
        {
            long[] did = [.. came];
            if (!did.SequenceEqual(should))
            {
                faults.Add(
                    $"{outlet}: lost [{string.Join(' ', should.Except(did))}], twice [{string.Join(' ', did.CountBy(n => n).Where(n => n.Value > 1).Select(n => n.Key))}], of {should.Length}; {(did.SequenceEqual(did.Order()) ? "in order" : "out of order")}"
                );
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
        await _slack.DisposeAsync();
    }

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext asked;
            try
            {
                asked = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            await Answer(asked);
        }
    }

    private async Task Answer(HttpListenerContext asked)
    {
        string body;
        try
        {
            using var reader = new StreamReader(asked.Request.InputStream);
            body = await reader.ReadToEndAsync();
        }
        catch (Exception e) when (e is HttpListenerException or IOException)
        {
            // Whoever asked was killed over it.
            asked.Response.Abort();
            return;
        }
        lock (_turn)
        {
            if (_random.NextDouble() < Busy)
            {
                asked.Response.StatusCode = 503;
                asked.Response.Close();
                return;
            }
            if (asked.Request.Url!.AbsolutePath == "/teams")
            {
                _cards.Add(body);
            }
            else if (_had.Add(asked.Request.Headers["webhook-id"]!))
            {
                _numbers.Add((long)JsonNode.Parse(body)!["number"]!);
            }
            if (_random.NextDouble() < Lost)
            {
                asked.Response.Abort();
                return;
            }
        }
        try
        {
            asked.Response.StatusCode = 202;
            asked.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException)
        {
            // As above.
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
