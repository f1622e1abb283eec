using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.Tests;

/// <summary>Who may speak to the sandbox, and what strangers get to hear.</summary>
public sealed class EdgeSpecs
{
    [Fact]
    public async Task A_port_in_use_says_so()
    {
        await using var first = await Running.Start();
        var options = new SandboxOptions { Port = first.Server.PageAddress.Port };
        var e = await Assert.ThrowsAsync<IOException>(() => Running.Start(options));
        Assert.Contains("in use", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_are_the_same_at_every_start()
    {
        await using var first = await Running.Start();
        await using var second = await Running.Start();
        Assert.Equal(first.Server.GuildId, second.Server.GuildId);
        Assert.Equal(first.Newsroom, second.Newsroom);
        Assert.Equal(IPAddress.Loopback.ToString(), first.Server.PageAddress.Host);
    }

    [Theory]
    [InlineData("GET", "no/such/route", 404, 0)]
    [InlineData("GET", "channels/abc", 400, 50035)]
    [InlineData("GET", "channels/1", 404, 10003)]
    [InlineData("GET", "guilds/1", 404, 10004)]
    [InlineData("GET", "users/1", 404, 10013)]
    [InlineData("PATCH", "users/@me/guilds", 404, 0)]
    [InlineData("PUT", "applications/1/commands", 403, 20012)]
    [InlineData("POST", "webhooks/1/x", 404, 10015)]
    public async Task What_does_not_exist_is_refused_as_discord_does(
        string method,
        string path,
        int status,
        int code
    )
    {
        await using var sandbox = await Running.Start();
        var reply = await sandbox.Ask(new HttpMethod(method), path, method is "GET" ? null : "{}");
        Assert.Equal((status, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Without_the_token_it_is_401_and_without_a_user_agent_403()
    {
        await using var sandbox = await Running.Start();
        using var stranger = new HttpClient { BaseAddress = sandbox.Server.ApiAddress };
        using var bare = await stranger.GetAsync("users/@me");
        Assert.Equal(40333, (await Reply.Read(bare)).Code);
        stranger.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("x", "1"));
        using var nobody = await stranger.GetAsync("users/@me");
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using var gateway = await stranger.GetAsync("gateway");
        Assert.Equal(HttpStatusCode.OK, gateway.StatusCode);
    }

    [Theory]
    [InlineData("api/users/@me")]
    [InlineData("api/v6/users/@me")]
    [InlineData("api/v10/oauth2/applications/@me")]
    [InlineData("api/v10/applications/@me")]
    public async Task Every_version_of_the_address_is_answered(string path)
    {
        await using var sandbox = await Running.Start();
        Assert.Equal(
            200,
            (
                await sandbox.Ask(
                    HttpMethod.Get,
                    new Uri(sandbox.Server.PageAddress, path).AbsoluteUri
                )
            ).Status
        );
    }

    [Fact]
    public async Task A_body_without_its_type_is_refused()
    {
        await using var sandbox = await Running.Start();
        using var content = new StringContent("{}", Encoding.UTF8, "text/plain");
        using var response = await sandbox.Bot.PostAsync(
            $"channels/{sandbox.Newsroom}/messages",
            content
        );
        Assert.Equal(50035, (await Reply.Read(response)).Code);
    }

    [Theory]
    [InlineData("Host", "example.org", 421)]
    [InlineData("Origin", "http://example.org", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    public async Task A_web_page_elsewhere_cannot_drive_the_sandbox(
        string header,
        string value,
        int status
    )
    {
        await using var sandbox = await Running.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "sandbox/gateway/close")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await sandbox.Anybody.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_form_post_without_json_cannot_drive_it_either()
    {
        await using var sandbox = await Running.Start();
        using var content = new StringContent("{}", Encoding.UTF8, "text/plain");
        using var response = await sandbox.Anybody.PostAsync("sandbox/gateway/close", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_page_and_its_files_come_with_a_strict_policy()
    {
        await using var sandbox = await Running.Start();
        foreach (var file in new[] { "", "main.js", "style.css", "icon.svg" })
        {
            using var response = await sandbox.Anybody.GetAsync(file);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            var text = await response.Content.ReadAsStringAsync();
            Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
            Assert.DoesNotContain("//cdn", text, StringComparison.Ordinal);
        }
        using var missing = await sandbox.Anybody.GetAsync("../appsettings.json");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("interactions/command", """{"as":"rita"}""")]
    [InlineData("interactions/command", """{"as":"rita","channel":"newsroom","text":{}}""")]
    [InlineData("interactions/command", """{"as":3,"channel":[],"command":"x","options":[]}""")]
    [InlineData(
        "interactions/component",
        """{"as":"rita","channel":"newsroom","message":"x","custom_id":"y"}"""
    )]
    [InlineData("interactions/modal", """{"as":"rita","interaction":"1","values":{}}""")]
    [InlineData("channels", """{"name":"x","count":"many"}""")]
    [InlineData("channels/newsroom/messages", """{"as":"rita","content":"  "}""")]
    [InlineData("faults", """{"fail_before":-1}""")]
    [InlineData("gateway/close", """{"code":7}""")]
    public async Task Nonsense_to_the_controls_is_a_400_with_a_reason(string path, string body)
    {
        await using var sandbox = await Running.Start();
        var reply = await sandbox.Drive(path, body);
        Assert.Equal(400, reply.Status);
        Assert.False(string.IsNullOrEmpty((string?)reply.Json!["error"]));
    }

    [Fact]
    public async Task A_thousand_channels_are_made_and_counted_over_http()
    {
        await using var sandbox = await Running.Start();
        var made = await sandbox.Drive("channels", """{"count":1000,"name":"ward"}""");
        Assert.Equal(1000, made.Json!.AsArray().Count);
        Assert.Equal(
            200,
            (await sandbox.Post(ulong.Parse((string)made.Json[999]!), """{"content":"c"}""")).Status
        );
        var statistics = JsonNode.Parse(
            await sandbox.Anybody.GetStringAsync("sandbox/statistics")
        )!;
        Assert.Equal(1, (int?)statistics["created"]);
        var held = await sandbox.Anybody.GetStringAsync("sandbox/channels/ward-1000/messages");
        Assert.Single(JsonNode.Parse(held)!.AsArray());
    }

    [Fact]
    public async Task The_feed_tells_each_person_what_that_person_may_see_and_in_order()
    {
        await using var sandbox = await Running.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var rita = await Feed(sandbox, "rita", patience.Token);
        using var olive = await Feed(sandbox, "olive", patience.Token);
        var state = await Next(rita, patience.Token);
        Assert.Equal(5, state["guilds"]![0]!["channels"]!.AsArray().Count);
        Assert.False((bool?)state["bot"]!["connected"]);
        var hers = await Next(olive, patience.Token);
        Assert.Equal("Elsewhere", (string?)Assert.Single(hers["guilds"]!.AsArray())!["name"]);

        await sandbox.Post(sandbox.Newsroom, """{"content":"one"}""");
        sandbox.Server.Control.Write("ed", "newsroom", "two");
        sandbox.Server.Control.Write("olive", "general", "hers");

        var first = await Next(rita, patience.Token);
        var second = await Next(rita, patience.Token);
        Assert.Equal("one", (string?)first["message"]!["content"]);
        Assert.Equal("two", (string?)second["message"]!["content"]);
        Assert.True((long)second["rev"]! > (long)first["rev"]!);
        Assert.Equal("hers", (string?)(await Next(olive, patience.Token))["message"]!["content"]);
    }

    private static async Task<ClientWebSocket> Feed(
        Running sandbox,
        string person,
        CancellationToken ct
    )
    {
        var socket = new ClientWebSocket();
        var address = new UriBuilder(sandbox.Server.PageAddress)
        {
            Scheme = "ws",
            Path = "sandbox/feed",
            Query = "as=" + person,
        };
        await socket.ConnectAsync(address.Uri, ct);
        return socket;
    }

    private static async Task<JsonNode> Next(ClientWebSocket socket, CancellationToken ct)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer, ct);
            whole.Write(buffer, 0, result.Count);
        } while (!result.EndOfMessage);
        return JsonNode.Parse(whole.ToArray())!;
    }
}
