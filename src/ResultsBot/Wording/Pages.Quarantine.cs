using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Wording;

/// <summary>
/// What stands in the place of a bulletin that cannot be worded. A bug is caught here and nowhere above: the message
/// around it, and all other messages, are put together as always.
/// </summary>
internal sealed partial class Pages
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

    private Embed Card(LogEntry entry) => ShownOrPlain(entry, embeds.Of);

    /// <summary>One that could not be worded before is not tried again: what is put together stays as it is.</summary>
    private Embed ShownOrPlain(LogEntry entry, Func<LogEntry, Embed> show)
    {
        if (quarantine.Holds(entry.Position))
        {
            return Plain(entry);
        }
        try
        {
            return show(entry);
        }
        catch (Exception e) when (IsBug(e))
        {
            Hold(entry, e);
            return Plain(entry);
        }
    }

    private Embed MarkedOrPlain(Embed embed, LogEntry entry, Mark? mark, bool brief)
    {
        try
        {
            return Marked(embed, entry, mark, brief);
        }
        catch (Exception e) when (IsBug(e))
        {
            Hold(entry, e);
            return Plain(entry);
        }
    }

    private string LineOrPlain(LogEntry entry, Func<string> word)
    {
        if (quarantine.Holds(entry.Position))
        {
            return PlainLine(entry);
        }
        try
        {
            return word();
        }
        catch (Exception e) when (IsBug(e))
        {
            Hold(entry, e);
            return PlainLine(entry);
        }
    }

    private void Hold(LogEntry entry, Exception bug) =>
        quarantine.Add(
            new Quarantined(entry.Position, entry.Bulletin.GetType().Name, entry.Bulletin, bug)
        );

    private Embed Plain(LogEntry entry) =>
        new()
        {
            Title = embeds.Title(phrases.PlainHeadline(entry.Bulletin)),
            Description = phrases.PlainText,
            Footer = embeds.Footer(entry),
            Timestamp = entry.Bulletin.At,
        };

    private string PlainLine(LogEntry entry) => Text.Escape(phrases.PlainHeadline(entry.Bulletin));

    /// <summary>
    /// Worded otherwise than when they were put together, as after a restart, they may have grown beyond what Discord
    /// takes: the longest are cut, or none would be shown.
    /// </summary>
    private static ImmutableArray<Embed> Cut(ImmutableArray<Embed> shown)
    {
        for (
            var over = shown.Sum(e => e.Length) - Limits.EmbedCharacters;
            over > 0;
            over = shown.Sum(e => e.Length) - Limits.EmbedCharacters
        )
        {
            var longest = shown.MaxBy(e => e.Length)!;
            var text = longest.Description ?? "";
            var cut =
                longest.Fields.Length > 0
                    ? longest with
                    {
                        Fields = [],
                    }
                    : longest with
                    {
                        Description = Text.Cut(text, Math.Max(1, text.Length - over)),
                    };
            if (cut.Length >= longest.Length)
            {
                return shown;
            }
            shown = shown.Replace(longest, cut, ReferenceEqualityComparer.Instance);
        }
        return shown;
    }
}
