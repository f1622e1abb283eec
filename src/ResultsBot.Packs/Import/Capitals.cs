using System.Globalization;

namespace ResultsBot.Packs.Import;

/// <summary>Surnames as official lists write them: “TOLHURST-CLEAVER”, “O'HARA”, “McINTYRE”.</summary>
internal static class Capitals
{
    public static bool IsIn(string name) => name.Count(char.IsUpper) > 1 && !name.Any(char.IsLower);

    /// <summary>Whether capitals hide how it is written: MacDonald or Macdonald, de Vere or De Vere.</summary>
    public static bool IsDoubtful(string lowered) =>
        lowered.StartsWith("Mac", StringComparison.Ordinal)
        || lowered.StartsWith("Mc", StringComparison.Ordinal)
        || lowered.Contains(' ', StringComparison.Ordinal)
        || lowered.Contains('\'', StringComparison.Ordinal);

    public static string Lowered(string name)
    {
        var lowered = CultureInfo
            .InvariantCulture.TextInfo.ToTitleCase(name.ToLowerInvariant())
            .ToCharArray();
        for (var at = 2; at < lowered.Length; at++)
        {
            // Behind an apostrophe (O'Hara), and behind Mc at the beginning of a word.
            if (
                lowered[at - 1] is '\'' or '’'
                || (
                    lowered[at - 2] == 'M'
                    && lowered[at - 1] == 'c'
                    && (at == 2 || !char.IsLetter(lowered[at - 3]))
                )
            )
            {
                lowered[at] = char.ToUpperInvariant(lowered[at]);
            }
        }
        return new string(lowered);
    }
}
