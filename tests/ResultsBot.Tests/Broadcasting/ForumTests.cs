using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Newswire;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Broadcasting;

/// <summary>A forum that follows results: a thread for each post.</summary>
public class ForumTests
{
    private const ulong Forum = 1001;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Topic Results = new(
        new Scope.Area(TheNight.Definition.Whole),
        null,
        Kind.Results
    );

    private readonly SimulatedNewsroom _newsroom = Begin(seed: 1);

    private SimulatedDiscord Discord => _newsroom.Discord;

    [Fact]
    public void Each_post_is_a_thread_whose_title_is_what_a_notification_says()
    {
        Declare("Chesterfield");
        Declare("Bolsover");

        Assert.Empty(Discord.Read(Forum));
        Assert.Equal(
            [
                "First result of the night: Lab hold Chesterfield, maj 10,820",
                "Lab gain Bolsover from Con, maj 6,323. MP Mark Fletcher loses seat",
            ],
            Titles(_newsroom)
        );
        Assert.All(Discord.Threads(Forum), t => Assert.Single(Discord.Read(t.Id)));
    }

    [Fact]
    public void A_title_too_long_for_Discord_ends_with_a_whole_word()
    {
        _newsroom.Tell(
            new Engine.Bulletins.Bulletin.Notice(
                string.Concat(Enumerable.Repeat("Majority 12,345. ", 20)),
                [.. TheNight.Definition.Seats.Keys],
                _newsroom.Time.GetUtcNow()
            )
        );
        _newsroom.Pass(Moment);

        var title = Assert.Single(Titles(_newsroom));
        Assert.InRange(title.Length, 80, Limits.ThreadName);
        Assert.True(
            title.EndsWith("12,345.…", StringComparison.Ordinal)
                || title.EndsWith("Majority…", StringComparison.Ordinal),
            title
        );
    }

    [Fact]
    public void A_correction_changes_the_first_message_and_the_title_of_the_thread_it_corrects()
    {
        Declare("Bolsover");

        Correct("Bolsover");
        _newsroom.Pass(Minute);

        var threads = Discord.Threads(Forum);
        Assert.Equal(2, threads.Count);
        Assert.Contains("corrected", threads[0].Name, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            "17,197 → 17,198",
            Discord.Read(threads[0].Id).Single().Text,
            StringComparison.Ordinal
        );
        Assert.StartsWith("Correction", threads[1].Name, StringComparison.Ordinal);
        Assert.Equal(0, _newsroom.Broadcaster.Status.Edits);
    }

    [Fact]
    public void A_post_that_Discord_has_archived_is_corrected_and_put_back()
    {
        Declare("Bolsover");
        var thread = Discord.Threads(Forum).Single().Id;
        _newsroom.Pass(TimeSpan.FromDays(8));
        Discord.Archive(thread);

        Correct("Bolsover");
        _newsroom.Pass(Minute);

        Assert.Contains(
            "17,197 → 17,198",
            Discord.Read(thread).Single().Text,
            StringComparison.Ordinal
        );
        Assert.Contains("corrected", Titles(_newsroom)[0], StringComparison.OrdinalIgnoreCase);
        Assert.True(Discord.IsArchived(thread));
        Assert.Equal(0, _newsroom.Broadcaster.Status.Edits);
    }

    [Fact]
    public void A_post_that_is_archived_and_locked_is_told_of_and_corrected_once_it_is_unlocked()
    {
        Declare("Bolsover");
        var thread = Discord.Threads(Forum).Single().Id;
        Discord.Archive(thread);
        Discord.Lock(thread);

        Correct("Bolsover");
        _newsroom.Pass(TimeSpan.FromMinutes(2));
        Assert.Contains(
            _newsroom.Logs.Lines,
            l => l.Text.Contains("is archived and can't be opened", StringComparison.Ordinal)
        );
        Assert.Empty(_newsroom.Broadcaster.Trouble);
        Assert.Equal(2, Discord.Threads(Forum).Count);

        Discord.Lock(thread, isLocked: false);
        _newsroom.Pass(TimeSpan.FromMinutes(20));

        Assert.Contains(
            "17,197 → 17,198",
            Discord.Read(thread).Single().Text,
            StringComparison.Ordinal
        );
        Assert.True(Discord.IsArchived(thread));
    }

