using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>What a pasted result came to: every figure bound to a candidate, or all that was not understood.</summary>
public abstract record PasteReading
{
    private PasteReading() { }

    /// <summary>Each figure belongs to somebody. Whether the roll is complete is for the engine to say.</summary>
    /// <param name="Announced">What the text says beside them.</param>
    public sealed record Understood(Figures Figures, Announced Announced) : PasteReading;

    /// <param name="Problems">Never empty.</param>
    public sealed record NotUnderstood(ImmutableArray<PasteProblem> Problems) : PasteReading;
}

/// <summary>What somebody has said of a text beside it.</summary>
/// <param name="Rejected">The rejected ballots, where they were typed in a box of their own.</param>
/// <param name="Meant">Candidates, by number on the roll, who are meant where a name is nearly theirs.</param>
public sealed record PasteAnswers(int? Rejected, ImmutableArray<int> Meant)
{
    public static PasteAnswers None { get; } = new(null, []);
}

/// <summary>One thing in a paste that was not understood. <c>Text</c> is as it was pasted, shortened.</summary>
public abstract record PasteProblem
{
    private PasteProblem() { }

    /// <summary>Whether a word from the person who pasted it would settle it, without typing the figures anew.</summary>
    public bool IsQuestion =>
        this
            is NotOnRoll { Nearest: not null }
                or Alike
                or ElectedUnclear
                or WrongParty
                or OneOrTwo;

    public sealed record Empty : PasteProblem;

    public sealed record TooLong(int Length, int Limit) : PasteProblem;

    public sealed record NoFigures : PasteProblem;

    public sealed record NotANumber(string Text) : PasteProblem;

    public sealed record Negative(string Text) : PasteProblem;

    /// <summary>A space in a figure that may part two: “164 175 rejected”.</summary>
    public sealed record OneOrTwo(string Text) : PasteProblem;

    /// <param name="Nearest">Whom it may have meant, to be named and never to be taken unasked.</param>
    public sealed record NotOnRoll(string Text, Candidate? Nearest) : PasteProblem
    {
        /// <summary>Whether all else is read: if it is <c>Nearest</c>, the result is.</summary>
        public bool IsAllThatIsMissing { get; init; }
    }

    public sealed record Alike(string Text, ImmutableArray<Candidate> Candidates) : PasteProblem;

    public sealed record WrongParty(string Text, Candidate Candidate) : PasteProblem;

    public sealed record Twice(Candidate Candidate) : PasteProblem;

    /// <param name="Beside">The words that stand with it and name nobody; null where there are none.</param>
    public sealed record FigureWithoutName(string Text, string? Beside = null) : PasteProblem;

    public sealed record NameWithoutFigure(string Text) : PasteProblem;

    /// <summary>“Elected” stands between two who are level, and could be either’s.</summary>
    public sealed record ElectedUnclear(Candidate One, Candidate Other) : PasteProblem;

    /// <summary>The share beside a figure is of another total than the other shares.</summary>
    public sealed record ShareDoesNotFit(Candidate Candidate, int Votes, string Share)
        : PasteProblem;

    /// <summary>The share beside what is no candidate's is of none of the totals.</summary>
    public sealed record LabelShareDoesNotFit(string What, int Count, string Share) : PasteProblem;

    /// <summary>The words between the figures could not all be understood.</summary>
    public sealed record Unclear(string Text) : PasteProblem;

    public sealed record TooManyElected(ImmutableArray<Candidate> Elected, int Seats)
        : PasteProblem;

    /// <summary>A figure that there is one of is given twice, and not the same.</summary>
    public sealed record SaidTwice(string What, long One, long Other) : PasteProblem;

    /// <summary>A share that there is one of is given twice, and not the same: each as it is written.</summary>
    public sealed record ShareSaidTwice(string What, string One, string Other) : PasteProblem;

    /// <summary>The paste says a figure that can be worked out, and the candidates' figures say another.</summary>
    public sealed record DoesNotAddUp(string What, long Said, long WorkedOut) : PasteProblem;
}
