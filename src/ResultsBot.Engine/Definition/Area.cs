namespace ResultsBot.Engine.Definition;

/// <summary>The kinds of area that results are added up by, from narrow to wide.</summary>
public enum AreaKind
{
    County,
    Region,
    Nation,

    /// <summary>Where the members of a chamber are elected, which may be no area that anybody follows.</summary>
    Chamber,

    /// <summary>Everywhere the election is held. Each election has exactly one.</summary>
    Whole,
}

/// <summary>
/// An area that results are added up by. The kind is part of the identity: the county and the region of
/// one name are not the same area.
/// </summary>
public readonly record struct AreaId(AreaKind Kind, string Name)
{
    public override string ToString() => $"{Name} ({Kind})";
}
