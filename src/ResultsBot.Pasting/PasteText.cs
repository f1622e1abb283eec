using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ResultsBot.Pasting;

/// <summary>A paste as plain text: what pages, wikis and spreadsheets put around words and figures is taken away.</summary>
/// <remarks>
/// No pattern of the reader has a time limit: on a busy machine it would go by while nothing runs, and turn away a text that
/// can be read. Each repetition in them is bounded instead, and the text is short.
/// </remarks>
internal static partial class PasteText
{
    private static readonly (string Ligature, string Letters)[] Ligatures =
    [
        ("\uFB00", "ff"),
        ("\uFB01", "fi"),
        ("\uFB02", "fl"),
        ("\uFB03", "ffi"),
        ("\uFB04", "ffl"),
        ("\uFB05", "st"),
        ("\uFB06", "st"),
    ];

    public static string Plain(string pasted)
    {
        var text = PasteWiki.Plain(pasted);
        var isPage = Tag().IsMatch(text);
        if (isPage)
        {
            if (LineTag().IsMatch(text))
            {
                // A page's own line breaks say nothing.
                text = LineTag().Replace(text.ReplaceLineEndings(" "), "\n");
            }
            text = Tag().Replace(text, "\t");
        }
        if (isPage || Entity().IsMatch(text))
        {
            text = WebUtility.HtmlDecode(text);
        }
        text = Remark().Replace(text, "");
        foreach (var (ligature, letters) in Ligatures)
        {
            text = text.Replace(ligature, letters, StringComparison.Ordinal);
        }
        return WithoutUnseen(text);
    }

    /// <summary>
    /// Marks that nobody sees are left out of words. Beside a digit they stay, and what they part is not read as a number.
    /// </summary>
    private static string WithoutUnseen(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var besideDigits =
                i > 0
                && i + 1 < text.Length
                && (char.IsDigit(text[i - 1]) || char.IsDigit(text[i + 1]));
            if (!IsUnseen(text[i]) || besideDigits)
            {
                kept.Append(text[i]);
            }
        }
        return kept.ToString();
    }

    /// <summary>Soft hyphens, joiners, and marks of direction.</summary>
    public static bool IsUnseen(char c) =>
        c
            is '\u00AD'
                or (>= '\u200B' and <= '\u200F')
                or (>= '\u202A' and <= '\u202E')
                or '\u2060'
                or '\uFEFF';

    [GeneratedRegex(
        @"</?(table|thead|tbody|tfoot|tr|td|th|caption|col|colgroup|br|hr|p|div|li|ul|ol|dl|dt|dd|span|b|i|u|s|strong|em|small|mark|abbr|time|a|h[1-6]|sup|sub|font|section|article|header|footer|main|nav|aside|figure|figcaption|img|button|label|blockquote|pre|code|html|body|center)\b[^<>]{0,300}>",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        Timeout.Infinite
    )]
    private static partial Regex Tag();

    /// <summary>What the form of a declaration says of itself, among the figures.</summary>
    [GeneratedRegex(
        @"\*? ?if elected,? the word \W?elected\W? appears against the (number of votes|name)( of the candidate)?\.?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        Timeout.Infinite
    )]
    private static partial Regex Remark();

    [GeneratedRegex(
        @"</(tr|p|div|li|dl|h[1-6]|table|caption|section|article|header|blockquote)\s*>|<br\s*/?>|<(tr|dt)\b[^<>]{0,300}>",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        Timeout.Infinite
    )]
    private static partial Regex LineTag();

    [GeneratedRegex(
        @"&(amp|nbsp|thinsp|#\d{1,5}|#x[0-9a-f]{1,5}|ndash|mdash|minus|rsquo|lsquo|rdquo|ldquo|quot|apos|bull|hellip|middot);",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Timeout.Infinite
    )]
    private static partial Regex Entity();
}
