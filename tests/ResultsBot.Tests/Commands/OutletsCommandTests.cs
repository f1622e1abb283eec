using System.Net;
using System.Text.Json.Nodes;
using ResultsBot.Engine;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Tests.Outlets;

namespace ResultsBot.Tests.Commands;

public class OutletsCommandTests
{
    private const ulong Ed = 12;
    private const string Host = "graphics.example";
    private const string Graphics = "webhook:graphics";

    private readonly WebhookReceiver _receiver = WebhookReceiver.Of(1);
    private readonly SimulatedNewsroom _newsroom = new(
        TheNight.Definition,
        new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero)
    );

    public OutletsCommandTests()
    {
        _newsroom.Web.Serve(Host, _receiver.Take);
        _newsroom.Outlets = Configured.Outlets(
            ("Webhooks:0:Name", "graphics"),
            ("Webhooks:0:Url", $"https://{Host}/hidden"),
            ("Webhooks:0:Secret", _receiver.Secret),
            ("Webhooks:0:Area", "county:Derbyshire"),
            ("Teams:0:Name", "trial"),
            ("Teams:0:Url", "https://workflow.example/"),
            ("Teams:0:Rehearsal", "true")
        );
        _newsroom.Start();
    }

    [Fact]
    public void The_list_says_what_each_gets_how_far_it_is_and_what_is_wrong()
    {
        Assert.Contains("Webhook graphics", Asked("outlets list"), StringComparison.Ordinal);
        Assert.Contains("Derbyshire", Asked("outlets list"), StringComparison.Ordinal);
        Assert.Contains("up to date", Asked("outlets list"), StringComparison.Ordinal);
        // It's for rehearsals, and this is none.
        Assert.DoesNotContain("trial", Asked("outlets list"), StringComparison.Ordinal);

        _receiver.Answers = () => HttpStatusCode.InternalServerError;
        Note("One.");
        _newsroom.Pass(TimeSpan.FromMinutes(1));

        var told = Asked("outlets list");
        Assert.Contains("1 bulletin queued", told, StringComparison.Ordinal);
        Assert.Contains("The answer was 500.", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Paused_it_gets_nothing_also_after_a_restart_and_resumed_all_that_waited_in_order()
    {
        Note("One.");
        Asked("outlets pause", ("outlet", Graphics));
        Note("Two.");
        _newsroom.Kill();
        _newsroom.Start();
        Note("Three.");
        Assert.Single(_receiver.Kept);

        Asked("outlets resume", ("outlet", "Webhook graphics"));
        _newsroom.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal(["One.", "Two.", "Three."], _receiver.Kept.Select(b => (string)b["text"]!));
    }

    [Fact]
    public void Resumed_one_that_rests_after_a_failure_is_tried_at_once()
    {
        _receiver.Answers = () => HttpStatusCode.InternalServerError;
        Note("One.");
        _newsroom.Pass(TimeSpan.FromMinutes(30));
        _receiver.Answers = () => HttpStatusCode.OK;

        Asked("outlets resume", ("outlet", Graphics));
        _newsroom.Pass(TimeSpan.FromSeconds(2));

        Assert.Single(_receiver.Kept);
    }

    [Fact]
    public void A_test_says_that_it_is_one_and_passes_what_waits()
    {
        Asked("outlets pause", ("outlet", Graphics));
        Note("One.");

        var told = Asked("outlets test", ("outlet", Graphics));

        var test = Assert.Single(_receiver.Kept);
        Assert.Equal(("test", 0), ((string?)test["type"], (int)test["number"]!));
        Assert.Contains("NOT A RESULT", (string?)test["headline"], StringComparison.Ordinal);
        Assert.Contains("has arrived", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_that_fails_says_why()
    {
        _receiver.Answers = () => HttpStatusCode.Forbidden;

        Assert.Contains(
            "The answer was 403.",
            Asked("outlets test", ("outlet", Graphics)),
            StringComparison.Ordinal
        );
    }

    private void Note(string text)
    {
        Assert.True(
            _newsroom.Submit(new Command.Note(TheNight.Contest("Chesterfield").Id, text, "rita"))
        );
        _newsroom.Pass(TimeSpan.FromSeconds(3));
    }

    private string Asked(string command, params (string Name, string Text)[] options)
    {
        var asked = _newsroom.Type(Ed, command, options);
        _newsroom.Await(asked);
        return Assert
            .IsType<JsonObject>(_newsroom.Discord.AnswerTo(asked))
            .ToJsonString(Infrastructure.Json.Readable);
    }
}
