using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>What is said of something that was sent and is withdrawn.</summary>
internal partial class Phrasebook
{
    public virtual string TakenBack(Bulletin.TakenBack bulletin) =>
        $"Ignore our earlier “{Text.Escape(Headline(bulletin.What))}”.";

    /// <summary>In the read-back of a retraction.</summary>
    public virtual string FlashStays(IReadOnlyList<Candidate> flashed) =>
        $"⚠ The flash stays in the channels: {And([.. flashed.Select(Name)])}. To withdraw it too, use `/retract` again after this.";
}
