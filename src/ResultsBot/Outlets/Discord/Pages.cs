using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Discord;

/// <summary>What a channel waits for, as messages of Discord.</summary>
internal sealed class Pages(
    Phrasebook phrases,
    PostWriter writer,
    PostEmbeds embeds,
    Quarantine quarantine,
    PictureOf? pictures = null,
    ResultCards? cards = null
)
{
    private readonly PageComposer _composer = new(
        phrases,
        writer,
        embeds,
        quarantine,
        pictures is not null ? pictures.Invoke
            : cards is not null ? cards.Of
            : null
    );

    /// <inheritdoc cref="PageComposer.Compose(IEnumerable{Waited}, Func{LogEntry, Mark?})"/>
    public (Page Page, long Through) Compose(
        IEnumerable<Waited> waiting,
        Func<LogEntry, Mark?> marks
    ) => _composer.Compose(waiting, marks);

    /// <summary>The line above a message, and its embeds.</summary>
    /// <param name="entries">All that the page needs.</param>
    /// <param name="marks">The same delegate for as long as its answers are the same.</param>
    public (string Notification, ImmutableArray<Embed> Embeds) Show(
        Page page,
        IReadOnlyDictionary<long, LogEntry> entries,
        Func<LogEntry, Mark?> marks
    )
    {
        var posts = _composer.Show(page, entries, marks);
        return (embeds.Notification(posts), embeds.Of(posts, page));
    }

    /// <summary>What a thread is called that shows this page alone.</summary>
    public string Title(
        Page page,
        IReadOnlyDictionary<long, LogEntry> entries,
        Func<LogEntry, Mark?> marks
    ) => embeds.Title(_composer.Show(page, entries, marks));

    /// <inheritdoc cref="PostEmbeds.IsOf"/>
    public bool IsOf(Message message, Page page) => embeds.IsOf(message, page);

    /// <inheritdoc cref="PageComposer.ThreadName"/>
    public string ThreadName(ContestId contest) => _composer.ThreadName(contest);
}
