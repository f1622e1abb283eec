using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>
/// What stands in the place of a bulletin that cannot be worded. A bug is caught here and nowhere above: the message
/// around it, and all other messages, are put together as always.
/// </summary>
public sealed partial class PageComposer
{
    /// <summary>The name of a seat's thread.</summary>
    public string ThreadName(ContestId contest)
    {
        try
        {
            return phrases.ThreadName(contest);
        }
        catch (Exception e) when (IsBug(e))
        {
            return contest.Value;
        }
    }

    private static bool IsBug(Exception e) => e is not OutOfMemoryException;

    private Post Card(LogEntry entry) => ShownOrPlain(entry, null, () => writer.Write(entry));

    /// <summary>One that could not be worded before is not tried again: what is put together stays as it is.</summary>
    /// <param name="mark">What has become of it, which its plain headline has to say as well.</param>
    private Post ShownOrPlain(LogEntry entry, Mark? mark, Func<Post> show)
    {
        if (quarantine.Holds(entry.Position))
        {
            return writer.Plain(entry, mark);
        }
        try
        {
            return LaidOut(show());
        }
        catch (Exception e) when (IsBug(e))
        {
            Hold(entry, e);
            return writer.Plain(entry, mark);
        }
    }

    private Post RevisedOrPlain(Post post, LogEntry entry, Mark mark, bool brief)
    {
        try
        {
            return LaidOut(writer.Revise(post, entry, mark, brief));
        }
        catch (Exception e) when (IsBug(e))
        {
            Hold(entry, e);
            return writer.Plain(entry, mark);
        }
    }

    private RichText LineOrPlain(LogEntry entry, Mark? mark, Func<RichText> word)
    {
        if (quarantine.Holds(entry.Position))
        {
            return phrases.PlainLine(entry.Bulletin, mark);
        }
        try
        {
            return word();
        }
        catch (Exception e) when (IsBug(e))
        {
            Hold(entry, e);
            return phrases.PlainLine(entry.Bulletin, mark);
        }
    }

    /// <summary>Here, where a bug in the layout is caught as one in the words is; the outlet remembers what it made.</summary>
    private Post LaidOut(Post post)
    {
        _ = limits.Fits([post]);
        return post;
    }

    private void Hold(LogEntry entry, Exception bug) =>
        quarantine.Add(
            new Quarantined(entry.Position, entry.Bulletin.GetType().Name, entry.Bulletin, bug)
        );
}
