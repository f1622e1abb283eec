using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResultsBot.Broadcasting;
using ResultsBot.Commands;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Packs;
using ResultsBot.Pasting;
using ResultsBot.Store;
using ResultsBot.Wire;
using ResultsBot.Wording;

namespace ResultsBot.Hosting;

/// <summary>The bot put together, against whatever speaks Discord's protocol at the given address.</summary>
internal static class BotHost
{
    public static async Task<IHost> Build(
        HostApplicationBuilder builder,
        ElectionPack pack,
        bool isRehearsal,
        SqliteStore store,
        DiscordOptions options,
        Newsroom newsroom,
        CancellationToken ct
    )
    {
        var time = TimeProvider.System;
        var phrases = new Phrasebook(pack.Definition);
        var feed = new WireFeed();
        var desk = await ResultsDesk.Open(pack.Definition, store, feed, time, ct);

        // Listed by name: what the bot can do is read here.
        builder.Services.AddSingleton<ISlashCommand, DeclareCommand>();
        builder.Services.AddSingleton<ISlashCommand, SubscribeCommand>();
        builder.Services.AddSingleton<ISlashCommand, UnsubscribeCommand>();
        builder.Services.AddSingleton<ISlashCommand, SubscriptionsCommand>();
        builder.Services.AddSingleton<ISlashCommand, MentionCommand>();
        builder.Services.AddSingleton<ISlashCommand, SeatCommand>();
        builder.Services.AddSingleton<ISlashCommand, TallyCommand>();

        builder
            .Services.AddSingleton(time)
            .AddSingleton(pack.Definition)
            .AddSingleton(new PartyNames(pack.Definition.Parties))
            .AddSingleton(new Places(phrases))
            .AddSingleton(phrases)
            .AddSingleton(new BulletinEmbeds(phrases, isRehearsal))
            .AddSingleton(desk)
            .AddSingleton(feed)
            .AddSingleton(newsroom)
            .AddSingleton<IElectionStore>(store)
            .AddSingleton<IChannelStore>(store)
            .AddSingleton<IWireArchive>(store)
            .AddSingleton<IPhotoStore>(store)
            .AddSingleton<IDraftStore>(store)
            .AddSingleton(services =>
                DiscordClient.Create(
                    options,
                    time,
                    Jitter(),
                    services.GetRequiredService<ILoggerFactory>()
                )
            )
            .AddSingleton(services => services.GetRequiredService<DiscordClient>().Rest)
            .AddSingleton<GuildDirectory>()
            .AddSingleton<IGuilds>(services => services.GetRequiredService<GuildDirectory>())
            .AddSingleton<Pages>()
            .AddSingleton<Courier>()
            .AddSingleton<Broadcaster>()
            .AddSingleton<Router>();

        // The gateway stops first, so that nothing new comes in while the rest is finished.
        builder.Services.AddHostedService<BroadcastService>().AddHostedService<GatewayService>();
        return builder.Build();
    }

    /// <summary>Numbers in [0, 1) for the client's pauses; chance is all that is asked of them.</summary>
    private static Func<double> Jitter()
    {
        var random = new Random();
        var turn = new Lock();
        return () =>
        {
            lock (turn)
            {
                return random.NextDouble();
            }
        };
    }
}
