using System.Net;
using System.Text.Json.Nodes;
using ResultsBot.Engine;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Teams;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Outlets;

public class TeamsTests
{
    private const string Host = "workflow.example";

    private static readonly Engine.Definition.Contest Seat = TheNight.Contest("Chesterfield");

    private readonly List<(DateTimeOffset At, string Body)> _cards = [];
    private readonly SimulatedNewsroom _newsroom = new(
        TheNight.Definition,
        new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero)
    );
    private Func<HttpStatusCode> _answers = () => HttpStatusCode.Accepted;

    public TeamsTests()
    {
        _newsroom.Web.Serve(
            Host,
            request =>
            {
                _cards.Add((_newsroom.Time.GetUtcNow(), request.Body));
                return new HttpResponseMessage(_answers());
            }
        );
        _newsroom.Outlets = Configured.Outlets(
            ("Teams:0:Name", "politics"),
            ("Teams:0:Url", $"https://{Host}/workflows/sig=hidden")
        );
        _newsroom.Start();
    }

    [Fact]
    public void A_result_is_a_card_in_the_envelope_of_a_workflow()
    {
        Declare();

        var message = JsonNode.Parse(_cards[0].Body)!;
        Assert.Equal("message", (string?)message["type"]);
        var card = message["attachments"]![0]!;
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)card["contentType"]);
        Assert.Equal("AdaptiveCard", (string?)card["content"]!["type"]);
        Assert.Contains("Toby Perkins (Lab)", _cards[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_card_cannot_be_shown_a_rehearsal_says_so_all_the_same()
    {
        var post = new Post { Notification = "Lab hold Chesterfield", IsRehearsal = true };

        var card = new TeamsCards(new Phrasebook(TheNight.Definition)).Of([post], note: null);

        Assert.StartsWith(
            "REHEARSAL",
            (string?)JsonNode.Parse(card)!["attachments"]![0]!["content"]!["fallbackText"],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_correction_is_a_numbered_post_that_says_what_was_and_what_is()
    {
        Declare();
        Correct();

        var text = _cards[^1].Body;
        Assert.Contains("Correction: Labour hold Chesterfield", text, StringComparison.Ordinal);
        Assert.Contains("Correction 1: Misheard.", text, StringComparison.Ordinal);
        Assert.Contains("Lab 19,316 → 19,326", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_post_of_which_nobody_knows_whether_it_arrived_is_sent_again_and_says_so()
    {
        _answers = () => HttpStatusCode.GatewayTimeout;
        Declare();
        _answers = () => HttpStatusCode.Accepted;
        _newsroom.Pass(TimeSpan.FromSeconds(20));

        Assert.DoesNotContain("Sent again", _cards[0].Body, StringComparison.Ordinal);
        Assert.Contains("Sent again", _cards[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_post_that_was_turned_away_is_sent_again_without_a_word()
    {
        _answers = () => HttpStatusCode.TooManyRequests;
        Declare();
        _answers = () => HttpStatusCode.Accepted;
        _newsroom.Pass(TimeSpan.FromSeconds(20));

        Assert.DoesNotContain(_cards, c => c.Body.Contains("Sent again"));
        Assert.Equal(0, _newsroom.Broadcaster.Status.Waiting);
    }

    [Fact]
    public void No_more_than_four_a_second_are_sent_to_one_channel()
    {
        _newsroom.Web.Latency = TimeSpan.FromMilliseconds(10);
        foreach (var recorded in TheNight.Pack.Recorded.Take(40))
        {
            Assert.True(
                _newsroom.Submit(new Command.Declare(recorded.Contest, recorded.Figures, "rita"))
            );
        }
        _newsroom.Pass(TimeSpan.FromMinutes(2));

        Assert.True(_cards.Count > 2);
        Assert.All(
            _cards.Zip(_cards.Skip(1)),
            c => Assert.True(c.Second.At - c.First.At >= TimeSpan.FromSeconds(0.25))
        );
    }

    [Fact]
    public void A_workflow_that_is_gone_is_told_to_the_desk()
    {
        _answers = () => HttpStatusCode.NotFound;
        Declare();
        _newsroom.Pass(TimeSpan.FromMinutes(1));

        var trouble = Assert.Single(_newsroom.Broadcaster.Trouble);
        Assert.Equal(new Address("teams", "politics"), trouble.Address);
        Assert.Contains("its owner has left", trouble.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", trouble.Reason, StringComparison.Ordinal);
    }

    private void Declare()
    {
        var recorded = TheNight.Recorded(Seat.Name);
        Assert.True(_newsroom.Submit(new Command.Declare(Seat.Id, recorded.Figures, "rita")));
        _newsroom.Pass(TimeSpan.FromSeconds(3));
    }

    private void Correct()
    {
        var figures = TheNight.Recorded(Seat.Name).Figures;
        var right = figures with
        {
            Votes =
            [
                .. figures.Votes.Select(v => v.Votes == 19_316 ? v with { Votes = 19_326 } : v),
            ],
        };
        Assert.True(_newsroom.Submit(new Command.Correct(Seat.Id, 1, right, "Misheard.", "ed")));
        _newsroom.Pass(TimeSpan.FromSeconds(5));
    }
}
