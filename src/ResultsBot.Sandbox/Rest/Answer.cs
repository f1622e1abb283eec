using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>What is answered, with the headers that go with it alone.</summary>
internal sealed record Answer(int Status, string? Body)
{
    private const string Json = "application/json";

    public string ContentType { get; init; } = Json;

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the body is encoded with, as its header says, in the place of <see cref="Body"/>; null for none.</summary>
    public (string Name, byte[] Body)? Encoded { get; init; }

    public static readonly Answer NoContent = new(204, null);

    public static Answer Ok(JsonNode json) => new(200, json.ToJsonString());

    public static Answer Ok(string json) => new(200, json);

    public static Answer Created(JsonNode json) => new(201, json.ToJsonString());

    public static Answer Of(Refusal refusal) => new(refusal.Status, refusal.Json);

    /// <summary>What Cloudflare shows in Discord's place.</summary>
    public static Answer Page(int status, string title) =>
        new(
            status,
            $"<!DOCTYPE html><html><head><title>{title}</title></head><body>{title}</body></html>"
        )
        {
            ContentType = "text/html; charset=UTF-8",
        };

    public static Answer Limited(LimitReached limit)
    {
        var seconds = Math.Max(0.001, Math.Ceiling(limit.Wait.TotalMilliseconds) / 1000);
        var json = Shape.Of(
            ("message", limit.Message),
            ("retry_after", seconds),
            ("global", limit.Scope is "global")
        );
        json.Set("code", limit.Code);
        var answer = new Answer(429, json.ToJsonString());
        answer.Headers["X-RateLimit-Scope"] = limit.Scope;
        if (limit.Scope is "global")
            answer.Headers["X-RateLimit-Global"] = "true";
        answer.Headers["Retry-After"] = Math.Ceiling(limit.HeaderWait?.TotalSeconds ?? seconds)
            .ToString(CultureInfo.InvariantCulture);
        answer.Headers["Via"] = "1.1 google";
        return answer;
    }

    /// <summary>An answer that nobody can read.</summary>
    public Answer Garbled(FaultKind how) =>
        this with
        {
            Body = Body ?? "{}",
            Encoded = how switch
            {
                FaultKind.CutGzip => ("gzip", CutGzip(Body ?? "{}")),
                FaultKind.NoBrotli => ("br", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
                _ => ("gzip", "no gzip"u8.ToArray()),
            },
        };

    private static byte[] CutGzip(string json)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(json));
        return memory.ToArray()[..(int)(memory.Length / 2)];
    }

    public async Task Write(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        if (Body is null)
            return; // and no content type: some clients would parse the empty body
        response.ContentType = ContentType;
        if (Encoded is { Name: var encoding })
            response.Headers.ContentEncoding = encoding;
        var bytes = Encoded?.Body ?? Encoding.UTF8.GetBytes(Body);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
