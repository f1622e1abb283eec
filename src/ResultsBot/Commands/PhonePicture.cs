using SkiaSharp;

namespace ResultsBot.Commands;

/// <summary>
/// Pictures as large as a phone shows them: each goes out to every channel, and a photograph of 8 MB looks no better
/// there than one of 500 KB. Written anew, it has lost what else a camera puts in, such as where it was taken.
/// </summary>
internal static class PhonePicture
{
    /// <summary>In pixels, of the longer side.</summary>
    public const int LongestSide = 2048;

    /// <summary>What is smaller than this, in bytes as in pixels, stays as it is.</summary>
    private const int LargeBytes = 1024 * 1024;

    private const int Quality = 85;

    /// <summary>A picture of more pixels would take more memory to read than the bot has, and stays as it is.</summary>
    private const long MostPixels = 24_000_000;

    /// <summary>JPEG is read at a fraction of its size.</summary>
    private const long MostPixelsOfJpeg = 100_000_000;

    /// <returns>The bytes of a JPEG; null where the picture is to stay as it is.</returns>
    public static byte[]? Scale(byte[] bytes, FileKind kind)
    {
        if (kind != FileKind.Jpeg && kind != FileKind.Png)
        {
            return null;
        }
        using var stream = new SKMemoryStream(bytes);
        // Null where it cannot be read: Discord shows whatever it makes of it.
        using var codec = SKCodec.Create(stream);
        if (codec is null)
        {
            return null;
        }
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var longest = Math.Max(width, height);
        if (
            (longest <= LongestSide && bytes.Length <= LargeBytes)
            || (long)width * height > (kind == FileKind.Jpeg ? MostPixelsOfJpeg : MostPixels)
        )
        {
            return null;
        }
        using var read = Read(codec);
        if (read is null)
        {
            return null;
        }
        using var shown = Draw(read, codec.EncodedOrigin);
        using var encoded = shown.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return encoded.Size < bytes.Length || longest > LongestSide ? encoded.ToArray() : null;
    }

    /// <summary>At the fraction of its size that the codec offers and that is not too small.</summary>
    private static SKBitmap? Read(SKCodec codec)
    {
        var size = Enumerable
            .Range(1, 7)
            .Select(eighths => codec.GetScaledDimensions(eighths / 8f))
            .Append(codec.Info.Size)
            .First(s => Math.Max(s.Width, s.Height) >= LongestSide || s == codec.Info.Size);
        var bitmap = new SKBitmap(
            new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul)
        );
        if (
            codec.GetPixels(bitmap.Info, bitmap.GetPixels())
            is SKCodecResult.Success
                or SKCodecResult.IncompleteInput
        )
        {
            return bitmap;
        }
        bitmap.Dispose();
        return null;
    }

    /// <summary>Upright, as the camera was held, and on white: JPEG knows no transparency.</summary>
    private static SKBitmap Draw(SKBitmap read, SKEncodedOrigin origin)
    {
        var isTurned = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = isTurned ? (read.Height, read.Width) : (read.Width, read.Height);
        var scale = Math.Min(1f, (float)LongestSide / Math.Max(width, height));
        var shown = new SKBitmap(
            new SKImageInfo(
                Math.Max(1, (int)MathF.Round(width * scale)),
                Math.Max(1, (int)MathF.Round(height * scale)),
                SKColorType.Rgba8888,
                SKAlphaType.Opaque
            )
        );
        using var canvas = new SKCanvas(shown);
        canvas.Clear(SKColors.White);
        canvas.Scale((float)shown.Width / width, (float)shown.Height / height);
        canvas.Concat(Upright(origin, width, height));
        using var image = SKImage.FromBitmap(read);
        canvas.DrawImage(
            image,
            0,
            0,
            new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
        );
        return shown;
    }

    /// <summary>By Exif's Orientation (SkEncodedOrigin.h): where the first row and column of the file belong.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, int width, int height) =>
        origin switch
        {
            SKEncodedOrigin.TopRight => Matrix(-1, 0, width, 0, 1, 0),
            SKEncodedOrigin.BottomRight => Matrix(-1, 0, width, 0, -1, height),
            SKEncodedOrigin.BottomLeft => Matrix(1, 0, 0, 0, -1, height),
            SKEncodedOrigin.LeftTop => Matrix(0, 1, 0, 1, 0, 0),
            SKEncodedOrigin.RightTop => Matrix(0, -1, width, 1, 0, 0),
            SKEncodedOrigin.RightBottom => Matrix(0, -1, width, -1, 0, height),
            SKEncodedOrigin.LeftBottom => Matrix(0, 1, 0, -1, 0, height),
            _ => SKMatrix.Identity,
        };

    private static SKMatrix Matrix(
        float scaleX,
        float skewX,
        float moveX,
        float skewY,
        float scaleY,
        float moveY
    ) => new(scaleX, skewX, moveX, skewY, scaleY, moveY, 0, 0, 1);
}
