using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Sandbox;
using ResultsBot.Storage;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Benchmarks;

/// <summary>
/// A night in forty channels and at every outlet, typed by reporters who do not give up: whatever is not known to be stored
/// is typed again. What is drawn comes from a seed.
/// </summary>
internal sealed class TypedNight
{
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(8);

    private readonly Random _random;
    private readonly ElectionDefinition _definition;
    private readonly Queue<RecordedResult> _recorded;
    private readonly SandboxServer _sandbox;
    private readonly Receivers _receivers;
    private readonly Dictionary<ContestId, Figures> _declared = [];
    private readonly Dictionary<ContestId, Figures> _corrected = [];
    private readonly Queue<Wish> _wishes = new();

    public TypedNight(ElectionPack pack, SandboxServer sandbox, Receivers receivers, Random random)
    {
        _receivers = receivers;
        _random = random;
        _definition = pack.Definition;
        _recorded = new Queue<RecordedResult>(pack.Recorded);
        _sandbox = sandbox;
    }

    /// <summary>Something that is typed until it is known to be stored.</summary>
    private sealed record Wish(ContestId Contest, Figures Figures, bool IsCorrection)
    {
        /// <summary>It was sent, and the answer never came.</summary>
        public bool IsInDoubt { get; set; }
    }

    public int Declared => _declared.Count;

    public int Corrected => _corrected.Count;

    /// <summary>How many of them were sent, and the answer never came.</summary>
    public int InDoubt { get; private set; }

    /// <summary>Messages and edits in all, at every outlet.</summary>
    public long Done =>
        _sandbox.Control.Statistics() is var seen
            ? seen.Created + seen.Edited + _receivers.Count
            : 0;

    /// <summary>Results that are to be typed, and now and then a correction.</summary>
    public void Draw(int results)
    {
        for (var i = 0; i < results && _recorded.TryDequeue(out var recorded); i++)
        {
            _wishes.Enqueue(new Wish(recorded.Contest, recorded.Figures, IsCorrection: false));
        }
        if (_random.Next(4) == 0 && Correctable() is { } contest)
        {
            _wishes.Enqueue(new Wish(contest, Other(_declared[contest]), IsCorrection: true));
        }
    }

    /// <summary>Types what is wished, until the bot is gone or all of it is stored.</summary>
    public async Task TypeAll(CancellationToken killed)
    {
        while (!killed.IsCancellationRequested && _wishes.TryPeek(out var wish))
        {
            var contest = _definition.Contest(wish.Contest);
            var paste = Typing.Paste(contest, wish.Figures);
            var (said, words) = await Typing.Send(
                _sandbox,
                wish.IsCorrection ? "ed" : "rita",
                wish.IsCorrection
                    ? $"/correct seat:{contest.Id} reason:One bundle was missed. result:{paste}"
                    : $"/declare seat:{contest.Id} result:{paste}",
                killed
            );
            switch (said)
            {
                case Said.Sent:
                // It had been taken in before the kill: that it stands on the wire is checked at the end.
                case Said.Refused when wish.IsInDoubt:
                    (wish.IsCorrection ? _corrected : _declared)[wish.Contest] = wish.Figures;
                    _wishes.Dequeue();
                    break;
                case Said.Nothing:
                    InDoubt += wish.IsInDoubt ? 0 : 1;
                    wish.IsInDoubt = true;
                    if (!killed.IsCancellationRequested)
                    {
                        // Three seconds without a word: the process is on its way out.
                        return;
                    }
                    break;
                case Said.Refused when killed.IsCancellationRequested:
                    // By who has lost its store: typed again later.
                    break;
                default:
                    throw new InvalidOperationException($"{contest.Name} was not sent: {words}");
            }
        }
    }

    private ContestId? Correctable() =>
        _declared.Keys.Where(c => !_corrected.ContainsKey(c)).ToArray() is { Length: > 0 } some
        && some[_random.Next(some.Length)] is var one
        && _wishes.All(w => w.Contest != one)
            ? one
            : null;

    private Figures Other(Figures figures)
    {
        var at = _random.Next(figures.Votes.Length);
        var line = figures.Votes[at];
        return figures with
        {
            Votes = figures.Votes.SetItem(
                at,
                line with
                {
                    Votes = line.Votes + _random.Next(1, 400),
                }
            ),
        };
    }

    /// <summary>The books balance, and nothing more is written for a while.</summary>
    public async Task<Balance> Settled(Ledger ledger)
    {
        while (_wishes.Count > 0)
        {
            await TypeAll(CancellationToken.None);
        }
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        while (true)
        {
            var before = Done;
            await Task.Delay(Quiet, time);
            if (Done == before || time.GetElapsedTime(began) > LongestQuiet)
            {
                var balance = await ledger.Check(_declared, _corrected);
                if (balance.IsGood || time.GetElapsedTime(began) > LongestQuiet)
                {
                    return balance;
                }
            }
        }
    }

    /// <summary>New channels, each of which follows something.</summary>
    public async Task<Dictionary<ulong, Topic>> Subscribe(ISubscriberStore store, int channels)
    {
        var follows = new Dictionary<ulong, Topic>();
        foreach (var channel in _sandbox.Control.CreateChannels(channels))
        {
            var topic = Topic();
            var delivery =
                _random.Next(10) == 0 ? new DeliveryChange(Threads: true) : DeliveryChange.None;
            await store.Subscribe(
                DiscordAddresses.Address(channel),
                DiscordAddresses.Group(_sandbox.GuildId),
                topic,
                delivery
            );
            follows.Add(channel, topic);
        }
        return follows;
    }

    private Topic Topic()
    {
        var contest = _definition.Contest(
            _recorded.ElementAt(_random.Next(_recorded.Count)).Contest
        );
        Scope scope = _random.Next(6) switch
        {
            0 => new Scope.Seat(contest.Id),
            1 or 2 => new Scope.Area(contest.Areas[_random.Next(contest.Areas.Length)]),
            _ => new Scope.Area(_definition.Whole),
        };
        PartyId? party =
            _random.Next(4) == 0
                ? contest.Candidates[_random.Next(contest.Candidates.Length)].Party
                : null;
        return new Topic(scope, party, _random.Next(3) == 0 ? Kind.Results : Kind.Everything);
    }
}
