using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ResultsBot.Sandbox.Rest;

/// <summary>What a request brought: its JSON, and the files beside it by their number.</summary>
internal sealed record RequestBody(JsonNode? Json, IReadOnlyDictionary<int, UploadedFile> Files)
{
    private static readonly Dictionary<int, UploadedFile> NoFiles = [];

    public static RequestBody Parse(HttpRequest request, byte[] body)
    {
        if (body.Length == 0)
            return new RequestBody(null, NoFiles);
        if (request.HasFormContentType)
            return ParseParts(request.ContentType!, body);
        if (!request.HasJsonContentType())
            throw Form.Faulty(
                "",
                "CONTENT_TYPE_INVALID",
                "Expected \"Content-Type\" header to be one of {'application/json', 'multipart/form-data'}."
            );
        return SafeJson.TryParse(body, out var json)
            ? new RequestBody(json, NoFiles)
            : throw Refusal.BadJson();
    }

    /// <summary>A body in parts: the JSON under payload_json, and files under files[n].</summary>
    private static RequestBody ParseParts(string contentType, byte[] body)
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
                using var part = new MemoryStream();
                section.Body.CopyTo(part);
                if (NumberOf(name) is { } number)
                    files[number] = new UploadedFile(
                        disposition!.FileNameStar.Value
                            ?? disposition.FileName.Value?.Trim('"')
                            ?? "file",
                        section.ContentType ?? "application/octet-stream",
                        part.ToArray()
                    );
                else if (name is "payload_json" && !SafeJson.TryParse(part.ToArray(), out payload))
                    throw Refusal.BadJson();
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
        name is ['f', 'i', 'l', 'e', 's', '[', .. var digits, ']']
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
