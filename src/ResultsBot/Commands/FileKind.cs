namespace ResultsBot.Commands;

/// <summary>What a file is by its bytes: what the sender's program says it is, is a claim.</summary>
/// <param name="Ending">Of its name, without the dot.</param>
/// <param name="Type">As in a Content-Type.</param>
internal sealed record FileKind(string Ending, string Type)
{
    public static readonly FileKind Png = new("png", "image/png");
    public static readonly FileKind Jpeg = new("jpeg", "image/jpeg");
    private static readonly FileKind Gif = new("gif", "image/gif");
    private static readonly FileKind WebP = new("webp", "image/webp");
    private static readonly FileKind Mp4 = new("mp4", "video/mp4");
    private static readonly FileKind WebM = new("webm", "video/webm");

    /// <summary>The document type stands in the header, which is a few dozen bytes long.</summary>
    private const int LongestEbmlHeader = 256;

    /// <summary>
    /// Major brands of MP4 and of what players take for it, such as iPhones' QuickTime (mp4ra.org/registered-types/brands):
    /// not those of pictures ("heic", "mif1", "avif") or of sound alone, which come in the same box.
    /// </summary>
    private static readonly HashSet<string> Mp4Brands = new(StringComparer.Ordinal)
    {
        "isom",
        "iso2",
        "iso3",
        "iso4",
        "iso5",
        "iso6",
        "iso7",
        "iso8",
        "iso9",
        "mp41",
        "mp42",
        "mp71",
        "avc1",
        "hvc1",
        "dash",
        "M4V ",
        "M4VH",
        "M4VP",
        "MSNV",
        "F4V ",
        "qt  ",
        "3gp4",
        "3gp5",
        "3gp6",
        "3gp7",
    };

    /// <returns>Null for what Discord does not show.</returns>
    public static FileKind? Of(ReadOnlySpan<byte> bytes) =>
        bytes.Length < 12 ? null
        : bytes[0] == 0x89 && bytes[1..].StartsWith("PNG\r\n\u001A\n"u8) ? Png
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : bytes.StartsWith("GIF8"u8) ? Gif
        : bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? WebP
        : bytes[4..].StartsWith("ftyp"u8)
            ? Mp4Brands.Contains(System.Text.Encoding.Latin1.GetString(bytes.Slice(8, 4))) ? Mp4
                : null
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) && IsWebM(bytes) ? WebM
        : null;

    /// <summary>EBML's element DocType (0x4282), with its length in one byte; Matroska's is "matroska".</summary>
    private static bool IsWebM(ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(bytes.Length, LongestEbmlHeader)]
            .IndexOf(
                (ReadOnlySpan<byte>)[0x42, 0x82, 0x84, (byte)'w', (byte)'e', (byte)'b', (byte)'m']
            ) > 0;
}
