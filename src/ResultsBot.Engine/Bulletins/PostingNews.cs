namespace ResultsBot.Engine.Bulletins;

/// <summary>What there is to tell once the desk has written in the live blog.</summary>
internal static class PostingNews
{
    /// <returns>Null of anything else.</returns>
    public static Bulletin? Of(Election before, ElectionEvent happened) =>
        happened switch
        {
            ElectionEvent.PostWritten e => new Bulletin.Posted(
                e.Post,
                e.Words,
                [before.Definition.Whole],
                e.At,
                e.Photo
            )
            {
                IsPinned = e.IsPinned,
                IsKey = e.IsKey,
            },
            ElectionEvent.PostCorrected e => new Bulletin.PostCorrected(
                e.Post,
                before.Posts[e.Post].Words,
                e.Words,
                e.Reason,
                [before.Definition.Whole],
                e.At
            ),
            ElectionEvent.PostWithdrawn e => new Bulletin.PostWithdrawn(
                e.Post,
                before.Posts[e.Post].Words,
                e.Reason,
                [before.Definition.Whole],
                e.At
            ),
            ElectionEvent.EntryMarked e => new Bulletin.EntryMarked(e.Entry, e.Mark, e.At),
            _ => null,
        };
}
