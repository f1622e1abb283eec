using System.Collections.Immutable;
using System.Text.Json;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord;

/// <summary>
/// A file to send along: up to <see cref="Limits.FilesPerMessage"/> a message, each up to <see cref="Limits.FileBytes"/>.
/// An embed shows it by <see cref="Embed.ImageUrl"/> = <see cref="Reference"/> (png, jpg, webp and gif only).
/// </summary>
/// <param name="Bytes">Kept, not copied: one file may go to thousands of channels.</param>
public sealed record OutgoingFile(string Name, string ContentType, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>What it shows, for those who cannot see it: up to 1024 characters.</summary>
    public string? Description { get; init; }

    public string Reference => $"attachment://{Name}";
}

/// <summary>
/// A file on a message, or given in an option or a form (developers/resources/message.mdx, "Attachment Object").
/// </summary>
/// <param name="ContentType">What the sender's program says it is: a claim, no more.</param>
/// <param name="Url">Signed, and soon expired: never to be stored.</param>
/// <param name="Width">Of pictures and videos.</param>
public sealed record Attachment(
    Snowflake Id,
    string FileName,
    string? ContentType,
    long Size,
    Uri Url,
    int? Width,
    int? Height
)
{
    public string? Description { get; init; }

    internal static Attachment? Parse(JsonElement json) =>
        json.Id("id") is { } id
        && Uri.TryCreate(json.Text("url"), UriKind.Absolute, out var url)
        && url.Scheme is "https" or "http"
            ? new Attachment(
                id,
                json.Text("filename") ?? "file",
                json.Text("content_type"),
                json.Long("size") ?? 0,
                url,
                json.Int("width"),
                json.Int("height")
            )
            {
                Description = json.Text("description"),
            }
            : null;
}

internal static class OutgoingFiles
{
    /// <summary>Room for the JSON and the parts' own headers beside the files.</summary>
    private const int Overhead = 64 * 1024;

    /// <summary>What is wrong with files that Discord would not take, found out before a byte is sent.</summary>
    public static string? Problem(ImmutableArray<OutgoingFile> files) =>
        files.IsDefaultOrEmpty ? null
        : files.Length > Limits.FilesPerMessage
            ? $"{files.Length} files are more than {Limits.FilesPerMessage}"
        : files.FirstOrDefault(file => file.Bytes.Length > Limits.FileBytes) is { } large
            ? $"a file of {large.Bytes.Length} bytes is larger than {Limits.FileBytes}"
        : files.Sum(file => (long)file.Bytes.Length) > Limits.RequestBytes - Overhead
            ? $"the files together are larger than {Limits.RequestBytes} bytes"
        : null;
}
