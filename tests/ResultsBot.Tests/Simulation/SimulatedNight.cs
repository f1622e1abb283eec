using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ResultsBot.Commands;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Storage;
using ResultsBot.Storage.Sql;
using ResultsBot.Wording;

namespace ResultsBot.Simulation;

/// <summary>What came of a simulated night.</summary>
/// <param name="Violations">What was promised and not kept; empty if all was.</param>
internal sealed record NightReport(
    int Seed,
    int Channels,
    int Bulletins,
    int Messages,
    int Edits,
    int Kills,
    ImmutableArray<string> Violations
)
{
    /// <summary>Bugs that were put there and met.</summary>
    public int Bugs { get; init; }

    /// <summary>How often the bot ended by one, and was started anew.</summary>
    public int Ends { get; init; }

    /// <summary>Bulletins that went out as a plain headline.</summary>
    public int Plain { get; init; }

    /// <summary>Bulletins that could not be read back from the store.</summary>
    public int Unread { get; init; }

    /// <summary>Sent as superseded, since a correction of them could not be read; also more than once.</summary>
    public int Superseded { get; init; }
}

/// <summary>
/// A night of which all is drawn from a seed: who follows what and how, what is declared, corrected, taken back, told
/// and held back, what fails and when the process is killed. The same seed is the same night to the last answer.
/// </summary>
internal sealed class SimulatedNight
{
    private const ulong Reporter = 11;
    private const ulong Editor = 12;
    private const ulong SecondEditor = 13;

    /// <summary>One for each caution, and one that sends.</summary>
    private const int MostPresses = 8;

    private readonly Random _random;
    private readonly SimulatedNewsroom _newsroom;
    private readonly ElectionDefinition _definition;
    private readonly Queue<RecordedResult> _recorded;
    private readonly Dictionary<ulong, List<(Topic Topic, long Since)>> _follows = [];
    private readonly Dictionary<Address, (Topic Topic, long Since)> _plain = [];
    private readonly HashSet<ulong> _deleted = [];
    private readonly HashSet<ContestId> _acknowledged = [];
    private readonly List<string> _violations = [];
    private readonly Faults _faults;
    private readonly SimulatedOutlets _outlets;
    private readonly int _seed;
    private readonly bool _needsApproval;
    private readonly Bugs? _bugs;
    private int _kills;
    private int _marked;

    private SimulatedNight(ElectionPack pack, int seed, bool hasBugs, Func<Task<SqlStore>>? open)
    {
        if (hasBugs && open is not null)
        {
            throw new ArgumentException(
                "A real store can read all that it was given.",
                nameof(open)
            );
        }
        _seed = seed;
        _bugs = hasBugs ? new Bugs(seed) { IsOff = true } : null;
        _random = new Random(seed);
        _definition = pack.Definition;
        _recorded = new Queue<RecordedResult>(
            pack.Recorded.Skip(_random.Next(pack.Recorded.Length / 2))
        );
        var secondPerson = (SecondPerson)_random.Next(3);
        _needsApproval = secondPerson == SecondPerson.Always;
        _newsroom = new SimulatedNewsroom(
            pack.Definition,
            new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero),
            seed,
            newsroom: 1,
            secondPerson: secondPerson,
            hasDesk: true,
            phrases: _bugs is null ? null : new BuggyPhrasebook(pack.Definition, _bugs),
            open: open
        );
        if (_bugs is not null)
        {
            _newsroom.StartsAnew = true;
            _newsroom.Discord.Trips = () => _bugs.Pass("delivery", 0.001);
            _newsroom.Breaks = operation =>
            {
                _bugs.Pass("store", 0.001);
                return null;
            };
            _newsroom.Store.IsGarbled = _bugs.IsGarbled;
            _newsroom.Discord.Sees = Look;
        }
        _outlets = new SimulatedOutlets(_newsroom, pack.Definition, seed);
        _newsroom.Discord.Latency = TimeSpan.FromMilliseconds(_random.Next(20, 2000));
        _newsroom.Disk = TimeSpan.FromMilliseconds(_random.Next(1, 50));
        _faults = new Faults(Share(), Share(), Share(), Share(), Share());

