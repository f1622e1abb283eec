using System.Globalization;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>A file that came with a request, with what the JSON says of it.</summary>
internal sealed record Upload(UploadedFile File, string? Description);

/// <summary>What a request says of attachments: files that came along, and in an edit those that stay.</summary>
/// <param name="Kept">Null where the request said nothing: then an edit keeps them all.</param>
internal sealed record AttachmentParts(IReadOnlyList<Upload> Uploads, IReadOnlySet<ulong>? Kept)
{
    public static readonly AttachmentParts None = new([], null);
}

internal static class AttachmentRules
{
    /// <summary>What Discord takes of descriptions of files.</summary>
    private const int MaxDescription = 1024;

    public static AttachmentParts Read(
        Form form,
        JsonObject body,
        IReadOnlyDictionary<int, UploadedFile> files,
        string at
    )
    {
        if (files.Count > FileShelf.MaxFiles)
            form.Fault(
                Form.Join(at, "attachments"),
                "BASE_TYPE_MAX_LENGTH",
                $"Must be {FileShelf.MaxFiles} or fewer in length."
            );
        if (files.Values.Any(f => f.Bytes.Length > FileShelf.MaxBytes))
            throw new Refusal(413, 40005, "Request entity too large");
        var given = form.Array(body, "attachments", at, 0, FileShelf.MaxFiles);
        var uploads = new List<Upload>();
        var named = new HashSet<int>();
        HashSet<ulong>? kept = given is null ? null : [];
        foreach (var (item, path) in form.Objects(given, Form.Join(at, "attachments")))
        {
            var description = form.Text(item, "description", path, 0, MaxDescription);
            if (Form.AsId(item["id"]) is not { } id)
            {
                form.Fault(Form.Join(path, "id"), "NUMBER_TYPE_COERCE", "Value is not snowflake.");
                continue;
            }
            if (id < int.MaxValue && files.TryGetValue((int)id, out var file))
            {
                named.Add((int)id);
                var name = form.Text(item, "filename", path, 1, 1024);
                uploads.Add(
                    new Upload(name is null ? file : file with { Name = name }, description)
                );
            }
            else if (id < FileShelf.MaxFiles)
                form.Fault(
                    Form.Join(path, "id"),
                    "ATTACHMENT_NOT_FOUND",
                    $"Attachment data for id {id.ToString(CultureInfo.InvariantCulture)} not found"
                );
            else
                kept!.Add(id);
        }
        // A file nobody speaks of is sent all the same.
        uploads.AddRange(
            files
                .Where(f => !named.Contains(f.Key))
                .OrderBy(f => f.Key)
                .Select(f => new Upload(f.Value, null))
        );
        return new AttachmentParts(uploads, kept);
    }
}
