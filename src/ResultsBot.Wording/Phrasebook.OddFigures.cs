using ResultsBot.Engine;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>What is odd about a figure in itself: each with the figures that show it, and the words on its button.</summary>
public partial class Phrasebook
{
    protected virtual string OddFigures(Caution caution) =>
        caution switch
        {
            Caution.FewVotes { Lowest: { } lowest, In: { } seat } c =>
                $"{Of(c.Votes, "vote", "votes")} for {Name(c.Candidate)}? {Lowest(c.Candidate.Party)} lowest share so far is {Percent(lowest.Share)} ({Of(lowest.Votes, "vote", "votes")} in {seat.Name}).",
            Caution.FewVotes c =>
                $"{Of(c.Votes, "vote", "votes")} for {Name(c.Candidate)}, out of {Number(c.ValidVotes)}? Hardly any candidate gets so few.",
            Caution.ManyRejected c =>
                $"{Number(c.Rejected)} of {Of(c.Papers, "paper", "papers")} rejected? That’s {Percent(new(c.Rejected, c.Papers))}.",
            Caution.LevelFigures c =>
                $"{Name(c.One)} and {Name(c.Other)} both have {Of(c.Votes, "vote", "votes")}. Has one figure been entered twice?",
            Caution.UnlikelyShare c =>
                $"{Name(c.Candidate)} has {Percent(c.Share)}. Results so far in {WithArticle(c.Area.Name)} suggest {Between(Percent(c.From), Percent(c.To))}.",
            Caution.FitsAnother c =>
                $"Is this the right seat? These figures look more like those of {c.Other.Name}.",
            Caution.TurnoutUnlikeArea c =>
                $"The turnout is {Percent(c.Now)}. Results so far in {WithArticle(c.Area.Name)} suggest about {Percent(c.Expected)}.",
            Caution.AbsurdTurnout c =>
                $"The turnout is {Percent(c.Turnout)}. Is the number of ballot papers right?",
            Caution.ElectorateFarFromLastTime c =>
                $"The electorate is {Number(c.Now)}; last time it was {Number(c.Before)}. If it’s wrong, so is the turnout.",
            Caution.AnotherFlash c =>
                $"{Name(c.Before)} was flashed as the winner earlier. Are you sure?",
            Caution.PapersNotCompared c =>
                $"The verified total is {Number(c.Verified)}, but the result doesn’t say how many papers were valid, so they can’t be reconciled. Give the valid ballot papers, if announced.",
            _ => throw new ArgumentOutOfRangeException(
                nameof(caution),
                caution,
                "No sentence for it."
            ),
        };

    /// <summary>What goes after the colon on a button that accepts it; null for the other cautions.</summary>
    protected virtual string? OverriddenFigures(Caution caution) =>
        caution switch
        {
            Caution.FewVotes c => $"{Of(c.Votes, "vote", "votes")} for {c.Candidate.Name}",
            Caution.ManyRejected => "many rejected ballots",
            Caution.LevelFigures => "both on the same figure",
            Caution.UnlikelyShare => "unlikely share",
            Caution.FitsAnother => "may be another seat’s figures",
            Caution.TurnoutUnlikeArea or Caution.AbsurdTurnout => "unlikely turnout",
            Caution.ElectorateFarFromLastTime => "electorate far from last time",
            Caution.AnotherFlash => "winner differs from earlier flash",
            Caution.PapersNotCompared => "papers not reconciled",
            _ => null,
        };

    protected virtual string Lowest(PartyId party) =>
        party == PartyId.Independent ? "An independent’s" : "The party’s";

    protected virtual string Between(string from, string to) =>
        from == to ? $"about {from}" : $"{from} to {to}";
}
