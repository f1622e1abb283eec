using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ResultsBot.Sandbox.Rest;

/// <summary>A body in parts: the JSON under payload_json. Files are taken and let go: the sandbox shows no pictures.</summary>
internal static class MultipartBody
{
    public static JsonNode? Parse(string contentType, byte[] body)
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
            // The whole body is in memory already, so these reads complete at once.
            while (reader.ReadNextSectionAsync().GetAwaiter().GetResult() is { } section)
            {
                if (
                    section.GetContentDispositionHeader()?.Name.Value?.Trim('"')
                    is not "payload_json"
                )
                    continue;
                using var part = new MemoryStream();
                section.Body.CopyTo(part);
                if (!SafeJson.TryParse(part.ToArray(), out payload))
                    throw Refusal.BadJson();
            }
            return payload ?? new JsonObject();
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidDataException)
        {
            throw Refusal.BadJson();
        }
    }
}
