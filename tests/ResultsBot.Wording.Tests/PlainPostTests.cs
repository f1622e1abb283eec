using Moq;
using ResultsBot.Engine.Counting;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Wording.Tests;

public class PlainPostTests
{
    private static readonly LogEntry Entry = PlayedNight.ResultOf("Chesterfield");

    private static readonly Page Page = new(
        Layout.Cards,
        [Entry.Position],
        [new PageTally(TheNight.Definition.Whole, Entry.Position)]
    );

    /// <summary>Neither a result nor the state of the parties can be worded.</summary>
    private sealed class Speechless() : Phrasebook(TheNight.Definition)
    {
        public override RichText Winner(Verdict verdict) =>
            throw new InvalidOperationException("no words");

        public override string TallyTitle(Standing standing) =>
            throw new InvalidOperationException("no words");
    }

    [Fact]
    public void What_cannot_be_worded_has_the_foot_that_it_would_have_so_that_it_is_found_again()
    {
        var told = Show(new Phrasebook(TheNight.Definition));
        var plain = Show(new Speechless());

        Assert.Equal(["Chesterfield: result declared"], plain.Select(p => p.Headline).Distinct());
        Assert.Equal(
            told.Select(p => (p.Source, p.Number)),
            plain.Select(p => (p.Source, p.Number))
        );
    }

    private static Post[] Show(Phrasebook phrases)
    {
        var limits = Mock.Of<IPostLimits>(l => l.Fits(It.IsAny<IReadOnlyList<Post>>()));
        var composer = new PageComposer(phrases, new PostWriter(phrases), limits, new Quarantine());
        return
        [
            .. composer.Show(
                Page,
                new Dictionary<long, LogEntry> { [Entry.Position] = Entry },
                _ => null
            ),
        ];
    }
}
