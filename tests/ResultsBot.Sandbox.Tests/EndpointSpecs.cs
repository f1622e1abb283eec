using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NSec.Cryptography;

namespace ResultsBot.Sandbox.Tests;

/// <summary>Interactions over HTTP, with an endpoint that is as good or as bad as each test wants.</summary>
public sealed class EndpointSpecs : IAsyncLifetime
{
    private const string Commands = """[{"name":"help","description":"d"}]""";

    private readonly ConcurrentQueue<(string Agent, JsonNode Body)> _got = [];
    private Running _sandbox = null!;
    private WebApplication _app = null!;
    private Uri _url = null!;
    private bool _takesForged;
    private Func<JsonNode, (int Status, string Body)> _answer = _ => (202, "");

    public async Task InitializeAsync()
    {
        _sandbox = await Running.Start();
        var set = await _sandbox.Ask(
            HttpMethod.Put,
            $"applications/{_sandbox.Server.ApplicationId}/commands",
            Commands
        );
        Assert.Equal(200, set.Status);
        _app = WebApplication.CreateSlimBuilder().Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/in", Serve);
        await _app.StartAsync();
        _url = new Uri(new Uri(_app.Urls.Single()), "/in");
    }

    public async Task DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Once_an_endpoint_is_set_commands_go_there_and_not_over_the_gateway()
    {
        await using var bot = await BotSocket.LogIn(_sandbox.Server, intents: 0);
        Assert.Equal(200, (await Set(_url)).Status);
        _answer = _ => (200, """{"type":4,"data":{"content":"At once."}}""");

        var outcome = await _sandbox.Server.Control.Type("rita", "newsroom", "/help");

        Assert.Equal("At once.", (string?)outcome.Message?["content"]);
        var (agent, body) = Assert.Single(_got, g => (int?)g.Body["type"] == 2);
        Assert.Equal("Discord-Interactions/1.0", agent);
        Assert.Equal("help", (string?)body["data"]!["name"]);
        var application = await _sandbox.Ask(HttpMethod.Get, "applications/@me");
        Assert.Equal(
            (_sandbox.Server.PublicKey, $"{_url}"),
            (
                (string?)application.Json!["verify_key"],
                (string?)application.Json!["interactions_endpoint_url"]
            )
        );
    }

    [Fact]
    public async Task An_answer_by_the_callbacks_address_does_as_well()
    {
        await Set(_url);
        _answer = told =>
        {
            _ = Callback(told);
            return (202, "");
        };

        var outcome = await _sandbox.Server.Control.Type("rita", "newsroom", "/help");

        Assert.Equal("By the callback.", (string?)outcome.Message?["content"]);

        Task<Reply> Callback(JsonNode told) =>
            _sandbox.Ask(
                HttpMethod.Post,
                $"interactions/{told["id"]}/{told["token"]}/callback",
                """{"type":4,"data":{"content":"By the callback."}}"""
            );
    }

    [Fact]
    public async Task An_endpoint_that_takes_what_is_signed_wrongly_is_not_taken()
    {
        _takesForged = true;

        var refused = await Set(_url);

        Assert.Equal(400, refused.Status);
        Assert.Contains(
            "takes what is signed wrongly",
            $"{refused.Json}",
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/in", "does not answer")]
    [InlineData("ftp://127.0.0.1/in", "is no http or https address")]
    public async Task An_endpoint_where_nobody_answers_is_not_taken(string url, string told)
    {
        var refused = await Set(new Uri(url));

        Assert.Equal(400, refused.Status);
        Assert.Contains(told, $"{refused.Json}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "")]
    [InlineData(200, "no JSON")]
    [InlineData(200, """{"type":4,"data":{}}""")]
    [InlineData(202, "")]
    public async Task Without_an_answer_that_counts_the_person_sees_none(int status, string body)
    {
        await Set(_url);
        _answer = _ => (status, body);

        var outcome = await _sandbox.Server.Control.Type("rita", "newsroom", "/help");

        Assert.Equal("failed", outcome.State);
    }

    private Task<Reply> Set(Uri url) =>
        _sandbox.Drive("interactions-endpoint", $$"""{"url":"{{url}}"}""", HttpMethod.Put);

    private async Task Serve(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var signature = Convert.FromHexString(http.Request.Headers["X-Signature-Ed25519"]!);
        var key = PublicKey.Import(
            SignatureAlgorithm.Ed25519,
            Convert.FromHexString(_sandbox.Server.PublicKey),
            KeyBlobFormat.RawPublicKey
        );
        var signed = Encoding.UTF8.GetBytes(http.Request.Headers["X-Signature-Timestamp"] + body);
        if (!_takesForged && !SignatureAlgorithm.Ed25519.Verify(key, signed, signature))
        {
            http.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
            return;
        }
        var json = JsonNode.Parse(body)!;
        _got.Enqueue(($"{http.Request.Headers.UserAgent}", json));
        var (status, text) = (int?)json["type"] == 1 ? (200, body) : _answer(json);
        http.Response.StatusCode = status;
        if (text.Length > 0)
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(text);
        }
    }
}
