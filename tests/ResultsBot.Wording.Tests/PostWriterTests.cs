using ResultsBot.Engine.Bulletins;
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

    private static string Text(Post post) =>
        string.Join('\n', post.Body.OfType<PostPart.Paragraph>().Select(p => p.Text.ToPlain()));
}
