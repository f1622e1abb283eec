using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Storage.Sql;

namespace ResultsBot.Hosting;

/// <summary>
/// What a process begins before it's known who leads: the logs, the ways to Discord and from it, and health over HTTP. What
/// can't be listened on ends it here, and not when it has to take over.
/// </summary>
internal sealed class EarlyStart : IAsyncDisposable
{
    private SqlStore? _leading;

    private EarlyStart(ILoggerFactory loggers) => Loggers = loggers;

    public ILoggerFactory Loggers { get; }

    /// <summary>Null without a token, as the session is.</summary>
    public DiscordOptions? Options { get; private set; }

    public GatewaySession? Session { get; private set; }

    /// <summary>Null where interactions come over the gateway.</summary>
    public InteractionServer? Interactions { get; private set; }

    /// <summary>Null where nobody may ask.</summary>
    public HealthServer? Health { get; private set; }

    /// <exception cref="IOException">Health:Urls or Interactions:Urls can't be listened on.</exception>
    public static async Task<EarlyStart> Begin(
        IConfiguration configuration,
        Settings settings,
        CancellationToken ct
    )
    {
        var early = new EarlyStart(
            LoggerFactory.Create(logging => logging.AddConsoleLogs(configuration))
        );
        try
        {
            if (settings.Token is { } token)
            {
                await early.Open(token, settings, ct);
            }
            if (settings.HealthUrls is { } urls)
            {
                early.Health = await HealthServer.Start(
                    urls,
                    TimeProvider.System,
                    early.Loggers,
                    ct
                );
            }
            return early;
        }
        catch
        {
            await early.DisposeAsync();
            throw;
        }
    }

    /// <summary>From now on what is sent waits until it's certain that this process still leads.</summary>
    public void Lead(SqlStore store) => Volatile.Write(ref _leading, store);

    public async ValueTask DisposeAsync()
    {
        if (Interactions is not null)
        {
            await Interactions.DisposeAsync();
        }
        if (Session is not null)
        {
            await Session.DisposeAsync();
            Session.Discord.Dispose();
        }
        // Last: until then it says that the bot isn't ready any more.
        if (Health is not null)
        {
            await Health.DisposeAsync();
        }
        Loggers.Dispose();
    }

    private async Task Open(string token, Settings settings, CancellationToken ct)
    {
        Options = new DiscordOptions
        {
            Token = token,
            BaseAddress = settings.BaseAddress ?? DiscordOptions.DefaultBaseAddress,
            BeforeSending = stop =>
                Volatile.Read(ref _leading)?.ConfirmLeading(stop) ?? Task.CompletedTask,
        };
        var client = BotHost.Client(Options, TimeProvider.System, Loggers);
        client.Gateway.AskAhead(ct);
        Session = new GatewaySession(
            client,
            new GuildDirectory(),
            Loggers.CreateLogger<GatewaySession>()
        );
        if (settings.Interactions is { } interactions)
        {
            Interactions = await InteractionServer.Start(
                interactions,
                TimeProvider.System,
                Loggers,
                ct
            );
        }
    }
}
