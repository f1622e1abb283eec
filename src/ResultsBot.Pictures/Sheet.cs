using System.Collections.Immutable;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Pictures;

internal enum Align
{
    Left,
    Right,
}

/// <summary>A drawing while it is laid out.</summary>
internal sealed class Sheet(int width, int height)
{
    /// <summary>A line is made no smaller than this share of its size: below it a phone doesn't show it.</summary>
    private const float Smallest = 0.6f;

    private const string Ellipsis = "…";

    private readonly List<Shape> _shapes = [];

    public void Add(Shape shape) => _shapes.Add(shape);

    public Drawing Done(string alt) => new(width, height, alt, [.. _shapes]);

    /// <returns>How wide it is.</returns>
    /// <param name="x">Where it begins or, to the right, ends.</param>
    public float Write(
        string words,
        TextStyle style,
        Colour colour,
        float x,
        float baseline,
        Align align = Align.Left
    )
    {
        if (words.Length == 0)
        {
            return 0;
        }
        var wide = Inter.Width(words, style);
        var (above, below) = Inter.Reach(style);
        var left = align == Align.Left ? x : x - wide;
        _shapes.Add(
            new Shape.Text(
                words,
                style,
                colour,
                left,
                baseline,
                new Rect(left, baseline - above, wide, above + below)
            )
        );
        return wide;
    }

    /// <summary>A line in which what is strong stands out; as large as there is room for.</summary>
    public void Write(RichText words, float size, float x, float baseline, float room)
    {
        var least = size * Smallest;
        while (WidthOf(words, size) > room)
        {
            if (size - 1 >= least)
            {
                size -= 1;
            }
            else
            {
                words = words.Shorten(words.Length - 1);
            }
        }
        foreach (var span in words.Spans)
        {
            var colour = IsStrong(span) ? Colour.Ink : Colour.SoftInk;
            x += Write(span.Text, StyleOf(span, size), colour, x, baseline);
        }
    }

    /// <summary>The style at the size at which it has room, and the words, cut where that would be too small.</summary>
    public static (string Words, TextStyle Style) Fit(string words, TextStyle style, float room)
    {
        var least = style.Size * Smallest;
        while (Inter.Width(words, style) > room)
        {
            if (style.Size - 1 >= least)
            {
                style = style with { Size = style.Size - 1 };
            }
            else
            {
                words = Cut(words, style, room);
            }
        }
        return (words, style);
    }

    /// <summary>As much of it as there is room for.</summary>
    public static string Cut(string words, TextStyle style, float room)
    {
        if (Inter.Width(words, style) <= room)
        {
            return words;
        }
        var length = words.Length - 1;
        while (
            length > 0
            && Inter.Width(PlainText.Head(words, length).TrimEnd() + Ellipsis, style) > room
        )
        {
            length--;
        }
        return PlainText.Head(words, length).TrimEnd() + Ellipsis;
    }

    private static float WidthOf(RichText words, float size) =>
        words.Spans.Sum(s => Inter.Width(s.Text, StyleOf(s, size)));

    private static TextStyle StyleOf(RichSpan span, float size) =>
        new(IsStrong(span) ? Weight.SemiBold : Weight.Regular, size);

    private static bool IsStrong(RichSpan span) => span.Style.HasFlag(TextStyles.Strong);
}
