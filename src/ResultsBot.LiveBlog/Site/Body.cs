using System.IO.Compression;
using System.Text;

namespace ResultsBot.LiveBlog.Site;

/// <summary>How an answer may be kept by whoever has asked for it.</summary>
internal static class Keeping
{
    /// <summary>It changes with each bulletin: an old one may be shown while a new one is fetched.</summary>
    public const string Briefly =
        "public, max-age=2, stale-while-revalidate=30, stale-if-error=600";

    /// <summary>It never changes.</summary>
    public const string Forever = "public, max-age=31536000, immutable";

    public const string Never = "no-store";
}

/// <summary>What is answered, compressed once and served from memory as often as it is asked for.</summary>
internal sealed record Body
{
    /// <summary>Below it compressing saves nothing.</summary>
    private const int WorthCompressing = 512;

    private Body(
        string type,
        ReadOnlyMemory<byte> plain,
        ReadOnlyMemory<byte>? brotli,
        ReadOnlyMemory<byte>? gzip
    ) => (Type, Plain, Brotli, Gzip) = (type, plain, brotli, gzip);

    public string Type { get; }

    public ReadOnlyMemory<byte> Plain { get; }

    /// <summary>Null where it isn't worth it.</summary>
    public ReadOnlyMemory<byte>? Brotli { get; }

    /// <inheritdoc cref="Brotli"/>
    public ReadOnlyMemory<byte>? Gzip { get; }

    public int Size => Plain.Length + (Brotli?.Length ?? 0) + (Gzip?.Length ?? 0);

    /// <summary>How it may be kept.</summary>
    public string Keeping { get; init; } = Site.Keeping.Briefly;

    /// <summary>May stand in a frame of any other page.</summary>
    public bool MayBeFramed { get; init; }

    /// <summary>Scripts of other pages may read it.</summary>
    public bool IsOpenData { get; init; }

    public static Body Of(string type, string text) => Of(type, Encoding.UTF8.GetBytes(text));

    public static Body Of(string type, byte[] plain) =>
        plain.Length < WorthCompressing
            ? new Body(type, plain, null, null)
            : new Body(
                type,
                plain,
                Compressed(plain, to => new BrotliStream(to, CompressionLevel.Optimal)),
                Compressed(plain, to => new GZipStream(to, CompressionLevel.Optimal))
            );

    /// <summary>A picture is compressed already.</summary>
    public static Body Picture(string type, ReadOnlyMemory<byte> bytes) =>
        new(type, bytes, null, null);

    private static byte[] Compressed(byte[] plain, Func<Stream, Stream> with)
    {
        using var to = new MemoryStream();
        using (var stream = with(to))
        {
            stream.Write(plain);
        }
        return to.ToArray();
    }
}
