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
        var files = Files(Resource(assembly));
        return Enum.GetValues<Weight>()
            .ToDictionary(w => w, w => FaceOf(files[$"/Assets/Inter-{w}.ttf"]));
    }

    private static Face FaceOf(byte[] file)
    {
        var typeface = SKTypeface.FromData(SKData.CreateCopy(file));
        // It stays for as long as the process does: HarfBuzz reads from it whenever it shapes.
        var pinned = GCHandle.Alloc(file, GCHandleType.Pinned);
        using var blob = new HarfBuzzSharp.Blob(
            pinned.AddrOfPinnedObject(),
            file.Length,
            MemoryMode.ReadOnly
        );
        using var face = new HarfBuzzSharp.Face(blob, 0);
        var font = new Font(face);
        font.SetScale(face.UnitsPerEm, face.UnitsPerEm);
        font.SetFunctionsOpenType();
        return new Face(typeface, font, face.UnitsPerEm);
    }

    /// <summary>The embedded files of an assembly that is not loaded (ECMA-335, II.24.2.4).</summary>
    private static byte[] Resource(Stream assembly)
    {
        using var image = new PEReader(assembly);
        var metadata = image.GetMetadataReader();
        var handle = metadata.ManifestResources.First(r =>
            metadata.StringComparer.Equals(metadata.GetManifestResource(r).Name, Bundle)
        );
        var start =
            image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress
            + (int)metadata.GetManifestResource(handle).Offset;
        var reader = image.GetSectionData(start).GetReader();
        return reader.ReadBytes(reader.ReadInt32());
    }

    /// <summary>An index of names, offsets and sizes, and the files behind it.</summary>
    private static Dictionary<string, byte[]> Files(byte[] bundle)
    {
        using var reader = new BinaryReader(new MemoryStream(bundle), Encoding.UTF8);
        var data = reader.ReadInt32() + sizeof(int);
        _ = reader.ReadInt32();
        var files = new Dictionary<string, byte[]>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (name, offset, size) = (
                reader.ReadString(),
                reader.ReadInt32(),
                reader.ReadInt32()
            );
            files.Add(name, bundle[(data + offset)..(data + offset + size)]);
        }
        return files;
    }
}
