using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using NSec.Cryptography;
using ResultsBot.Discord;
using ResultsBot.Hosting;

namespace ResultsBot.Tests.Hosting;

/// <summary>Interactions over HTTP: two machines behind a load balancer, of which one leads.</summary>
public sealed class InteractionServerTests : IAsyncLifetime, IDisposable
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9/");

    private readonly Key _key = Key.Create(SignatureAlgorithm.Ed25519);
    private readonly HttpClient _client = new();
    private readonly List<Interaction> _answered = [];
    private readonly List<InteractionServer> _servers = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _key.Dispose();
    }

    [Fact]
    public async Task Discord_is_answered_a_ping_and_refused_a_forged_one_by_whoever_it_tries()
    {
        var standby = await Start();

        using var pong = await Post(standby, """{"type":1}""");
        using var refused = await Post(standby, """{"type":1}""", signed: """{"type":2}""");

        Assert.Equal(HttpStatusCode.OK, pong.StatusCode);
        Assert.Equal("application/json", pong.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"type":1}""", await pong.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Who_leads_answers_and_once_however_often_it_is_told()
    {
        var leader = await Start();
        leader.AnswerWith(_answered.Add);

        Assert.Equal(HttpStatusCode.Accepted, await Press(leader, "900"));
        Assert.Equal(HttpStatusCode.Accepted, await Press(leader, "900"));
        Assert.Equal(HttpStatusCode.Accepted, await Press(leader, "901"));

        Assert.Equal(["900", "901"], _answered.Select(i => $"{i.Id}"));
        leader.AnswerNoMore();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Press(leader, "902"));
        Assert.Equal(2, _answered.Count);
    }

    [Fact]
    public async Task Who_stands_by_hands_on_to_who_leads()
    {
        var leader = await Start();
        leader.AnswerWith(_answered.Add);
        var standby = await Start(leader.Addresses.Single());

        Assert.Equal(HttpStatusCode.Accepted, await Press(standby, "900"));
        // A load balancer that tries both.
        Assert.Equal(HttpStatusCode.Accepted, await Press(leader, "900"));

        Assert.Equal("900", $"{Assert.Single(_answered).Id}");
    }

    [Fact]
    public async Task Two_that_stand_by_do_not_hand_on_to_each_other_for_ever()
    {
        var (first, second) = (FreeUrl(), FreeUrl());
        var one = await Start(new Uri(second), first);
        var two = await Start(new Uri(first), second);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Press(one, "900"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Press(two, "900"));
    }

    [Fact]
    public async Task Where_the_other_machine_is_away_a_load_balancer_is_told_to_try_elsewhere() =>
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Press(await Start(Nowhere), "900"));

    [Fact]
    public async Task What_is_no_interaction_is_refused()
    {
        var server = await Start();
        server.AnswerWith(_answered.Add);
        var place = new Uri(server.Addresses.Single(), "/interactions");

        using var unread = await Post(server, "{}");
        using var got = await _client.GetAsync(place);
        using var elsewhere = await _client.PostAsync(new Uri(place, "/"), null);
        using var unsigned = await _client.PostAsync(place, new StringContent(Button("900")));
        using var tooMuch = new HttpRequestMessage(HttpMethod.Post, place)
        {
            Content = new StringContent(new string(' ', 1024 * 1024 + 1)),
        };
        // The server doesn't read it: who sends it without asking first may find the connection closed before the answer.
        tooMuch.Headers.ExpectContinue = true;
        using var huge = await _client.SendAsync(tooMuch);

        Assert.Equal(HttpStatusCode.BadRequest, unread.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, got.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
        Assert.Empty(_answered);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named_with_its_key()
    {
        var taken = (await Start()).Addresses.Single();

        var refused = await Assert.ThrowsAsync<IOException>(() => Start(null, $"{taken}"));

        Assert.StartsWith("Interactions:Urls: ", refused.Message, StringComparison.Ordinal);
    }

    private Task<InteractionServer> Start(Uri? peer = null) => Start(peer, "http://127.0.0.1:0");

    private async Task<InteractionServer> Start(Uri? peer, string urls)
    {
        var hex = Convert.ToHexString(_key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
        Assert.True(InteractionKey.TryParse(hex, out var key));
        var server = await InteractionServer.Start(
            new InteractionOptions(urls, key, peer),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        _servers.Add(server);
        return server;
    }

    private static string FreeUrl()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return $"http://{socket.LocalEndpoint}";
    }

    private static string Button(string id) =>
        $$"""
            {"id":"{{id}}","application_id":"200","token":"t","type":3,"data":{"custom_id":"b"} }
            """;

    private async Task<HttpStatusCode> Press(InteractionServer server, string id)
    {
        using var answer = await Post(server, Button(id));
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> Post(
        InteractionServer server,
        string body,
        string? signed = null
    )
    {
        var timestamp = TimeProvider
            .System.GetUtcNow()
            .ToUnixTimeSeconds()
            .ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(server.Addresses.Single(), InteractionServer.Path)
        )
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Signature-Timestamp", timestamp);
        request.Headers.Add(
            "X-Signature-Ed25519",
            Convert.ToHexStringLower(
                SignatureAlgorithm.Ed25519.Sign(
                    _key,
                    Encoding.UTF8.GetBytes(timestamp + (signed ?? body))
                )
            )
        );
        return await _client.SendAsync(request);
    }
}
