using System.Net;
using System.Text;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Webhooks;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Outlets;

public class WebhookTests
{
    private const ulong Channel = 1001;
    private const string Host = "graphics.example";

    private static readonly Engine.Definition.Contest Seat = TheNight.Contest("Chesterfield");

    private readonly WebhookReceiver _receiver = WebhookReceiver.Of(1);
    private readonly SimulatedNewsroom _newsroom = new(
        TheNight.Definition,
        new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero)
    );

    public WebhookTests()
    {
        _newsroom.Web.Serve(Host, _receiver.Take);
        _newsroom.Outlets = Webhook(_receiver.Secret);
        _newsroom.Discord.Add(Channel);
        _newsroom.Start();
    }

    private static Address Address => new(WebhookSettings.Outlet, "graphics");

    private static ResultsBot.Outlets.OutletSettings Webhook(string secret) =>
        Configured.Outlets(
            ("Webhooks:0:Name", "graphics"),
            ("Webhooks:0:Url", $"https://{Host}/hidden-in-the-path"),
            ("Webhooks:0:Secret", secret)
        );

    [Fact]
    public void The_signature_is_the_standards_own_example()
    {
        var secret = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSecret.Sign(
                [secret!],
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                DateTimeOffset.FromUnixTimeSeconds(1614265330),
                "{\"test\": 2432232314}"u8
            )
        );
    }

    [Fact]
    public void Each_bulletin_is_a_signed_message_in_order()
    {
        Declare();

        Assert.Equal(["fact", "result"], _receiver.Kept.Take(2).Select(b => (string)b["type"]!));
        var numbers = _receiver.Kept.Select(b => (int)b["number"]!).ToArray();
        Assert.Equal(numbers.Order(), numbers);
        Assert.All(_receiver.Requests, r => Assert.True(_receiver.IsSigned(r)));
        Assert.All(
            _receiver.Requests,
            r =>
                Assert.Equal(
                    (string?)System.Text.Json.Nodes.JsonNode.Parse(r.Body)!["id"],
                    r.Header("webhook-id")
                )
        );
        Assert.Equal("Toby Perkins", (string?)Result["result"]!["winner"]);
    }

    [Fact]
    public void While_keys_rotate_a_receiver_may_know_either()
    {
        var next = WebhookReceiver.Of(7);
        _newsroom.Kill();
        _newsroom.Outlets = Webhook($"{_receiver.Secret}, {next.Secret}");
        _newsroom.Start();

        Declare();

        Assert.All(_receiver.Requests, r => Assert.True(_receiver.IsSigned(r) && next.IsSigned(r)));
        Assert.NotEmpty(_receiver.Kept);
    }

    [Fact]
    public void A_correction_and_a_retraction_are_messages_that_say_what_was_and_what_they_correct()
    {
        Declare();
        var result = Result;

        Correct();
        Assert.True(_newsroom.Submit(new Command.Retract(Seat.Id, 2, "The wrong seat.", "ed")));
        _newsroom.Pass(TimeSpan.FromSeconds(5));

        var correction = _receiver.Kept.Single(b => (string?)b["type"] == "correction");
        Assert.Equal((int)result["number"]!, (int)correction["corrects"]!);
        Assert.Equal(19_316, Votes(correction["before"]!));
        Assert.Equal(19_326, Votes(correction["result"]!));
        var retraction = _receiver.Kept.Single(b => (string?)b["type"] == "retraction");
        Assert.Equal((int)correction["number"]!, (int)retraction["corrects"]!);
        Assert.Equal(19_326, Votes(retraction["before"]!));
        Assert.Null(retraction["result"]);
    }

    [Fact]
    public void A_message_whose_answer_was_lost_is_sent_again_under_the_same_id_also_after_a_kill()
    {
        _receiver.Answers = () => HttpStatusCode.BadGateway;
        Declare();
        _newsroom.Kill();
        _newsroom.Start();
        _newsroom.Pass(TimeSpan.FromMinutes(3));

        Assert.True(_receiver.Asked > 4);
        Assert.Single(_receiver.Requests.Select(r => r.Header("webhook-id")).Distinct());
    }

    [Fact]
    public void What_is_known_to_be_wrong_by_the_time_it_can_be_sent_is_not_sent_as_though_it_stood()
    {
        _receiver.Answers = () => HttpStatusCode.BadGateway;
        Declare();
        Correct();
        _receiver.Answers = () => HttpStatusCode.OK;
        _newsroom.Pass(TimeSpan.FromMinutes(20));

        Assert.Equal("corrected", (string?)Result["status"]);
        Assert.Equal(19_326, Votes(Result["result"]!));
        Assert.Equal("correction", (string?)_receiver.Kept[^1]["type"]);
    }

    [Fact]
    public void One_that_does_not_answer_is_tried_for_days_told_of_once_and_holds_nobody_up()
    {
        _newsroom.Subscribe(
            Channel,
            new Topic(new Scope.Area(TheNight.Definition.Whole), null, Kind.Everything)
        );
        _receiver.Answers = () => HttpStatusCode.InternalServerError;
        Declare();
        _newsroom.Pass(TimeSpan.FromHours(1));
        var perHour = _receiver.Asked;
        _newsroom.Pass(TimeSpan.FromDays(2));

        Assert.NotEmpty(_newsroom.Discord.Read(Channel));
        Assert.InRange(perHour, 10, 20);
        Assert.InRange(_receiver.Asked - perHour, 550, 580);
        var trouble = Assert.Single(_newsroom.Broadcaster.Trouble);
        Assert.Equal((Address, "The answer was 500."), (trouble.Address, trouble.Reason));
        Assert.Null(_newsroom.Broadcaster.Status.OldestWaiting);
        Assert.Single(_newsroom.Logs.Lines, l => l.Text.Contains("has not been reached"));

        _receiver.Answers = () => HttpStatusCode.OK;
        _newsroom.Pass(TimeSpan.FromMinutes(11));

        Assert.NotEmpty(_receiver.Kept);
        Assert.Empty(_newsroom.Broadcaster.Trouble);
        Assert.Equal(0, _newsroom.Broadcaster.Status.Waiting);
    }

    [Fact]
    public void An_answer_of_410_switches_it_off_for_good_and_the_desk_is_told()
    {
        _receiver.Answers = () => HttpStatusCode.Gone;
        Declare();
        _newsroom.Pass(TimeSpan.FromDays(1));

        Assert.Equal(1, _receiver.Asked);
        Assert.Contains("410", Assert.Single(_newsroom.Broadcaster.Trouble).Reason);

        _newsroom.Kill();
        _newsroom.Start();
        _newsroom.Pass(TimeSpan.FromDays(1));
        Assert.Equal(1, _receiver.Asked);
    }

    [Fact]
    public void At_another_address_under_the_same_name_it_goes_on_from_where_it_was()
    {
        _receiver.Answers = () => HttpStatusCode.Gone;
        Declare();
        _newsroom.Kill();
        _receiver.Answers = () => HttpStatusCode.OK;
        _newsroom.Outlets = Configured.Outlets(
            ("Webhooks:0:Name", "graphics"),
            ("Webhooks:0:Url", $"https://{Host}/elsewhere"),
            ("Webhooks:0:Secret", _receiver.Secret)
        );
        _newsroom.Start();
        _newsroom.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(["fact", "result"], _receiver.Kept.Take(2).Select(b => (string)b["type"]!));
    }

    [Fact]
    public void A_redirect_is_not_followed_and_says_so()
    {
        _receiver.Answers = () => HttpStatusCode.PermanentRedirect;
        Declare();
        _newsroom.Pass(TimeSpan.FromMinutes(1));

        Assert.Contains(
            "redirects aren't followed",
            Assert.Single(_newsroom.Broadcaster.Trouble).Reason
        );
    }

    [Fact]
    public void Neither_the_log_nor_the_store_holds_its_url_or_its_secret()
    {
        _receiver.Answers = () => HttpStatusCode.InternalServerError;
        Declare();
        _newsroom.Pass(TimeSpan.FromMinutes(10));

        var known = string.Join(
            '\n',
            _newsroom
                .Logs.Lines.Select(l => l.Text)
                .Concat(_newsroom.Broadcaster.Trouble.Select(t => t.ToString()))
                .Append(_newsroom.Outlets.ToString())
                .Append(_newsroom.Outlets.Webhooks.Channels[0].ToString())
        );
        Assert.DoesNotContain("hidden-in-the-path", known, StringComparison.Ordinal);
        Assert.DoesNotContain(_receiver.Secret[6..], known, StringComparison.Ordinal);
    }

    private System.Text.Json.Nodes.JsonObject Result =>
        _receiver.Kept.Single(b => (string?)b["type"] == "result");

    private void Declare()
    {
        var recorded = TheNight.Recorded(Seat.Name);
        Assert.True(_newsroom.Submit(new Command.Declare(Seat.Id, recorded.Figures, "rita")));
        _newsroom.Pass(TimeSpan.FromSeconds(5));
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

    private static int Votes(System.Text.Json.Nodes.JsonNode result) =>
        (int)result["candidates"]![0]!["votes"]!;
}
