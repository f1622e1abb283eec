using System.Net;
using Microsoft.Extensions.Configuration;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets;
using ResultsBot.Outlets.Slack;
using ResultsBot.Wording;

namespace ResultsBot.Simulation;

/// <summary>
/// The configured outlets of a simulated night, beside Discord: two receivers of webhooks, of which one may be dead for a
/// while, a workspace of Slack and a workflow of Teams, each with faults of its own; and what all of them have to hold in
/// the end. What is drawn here comes from a chance of its own.
/// </summary>
internal sealed class SimulatedOutlets
{
    private const string Graphics = "graphics.example";
    private const string Mail = "mail.example";
    private const string Workflow = "workflow.example";
    private const string Again = "Sent again";

    private readonly SimulatedNewsroom _newsroom;
    private readonly Random _random;
    private readonly SimulatedSlack _slack;
    private readonly Dictionary<string, WebhookReceiver> _receivers = [];
    private readonly List<string> _cards = [];
    private readonly Dictionary<Address, Topic> _follows = [];
    private bool _hasFaults;

    public SimulatedOutlets(SimulatedNewsroom newsroom, ElectionDefinition definition, int seed)
    {
        _newsroom = newsroom;
        _random = new Random(seed);
        _slack = new SimulatedSlack(newsroom.Time)
        {
            Limits = _ => IsFaulty(0.05) ? _random.Next(1, 6) : null,
            Refuses = method =>
                IsFaulty(0.02) ? "service_unavailable"
                : method == "chat.postMessage" && IsFaulty(0.01) ? "not_in_channel"
                : null,
        };
        newsroom.Web.Serve(SimulatedSlack.Host, _slack.Serve);
        newsroom.Web.Serve(
            Workflow,
            request =>
            {
                if (IsFaulty(0.05))
                {
                    return new HttpResponseMessage(HttpStatusCode.TooManyRequests);
                }
                _cards.Add(request.Body);
                return new HttpResponseMessage(
                    IsFaulty(0.05) ? HttpStatusCode.GatewayTimeout : HttpStatusCode.Accepted
                );
            }
        );
        foreach (var (at, host) in ((string[])[Graphics, Mail]).Index())
        {
            var receiver = WebhookReceiver.Of(at);
            _receivers.Add(host, receiver);
            newsroom.Web.Serve(host, receiver.Take);
        }
        // One is dead more often than not, and no other is the worse for it.
        _receivers[Mail].Answers = () =>
            IsFaulty(0.7) ? HttpStatusCode.BadGateway : HttpStatusCode.OK;
        newsroom.Outlets = Read(definition);
    }

    /// <summary>How much goes wrong; from now on.</summary>
    public void Break()
    {
        _hasFaults = true;
        _newsroom.Web.Faults = 0.08 * _random.NextDouble();
    }

    public void Mend()
    {
        _hasFaults = false;
        _newsroom.Web.Faults = 0;
    }

    /// <summary>What was promised and not kept.</summary>
    /// <param name="wants">Whether somebody who follows that is to be told.</param>
    public IEnumerable<string> Check(
        IReadOnlyList<LogEntry> wire,
        Func<Topic, LogEntry, bool> wants,
        Phrasebook phrases
    )
    {
        foreach (var (address, topic) in _follows)
        {
            var wanted = wire.Where(e => wants(topic, e)).Select(e => e.Position).ToArray();
            var found = address.Outlet switch
            {
                "webhook" => Compare(address, wanted, Webhook(address), wire),
                "slack" => Compare(address, wanted, Slack(address), wire)
                    .Concat(Twice(address))
                    .Concat(Texts(address, wire, phrases)),
                _ => Compare(address, wanted, Teams(address), wire).Concat(Cards(address)),
            };
            foreach (var violation in found)
            {
                yield return violation;
            }
        }
    }

    private long[] Webhook(Address address) =>
        [
            .. _receivers
                .Single(r => r.Key.StartsWith(address.Id, StringComparison.Ordinal))
                .Value.Kept.Select(b => (long)b["number"]!),
        ];

    private long[] Slack(Address address) =>
        [.. _slack.Read(address.Id).SelectMany(m => _newsroom.Store.Intended[m.Key!].Positions)];

    /// <summary>A workflow gives nothing back: by what was written down of what it took.</summary>
    private long[] Teams(Address address) =>
        [
            .. _newsroom
                .Store.Keys.Where(k => k.Address == address)
                .SelectMany(k => _newsroom.Store.Intended[k.Key].Positions)
                .Order(),
        ];

    private IEnumerable<string> Compare(
        Address address,
        long[] wanted,
        long[] shown,
        IReadOnlyList<LogEntry> wire
    )
    {
        var lost = wanted
            .Except(shown)
            .Where(p => _newsroom.Quarantined.GetValueOrDefault(p) is not { Bulletin: null })
            .ToArray();
        var twice = shown.GroupBy(p => p).Where(g => g.Count() > 1).Select(g => g.Key).ToArray();
        var unasked = shown.Except(wanted).ToArray();
        // A note from the desk overtakes what waits while all else is held back.
        var inTurn = shown.Where(p => wire[(int)p - 1].Bulletin is not Bulletin.Notice).ToArray();
        if (lost.Length + twice.Length + unasked.Length > 0)
        {
            yield return $"{address}: lost [{string.Join(' ', lost)}], twice [{string.Join(' ', twice)}], unasked [{string.Join(' ', unasked)}]";
        }
        if (!inTurn.SequenceEqual(inTurn.Order()))
        {
            yield return $"{address}: {string.Join(' ', inTurn)} is out of order";
        }
    }

