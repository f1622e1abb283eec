using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>
/// Markup, written as an interpolated string: what is written out is ours, and what is put into the holes is text, and is
/// escaped, unless it's markup already. So nobody's name or note can become markup.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct Html
{
    private readonly StringBuilder? _text;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Html(int literalLength, int formattedCount) =>
        _text = new StringBuilder(literalLength + (16 * formattedCount));

    private Html(string markup) => _text = new StringBuilder(markup);

    public static Html Empty => default;

    /// <summary>Markup that was escaped before.</summary>
    public static Html Known(string markup) => new(markup);

    /// <summary>One behind the other.</summary>
    public static Html Join(IEnumerable<Html> parts, string between = "")
    {
        var all = new StringBuilder();
        foreach (var part in parts)
        {
            if (all.Length > 0)
            {
                all.Append(between);
            }
            all.Append(part._text);
        }
        return new Html(all.ToString());
    }

    /// <summary>Rich text in HTML's words. A reference that only a chat can show is read as its text.</summary>
    public static Html Of(RichText text) => Join(text.Spans.Select(Of));

    /// <summary>Called by the compiler: our own markup.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendLiteral(string literal) => _text!.Append(literal);

    /// <summary>Called by the compiler: text that somebody may have typed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted(string? text) => Escape(_text!, PlainText.Clean(text ?? ""));

    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted(RichText text) => AppendFormatted(Of(text));

    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted(Html markup) => _text!.Append(markup._text);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted(IEnumerable<Html> parts) => AppendFormatted(Join(parts));

    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted(long number) =>
        _text!.Append(CultureInfo.InvariantCulture, $"{number}");

    public override string ToString() => _text?.ToString() ?? "";

    private static Html Of(RichSpan span)
    {
        var text = new StringBuilder();
        Escape(text, span.Text);
        var html = new Html(text.Replace("\n", "<br>").ToString());
        if (span.Style.HasFlag(TextStyles.Strong))
        {
            html = $"<b>{html}</b>";
        }
        if (span.Style.HasFlag(TextStyles.Struck))
        {
            html = $"<s>{html}</s>";
        }
        return span.Style.HasFlag(TextStyles.Small) ? $"<small>{html}</small>" : html;
    }

    /// <summary>Enough for text and for attributes in quotes, which all of ours are.</summary>
    private static void Escape(StringBuilder to, string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '<' => to.Append("&lt;"),
                '>' => to.Append("&gt;"),
                '&' => to.Append("&amp;"),
                '"' => to.Append("&quot;"),
                '\'' => to.Append("&#39;"),
                _ => to.Append(c),
            };
        }
    }
}
