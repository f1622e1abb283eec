using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Outlets;

/// <summary>What is sent to see whether anything arrives: it says that it's a test, and no result.</summary>
internal static class TestPost
{
    public static Post Of(Phrasebook phrases, bool isRehearsal) =>
        new()
        {
            Headline = phrases.OutletTestHeadline(),
            Notification = phrases.OutletTestHeadline(),
            Body = [new PostPart.Paragraph(phrases.OutletTestText())],
            IsRehearsal = isRehearsal,
        };
}
