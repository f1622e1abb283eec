using ResultsBot.Engine;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>What is odd about figures, in a sentence for who has to decide whether they are right.</summary>
public partial class Phrasebook
{
    public virtual string Sentence(Caution caution) =>
        caution switch
        {
            Caution.NoVerifiedTotal =>
                "No verified total is known, so the papers could not be reconciled with it.",
            Caution.TurnoutOffAnnounced c =>
                $"The turnout announced was {Percent(c.Announced)}, but these papers give {Percent(c.WorkedOut)}.",
            Caution.TurnoutFarFromLastTime c =>
                $"The turnout is {Percent(c.Now)}; last time it was {Percent(c.LastTime)}.",
            Caution.ElectorateFarFromPack c =>
                $"The electorate was {Number(c.Pack)} when the election was set up, more than 15% {(c.Now > c.Pack ? "fewer" : "more")}.",
            Caution.TotalFell c =>
                $"{Name(c.Candidate)} had {Number(c.Was)} before and has {Number(c.Now)} now.",
            Caution.LooksSwapped c =>
                $"{Name(c.One)} and {Name(c.Other)} may be exchanged: the other way round they would fit what was counted before.",
            Caution.ContradictsFlash c =>
                $"{Name(c.Flashed)} was flashed as the winner, but {Name(c.Leads)} leads.",
            Caution.WinnerChanges c =>
                $"The winner changes: {Name(c.Was)} was declared, and now it is {Name(c.Now)}.",
            Caution.AnotherLot c => $"{Name(c.Before)} was said to have won the lot before.",
            Caution.ContradictsLot c =>
                $"{Name(c.Drawn)} was said to have won a lot, but the figures are not level: {Name(c.Leads)} leads.",
            Caution.NamesAlike c =>
                $"{Name(c.One)} and {Name(c.Other)} have similar names: is each figure beside the right one?",
            Caution.SameAsAnother c => $"All figures are those of {c.Other.Name}.",
            Caution.FarFromArea c =>
                $"{c.Party.Value} {Points(c.Change)} is far from what it has had in {c.Area.Name} so far ({Points(c.Least)} to {Points(c.Most)}).",
            Caution.UnexpectedWinner { Place: { } place } c =>
                $"{Name(c.Winner)} wins, whose party came in place {place} last time.",
            Caution.UnexpectedWinner c =>
                $"{Name(c.Winner)} wins, whose party did not stand last time.",
            _ => OddFigures(caution),
        };
}
