namespace ResultsBot.Pictures.Tests;

/// <summary>What can be told of a drawing from what has been measured.</summary>
internal static class Laid
{
    /// <summary>Text that is cut by the picture's edge, lies over other text, or can't be read on what is behind it.</summary>
    public static IEnumerable<string> Faults(Drawing drawing)
    {
        var page = new Rect(0, 0, drawing.Width, drawing.Height);
        var texts = drawing.Shapes.OfType<Shape.Text>().ToArray();
        foreach (var text in texts.Where(t => !page.Contains(t.Bounds)))
        {
            yield return $"“{text.Words}” is cut off";
        }
        for (var i = 0; i < texts.Length; i++)
        {
            foreach (var other in texts[(i + 1)..].Where(o => Ink(o).Overlaps(Ink(texts[i]))))
            {
                yield return $"“{texts[i].Words}” lies over “{other.Words}”";
            }
        }
        foreach (var text in texts.Where(t => t.Colour.ContrastTo(Colour.Paper) < 4.5))
        {
            yield return $"“{text.Words}” in {text.Colour} can't be read";
        }
        foreach (var text in texts)
        {
            foreach (
                var box in drawing
                    .Shapes.OfType<Shape.Box>()
                    .Where(b => b.Colour != Colour.Paper && b.Bounds.Overlaps(Ink(text)))
                    .Where(b => !IsUnderPaper(drawing, b, text))
            )
            {
                yield return $"“{text.Words}” lies over a box of {box.Colour}";
            }
        }
    }

    private static bool IsUnderPaper(Drawing drawing, Shape.Box box, Shape.Text text) =>
        drawing
            .Shapes.SkipWhile(s => !ReferenceEquals(s, box))
            .OfType<Shape.Box>()
            .Any(b => b.Colour == Colour.Paper && b.Bounds.Contains(Ink(text)));

    /// <summary>From the top of a capital to the line: accents and tails may reach into the next line's leading.</summary>
    private static Rect Ink(Shape.Text text) =>
        new(
            text.X,
            text.Baseline - (0.73f * text.Style.Size),
            text.Bounds.Width,
            0.73f * text.Style.Size
        );
}
