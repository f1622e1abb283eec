using System.Net;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Outlets;

/// <summary>Discord, Slack, Teams and a webhook, side by side.</summary>
public class AllOutletsTests
{
    private const ulong Discord = 1001;
    private const string Slack = "C024BE91L";
    private const string Webhook = "graphics.example";
    private const string Teams = "workflow.example";

    private static readonly Contest Seat = TheNight.Contest("Chesterfield");

    private readonly WebhookReceiver _receiver = WebhookReceiver.Of(1);
    private readonly List<string> _cards = [];
    private readonly SimulatedNewsroom _newsroom = new(
        TheNight.Definition,
        new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero)
    );
    private readonly SimulatedSlack _slack;

    public AllOutletsTests()
    {
        _slack = new SimulatedSlack(_newsroom.Time);
        _newsroom.Web.Serve(SimulatedSlack.Host, _slack.Serve);
        _newsroom.Web.Serve(Webhook, _receiver.Take);
        _newsroom.Web.Serve(
            Teams,
            request =>
            {
                _cards.Add(request.Body);
                return new HttpResponseMessage(HttpStatusCode.Accepted);
            }
        );
        _newsroom.Outlets = Configured.Outlets(
            ("Slack:Token", "xoxb-secret"),
            ("Slack:BaseAddress", $"https://{SimulatedSlack.Host}/api"),
            ("Slack:Channels:0:Id", Slack),
            ("Webhooks:0:Url", $"https://{Webhook}/"),
            ("Webhooks:0:Secret", _receiver.Secret),
            ("Teams:0:Url", $"https://{Teams}/")
        );
        _newsroom.Discord.Add(Discord);
        _newsroom.Start();
        _newsroom.Subscribe(
            Discord,
            new Topic(new Scope.Area(TheNight.Definition.Whole), null, Kind.Everything)
        );
    }

    [Fact]
    public void A_correction_and_a_retraction_reach_all_four()
    {
        var figures = TheNight.Recorded(Seat.Name).Figures;
        Do(new Command.Declare(Seat.Id, figures, "rita"));
        var right = figures with
        {
            Votes =
            [
                .. figures.Votes.Select(v => v.Votes == 19_316 ? v with { Votes = 19_326 } : v),
            ],
        };
        Do(new Command.Correct(Seat.Id, 1, right, "Misheard.", "ed"));

        foreach (var last in Last())
        {
            Assert.Contains("Correction", last, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("19,316 → 19,326", last, StringComparison.Ordinal);
        }
        Assert.Contains("19,326", OnDiscord[0].Text, StringComparison.Ordinal);
        Assert.Contains("19,326", _slack.Read(Slack)[0].Text, StringComparison.Ordinal);

        Do(new Command.Retract(Seat.Id, 2, "The wrong seat.", "ed"));

        foreach (var last in Last())
        {
            Assert.Contains("The wrong seat.", last, StringComparison.Ordinal);
        }
        Assert.Equal("retraction", (string?)_receiver.Kept[^1]["type"]);
        Assert.Contains("Withdrawn", OnDiscord[0].Text, StringComparison.Ordinal);
        Assert.Contains("Withdrawn", _slack.Read(Slack)[0].Text, StringComparison.Ordinal);
    }

    private IReadOnlyList<SimulatedMessage> OnDiscord => _newsroom.Discord.Read(Discord);

    /// <summary>What was posted last, everywhere that words it.</summary>
    private string[] Last() => [OnDiscord[^1].Text, _slack.Read(Slack)[^1].Text, _cards[^1]];

    private void Do(Command command)
    {
        Assert.True(_newsroom.Submit(command));
        _newsroom.Pass(TimeSpan.FromSeconds(20));
    }
}
