using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Store;
using ResultsBot.Wording;

namespace ResultsBot.Broadcasting;

/// <summary>
/// Reads the wire and brings each bulletin to every channel that follows it: in order, once. A channel's bookmark
/// moves only after Discord has answered; what is being sent is written down before, with a nonce that stays the
/// same, so that a crash between the two neither loses a message nor doubles it. A copy that a later bulletin
/// corrects is known by how far the wire was known when it was written: nothing else has to be remembered for it to
/// be changed. One loop owns all state; sending happens beside it, one message at a time for each channel.
/// </summary>
internal sealed class Broadcaster : IDisposable
{
    /// <summary>
    /// Two seconds' worth of the global limit (50 a second): enough that the limiter never waits for us, few
    /// enough that what is chosen last is still chosen late.
    /// </summary>
    private const int MostAtOnce = 100;

    /// <summary>Edits, and posts being published, may wait long for limits of their own: never in a post's place.</summary>
    private const int MostAside = 20;

    /// <summary>Posts with pictures wait for each other to be uploaded: never in the place of a post without.</summary>
    private const int MostUploads = 20;

    /// <summary>How long a stop waits for the answers to what is already on its way.</summary>
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);

    /// <summary>How far back the reported delay looks.</summary>
    private static readonly TimeSpan DelayWindow = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan StatusAge = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How soon a refusal is doubted that the gateway has not explained: it may have crossed the permission's return.
    /// Doubled each time, up to an hour or so.
    /// </summary>
    private static readonly TimeSpan FirstDoubt = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EditDoubt = TimeSpan.FromMinutes(10);
    private const int MostDoublings = 7;

    private readonly BulletinLog _log;
    private readonly string _storeId;
    private readonly IChannelStore _channels;
    private readonly Courier _courier;
    private readonly Pages _pages;
    private readonly Newsroom _newsroom;
    private readonly IGuilds _guilds;
    private readonly TimeProvider _time;
    private readonly ILogger<Broadcaster> _logger;
    private readonly BroadcastMeters _meters;
    private readonly BroadcastWatch _watch;
    private readonly Quarantine _quarantine;

    private readonly Channel<Notice> _inbox =
        System.Threading.Channels.Channel.CreateUnbounded<Notice>(
            new UnboundedChannelOptions { SingleReader = true }
        );
    private readonly Dictionary<ulong, ChannelLine> _lines = [];
    private readonly Interests _interests = new();
    private readonly RefusingGuilds _refusing;
    private readonly Dictionary<(ulong Channel, long First), EditJob> _edits = [];
    private readonly Dictionary<ulong, PublishJob> _publishing = [];
    private readonly PriorityQueue<Job, (int Rank, long Turn)> _ready = new();
    private readonly Queue<Job> _aside = new();
    private readonly PriorityQueue<Job, (int Rank, long Turn)> _uploadsAside = new();
    private readonly HashSet<ulong> _uploading = [];
    private readonly HashSet<Task> _sends = [];
    private readonly Queue<(DateTimeOffset At, TimeSpan Delay)> _delays = new();
    private readonly HashSet<ulong> _unedited = [];
    private readonly CancellationTokenSource _giveUp = new();
    private RevisedLog _revised = RevisedLog.Nothing;
    private int _posting;
    private int _settingRight;
    private long _turn;
    private long _heard;
    private long _statusAt;
    private bool _isToLook;
    private volatile bool _isPaused;
    private volatile BroadcastStatus _status = BroadcastStatus.Nothing;
    private volatile ImmutableList<Trouble> _trouble = [];

    public Broadcaster(
        BulletinLog log,
        IElectionStore store,
        IChannelStore channels,
        Courier courier,
        Pages pages,
        Newsroom newsroom,
        IGuilds guilds,
        Quarantine quarantine,
        TimeProvider time,
        BroadcastMeters meters,
        ILogger<Broadcaster> logger
    )
    {
        _log = log;
        _storeId = store.StoreId;
        _channels = channels;
        _courier = courier;
        _pages = pages;
        _newsroom = newsroom;
        _guilds = guilds;
        _time = time;
        _logger = logger;
        _meters = meters;
        _meters.Watch(() => _status);
        _watch = new BroadcastWatch(time, logger);
        _refusing = new RefusingGuilds(time);
        Heartbeat = new Heartbeat(time);
        _quarantine = quarantine;
        foreach (var known in quarantine.Items)
        {
            Tell(known);
        }
        quarantine.Added += Tell;
    }

    private abstract record Job
    {
        private Job() { }

        public sealed record Line(ulong Channel) : Job;

        public sealed record Edit(ulong Channel, long First) : Job;

        public sealed record Publish(ulong Channel) : Job;
    }

    /// <summary>A copy that is to be written anew.</summary>
    private sealed class EditJob(Copy copy)
    {
        public Copy Copy { get; } = copy;
        public bool IsBusy { get; set; }

        /// <summary>Something more has changed while it was being written.</summary>
        public bool IsStale { get; set; }
        public bool IsResting { get; set; }

        /// <summary>It was refused once, for no want of a permission.</summary>
        public bool WasRefused { get; set; }
    }

    /// <summary>A channel's posts that are to be published, one after the other.</summary>
    private sealed class PublishJob
    {
        public Queue<Unpublished> Waiting { get; } = new();
        public bool IsBusy { get; set; }
        public bool IsResting { get; set; }

        /// <summary>The post that was warned of: once is enough.</summary>
        public long? Warned { get; set; }
    }

    private abstract record Notice
    {
        private Notice() { }

        public sealed record News(ImmutableArray<LogEntry> Entries) : Notice;

        /// <param name="GiveUp">Instead, where the loop has come to its end.</param>
        public sealed record Asked(Func<Task> Run, Action GiveUp) : Notice;

        /// <summary>Something that ran beside the loop has failed.</summary>
        public sealed record Broke(Exception Bug) : Notice;

        /// <summary>The store did not take, or give, something that is tried again.</summary>
        public sealed record StoreFailed(SqliteException Why) : Notice;

        public sealed record FindAgain(ImmutableArray<LogEntry> Revisions, ulong? Channel) : Notice;

        public sealed record GuildDoubted(ulong Guild) : Notice;

        /// <summary>A post stands in a server that has refused everything.</summary>
        public sealed record GuildOpens(ulong Guild) : Notice;

        public sealed record Restored(ulong Guild, Func<ulong, bool> CanPost) : Notice;

        public sealed record Doubted(ulong Channel, Suspension Suspension) : Notice;

        public sealed record EditsDoubted(ulong Channel) : Notice;

        public sealed record GuildLeft(ulong Guild) : Notice;

        public sealed record Switched : Notice;

        public sealed record Looked : Notice;

        public sealed record Rested(ulong Channel) : Notice;

        public sealed record Woken(ulong Channel) : Notice;

        public sealed record EditRested(ulong Channel, long First) : Notice;

        public sealed record PublishRested(ulong Channel) : Notice;

        public sealed record Outdated(ImmutableArray<Copy> Copies) : Notice;

        public sealed record Posted(ulong Channel, Sending Sending, Task Send, SendOutcome Outcome)
            : Notice;

        public sealed record Overtook(ulong Channel, Ahead Ahead, Task Send, SendOutcome Outcome)
            : Notice;

        public sealed record Edited(EditJob Job, Task Send, SendOutcome Outcome) : Notice;

        public sealed record Published(ulong Channel, Task Send, SendOutcome Outcome) : Notice;
    }

    /// <summary>How it is doing, as it was a moment ago. Reading it never waits.</summary>
    public BroadcastStatus Status => _status with { IsPaused = _isPaused };

    /// <summary>The channels that cannot be posted to.</summary>
    public ImmutableList<Trouble> Trouble => _trouble;

    /// <summary><see cref="Trouble"/> has changed. Who listens takes note and goes on: posts do not wait for it.</summary>
    public event EventHandler? TroubleChanged;

    /// <summary>
    /// Nothing is sent from now on but a word of the desk, which overtakes what waits; what is on its way arrives.
    /// Remembering it is the desk's affair.
    /// </summary>
    public void Pause()
    {
        _isPaused = true;
        _inbox.Writer.TryWrite(new Notice.Switched());
    }

    public void Unpause()
    {
        _isPaused = false;
        _inbox.Writer.TryWrite(new Notice.Switched());
    }

    /// <summary>Begins to follow, or follows something else as well, from now on.</summary>
    public Task<ChannelRecord> Subscribe(
        ulong channel,
        ulong guild,
        Topic topic,
        DeliveryChange delivery
    ) =>
        InTurn(async () =>
        {
            var record = await _channels.Subscribe(channel, guild, topic, delivery);
            Follow(record);
            return record;
        });

    /// <param name="topics">Null for all.</param>
    /// <returns>What the channel still follows; null if nothing.</returns>
    public Task<ChannelRecord?> Unsubscribe(ulong channel, ImmutableArray<Topic>? topics) =>
        InTurn(async () =>
        {
            var record = await _channels.Unsubscribe(channel, topics);
            if (record is null)
            {
                _lines.Remove(channel);
            }
            else
            {
                Follow(record);
            }
            TellTrouble();
            return record;
        });

    /// <summary>What a channel follows now; null if nothing.</summary>
    public Task<ChannelRecord?> Find(ulong channel) =>
        InTurn(() => Task.FromResult(_lines.GetValueOrDefault(channel)?.Record));

    /// <summary>All channels of a guild that follow something.</summary>
    public Task<ImmutableArray<ChannelRecord>> FindAll(ulong guild) =>
        InTurn(() =>
            Task.FromResult<ImmutableArray<ChannelRecord>>([
                .. _lines
                    .Values.Select(l => l.Record)
                    .Where(r => r.Guild == guild)
                    .OrderBy(r => r.Channel),
            ])
        );

    /// <param name="mention">Null for none any more.</param>
    /// <returns>The channel as it is now; null if it follows nothing.</returns>
    public Task<ChannelRecord?> SetMention(ulong channel, Mention? mention) =>
        InTurn(async () =>
        {
            var record = await _channels.SetMention(channel, mention);
            if (record is not null && _lines.TryGetValue(channel, out var line))
            {
                line.Follow(record with { Suspended = line.Record.Suspended });
            }
            return record;
        });

    /// <summary>The channel is no more.</summary>
    public async Task Forget(ulong channel)
    {
        await InTurn(() =>
        {
            if (_lines.TryGetValue(channel, out var line))
            {
                _watch.Forgotten(channel, line.Waiting.Count, "deleted");
            }
            return Task.FromResult(true);
        });
        await Unsubscribe(channel, null);
    }

    /// <summary>The bot was removed from a guild: its channels are forgotten.</summary>
    public void ForgetGuild(ulong guild) => _inbox.Writer.TryWrite(new Notice.GuildLeft(guild));

    /// <summary>Permissions in a guild may have changed: its suspended channels that can be posted to go on.</summary>
    public void Recheck(ulong guild, Func<ulong, bool> canPost) =>
        _inbox.Writer.TryWrite(new Notice.Restored(guild, canPost));

    /// <summary>Beats each time round of the loop.</summary>
    public Heartbeat Heartbeat { get; }

    /// <summary>Runs until stopped, then waits a little for the answers to what is on its way.</summary>
    /// <exception cref="InvalidOperationException">A bug has ended it: it cannot be run again.</exception>
    public async Task Run(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var listening = Task.CompletedTask;
        try
        {
            await Load(stop);
            var heard = _heard;
            listening = Beside(() => Listen(heard, ending.Token));
            await Loop(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Drain();
        }
        finally
        {
            End(ending);
            await listening;
        }
    }

    /// <summary>Nothing goes on from here, and nobody waits for it in vain.</summary>
    private void End(CancellationTokenSource listening)
    {
        _inbox.Writer.TryComplete();
        listening.Cancel();
        _giveUp.Cancel();
        while (_inbox.Reader.TryRead(out var notice))
        {
            if (notice is Notice.Asked { GiveUp: var giveUp })
            {
                giveUp();
            }
        }
    }

    private async Task Loop(CancellationToken stop)
    {
        do
        {
            while (_inbox.Reader.TryRead(out var notice))
            {
                await HandleAtLast(notice, stop);
                Heartbeat.Beat();
            }
            Fill();
            TellStatus();
            Heartbeat.Beat();
        } while (await _inbox.Reader.WaitToReadAsync(stop));
    }

    public void Dispose()
    {
        _quarantine.Added -= Tell;
        _giveUp.Dispose();
        _meters.Dispose();
    }

    /// <summary>By whichever thread has met it.</summary>
    private void Tell(object? sender, QuarantinedEventArgs told) => Tell(told.Item);

    private void Tell(Quarantined item)
    {
        if (item.Bulletin is null)
        {
            _logger.LogError(
                item.Bug,
                "Bulletin {Position} ({Kind}) cannot be read from the store: nothing of it is sent.",
                item.Position,
                item.Kind
            );
        }
        else
        {
            _logger.LogError(
                item.Bug,
                "Bulletin {Position} ({Kind}) cannot be shown: its plain headline is sent in its place.",
                item.Position,
                item.Kind
            );
        }
    }

    private async Task Listen(long heard, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await _log.WaitForMore(heard, stop);
                // What was stored together goes out together.
                var news = _log.ReadAfter(heard);
                heard = news[^1].Position;
                _inbox.Writer.TryWrite(new Notice.News(news));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is not heard now stands in the log, behind the bookmarks.
        }
    }

    /// <summary>Runs beside the loop, which owns it all the same: where it fails, so does the loop.</summary>
    private async Task Beside(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
        {
            // Given up, as everything is.
        }
        catch (Exception e)
        {
            // Thrown on by the loop, which the host then stops: a bug is not to be passed over.
            _inbox.Writer.TryWrite(new Notice.Broke(e));
        }
    }

    /// <summary>
    /// Runs in the loop, between two pieces of news: a subscription begins exactly at the wire's end that the store
    /// has written down for it.
    /// </summary>
    private Task<T> InTurn<T>(Func<Task<T>> run)
    {
        var answer = new TaskCompletionSource<T>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        var asked = new Notice.Asked(Answer, () => answer.TrySetException(Stopped()));
        return _inbox.Writer.TryWrite(asked) ? answer.Task : Task.FromException<T>(Stopped());

        async Task Answer()
        {
            try
            {
                answer.SetResult(await run());
            }
            catch (Exception e)
            {
                answer.SetException(e);
                if (e is not SqliteException)
                {
                    // Half done, perhaps: what the store says is read anew at the next start.
                    throw;
                }
            }
        }

        static OperationCanceledException Stopped() =>
            new OperationCanceledException("The broadcaster has stopped.");
    }

    private async Task Load(CancellationToken ct)
    {
        foreach (var record in await _channels.ReadChannels(ct))
        {
            _lines.Add(record.Channel, new ChannelLine(record, _log, _interests));
        }
        var known = _log.Entries;
        _revised = RevisedLog.Of(known);
        _heard = known.IsEmpty ? 0 : known[^1].Position;
        if (_lines.Count > 0)
        {
            var bookmark = _lines.Values.Min(l => l.Record.Bookmark);
            Offer([.. known.SkipWhile(e => e.Position <= bookmark)]);
        }
        foreach (var line in _lines.Values)
        {
            Ready(line);
        }
        foreach (var post in await _channels.ReadUnpublished(ct))
        {
            ToPublish(post);
        }
        TellTrouble();
        FindOutdated(_revised.Entries, null);
    }

    /// <summary>
    /// All that was stored together at once: whoever has just had something accepted waits for an answer meanwhile, and
    /// every channel is looked up for it.
    /// </summary>
    private void Hear(ImmutableArray<LogEntry> news)
    {
        foreach (var entry in news)
        {
            _revised = _revised.With(entry, _log);
        }
        _heard = news[^1].Position;
        FindOutdated([.. news.Where(e => Revisions.IsRevision(e.Bulletin))], null);
        Offer(news);
    }

    private void Offer(ImmutableArray<LogEntry> entries)
    {
        foreach (var line in _lines.Values)
        {
            if (line.Offer(entries))
            {
                Ready(line);
            }
        }
    }

    private Courier.Knowledge Known() => new(_revised.MarkOf, _quarantine.KnownThrough(_heard));

    /// <summary>Looks for the copies of what the revisions have changed, beside the loop: there may be many.</summary>
    private void FindOutdated(ImmutableArray<LogEntry> revisions, ulong? channel)
    {
        var revised = _revised;
        _ = Beside(Find);

        async Task Find()
        {
            await Task.Yield();
            for (var at = 0; at < revisions.Length; at++)
            {
                var revision = revisions[at];
                ImmutableArray<Copy> copies;
                try
                {
                    copies = await _channels.ReadCopies(
                        [.. revised.Touched(revision)],
                        revision.Position,
                        _giveUp.Token
                    );
                }
                catch (SqliteException e)
                {
                    _inbox.Writer.TryWrite(new Notice.StoreFailed(e));
                    TellAfter(
                        Courier.RestAfterNoAnswer,
                        new Notice.FindAgain(revisions[at..], channel)
                    );
                    return;
                }
                _inbox.Writer.TryWrite(
                    new Notice.Outdated([
                        .. copies.Where(c => channel is null || c.Channel == channel),
                    ])
                );
            }
        }
    }

    private void Ready(ChannelLine line)
    {
        var now = _time.GetUtcNow();
        if (line.NextTurn(_isPaused, now) is null)
        {
            Wake(line, now);
            return;
        }
        var rank = Rank(line);
        if (line.QueuedAs <= rank)
        {
            return;
        }
        line.QueuedAs = rank;
        _ready.Enqueue(new Job.Line(line.Record.Channel), (rank, _turn++));
    }

    private const int RankAside = 6;

    /// <summary>
    /// Who waits for a correction first, and who was shut out and has waited longest of all; then results before colour,
    /// the newsroom's own first; among equals, who has waited longest. What is only set right comes before what is only
    /// worth knowing.
    /// </summary>
    private int Rank(ChannelLine line)
    {
        var rank = line.Importance switch
        {
            _ when line.IsReturning => 0,
            Importance.Correction => 0,
            Importance.Major or Importance.Result => 2,
            Importance.Progress => 4,
            _ => RankAside + 1,
        };
        return _newsroom.Includes(line.Record.Guild) ? rank : rank + 1;
    }

    /// <summary>Looks again when what is gathered may go; where something else is in the way, its end looks again.</summary>
    private void Wake(ChannelLine line, DateTimeOffset now)
    {
        if (line.Due is { } due && due > now && !(line.WakesAt <= due))
        {
            line.WakesAt = due;
            // A timer counts whole milliseconds, and would come a little early.
            TellAfter(
                due - now + TimeSpan.FromMilliseconds(1),
                new Notice.Woken(line.Record.Channel)
            );
        }
    }

    private void Fill()
    {
        while (NextJob() is { } next)
        {
            switch (next)
            {
                // It may have been queued twice, or have changed since.
                case Job.Line { Channel: var channel }
                    when _lines.TryGetValue(channel, out var line):
                    line.QueuedAs = null;
                    Begin(line);
                    break;
                case Job.Line:
                    break;
                case var job when _isPaused || _settingRight >= MostAside:
                    _aside.Enqueue(job);
                    break;
                case Job.Edit { Channel: var channel, First: var first }
                    when _lines.TryGetValue(channel, out var line)
                        && _refusing.IsClosed(line.Record.Guild):
                    _edits.Remove((channel, first));
                    EditLater(channel);
                    break;
                case Job.Edit { Channel: var channel, First: var first }
                    when _edits.TryGetValue((channel, first), out var edit)
                        && edit is { IsBusy: false, IsResting: false }:
                    Begin(edit);
                    break;
                case Job.Publish { Channel: var channel }
                    when _publishing.TryGetValue(channel, out var publish)
                        && publish is { IsBusy: false, IsResting: false, Waiting.Count: > 0 }:
                    Begin(publish, publish.Waiting.Peek());
                    break;
                default:
                    break;
            }
        }
    }

    private Job? NextJob()
    {
        if (_uploading.Count < MostUploads && _uploadsAside.TryDequeue(out var upload, out _))
        {
            return upload;
        }
        return !_ready.TryPeek(out var next, out _) || (next is Job.Line && _posting >= MostAtOnce)
            ? null
            : _ready.Dequeue();
    }

    private void Begin(ChannelLine line)
    {
        if (line.NextTurn(_isPaused, _time.GetUtcNow()) is not { } turn)
        {
            return;
        }
        var isUpload = turn is not Turn.Overtake && line.BeginsWithPhoto;
        if (isUpload && _uploading.Count >= MostUploads)
        {
            var rank = Rank(line);
            line.QueuedAs = rank;
            _uploadsAside.Enqueue(new Job.Line(line.Record.Channel), (rank, _turn++));
            return;
        }
        if (MayBegin(line))
        {
            if (isUpload)
            {
                _uploading.Add(line.Record.Channel);
            }
            else
            {
                _posting++;
            }
            Begin(line, turn);
        }
    }

    /// <summary>The newsroom's own always may.</summary>
    private bool MayBegin(ChannelLine line)
    {
        var (guild, channel) = (line.Record.Guild, line.Record.Channel);
        line.IsHeld = !_newsroom.Includes(guild) && !_refusing.MayBegin(guild, channel);
        return !line.IsHeld;
    }

    private SendPriority Priority(ChannelLine line, bool isCorrection) =>
        (_newsroom.Includes(line.Record.Guild), isCorrection) switch
        {
            (true, true) => SendPriority.NewsroomCorrection,
            (false, true) => SendPriority.Correction,
            (true, false) => SendPriority.Newsroom,
            (false, false) => SendPriority.Normal,
        };

    private void Begin(ChannelLine line, Turn turn)
    {
        var record = line.Record;
        if (turn is Turn.Overtake { Entry: var entry, Intent: var intent })
        {
            var ahead = intent ?? Batch.Ahead(_storeId, record.Channel, entry, _time.GetUtcNow());
            line.Begin(ahead);
            Begin(
                ct =>
                    _courier.PostAhead(
                        record.Channel,
                        entry,
                        ahead,
                        intent is not null,
                        Priority(line, isCorrection: true),
                        ct
                    ),
                (send, outcome) => new Notice.Overtook(record.Channel, ahead, send, outcome)
            );
            return;
        }
        var known = Known();
        var isAgain = turn is Turn.Again;
        var sending = turn is Turn.Again { Sending: var again }
            ? again with
            {
                Page = Batch.PageOf(again, line.Waiting),
            }
            : Batch.Of(_storeId, record, line.Waiting, _pages, known.Marks, _time.GetUtcNow());
        line.Begin(sending);
        var priority = Priority(line, line.Importance == Importance.Correction);
        Begin(
            ct => _courier.Post(record, sending, known, isAgain, priority, ct),
            (send, outcome) => new Notice.Posted(record.Channel, sending, send, outcome)
        );
    }

    private void Begin(EditJob job)
    {
        job.IsBusy = true;
        job.IsStale = false;
        _settingRight++;
        var known = Known();
        Begin(
            ct => _courier.Edit(job.Copy, known, ct),
            (send, outcome) => new Notice.Edited(job, send, outcome)
        );
    }

    private void Begin(PublishJob job, Unpublished post)
    {
        job.IsBusy = true;
        _settingRight++;
        Begin(
            ct => _courier.Publish(post, ct),
            (send, outcome) => new Notice.Published(post.Channel, send, outcome)
        );
    }

    private void Begin(
        Func<CancellationToken, Task<SendOutcome>> work,
        Func<Task, SendOutcome, Notice> ended
    )
    {
        var send = Aside();
        _sends.Add(send);
        _ = Beside(Report);

        async Task<SendOutcome> Aside()
        {
            // Off the loop: what follows waits for the store and for Discord.
            await Task.Yield();
            return await work(_giveUp.Token);
        }

        async Task Report()
        {
            SendOutcome outcome;
            try
            {
                outcome = await send;
            }
            catch (SqliteException e)
            {
                _inbox.Writer.TryWrite(new Notice.StoreFailed(e));
                outcome = new SendOutcome.Later(Courier.RestAfterNoAnswer);
            }
            catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Thrown on by the loop, which the host then stops: a bug is not to be passed over.
                outcome = new SendOutcome.Failed(e);
            }
            _inbox.Writer.TryWrite(ended(send, outcome));
        }
    }

    /// <summary>
    /// A store that takes nothing holds the loop up and does not end it: what is behind the notice has to be handled
    /// after it. All that may fail can be done twice.
    /// </summary>
    private async Task HandleAtLast(Notice notice, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await Handle(notice);
                return;
            }
            catch (SqliteException e)
            {
                _watch.StoreFailed(e);
                await Task.Delay(Courier.RestAfterNoAnswer, _time, stop);
            }
        }
    }

    private async Task Handle(Notice notice)
    {
        switch (notice)
        {
            case Notice.News { Entries: var entries }:
                Hear(entries);
                _watch.Heard(entries);
                break;
            case Notice.Asked asked:
                await asked.Run();
                break;
            case Notice.Broke { Bug: var bug }:
                throw new InvalidOperationException("What runs beside the loop has failed.", bug);
            case Notice.StoreFailed { Why: var why }:
                _watch.StoreFailed(why);
                break;
            case Notice.FindAgain { Revisions: var revisions, Channel: var channel }:
                FindOutdated(revisions, channel);
                break;
            case Notice.GuildLeft { Guild: var left }:
                var those = _lines.Values.Where(l => l.Record.Guild == left).ToArray();
                if (those.Length > 0)
                {
                    _watch.GuildForgotten(left, those.Length, those.Sum(l => l.Waiting.Count));
                }
                foreach (var line in those)
                {
                    await _channels.Unsubscribe(line.Record.Channel, null);
                    _lines.Remove(line.Record.Channel);
                }
                TellTrouble();
                break;
            case Notice.GuildDoubted { Guild: var doubted }:
                if (_refusing.Probe(doubted))
                {
                    await LetGo(doubted, 1);
                }
                else if (_refusing.Again(doubted) is { } again)
                {
                    TellAfter(again, new Notice.GuildDoubted(doubted));
                }
                break;
            case Notice.GuildOpens { Guild: var opening }:
                await LetGo(opening, _refusing.Widen(opening));
                break;
            case Notice.Restored restored:
                if (_refusing.Explain(restored.Guild, restored.CanPost))
                {
                    Open(restored.Guild);
                }
                foreach (
                    var line in _lines.Values.Where(l =>
                        l.Record.Guild == restored.Guild
                        && l.Record.Suspended is not null
                        && restored.CanPost(l.Record.Channel)
                        // What the permissions did not explain, their change does not mend.
                        && !_refusing.IsRefused(restored.Guild, l.Record.Channel)
                    )
                )
                {
                    await Resume(line);
                }
                foreach (var channel in _unedited.ToArray())
                {
                    EditAgain(channel, restored.Guild, restored.CanPost);
                }
                TellTrouble();
                break;
            case Notice.EditsDoubted { Channel: var channel }
                when _lines.TryGetValue(channel, out var line):
                var guild = line.Record.Guild;
                EditAgain(channel, guild, c => _guilds.CanPost(guild, c));
                break;
            case Notice.Doubted { Channel: var channel, Suspension: var suspension }
                when _lines.TryGetValue(channel, out var line)
                    && line.Record.Suspended == suspension
                    && !_refusing.IsClosed(line.Record.Guild)
                    && _guilds.CanPost(line.Record.Guild, channel):
                await Resume(line);
                TellTrouble();
                break;
            case Notice.Switched:
                Switch();
                break;
            case Notice.Looked:
                _isToLook = false;
                break;
            case Notice.Rested { Channel: var channel }
                when _lines.TryGetValue(channel, out var line):
                line.IsResting = false;
                Ready(line);
                break;
            case Notice.Woken { Channel: var channel }
                when _lines.TryGetValue(channel, out var line):
                line.WakesAt = null;
                Ready(line);
                break;
            case Notice.Outdated { Copies: var copies }:
                var before = _edits.Count;
                foreach (var copy in copies)
                {
                    Edit(copy);
                }
                _watch.EditsFound(_edits.Count - before);
                break;
            case Notice.EditRested { Channel: var channel, First: var first }
                when _edits.TryGetValue((channel, first), out var edit):
                edit.IsResting = false;
                Enqueue(new Job.Edit(channel, first));
                break;
            case Notice.PublishRested { Channel: var channel }
                when _publishing.TryGetValue(channel, out var publish):
                publish.IsResting = false;
                Enqueue(new Job.Publish(channel));
                break;
            case Notice.Posted posted:
                _sends.Remove(posted.Send);
                if (!_uploading.Remove(posted.Channel))
                {
                    _posting--;
                }
                End(posted);
                break;
            case Notice.Overtook overtook:
                _sends.Remove(overtook.Send);
                _posting--;
                End(overtook);
                break;
            case Notice.Edited edited:
                _sends.Remove(edited.Send);
                End(edited);
                break;
            case Notice.Published published:
                _sends.Remove(published.Send);
                End(published);
                break;
            default:
                break;
        }
    }

    /// <summary>Lets some of those try that a refusing server has kept waiting: those first that it has not refused.</summary>
    private async Task LetGo(ulong guild, int count)
    {
        var waiting = _lines
            .Values.Where(l =>
                l.Record.Guild == guild
                && (
                    l.Record.Suspended is null ? l.IsHeld : _guilds.CanPost(guild, l.Record.Channel)
                )
            )
            .OrderBy(l => l.Record.Suspended?.Since)
            .ToArray();
        foreach (var line in waiting.Take(count))
        {
            if (line.Record.Suspended is null)
            {
                line.IsHeld = false;
                Ready(line);
            }
            else
            {
                await Resume(line);
            }
        }
        TellTrouble();
        if (waiting.Length <= count && count > 1)
        {
            _refusing.Forget(guild);
            Open(guild);
        }
        else if (waiting.Length == 0)
        {
            _refusing.Forget(guild);
        }
        else if (_refusing.Again(guild) is { } again)
        {
            // Those that were let go may have had nothing left to post.
            TellAfter(again, new Notice.GuildDoubted(guild));
        }
    }

    private void Open(ulong guild)
    {
        foreach (var line in _lines.Values.Where(l => l.Record.Guild == guild && l.IsHeld))
        {
            line.IsHeld = false;
            Ready(line);
        }
        foreach (var channel in _unedited.ToArray())
        {
            EditAgain(channel, guild, c => _guilds.CanPost(guild, c));
        }
    }

    private void Switch()
    {
        _watch.Switched(_isPaused);
        foreach (var line in _lines.Values)
        {
            if (!_isPaused)
            {
                line.CatchUp(_time.GetUtcNow());
            }
            Ready(line);
        }
        if (!_isPaused)
        {
            TakeUpAside();
        }
    }

    private void Follow(ChannelRecord record)
    {
        if (!_lines.TryGetValue(record.Channel, out var line))
        {
            line = new ChannelLine(record, _log, _interests);
            _lines.Add(record.Channel, line);
        }
        else
        {
            var wasSuspended = line.Record.Suspended is not null;
            line.Follow(record);
            if (wasSuspended && record.Suspended is null)
            {
                // What was corrected meanwhile was passed over.
                FindOutdated(_revised.Entries, record.Channel);
            }
        }
        TellTrouble();
        Ready(line);
    }

    private async Task Resume(ChannelLine line)
    {
        var channel = line.Record.Channel;
        _logger.LogInformation("Channel {Channel} can be posted to again.", channel);
        await _channels.Resume(channel);
        line.Resume(_time.GetUtcNow());
        Ready(line);
        FindOutdated(_revised.Entries, channel);
    }

    private void End(Notice.Posted ended)
    {
        var (channel, sending) = (ended.Channel, ended.Sending);
        if (ended.Outcome is SendOutcome.Failed { Bug: var bug })
        {
            throw new InvalidOperationException($"Sending to channel {channel} failed.", bug);
        }
        if (ended.Outcome is SendOutcome.Done { Posted: { } posted })
        {
            var page = sending.Page!;
            if (_revised.IsOutdated(page, posted.AsOf))
            {
                Edit(new Copy(channel, sending.First, posted.Place, posted.Message, page));
            }
            if (posted.ToPublish)
            {
                ToPublish(new Unpublished(channel, sending.First, posted.Message, posted.At));
            }
        }
        // Unfollowed meanwhile, and perhaps followed anew: then this is not the new line's message.
        if (!_lines.TryGetValue(channel, out var line) || !line.IsSending(sending))
        {
            return;
        }
        _refusing.End(line.Record.Guild, channel);
        switch (ended.Outcome)
        {
            case SendOutcome.Done { Posted: var sent }:
                if (sent is not null)
                {
                    Measure(line, sent);
                    Stands(line);
                }
                // What gathers, or was missed, is late on purpose.
                var delivered = line is { IsCatchingUp: false, Record.Delivery.Every: null }
                    ? line
                        .Waiting.TakeWhile(e => e.Position <= sending.Through)
                        .Select(e => e.Position)
                        .ToArray()
                    : [];
                line.Deliver(sent?.At);
                _watch.Delivered(line, delivered);
                break;
            default:
                EndOtherwise(line, ended.Outcome);
                break;
        }
        Ready(line);
    }

    private void End(Notice.Overtook ended)
    {
        if (ended.Outcome is SendOutcome.Failed { Bug: var bug })
        {
            throw new InvalidOperationException($"Sending to channel {ended.Channel} failed.", bug);
        }
        if (!_lines.TryGetValue(ended.Channel, out var line) || !line.IsSending(ended.Ahead))
        {
            return;
        }
        _refusing.End(line.Record.Guild, ended.Channel);
        if (ended.Outcome is SendOutcome.Done)
        {
            Stands(line);
            _meters.Posted(null);
            line.DeliverAhead(ended.Ahead.Position);
            _watch.Delivered(line, [ended.Ahead.Position]);
        }
        else
        {
            EndOtherwise(line, ended.Outcome);
        }
        Ready(line);
    }

    private void Stands(ChannelLine line)
    {
        if (_refusing.Deliver(line.Record.Guild, line.Record.Channel))
        {
            _inbox.Writer.TryWrite(new Notice.GuildOpens(line.Record.Guild));
        }
    }

    /// <summary>Something was refused for want of a permission.</summary>
    /// <returns>Whether the channel is to be doubted for itself, and not its server as a whole.</returns>
    private bool Refuse(ulong guild, ulong channel)
    {
        if (_newsroom.Includes(guild) || !_guilds.CanPost(guild, channel))
        {
            return true;
        }
        var was = _refusing.IsClosed(guild);
        if (_refusing.Refuse(guild, channel) is { } after)
        {
            TellAfter(after, new Notice.GuildDoubted(guild));
        }
        if (!was && _refusing.IsClosed(guild))
        {
            _watch.GuildRefuses(guild);
        }
        return !_refusing.IsClosed(guild);
    }

    private void EndOtherwise(ChannelLine line, SendOutcome outcome)
    {
        var channel = line.Record.Channel;
        switch (outcome)
        {
            case SendOutcome.Gone { Reason: var reason }:
                _watch.Forgotten(channel, line.Waiting.Count, reason);
                _lines.Remove(channel);
                TellTrouble();
                break;
            case SendOutcome.Suspended { Suspension: var suspension } suspended:
                line.Suspend(suspension, suspended.NothingArrived);
                TellTrouble();
                if (suspended.IsForbidden && Refuse(line.Record.Guild, channel))
                {
                    TellAfter(
                        FirstDoubt * (1 << Math.Min(line.Refusals - 1, MostDoublings)),
                        new Notice.Doubted(channel, suspension)
                    );
                }
                break;
            case SendOutcome.Later { After: var after }:
                line.Fail();
                line.IsResting = true;
                TellAfter(after, new Notice.Rested(channel));
                break;
            default:
                throw new InvalidOperationException($"A post does not end as {outcome}.");
        }
    }

    private void Edit(Copy copy)
    {
        if (_edits.TryGetValue((copy.Channel, copy.First), out var known))
        {
            known.IsStale = known.IsBusy;
            return;
        }
        // A channel that cannot be posted to is looked at again when it can.
        if (_lines.TryGetValue(copy.Channel, out var line) && line.Record.Suspended is not null)
        {
            return;
        }
        _edits.Add((copy.Channel, copy.First), new EditJob(copy));
        Enqueue(new Job.Edit(copy.Channel, copy.First));
    }

    private void End(Notice.Edited ended)
    {
        var job = ended.Job;
        var (channel, first) = (job.Copy.Channel, job.Copy.First);
        job.IsBusy = false;
        _settingRight--;
        TakeUpAside();
        switch (ended.Outcome)
        {
            case SendOutcome.Failed { Bug: var bug }:
                throw new InvalidOperationException($"Editing in channel {channel} failed.", bug);
            case SendOutcome.Later { After: var after }:
                job.IsResting = true;
                TellAfter(after, new Notice.EditRested(channel, first));
                break;
            case SendOutcome.Suspended { IsForbidden: false } when !job.WasRefused:
                job.WasRefused = true;
                job.IsResting = true;
                TellAfter(FirstDoubt, new Notice.EditRested(channel, first));
                break;
            case SendOutcome.Suspended suspended:
                // The copy is still known as one to be changed: found again when the permission returns.
                _edits.Remove((channel, first));
                if (suspended.IsForbidden && _lines.TryGetValue(channel, out var line))
                {
                    Refuse(line.Record.Guild, channel);
                }
                EditLater(channel);
                break;
            case SendOutcome.Done when job.IsStale:
                Enqueue(new Job.Edit(channel, first));
                break;
            case SendOutcome.Done:
                _meters.Edited();
                _edits.Remove((channel, first));
                _watch.Edited(isChanged: true, _edits.Count);
                break;
            default:
                _edits.Remove((channel, first));
                _watch.Edited(isChanged: false, _edits.Count);
                break;
        }
    }

    private void EditLater(ulong channel)
    {
        _watch.Edited(isChanged: false, _edits.Count);
        if (_unedited.Add(channel))
        {
            TellAfter(EditDoubt, new Notice.EditsDoubted(channel));
        }
    }

    private void EditAgain(ulong channel, ulong guild, Func<ulong, bool> canPost)
    {
        if (
            _lines.TryGetValue(channel, out var line)
            && line.Record.Guild == guild
            && canPost(channel)
            && _unedited.Remove(channel)
        )
        {
            FindOutdated(_revised.Entries, channel);
        }
    }

    private void ToPublish(Unpublished post)
    {
        if (!_publishing.TryGetValue(post.Channel, out var job))
        {
            job = new PublishJob();
            _publishing.Add(post.Channel, job);
        }
        job.Waiting.Enqueue(post);
        Enqueue(new Job.Publish(post.Channel));
    }

    private void End(Notice.Published ended)
    {
        var job = _publishing[ended.Channel];
        job.IsBusy = false;
        _settingRight--;
        TakeUpAside();
        switch (ended.Outcome)
        {
            case SendOutcome.Failed { Bug: var bug }:
                throw new InvalidOperationException(
                    $"Publishing from channel {ended.Channel} failed.",
                    bug
                );
            case SendOutcome.Later { After: var after }:
                job.IsResting = true;
                var post = job.Waiting.Peek();
                if (
                    job.Warned != post.First
                    && _watch.PublishingWaits(post, after, job.Waiting.Count - 1)
                )
                {
                    job.Warned = post.First;
                }
                TellAfter(after, new Notice.PublishRested(ended.Channel));
                return;
            default:
                job.Waiting.Dequeue();
                break;
        }
        if (job.Waiting.Count > 0)
        {
            Enqueue(new Job.Publish(ended.Channel));
        }
        else
        {
            _publishing.Remove(ended.Channel);
        }
    }

    private void Enqueue(Job job) => _ready.Enqueue(job, (RankAside, _turn++));

    private void TakeUpAside()
    {
        while (_aside.TryDequeue(out var job))
        {
            Enqueue(job);
        }
    }

    private void TellAfter(TimeSpan after, Notice notice)
    {
        _ = Beside(Tell);

        async Task Tell()
        {
            await Task.Delay(after, _time, _giveUp.Token)
                .ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing
                        | ConfigureAwaitOptions.ContinueOnCapturedContext
                );
            _inbox.Writer.TryWrite(notice);
        }
    }

    /// <summary>How late the first bulletin of a post was; not where it was to be late.</summary>
    private void Measure(ChannelLine line, Posted posted)
    {
        TimeSpan? late =
            line is { IsCatchingUp: false, Record.Delivery.Every: null }
            && line.Waiting.First is { Bulletin.At: var known }
            && posted.At > known
                ? posted.At - known
                : null;
        _meters.Posted(late);
        if (late is { } delay)
        {
            _delays.Enqueue((posted.At, delay));
        }
    }

    private void TellStatus()
    {
        if (_posting + _uploading.Count > 0 && _time.GetElapsedTime(_statusAt) < StatusAge)
        {
            Look();
            return;
        }
        _statusAt = _time.GetTimestamp();
        var now = _time.GetUtcNow();
        while (_delays.TryPeek(out var oldest) && now - oldest.At > DelayWindow)
        {
            _delays.Dequeue();
        }
        var (waiting, suspended) = (0, 0);
        DateTimeOffset? since = null;
        long? oldestPosition = null;
        foreach (var line in _lines.Values)
        {
            if (line.Record.Suspended is not null || line.IsHeld)
            {
                suspended++;
            }
            else if (line.Waiting.First is { Position: var oldest })
            {
                waiting += line.Waiting.Count;
                if (line.WaitsSince(now) is { } at && !(since <= at))
                {
                    since = at;
                }
                if (line.Record.Delivery.Every is null && !(oldestPosition <= oldest))
                {
                    oldestPosition = oldest;
                }
            }
        }
        _status = new BroadcastStatus(
            _lines.Count,
            waiting,
            since,
            suspended,
            _edits.Count,
            _delays.Count == 0 ? null : _delays.Max(d => d.Delay),
            _isPaused
        );
        _watch.Look(_status, oldestPosition);
        Look();
    }

    /// <summary>
    /// Has the loop come round again though nothing happens meanwhile: its heart beats, and that nothing happens may be
    /// what is to be seen.
    /// </summary>
    private void Look()
    {
        if (!_isToLook)
        {
            _isToLook = true;
            TellAfter(Heartbeat.Pace, new Notice.Looked());
        }
    }

    private void TellTrouble()
    {
        var now = _lines
            .Values.Where(l => l.Record.Suspended is not null)
            .Select(l => new Trouble(
                l.Record.Channel,
                l.Record.Guild,
                l.Record.Suspended!.Reason,
                l.Record.Suspended.Since
            ))
            .OrderBy(t => t.Since)
            .ToImmutableList();
        if (!now.SequenceEqual(_trouble))
        {
            _trouble = now;
            TroubleChanged?.Invoke(this, EventArgs.Empty);
        }
    }

    private async Task Drain()
    {
        try
        {
            await Task.WhenAll(_sends).WaitAsync(LongestDrain, _time);
        }
        catch (TimeoutException)
        {
            _logger.LogWarning(
                "{Count} messages had no answer yet; the next start finds out about them.",
                _sends.Count
            );
        }
        catch (Exception e) when (e is SqliteException or OperationCanceledException)
        {
            _logger.LogError(e, "Not every receipt could be written; the next start finds out.");
        }
    }
}
