using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Store;
using ResultsBot.Wire;
using ResultsBot.Wording;

namespace ResultsBot.Broadcasting;

/// <summary>
/// Reads the wire and brings each bulletin to every channel that follows it: in order, once. A channel's bookmark
/// moves only after Discord has answered; what is being sent is written down before, with a nonce that stays the
/// same, so that a crash between the two neither loses a message nor doubles it. One loop owns all state; sending
/// happens beside it, one message at a time for each channel.
/// </summary>
internal sealed class Broadcaster(
    IElectionStore wire,
    IChannelStore channels,
    WireFeed feed,
    DiscordRest discord,
    BulletinEmbeds embeds,
    Newsroom newsroom,
    TimeProvider time,
    ILogger<Broadcaster> log
) : IDisposable
{
    /// <summary>
    /// Two seconds' worth of the global limit (50 a second): enough that the limiter never waits for us, few
    /// enough that what is chosen last is still chosen late.
    /// </summary>
    private const int MostAtOnce = 100;

    /// <summary>Discord remembers a nonce “in the past few minutes”; beyond this it is not relied upon.</summary>
    private static readonly TimeSpan NonceWindow = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan RestAfterNoAnswer = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop waits for the answers to what is already on its way.</summary>
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);

    private readonly Channel<Notice> _inbox =
        System.Threading.Channels.Channel.CreateUnbounded<Notice>(
            new UnboundedChannelOptions { SingleReader = true }
        );
    private readonly Dictionary<ulong, ChannelLine> _lines = [];
    private readonly PriorityQueue<ulong, (int Rank, long Turn)> _ready = new();
    private readonly HashSet<Task> _sends = [];
    private readonly CancellationTokenSource _giveUp = new();
    private volatile bool _isPaused;
    private long _turn;
    private long _heard;

    private abstract record Notice
    {
        private Notice() { }

        public sealed record News(ImmutableArray<WireEntry> Entries) : Notice;

        public sealed record Asked(Func<Task> Run) : Notice;

        public sealed record Restored(ulong Guild, Func<ulong, bool> CanPost) : Notice;

        public sealed record GuildLeft(ulong Guild) : Notice;

        public sealed record Rested(ulong Channel) : Notice;

        public sealed record Ended(ulong Channel, Sending Sending, Task Send, Outcome Outcome)
            : Notice;
    }

    private abstract record Outcome
    {
        private Outcome() { }

        public sealed record Delivered : Outcome;

        public sealed record Gone : Outcome;

        public sealed record Suspended(string Reason) : Outcome;

        /// <summary>Not now; what is being sent stays as it is.</summary>
        public sealed record Later(TimeSpan After) : Outcome;

        public sealed record Failed(Exception Bug) : Outcome;
    }

    /// <summary>How it is doing, as it was a moment ago.</summary>
    public BroadcastStatus Status =>
        BroadcastStatus.Nothing with
        {
            Channels = _lines.Count,
            IsPaused = _isPaused,
        };

    /// <summary>Nothing is sent from now on; what is on its way arrives.</summary>
    public void Pause() => _isPaused = true;

    public void Unpause()
    {
        _isPaused = false;
        _inbox.Writer.TryWrite(new Notice.News([]));
    }

    /// <summary>Begins to follow, or follows something else as well, from now on.</summary>
    public Task<ChannelRecord> Subscribe(ulong channel, ulong guild, Scope scope) =>
        InTurn(async () =>
        {
            var record = await channels.Subscribe(channel, guild, scope);
            Follow(record);
            return record;
        });

    /// <returns>What the channel still follows; null if nothing.</returns>
    public Task<ChannelRecord?> Unsubscribe(ulong channel, Scope? scope) =>
        InTurn(async () =>
        {
            var record = await channels.Unsubscribe(channel, scope);
            if (record is null)
            {
                _lines.Remove(channel);
            }
            else
            {
                Follow(record);
            }
            return record;
        });

    /// <summary>What a channel follows now; null if nothing.</summary>
    public Task<ChannelRecord?> Find(ulong channel) =>
        InTurn(() => Task.FromResult(_lines.GetValueOrDefault(channel)?.Record));

    /// <summary>The channel is no more.</summary>
    public Task Forget(ulong channel) => Unsubscribe(channel, null);

    /// <summary>The bot was removed from a guild: its channels are forgotten.</summary>
    public void ForgetGuild(ulong guild) => _inbox.Writer.TryWrite(new Notice.GuildLeft(guild));

    /// <summary>Permissions in a guild may have changed: its suspended channels that can be posted to go on.</summary>
    public void Recheck(ulong guild, Func<ulong, bool> canPost) =>
        _inbox.Writer.TryWrite(new Notice.Restored(guild, canPost));

    /// <summary>Runs until stopped, then waits a little for the answers to what is on its way.</summary>
    public async Task Run(CancellationToken stop)
    {
        await Load(stop);
        var listening = Listen(stop);
        try
        {
            Fill();
            while (await _inbox.Reader.WaitToReadAsync(stop))
            {
                while (_inbox.Reader.TryRead(out var notice))
                {
                    await Handle(notice);
                }
                Fill();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Drain();
        }
        finally
        {
            _inbox.Writer.TryComplete();
            await _giveUp.CancelAsync();
            await listening;
        }
    }

    public void Dispose() => _giveUp.Dispose();

    private async Task Listen(CancellationToken stop)
    {
        try
        {
            await foreach (var entries in feed.Entries.ReadAllAsync(stop))
            {
                _inbox.Writer.TryWrite(new Notice.News(entries));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is not heard now stands in the store behind the bookmarks.
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
        var asked = new Notice.Asked(async () =>
        {
            try
            {
                answer.SetResult(await run());
            }
            catch (SqliteException e)
            {
                answer.SetException(e);
            }
        });
        return _inbox.Writer.TryWrite(asked)
            ? answer.Task
            : Task.FromException<T>(new OperationCanceledException("The broadcaster has stopped."));
    }

    private async Task Load(CancellationToken ct)
    {
        foreach (var record in await channels.ReadChannels(ct))
        {
            _lines.Add(record.Channel, new ChannelLine(record));
        }
        var oldest = _lines.Count == 0 ? long.MaxValue : _lines.Values.Min(l => l.Record.Bookmark);
        foreach (var entry in await wire.ReadWire(oldest, ct))
        {
            Offer(entry);
        }
        foreach (var line in _lines.Values)
        {
            Ready(line);
        }
    }

    private void Offer(WireEntry entry)
    {
        // What was appended while the wire was read comes by the feed as well.
        if (entry.Position <= _heard)
        {
            return;
        }
        _heard = entry.Position;
        foreach (var line in _lines.Values)
        {
            line.Offer(entry);
            Ready(line);
        }
    }

    private void Ready(ChannelLine line)
    {
        if (line.CanSend)
        {
            _ready.Enqueue(
                line.Record.Channel,
                (newsroom.Includes(line.Record.Guild) ? 0 : 1, _turn++)
            );
        }
    }

    private void Fill()
    {
        while (!_isPaused && _sends.Count < MostAtOnce && _ready.TryDequeue(out var channel, out _))
        {
            // It may have been queued twice, or have changed since.
            if (_lines.TryGetValue(channel, out var line) && line.CanSend)
            {
                Begin(line);
            }
        }
    }

    private void Begin(ChannelLine line)
    {
        var channel = line.Record.Channel;
        var again = line.Record.Sending;
        var batch = again is null
            ? Batch.Of(wire.StoreId, channel, line.Waiting, embeds, time.GetUtcNow())
            : Again(line, again);
        line.Begin(batch.Sending);
        var priority = newsroom.Includes(line.Record.Guild)
            ? SendPriority.Newsroom
            : SendPriority.Normal;
        var send = Send(channel, batch, again is not null, priority);
        _sends.Add(send);
        _ = Report(channel, batch.Sending, send);
    }

    /// <summary>What was on its way before, bulletin by bulletin, under the nonce it had.</summary>
    private Batch Again(ChannelLine line, Sending sending)
    {
        var entries = line
            .Waiting.Where(e => e.Position >= sending.First && e.Position <= sending.Through)
            .ToArray();
        var batch = Batch.Of(wire.StoreId, line.Record.Channel, entries, embeds, sending.Since);
        return batch with { Sending = sending };
    }

    private async Task Report(ulong channel, Sending sending, Task<Outcome> send)
    {
        Outcome outcome;
        try
        {
            outcome = await send;
        }
        catch (SqliteException e)
        {
            log.LogError(
                e,
                "The store did not take the state of channel {Channel}; trying again.",
                channel
            );
            outcome = new Outcome.Later(RestAfterNoAnswer);
        }
        catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            // Thrown on by the loop, which the host then stops: a bug is not to be passed over.
            outcome = new Outcome.Failed(e);
        }
        _inbox.Writer.TryWrite(new Notice.Ended(channel, sending, send, outcome));
    }

    private async Task<Outcome> Send(ulong channel, Batch batch, bool again, SendPriority priority)
    {
        // Off the loop: what follows waits for the store and for Discord.
        await Task.Yield();
        var sending = batch.Sending;
        if (batch.Embeds.IsEmpty)
        {
            // Nothing of it is followed any more.
            await channels.Receive(channel, sending, 0);
            return new Outcome.Delivered();
        }
        if (!again)
        {
            await channels.Intend(channel, sending);
        }
        else if (
            time.GetUtcNow() - sending.Since > NonceWindow
            && await Find(channel, batch) is { } message
        )
        {
            await channels.Receive(channel, sending, message.Value);
            return new Outcome.Delivered();
        }

        var result = await discord.CreateMessage(
            new Snowflake(channel),
            new OutgoingMessage { Embeds = batch.Embeds, Nonce = sending.Nonce },
            priority,
            _giveUp.Token
        );
        switch (result)
        {
            case RestResult<Message>.Done done:
                await channels.Receive(channel, sending, done.Value.Id.Value);
                return new Outcome.Delivered();
            case RestResult<Message>.Refused { Refusal: var refusal }:
                return await Refused(channel, refusal);
            case RestResult<Message>.Unknown unknown:
                log.LogWarning(
                    "No answer from channel {Channel}: {Reason}. Trying again.",
                    channel,
                    unknown.Reason
                );
                return new Outcome.Later(RestAfterNoAnswer);
            default:
                throw new InvalidOperationException($"No rule for {result}.");
        }
    }

    private async Task<Outcome> Refused(ulong channel, RestRefusal refusal)
    {
        if (refusal.IsChannelGone)
        {
            log.LogWarning(
                "Channel {Channel} is gone: {Reason}. It is forgotten.",
                channel,
                refusal.Message
            );
            await channels.Unsubscribe(channel, null);
            return new Outcome.Gone();
        }
        if (refusal.IsForbidden || refusal.IsThreadClosed || refusal.IsBadRequest)
        {
            var reason = $"{refusal.Status} {refusal.Code} {refusal.Message}";
            log.LogError("Channel {Channel} is suspended: {Reason}", channel, reason);
            await channels.Suspend(channel, reason);
            return new Outcome.Suspended(reason);
        }
        // With a dead token nothing works until the operator acts; the gateway says so and stops the bot.
        var after =
            refusal.RetryAfter ?? (refusal.IsUnauthorized ? NonceWindow : RestAfterNoAnswer);
        log.LogWarning(
            "Channel {Channel} has to wait {After}: {Reason}",
            channel,
            after,
            refusal.Message
        );
        return new Outcome.Later(after);
    }

    /// <summary>
    /// The message in the channel, if what was being sent did arrive: too long ago for the nonce, so we look. Its
    /// embeds' titles and footers, with their numbers on the wire, tell.
    /// </summary>
    private async Task<Snowflake?> Find(ulong channel, Batch batch)
    {
        var since = batch.Sending.Since - NonceWindow;
        var result = await discord.GetMessages(
            new Snowflake(channel),
            Limits.MessagesPerPage,
            after: Snowflake.At(since),
            ct: _giveUp.Token
        );
        if (result is not RestResult<ImmutableArray<Message>>.Done { Value: var messages })
        {
            log.LogWarning(
                "Channel {Channel} cannot be read: what was on its way is sent again.",
                channel
            );
            return null;
        }
        var wanted = batch.Embeds.Select(e => (e.Title, e.Footer)).ToArray();
        return messages
            .FirstOrDefault(m =>
                m.Author.Bot && m.Embeds.Select(e => (e.Title, e.Footer)).SequenceEqual(wanted)
            )
            ?.Id;
    }

    private async Task Handle(Notice notice)
    {
        switch (notice)
        {
            case Notice.News { Entries: var entries }:
                foreach (var entry in entries)
                {
                    Offer(entry);
                }
                break;
            case Notice.Asked asked:
                await asked.Run();
                break;
            case Notice.GuildLeft { Guild: var guild }:
                foreach (var line in _lines.Values.Where(l => l.Record.Guild == guild).ToArray())
                {
                    await channels.Unsubscribe(line.Record.Channel, null);
                    _lines.Remove(line.Record.Channel);
                }
                break;
            case Notice.Restored restored:
                await Resume(restored);
                break;
            case Notice.Rested { Channel: var channel }
                when _lines.TryGetValue(channel, out var line):
                line.IsResting = false;
                Ready(line);
                break;
            case Notice.Ended ended:
                _sends.Remove(ended.Send);
                End(ended);
                break;
            default:
                break;
        }
    }

    private void Follow(ChannelRecord record)
    {
        if (!_lines.TryGetValue(record.Channel, out var line))
        {
            line = new ChannelLine(record);
            _lines.Add(record.Channel, line);
        }
        line.Follow(record.Subscriptions);
        Ready(line);
    }

    private async Task Resume(Notice.Restored restored)
    {
        foreach (
            var line in _lines.Values.Where(l =>
                l.Record.Guild == restored.Guild && l.Record.Suspended is not null
            )
        )
        {
            if (restored.CanPost(line.Record.Channel))
            {
                log.LogInformation(
                    "Channel {Channel} can be posted to again.",
                    line.Record.Channel
                );
                await channels.Resume(line.Record.Channel);
                line.Resume();
                Ready(line);
            }
        }
    }

    private void End(Notice.Ended ended)
    {
        if (ended.Outcome is Outcome.Failed { Bug: var bug })
        {
            throw new InvalidOperationException($"Sending to channel {ended.Channel} failed.", bug);
        }
        // Unfollowed meanwhile, and perhaps followed anew: then this is not the new line's message.
        if (
            !_lines.TryGetValue(ended.Channel, out var line)
            || line.Record.Sending != ended.Sending
        )
        {
            return;
        }
        line.IsBusy = false;
        switch (ended.Outcome)
        {
            case Outcome.Delivered:
                line.Deliver();
                break;
            case Outcome.Gone:
                _lines.Remove(ended.Channel);
                return;
            case Outcome.Suspended suspended:
                line.Suspend(suspended.Reason);
                break;
            case Outcome.Later later:
                line.IsResting = true;
                _ = Rest(ended.Channel, later.After);
                break;
        }
        Ready(line);
    }

    private async Task Rest(ulong channel, TimeSpan after)
    {
        await Task.Delay(after, time, _giveUp.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _inbox.Writer.TryWrite(new Notice.Rested(channel));
    }

    private async Task Drain()
    {
        try
        {
            await Task.WhenAll(_sends).WaitAsync(LongestDrain, time);
        }
        catch (TimeoutException)
        {
            log.LogWarning(
                "{Count} messages had no answer yet; the next start finds out about them.",
                _sends.Count
            );
        }
        catch (Exception e) when (e is SqliteException or OperationCanceledException)
        {
            log.LogError(e, "Not every receipt could be written; the next start finds out.");
        }
    }
}
