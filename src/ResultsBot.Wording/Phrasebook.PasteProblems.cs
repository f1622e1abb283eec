using ResultsBot.Engine.Definition;
using ResultsBot.Pasting;

namespace ResultsBot.Wording;

/// <summary>What was not understood in a paste, in a sentence that says what to do about it.</summary>
public partial class Phrasebook
{
    public virtual string Sentence(PasteProblem problem) =>
        problem switch
        {
            PasteProblem.Empty => "There are no figures in it.",
            PasteProblem.TooLong p =>
                $"This is {Number(p.Length)} characters long; {Number(p.Limit)} can be read.",
            PasteProblem.NoFigures => "There is no figure in it.",
            PasteProblem.NotANumber p => $"“{p.Text}” is no number of votes.",
            PasteProblem.Negative p => $"“{p.Text}” is negative: a figure is 0 or more.",
            PasteProblem.NotOnRoll { Nearest: { } nearest } p =>
                $"“{p.Text}” is not on the roll. Did you mean {Name(nearest)}?",
            PasteProblem.NotOnRoll p => $"“{p.Text}” is not on the roll.",
            PasteProblem.Alike p =>
                $"“{p.Text}” could be {And([.. p.Candidates.Select(Name)])}: add the party, or the full name.",
            PasteProblem.WrongParty p =>
                $"“{p.Text}”: {p.Candidate.Name} stands for {p.Candidate.Party.Value} here.",
            PasteProblem.Twice p => $"{Name(p.Candidate)} has more than one figure.",
            PasteProblem.FigureWithoutName p => $"Whose is {p.Text}? No name stands before it.",
            PasteProblem.NameWithoutFigure p => $"“{p.Text}” has no figure.",
            PasteProblem.ElectedUnclear p =>
                $"{Name(p.One)} and {Name(p.Other)} are level, and “Elected” stands between them: write “Elected” and a colon before the name of who won the lot.",
            PasteProblem.TurnoutDoesNotFit p =>
                $"The turnout is said to be {p.Said}%, but these votes give {Percent(p.WorkedOut)}.",
            PasteProblem.ShareDoesNotFit p =>
                $"{p.Share} beside {Name(p.Candidate)}'s {Number(p.Votes)} doesn't fit the other figures. Please check the figure.",
            PasteProblem.Unclear p =>
                $"“{p.Text}” isn't clear. Please put each candidate on a line: name, party, figure.",
            PasteProblem.TooManyElected p =>
                $"{And([.. p.Elected.Select(Name)])} are marked as elected, and there is {Of(p.Seats, "seat", "seats")}.",
            PasteProblem.SaidTwice p =>
                $"Of {p.What} there are two figures: {Number(p.One)} and {Number(p.Other)}.",
            PasteProblem.DoesNotAddUp { What: "electorate" } p =>
                $"The electorate is said to be {Number(p.Said)}, but here it is {Number(p.WorkedOut)}.",
            PasteProblem.DoesNotAddUp { What: "valid votes" } p =>
                $"The valid votes are said to be {Number(p.Said)}, but they come to {Number(p.WorkedOut)}.",
            PasteProblem.DoesNotAddUp p =>
                $"The {p.What} is said to be {Number(p.Said)}, but it comes to {Number(p.WorkedOut)}.",
            _ => throw new ArgumentOutOfRangeException(
                nameof(problem),
                problem,
                "No sentence for it."
            ),
        };
}
