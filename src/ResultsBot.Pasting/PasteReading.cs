using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>What a pasted result came to: every figure bound to a candidate, or all that was not understood.</summary>
public abstract record PasteReading
{
    private PasteReading() { }

    /// <summary>Each figure belongs to somebody. Whether the roll is complete is for the engine to say.</summary>
    public sealed record Understood(Figures Figures, PasteSaid Said) : PasteReading;

    /// <param name="Problems">Never empty.</param>
    public sealed record NotUnderstood(ImmutableArray<PasteProblem> Problems) : PasteReading;
}

/// <summary>What a paste says beside the votes. Null where it does not.</summary>
public sealed record PasteSaid
{
    public int? Rejected { get; init; }

    /// <summary>All ballot papers, valid and rejected.</summary>
    public int? Verified { get; init; }

    public int? Valid { get; init; }

    /// <summary>Valid papers, where each carries several votes.</summary>
    public int? Papers { get; init; }

    internal PasteToken? Turnout { get; init; }

    public int? Electorate { get; init; }

    public int? Majority { get; init; }

    public int? Seats { get; init; }

    /// <summary>In per cent.</summary>
    public decimal? TurnoutPercent =>
        Turnout is not { } token ? null
        : token.Kind == PasteTokenKind.Number ? token.Value
        : token.Percent;
}

/// <summary>One thing in a paste that was not understood. <c>Text</c> is as it was pasted, shortened.</summary>
public abstract record PasteProblem
{
    private PasteProblem() { }

    /// <summary>Whether a word from the person who pasted it would settle it, without typing the figures anew.</summary>
    public bool IsQuestion =>
        this is NotOnRoll { Nearest: not null } or Alike or ElectedUnclear or WrongParty;

    public sealed record Empty : PasteProblem;

    public sealed record TooLong(int Length, int Limit) : PasteProblem;

    public sealed record NoFigures : PasteProblem;

    public sealed record NotANumber(string Text) : PasteProblem;

    public sealed record Negative(string Text) : PasteProblem;

    /// <param name="Nearest">Whom it may have meant, to be named and never to be taken.</param>
    public sealed record NotOnRoll(string Text, Candidate? Nearest) : PasteProblem;

    public sealed record Alike(string Text, ImmutableArray<Candidate> Candidates) : PasteProblem;

    public sealed record WrongParty(string Text, Candidate Candidate) : PasteProblem;

    public sealed record Twice(Candidate Candidate) : PasteProblem;

    public sealed record FigureWithoutName(string Text) : PasteProblem;

    public sealed record NameWithoutFigure(string Text) : PasteProblem;

    /// <summary>“Elected” stands between two who are level, and could be either’s.</summary>
    public sealed record ElectedUnclear(Candidate One, Candidate Other) : PasteProblem;

    /// <summary>The turnout that is said fits neither valid votes nor all papers.</summary>
    public sealed record TurnoutDoesNotFit(string Said, Fraction WorkedOut) : PasteProblem;

    /// <summary>The share beside a figure is of another total than the other shares.</summary>
    public sealed record ShareDoesNotFit(Candidate Candidate, int Votes, string Share)
        : PasteProblem;

    /// <summary>The words between the figures could not all be understood.</summary>
    public sealed record Unclear(string Text) : PasteProblem;

    public sealed record TooManyElected(ImmutableArray<Candidate> Elected, int Seats)
        : PasteProblem;

    /// <summary>A figure that there is one of is given twice, and not the same.</summary>
    public sealed record SaidTwice(string What, long One, long Other) : PasteProblem;

    /// <summary>The paste says a figure that can be worked out, and the candidates' figures say another.</summary>
    public sealed record DoesNotAddUp(string What, long Said, long WorkedOut) : PasteProblem;
}
