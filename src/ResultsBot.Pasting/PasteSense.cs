namespace ResultsBot.Pasting;

/// <summary>Whom a word may mean, a bit for each, and whether it can mean nobody else.</summary>
internal readonly record struct RollHint(ulong Means, bool Decides);

/// <summary>What a word says wherever it stands in a paste: looked up once for each different word.</summary>
internal sealed record PasteSense
{
    /// <summary>In lower case, without accents and apostrophes.</summary>
    public required string Folded { get; init; }

    /// <summary>Its number among the paste's different words.</summary>
    public required char Number { get; init; }

    /// <summary>Whom it may mean.</summary>
    public required RollHint Hint { get; init; }

    /// <summary>Whether it may tell one candidate here from another.</summary>
    public required bool Tells { get; init; }

    /// <summary>Whose surname it is, a bit for each.</summary>
    public required ulong Surname { get; init; }

    /// <summary>A word beside a name that tells nobody from another.</summary>
    public required bool IsTitle { get; init; }

    /// <summary>“Elected”, which marks a candidate and names nobody.</summary>
    public required bool IsElected { get; init; }

    /// <summary>Whether it is in the contest's own name.</summary>
    public required bool IsOfPlace { get; init; }

    /// <summary>A heading's, a label's or a column's word, or the contest's.</summary>
    public required bool IsOfHeading { get; init; }

    /// <summary>Whether it may be a part of some name, the contest's too.</summary>
    public required bool IsName { get; init; }

    public required PartyPlace Party { get; init; }

    public required bool IsOfOutcome { get; init; }

    public required bool IsBesideOutcome { get; init; }

    public required LabelHint Label { get; init; }
}
