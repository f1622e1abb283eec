using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResultsBot.LiveBlog.Site;
using ResultsBot.Newswire;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog;

/// <summary>Serves the live blog over HTTP: to read, and nothing else.</summary>
public sealed class LiveBlogServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly BlogRoutes _routes;
    private readonly NewsStreams _streams;

    private LiveBlogServer(
        WebApplication app,
        BlogRoutes routes,
        NewsStreams streams,
        Uri address
    ) => (_app, _routes, _streams, Address) = (app, routes, streams, address);

    /// <summary>Where readers find it.</summary>
    public Uri Address { get; }

    /// <param name="urls">Where to listen, as ASP.NET Core writes it, several by “;”.</param>
    /// <param name="publicAddress">Where readers find it, with a slash at its end; null for where it listens.</param>
    /// <param name="title">Null for the election's name.</param>
    /// <exception cref="IOException">An address is in use or none of this machine's: the message says so.</exception>
    public static Task<LiveBlogServer> Start(
        string urls,
        Uri? publicAddress,
        string? title,
        LiveBlogReader reader,
        Phrasebook phrases,
        PostWriter writer,
        Quarantine quarantine,
        FindPhoto findPhoto,
        ILoggerFactory logs,
        CancellationToken ct
    ) =>
        Start(
            urls,
            publicAddress,
            title,
            reader,
            phrases,
            writer,
            quarantine,
            findPhoto,
            ReaderLimits.OfThisMachine(),
            logs,
            ct
        );

    internal static async Task<LiveBlogServer> Start(
        string urls,
        Uri? publicAddress,
        string? title,
        LiveBlogReader reader,
        Phrasebook phrases,
        PostWriter writer,
        Quarantine quarantine,
        FindPhoto findPhoto,
        ReaderLimits limits,
        ILoggerFactory logs,
        CancellationToken ct
    )
    {
        var app = Build(urls, limits, logs);
        var routes = new BlogRoutes(reader, findPhoto, logs);
        var streams = new NewsStreams(reader, limits.Streams, TimeProvider.System);
        app.Use(new Guard(Hosts(urls, publicAddress)).Invoke);
        app.Use(routes.ServeWritten);
        // Here: it would stand before all others otherwise.
        app.UseRouting();
        routes.Map(app);
        app.MapMethods(
            "/events",
            ["GET", "HEAD"],
            http => streams.Serve(http, app.Lifetime.ApplicationStopping)
        );
        try
        {
            await app.StartAsync(ct);
        }
        catch (Exception e)
        {
            streams.Dispose();
            await app.DisposeAsync();
            if (e is IOException || e.GetBaseException() is SocketException)
            {
                throw new IOException(
                    $"The live blog cannot listen on {urls}: {e.GetBaseException().Message}",
                    e
                );
            }
            throw;
        }
        var address = new Uri(app.Urls.First().TrimEnd('/') + "/");
        var settings = new BlogSettings(publicAddress ?? address, title);
        routes.Open(new BlogSite(phrases, writer, quarantine, settings));
        return new LiveBlogServer(app, routes, streams, settings.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _streams.Dispose();
        _routes.Dispose();
    }

    private static HashSet<string> Hosts(string urls, Uri? publicAddress) =>
        urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(url => BindingAddress.Parse(url).Host)
            .Append(publicAddress?.Host ?? "localhost")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static WebApplication Build(string urls, ReaderLimits limits, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, NotOurProcess>();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        // An answer is nearly always written already: handing it from thread to thread costs as much as sending it. What does
        // wait (a page that is written, a slow reader) waits asynchronously, so nobody is held up behind it.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, limits));
        builder.WebHost.UseUrls(urls);
        return builder.Build();
    }

    /// <summary>Whoever is slow or greedy is cut off: posts to the newsrooms come first.</summary>
    private static void Limit(KestrelServerOptions kestrel, ReaderLimits readers)
    {
        kestrel.AddServerHeader = false;
        var byAddress = new ConnectionsByAddress(readers.ConnectionsByAddress);
        kestrel.ConfigureEndpointDefaults(endpoint =>
            endpoint.Use(next => connection => byAddress.Serve(connection, next))
        );
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = readers.Connections;
        limits.MaxRequestBodySize = 0;
        limits.MaxRequestLineSize = 2 * 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestBufferSize = 20 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
    }

    /// <summary>The process belongs to the bot.</summary>
    private sealed class NotOurProcess : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
