using ResultsBot.Sandbox.Limits;

namespace ResultsBot.Sandbox.Rest;

/// <summary>A file that came with a request, with what the JSON says of it.</summary>
internal sealed record Upload(UploadedFile File, string? Description);

/// <summary>What a request says of attachments: files that came along, and in an edit those that stay.</summary>
/// <param name="Kept">Null where the request said nothing: then an edit keeps them all.</param>
internal sealed record AttachmentParts(IReadOnlyList<Upload> Uploads, IReadOnlySet<ulong>? Kept)
{
    public static readonly AttachmentParts None = new([], null);

    /// <summary>Of a message that is new.</summary>
    public static AttachmentParts Of(IEnumerable<UploadedFile> files) =>
        new([.. files.Select(f => new Upload(f, null))], null);
}

internal static class AttachmentRules
{
    public static AttachmentParts Read(Fields body, IReadOnlyDictionary<int, UploadedFile> files)
    {
        const int most = DiscordLimits.Files;
        if (files.Count > most)
            body.Fault("attachments", Code.MaxLength, $"Must be {most} or fewer in length.");
        if (files.Values.Any(f => f.Bytes.Length > DiscordLimits.FileBytes))
            throw Refusal.TooLarge();
        var given = body.Objects("attachments", 0, most);
        var uploads = new List<Upload>();
        var named = new HashSet<ulong>();
        HashSet<ulong>? kept = given is null ? null : [];
        foreach (var item in given ?? [])
        {
            var description = item.Text("description", DiscordLimits.FileDescription);
            if (item.Id("id") is not { } id)
                continue;
            if (id < int.MaxValue && files.TryGetValue((int)id, out var file))
            {
                named.Add(id);
                var name = item.Text("filename", DiscordLimits.FileName, min: 1) ?? file.Name;
                uploads.Add(new Upload(file with { Name = name }, description));
            }
            else if (id < most)
                item.Fault("id", "ATTACHMENT_NOT_FOUND", $"Attachment data for id {id} not found");
            else
                kept!.Add(id);
        }
        // A file nobody speaks of is sent all the same.
        uploads.AddRange(
            files
                .Where(f => !named.Contains((ulong)f.Key))
                .OrderBy(f => f.Key)
                .Select(f => new Upload(f.Value, null))
        );
        return new AttachmentParts(uploads, kept);
    }
}
