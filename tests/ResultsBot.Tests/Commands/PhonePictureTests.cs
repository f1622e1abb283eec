using ResultsBot.Commands;
using SkiaSharp;

namespace ResultsBot.Tests.Commands;

public class PhonePictureTests
{
    [Theory]
    [InlineData(3000, 1500, 2048, 1024)]
    [InlineData(1200, 4000, 614, 2048)]
    [InlineData(5000, 2, 2048, 1)]
    public void A_large_picture_becomes_as_large_as_a_phone_shows_it(
        int width,
        int height,
        int shownWidth,
        int shownHeight
    )
    {
        foreach (
            var (format, kind) in new[]
            {
                (SKEncodedImageFormat.Jpeg, FileKind.Jpeg),
                (SKEncodedImageFormat.Png, FileKind.Png),
            }
        )
        {
            var scaled = PhonePicture.Scale(Picture(width, height, format), kind);

            Assert.Equal(FileKind.Jpeg, FileKind.Of(scaled));
            using var shown = SKBitmap.Decode(scaled);
            Assert.Equal((shownWidth, shownHeight), (shown.Width, shown.Height));
        }
    }

    [Fact]
    public void A_picture_of_megabytes_becomes_a_smaller_file()
    {
        var noise = Noise(1000, 700);
        Assert.True(noise.Length > 1024 * 1024);

        var scaled = PhonePicture.Scale(noise, FileKind.Png);

        Assert.True(scaled!.Length < noise.Length);
        using var shown = SKBitmap.Decode(scaled);
        Assert.Equal((1000, 700), (shown.Width, shown.Height));
    }

    [Fact]
    public void A_small_picture_a_video_and_what_cannot_be_read_stay_as_they_are()
    {
        var large = Picture(3000, 2000, SKEncodedImageFormat.Jpeg);

        Assert.Null(
            PhonePicture.Scale(Picture(2048, 1000, SKEncodedImageFormat.Png), FileKind.Png)
        );
        Assert.Null(PhonePicture.Scale(large, new FileKind("mp4", "video/mp4")));
        Assert.Null(PhonePicture.Scale([0xFF, 0xD8, 0xFF, .. new byte[2_000_000]], FileKind.Jpeg));
        Assert.Null(PhonePicture.Scale(large[..20], FileKind.Jpeg));
    }

    /// <summary>Exif's Orientation, 1 to 8, and where the file's first pixel is to be seen.</summary>
    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 0, 1)]
    [InlineData(5, 0, 0)]
    [InlineData(6, 1, 0)]
    [InlineData(7, 1, 1)]
    [InlineData(8, 0, 1)]
    public void A_photograph_stands_upright_however_the_camera_was_held(
        byte orientation,
        int right,
        int bottom
    )
    {
        byte[] exif =
        [
            0xFF,
            0xE1,
            0,
            34,
            .. "Exif\0\0MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0"u8,
            orientation,
            0,
            0,
            0,
            0,
            0,
            0,
        ];
        var plain = Picture(2400, 1200, SKEncodedImageFormat.Jpeg);
        byte[] held = [.. plain[..2], .. exif, .. plain[2..]];

        using var shown = SKBitmap.Decode(PhonePicture.Scale(held, FileKind.Jpeg));

        Assert.Equal(orientation < 5 ? (2048, 1024) : (1024, 2048), (shown.Width, shown.Height));
        var corner = shown.GetPixel(
            right == 0 ? 20 : shown.Width - 20,
            bottom == 0 ? 20 : shown.Height - 20
        );
        Assert.True(corner is { Red: > 200, Green: < 60, Blue: < 60 }, $"{corner}");
    }

    /// <summary>White, and red where it begins.</summary>
    private static byte[] Picture(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        using var red = new SKPaint();
        red.Color = SKColors.Red;
        canvas.DrawRect(0, 0, width / 4f, height / 4f, red);
        using var encoded = bitmap.Encode(format, 90);
        return encoded.ToArray();
    }

    private static byte[] Noise(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        var random = new Random(1);
        bitmap.Pixels =
        [
            .. Enumerable
                .Range(0, width * height)
                .Select(_ => new SKColor((uint)random.Next() | 0xFF000000)),
        ];
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    }
}
