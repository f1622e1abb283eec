using ResultsBot.Engine;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>What a text says beside the votes, held against what it is here.</summary>
public partial class Phrasebook
{
    /// <summary>“majority”</summary>
    protected virtual string Announced(AnnouncedCheck check) =>
        check switch
        {
            AnnouncedCheck.OfWinner => "winner",
            AnnouncedCheck.OfTurnout => "turnout",
            AnnouncedCheck.OfSwing => "swing",
            AnnouncedCheck.OfFigure f => f.Figure switch
            {
                AnnouncedFigure.VerifiedPapers => "verified total",
                AnnouncedFigure.IssuedPapers => "number of papers issued",
                AnnouncedFigure.ValidVotes => "total of valid votes",
                AnnouncedFigure.Voters => "turnout",
                AnnouncedFigure.Electorate => "electorate",
                AnnouncedFigure.Majority => "majority",
                AnnouncedFigure.Seats => "number of seats",
                _ => throw new ArgumentOutOfRangeException(
                    nameof(check),
                    check,
                    "No words for it."
                ),
            },
            _ => throw new ArgumentOutOfRangeException(nameof(check), check, "No words for it."),
        };

    /// <summary>“majority 10,820”, as the text has it.</summary>
    protected virtual string Said(AnnouncedCheck check) => $"{Announced(check)} {SaidValue(check)}";

    private string SaidValue(AnnouncedCheck check) =>
        check switch
        {
            AnnouncedCheck.OfWinner c => Party(c.Said),
            AnnouncedCheck.OfTurnout c => Percent(c.Said),
            AnnouncedCheck.OfSwing c => Percent(c.Said.Size),
            AnnouncedCheck.OfFigure c => Number(c.Said),
            _ => throw new ArgumentOutOfRangeException(nameof(check), check, "No words for it."),
        };

    /// <summary>“11.4% Con to Lab”, as far as the text says it.</summary>
    private string Swing(AnnouncedSwing said)
    {
        var size = Percent(said.Size);
        return (said.From, said.To) switch
        {
            ({ } from, { } to) => $"{size} {from.Value} to {to.Value}",
            ({ } from, null) => $"{size} from {from.Value}",
            (null, { } to) => $"{size} to {to.Value}",
            _ => size,
        };
    }

    /// <summary>In a sentence, for who has to decide which of the two is right.</summary>
    protected virtual string Differs(AnnouncedCheck check) =>
        check switch
        {
            AnnouncedCheck.OfWinner c =>
                $"The text says {(c.Said == PartyId.Independent ? "an independent" : Collective(c.Said))} won, but the candidate with the most votes is {Party(c.Here)}.",
            AnnouncedCheck.OfTurnout c =>
                $"The text says turnout {Percent(c.Said)}, but these votes give {Percent(c.Here)}.",
            AnnouncedCheck.OfSwing { Here: var here } c =>
                $"The text says swing {Swing(c.Said)}, but it comes to {Percent(here.Size)} {here.From.Value} to {here.To.Value}.",
            AnnouncedCheck.OfFigure { Figure: AnnouncedFigure.Electorate } c =>
                $"The text gives an electorate of {Number(c.Said)}, but we have {Number(c.Here)}. If the text is right, an editor can change it with /electorate.",
            AnnouncedCheck.OfFigure { Figure: AnnouncedFigure.Seats } c =>
                $"The text says {Of((int)c.Said, "seat", "seats")}, but {Number(c.Here)} {(c.Here == 1 ? "is" : "are")} up for election here. Is this the right ward?",
            AnnouncedCheck.OfFigure { Figure: AnnouncedFigure.VerifiedPapers } c =>
                $"The text says {Of((int)c.Said, "paper", "papers")} verified, but {Number(c.Here)} {(c.Here == 1 ? "was" : "were")} reported earlier.",
            AnnouncedCheck.OfFigure { Figure: AnnouncedFigure.IssuedPapers } c =>
                $"The text says {Of((int)c.Said, "paper", "papers")} issued, but {Number(c.Here)} {(c.Here == 1 ? "was" : "were")} counted.",
            AnnouncedCheck.OfFigure { Figure: AnnouncedFigure.ValidVotes } c =>
                $"The text says {Of((int)c.Said, "valid vote", "valid votes")}, but the figures come to {Number(c.Here)}.",
            AnnouncedCheck.OfFigure { Figure: AnnouncedFigure.Voters } c =>
                $"The text says {Number(c.Said)} voted, but these figures come to {Number(c.Here)}.",
            AnnouncedCheck.OfFigure { Figure: AnnouncedFigure.Majority } c =>
                $"The text says majority {Number(c.Said)}, but it comes to {Number(c.Here)}.",
            _ => throw new ArgumentOutOfRangeException(nameof(check), check, "No sentence for it."),
        };
}
