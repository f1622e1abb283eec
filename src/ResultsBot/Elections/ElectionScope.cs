using Microsoft.Extensions.DependencyInjection;
using ResultsBot.Desk;
using ResultsBot.Engine;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Elections;

/// <summary>
/// All that belongs to one election and holds state of it: store, log, desk, wording, outlets and broadcaster. A real
/// election, a rehearsal beside it and the warm-up are put together here alike, each with its own.
/// </summary>
internal static class ElectionScope
{
    /// <param name="isRehearsal">Then every post says so.</param>
    /// <param name="newsroom">Its own servers are told first.</param>
    /// <param name="outlets">Those beside Discord.</param>
    /// <exception cref="StoreException">The store does not fit the definition.</exception>
    public static async Task<IServiceCollection> AddElection(
        this IServiceCollection services,
        IStore store,
        Phrasebook phrases,
        HouseRules rules,
        bool isRehearsal,
        Newsroom newsroom,
        OutletSettings outlets,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var log = BulletinLog.Open(store, ct);
        var desk = await ResultsDesk.Open(phrases.Definition, rules, store, log, time, ct);
        return outlets
            .AddTo(services, store.ConfirmLeading)
            .AddSingleton(time)
            .AddSingleton(phrases.Definition)
            .AddSingleton(phrases)
            .AddSingleton(log)
            // Made by the container, so that it is disposed of with it.
            .AddSingleton(_ => desk)
            .AddSingleton(store.Quarantine)
            .AddSingleton<IElectionStore>(store)
            .AddSingleton<ISubscriberStore>(store)
            .AddSingleton<IOutletNotes>(store)
            .AddSingleton<IPhotoStore>(store)
            .AddSingleton<SharedPhotos>()
            .AddSingleton<IPhotos>(store)
            .AddSingleton(new PostWriter(phrases, isRehearsal))
            .AddSingleton<PostEmbeds>()
            .AddSingleton<Pages>()
            .AddSingleton<IOutlet, DiscordOutlet>()
            .AddSingleton<OutletRegistry>()
            .AddSingleton(
                new BroadcastSettings(
                    store.StoreId,
                    newsroom.Guilds.Select(DiscordAddresses.Group).ToHashSet()
                )
            )
            .AddSingleton(_ => new BroadcastMeters(isRehearsal))
            .AddSingleton(provider => provider.GetRequiredService<BroadcastMeters>().Traces)
            .AddSingleton<Broadcaster>();
    }
}
