using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ResultsBot.Hosting;

/// <summary>A small HTTP server of the bot's own, for other programs; readers have the live blog's.</summary>
internal static class WebServer
{
    /// <param name="key">Of the configuration, for whoever reads what went wrong.</param>
    /// <param name="urls">Where it listens, several by semicolons.</param>
    /// <exception cref="IOException">An address is in use, or none of this machine's.</exception>
    public static async Task<WebApplication> Start(
        string key,
        string urls,
        Action<KestrelServerLimits> limit,
        RequestDelegate serve,
        ILoggerFactory logs,
        CancellationToken ct
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, NotOurProcess>();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
            limit(kestrel.Limits);
        });
        builder.WebHost.UseUrls(urls);
        var app = builder.Build();
        app.Run(serve);
        try
        {
            await app.StartAsync(ct);
            return app;
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            if (e is IOException || e.GetBaseException() is SocketException)
            {
                throw new IOException(
                    $"{key}: nothing can listen on {urls}: {e.GetBaseException().Message}",
                    e
                );
            }
            throw;
        }
    }

    /// <summary>The process belongs to the bot.</summary>
    private sealed class NotOurProcess : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
