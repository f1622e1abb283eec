using System.Collections.Immutable;
using System.Text;

namespace ResultsBot.Packs.Names;

/// <summary>
/// Text for comparing, whatever its case, accents, apostrophes and punctuation. Folded by a table of our own, since
/// Unicode normalization does nothing where globalization is invariant.
/// </summary>
public static class Words
{
    private const string Accented =
        "àáâãäåāăąçćĉċčďèéêëēĕėęěĝğġģĥìíîïĩīĭįĵķĺļľñńņňòóôõöōŏőŕŗřśŝşšţťùúûüũūŭůűųŵýÿŷźżž";

    private const string Plain =
        "aaaaaaaaacccccdeeeeeeeeegggghiiiiiiiijklllnnnnoooooooorrrssssttuuuuuuuuuuwyyyzzz";

    /// <summary>Lower case, accents and apostrophes gone; everything else stays.</summary>
    public static string Fold(string text) =>
        IsPlain(text) ? text.ToLowerInvariant() : FoldAnew(text);

    /// <summary>Nothing but ASCII: most words are, and only their case is to be changed.</summary>
    private static bool IsPlain(string text) =>
        Ascii.IsValid(text) && text.AsSpan().IndexOfAny('\'', '`') < 0;

    private static string FoldAnew(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant())
        {
            switch (c)
            {
                case '\'' or '’' or '‘' or '`' or 'ʼ' or (>= '\u0300' and <= '\u036F'):
                    break;
                case 'æ':
                    folded.Append("ae");
                    break;
                case 'ø':
                    folded.Append('o');
                    break;
                case 'ł':
                    folded.Append('l');
                    break;
                case 'ß':
                    folded.Append("ss");
                    break;
                default:
                    var at = c < '\u0080' ? -1 : Accented.IndexOf(c, StringComparison.Ordinal);
                    folded.Append(at < 0 ? c : Plain[at]);
                    break;
            }
        }
        return folded.ToString();
    }

    /// <summary>The words of a text: runs of letters and digits, folded; “&amp;” is “and”.</summary>
    public static ImmutableArray<string> Of(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        foreach (var c in Fold(text))
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(c);
                continue;
            }
            End();
            if (c == '&')
            {
                words.Add("and");
            }
        }
        End();
        return words.ToImmutable();

        void End()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }

    /// <summary>The words joined by spaces: equal for texts that mean the same.</summary>
    public static string Key(string text) => string.Join(' ', Of(text));
}
