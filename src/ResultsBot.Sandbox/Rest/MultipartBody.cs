using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>What a request brought: its JSON, and the files beside it by their number.</summary>
internal sealed record RequestBody(JsonNode? Json, IReadOnlyDictionary<int, UploadedFile> Files)
{
    public static readonly IReadOnlyDictionary<int, UploadedFile> NoFiles =
        new Dictionary<int, UploadedFile>();

    public static readonly RequestBody Empty = new(null, NoFiles);
}

/// <summary>A body in parts: the JSON under payload_json, and files under files[n].</summary>
internal static class MultipartBody
{
    public static RequestBody Parse(string contentType, byte[] body)
    {
        try
        {
            var boundary = HeaderUtilities
                .RemoveQuotes(MediaTypeHeaderValue.Parse(contentType).Boundary)
                .Value;
            if (string.IsNullOrEmpty(boundary))
                throw Refusal.BadJson();
            using var memory = new MemoryStream(body);
            var reader = new MultipartReader(boundary, memory);
            JsonNode? payload = null;
            var files = new Dictionary<int, UploadedFile>();
            // The whole body is in memory already, so these reads complete at once.
            while (reader.ReadNextSectionAsync().GetAwaiter().GetResult() is { } section)
            {
                var disposition = section.GetContentDispositionHeader();
                var name = disposition?.Name.Value?.Trim('"');
                if (name is not "payload_json" && NumberOf(name) is null)
                    continue;
                using var part = new MemoryStream();
                section.Body.CopyTo(part);
                if (name is "payload_json")
                {
                    if (!SafeJson.TryParse(part.ToArray(), out payload))
                        throw Refusal.BadJson();
                }
                else if (NumberOf(name) is { } number)
                    files[number] = new UploadedFile(
                        disposition!.FileNameStar.Value
                            ?? disposition.FileName.Value?.Trim('"')
                            ?? "file",
                        section.ContentType ?? "application/octet-stream",
                        part.ToArray()
                    );
            }
            return new RequestBody(payload ?? new JsonObject(), files);
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidDataException)
        {
            throw Refusal.BadJson();
        }
    }

    /// <summary>"files[3]" → 3.</summary>
    private static int? NumberOf(string? name) =>
        name is not null
        && name.StartsWith("files[", StringComparison.Ordinal)
        && name.EndsWith(']')
        && int.TryParse(
            name.AsSpan(6, name.Length - 7),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
