using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Discord;
using ResultsBot.Hosting;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Wording;

namespace ResultsBot.Verbs.Checks;

/// <summary>
/// The bot put together as its next start would, on a copy of the store that is thrown away: whatever would keep it from
/// starting shows, and neither the store nor a bot that writes to it is touched.
/// </summary>
internal sealed class TrialStart : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private SqliteStore? _store;
    private ServiceProvider? _bot;

    private TrialStart(DirectoryInfo folder) => _folder = folder;

    /// <summary>What the store holds; null where there is none yet.</summary>
    public StoreContents? Contents { get; private set; }

    /// <summary>Everybody that posts go to, with what the configuration adds.</summary>
    public ImmutableArray<Subscriber> Subscribers { get; private set; } = [];

    public int Unreadable { get; private set; }

    public T Part<T>()
        where T : notnull => _bot!.GetRequiredService<T>();

    /// <exception cref="StoreException">The bot would not start with this store.</exception>
    /// <exception cref="InvalidDataException">The configuration names what the election doesn't have.</exception>
    public static async Task<TrialStart> Make(
        Settings settings,
        Phrasebook phrases,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var trial = new TrialStart(Directory.CreateTempSubdirectory("resultsbot-"));
        try
        {
            await trial.Begin(settings, phrases, time, ct);
            return trial;
        }
        catch
        {
            await trial.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_bot is not null)
        {
            await _bot.DisposeAsync();
        }
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
        _folder.Delete(recursive: true);
    }

    private async Task Begin(
        Settings settings,
        Phrasebook phrases,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var place = StorePlace.Of(settings, phrases.Definition.Id);
        var copy = Path.Combine(_folder.FullName, "trial.db");
        Contents = await place.Copy(copy, ct);
        _store = SqliteStore.Open(
            new SqliteConnectionStringBuilder { DataSource = copy }.ConnectionString,
            place.Election,
            time
        );
        var services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        await BotHost.AddBot(
            services,
            phrases,
            settings.IsRehearsal,
            _store,
            // Nothing is asked of Discord with it.
            new DiscordOptions { Token = "none" },
            new Newsroom(settings.NewsroomGuilds),
            settings.Desk,
            time,
            ct,
            settings.Outlets
        );
        _bot = services.BuildServiceProvider();
        await Part<BulletinLog>().Opened;
        Unreadable = _store.Quarantine.Items.Length;
        Subscribers = await _store.ReadSubscribers(ct);
    }
}