    [Fact]
    public void A_title_that_may_not_be_changed_for_now_is_changed_later()
    {
        Declare("Bolsover");
        var thread = Discord.Threads(Forum).Single().Id;
        var isLimited = true;
        Discord.Rule = (method, path) =>
            isLimited && method == HttpMethod.Patch && path == $"channels/{thread}"
                ? SimulatedDiscord.Limited(300)
                : null;

        Retract("Bolsover");
        _newsroom.Pass(Minute);
        var message = Discord.Read(thread).Single().Text;
        var before = Titles(_newsroom)[0];
        isLimited = false;
        _newsroom.Pass(TimeSpan.FromMinutes(10));

        Assert.Contains("Withdrawn", message, StringComparison.Ordinal);
        Assert.StartsWith("First result of the night", before, StringComparison.Ordinal);
        Assert.Contains("withdrawn", Titles(_newsroom)[0], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_post_whose_answer_was_lost_is_found_and_not_sent_again()
    {
        Discord.Faults = new Faults(NoAnswerAfter: 1);
        _newsroom.Submit(
            new Command.Declare(
                TheNight.Contest("Bolsover").Id,
                TheNight.Recorded("Bolsover").Figures,
                "t"
            )
        );
        _newsroom.Pass(Moment);
        Discord.Faults = Faults.None;
        _newsroom.Pass(TimeSpan.FromMinutes(5));

        Assert.Single(Discord.Threads(Forum));
        Assert.True(_newsroom.Broadcaster.Status is { Waiting: 0 });
    }

    [Fact]
    public void A_forum_that_wants_a_tag_gets_what_it_missed_once_it_no_longer_does()
    {
        Discord.RequireTag(Forum, true);
        Declare("Bolsover");
        var trouble = Assert.Single(_newsroom.Broadcaster.Trouble);

        Discord.RequireTag(Forum, false);
        _newsroom.Recheck();
        _newsroom.Pass(Minute);

        Assert.Contains("40067", trouble.Reason, StringComparison.Ordinal);
        Assert.Single(Titles(_newsroom));
    }

    [Fact]
    public void A_channel_that_turns_out_to_be_a_forum_is_posted_to_as_one()
    {
        Discord.Rule = (method, path) =>
            path == $"channels/{Forum}/threads"
                ? SimulatedDiscord.Refusal(System.Net.HttpStatusCode.BadRequest, 40058)
                : null;
        Declare("Bolsover");
        Assert.Empty(Discord.Threads(Forum));

        Discord.Rule = (_, _) => null;
        _newsroom.Pass(Minute);

        Assert.Single(Titles(_newsroom));
    }

    [Fact]
    public void Through_faults_and_kills_each_bulletin_stands_in_one_thread_in_order()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var newsroom = Begin(seed);
            var random = new Random(seed);
            newsroom.Discord.Faults = new Faults(0.1, 0.1, 0.1, 0.1, 0.05);
            foreach (var recorded in TheNight.Pack.Recorded.Skip(seed * 10).Take(10))
            {
                newsroom.Submit(new Command.Declare(recorded.Contest, recorded.Figures, "t"));
                newsroom.Pass(TimeSpan.FromMilliseconds(random.Next(5_000)));
                if (random.Next(4) == 0)
                {
                    newsroom.Kill();
                    newsroom.Pass(TimeSpan.FromSeconds(random.Next(200)));
                    newsroom.Start();
                }
            }
            newsroom.Discord.Faults = Faults.None;
            newsroom.Pass(TimeSpan.FromMinutes(30));

            var wanted = newsroom
                .Store.Bulletins.Where(e => Results.Covers(e))
                .Select(e => e.Position);
            var posts = newsroom
                .Store.Receipts.OrderBy(r => r.Message)
                .Select(r => (r.Message, r.Page!.Positions))
                .ToArray();
            Assert.Equal(wanted, posts.SelectMany(p => p.Positions));
            Assert.Equal(
                posts.Select(p => p.Message),
                newsroom.Discord.Threads(Forum).Select(t => t.Id).Order()
            );
            newsroom.Forget();
        }
    }

    private static SimulatedNewsroom Begin(int seed)
    {
        var newsroom = new SimulatedNewsroom(
            TheNight.Definition,
            new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero),
            seed
        ).Start();
        newsroom.Discord.Add(Forum, ChannelType.Forum);
        newsroom.Subscribe(Forum, Results);
        return newsroom;
    }

    private static IReadOnlyList<string> Titles(SimulatedNewsroom newsroom) =>
        [.. newsroom.Discord.Threads(Forum).OrderBy(t => t.Id).Select(t => t.Name)];

    private void Declare(string seat)
    {
        _newsroom.Submit(
            new Command.Declare(TheNight.Contest(seat).Id, TheNight.Recorded(seat).Figures, "t")
        );
        _newsroom.Pass(Moment);
    }

    private void Retract(string seat)
    {
        _newsroom.Submit(new Command.Retract(TheNight.Contest(seat).Id, 1, "wrong hall", "ed"));
        _newsroom.Pass(Moment);
    }

    private void Correct(string seat)
    {
        var figures = TheNight.Recorded(seat).Figures;
        var first = figures.Votes.MaxBy(v => v.Votes);
        Assert.True(
            _newsroom.Submit(
                new Command.Correct(
                    TheNight.Contest(seat).Id,
                    1,
                    figures with
                    {
                        Votes = figures.Votes.Replace(
                            first,
                            first with
                            {
                                Votes = first.Votes + 1,
                            }
                        ),
                    },
                    "one was missed",
                    "ed"
                )
            )
        );
        _newsroom.Pass(Moment);
    }
}
