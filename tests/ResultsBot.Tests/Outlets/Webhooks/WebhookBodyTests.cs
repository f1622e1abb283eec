using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Webhooks;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Outlets;

/// <summary>What a webhook says, held against the schema that its receivers rely on.</summary>
public class WebhookBodyTests
{
    private static readonly string Folder = Path.Combine(
        Infrastructure.Repository.Root,
        "docs",
        "webhooks"
    );

    private static readonly JsonSchema Schema = JsonSchema.FromText(
        File.ReadAllText(Path.Combine(Folder, "bulletin.schema.json"))
    );

    [Fact]
    public void Every_bulletin_of_the_night_fits_the_schema()
    {
        var bodies = new Bodies(TheNight.Definition, PlayedNight.Wire);

        foreach (var entry in PlayedNight.Wire)
        {
            Fits(bodies.Of(entry));
        }
    }

    [Fact]
    public void Every_kind_of_bulletin_fits_whatever_the_names_and_texts_are()
    {
        foreach (var name in HostileElection.Names)
        {
            var hostile = new HostileElection(name, candidates: 6);
            var bodies = new Bodies(hostile.Definition, hostile.Wire);
            foreach (var entry in hostile.Wire)
            {
                Fits(bodies.Of(entry));
                Fits(bodies.Of(entry, Revisions.Of(entry, hostile.Wire)));
            }
            Assert.Empty(bodies.Quarantine.Items);
        }
    }

    [Fact]
    public void A_tally_is_of_the_area_that_is_followed()
    {
        var body = new Bodies(TheNight.Definition, PlayedNight.Wire).Of(
            PlayedNight.ResultOf("Chesterfield"),
            tally: new AreaId(AreaKind.County, "Derbyshire")
        );

        Fits(body);
        Assert.Equal(
            ("tally", "Derbyshire"),
            ((string?)Parse(body)["type"], (string?)Parse(body)["standing"]!["area"])
        );
        Assert.Null(Parse(body)["result"]);
    }

    [Fact]
    public void In_a_rehearsal_it_says_so_first_thing_and_last()
    {
        var body = Parse(
            new Bodies(TheNight.Definition, PlayedNight.Wire, isRehearsal: true).Of(
                PlayedNight.ResultOf("Chesterfield")
            )
        );

        Assert.True((bool)body["rehearsal"]!);
        Assert.StartsWith("REHEARSAL", (string?)body["headline"], StringComparison.Ordinal);
        Assert.StartsWith(
            "REHEARSAL",
            ((string)body["text"]!).Split('\n')[^1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_bulletin_whose_figures_cannot_be_written_goes_as_its_headline_and_is_quarantined()
    {
        var result = Samples.Result;
        var broken = new LogEntry(1, new Bulletin.Counted(result.Of, [new(99, 1)], Samples.At));
        var bodies = new Bodies(TheNight.Definition, [broken]);

        var body = bodies.Of(broken);

        Fits(body);
        Assert.Null(Parse(body)["count"]);
        Assert.Single(bodies.Quarantine.Items);
    }

    /// <summary>One of each kind, as the documents show them. A missing one is written, to be read and kept.</summary>
    [Fact]
    public void The_examples_in_the_documents_are_what_is_sent()
    {
        var wire = Samples.Bulletins.Select((b, at) => new LogEntry(at + 1, b)).ToArray();
        var definition = new ElectionDefinition(
            "barset2026",
            "Barset election",
            Samples.At,
            "last time",
            TheNight.Definition.Parties,
            [Samples.Contest]
        );
        var bodies = new Bodies(definition, wire);
        foreach (var kind in wire.GroupBy(e => (string?)Parse(bodies.Of(e))["type"]))
        {
            var body = bodies.Of(kind.First(), Revisions.Of(kind.First(), []));
            Fits(body);
            var shown = Parse(body).ToJsonString(Infrastructure.Json.Readable) + "\n";
            var file = Path.Combine(Folder, "examples", $"{kind.Key}.json");
            if (
                !File.Exists(file)
                && Environment.GetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE") is null
            )
            {
                File.WriteAllText(file, shown);
            }
            Assert.Equal(File.ReadAllText(file).ReplaceLineEndings(), shown.ReplaceLineEndings());
        }
    }

    private static void Fits(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var found = Schema.Evaluate(
            json.RootElement,
            new EvaluationOptions { OutputFormat = OutputFormat.List }
        );
        Assert.True(
            found.IsValid,
            Encoding.UTF8.GetString(body)
                + JsonSerializer.Serialize(found, Infrastructure.Json.Readable)
        );
    }

    private static JsonObject Parse(byte[] body) => JsonNode.Parse(body)!.AsObject();

    private sealed class Bodies
    {
        private readonly WebhookBodies _bodies;
        private readonly Dictionary<long, LogEntry> _entries;

        public Bodies(
            ElectionDefinition definition,
            IReadOnlyCollection<LogEntry> wire,
            bool isRehearsal = false
        )
        {
            var phrases = new Phrasebook(definition);
            _entries = wire.ToDictionary(e => e.Position);
            _bodies = new WebhookBodies(
                phrases,
                new PostWriter(phrases, isRehearsal),
                new BulletinLog(wire),
                Quarantine
            );
        }

        public Quarantine Quarantine { get; } = new();

        public byte[] Of(LogEntry entry, Mark? mark = null, AreaId? tally = null) =>
            _bodies.Of(
                new Dispatch(
                    new Address(WebhookSettings.Outlet, "graphics"),
                    new Group(WebhookSettings.Outlet, "graphics"),
                    new Page(
                        Layout.Cards,
                        tally is null ? [entry.Position] : [],
                        tally is { } area ? [new PageTally(area, entry.Position)] : []
                    ),
                    _entries,
                    e => e == entry ? mark : null
                )
                {
                    Key = "0123456789abcdef0123456789abcdef",
                }
            )!;
    }
}
