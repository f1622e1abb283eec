using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What the desk writes itself: the words around it, and what is asked before it goes out.</summary>
public partial class Phrasebook
{
    /// <summary>The command on a message. Up to 32 characters.</summary>
    public virtual string AddToLiveBlog => "Add to the live blog";

    /// <summary>
    /// Wherever it is read without the page around it. Whoever reads “Labour gain Bolsover” there sees that nothing was
    /// declared by it.
    /// </summary>
    public virtual string FromTheBlog(PostWords words) => $"Live blog: {words.Headline}";

    /// <summary>The title of a copy whose words were put right.</summary>
    public virtual string CorrectedTitle(PostWords now) => $"Corrected: {FromTheBlog(now)}";

    /// <summary>Directly under the headline of what said something else: “Corrected at 05:12. We first reported: …”</summary>
    public virtual RichText BlogReworded(DateTimeOffset at, PostWords was, PostWords now) =>
        $"**Corrected at {at:HH:mm}.** We first reported: {Before(was, now)}";

    /// <summary>Above a copy whose words were put right.</summary>
    public virtual RichText RewordedNote(PostWords was, PostWords now) =>
        $"**Corrected.** We first reported: ~~{Before(was, now)}~~ See the correction below.";

    /// <summary>In the correction itself.</summary>
    public virtual RichText PostSaid(PostWords was, PostWords now) =>
        $"**It said:** {Before(was, now)}";

    public virtual RichText PostSays(PostWords was, PostWords now) =>
        $"**It now says:** {(was.Text == now.Text ? now.Headline : now.Text)}";

    private static string Before(PostWords was, PostWords now) =>
        Short(
            was.Headline == now.Headline ? was.Text
            : was.Text == now.Text ? was.Headline
            : $"{was.Headline} · {was.Text}"
        );

    public virtual string BlogPinned => "Pinned";

    public virtual string PostFormTitle => "Live blog entry";

    public virtual string CorrectPostFormTitle => "Correct a live blog entry";

    /// <summary>Above a preview of it.</summary>
    public virtual RichText PostThis(bool isPinned, bool isKey) =>
        $"**Is this right?** Press Broadcast to send it to the live blog and every channel that follows everything{Extras(isPinned, isKey)}.";

    public virtual RichText CorrectPostThis(string was) =>
        $"**Is this right?** It will replace “{was}” in every copy, and the channels are told.";

    public virtual RichText WithdrawPostThis(string headline) =>
        $"**Withdraw “{headline}”?** Every copy is marked as withdrawn, and the channels are told.";

    public virtual RichText PinThis(string headline, string? instead) =>
        instead is null
            ? (RichText)$"**Pin “{headline}”** to the top of the live blog?"
            : $"**Pin “{headline}”** to the top of the live blog? It replaces “{instead}”.";

    public virtual RichText UnpinThis(string headline) =>
        $"**Unpin “{headline}”?** It keeps its place among the updates.";

    public virtual RichText KeyThis(string headline) => $"**Add “{headline}”** to the key events?";

    public virtual RichText NotKeyThis(string headline) =>
        $"**Take “{headline}”** off the key events? It keeps its place among the updates.";

    public virtual string MarkButton(EntryMark mark) =>
        mark switch
        {
            EntryMark.Pinned => "Pin it",
            EntryMark.Unpinned => "Unpin it",
            EntryMark.Key => "Add it",
            _ => "Take it off",
        };

    public virtual string WithdrawButton => "Withdraw it";

    public virtual string WithdrawPostFormTitle => "Withdraw a live blog entry";

    public virtual string PostWithdrawnNow(PostWords was) => $"Withdrawn: {FromTheBlog(was)}";

    public virtual RichText MarkedNow(string headline, EntryMark mark) =>
        $"**Done.** {headline}: {MarkedAs(mark)}.";

    public virtual string NothingPinned => "Nothing is pinned.";

    public virtual string UnknownEntry(string typed) =>
        $"No entry of the live blog matches “{Echo(typed)}”. Pick one from the list, or type its number.";

    public virtual string NotTheDesks(string headline) =>
        $"“{headline}” isn’t an entry that the desk wrote. For a result use /correct or /retract; for a note, /undo.";

    public virtual string EntryWithdrawn(string headline) =>
        $"“{headline}” was withdrawn, so it can’t be pinned or made a key event.";

    /// <param name="yours">The seats that the person is assigned to.</param>
    public virtual string OnlyYourSeats(IReadOnlyList<string> yours) =>
        $"You’re assigned to {And([.. yours])} only, and this isn’t about one of them. An editor can send it or change that.";

    /// <summary>An entry among those to choose from: “#12 Labour hold Bolsover”.</summary>
    public virtual string EntryChoice(long position, string headline) => $"#{position} {headline}";

    private static string Extras(bool isPinned, bool isKey) =>
        (isPinned, isKey) switch
        {
            (true, true) => ", pin it, and add it to the key events",
            (true, false) => ", and pin it",
            (false, true) => ", and add it to the key events",
            _ => "",
        };

    private static string Marked(Bulletin.EntryMarked bulletin) =>
        $"Update #{bulletin.Entry} {MarkedAs(bulletin.Mark)}";

    private static string MarkedAs(EntryMark mark) =>
        mark switch
        {
            EntryMark.Pinned => "pinned",
            EntryMark.Unpinned => "unpinned",
            EntryMark.Key => "added to the key events",
            _ => "taken off the key events",
        };
}
