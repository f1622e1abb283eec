using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;

namespace ResultsBot.Tests.Infrastructure;

internal static class Appending
{
    /// <summary>With a log that holds what is stored, as the desk has one.</summary>
    public static async Task<Appended> Append(
        this IElectionStore store,
        long expectedVersion,
        string interaction,
        ImmutableArray<ElectionEvent> events,
        ImmutableArray<Bulletin> bulletins
    )
    {
        var log = BulletinLog.Open(store, CancellationToken.None);
        await log.Opened;
        return await store.Append(expectedVersion, interaction, events, bulletins, log);
    }
}
