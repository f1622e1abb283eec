using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text;
using HarfBuzzSharp;
using SkiaSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace ResultsBot.Pictures;

/// <summary>
/// The typeface (SIL Open Font License), with figures of one width. It comes in the resources of an assembly of
/// Avalonia's, which is read here as a file: nothing of it is run.
/// </summary>
internal static class Inter
{
    private const string Bundle = "!AvaloniaResources";

    private static readonly Lock Shaping = new();
    private static readonly Feature[] Features = [Feature.Parse("tnum"), Feature.Parse("kern")];
    private static readonly Lazy<Dictionary<Weight, Face>> Faces = new(Read);

    private sealed record Face(SKTypeface Typeface, Font Shaper, int UnitsPerEm);

    /// <summary>Glyphs and where each begins, as wide as they are together.</summary>
    public readonly record struct Shaped(
        ushort[] Glyphs,
        SKPoint[] Places,
        float Width,
        SKTypeface Typeface
    );

    public static float Width(string text, TextStyle style) => Shape(text, style).Width;

    /// <summary>How far its letters reach above the line and below it: those with accents as well.</summary>
    public static (float Above, float Below) Reach(TextStyle style)
    {
        using var font = new SKFont(Faces.Value[style.Weight].Typeface, style.Size);
        var metrics = font.Metrics;
        return (-metrics.Ascent, metrics.Descent);
    }

    public static Shaped Shape(string text, TextStyle style)
    {
        var face = Faces.Value[style.Weight];
        var scale = style.Size / face.UnitsPerEm;
        using var buffer = new Buffer();
        buffer.AddUtf16(text);
        buffer.GuessSegmentProperties();
        lock (Shaping)
        {
            face.Shaper.Shape(buffer, Features);
        }
        var infos = buffer.GlyphInfos;
        var positions = buffer.GlyphPositions;
        var glyphs = new ushort[infos.Length];
        var places = new SKPoint[infos.Length];
        var x = 0f;
        for (var i = 0; i < infos.Length; i++)
        {
            glyphs[i] = (ushort)infos[i].Codepoint;
            places[i] = new SKPoint(
                x + (positions[i].XOffset * scale),
                -positions[i].YOffset * scale
            );
            x += (positions[i].XAdvance * scale) + (style.Spacing * style.Size);
        }
        return new Shaped(glyphs, places, x, face.Typeface);
    }

    private static Dictionary<Weight, Face> Read()
    {
        using var assembly =
            typeof(Inter).Assembly.GetManifestResourceStream(nameof(Inter))
            ?? throw new InvalidOperationException("The typeface is missing from this build.");
        using var image = new PEReader(assembly);
        var bundle = Resource(image);
        var places = Index(ref bundle);
        var first = bundle.Offset;
        var faces = new Dictionary<Weight, Face>();
        foreach (var weight in Enum.GetValues<Weight>())
        {
            var (offset, size) = places[$"/Assets/Inter-{weight}.ttf"];
            bundle.Offset = first + offset;
            faces.Add(weight, FaceOf(bundle.ReadBytes(size)));
        }
        return faces;
    }

    private static Face FaceOf(byte[] file)
    {
        // It stays for as long as the process does: both read from it whenever they shape or draw.
        var first = GCHandle.Alloc(file, GCHandleType.Pinned).AddrOfPinnedObject();
        var typeface = SKTypeface.FromData(SKData.Create(first, file.Length));
        using var blob = new HarfBuzzSharp.Blob(first, file.Length, MemoryMode.ReadOnly);
        using var face = new HarfBuzzSharp.Face(blob, 0);
        var font = new Font(face);
        font.SetScale(face.UnitsPerEm, face.UnitsPerEm);
        font.SetFunctionsOpenType();
        return new Face(typeface, font, face.UnitsPerEm);
    }

    /// <summary>The embedded files of an assembly that is not loaded (ECMA-335, II.24.2.4).</summary>
    private static BlobReader Resource(PEReader image)
    {
        var metadata = image.GetMetadataReader();
        var handle = metadata.ManifestResources.First(r =>
            metadata.StringComparer.Equals(metadata.GetManifestResource(r).Name, Bundle)
        );
        var start =
            image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress
            + (int)metadata.GetManifestResource(handle).Offset;
        var reader = image.GetSectionData(start).GetReader();
        _ = reader.ReadInt32();
        return reader;
    }

    /// <summary>How far behind the index each file begins, and its size. The reader is left just behind the index.</summary>
    private static Dictionary<string, (int Offset, int Size)> Index(ref BlobReader bundle)
    {
        var index = bundle.ReadBytes(bundle.ReadInt32());
        using var reader = new BinaryReader(new MemoryStream(index), Encoding.UTF8);
        _ = reader.ReadInt32();
        var places = new Dictionary<string, (int, int)>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            places.Add(reader.ReadString(), (reader.ReadInt32(), reader.ReadInt32()));
        }
        return places;
    }
}
