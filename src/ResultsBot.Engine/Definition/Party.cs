using System.Collections.Immutable;

namespace ResultsBot.Engine.Definition;

/// <summary>A party by its abbreviation, as the House of Commons Library writes it: Lab, Con, RUK.</summary>
public readonly record struct PartyId(string Value)
{
    /// <summary>
    /// Not a party: two independents share a label and nothing else, so there is no last share to compare
    /// with. A seat that was an independent's and is again counts as a hold, as everybody labels it.
    /// </summary>
    public static PartyId Independent { get; } = new("Ind");

    /// <summary>The Speaker seeking re-election: a party of its own in every tally.</summary>
    public static PartyId Speaker { get; } = new("Spk");

    public override string ToString() => Value;
}

/// <param name="Colour">0xRRGGBB, or null where none is known.</param>
/// <param name="Aliases">Other ways people write the party's name.</param>
/// <param name="Collective">
/// The party in a sentence, where it is not its name: “the Conservatives”. Plural, in lower case.
/// </param>
/// <param name="Note">What has to be said wherever its seats are counted, in a sentence.</param>
public sealed record Party(
    PartyId Id,
    string Name,
    int? Colour,
    ImmutableArray<string> Aliases,
    string? Collective = null,
    string? Note = null
);
