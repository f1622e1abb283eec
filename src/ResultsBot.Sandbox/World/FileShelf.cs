using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.World;

/// <param name="Id">As in the attachment that stands for it.</param>
internal sealed record StoredFile(ulong Id, ulong ChannelId, UploadedFile File);

/// <summary>
/// The files people and bots have given. They are in memory alone, the newest 256 MiB of them: the journal keeps what
/// they were called, not what was in them. Called while the world's gate is held.
/// </summary>
internal sealed class FileShelf
{
    private const long Room = 256L * 1024 * 1024;

    private readonly Dictionary<ulong, StoredFile> _files = [];
    private readonly Queue<ulong> _oldest = new();
    private long _held;

    /// <summary>Where files are to be had; known once the sandbox listens.</summary>
    public Uri Root { get; set; } = new("http://127.0.0.1/");

    public StoredFile? Find(ulong id) => _files.GetValueOrDefault(id);

    public StoredFile Keep(ulong id, ulong channel, UploadedFile file)
    {
        var stored = new StoredFile(id, channel, file with { Name = Plain(file.Name) });
        _files.Add(id, stored);
        _oldest.Enqueue(id);
        _held += file.Bytes.Length;
        while (_held > Room && _oldest.TryDequeue(out var old) && _files.Remove(old, out var gone))
            _held -= gone.File.Bytes.Length;
        return stored;
    }

    public JsonObject Describe(StoredFile stored, string? description = null)
    {
        var address = AddressOf(stored);
        var json = Shape.Of(
            ("id", Wire.Id(stored.Id)),
            ("filename", stored.File.Name),
            ("size", stored.File.Bytes.Length),
            ("url", address),
            ("proxy_url", address),
            ("content_type", stored.File.ContentType)
        );
        if (description is { Length: > 0 })
            json["description"] = description;
        if (ImageSize.Of(stored.File.Bytes.Span) is { } size)
            (json["width"], json["height"]) = (size.Width, size.Height);
        return json;
    }

    public string AddressOf(StoredFile stored) =>
        new Uri(
            Root,
            $"attachments/{stored.ChannelId}/{stored.Id}/{Uri.EscapeDataString(stored.File.Name)}"
        ).AbsoluteUri;

    /// <summary>Discord, too, takes out of a name what has a meaning in addresses and paths.</summary>
    private static string Plain(string name)
    {
        var plain = string.Concat(
                name.Split('/', '\\')[^1]
                    .EnumerateRunes()
                    .Select(r =>
                        System.Text.Rune.IsLetterOrDigit(r) || r.Value is '.' or '-' or '_'
                            ? r.ToString()
                            : "_"
                    )
            )
            .TrimStart('.');
        return plain.Length == 0 ? "file" : plain[..Math.Min(plain.Length, 200)];
    }
}

/// <summary>How large a picture is, by its first bytes.</summary>
internal static class ImageSize
{
    public static (int Width, int Height)? Of(ReadOnlySpan<byte> bytes) =>
        IsPng(bytes)
            ? (
                (int)BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]),
                (int)BinaryPrimitives.ReadUInt32BigEndian(bytes[20..])
            )
        : bytes.Length >= 10 && bytes.StartsWith("GIF8"u8)
            ? (
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])
            )
        : bytes.Length >= 30 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBPVP8X"u8)
            ? (
                1 + bytes[24] + (bytes[25] << 8) + (bytes[26] << 16),
                1 + bytes[27] + (bytes[28] << 8) + (bytes[29] << 16)
            )
        : Jpeg(bytes);

    private static bool IsPng(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 24 && bytes[0] == 0x89 && bytes[1..].StartsWith("PNG\r\n"u8);

    private static (int, int)? Jpeg(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8)
            return null;
        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            // The frame's header says it; C4, C8 and CC look like one and are not.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..])
                );
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }
        return null;
    }
}
