using System.Collections.Frozen;

namespace ResultsBot.Wording;

/// <summary>
/// Where a surname begins: at its particle, if it has one (“Freddie Van Mierlo”, “Nick St John-Hughes”), else with the last
/// word. A particle too many makes a name longer; one too few cuts it.
/// </summary>
internal static class Surnames
{
    /// <summary>However they are written: “Udo van den Brock”, “Draeyk Van der Horn”.</summary>
    private static readonly FrozenSet<string> Particles = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        // Saints.
        [
            "St",
            "St.",
            "Ste",
            "Ste.",
            "Saint",
            "Sainte",
            "San",
            "Santa",
            // Irish, Scottish Gaelic and Welsh.
            "Ó",
            "O",
            "Ní",
            "Ni",
            "Nic",
            "Nig",
            "Uí",
            "Ua",
            "Mac",
            "Mc",
            "Mag",
            "Mhic",
            "a'",
            "a’",
            "ap",
            "ab",
            "ferch",
            // Dutch, German and Scandinavian.
            "van",
            "vande",
            "vander",
            "von",
            "vom",
            "zum",
            "zur",
            "der",
            "den",
            "dem",
            "de",
            "ter",
            "'t",
            "’t",
            "af",
            "av",
            // French, Italian, Spanish and Portuguese.
            "du",
            "la",
            "le",
            "las",
            "los",
            "del",
            "della",
            "delle",
            "delli",
            "dello",
            "dei",
            "degli",
            "dal",
            "dalla",
            "di",
            "da",
            "das",
            "dos",
            // Arabic.
            "al",
            "el",
            "bin",
            "bint",
            "ibn",
            "abu",
        ]
    );

    /// <summary>Written with a capital they are forenames, or syllables of names, as often.</summary>
    private static readonly FrozenSet<string> SmallParticles = FrozenSet.Create(
        StringComparer.Ordinal,
        ["ben", "bar", "bat", "do", "des", "lo", "op", "te", "ten", "zu"]
    );

    /// <summary>The place of the surname's first word among those of a name, which has one at least.</summary>
    public static int BeginIn(IReadOnlyList<string> words)
    {
        // A first word is a forename whatever it is, and what stands last is the surname itself: “Van Morrison”, “Anh Le”.
        for (var i = 1; i < words.Count - 1; i++)
        {
            if (Particles.Contains(words[i]) || SmallParticles.Contains(words[i]))
            {
                return i;
            }
        }
        return words.Count - 1;
    }
}
