using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Slack;
using ResultsBot.Outlets.Teams;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Outlets;

/// <summary>
/// All that is posted to Slack and Teams, for the real night and for texts that try to break it: within their limits, and
/// with no text where it could become markup.
/// </summary>
public class PostsElsewhereTests
{
    [Fact]
    public void Every_post_of_the_night_is_within_the_limits()
    {
        var phrases = new Phrasebook(TheNight.Definition);
        foreach (var posts in Messages(phrases, PlayedNight.Wire, new Quarantine()))
        {
            Passes(posts, phrases);
        }
    }

    [Fact]
    public void Every_result_is_shown_whole()
    {
        var phrases = new Phrasebook(TheNight.Definition);
        var writer = new PostWriter(phrases);
        var (cards, messages) = (new TeamsCards(phrases), new SlackMessages(phrases));
        foreach (var entry in PlayedNight.Wire)
        {
            Assert.True(cards.Fits([writer.Write(entry)]));
            Assert.True(messages.Fits([writer.Write(entry)]));
        }
    }

    [Fact]
    public void A_message_in_Slack_reads_the_same_before_and_after_its_pictures_are_uploaded()
    {
        var phrases = new Phrasebook(TheNight.Definition);
        var messages = new SlackMessages(phrases);
        foreach (var message in Messages(phrases, PlayedNight.Wire, new Quarantine()))
        {
            ImmutableArray<Post> posts =
            [
                .. message.Select(
                    (p, i) => p with { Picture = new PostPicture($"{i}.png", "The hall") }
                ),
            ];
            var files = posts.ToDictionary(p => p.Picture!.Name, p => $"F{p.Picture!.Name}");

            Assert.Equal(
                SlackMessage.TextOf(messages.ToUpdate("C1", "1.0", posts)),
                SlackMessage.TextOf(messages.ToUpdate("C1", "1.0", posts, files))
            );
        }
    }

    [Fact]
    public void Every_post_passes_whatever_the_names_and_texts_are()
    {
        foreach (var name in HostileElection.Names)
        {
            var hostile = new HostileElection(name, candidates: 6);
            var phrases = new Phrasebook(hostile.Definition);
            foreach (var posts in Messages(phrases, hostile.Wire, new Quarantine()))
            {
                Passes(posts, phrases);
            }
        }
    }

    [Theory]
    [InlineData("_", 100)]
    [InlineData("<!channel> ", 200)]
    [InlineData("🗳", 1000)]
    [InlineData("日本語", 600)]
    [InlineData("\"\\", 900)]
    public void Every_post_passes_however_long_names_are_and_however_many_stand(
        string part,
        int times
    )
    {
        var hostile = new HostileElection(
            string.Concat(Enumerable.Repeat(part, times)),
            candidates: 8
        );
        var phrases = new Phrasebook(hostile.Definition);
        var quarantine = new Quarantine();
        foreach (var posts in Messages(phrases, hostile.Wire, quarantine))
        {
            Passes(posts, phrases);
        }
        Assert.Empty(quarantine.Items);
    }

    [Fact]
    public void A_rehearsal_says_so_first_thing_and_last()
    {
        var phrases = new Phrasebook(TheNight.Definition);
        ImmutableArray<Post> posts =
        [
            new PostWriter(phrases, isRehearsal: true).Write(PlayedNight.ResultOf("Chesterfield")),
        ];

        var card = Texts(Card(new TeamsCards(phrases).Of(posts, null))["body"]!).ToArray();
        var message = JsonNode.Parse(new SlackMessages(phrases).ToPost("C1", posts, "k"))!;
        var blocks = Texts(message["blocks"]!).ToArray();

        foreach (var texts in (string[][])[card, blocks])
        {
            Assert.StartsWith("REHEARSAL", texts[0], StringComparison.Ordinal);
            Assert.StartsWith("REHEARSAL", texts[^1], StringComparison.Ordinal);
        }
        Assert.StartsWith("REHEARSAL", (string?)message["text"], StringComparison.Ordinal);
    }

    /// <summary>The messages that a channel following everything would get, a backlog and one by one.</summary>
    private static IEnumerable<ImmutableArray<Post>> Messages(
        Phrasebook phrases,
        IReadOnlyList<LogEntry> wire,
        Quarantine quarantine
    )
    {
        var entries = wire.ToDictionary(e => e.Position);
        foreach (var isCorrected in (bool[])[false, true])
        {
            Func<LogEntry, Mark?> marks = isCorrected ? e => Revisions.Of(e, wire) : _ => null;
            foreach (
                var limits in (IPostLimits[])[new TeamsCards(phrases), new SlackMessages(phrases)]
            )
            {
                var composer = new PageComposer(
                    phrases,
                    new PostWriter(phrases),
                    limits,
                    quarantine
                );
                var at = 0;
                while (at < wire.Count)
                {
                    var (page, through) = composer.Compose(
                        wire.Skip(at).Select(e => new Waited(e, true, [])),
                        marks
                    );
                    yield return composer.Show(page, entries, marks);
                    at = (int)through;
                }
                if (wire.Count < 200)
                {
                    foreach (var entry in wire)
                    {
                        yield return composer.Show(
                            new Page(Layout.Cards, [entry.Position], []),
                            entries,
                            marks
                        );
                    }
                }
            }
        }
    }

    private static void Passes(ImmutableArray<Post> posts, Phrasebook phrases)
    {
        var card = new TeamsCards(phrases).Of(posts, phrases.MayStandAlready());
        Assert.InRange(card.Length, 1, TeamsCards.LongestBytes);
        foreach (var element in Objects(Card(card)))
        {
            // These would read markup in it.
            Assert.NotEqual("TextBlock", (string?)element["type"]);
            Assert.NotEqual("FactSet", (string?)element["type"]);
            if ((string?)element["type"] == "TextRun")
            {
                Assert.NotEqual("", (string?)element["text"]);
            }
        }
        var message = JsonNode.Parse(new SlackMessages(phrases).ToPost("C1", posts, "key"))!;
        var blocks = message["blocks"]!.AsArray();
        Assert.InRange(blocks.Count, 1, 50);
        Assert.InRange(Texts(blocks).Sum(t => t.Length), 1, 13_000);
        foreach (var block in blocks)
        {
            Assert.InRange(Texts(block!).Sum(t => t.Length), 0, 3000);
        }
        foreach (var element in Objects(blocks))
        {
            Assert.NotEqual("mrkdwn", (string?)element["type"]);
            if ((string?)element["type"] is "text" or "plain_text" && element["text"] is JsonValue)
            {
                Assert.NotEqual("", (string?)element["text"]);
            }
            if ((string?)element["type"] == "header")
            {
                Assert.InRange(((string)element["text"]!["text"]!).Length, 1, 150);
            }
        }
        var text = (string)message["text"]!;
        Assert.DoesNotContain("<", text, StringComparison.Ordinal);
        Assert.DoesNotContain(">", text, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 0, 4000);
    }

    private static JsonNode Card(byte[] card) =>
        JsonNode.Parse(card)!["attachments"]![0]!["content"]!;

    private static IEnumerable<string> Texts(JsonNode node) =>
        Objects(node)
            .Select(o => o["text"] is JsonValue text ? (string?)text : null)
            .OfType<string>();

    private static IEnumerable<JsonObject> Objects(JsonNode node) =>
        node switch
        {
            JsonObject o => [o, .. o.Select(p => p.Value).OfType<JsonNode>().SelectMany(Objects)],
            JsonArray a => a.OfType<JsonNode>().SelectMany(Objects),
            _ => [],
        };
}
