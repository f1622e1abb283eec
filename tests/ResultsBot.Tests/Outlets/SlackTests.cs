using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Simulation;
using ResultsBot.Storage;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Outlets;

public class SlackTests
{
    private const string Channel = "C024BE91L";

    private static readonly Engine.Definition.Contest Seat = TheNight.Contest("Chesterfield");

    private readonly SimulatedNewsroom _newsroom = new(
        TheNight.Definition,
        new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero)
    )
    {
        Pictures = (bulletin, mark) =>
            (bulletin, mark) switch
            {
                (_, Mark.TakenBack) => null,
                (Bulletin.Result, Mark.Corrected) => new PostPicture(
                    "corrected.png",
                    "Labour hold"
                ),
                (Bulletin.Result, _) => new PostPicture("card.png", "Labour hold"),
                _ => null,
            },
    };
    private readonly SimulatedSlack _slack;

    public SlackTests()
    {
        _slack = new SimulatedSlack(_newsroom.Time);
        _newsroom.Web.Serve(SimulatedSlack.Host, _slack.Serve);
        _newsroom.Outlets = Configured.Outlets(
            ("Slack:Token", "xoxb-secret"),
            ("Slack:BaseAddress", $"https://{SimulatedSlack.Host}/api"),
            ("Slack:Channels:0:Id", Channel)
        );
        _newsroom.Start();
    }

    [Fact]
    public void A_correction_edits_what_it_corrects_and_is_a_post_as_well()
    {
        Declare();
        Correct();

        var (first, last) = (_slack.Read(Channel)[0], _slack.Read(Channel)[^1]);
        Assert.Equal(1, first.Edits);
        Assert.Contains("19,326", first.Text, StringComparison.Ordinal);
        Assert.Contains("Corrected.", first.Text, StringComparison.Ordinal);
        Assert.Contains("Lab 19,316 → 19,326", last.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_whose_answer_was_lost_is_found_by_its_metadata_and_not_sent_twice()
    {
        _newsroom.Web.Serve(
            SimulatedSlack.Host,
            request =>
            {
                var answer = _slack.Serve(request);
                if (_slack.Asked.Count == 1)
                {
                    throw new HttpRequestException(HttpRequestError.ResponseEnded, "Lost.");
                }
                return answer;
            }
        );
        Declare();
        _newsroom.Pass(TimeSpan.FromSeconds(20));

        Assert.Contains(_slack.Asked, a => a.Method == "conversations.history");
        Assert.Equal(
            _slack.Read(Channel).Count,
            _slack.Read(Channel).Select(m => m.Key).Distinct().Count()
        );
        Assert.Equal(0, _newsroom.Broadcaster.Status.Waiting);
    }

    [Fact]
    public void A_message_that_stands_there_after_a_kill_is_found_on_a_later_page()
    {
        for (var i = 0; i < 5; i++)
        {
            Note($"Note {i}.");
        }
        _newsroom.Kill();
        _newsroom.Start();
        _newsroom.Web.Serve(
            SimulatedSlack.Host,
            request =>
            {
                var answer = _slack.Serve(request);
                return request.Message.RequestUri!.AbsolutePath.EndsWith(
                    "postMessage",
                    StringComparison.Ordinal
                )
                    ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "Lost.")
                    : answer;
            }
        );
        Note("The last.");
        _newsroom.Kill();
        _newsroom.Web.Serve(SimulatedSlack.Host, _slack.Serve);
        _newsroom.Start();
        _newsroom.Pass(TimeSpan.FromSeconds(20));

        Assert.Equal(6, _slack.Read(Channel).Count);
        Assert.Equal(0, _newsroom.Broadcaster.Status.Waiting);
    }

    [Fact]
    public void A_limit_is_waited_for_as_long_as_Slack_says()
    {
        _slack.Limits = _ => _slack.Asked.Count == 1 ? 30 : null;
        Declare();
        _newsroom.Pass(TimeSpan.FromMinutes(1));

        Assert.InRange(
            _slack.Asked[1].At - _slack.Asked[0].At,
            TimeSpan.FromSeconds(30),
            TimeSpan.FromSeconds(32)
        );
        Assert.DoesNotContain(_slack.Asked, a => a.Method == "conversations.history");
        Assert.NotEmpty(_slack.Read(Channel));
    }

    [Theory]
    [InlineData("is_archived", "archived")]
    [InlineData("channel_not_found", "no such channel")]
    public void A_channel_that_cannot_be_posted_to_is_suspended_and_told(string error, string why)
    {
        _slack.Refuses = _ => error;
        Declare();

        Assert.Contains(
            why,
            Assert.Single(_newsroom.Broadcaster.Trouble).Reason,
            StringComparison.Ordinal
        );
        Assert.Empty(_slack.Read(Channel));
    }

    [Fact]
    public void Once_the_app_is_invited_what_it_missed_comes_by_itself()
    {
        _slack.Refuses = _ => "not_in_channel";
        Declare();
        _newsroom.Pass(TimeSpan.FromMinutes(1));
        Assert.Contains(
            "invite it",
            Assert.Single(_newsroom.Broadcaster.Trouble).Reason,
            StringComparison.Ordinal
        );
        _newsroom.Kill();
        _newsroom.Start();
        _slack.Refuses = _ => null;
        _newsroom.Pass(TimeSpan.FromMinutes(5));

        Assert.NotEmpty(_slack.Read(Channel));
        Assert.Empty(_newsroom.Broadcaster.Trouble);
    }

    [Fact]
    public void With_a_dead_token_everything_waits_and_goes_on_once_there_is_another()
    {
        _slack.Refuses = _ => "token_revoked";
        Declare();
        _newsroom.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(_slack.Asked);

        _slack.Refuses = _ => null;
        _newsroom.Pass(TimeSpan.FromMinutes(3));
        Assert.NotEmpty(_slack.Read(Channel));
    }

    [Fact]
    public void Posts_to_one_channel_are_a_second_apart()
    {
        _newsroom.Web.Latency = TimeSpan.FromMilliseconds(10);
        foreach (var recorded in TheNight.Pack.Recorded.Take(30))
        {
            Assert.True(
                _newsroom.Submit(new Command.Declare(recorded.Contest, recorded.Figures, "rita"))
            );
        }
        _newsroom.Pass(TimeSpan.FromMinutes(2));

        var posts = _slack.Asked.Where(a => a.Method == "chat.postMessage").ToArray();
        Assert.True(posts.Length > 2);
        Assert.All(
            posts.Zip(posts.Skip(1)),
            p => Assert.True(p.Second.At - p.First.At >= TimeSpan.FromSeconds(0.99))
        );
    }

    [Fact]
    public void A_card_without_an_address_is_brought_in_by_an_edit_and_no_post_waits_for_it()
    {
        Keep("card.png");
        _slack.LookedAtFor = TimeSpan.FromSeconds(5);
        Declare();
        var first = _slack.Read(Channel)[0];
        Assert.Empty(first.Files);
        _newsroom.Pass(TimeSpan.FromSeconds(20));

        Assert.Equal(_slack.Files, first.Files);
        Assert.Contains("Labour", first.Text, StringComparison.Ordinal);
        Assert.True(Index("chat.postMessage") < Index("files.getUploadURLExternal"));
        Assert.Equal(0, _newsroom.Broadcaster.Status.Edits);

        int Index(string method) => _slack.Asked.FindIndex(a => a.Method == method);
    }

    [Fact]
    public void A_picture_that_was_shown_once_is_in_the_next_post_from_its_beginning()
    {
        Keep("photo.png");
        Note("Here they are.", "photo.png");
        Settle();
        Note("And again.", "photo.png");

        Assert.Equal(_slack.Files, _slack.Read(Channel)[^1].Files);
        Assert.Equal(0, _slack.Read(Channel)[^1].Edits);
        Assert.Single(_slack.Files);
    }

    [Fact]
    public void A_picture_that_is_no_longer_at_Slack_keeps_no_post_back()
    {
        Keep("photo.png");
        Note("Here they are.", "photo.png");
        Settle();
        _slack.Forget();
        Note("And again.", "photo.png");
        Settle();

        Assert.Equal(2, _slack.Read(Channel).Count);
        Assert.Empty(_slack.Read(Channel)[^1].Files);
        Assert.Empty(_newsroom.Broadcaster.Trouble);
    }

    [Fact]
    public void After_a_kill_in_the_midst_of_an_upload_no_picture_stands_there_twice()
    {
        Keep("photo.png");
        _slack.LookedAtFor = TimeSpan.FromSeconds(5);
        Note("Here they are.", "photo.png");
        _newsroom.Kill();
        _newsroom.Start();
        Note("And again.", "photo.png");
        Settle();

        Assert.Equal(2, _slack.Read(Channel).Count);
        Assert.Empty(_slack.Read(Channel)[0].Files);
        Assert.Single(_slack.Read(Channel)[1].Files);
    }

    [Fact]
    public void Without_the_scope_for_files_posts_go_without_and_it_is_not_tried_for_each()
    {
        Keep("card.png");
        _slack.Refuses = method =>
            method.StartsWith("files.", StringComparison.Ordinal) ? "missing_scope" : null;
        Declare();
        Settle();
        Note("Next.", "card.png");
        Settle();

        Assert.Single(_slack.Asked, a => a.Method.StartsWith("files.", StringComparison.Ordinal));
        Assert.All(_slack.Read(Channel), m => Assert.Empty(m.Files));
        Assert.Contains(
            _newsroom.Logs.Lines,
            l => l.Text.Contains("files:write", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void What_does_not_upload_for_minutes_is_given_up_and_the_log_says_so()
    {
        Keep("photo.png");
        _slack.Refuses = method =>
            method.StartsWith("files.", StringComparison.Ordinal) ? "service_unavailable" : null;
        Note("Here they are.", "photo.png");
        _newsroom.Pass(TimeSpan.FromMinutes(5));
        var tries = _slack.Asked.Count;
        _newsroom.Pass(TimeSpan.FromMinutes(5));

        Assert.Equal(tries, _slack.Asked.Count);
        Assert.Contains(
            _newsroom.Logs.Lines,
            l => l.Text.Contains("stays without its picture", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_correction_is_edited_in_first_and_shows_its_own_card()
    {
        Keep("card.png");
        Keep("corrected.png");
        Declare();
        Settle();
        var before = _slack.Read(Channel)[0].Files.Single();
        Correct();
        var first = _slack.Read(Channel)[0];
        Assert.Contains("19,326", first.Text, StringComparison.Ordinal);
        Settle();

        Assert.DoesNotContain(before, first.Files);
        Assert.Single(first.Files);
    }

    [Fact]
    public void A_correction_that_comes_while_a_picture_is_on_its_way_is_not_lost_by_it()
    {
        Keep("card.png");
        Keep("corrected.png");
        _slack.LookedAtFor = TimeSpan.FromSeconds(30);
        Declare();
        Correct();
        Settle();

        var first = _slack.Read(Channel)[0];
        Assert.Contains("19,326", first.Text, StringComparison.Ordinal);
        Assert.Single(first.Files);
        Assert.Equal(0, _newsroom.Broadcaster.Status.Edits);
    }

    [Fact]
    public void What_is_taken_back_goes_with_its_picture_also_from_Slacks_files()
    {
        Keep("photo.png");
        Note("Here they are.", "photo.png");
        Settle();
        Assert.Single(_slack.Files);
        TakeBack();
        Settle();

        Assert.Empty(_slack.Read(Channel)[0].Files);
        Assert.Empty(_slack.Files);
    }

    [Fact]
    public void A_video_is_not_uploaded_as_no_message_could_show_it()
    {
        Keep("clip.mp4");
        Note("Here they are.", "clip.mp4");
        Settle();

        Assert.Empty(_slack.Files);
        Assert.NotEmpty(_slack.Read(Channel));
    }

    private void Settle() => _newsroom.Pass(TimeSpan.FromMinutes(1));

    private void Keep(string name) =>
        _newsroom.Do(() => _newsroom.Store.Save(new Photo(name, "image/png", [1, 2, 3])));

    private void TakeBack() =>
        Assert.True(
            _newsroom.Submit(
                new Command.Undo(_newsroom.Store.Bulletins[^1].Bulletin.At, "Not ours.", "rita")
            )
        );

    private void Note(string text, string photo)
    {
        Assert.True(_newsroom.Submit(new Command.Note(Seat.Id, text, "rita", photo)));
        _newsroom.Pass(TimeSpan.FromSeconds(3));
    }

    private void Note(string text)
    {
        Assert.True(_newsroom.Submit(new Command.Note(Seat.Id, text, "rita")));
        _newsroom.Pass(TimeSpan.FromSeconds(3));
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
        _newsroom.Pass(TimeSpan.FromSeconds(10));
    }
}
