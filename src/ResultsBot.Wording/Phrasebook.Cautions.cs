using ResultsBot.Engine;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>What is odd about figures, in a sentence for who has to decide whether they are right.</summary>
public partial class Phrasebook
{
    public virtual string Sentence(Caution caution) =>
        caution switch
        {
            Caution.NoVerifiedTotal => "No verified total yet.",
            Caution.RejectedNotSaid c =>
                $"Rejected ballots not given, so not reconciled. The votes are {Number(c.Difference)} short of the {Of(c.Verified, "paper", "papers")} verified: rejected, or missing?",
            Caution.DiffersFromText c => Differs(c.Check),
            Caution.TurnoutOffAnnounced c =>
                $"The turnout announced was {Percent(c.Announced)}, but these papers give {Percent(c.WorkedOut)}.",
            Caution.TurnoutFarFromLastTime c =>
                $"The turnout is {Percent(c.Now)}; last time it was {Percent(c.LastTime)}.",
            Caution.ElectorateFarFromPack c =>
                $"This electorate is more than 15% {(c.Now > c.Pack ? "above" : "below")} the {Number(c.Pack)} on file.",
            Caution.TotalFell c =>
                $"{Name(c.Candidate)} now has {Number(c.Now)}, fewer than the {Number(c.Was)} reported earlier in this count.",
            Caution.LooksSwapped c =>
                $"The figures for {Name(c.One)} and {Name(c.Other)} may be swapped: the other way round they’d fit the running count.",
            Caution.SwappedByShares c =>
                $"The figures for {Name(c.One)} and {Name(c.Other)} may be swapped: the other way round they’d be much closer to last time’s shares.",
            Caution.ContradictsFlash c =>
                $"{Name(c.Flashed)} was flashed as the winner, but {Name(c.Leads)} has more votes.",
            Caution.WinnerChanges c => $"The winner changes from {Name(c.Was)} to {Name(c.Now)}.",
            Caution.AnotherLot c =>
                $"{Name(c.Before)} was reported earlier as winning when lots were drawn.",
            Caution.ContradictsLot c =>
                $"{Name(c.Drawn)} was reported as winning when lots were drawn, but there’s no tie: {Name(c.Leads)} has the most votes.",
            Caution.NamesAlike c =>
                $"{Name(c.One)} and {Name(c.Other)} have similar names: is each figure beside the right one?",
            Caution.SameAsAnother c =>
                $"Every figure is the same as in {c.Other.Name}. Is this the right seat?",
            Caution.FarFromArea c =>
                $"{c.Party.Value} {Points(c.Change)} points is well outside the range in {WithArticle(c.Area.Name)} so far ({Points(c.Least)} to {Points(c.Most)}). Is the figure right?",
            Caution.UnexpectedWinner { Place: { } place } c =>
                $"{Name(c.Winner)} wins, but {Before(c.Winner.Party)} came {Ordinal(place)} here last time.",
            Caution.UnexpectedWinner c =>
                $"{Name(c.Winner)} wins, but {Before(c.Winner.Party)} didn’t stand here last time.",
            _ => OddFigures(caution),
        };

    private string Before(PartyId party) =>
        party == PartyId.Independent ? "the best-placed independent" : Collective(party);

    /// <summary>“second”, “11th”</summary>
    protected virtual string Ordinal(int place) =>
        place switch
        {
            1 => "first",
            2 => "second",
            3 => "third",
            4 => "fourth",
            5 => "fifth",
            6 => "sixth",
            7 => "seventh",
            8 => "eighth",
            9 => "ninth",
            _ when (place % 100) is not (11 or 12 or 13) && (place % 10) is > 0 and < 4 =>
                $"{place}{(place % 10 == 1 ? "st" : place % 10 == 2 ? "nd" : "rd")}",
            _ => $"{place}th",
        };
}
