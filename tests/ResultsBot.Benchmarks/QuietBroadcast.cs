using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Discord;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Simulation;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Benchmarks;

/// <summary>
/// The broadcaster on a simulated clock, before a Discord that answers at once and keeps nothing: what takes time or
/// room is the broadcaster's own.
/// </summary>
internal sealed class QuietBroadcast : IDisposable
{
    private readonly Broadcaster _broadcaster;
    private readonly Answering _discord = new();
    private readonly BroadcastMeters _meters = new(isRehearsal: false);
    private Task _running = Task.CompletedTask;

    public QuietBroadcast(
        ElectionDefinition definition,
        SimulatedTime time,
        IElectionStore store,
        ISubscriberStore channels,
        IOutletNotes notes,
        IPhotoStore photos
    )
    {
        Time = time;
        var phrases = new Phrasebook(definition);
        var quarantine = new Quarantine();
        var pages = new Pages(
            phrases,
            new PostWriter(phrases),
            new PostEmbeds(phrases),
            quarantine
        );
        var guilds = new OpenGuilds();
        var rest = new DiscordRest(
            _discord,
            new DiscordOptions
            {
                Token = "the.secret.token",
                BaseAddress = new Uri("http://127.0.0.1:9/api/v10/"),
            },
            time,
            new Random(1).NextDouble,
            NullLogger<DiscordRest>.Instance
        );
        _broadcaster = new Broadcaster(
            Log,
            channels,
            new OutletRegistry([
                new DiscordOutlet(
                    rest,
                    guilds,
                    notes,
                    new SharedPhotos(photos),
                    pages,
                    NullLogger<DiscordOutlet>.Instance
                ),
            ]),
            quarantine,
            new BroadcastSettings(store.StoreId, new HashSet<Group>()),
            time,
            _meters,
            NullLogger<Broadcaster>.Instance
        );
    }

    public SimulatedTime Time { get; }

    public BulletinLog Log { get; } = new([]);

    public long Posts => _discord.Posts;

    public long Edits => _discord.Edits;

    public void Start() =>
        Time.Run(
            () =>
            {
                _running = _broadcaster.Run(CancellationToken.None);
                return Task.CompletedTask;
            },
            () => false,
            Time.GetUtcNow()
        );

    /// <summary>Tells of it, and lets the clock go on until so many posts have gone out.</summary>
    public void Broadcast(Appended.Stored stored, long posts)
    {
        var until = _discord.Posts + posts;
        var isDone = Time.Run(
            () =>
            {
                Log.Append(stored.Entries);
                return Task.CompletedTask;
            },
            () => _discord.Posts >= until,
            Time.GetUtcNow() + TimeSpan.FromHours(1)
        );
        if (!isDone)
        {
            throw new InvalidOperationException($"It has not all gone out. {_running.Exception}");
        }
    }

    public void Publish(Appended.Stored stored) => Log.Append(stored.Entries);

    public void Pass(TimeSpan time)
    {
        Time.Pass(time);
        if (_running.IsCompleted)
        {
            throw new InvalidOperationException($"It has stopped. {_running.Exception}");
        }
    }

    public void Dispose()
    {
        _broadcaster.Dispose();
        _discord.Dispose();
    }

    private sealed class OpenGuilds : IGuilds
    {
        public ChannelType? TypeOf(ulong guild, ulong channel) => ChannelType.Text;

        public bool CanPost(ulong guild, ulong channel) => true;

        public bool IsKnown(ulong guild) => true;

        public bool RequiresTag(ulong guild, ulong channel) => false;

        public string? NameOf(ulong guild, ulong thread) => null;

        public ulong? FindThread(ulong guild, ulong channel, string name) => null;
    }

    private sealed class Answering : HttpMessageHandler
    {
        public long Posts { get; private set; }

        public long Edits { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (request.Method == HttpMethod.Post)
            {
                Posts++;
            }
            else
            {
                Edits++;
            }
            var json =
                $$"""{"id":"{{1_500_000_000_000_000_000 + Posts}}","channel_id":"1","content":"","timestamp":"2024-07-04T22:00:00Z","author":{"id":"5","username":"ResultsBot","bot":true},"embeds":[]}""";
            return Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent(json, Encoding.UTF8, "application/json"),
                }
            );
        }
    }
}

/// <summary>A store on the disk as the simulated clock needs it: it has answered before the clock goes on.</summary>
public class AtOnceProxy : DispatchProxy
{
    private object _target = new();

    internal static T Of<T>(T target)
        where T : class
    {
        var proxy = Create<T, AtOnceProxy>();
        ((AtOnceProxy)(object)proxy)._target = target;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var answer = targetMethod!.Invoke(_target, args);
            (answer as Task)?.Wait();
            return answer;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
