using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ResultsBot.Sandbox.Slack;

/// <summary>
/// A stand-in for a workspace of Slack on this machine's loopback: the few methods of its Web API that post, edit and
/// read, with the limits and refusals that its documents give. Slack's own client, unchanged, is its judge.
/// </summary>
public sealed class SlackSandbox : IAsyncDisposable
{
    /// <summary>The only one that it takes.</summary>
    public const string BotToken = "xoxb-sandbox";

    private readonly WebApplication _app;

    private SlackSandbox(WebApplication app, SlackWorkspace workspace) =>
        (_app, Workspace) = (app, workspace);

    /// <summary>What there is, and what can be done to it.</summary>
    public SlackWorkspace Workspace { get; }

    /// <summary>With a slash at its end.</summary>
    public required Uri ApiAddress { get; init; }

    /// <param name="port">0 for any free one.</param>
    public static async Task<SlackSandbox> Start(
        int port,
        TimeProvider time,
        ILoggerFactory logs,
        CancellationToken ct
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var workspace = new SlackWorkspace(time);
        var methods = new SlackMethods(workspace, BotToken);
        app.UseRouting();
        app.Map(
            "/api/{method}",
            async (HttpContext http) =>
                await methods.Answer((string)http.GetRouteValue("method")!, http)
        );
        app.MapPost(
            "/upload/{file}",
            async (HttpContext http) =>
                await methods.Take((string)http.GetRouteValue("file")!, http)
        );
        await app.StartAsync(ct);
        return new SlackSandbox(app, workspace)
        {
            ApiAddress = new Uri(app.Urls.First().TrimEnd('/') + "/api/"),
        };
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
