using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;

namespace ResultsBot.Simulation;

/// <summary>
/// A store that keeps all in memory and never waits, for a simulated clock. It keeps what every store promises: it
/// runs the same contract.
/// </summary>
internal sealed class MemoryStore : IStore
{
    private readonly List<ElectionEvent> _events = [];
    private readonly List<LogEntry> _bulletins = [];
    private readonly Dictionary<string, (int First, int Count)> _deliveries = [];
    private readonly Dictionary<string, string> _rolls = [];
    private readonly SortedDictionary<Address, Subscriber> _channels = [];
    private readonly SortedDictionary<(Address Channel, long First), Receipt> _receipts = [];
    private readonly Dictionary<(Address, string), string> _notes = [];
    private readonly Dictionary<Address, Mention> _mentions = [];
    private readonly Dictionary<string, Photo> _photos = [];
    private readonly Dictionary<string, Draft> _drafts = [];
    private readonly SortedSet<(string Person, string Contest)> _assignments = [];
    private readonly SortedDictionary<string, Card> _cards = new(StringComparer.Ordinal);

    /// <summary>A message that is known to stand in a channel.</summary>
    public sealed record Receipt(
        Address Address,
        long First,
        long Last,
        Page Page,
        Posted Posted,
        long AsOf,
        bool ToPublish
    )
    {
        public ulong Channel => Address.Channel();

        public ulong Place => DiscordAddresses.Message(Posted.Handle).Place.Value;

        public ulong Message => DiscordAddresses.Message(Posted.Handle).Message.Value;
    }

    public string StoreId { get; init; } = "memory";

    public string FilePath => "memory.db";

