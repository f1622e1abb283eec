using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResultsBot.Sandbox.Control;
using ResultsBot.Sandbox.Gateway;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.Page;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox;

/// <summary>A stand-in for Discord on this machine's loopback: its REST API, its gateway, and a page to be people on.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Journal? _journal;
    private readonly Faults _faults;
    private readonly InteractionsEndpoint _endpoint;

    private SandboxServer(
        WebApplication app,
        Journal? journal,
        Faults faults,
        InteractionsEndpoint endpoint
    ) => (_app, _journal, _faults, _endpoint) = (app, journal, faults, endpoint);

    public required Uri PageAddress { get; init; }
    public Uri ApiAddress => new(PageAddress, "api/v10/");
    public required string BotToken { get; init; }

    /// <summary>By which interactions over HTTP are signed: 64 hexadecimal digits.</summary>
    public required string PublicKey { get; init; }

    /// <summary>The server in which people work; its id is the same at every start.</summary>
    public ulong GuildId { get; } = FixedIds.Newsroom;

    /// <summary>Another server with the same bot in it, in which nobody of the first is.</summary>
    public ulong OtherGuildId { get; } = FixedIds.Elsewhere;

    /// <summary>The servers of <see cref="SandboxOptions.FurtherGuilds"/>, in order.</summary>
    public required ImmutableArray<ulong> FurtherGuildIds { get; init; }

    public ulong ApplicationId { get; } = FixedIds.Application;

    /// <summary>The channels every world begins with, by name. Their ids are the same at every start.</summary>
    public IReadOnlyDictionary<string, ulong> Channels { get; } =
        FixedIds.Channels.ToImmutableDictionary(c => c.Name, c => c.Id, StringComparer.Ordinal);

    /// <summary>The roles people have in the newsroom: "Reporter", "Editor", "Administrator". Their ids never change.</summary>
    public IReadOnlyDictionary<string, ulong> Roles { get; } = FixedIds.Roles;

    /// <summary>Everything that can be done to the world from outside; /sandbox/… is the same over HTTP.</summary>
    public required SandboxControl Control { get; init; }

    /// <exception cref="IOException">The port is in use, or the data file is.</exception>
    public static async Task<SandboxServer> Start(
        SandboxOptions options,
        TimeProvider time,
        ILoggerFactory logs,
        CancellationToken ct
    )
    {
        var log = logs.CreateLogger<SandboxServer>();
        var world = new SandboxWorld(time, options.FurtherGuilds);
        var journal = options.DataFile is { } file ? Journal.Open(file, world, log) : null;
        var token = options.BotToken ?? SandboxOptions.DefaultToken;
        var app = Build(options.Port, logs);
        var stopping = app.Lifetime.ApplicationStopping;

        var counters = new Counters();
        var faults = new Faults(time) { Latency = options.Latency, Jitter = options.Jitter };
        var events = new GatewayEvents(world, faults);
        var gateway = new GatewayHub(world, events, counters, options, token, faults, log);
        var interactions = new InteractionRoutes(world);
        var endpoint = new InteractionsEndpoint(world, interactions, faults, log);
        var conversations = new Conversations(world, events, endpoint, counters);
        var people = new People(world, conversations);
        var feed = new PageFeed(world, events, people, options.Welcome, stopping);
        if (journal is not null)
            world.Watch(journal);
        world.Watch(events);
        world.Watch(feed);

        var edits = new EditLimits(time, options.EnforceLimits);
        var routes = Routes.All(
            new GeneralRoutes(world, gateway, endpoint),
            new CommandRoutes(world),
            new MessageRoutes(world, counters, edits),
            new ThreadRoutes(world),
            interactions
        );
        var control = new SandboxControl(
            world,
            events,
            gateway,
            people,
            conversations,
            endpoint,
            faults,
            counters,
            edits
        );
        var controlApi = new ControlApi(control, feed, log);

        app.Use(RefuseStrangers);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        app.UseWhen(IsOfControl, branch => branch.Use(controlApi.Guard));
        app.UseWhen(
            http => http.WebSockets.IsWebSocketRequest && !IsOfControl(http),
            branch => branch.Run(http => gateway.Accept(http, stopping))
        );
        app.UsePageFiles();
        controlApi.Map(app);
        new RestApi(world, faults, counters, options, token, log).Map(app, routes, stopping);
        new AttachmentFiles(world).Map(app);

        try
        {
            await app.StartAsync(ct);
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            await endpoint.DisposeAsync();
            journal?.Dispose();
            if (e is IOException || e.GetBaseException() is SocketException)
                throw new IOException($"Port {options.Port} on 127.0.0.1 is in use.", e);
            throw;
        }

        var page = new Uri(app.Urls.First().TrimEnd('/') + "/");
        gateway.Url = $"ws://{page.Authority}";
        world.Files.Root = page;
        log.LogInformation("The sandbox listens on {Address}", page);
        return new SandboxServer(app, journal, faults, endpoint)
        {
            PageAddress = page,
            BotToken = token,
            PublicKey = endpoint.PublicKey,
            FurtherGuildIds =
            [
                .. Enumerable
                    .Range(1, options.FurtherGuilds)
                    .Select(number => FixedIds.Further(number, world.Bot).Guild.Id),
            ],
            Control = control,
        };
    }

    private static WebApplication Build(int port, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, NotOurProcess>();
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(o => ControlJson.Configure(o.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = DiscordLimits.RequestBytes + 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        return builder.Build();
    }

    private static bool IsOfControl(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/sandbox", StringComparison.Ordinal);

    /// <summary>
    /// The process belongs to whoever started the sandbox: it must not take Ctrl+C away from it, nor go before the bot
    /// that is still talking to it.
    /// </summary>
    private sealed class NotOurProcess : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static Task RefuseStrangers(HttpContext http, RequestDelegate next)
    {
        // A web page elsewhere may have its name point here: only loopback names are answered.
        if (http.Request.Host.Host is not ("127.0.0.1" or "localhost" or "[::1]"))
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        else if (IsFromElsewhere(http.Request))
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        else
            return next(http);
        return Task.CompletedTask;
    }

    /// <summary>
    /// A browser says which page a request or a socket comes from; bots and scripts say nothing. The token here is no
    /// secret, so a page elsewhere must not even be let in as a bot.
    /// </summary>
    private static bool IsFromElsewhere(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        var own = $"http://{request.Host.Value}";
        return (origin.Length > 0 && !origin.Equals(own, StringComparison.OrdinalIgnoreCase))
            || request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
    }

    public async ValueTask DisposeAsync()
    {
        _faults.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _endpoint.DisposeAsync();
        _journal?.Dispose();
    }
}
