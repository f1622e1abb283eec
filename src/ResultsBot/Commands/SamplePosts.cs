using ResultsBot.Desk;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>What a channel's posts will look like, before the first one comes.</summary>
internal sealed class SamplePosts(
    ResultsDesk desk,
    BulletinLog log,
    PostWriter writer,
    Phrasebook phrases
)
{
    /// <summary>The newest result that would have come; a made-up one, which says so, where there was none.</summary>
    public (RichText Intro, Post Post) Of(Topic topic)
    {
        if (topic is { Kind: Kind.Tallies, Scope: Scope.Area { Id: var area } })
        {
            return (
                phrases.SampleOfTallies,
                writer.Write(desk.Public.Standing(area), desk.Public.Chambers(area))
            );
        }
        var entries = log.Entries;
        var revised = RevisedLog.Of(entries);
        var newest = entries.LastOrDefault(e =>
            e.Bulletin is Bulletin.Result && topic.Covers(e) && revised.MarkOf(e) is null
        );
        if (newest is null)
        {
            return (phrases.SampleIsMadeUp, writer.Sample());
        }
        return (phrases.SampleIsNewest, writer.Write(newest) with { Picture = null });
    }
}