        double Share() => _random.Next(3) == 0 ? 0 : 0.08 * _random.NextDouble();
    }

    /// <param name="hasBugs">
    /// Whether exceptions are thrown at random places of wording, codec, delivery and store as well. Then each is either
    /// loud, and the bot started anew, or quarantined and told; nothing else is lost.
    /// </param>
    /// <param name="open">
    /// Opens the real store that the night is kept in, as each process does; null for one in memory alone.
    /// </param>
    public static NightReport Run(
        ElectionPack pack,
        int seed,
        bool hasBugs = false,
        Func<Task<SqlStore>>? open = null
    )
    {
        var night = new SimulatedNight(pack, seed, hasBugs, open);
        try
        {
            night.Play();
        }
        catch (OverflowException e)
        {
            // So that the other seeds are played as well.
            night.Violated($"figures overflowed: {e.StackTrace}");
        }
        var report = night.Report();
        night._newsroom.Forget();
        return report;
    }

    private SimulatedDiscord Discord => _newsroom.Discord;

    private void Play()
    {
        Discord.Faults = Faults.None;
        _newsroom.Start();
        var many = _random.Next(50) == 0;
        var count = many ? _random.Next(100, 1000) : _random.Next(1, 25);
        for (var i = 0; i < count; i++)
        {
            Discord.Add(
                (ulong)(1000 + i),
                _random.Next(8) == 0 ? ChannelType.Announcement : ChannelType.Text
            );
            Follow((ulong)(1000 + i));
        }
        FollowElsewhere();
        Discord.Faults = _faults;
        _newsroom.Plain.Faults = 0.1 * _random.NextDouble();
        _outlets.Break();
        SetBugs(isOff: false);
        var steps = many ? 25 : _random.Next(30, 120);
        for (var i = 0; i < steps; i++)
        {
            Step();
            _newsroom.Pass(Pause());
            if (_needsApproval && _random.Next(3) == 0)
            {
                ApproveAll();
            }
            Watch();
        }
        End();
        Check();
    }

    /// <summary>Often a moment, so that much is on its way at once; sometimes long enough for all to arrive.</summary>
    private TimeSpan Pause() =>
        _random.Next(4) switch
        {
            0 => TimeSpan.FromSeconds(60 * _random.NextDouble()),
            1 => TimeSpan.FromSeconds(5 * _random.NextDouble()),
            _ => TimeSpan.FromMilliseconds(300 * _random.NextDouble()),
        };

    private void SetBugs(bool isOff)
    {
        if (_bugs is not null)
        {
            _bugs.IsOff = isOff;
        }
    }

    private void Step()
    {
        switch (_random.Next(100))
        {
            case < 50:
                if (_recorded.TryDequeue(out var recorded))
                {
                    Declare(recorded);
                }
                break;
            case < 54:
                Write();
                break;
            case < 64:
                Report(_recorded.ElementAtOrDefault(_random.Next(20)));
                break;
            case < 75:
                Revise();
                break;
            case < 78:
                Pause(_newsroom.Election.IsPaused);
                break;
            case < 80:
                Hold();
                break;
            case < 82:
                Approve();
                break;
            case < 86:
                var channel = Any();
                Discord.SetOpen(channel, !Discord.IsOpen(channel));
                _newsroom.Recheck();
                break;
            case < 88:
                var place = Any();
                if (Discord.Read(place) is { Count: > 0 } messages)
                {
                    var message = messages[_random.Next(messages.Count)].Id;
                    // One whose arrival is not known yet cannot be told from one that never came.
                    if (_newsroom.Store.Receipts.Any(r => r.Message == message))
                    {
                        _deleted.Add(message);
                        Discord.DeleteMessage(place, message);
                    }
                }
                break;
            case < 90:
                var faults = Discord.Faults;
                Discord.Faults = Faults.None;
                SetBugs(isOff: true);
                _newsroom.Pass(TimeSpan.Zero);
                Follow(Any());
                SetBugs(isOff: false);
                Discord.Faults = faults;
                break;
            default:
                Kill();
                break;
        }
    }

    private ulong Any() => _follows.Keys.ElementAt(_random.Next(_follows.Count));

    private void Kill()
    {
        _kills++;
        _newsroom.Kill();
        if (_random.Next(2) == 0)
        {
            _newsroom.Pass(TimeSpan.FromSeconds(300 * _random.NextDouble()));
        }
        _newsroom.Start();
    }

    /// <summary>
    /// Types a command and presses the first button until there is none, as somebody does who has read it all. Now and
    /// then the bot is killed in the middle.
    /// </summary>
    /// <returns>The last answer; null where none came.</returns>
    private string? Act(ulong person, string command, params (string Name, string Text)[] options)
    {
        var asked = _newsroom.Type(person, command, options);
        for (var presses = 0; ; presses++)
        {
            if (_random.Next(60) == 0)
            {
                _newsroom.Pass(TimeSpan.FromMilliseconds(200 * _random.NextDouble()));
                Kill();
                return null;
            }
            _newsroom.Await(asked);
            if (Discord.AnswerTo(asked) is not { } shown)
            {
                return null;
            }
            if (presses == MostPresses || FirstButton(shown) is not { } button)
            {
                return (string?)shown["content"] ?? "";
            }
            asked = _newsroom.Press(person, button);
        }
    }

    /// <summary>It sends, or leads on to sending; not one that opens a form.</summary>
    private static string? FirstButton(JsonObject shown) =>
        (shown["components"] as JsonArray ?? [])
            // A form's rows hold no buttons.
            .SelectMany(row => row!["components"] as JsonArray ?? [])
            .FirstOrDefault(b => (bool?)b!["disabled"] != true)
            is { } button
        && (string?)button["custom_id"] is { } id
        && CustomId.Parse(id) is { Action: not (ReadBacks.Edit or UndoCommand.AskFirst) }
            ? id
            : null;

    private void Declare(RecordedResult recorded)
    {
        // Who gets no answer asks again.
        for (var tries = 0; tries < 3 && !_acknowledged.Contains(recorded.Contest); tries++)
        {
            var said = Act(
                Reporter,
                "declare",
                ("seat", recorded.Contest.Value),
                ("result", Paste(recorded.Contest, recorded.Figures))
            );
            if (said?.StartsWith("**Sent.**", StringComparison.Ordinal) == true)
            {
                _acknowledged.Add(recorded.Contest);
            }
            if (said is not null)
            {
                return;
            }
        }
    }

    private string Paste(ContestId contest, Figures figures) =>
        string.Join(
            '\n',
            figures.Votes.Select(v =>
                $"{_definition.Contest(contest).Candidate(v.Candidate).Name}, {_definition.Contest(contest).Candidate(v.Candidate).Party} {v.Votes}"
            )
        );

    /// <summary>Somebody else presses the first button of what waits in the desk's channel.</summary>
    private void Approve()
    {
        var waiting = Discord
            .Read(SimulatedNewsroom.Desk)
            .Select(m => FirstButton(m.Body))
            .OfType<string>()
            .ToArray();
        if (waiting.Length > 0)
        {
            _newsroom.Await(_newsroom.Press(SecondEditor, waiting[_random.Next(waiting.Length)]));
        }
    }

    /// <summary>Where nothing goes out without a second person, somebody sees to it, or next to nothing would be told all night.</summary>
    private void ApproveAll()
    {
        foreach (
            var button in Discord
                .Read(SimulatedNewsroom.Desk)
                .Select(m => FirstButton(m.Body))
                .OfType<string>()
                .Where(b =>
                    CustomId.Parse(b)
                        is { Command: ProposalCards.Command, Action: ProposalCards.Approve }
                )
                .ToArray()
        )
        {
            _newsroom.Await(_newsroom.Press(SecondEditor, button));
        }
    }

    private void Follow(ulong channel)
    {
        var known = _follows.TryGetValue(channel, out var topics);
        topics ??= [];
        var contest = _definition.Contests[_random.Next(_definition.Contests.Length)];
        var scope = _random.Next(4) switch
        {
            0 => new Scope.Seat(contest.Id),
            1 => new Scope.Area(contest.Areas[_random.Next(contest.Areas.Length)]),
            _ => (Scope)new Scope.Area(_definition.Whole),
        };
        PartyId? party =
            _random.Next(4) == 0
                ? contest.Candidates[_random.Next(contest.Candidates.Length)].Party
                : null;
        var kind = (Kind)_random.Next(4);
        if (kind == Kind.Tallies && (scope is Scope.Seat || party is not null))
        {
            kind = Kind.Everything;
        }
        var topic = new Topic(scope, party, kind, Close(channel, kind));
        if (topics.Any(t => t.Topic == topic))
        {
            return;
        }
        var delivery = known
            ? DeliveryChange.None
            : _random.Next(10) switch
            {
                _ when Discord.TypeOf(0, channel) == ChannelType.Announcement => new DeliveryChange(
                    Publishes: _random.Next(2) == 0
                ),
                0 => new DeliveryChange(TimeSpan.FromMinutes(_random.Next(1, 15))),
                1 => new DeliveryChange(Threads: true),
                _ => DeliveryChange.None,
            };
        _follows[channel] = topics;
        _newsroom.Subscribe(channel, topic, delivery, guild: channel % 5 == 0 ? 1UL : 2);
        topics.Add((topic, EndOfWire));
        if (_random.Next(6) == 0)
        {
            _newsroom.Do(() =>
                _newsroom.Broadcaster.SetMention(
                    DiscordAddresses.Address(channel),
                    new Mention("42", [contest.Id], _random.Next(2) == 0)
                )
            );
        }
    }

    /// <summary>
    /// Some channels follow close results alone. Not where bulletins are lost: of what belongs to a result that cannot be
    /// read it is not known whether it is close.
    /// </summary>
    private int? Close(ulong channel, Kind kind) =>
        channel % 4 == 3 && kind is Kind.Results or Kind.Flashes && _bugs is null ? 3_000 : null;

    /// <summary>The same wire at an outlet that knows nothing of Discord.</summary>
    private void FollowElsewhere()
    {
        for (var i = 0; i < 3; i++)
        {
            var contest = _definition.Contests[_random.Next(_definition.Contests.Length)];
            var topic = new Topic(
                i == 0
                    ? new Scope.Area(_definition.Whole)
                    : new Scope.Area(contest.Areas[_random.Next(contest.Areas.Length)]),
                null,
                i == 2 ? Kind.Results : Kind.Everything
            );
            _plain.Add(_newsroom.SubscribePlain($"reader {i}", topic), (topic, EndOfWire));
        }
    }

    private void Report(RecordedResult? of)
    {
        if (of is null)
        {
            return;
        }
        var seat = ("seat", of.Contest.Value);
        switch (_random.Next(5))
        {
            case 0:
                Act(Reporter, "note", seat, ("text", $"Note {_random.Next(1000)}."));
                break;
            case 1:
                var winner = of.Figures.Votes.MaxBy(v => v.Votes).Candidate;
                Act(
                    Reporter,
                    "flash",
                    seat,
                    ("winner", _definition.Contest(of.Contest).Candidate(winner).Name)
                );
                break;
            case 2:
                Act(Reporter, "quote", seat, ("who", "Ann"), ("text", "It is tight."));
                break;
            case 3:
                _newsroom.Do(() =>
                    _newsroom.Kept.Save(new Photo("hall.png", "image/png", [1, 2, 3]))
                );
                _newsroom.Tell(
                    new Bulletin.Noted(
                        _definition.Contest(of.Contest),
                        "The hall.",
                        _newsroom.Time.GetUtcNow(),
                        "hall.png"
                    )
                );
                break;
            default:
                Act(Reporter, "undo");
                break;
        }
    }

    /// <summary>The desk in the live blog: entries of no seat, and marks on any.</summary>
    private void Write()
    {
        var standing = _newsroom.Election.Posts.Values.Where(p => !p.IsWithdrawn).ToArray();
        var entries = Wire().Where(e => e.Bulletin is Bulletin.Posted).ToArray();
        if (standing.Length == 0 || entries.Length == 0)
        {
            Act(Editor, "post", ("headline", $"We are live all night, {_random.Next(1000)}."));
            return;
        }
        var post = standing[_random.Next(standing.Length)];
        var entry = ("entry", $"#{entries[_random.Next(entries.Length)].Position}");
        switch (_random.Next(5))
        {
            case 0:
                // Its command opens a form.
                _newsroom.Submit(
                    new Command.CorrectPost(
                        post.Number,
                        post.Version,
                        new PostWords($"Put right, {_random.Next(1000)}.", "As it is now."),
                        "a slip",
                        "ed"
                    )
                );
                break;
            case 1:
                Act(Editor, "withdraw-post", entry, ("reason", "not ours"));
                break;
            case 2:
                Act(Editor, _random.Next(2) == 0 ? "pin" : "key", entry);
                break;
            default:
                Act(
                    Editor,
                    "post",
                    ("headline", $"What we know at {_random.Next(1000)}."),
                    ("text", "Counting goes on.")
                );
                break;
        }
    }

    private void Revise()
    {
        var declared = _definition
            .Contests.Select(c => c.Id)
            .Where(c => _newsroom.Election.State(c) is ContestState.Declared)
            .ToArray();
        if (declared.Length == 0)
        {
            return;
        }
        var contest = declared[_random.Next(declared.Length)];
        var result = (ContestState.Declared)_newsroom.Election.State(contest);
        var seat = ("seat", contest.Value);
        if (_random.Next(3) == 0)
        {
            Act(Editor, "retract", seat, ("reason", "wrong seat"));
            if (_random.Next(2) == 0)
            {
                _newsroom.Pass(Pause());
                Act(Editor, "reinstate", seat);
            }
            return;
        }
        var votes = result.Figures.Votes;
        var at = _random.Next(votes.Length);
        var figures = result.Figures with
        {
            Votes = votes.SetItem(
                at,
                votes[at] with
                {
                    Votes = votes[at].Votes + _random.Next(1, 3000),
                }
            ),
        };
        Act(
            Editor,
            "correct",
            seat,
            ("reason", "one bundle was missed"),
            ("result", Paste(contest, figures))
        );
    }

    private void Pause(bool isPaused)
    {
        if (isPaused)
        {
            Act(Editor, "resume");
        }
        else
        {
            Act(Editor, "pause", ("line", "Results are paused while we check one."));
        }
    }

    private void Hold()
    {
        if (_newsroom.Election.Embargoes.FirstOrDefault() is { } embargo)
        {
            Act(Editor, "release", ("place", _newsroom.Phrases.Place(embargo)));
            return;
        }
        var contest = _definition.Contests[_random.Next(_definition.Contests.Length)];
        Act(
            Editor,
            "hold",
            (
                "place",
                _newsroom.Phrases.Place(
                    _random.Next(2) == 0
                        ? new Embargo.OfSeat(contest.Id)
                        : new Embargo.OfArea(contest.Areas[0])
                )
            )
        );
    }

    /// <summary>Everything heals, and there is time for all of it.</summary>
    private void End()
    {
        Discord.Faults = Faults.None;
        _newsroom.Plain.Faults = 0;
        _outlets.Mend();
        SetBugs(isOff: true);
        _newsroom.Pass(TimeSpan.Zero);
        foreach (var channel in _follows.Keys)
        {
            Discord.SetOpen(channel, true);
        }
        _newsroom.Recheck();
        _newsroom.Unpause();
        foreach (var embargo in _newsroom.Election.Embargoes)
        {
            _newsroom.Submit(new Command.LiftEmbargo(embargo, "ed"));
        }
        _newsroom.Pass(TimeSpan.FromMinutes(1));
        if (_bugs is not null)
        {
            // What could not be read can be: a version that is right is started.
            _newsroom.Kill();
            _newsroom.Start();
            _newsroom.Pass(TimeSpan.FromMinutes(1));
        }
        _newsroom.StopBoard();
        _newsroom.Pass(TimeSpan.FromHours(3));
    }

    private long EndOfWire => Wire().Count;

    private IReadOnlyList<LogEntry> Wire() => _newsroom.Store.Bulletins;

    private IReadOnlyList<ElectionEvent> Events() =>
        [.. _newsroom.Store.ReadEvents(CancellationToken.None).ToBlockingEnumerable()];

    private IEnumerable<Subscriber> Records() =>
        _newsroom
            .Store.ReadSubscribers(CancellationToken.None)
            .GetAwaiter()
            .GetResult()
            .Where(r => r.Address.Outlet == DiscordAddresses.Outlet);

    /// <summary>What has to hold at every moment, whatever is on its way.</summary>
    private void Watch()
    {
        var declared = Events().OfType<ElectionEvent.ResultDeclared>().Select(e => e.Contest);
        foreach (var contest in _acknowledged.Except(declared))
        {
            Violated($"{contest} was acknowledged and is not stored");
        }
        var receipts = _newsroom.Store.Receipts.ToLookup(r => r.Channel);
        foreach (var record in Records())
        {
            Watch(record, [.. receipts[record.Address.Channel()]]);
        }
    }

    private void Watch(Subscriber record, MemoryStore.Receipt[] receipts)
    {
        var known = receipts.Select(r => r.Message).ToHashSet();
        string?[] onTheirWay =
        [
            record.Sending?.Key[..Limits.Nonce],
            .. record.Ahead.Select(a => a.Key[..Limits.Nonce]),
        ];
        var nonces = new HashSet<string?>();
        foreach (var place in Places(record.Address.Channel()))
        {
            foreach (var message in Discord.Read(place))
            {
                if (!nonces.Add(message.Nonce))
                {
                    Violated(
                        $"channel {record.Address.Channel()}: {message.Text} stands there twice"
                    );
                }
                // What went before its turn is not remembered once the bookmark has passed it.
                if (
                    !known.Contains(message.Id)
                    && !onTheirWay.Contains(message.Nonce)
                    && !IsWordOfTheDesk(message)
                    && !IsUnread(message)
                )
                {
                    Violated(
                        $"channel {record.Address.Channel()}: {message.Text} was sent and not written down before"
                    );
                }
            }
        }
        foreach (var place in receipts.GroupBy(r => r.Place))
        {
            var order = place.OrderBy(r => r.Message).Select(r => r.First).ToArray();
            if (!order.SequenceEqual(order.Order()))
            {
                Violated(
                    $"channel {record.Address.Channel()}: {string.Join(' ', order)} is out of order"
                );
            }
        }
        var twice = receipts
            .SelectMany(r => r.Page!.Positions)
            .GroupBy(p => p)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key)
            .ToArray();
        if (twice.Length > 0)
        {
            Violated(
                $"channel {record.Address.Channel()}: {string.Join(' ', twice)} went out twice"
            );
        }
    }

    private static bool IsWordOfTheDesk(SimulatedMessage message) =>
        message.Titles.ToArray() is ["Note from the desk" or "News: note from the desk"];

    /// <summary>
    /// Whether none of it can be read any longer: a process that began after the post was sent, and before its answer
    /// came, does not know that it stands there.
    /// </summary>
    private bool IsUnread(SimulatedMessage message) =>
        PageOf(message.Nonce) is { } page
        && page.Needs.All(n => _newsroom.Quarantined.GetValueOrDefault(n) is { Bulletin: null });

    private Page? PageOf(string? nonce) =>
        _newsroom
            .Store.Intended.Where(i => i.Key[..Limits.Nonce] == nonce)
            .Select(i => i.Value)
            .SingleOrDefault();

    /// <summary>What a bulletin that cannot be read has changed is not sent as though it still held.</summary>
    private void Look(string path, JsonObject body)
    {
        if (
            _newsroom.Store.Quarantine.Revised.IsEmpty
            || !path.StartsWith("channels/", StringComparison.Ordinal)
            || body["embeds"] is not JsonArray embeds
        )
        {
            return;
        }
        var superseded = _newsroom
            .Store.Quarantine.Items.Where(q => q.Position <= _newsroom.BeganAt)
            .SelectMany(q => q.Revises)
            .ToHashSet();
        var text = string.Join(
            '\n',
            embeds
                .SelectMany(e => new[] { (string?)e!["title"], (string?)e["description"] })
                .Prepend((string?)body["content"])
        );
        foreach (var number in Shown(path, body).Where(superseded.Contains))
        {
            var bulletin = Wire()[(int)number - 1].Bulletin;
            var plain = DiscordText.Of(_newsroom.Phrases.PlainHeadline(bulletin));
            if (Revisions.VerdictOf(bulletin) is null)
            {
                continue;
            }
            if (text.Contains(plain, StringComparison.Ordinal))
            {
                _marked++;
            }
            else
            {
                Violated(
                    $"{path}: bulletin {number} was sent as “{text}” though a correction of it cannot be read"
                );
            }
        }
    }

    /// <summary>The bulletins of a message that is sent or written anew, but for those of which it has the standing alone.</summary>
    private ImmutableArray<long> Shown(string path, JsonObject body) =>
        body["nonce"] is { } nonce
            ? PageOf((string?)nonce)?.Positions ?? []
            : _newsroom
                .Store.Receipts.Where(r => path.EndsWith($"/{r.Message}", StringComparison.Ordinal))
                .Select(r => r.Page!.Positions)
                .SingleOrDefault([]);

    private ulong[] Places(ulong channel) =>
        [channel, .. Discord.Threads(channel).Select(t => t.Id)];

    private void Check()
    {
        var wire = Wire();
        foreach (var item in _newsroom.Quarantined.Values)
        {
            if (
                !_newsroom.Logs.Lines.Any(l =>
                    l.Text.StartsWith($"Bulletin {item.Position} (", StringComparison.Ordinal)
                )
            )
            {
                Violated($"bulletin {item.Position} was quarantined in silence");
            }
        }
        foreach (var (channel, topics) in _follows)
        {
            Check(channel, topics, wire);
        }
        foreach (var (address, follows) in _plain)
        {
            CheckPlain(address, follows, wire);
        }
        _violations.AddRange(
            _outlets.Check(
                wire,
                (topic, entry) => Wants((topic, 0), entry, wire, tallies: false),
                new Phrasebook(_definition)
            )
        );
        if (
            _newsroom.Broadcaster.Status is { Waiting: > 0 } or { Edits: > 0 } or { Suspended: > 0 }
        )
        {
            Violated(
                $"at the end {_newsroom.Broadcaster.Status} {string.Join(' ', _newsroom.Broadcaster.Trouble)}"
            );
        }
    }

    private void Check(
        ulong channel,
        List<(Topic Topic, long Since)> topics,
        IReadOnlyList<LogEntry> wire
    )
    {
        var receipts = _newsroom.Store.Receipts.Where(r => r.Channel == channel).ToArray();
        var places = Places(channel);
        var shown = receipts.SelectMany(r => r.Page!.Positions).ToList();
        foreach (var place in places)
        {
            var last = 0L;
            foreach (var message in Discord.Read(place))
            {
                var receipt = receipts.SingleOrDefault(r => r.Message == message.Id);
                if (receipt is null)
                {
                    // Only a word of the desk goes out without a receipt: before its turn.
                    if (IsWordOfTheDesk(message))
                    {
                        shown.AddRange(PageOf(message.Nonce)!.Positions);
                        continue;
                    }
                    if (IsUnread(message))
                    {
                        shown.AddRange(PageOf(message.Nonce)!.Positions);
                        continue;
                    }
                    Violated(
                        $"channel {channel}: a message nobody knows of: {message.Text.ReplaceLineEndings(" / ")}"
                    );
                    continue;
                }
                var positions = receipt.Page!.Needs.ToArray();
                if (positions.Min() <= last)
                {
                    Violated($"channel {channel}: {positions.Min()} stands behind {last}");
                }
                last = positions.Max();
                var should = Expected(receipt.Page, wire, _newsroom.Pages);
                if (should != message.Text && !positions.Any(_newsroom.Quarantined.ContainsKey))
                {
                    var is_ = message.Text;
                    var at = is_.Zip(should).TakeWhile(z => z.First == z.Second).Count();
                    Violated(
                        $"channel {channel}: message of {string.Join(' ', receipt.Page.Positions)} reads …{Part(is_, at)} and should read …{Part(should, at)}; as of {receipt.AsOf}, {message.Edits} edits"
                    );
                }
            }
        }
        foreach (
            var receipt in receipts.Where(r =>
                !_deleted.Contains(r.Message) && Discord.Read(r.Place).All(m => m.Id != r.Message)
            )
        )
        {
            Violated($"channel {channel}: {receipt} is not there");
        }
        var wanted = wire.Where(e => topics.Any(t => Wants(t, e, wire, tallies: false)))
            .Select(e => e.Position);
        Compare($"{channel}", "bulletins", wanted, shown);
        foreach (var (topic, since) in topics.Where(t => t.Topic.Kind == Kind.Tallies))
        {
            var newest = wire.LastOrDefault(e =>
                e.Position > since && topic.Tally(e.Bulletin) is not null
            );
            var area = ((Scope.Area)topic.Scope).Id;
            var told = receipts
                .SelectMany(r => r.Page!.Tallies)
                .Where(t => t.Area == area)
                .Select(t => t.Position)
                .DefaultIfEmpty()
                .Max();
            if (
                told != (newest?.Position ?? 0)
                && _newsroom.Quarantined.GetValueOrDefault(newest?.Position ?? 0)
                    is not { Bulletin: null }
            )
            {
                Violated(
                    $"channel {channel}: the newest tally of {area} is of {told}, not {newest?.Position}"
                );
            }
        }
    }

    private void CheckPlain(
        Address address,
        (Topic Topic, long Since) follows,
        IReadOnlyList<LogEntry> wire
    )
    {
        var shown = _newsroom.Plain.Read(address).SelectMany(p => p.Numbers).ToArray();
        var wanted = wire.Where(e => Wants(follows, e, wire, tallies: false))
            .Select(e => e.Position);
        Compare($"{address}", "bulletins", wanted, shown);
        // A note from the desk overtakes what waits while all else is held back.
        var inTurn = shown.Where(p => wire[(int)p - 1].Bulletin is not Bulletin.Notice).ToArray();
        if (!inTurn.SequenceEqual(inTurn.Order()))
        {
            Violated($"{address}: {string.Join(' ', inTurn)} is out of order");
        }
    }

    private void Compare(
        string channel,
        string what,
        IEnumerable<long> wanted,
        IEnumerable<long> shown
    )
    {
        var (expected, actual) = (wanted.ToArray(), shown.Order().ToArray());
        if (!expected.SequenceEqual(actual))
        {
            var lost = expected
                .Except(actual)
                // Told to the desk, as what it is: not sent.
                .Where(p => _newsroom.Quarantined.GetValueOrDefault(p) is not { Bulletin: null })
                .ToArray();
            var twice = actual.GroupBy(p => p).Where(g => g.Count() > 1).Select(g => g.Key);
            var unasked = actual.Except(expected);
            var kinds = lost.Take(3).Select(l => Wire()[(int)l - 1].Bulletin.GetType().Name);
            if (lost.Length > 0 || twice.Any() || unasked.Any())
            {
                Violated(
                    $"channel {channel} ({string.Join(' ', kinds)}): {what} lost [{string.Join(' ', lost)}], twice [{string.Join(' ', twice)}], unasked [{string.Join(' ', unasked)}]"
                );
            }
        }
    }

    /// <summary>Whether what is told is followed. A correction concerns all whom what it corrects did.</summary>
    /// <param name="tallies">What is to be said of a topic of tallies.</param>
    public static bool Wants(
        (Topic Topic, long Since) follows,
        LogEntry entry,
        IReadOnlyList<LogEntry> wire,
        bool tallies
    )
    {
        if (entry.Position <= follows.Since)
        {
            return false;
        }
        if (follows.Topic.Kind == Kind.Tallies && entry.Bulletin is not Bulletin.Notice)
        {
            return tallies;
        }
        var told = Revisions.IsRevision(entry.Bulletin)
            ? entry with
            {
                Parties =
                [
                    .. Before(entry, wire)
                        .Where(e => Revisions.Touches(entry, e))
                        .SelectMany(e => e.Bulletin.Parties)
                        .Union(entry.Bulletin.Parties),
                ],
            }
            : entry;
        return (follows.Topic with { Within = null }).Covers(told)
            && (
                follows.Topic.Within is not { } votes
                || entry.Bulletin is Bulletin.Notice
                || IsCloseNews(entry, [.. Before(entry, wire)], votes)
            );
    }

    /// <summary>What was told of the same seat.</summary>
    private static IEnumerable<LogEntry> Before(LogEntry entry, IReadOnlyList<LogEntry> wire) =>
        wire.Where(e =>
            e.Position < entry.Position
            && Revisions.Contest(e.Bulletin) == Revisions.Contest(entry.Bulletin)
        );

    /// <summary>
    /// Whether it, what it adds to, or anything that it changes or takes the place of is close or changes hands.
    /// </summary>
    private static bool IsCloseNews(LogEntry entry, LogEntry[] before, int votes)
    {
        if (Closeness.Of(entry.Bulletin).IsWithin(votes))
        {
            return true;
        }
        var at = Array.FindLastIndex(
            before,
            e => e.Bulletin is Bulletin.Result or Bulletin.Retracted
        );
        return entry.Bulletin switch
        {
            Bulletin.Colour => at >= 0 && IsCloseNews(before[at], before[..at], votes),
            Bulletin.Result or Bulletin.FirstResult => at >= 0
                && before[at].Bulletin is Bulletin.Retracted
                && IsCloseNews(before[at], before[..at], votes),
            var revision => Revisions.IsRevision(revision)
                && before
                    .Index()
                    .Any(b =>
                        Revisions.Touches(entry, b.Item)
                        && IsCloseNews(b.Item, before[..b.Index], votes)
                    ),
        };
    }

    /// <summary>What a message has to say once all is known.</summary>
    public static string Expected(Page page, IReadOnlyList<LogEntry> wire, Pages pages)
    {
        var (notification, embeds) = pages.Show(
            page,
            page.Needs.ToDictionary(p => p, p => wire[(int)p - 1]),
            entry => Revisions.Of(entry, wire)
        );
        return string.Join(
            '\n',
            embeds.SelectMany(e => new[] { e.Title, e.Description, e.Footer }).Prepend(notification)
        );
    }

    private static string Part(string text, int at) =>
        text.Substring(at, Math.Min(80, text.Length - at)).ReplaceLineEndings(" / ");

    private void Violated(string what) => _violations.Add(what);

    private NightReport Report()
    {
        ulong[] places =
        [
            .. _follows.Keys,
            .. _follows.Keys.SelectMany(c => Discord.Threads(c)).Select(t => t.Id),
        ];
        var messages = places.SelectMany(Discord.Read).ToArray();
        return new NightReport(
            _seed,
            _follows.Count,
            (int)EndOfWire,
            messages.Length,
            messages.Sum(m => m.Edits),
            _kills,
            [.. _violations]
        )
        {
            Bugs = _bugs?.Struck ?? 0,
            Ends = _newsroom.Ends,
            Plain = _newsroom.Quarantined.Values.Count(q => q.Bulletin is not null),
            Unread = _newsroom.Quarantined.Values.Count(q => q.Bulletin is null),
            Superseded = _marked,
        };
    }
}