    private IEnumerable<string> Twice(Address address) =>
        _slack
            .Read(address.Id)
            .GroupBy(m => m.Key)
            .Where(g => g.Count() > 1)
            .Select(g => $"{address}: {g.First().Text} stands there twice");

    /// <summary>Once all is known, every message says it.</summary>
    private IEnumerable<string> Texts(
        Address address,
        IReadOnlyList<LogEntry> wire,
        Phrasebook phrases
    )
    {
        var messages = new SlackMessages(phrases);
        var composer = new PageComposer(
            phrases,
            new PostWriter(phrases),
            messages,
            new Quarantine()
        );
        foreach (var message in _slack.Read(address.Id))
        {
            var page = _newsroom.Store.Intended[message.Key!];
            if (
                page.Needs.Any(_newsroom.Quarantined.ContainsKey)
                // What goes before its turn is never changed.
                || wire[(int)page.Needs.First() - 1].Bulletin is Bulletin.Notice
            )
            {
                continue;
            }
            var posts = composer.Show(
                page,
                page.Needs.ToDictionary(p => p, p => wire[(int)p - 1]),
                e => Revisions.Of(e, wire)
            );
            var should = SlackMessage.TextOf(messages.ToUpdate(address.Id, message.Ts, posts));
            if (message.Files.Count() > posts.Count(p => p.Picture is not null))
            {
                yield return $"{address}: {message.Text.ReplaceLineEndings(" / ")} shows a picture that it should not";
            }
            if (should != message.Text)
            {
                yield return $"{address}: {message.Text.ReplaceLineEndings(" / ")} should read {should.ReplaceLineEndings(" / ")}";
            }
        }
    }

    /// <summary>Each is sent once, and where it was sent again the card says that it may have been seen.</summary>
    private IEnumerable<string> Cards(Address address)
    {
        var pages = _newsroom.Store.Keys.Count(k => k.Address == address);
        var marked = _cards.Count(c => c.Contains(Again, StringComparison.Ordinal));
        var first = _cards.Count - marked;
        if (
            !_newsroom.Quarantined.Values.Any(q => q.Bulletin is null)
            && (first > pages || _cards.Count < pages)
        )
        {
            yield return $"{address}: {first} cards and {marked} sent again, of {pages} posts";
        }
    }

    private bool IsFaulty(double share) => _hasFaults && _random.NextDouble() < share;

    private OutletSettings Read(ElectionDefinition definition)
    {
        var contest = definition.Contests[_random.Next(definition.Contests.Length)];
        var county = contest.Areas[_random.Next(contest.Areas.Length - 1)];
        var values = new Dictionary<string, string?>
        {
            ["Outlets:Slack:Token"] = "xoxb-secret",
            ["Outlets:Slack:BaseAddress"] = $"https://{SimulatedSlack.Host}/api",
        };
        Add("Webhooks:0", ("webhook", "graphics"), definition.Whole, Kind.Everything);
        Add("Webhooks:1", ("webhook", "mail"), definition.Whole, Kind.Results);
        Add("Slack:Channels:0", ("slack", "C1"), definition.Whole, Kind.Everything);
        Add("Slack:Channels:1", ("slack", "C2"), county, Kind.Flashes);
        Add("Teams:0", ("teams", "politics"), definition.Whole, Kind.Everything);
        values["Outlets:Webhooks:0:Url"] = $"https://{Graphics}/";
        values["Outlets:Webhooks:0:Secret"] = _receivers[Graphics].Secret;
        values["Outlets:Webhooks:1:Url"] = $"https://{Mail}/";
        values["Outlets:Webhooks:1:Secret"] = _receivers[Mail].Secret;
        values["Outlets:Teams:0:Url"] = $"https://{Workflow}/";
        var faults = new List<string>();
        var settings = OutletSettings.Read(
            (IConfigurationRoot)new ConfigurationBuilder().AddInMemoryCollection(values).Build(),
            faults
        );
        return faults.Count == 0
            ? settings
            : throw new InvalidOperationException(string.Join(' ', faults));

        void Add(string key, (string Outlet, string Id) address, AreaId area, Kind kind)
        {
            values[$"Outlets:{key}:{(address.Outlet == "slack" ? "Id" : "Name")}"] = address.Id;
            values[$"Outlets:{key}:Area"] =
                $"{area.Kind.ToString().ToLowerInvariant()}:{area.Name}";
            values[$"Outlets:{key}:Kind"] = kind.ToString();
            _follows.Add(
                new Address(address.Outlet, address.Id),
                new Topic(new Scope.Area(area), null, kind)
            );
        }
    }
}
