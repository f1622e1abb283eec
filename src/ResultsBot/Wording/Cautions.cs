using ResultsBot.Engine;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>What is odd about figures, in a sentence for who has to decide whether they are right.</summary>
internal static class Cautions
{
    public static string Sentence(Caution caution) =>
        caution switch
        {
            Caution.NoVerifiedTotal =>
                "No verified total is known, so the papers could not be reconciled with it.",
            Caution.TurnoutOffAnnounced c =>
                $"The turnout announced was {Numbers.Percent(c.Announced)}, but these papers give {Numbers.Percent(c.WorkedOut)}.",
            Caution.TurnoutFarFromLastTime c =>
                $"The turnout is {Numbers.Percent(c.Now)}; last time it was {Numbers.Percent(c.LastTime)}.",
            Caution.TotalFell c =>
                $"{Name(c.Candidate)} had {Numbers.Count(c.Was)} before and has {Numbers.Count(c.Now)} now.",
            Caution.LooksSwapped c =>
                $"{Name(c.One)} and {Name(c.Other)} may be exchanged: the other way round they would fit what was counted before.",
            Caution.ContradictsFlash c =>
                $"{Name(c.Flashed)} was flashed as the winner, but {Name(c.Leads)} leads.",
            Caution.NamesAlike c =>
                $"{Name(c.One)} and {Name(c.Other)} have similar names: is each figure beside the right one?",
            Caution.SameAsAnother c => $"All figures are those of {Text.Escape(c.Other.Name)}.",
            Caution.FarFromArea c =>
                $"{Text.Escape(c.Party.Value)} {Numbers.Change(c.Change)} is far from what it has had in {Text.Escape(c.Area.Name)} so far ({Numbers.Change(c.Least)} to {Numbers.Change(c.Most)}).",
            Caution.UnexpectedWinner { Place: { } place } c =>
                $"{Name(c.Winner)} wins, whose party came in place {place} last time.",
            Caution.UnexpectedWinner c =>
                $"{Name(c.Winner)} wins, whose party did not stand last time.",
            _ => throw new ArgumentOutOfRangeException(
                nameof(caution),
                caution,
                "No sentence for it."
            ),
        };

    private static string Name(Candidate candidate) =>
        $"{Text.Escape(candidate.Name)} ({Text.Escape(candidate.Party.Value)})";
}
