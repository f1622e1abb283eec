using System.Net;
using Microsoft.Extensions.Logging;

namespace ResultsBot.Discord;

/// <summary>The client put together: <see cref="Rest"/> to speak, <see cref="Gateway"/> to listen. One per token.</summary>
public sealed class DiscordClient : IDisposable
{
    private readonly SocketsHttpHandler _handler;

    private DiscordClient(SocketsHttpHandler handler, DiscordRest rest, DiscordGateway gateway)
    {
        _handler = handler;
        Rest = rest;
        Gateway = gateway;
    }

    public DiscordRest Rest { get; }

    public DiscordGateway Gateway { get; }

    /// <param name="random">Numbers in [0, 1) for jitter, from any thread at once.</param>
    public static DiscordClient Create(
        DiscordOptions options,
        TimeProvider time,
        Func<double> random,
        ILoggerFactory loggers
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry the token to another address.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            EnableMultipleHttp2Connections = true,
            // So that a change of address is noticed in a night.
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            UseCookies = false,
            // What is traced here is of no use there.
            ActivityHeadersPropagator = null,
        };
        var rest = new DiscordRest(
            handler,
            options,
            time,
            random,
            loggers.CreateLogger<DiscordRest>()
        );
        var gateway = new DiscordGateway(
            rest,
            options,
            time,
            random,
            loggers.CreateLogger<DiscordGateway>()
        );
        return new DiscordClient(handler, rest, gateway);
    }

    public void Dispose()
    {
        Rest.Dispose();
        _handler.Dispose();
    }
}
