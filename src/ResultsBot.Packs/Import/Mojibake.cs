using System.Text;

namespace ResultsBot.Packs.Import;

/// <summary>UTF-8 that was once taken for Latin-1 and encoded again: “Ã\u0081ine” for “Áine”.</summary>
internal static class Mojibake
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string Repair(string text)
    {
        if (text.All(char.IsAscii) || text.Any(c => c > '\u00FF'))
        {
            return text;
        }
        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(text));
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }
}
