using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;

namespace ResultsBot.LiveBlog;

/// <summary>
/// An entry of the page: a bulletin, and behind a result what makes it worth more than its figures, which was stored with it.
/// </summary>
public sealed record Article(LogEntry Entry, ImmutableArray<LogEntry> Facts)
{
    public long Number => Entry.Position;

    /// <summary>The articles with more bulletins, the next in the log.</summary>
    public static ImmutableArray<Article> Add(
        ImmutableArray<Article> articles,
        IEnumerable<LogEntry> news
    )
    {
        var all = articles.ToBuilder();
        foreach (var entry in news)
        {
            if (all.Count > 0 && all[^1].TakesIn(entry))
            {
                all[^1] = all[^1] with { Facts = all[^1].Facts.Add(entry) };
            }
            // The desk's mark on another entry is none itself.
            else if (entry.Bulletin is not Bulletin.EntryMarked)
            {
                all.Add(new Article(entry, []));
            }
        }
        return all.ToImmutable();
    }

    /// <summary>What kind of entry it is, as outsiders' scripts know it.</summary>
    public string Kind =>
        Entry.Bulletin switch
        {
            Bulletin.Result => "result",
            Bulletin.Corrected or Bulletin.TurnoutCorrected or Bulletin.PostCorrected =>
                "correction",
            Bulletin.Retracted or Bulletin.TakenBack or Bulletin.PostWithdrawn => "retraction",
            Bulletin.Reinstated => "reinstatement",
            Bulletin.Flashed => "flash",
            Bulletin.StageReached
            or Bulletin.Verified
            or Bulletin.Counted
            or Bulletin.LotDrawn
            or Bulletin.PollPostponed => "status",
            Bulletin.Noted or Bulletin.Notice or Bulletin.Posted => "note",
            Bulletin.Quoted => "quote",
            Bulletin.AreaComplete => "tally",
            Bulletin.OverallMajority
            or Bulletin.NoMajority
            or Bulletin.ChamberComplete
            or Bulletin.NoLonger => "majority",
            _ => "fact",
        };

    private bool TakesIn(LogEntry entry) =>
        entry.Bulletin is Bulletin.Colour colour
        && Entry.Bulletin is Bulletin.Result result
        && result.Of.Id == colour.Of.Id
        && result.At == colour.At;
}
