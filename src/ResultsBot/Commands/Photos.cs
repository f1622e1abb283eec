using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Store;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// The option <c>photo</c>: a picture or a short video. Discord's address of a file expires, so the file itself is kept, and goes out with each
/// post.
/// </summary>
internal sealed class Photos(IPhotoStore store, HttpClient files, Uri discord, Phrasebook phrases)
{
    private const string Name = "photo";

    /// <summary>Where Discord keeps what people upload.</summary>
    private static readonly string[] Hosts = ["cdn.discordapp.com", "media.discordapp.net"];

    public static Field Words { get; } = new("text") { IsText = true, MaxLength = 1000 };

    public CommandOption Option { get; } =
        new()
        {
            Name = Name,
            Description = phrases.OptionDescription(Name),
            Type = CommandOptionType.Attachment,
        };

    /// <summary>The name that the picture of a draft is kept under.</summary>
    public static string? In(Draft draft) => draft[Name] is { Length: > 0 } photo ? photo : null;

    /// <summary>Fetches and keeps the picture, if one was given, and notes its name among the fields.</summary>
    public async Task<ReportReading.NotUnderstood?> Take(
        Interaction.CommandInvoked interaction,
        Dictionary<string, string> fields,
        CancellationToken ct
    )
    {
        if (interaction.AttachmentOf(Name) is not { } attachment)
        {
            return null;
        }
        if (
            attachment.Size > Photo.LongestBytes
            || !(Hosts.Contains(attachment.Url.Host) || attachment.Url.Host == discord.Host)
        )
        {
            return new ReportReading.NotUnderstood(phrases.NoPicture(attachment.FileName));
        }
        byte[] bytes;
        try
        {
            // The client refuses more than a picture may have, whatever the attachment says of itself.
            bytes = await files.GetByteArrayAsync(attachment.Url, ct);
        }
        catch (Exception e)
            when (e is HttpRequestException
                || (e is TaskCanceledException && !ct.IsCancellationRequested)
            )
        {
            return new ReportReading.NotUnderstood(phrases.PictureLost(attachment.FileName));
        }
        if (Kind(bytes) is not { } kind)
        {
            return new ReportReading.NotUnderstood(phrases.NoPicture(attachment.FileName));
        }
        var photo = new Photo($"photo-{attachment.Id}.{kind.Ending}", kind.Type, [.. bytes]);
        await store.Save(photo);
        fields[Name] = photo.Name;
        return null;
    }

    /// <summary>By its first bytes: what the sender's program says it is, is a claim.</summary>
    private static (string Ending, string Type)? Kind(ReadOnlySpan<byte> bytes) =>
        bytes.Length < 12 ? null
        : bytes[0] == 0x89 && bytes[1..].StartsWith("PNG\r\n\u001A\n"u8) ? ("png", "image/png")
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? ("jpeg", "image/jpeg")
        : bytes.StartsWith("GIF8"u8) ? ("gif", "image/gif")
        : bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? ("webp", "image/webp")
        : bytes[4..].StartsWith("ftyp"u8) ? ("mp4", "video/mp4")
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) ? ("webm", "video/webm")
        : null;
}
