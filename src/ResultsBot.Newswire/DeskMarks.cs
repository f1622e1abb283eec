using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;

namespace ResultsBot.Newswire;

/// <summary>What the desk has made of entries of the live blog: one stands at the top, some are key events, some that would be are not.</summary>
/// <param name="Pinned">The number of the entry at the top; null for none.</param>
public sealed record DeskMarks(long? Pinned, ImmutableDictionary<long, bool> Keys)
{
    public static DeskMarks None { get; } = new(null, ImmutableDictionary<long, bool>.Empty);

    /// <summary>Whether the desk wants it among the key events; null where it has not said.</summary>
    public bool? IsKey(long number) => Keys.TryGetValue(number, out var isKey) ? isKey : null;

    public DeskMarks With(LogEntry entry) =>
        entry.Bulletin switch
        {
            Bulletin.Posted b => new DeskMarks(
                b.IsPinned ? entry.Position : Pinned,
                b.IsKey ? Keys.SetItem(entry.Position, true) : Keys
            ),
            Bulletin.EntryMarked { Mark: EntryMark.Pinned } b => this with { Pinned = b.Entry },
            Bulletin.EntryMarked { Mark: EntryMark.Unpinned } b when b.Entry == Pinned => this with
            {
                Pinned = null,
            },
            Bulletin.EntryMarked { Mark: EntryMark.Key or EntryMark.NotKey } b => this with
            {
                Keys = Keys.SetItem(b.Entry, b.Mark == EntryMark.Key),
            },
            _ => this,
        };
}