    public Task ConfirmLeading(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Which bulletins cannot be read back.</summary>
    public Func<LogEntry, bool> IsGarbled { get; set; } = _ => false;

    /// <summary>Another for each process: what is not written down is not known to the next.</summary>
    public Quarantine Quarantine { get; set; } = new();

    /// <summary>What stands in Discord's channels.</summary>
    public IReadOnlyCollection<Receipt> Receipts =>
        [.. _receipts.Values.Where(r => r.Address.Outlet == DiscordAddresses.Outlet)];

    public Task<IReadOnlyDictionary<string, string>> ReadRolls(CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(
            new Dictionary<string, string>(_rolls)
        );

    public Task SaveRolls(IReadOnlyDictionary<string, string> rolls)
    {
        foreach (var (contest, fingerprint) in rolls)
        {
            _rolls[contest] = fingerprint;
        }
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ElectionEvent> ReadEvents(CancellationToken ct) =>
        _events.ToArray().ToAsyncEnumerable();

    public Task<ImmutableArray<StoredEvent>> ReadRecord(CancellationToken ct) =>
        Task.FromResult<ImmutableArray<StoredEvent>>([
            .. _deliveries
                .OrderBy(d => d.Value.First)
                .SelectMany(
                    d => _events.Skip(d.Value.First).Take(d.Value.Count).Index(),
                    (d, e) => new StoredEvent(d.Value.First + e.Index + 1, d.Key, e.Item)
                ),
        ]);

    public Task<ImmutableArray<ElectionEvent>> FindDelivery(
        string interaction,
        CancellationToken ct
    ) =>
        Task.FromResult<ImmutableArray<ElectionEvent>>(
            _deliveries.TryGetValue(interaction, out var d)
                ? [.. _events.Skip(d.First).Take(d.Count)]
                : []
        );

    public Task<Appended> Append(
        long expectedVersion,
        string interaction,
        ImmutableArray<ElectionEvent> events,
        ImmutableArray<Bulletin> bulletins,
        BulletinLog log
    )
    {
        if (_events.Count != expectedVersion)
        {
            return Task.FromResult<Appended>(new Appended.Conflict(_events.Count));
        }
        if (!_deliveries.TryAdd(interaction, (_events.Count, events.Length)))
        {
            return Task.FromException<Appended>(
                new InvalidOperationException($"{interaction} was stored before.")
            );
        }
        _events.AddRange(events);
        var first = _bulletins.Count;
        _bulletins.AddRange(bulletins.Select((b, i) => new LogEntry(first + i + 1, b)));
        return Task.FromResult<Appended>(
            new Appended.Stored(_events.Count, [.. _bulletins.Skip(first)])
        );
    }

    public IReadOnlyList<LogEntry> Bulletins => [.. _bulletins];

    public IAsyncEnumerable<LogEntry> ReadBulletins(CancellationToken ct) =>
        Bulletins.Where(CanBeRead).ToAsyncEnumerable();

    public Task<ImmutableArray<Subscriber>> ReadSubscribers(CancellationToken ct) =>
        Task.FromResult<ImmutableArray<Subscriber>>([.. _channels.Keys.Select(c => Find(c)!)]);

    public Task<Subscriber> Subscribe(
        Address channel,
        Group guild,
        Topic topic,
        DeliveryChange delivery,
        params ImmutableArray<Topic> instead
    )
    {
        long end = _bulletins.Count;
        var record =
            _channels.GetValueOrDefault(channel)
            ?? new Subscriber(channel, guild, [], end, null, null);
        var replaced = record.Subscriptions.Where(s => instead.Contains(s.Topic)).ToArray();
        ImmutableArray<Subscription> left = [.. record.Subscriptions.Except(replaced)];
        if (left.All(s => s.Topic != topic))
        {
            left = left.Add(
                new Subscription(
                    topic.Scope,
                    topic.Party,
                    topic.Kind,
                    replaced.Select(s => s.Since).Append(end).Min(),
                    topic.Within
                )
            );
        }
        _channels[channel] = record with
        {
            Suspended = null,
            Subscriptions = left,
            Options = delivery.Of(record.Options),
        };
        return Task.FromResult(Find(channel)!);
    }

    public Task<Subscriber?> Unsubscribe(Address channel, ImmutableArray<Topic>? topics)
    {
        if (_channels.TryGetValue(channel, out var record))
        {
            ImmutableArray<Subscription> left = topics is { } some
                ? [.. record.Subscriptions.Where(s => !some.Contains(s.Topic))]
                : [];
            if (left.IsEmpty)
            {
                _channels.Remove(channel);
            }
            else
            {
                _channels[channel] = record with { Subscriptions = left };
            }
        }
        return Task.FromResult(Find(channel));
    }

    /// <summary>Each message that was ever to be sent, by its key.</summary>
    public Dictionary<string, Page> Intended { get; } = [];

    /// <summary>The keys of what was about to be sent to each address.</summary>
    public HashSet<(Address Address, string Key)> Keys { get; } = [];

    public Task Intend(Address channel, Sending sending)
    {
        Intended[sending.Key] = sending.Page;
        Keys.Add((channel, sending.Key));
        return Change(channel, r => r with { Sending = sending });
    }

    public Task Receive(Address channel, Sending sending, Posted? posted)
    {
        if (posted is not null)
        {
            _receipts[(channel, sending.First)] = new Receipt(
                channel,
                sending.First,
                sending.Through,
                sending.Page,
                posted,
                posted.AsOf,
                posted.ToPublish
            );
        }
        return Change(
            channel,
            r =>
                r.Bookmark < sending.Through
                    ? r with
                    {
                        Bookmark = sending.Through,
                        Sending = null,
                        PostedAt = posted?.At ?? r.PostedAt,
                        Ahead = [.. r.Ahead.Where(a => a.Position > sending.Through)],
                    }
                    : r
        );
    }

    public Task IntendAhead(Address channel, Ahead ahead)
    {
        Intended[ahead.Key] = new Page(Layout.Cards, [ahead.Position], []);
        Keys.Add((channel, ahead.Key));
        return Change(
            channel,
            r =>
                r.Ahead.Any(a => a.Position == ahead.Position)
                    ? r
                    : r with
                    {
                        Ahead = [.. r.Ahead.Append(ahead).OrderBy(a => a.Position)],
                    }
        );
    }

    public Task ReceiveAhead(Address channel, long position, string handle) =>
        Change(
            channel,
            r =>
                r with
                {
                    Ahead =
                    [
                        .. r.Ahead.Select(a =>
                            a.Position == position ? a with { Handle = handle } : a
                        ),
                    ],
                }
        );

    public Task Suspend(Address channel, Suspension suspension, bool nothingArrived = false) =>
        Change(
            channel,
            r => r with { Suspended = suspension, Sending = nothingArrived ? null : r.Sending }
        );

    public Task Resume(Address channel) => Change(channel, r => r with { Suspended = null });

    public Task<ImmutableArray<Copy>> ReadCopies(
        IReadOnlyCollection<long> positions,
        long revision,
        CancellationToken ct
    ) =>
        Task.FromResult<ImmutableArray<Copy>>([
            .. _receipts
                .Values.Where(r => r.AsOf < revision && r.Page.Needs.Any(positions.Contains))
                .Select(r => new Copy(r.Address, r.First, r.Posted.Handle, r.Page)),
        ]);

    public Task Revise(Address channel, long first, long asOf)
    {
        if (_receipts.TryGetValue((channel, first), out var receipt) && receipt.AsOf < asOf)
        {
            _receipts[(channel, first)] = receipt with { AsOf = asOf };
        }
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<Unpublished>> ReadUnpublished(CancellationToken ct) =>
        Task.FromResult<ImmutableArray<Unpublished>>([
            .. _receipts
                .Values.Where(r => r.ToPublish)
                .Select(r => new Unpublished(r.Address, r.First, r.Posted.Handle, r.Posted.At)),
        ]);

    public Task Publish(Address channel, long first)
    {
        if (_receipts.TryGetValue((channel, first), out var receipt))
        {
            _receipts[(channel, first)] = receipt with { ToPublish = false };
        }
        return Task.CompletedTask;
    }

    public Task<string?> Find(Address address, string name, CancellationToken ct) =>
        Task.FromResult(_notes.GetValueOrDefault((address, name)));

    public Task Save(Address address, string name, string text)
    {
        _notes[(address, name)] = text;
        return Task.CompletedTask;
    }

    public Task Delete(Address address, string name)
    {
        _notes.Remove((address, name));
        return Task.CompletedTask;
    }

    public Task<Subscriber?> SetMention(Address channel, Mention? mention)
    {
        if (mention is null)
        {
            _mentions.Remove(channel);
        }
        else
        {
            _mentions[channel] = mention;
        }
        return Task.FromResult(Find(channel));
    }

    public Task Save(Photo photo)
    {
        if (
            !Photo.IsName(photo.Name)
            || photo.Bytes.IsDefaultOrEmpty
            || photo.Bytes.Length > Photo.LongestBytes
        )
        {
            throw new ArgumentException($"{photo.Name} cannot be kept.", nameof(photo));
        }
        _photos.TryAdd(photo.Name, photo);
        return Task.CompletedTask;
    }

    public Task<Photo?> FindPhoto(string name, CancellationToken ct) =>
        Task.FromResult(_photos.GetValueOrDefault(name));

    public Task Save(Draft draft)
    {
        _drafts.TryAdd(draft.Id, draft);
        return Task.CompletedTask;
    }

    Task<Draft?> IDraftStore.Find(string id, CancellationToken ct) =>
        Task.FromResult(_drafts.GetValueOrDefault(id));

    public Task<ImmutableArray<(string Person, ContestId Contest)>> ReadAssignments(
        CancellationToken ct
    ) =>
        Task.FromResult<ImmutableArray<(string, ContestId)>>([
            .. _assignments.Select(a => (a.Person, new ContestId(a.Contest))),
        ]);

    public Task Assign(string person, ImmutableArray<ContestId> contests)
    {
        _assignments.RemoveWhere(a => a.Person == person);
        _assignments.UnionWith(contests.Select(c => (person, c.Value)));
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<Card>> ReadCards(CancellationToken ct) =>
        Task.FromResult<ImmutableArray<Card>>([.. _cards.Values]);

    public Task SaveCard(Card card)
    {
        _cards[card.Name] = card;
        return Task.CompletedTask;
    }

    public Task DeleteCard(string name)
    {
        _cards.Remove(name);
        return Task.CompletedTask;
    }

    private Subscriber? Find(Address channel) =>
        _channels.TryGetValue(channel, out var record)
            ? record with
            {
                Mention = _mentions.GetValueOrDefault(channel),
            }
            : null;

    private Task Change(Address channel, Func<Subscriber, Subscriber> change)
    {
        if (_channels.TryGetValue(channel, out var record))
        {
            _channels[channel] = change(record);
        }
        return Task.CompletedTask;
    }

    private bool CanBeRead(LogEntry entry)
    {
        if (!IsGarbled(entry))
        {
            return true;
        }
        Quarantine.Add(
            new Quarantined(
                entry.Position,
                entry.Bulletin.GetType().Name,
                null,
                new InvalidDataException("It cannot be read.")
            )
            {
                Revises =
                [
                    .. new BulletinLog(_bulletins.Where(b => b.Position < entry.Position)).Revised(
                        entry,
                        []
                    ),
                ],
            }
        );
        return false;
    }
}
