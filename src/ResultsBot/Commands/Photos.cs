using System.Runtime.InteropServices;
using ResultsBot.Discord;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// The option <c>photo</c>: a picture or a short video. Discord's address of a file expires, so the file itself is kept, and goes out with each
/// post.
/// </summary>
internal sealed class Photos(IPhotoStore store, HttpClient files, Uri discord, Phrasebook phrases)
    : IDisposable
{
    public const string Name = "photo";

    /// <summary>How many are fetched and scaled at once: each takes some tens of MB meanwhile.</summary>
    private const int MostAtOnce = 2;

    /// <summary>Where Discord keeps what people upload.</summary>
    private static readonly string[] Hosts = ["cdn.discordapp.com", "media.discordapp.net"];

    private readonly SemaphoreSlim _turn = new(MostAtOnce);

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
    ) =>
        interaction.AttachmentOf(Name) is { } attachment
            ? await Take(attachment, fields, ct)
            : null;

    /// <summary>The same of a file that stands somewhere already.</summary>
    public async Task<ReportReading.NotUnderstood?> Take(
        Attachment attachment,
        Dictionary<string, string> fields,
        CancellationToken ct
    )
    {
        if (
            attachment.Size > Photo.LongestBytes
            || !(Hosts.Contains(attachment.Url.Host) || attachment.Url.Host == discord.Host)
        )
        {
            return new ReportReading.NotUnderstood(phrases.NoPicture(attachment.FileName));
        }
        await _turn.WaitAsync(ct);
        try
        {
            return await Keep(attachment, fields, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ReportReading.NotUnderstood?> Keep(
        Attachment attachment,
        Dictionary<string, string> fields,
        CancellationToken ct
    )
    {
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
        if (FileKind.Of(bytes) is not { } kind)
        {
            return new ReportReading.NotUnderstood(phrases.NoPicture(attachment.FileName));
        }
        if (PhonePicture.Scale(bytes, kind) is { } scaled)
        {
            (bytes, kind) = (scaled, FileKind.Jpeg);
        }
        var photo = new Photo(
            $"photo-{attachment.Id}.{kind.Ending}",
            kind.Type,
            ImmutableCollectionsMarshal.AsImmutableArray(bytes)
        );
        await store.Save(photo);
        fields[Name] = photo.Name;
        return null;
    }

    public void Dispose() => _turn.Dispose();
}
