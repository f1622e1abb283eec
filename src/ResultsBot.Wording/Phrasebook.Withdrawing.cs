using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What is said of something that was sent and is withdrawn.</summary>
public partial class Phrasebook
{
    public virtual string TakenBack(Bulletin.TakenBack bulletin) =>
        $"Ignore our earlier “{Headline(bulletin.What)}”."
        + bulletin.What switch
        {
            Bulletin.Flashed b => $" No winner has been confirmed in {b.Of.Name}.",
            Bulletin.PollPostponed => " The poll is going ahead.",
            _ => "",
        };

    /// <summary>In the read-back of a retraction.</summary>
    public virtual RichText FlashStays(IReadOnlyList<Candidate> flashed) =>
        $"⚠ The flash stays in the channels: {And([.. flashed.Select(Name)])}. To withdraw it too, use {Slash("retract")} again after this.";
}
