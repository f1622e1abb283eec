using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace ResultsBot.Sandbox.Tests;

/// <summary>A sandbox of its own for one test, with an HTTP client that is the bot and one that is anybody.</summary>
public sealed class Running : IAsyncDisposable
{
    private Running(SandboxServer server)
    {
        Server = server;
        Bot = new HttpClient { BaseAddress = server.ApiAddress };
        Bot.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bot",
            server.BotToken
        );
        Bot.DefaultRequestHeaders.TryAddWithoutValidation(
            "User-Agent",
            "DiscordBot (https://example.org, 1)"
        );
        Anybody = new HttpClient { BaseAddress = server.PageAddress };
    }

    public SandboxServer Server { get; }
    public HttpClient Bot { get; }
    public HttpClient Anybody { get; }
    public ulong Newsroom => Server.Channels["newsroom"];

    public static async Task<Running> Start(
        SandboxOptions? options = null,
        TimeProvider? time = null
    ) =>
        new(
            await SandboxServer.Start(
                options ?? new SandboxOptions(),
                time ?? TimeProvider.System,
                NullLoggerFactory.Instance,
                CancellationToken.None
            )
        );

    public async Task<Reply> Ask(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Bot.SendAsync(request);
        return await Reply.Read(response);
    }

    public Task<Reply> Post(ulong channel, string body) =>
        Ask(HttpMethod.Post, $"channels/{channel}/messages", body);

    public async Task<Reply> Drive(string path, string body, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, "sandbox/" + path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Anybody.SendAsync(request);
        return await Reply.Read(response);
    }

    public async ValueTask DisposeAsync()
    {
        Bot.Dispose();
        Anybody.Dispose();
        await Server.DisposeAsync();
    }
}

public sealed record Reply(int Status, JsonNode? Json, IReadOnlyDictionary<string, string> Headers)
{
    public int? Code => (int?)Json?["code"];

    public string Id => (string)Json!["id"]!;

    public static async Task<Reply> Read(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var headers = response
            .Headers.Concat(response.Content.Headers)
            .ToDictionary(
                h => h.Key,
                h => string.Join(',', h.Value),
                StringComparer.OrdinalIgnoreCase
            );
        return new Reply(
            (int)response.StatusCode,
            text.Length == 0 ? null : JsonNode.Parse(text),
            headers
        );
    }
}
