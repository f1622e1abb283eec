using System.Collections.Immutable;

namespace ResultsBot.Pictures;

/// <summary>
/// What a picture shows and where, before it is drawn: all has been measured, so that whether something overlaps or is cut
/// off can be told without looking.
/// </summary>
/// <param name="Alt">What it shows, for those who can't see it.</param>
/// <param name="Shapes">The later ones lie above the earlier ones.</param>
public sealed record Drawing(int Width, int Height, string Alt, ImmutableArray<Shape> Shapes);

/// <summary>In pixels from the top left.</summary>
public readonly record struct Rect(float Left, float Top, float Width, float Height)
{
    public float Right => Left + Width;

    public float Bottom => Top + Height;

    public bool Overlaps(Rect other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public bool Contains(Rect other) =>
        other.Left >= Left && other.Right <= Right && other.Top >= Top && other.Bottom <= Bottom;
}

public enum Filling
{
    Plain,

    /// <summary>Stripes, so that two of one colour differ.</summary>
    Hatched,
}

/// <summary>One thing in a picture.</summary>
/// <param name="Bounds">All that it covers.</param>
public abstract record Shape(Rect Bounds)
{
    /// <summary>A line of text, which is nowhere cut off.</summary>
    /// <param name="X">Where it begins, from the left.</param>
    /// <param name="Baseline">From the top.</param>
    public sealed record Text(
        string Words,
        TextStyle Style,
        Colour Colour,
        float X,
        float Baseline,
        Rect Bounds
    ) : Shape(Bounds);

    /// <param name="Edge">Drawn round it where it would not stand out by itself.</param>
    public sealed record Box(
        Rect Bounds,
        Colour Colour,
        float Radius = 0,
        Filling Filling = Filling.Plain,
        Colour? Edge = null
    ) : Shape(Bounds);

    /// <summary>A hexagon that stands on a corner.</summary>
    /// <param name="Radius">From the middle to a corner.</param>
    /// <param name="Name">What it stands for: the code of a contest.</param>
    public sealed record Hexagon(
        float X,
        float Y,
        float Radius,
        Colour Colour,
        string Name,
        Filling Filling = Filling.Plain,
        Colour? Edge = null
    ) : Shape(new Rect(X - Radius, Y - Radius, 2 * Radius, 2 * Radius));
}
