using System.Collections.Immutable;
using System.Net.Http.Headers;

namespace ResultsBot.Discord.Rest;

/// <summary>Requests and answers as HTTP has them.</summary>
internal sealed class RestMessages(DiscordOptions options)
{
    private const long LargestBody = 32 * 1024 * 1024;

    // Without the slash at the end the last part of the path would be replaced, not added to.
    private readonly Uri _root = new(options.BaseAddress.AbsoluteUri.TrimEnd('/') + "/");
    private readonly AuthenticationHeaderValue _authorization = new("Bot", options.Token);

    /// <summary>The server's name, for a log.</summary>
    public string Host => _root.Authority;

    public HttpRequestMessage Message(RestRequest request)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(_root, request.Path))
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        if (!request.IsInteraction)
        {
            message.Headers.Authorization = _authorization;
        }

        if (request.Body is { } body)
        {
            var json = new ByteArrayContent(body);
            json.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            message.Content = request.Files.IsDefaultOrEmpty ? json : InParts(json, request.Files);
        }

        return message;
    }

    /// <summary>developers/reference.mdx, "Uploading Files". The names people see are in the JSON; here they only tell the parts apart.</summary>
    private static MultipartContent InParts(
        ByteArrayContent json,
        ImmutableArray<OutgoingFile> files
    )
    {
        var parts = new MultipartContent("form-data");
        json.Headers.ContentDisposition = Part("payload_json");
        parts.Add(json);
        for (var i = 0; i < files.Length; i++)
        {
            var content = new ReadOnlyMemoryContent(files[i].Bytes);
            content.Headers.ContentType = MediaTypeHeaderValue.TryParse(
                files[i].ContentType,
                out var type
            )
                ? type
                : new MediaTypeHeaderValue("application/octet-stream");
            content.Headers.ContentDisposition = Part($"files[{i}]");
            content.Headers.ContentDisposition.FileName = $"\"{Plain(files[i].Name)}\"";
            parts.Add(content);
        }

        return parts;

        static ContentDispositionHeaderValue Part(string name) =>
            new("form-data") { Name = $"\"{name}\"" };

        static string Plain(string name) =>
            string.Concat(
                name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')
            );
    }

    /// <returns>Null where it is not what its Content-Encoding says: only the status is known then.</returns>
    public static async Task<byte[]?> Body(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LargestBody, ct);
            return await response.Content.ReadAsByteArrayAsync(ct);
        }
        catch (Exception e)
            when (e.GetBaseException() is InvalidDataException or InvalidOperationException)
        {
            // No gzip, or br that ends too soon: the decoders throw one or the other.
            return null;
        }
    }
}
