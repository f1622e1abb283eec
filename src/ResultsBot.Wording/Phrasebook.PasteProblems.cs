using ResultsBot.Engine.Definition;
using ResultsBot.Pasting;

namespace ResultsBot.Wording;

/// <summary>What was not understood in a paste, in a sentence that says what to do about it.</summary>
public partial class Phrasebook
{
    public virtual string Sentence(PasteProblem problem) =>
        problem switch
        {
            PasteProblem.Empty =>
                "There are no figures in this. Paste each candidate’s name and votes.",
            PasteProblem.TooLong p =>
                $"This is {Number(p.Length)} characters long; the limit is {Number(p.Limit)}.",
            PasteProblem.NoFigures =>
                "There are no figures in this. Paste each candidate’s name and votes.",
            PasteProblem.NotANumber p when p.Text.EndsWith('%') =>
                $"“{p.Text}” is a share, not a number of votes.",
            PasteProblem.NotANumber p => $"“{p.Text}” isn’t a number{LetterForDigit(p.Text)}.",
            PasteProblem.OneOrTwo p =>
                $"Is “{p.Text}” one figure or two? Put a comma in it, or each figure on its own line.",
            PasteProblem.Negative p => $"“{p.Text}” can’t be a number of votes: fix that line.",
            PasteProblem.NotOnRoll { Nearest: { } nearest } p =>
                $"“{p.Text}” isn’t a candidate in this seat. Did you mean {Name(nearest)}?",
            PasteProblem.NotOnRoll p =>
                $"“{p.Text}” isn’t a candidate in this seat. Check the name, and the seat.",
            PasteProblem.Alike p =>
                $"“{p.Text}” could be {Or([.. p.Candidates.Select(Name)])}: add the party, or the full name.",
            PasteProblem.WrongParty p =>
                $"“{p.Text}”: {p.Candidate.Name} is down as {Party(p.Candidate.Party)} here. Check the name and the party.",
            PasteProblem.Twice p =>
                $"{Name(p.Candidate)} has more than one figure. Keep the right one.",
            PasteProblem.FigureWithoutName { Beside: { } beside } p =>
                $"Whose figure is {p.Text}? “{beside}” isn’t a candidate.",
            PasteProblem.FigureWithoutName p =>
                $"Whose figure is {p.Text}? There’s no name with it.",
            PasteProblem.NameWithoutFigure p => $"“{p.Text}” has no figure. Add one, even 0.",
            PasteProblem.ElectedUnclear p =>
                $"{Name(p.One)} and {Name(p.Other)} are level, and “Elected” is between them: write “Elected:” before the name of the one who won when lots were drawn.",
            PasteProblem.ShareDoesNotFit p =>
                $"{Of(p.Votes, "vote", "votes")} for {Name(p.Candidate)} {(p.Votes == 1 ? "isn’t" : "aren’t")} {p.Share} of these figures. Please check both.",
            PasteProblem.LabelShareDoesNotFit p =>
                $"{Number(p.Count)} isn’t {p.Share} of these figures ({p.What}). Please check both.",
            PasteProblem.Unclear p =>
                $"“{p.Text}” isn’t clear. Please put one candidate on each line: name, party, figure.",
            PasteProblem.TooManyElected p =>
                $"{And([.. p.Elected.Select(Name)])} are marked as elected, but there {(p.Seats == 1 ? "is" : "are")} only {Of(p.Seats, "seat", "seats")}.",
            PasteProblem.SaidTwice p =>
                $"There are two figures for {p.What}: {Number(p.One)} and {Number(p.Other)}. Keep the right one.",
            PasteProblem.ShareSaidTwice p =>
                $"There are two figures for {p.What}: {p.One} and {p.Other}. Keep the right one.",
            PasteProblem.DoesNotAddUp p =>
                $"The text says {Number(p.Said)} {p.What}, but the lines below it add up to {Number(p.WorkedOut)}. Keep the right one.",
            _ => throw new ArgumentOutOfRangeException(
                nameof(problem),
                problem,
                "No sentence for it."
            ),
        };
}
