using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Wording.Tests;

/// <summary>What a post says to an outlet that is not Discord.</summary>
public class PostWriterTests
{
    private static readonly PostWriter Writer = new(new Phrasebook(TheNight.Definition));

    [Fact]
    public void A_result_keeps_its_figures_as_figures()
    {
        var entry = PlayedNight.ResultOf("Chesterfield");
        var verdict = ((Bulletin.Result)entry.Bulletin).Verdict;

        var post = Writer.Write(entry);

        Assert.Equal("Labour hold Chesterfield", post.Headline);
        Assert.Equal("Labour hold Chesterfield, majority 10,820 (26.0%)", post.Summary.ToPlain());
        Assert.Equal(0xd50000, post.Accent);
        var table = Assert.Single(post.Body.OfType<PostPart.Result>());
        Assert.Equal(verdict.Lines.ToArray(), table.Rows.ToArray());
        Assert.Equal(1, table.Seats);
        Assert.Equal(2, post.Standings.Length);
    }

    [Fact]
    public void Every_post_of_the_night_has_a_summary_and_no_markup_of_a_platform()
    {
        foreach (var entry in PlayedNight.Wire)
        {
            var post = Writer.Write(entry);
            var texts = post
                .Body.OfType<PostPart.Paragraph>()
                .Select(p => p.Text)
                .Concat(post.Standings)
                .Append(post.Summary)
                .Append(post.Headline);

            Assert.False(post.Summary.IsEmpty);
            Assert.All(texts, t => Assert.DoesNotMatch(@"\*\*|~~|-# |`|<[#@t]|\\", t.ToPlain()));
        }
    }

    [Fact]
    public void A_withdrawn_post_says_so_and_shows_neither_figures_nor_picture()
    {
        var entry = new LogEntry(
            7,
            new Bulletin.Noted(TheNight.Contest("Chesterfield"), "Recount.", Samples.At, "hall.png")
        );
        var post = Writer.Write(entry);
        Assert.Equal("hall.png", post.Picture?.Name);
        Assert.NotEmpty(post.Picture!.Alt);

        var withdrawn = Writer.Revise(post, entry, new Mark.TakenBack(), brief: false);

        Assert.True(withdrawn.IsWithdrawn);
        Assert.Null(withdrawn.Picture);
        Assert.Equal("Withdrawn: please ignore. See the notice below.", Text(withdrawn));
    }

    [Fact]
    public void A_rehearsal_is_no_word_of_a_post_but_what_it_is()
    {
        var entry = PlayedNight.ResultOf("Chesterfield");
        var rehearsed = new PostWriter(new Phrasebook(TheNight.Definition), isRehearsal: true);

        Assert.True(rehearsed.Write(entry).IsRehearsal);
        Assert.Equal(Writer.Write(entry).Headline, rehearsed.Write(entry).Headline);
    }

    /// <summary>Chesterfield, where Labour won last time and Labour wins.</summary>
    [Theory]
    [InlineData(
        "RUK",
        "Reform UK held the seat before this vote: it had changed hands since Labour won it last time."
    )]
    [InlineData(
        "Ind",
        "An independent held the seat before this vote: it had changed hands since Labour won it last time."
    )]
    public void A_seat_that_changed_hands_since_last_time_is_said_to_have_wherever_it_is_a_hold(
        string holder,
        string sentence
    )
    {
        var entry = HeldBy("Chesterfield", holder);
        var post = Writer.Write(entry);

        Assert.Equal("Labour hold Chesterfield", post.Headline);
        Assert.Contains(sentence, Text(post), StringComparison.Ordinal);
        Assert.Equal(
            $"Labour hold Chesterfield, majority 10,820 (26.0%); {holder} held it going into this vote",
            post.Summary.ToPlain()
        );
        Assert.EndsWith(
            $"Lab hold Chesterfield, maj 10,820; {holder} held it going into this vote",
            post.Notification,
            StringComparison.Ordinal
        );
        var result = (Bulletin.Result)entry.Bulletin;
        Assert.Contains(
            sentence,
            Text(Writer.Write(result.Of, result.Verdict)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            sentence,
            Text(
                Writer.Write(
                    entry with
                    {
                        Bulletin = new Bulletin.Corrected(
                            result.Of,
                            result.Verdict,
                            result.Verdict,
                            1,
                            "misheard",
                            result.Standings,
                            result.At
                        ),
                    }
                )
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Whoever_gains_a_seat_that_they_held_already_is_said_to_have()
    {
        var post = Writer.Write(HeldBy("Bolsover", "Lab"));

        Assert.Equal("Labour gain Bolsover from Conservative", post.Headline);
        Assert.Contains(
            "Labour already held the seat before this vote: it had changed hands since the Conservatives won it last time.",
            Text(post),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nothing_is_said_of_a_seat_that_did_not_change_hands()
    {
        var asEver = Writer.Write(PlayedNight.ResultOf("Chesterfield"));

        var post = Writer.Write(HeldBy("Chesterfield", "Lab"));

        Assert.Equal((Text(asEver), asEver.Notification), (Text(post), post.Notification));
    }

    [Fact]
    public void Without_a_result_of_last_time_it_is_said_who_held_the_seat()
    {
        var entry = HeldBy("Chesterfield", "RUK");
        var result = (Bulletin.Result)entry.Bulletin;

        Assert.Equal(
            "Reform UK held the seat before this vote.",
            new Phrasebook(TheNight.Definition).ChangedHands(
                result.Of with
                {
                    Base = null,
                },
                result.Verdict
            )
        );
    }

    private static LogEntry HeldBy(string seat, string party)
    {
        var entry = PlayedNight.ResultOf(seat);
        var result = (Bulletin.Result)entry.Bulletin;
        return entry with
        {
            Bulletin = result with { Of = result.Of with { HeldBy = new PartyId(party) } },
        };
    }

    private static string Text(Post post) =>
        string.Join('\n', post.Body.OfType<PostPart.Paragraph>().Select(p => p.Text.ToPlain()));
}
