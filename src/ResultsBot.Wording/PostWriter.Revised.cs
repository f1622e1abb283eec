using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What a bulletin becomes later: corrected, withdrawn, one of many in a digest, or a plain headline.</summary>
public sealed partial class PostWriter
{
    /// <summary>A post as it is to be read now, with what has become of its bulletin.</summary>
    /// <param name="brief">Where there is no room for more.</param>
    public Post Revise(Post post, LogEntry entry, Mark mark, bool brief)
    {
        switch (mark)
        {
            case Mark.Corrected { Now: var now } corrected:
                var right = Write(new LogEntry(entry.Position, now));
                var note = corrected is { TurnoutWas: { } was, Now.Verdict.Turnout: { } turnout }
                    ? phrases.TurnoutCorrectedNote(was, turnout)
                    : phrases.CorrectedNote(
                        now.Of,
                        Revisions.VerdictOf(entry.Bulletin)
                            ?? throw new ArgumentException("No result to correct.", nameof(entry)),
                        now.Verdict
                    );
                return right with
                {
                    Headline = phrases.CorrectedTitle(now.Of, now.Verdict),
                    Summary = phrases.DigestLine(entry.Bulletin, mark),
                    Notification = phrases.Notification(entry.Bulletin, mark),
                    Body = brief
                        ? Paragraphs(note, phrases.Winner(now.Verdict))
                        : [.. Paragraphs(note, RichText.Empty), .. right.Body],
                    Standings = brief ? [] : right.Standings,
                    Source = post.Source,
                };
            case Mark.Reworded { Now: var words } when entry.Bulletin is Bulletin.Posted written:
                return Write(new LogEntry(entry.Position, written with { Words = words })) with
                {
                    Headline = phrases.CorrectedTitle(words),
                    Summary = phrases.DigestLine(entry.Bulletin, mark),
                    Notification = phrases.Notification(entry.Bulletin, mark),
                    Body = brief
                        ? Paragraphs(phrases.RewordedNote(written.Words, words))
                        : Paragraphs(
                            phrases.RewordedNote(written.Words, words),
                            RichText.Empty,
                            words.Text
                        ),
                };
            case Mark.TakenBack:
                return post with
                {
                    IsWithdrawn = true,
                    Summary = phrases.DigestLine(entry.Bulletin, mark),
                    Notification = phrases.Notification(entry.Bulletin, mark),
                    Body = Paragraphs(NoteOn(mark)),
                    Standings = [],
                    Picture = null,
                };
            case Mark.Overtaken:
                return post with
                {
                    Summary = phrases.DigestLine(entry.Bulletin, mark),
                    Notification = phrases.Notification(entry.Bulletin, mark),
                    Body = [.. Paragraphs(NoteOn(mark)), .. brief ? [] : post.Body],
                };
            case Mark.Unknown:
                return Plain(entry, mark);
            default:
                throw new ArgumentOutOfRangeException(nameof(mark), mark, "No way to show it.");
        }
    }

    /// <summary>The state of the parties as a bulletin has left it.</summary>
    /// <param name="mark">What has become of it.</param>
    public Post Tally(Standing standing, LogEntry entry, Mark? mark = null)
    {
        var post = Write(standing, []);
        return post with
        {
            Body = mark is null ? post.Body : [.. Paragraphs(NoteOn(mark)), .. post.Body],
            Notification = phrases.TallyLine(standing, mark).ToPlain(),
            At = entry.Bulletin.At,
        };
    }

    /// <summary>Many bulletins in one post, a line each.</summary>
    /// <param name="bulletins">How many.</param>
    /// <param name="results">Those among them, as they hold now.</param>
    /// <param name="standing">Of the whole, after the last of them; null where it isn't known.</param>
    public Post Digest(
        int bulletins,
        ImmutableArray<Bulletin.Result> results,
        Standing? standing,
        ReadOnlySpan<RichText> lines,
        LogEntry last
    )
    {
        var title = phrases.DigestTitle(
            bulletins,
            results.Length,
            [
                .. results
                    .Where(r => r.Verdict.Outcome is not Outcome.Win)
                    .SelectMany(r => r.Verdict.Changes)
                    .GroupBy(c => c.Party, c => c.Now - c.Before)
                    .Select(g => (g.Key, g.Sum())),
            ],
            standing
        );
        return Asked(title, lines) with { Notification = title, At = last.Bulletin.At };
    }

    /// <summary>In the place of a bulletin that can't be worded: as little as can be.</summary>
    /// <param name="mark">What has become of it.</param>
    public Post Plain(LogEntry entry, Mark? mark = null) =>
        Signed(
            new Post
            {
                IsWithdrawn = mark is Mark.TakenBack,
                Summary = phrases.PlainLine(entry.Bulletin, mark),
                Notification = phrases.PlainLine(entry.Bulletin, mark).ToPlain(),
                Body = Paragraphs(mark is null ? phrases.PlainBody : NoteOn(mark)),
            },
            entry,
            phrases.PlainHeadline(entry.Bulletin)
        );

    /// <summary>Above what no longer holds.</summary>
    private RichText NoteOn(Mark mark) =>
        mark switch
        {
            Mark.TakenBack => phrases.TakenBackNote,
            Mark.Unknown => phrases.UnknownNote,
            _ => phrases.OvertakenNote,
        };
}
