using System.Text.RegularExpressions;

namespace ResultsBot.Pasting;

/// <summary>
/// A page's source as its reader sees it: links as their text, footnotes left out, and the boxes that Wikipedia puts
/// results into as lines that begin with what the box is of.
/// </summary>
internal static partial class PasteWiki
{
    /// <summary>What a box holds, where it is not a candidate: it stands in the box's name only.</summary>
    private static readonly string[] Labels = ["majority", "turnout", "rejected"];

    public static string Plain(string pasted)
    {
        var text = Footnote().Replace(pasted, "");
        text = Link().Replace(text, "${text}");
        text = Emphasis().Replace(text, "");
        return Box().Replace(text, box => "\n" + Label(box.Groups["name"].Value));
    }

    private static string Label(string box) =>
        Labels.FirstOrDefault(l => box.Contains(l, StringComparison.OrdinalIgnoreCase)) ?? "";

    /// <summary>
    /// A reference with all that is in it, or its mark as it is copied from a page: “Toby Perkins[3]”. Behind a digit
    /// it could be one of the figure's.
    /// </summary>
    [GeneratedRegex(
        @"<ref\b[^<>]{0,300}/>|<ref\b[^<>]{0,300}>.{0,1000}?</ref>|(?<=[\p{L})])\[(\d{1,2}|[a-z]|note \d{1,2})\](?!\d)",
        RegexOptions.CultureInvariant
            | RegexOptions.IgnoreCase
            | RegexOptions.ExplicitCapture
            | RegexOptions.Singleline,
        Timeout.Infinite
    )]
    private static partial Regex Footnote();

    [GeneratedRegex(
        @"\[\[([^\[\]|]{0,200}\|)?(?<text>[^\[\]|]{0,200})\]\]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Timeout.Infinite
    )]
    private static partial Regex Link();

    [GeneratedRegex("'{2,5}", RegexOptions.CultureInvariant, Timeout.Infinite)]
    private static partial Regex Emphasis();

    /// <summary>“{{Election box candidate with party link”, up to the first of its fields.</summary>
    [GeneratedRegex(
        @"\{\{\s*Election box (?<name>[a-z ]{0,60})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        Timeout.Infinite
    )]
    private static partial Regex Box();
}
