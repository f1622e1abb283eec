using System.IO.MemoryMappedFiles;
using SkiaSharp;

namespace ResultsBot.Pictures;

/// <summary>A drawing as a file: the same bytes for the same drawing.</summary>
public static class Png
{
    /// <summary>Of the stripes of what is hatched, in pixels.</summary>
    private const float Stripe = 4;

    /// <summary>Of nine: what a card loses with less is more than what it gains in time.</summary>
    private const int Compression = 6;

    /// <summary>
    /// Draws on 3 MB that are mapped for this picture alone: what malloc or the collector gives, they keep for each thread
    /// that ever drew, all night long.
    /// </summary>
    public static byte[] Encode(Drawing drawing)
    {
        var info = new SKImageInfo(
            drawing.Width,
            drawing.Height,
            SKColorType.Rgba8888,
            SKAlphaType.Opaque
        );
        using var memory = MemoryMappedFile.CreateNew(mapName: null, info.BytesSize);
        using var pixels = memory.CreateViewAccessor();
        using var surface = SKSurface.Create(
            info,
            pixels.SafeMemoryMappedViewHandle.DangerousGetHandle()
        );
        Draw(surface.Canvas, drawing);
        using var drawn = surface.PeekPixels();
        using var file = drawn.Encode(
            new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, Compression)
        );
        return file!.ToArray();
    }

    private static void Draw(SKCanvas canvas, Drawing drawing)
    {
        canvas.Clear(Of(Colour.Paper));
        using var paint = new SKPaint { IsAntialias = true };
        foreach (var shape in drawing.Shapes)
        {
            Draw(canvas, paint, shape);
        }
    }

    private static void Draw(SKCanvas canvas, SKPaint paint, Shape shape)
    {
        switch (shape)
        {
            case Shape.Text text:
                Draw(canvas, paint, text);
                break;
            case Shape.Box box:
                using (var outline = Outline(box))
                {
                    Fill(canvas, paint, outline, box.Colour, box.Filling, box.Edge);
                }
                break;
            case Shape.Hexagon hexagon:
                using (var outline = Outline(hexagon))
                {
                    Fill(canvas, paint, outline, hexagon.Colour, hexagon.Filling, hexagon.Edge);
                }
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape, "No way to draw it.");
        }
    }

    private static void Draw(SKCanvas canvas, SKPaint paint, Shape.Text text)
    {
        var shaped = Inter.Shape(text.Words, text.Style);
        if (shaped.Glyphs.Length == 0)
        {
            return;
        }
        using var font = new SKFont(shaped.Typeface, text.Style.Size) { Subpixel = true };
        using var builder = new SKTextBlobBuilder();
        builder.AddPositionedRun(shaped.Glyphs, font, shaped.Places);
        using var blob = builder.Build();
        paint.Style = SKPaintStyle.Fill;
        paint.Color = Of(text.Colour);
        canvas.DrawText(blob, text.X, text.Baseline, paint);
    }

    private static SKPath Outline(Shape.Box box)
    {
        using var path = new SKPathBuilder();
        path.AddRoundRect(
            SKRect.Create(box.Bounds.Left, box.Bounds.Top, box.Bounds.Width, box.Bounds.Height),
            box.Radius,
            box.Radius
        );
        return path.Detach();
    }

    private static SKPath Outline(Shape.Hexagon hexagon)
    {
        using var path = new SKPathBuilder();
        path.AddPoly([
            .. Enumerable
                .Range(0, 6)
                .Select(i => Math.PI * ((i / 3.0) + 0.5))
                .Select(angle => new SKPoint(
                    hexagon.X + (hexagon.Radius * (float)Math.Cos(angle)),
                    hexagon.Y + (hexagon.Radius * (float)Math.Sin(angle))
                )),
        ]);
        return path.Detach();
    }

    private static void Fill(
        SKCanvas canvas,
        SKPaint paint,
        SKPath outline,
        Colour colour,
        Filling filling,
        Colour? edge
    )
    {
        paint.Style = SKPaintStyle.Fill;
        paint.Color = Of(colour);
        canvas.DrawPath(outline, paint);
        if (filling == Filling.Hatched)
        {
            Hatch(canvas, paint, outline);
        }
        if (edge is { } line)
        {
            paint.Style = SKPaintStyle.Stroke;
            paint.StrokeWidth = 2;
            paint.Color = Of(line);
            canvas.DrawPath(outline, paint);
        }
    }

    private static void Hatch(SKCanvas canvas, SKPaint paint, SKPath outline)
    {
        var bounds = outline.Bounds;
        canvas.Save();
        canvas.ClipPath(outline, antialias: true);
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = Stripe / 2;
        paint.Color = Of(Colour.Paper);
        for (var x = bounds.Left - bounds.Height; x < bounds.Right; x += 2 * Stripe)
        {
            canvas.DrawLine(x, bounds.Bottom, x + bounds.Height, bounds.Top, paint);
        }
        canvas.Restore();
    }

    private static SKColor Of(Colour colour) => new((uint)colour.Rgb | 0xFF000000);
}
