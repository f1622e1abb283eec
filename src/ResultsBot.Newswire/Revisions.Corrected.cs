using ResultsBot.Engine.Bulletins;

namespace ResultsBot.Newswire;

/// <summary>Which one bulletin a revision is about, for who gets each on its own.</summary>
public static partial class Revisions
{
    /// <summary>
    /// The position of the last bulletin before it that said what it puts right; null where it is no revision, or what it
    /// is about can't be read.
    /// </summary>
    public static long? Corrected(LogEntry revision, BulletinLog log)
    {
        Func<Bulletin, bool>? isIt = revision.Bulletin switch
        {
            Bulletin.Corrected or Bulletin.TurnoutCorrected or Bulletin.Retracted => b =>
                VerdictOf(b) is not null,
            Bulletin.Reinstated => b => b is Bulletin.Retracted,
            Bulletin.TakenBack { What: var what } => b => IsSame(what, b),
            Bulletin.NoLonger { What: var what } => b => IsSame(what, b),
            _ when PostOf(revision.Bulletin) is { } post && IsRevision(revision.Bulletin) => b =>
                PostOf(b) == post,
            _ => null,
        };
        if (isIt is null)
        {
            return null;
        }
        var said = Contest(revision.Bulletin) is { } contest
            ? log.ReadContest(contest)
            : log.Entries;
        return said.LastOrDefault(e =>
            e.Position < revision.Position && isIt(e.Bulletin)
        )?.Position;
    }
}
