using System.Collections.Immutable;
using System.Globalization;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>A mark that the desk puts on an entry of the live blog, whatever it is of, or takes off it.</summary>
internal abstract class EntryMarkCommand(
    ResultsDesk desk,
    BlogEntries entries,
    Staff staff,
    Phrasebook phrases
) : ISlashCommand
{
    protected Phrasebook Phrases => phrases;

    protected BlogEntries Entries => entries;

    public abstract ApplicationCommand Shape { get; }

    public bool IsPrivate => true;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        staff.RankOf(interaction) < Rank.Reporter
            ? []
            : entries.Suggest(interaction.FocusedValue, _ => true);

    public Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct) =>
        Task.FromResult(
            staff.Refuse(interaction, Rank.Reporter) is { } refusal
                ? refusal
                : Asked(interaction.Text(BlogEntries.Name)?.Trim() ?? "")
        );

    public async Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (staff.Refuse(interaction, Rank.Reporter) is { } refusal)
        {
            return refusal;
        }
        if (
            id.Action != Confirmation.Go
            || id.Subject.Split('-') is not [var number, var named]
            || !long.TryParse(number, CultureInfo.InvariantCulture, out var position)
            || !Enum.TryParse<EntryMark>(named, out var mark)
            || !Enum.IsDefined(mark)
            || entries.Find(position) is not { } entry
        )
        {
            return new Reply.Replace(phrases.Cancelled());
        }
        var headline = entries.Headline(entry);
        if (Puts(mark) && entries.IsWithdrawn(entry))
        {
            return new Reply.Replace(phrases.EntryWithdrawn(headline));
        }
        var decision = await desk.Submit(
            new Command.MarkEntry(position, mark, Staff.By(interaction)),
            interaction.Id.ToString(),
            ct
        );
        return new Reply.Replace(
            decision is Decision.Refused { Faults: var faults }
                ? phrases.Sentences(faults)
                : phrases.MarkedNow(headline, mark)
        );
    }

    /// <summary>What is asked of an entry.</summary>
    protected abstract (RichText Question, EntryMark Mark) Of(LogEntry entry);

    /// <summary>What is said where no entry is named.</summary>
    protected abstract Reply WithoutEntry { get; }

    protected Reply Ask(LogEntry entry)
    {
        var (question, mark) = Of(entry);
        return Puts(mark) && entries.IsWithdrawn(entry)
            ? new Reply.Say(phrases.EntryWithdrawn(entries.Headline(entry)))
            : Confirmation.Ask(
                question,
                Shape.Name,
                $"{entry.Position.ToString(CultureInfo.InvariantCulture)}-{mark}",
                (phrases.MarkButton(mark), ButtonStyle.Success),
                phrases.CancelButton()
            );
    }

    protected CommandOption Option(bool isRequired) =>
        (BlogEntries.Field with { IsRequired = isRequired }).Option(phrases);

    private Reply Asked(string typed) =>
        typed.Length == 0 ? WithoutEntry
        : entries.Find(typed) is { } entry ? Ask(entry)
        : new Reply.Say(phrases.UnknownEntry(typed));

    private static bool Puts(EntryMark mark) => mark is EntryMark.Pinned or EntryMark.Key;
}

/// <summary><c>/pin [entry]</c>: one stands at the top; without an entry, none does any more.</summary>
internal sealed class PinCommand(
    ResultsDesk desk,
    BlogEntries entries,
    Staff staff,
    Phrasebook phrases
) : EntryMarkCommand(desk, entries, staff, phrases)
{
    public override ApplicationCommand Shape =>
        new()
        {
            Name = "pin",
            Description = Phrases.CommandDescription("pin"),
            Options = [Option(isRequired: false)],
        };

    protected override (RichText Question, EntryMark Mark) Of(LogEntry entry) =>
        entry.Position == Pinned?.Position
            ? (Phrases.UnpinThis(Entries.Headline(entry)), EntryMark.Unpinned)
            : (
                Phrases.PinThis(
                    Entries.Headline(entry),
                    Pinned is { } before ? Entries.Headline(before) : null
                ),
                EntryMark.Pinned
            );

    protected override Reply WithoutEntry =>
        Pinned is { } pinned ? Ask(pinned) : new Reply.Say(Phrases.NothingPinned);

    private LogEntry? Pinned => Entries.Marks.Pinned is { } number ? Entries.Find(number) : null;
}

/// <summary><c>/key entry</c>: among the key events, or no more.</summary>
internal sealed class KeyCommand(
    ResultsDesk desk,
    BlogEntries entries,
    Staff staff,
    Phrasebook phrases
) : EntryMarkCommand(desk, entries, staff, phrases)
{
    public override ApplicationCommand Shape =>
        new()
        {
            Name = "key",
            Description = Phrases.CommandDescription("key"),
            Options = [Option(isRequired: true)],
        };

    protected override (RichText Question, EntryMark Mark) Of(LogEntry entry) =>
        (Entries.Marks.IsKey(entry.Position) ?? KeyEvent.IsByItself(entry.Bulletin))
            ? (Phrases.NotKeyThis(Entries.Headline(entry)), EntryMark.NotKey)
            : (Phrases.KeyThis(Entries.Headline(entry)), EntryMark.Key);

    protected override Reply WithoutEntry => new Reply.Say(Phrases.UnknownEntry(""));
}
