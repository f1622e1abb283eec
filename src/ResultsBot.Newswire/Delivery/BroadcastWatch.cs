using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace ResultsBot.Newswire.Delivery;

/// <summary>
/// What an operator hears of the broadcast: not each post, but each thing once, when it begins and when it is over.
/// Owned by the broadcaster's loop.
/// </summary>
internal sealed class BroadcastWatch(TimeProvider time, ILogger log)
{
    /// <summary>A queue older than this is worth a line.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>From here on a post that is not published yet may well be too old when its turn comes.</summary>
    private static readonly TimeSpan OldUnpublished = Sender.LongestUnpublished * 0.75;

    /// <summary>In an outage of the store each of thousands of channels meets it every few seconds.</summary>
    private static readonly TimeSpan StoreLinesApart = TimeSpan.FromMinutes(1);

    private readonly Queue<Spread> _spreading = new();
    private long? _storeFailed;
    private long _storeTold;
    private int _storeUntold;
    private bool _isLate;
    private bool _isPaused;
    private int _changed;
    private int _left;
    private DateTimeOffset? _editsBegan;

    /// <summary>Bulletins that were stored together, on their way to the channels.</summary>
    private sealed class Spread(long first, long through, DateTimeOffset known)
    {
        public long First { get; } = first;
        public long Through { get; } = through;
        public DateTimeOffset Known { get; } = known;
        public int Channels { get; set; }
        public DateTimeOffset Last { get; set; } = known;

        public bool Holds(long position) => position >= First && position <= Through;
    }

    public void Heard(ImmutableArray<LogEntry> entries)
    {
        if (!entries.IsEmpty)
        {
            _spreading.Enqueue(
                new Spread(entries[0].Position, entries[^1].Position, entries[0].Bulletin.At)
            );
        }
    }

    /// <param name="line">As it is after the delivery.</param>
    /// <param name="delivered">What stands in the channel now, and was not late on purpose; in order.</param>
    public void Delivered(SubscriberLine line, IReadOnlyList<long> delivered)
    {
        // After each post: both are in order, and gone through once, for the few that it touches.
        var at = 0;
        foreach (var spread in _spreading)
        {
            while (at < delivered.Count && delivered[at] < spread.First)
            {
                at++;
            }
            if (at == delivered.Count)
            {
                return;
            }
            if (!spread.Holds(delivered[at]))
            {
                continue;
            }
            // Before a word of the desk that has overtaken it something may still wait.
            var next = line.Waiting.First;
            if (next?.Position < spread.First)
            {
                next = line.Waiting.FirstOrDefault(e => e.Position >= spread.First);
            }
            if (next is null || !spread.Holds(next.Position))
            {
                spread.Channels++;
                spread.Last = time.GetUtcNow();
            }
        }
    }

    public void Switched(bool isPaused)
    {
        if (isPaused != _isPaused)
        {
            log.LogInformation("Broadcasting is {State}.", isPaused ? "paused" : "resumed");
        }
        _isPaused = isPaused;
    }

    /// <param name="oldest">The first on the log that a channel still waits for.</param>
    public void Look(BroadcastStatus status, long? oldest)
    {
        while (_spreading.TryPeek(out var spread) && !(oldest <= spread.Through))
        {
            _spreading.Dequeue();
            if (spread.Channels > 0)
            {
                log.LogInformation(
                    "Bulletins {First} to {Through} delivered to {Channels} channels in {Seconds:F1} s.",
                    spread.First,
                    spread.Through,
                    spread.Channels,
                    (spread.Last - spread.Known).TotalSeconds
                );
            }
        }
        if (
            _storeFailed is { } failed
            && time.GetElapsedTime(failed) > Sender.RestAfterNoAnswer * 3
        )
        {
            _storeFailed = null;
            log.LogInformation("The store takes what is written again.");
        }
        var isLate =
            !status.IsPaused
            && status.OldestWaiting is { } since
            && time.GetUtcNow() - since >= Late;
        if (isLate && !_isLate)
        {
            log.LogWarning(
                "The queue is behind: {Waiting} bulletins times channels wait, the oldest since {Since}.",
                status.Waiting,
                status.OldestWaiting
            );
        }
        else if (_isLate && !isLate)
        {
            log.LogInformation("The queue is no longer behind: {Waiting} wait.", status.Waiting);
        }
        _isLate = isLate;
    }

    public void StoreFailed(Exception why)
    {
        var isNew = _storeFailed is null;
        _storeFailed = time.GetTimestamp();
        if (!isNew && time.GetElapsedTime(_storeTold) < StoreLinesApart)
        {
            _storeUntold++;
            return;
        }
        log.LogError(
            "The store does not take what is to be written down, and is tried again: {Why} ({Untold} times since this was last said)",
            why.Message,
            _storeUntold
        );
        (_storeTold, _storeUntold) = (time.GetTimestamp(), 0);
    }

    public void GroupRefuses(Group group) =>
        log.LogWarning(
            "Server {Server} refuses posts in several channels though the permissions are there: one channel is tried now and then, and the others wait for it.",
            group
        );

    /// <summary>By whichever thread has met it.</summary>
    public void Quarantined(Quarantined item)
    {
        if (item.Bulletin is null)
        {
            log.LogError(
                item.Bug,
                "Bulletin {Position} ({Kind}) cannot be read from the store: nothing of it is sent.",
                item.Position,
                item.Kind
            );
        }
        else
        {
            log.LogError(
                item.Bug,
                "Bulletin {Position} ({Kind}) cannot be shown: its plain headline is sent in its place.",
                item.Position,
                item.Kind
            );
        }
    }

    public void EditsFound(int count)
    {
        if (count > 0)
        {
            _editsBegan ??= time.GetUtcNow();
            log.LogInformation("The edits of a correction begin: {Count}.", count);
        }
    }

    public void Edited(bool isChanged, int remaining)
    {
        _editsBegan ??= time.GetUtcNow();
        if (isChanged)
        {
            _changed++;
        }
        else
        {
            _left++;
        }
        if (remaining > 0)
        {
            return;
        }
        log.LogInformation(
            "The edits of corrections are done: {Changed} made, {Left} not, in {Seconds:F1} s.",
            _changed,
            _left,
            (time.GetUtcNow() - _editsBegan.Value).TotalSeconds
        );
        (_changed, _left, _editsBegan) = (0, 0, null);
    }

    /// <returns>Whether it was worth a warning.</returns>
    public bool PublishingWaits(Unpublished post, TimeSpan after, int behind)
    {
        if (time.GetUtcNow() + after - post.Since < OldUnpublished)
        {
            return false;
        }
        log.LogWarning(
            "Message {Message} in channel {Channel} is not published yet, {Minutes:F0} minutes after it was posted, and is tried again in {After}; {Behind} wait behind it. None is published later than {Longest} after its post.",
            post.Handle,
            post.Address,
            (time.GetUtcNow() - post.Since).TotalMinutes,
            after,
            behind,
            Sender.LongestUnpublished
        );
        return true;
    }

    public void Unreachable(Address address, Suspension why) =>
        log.LogWarning(
            "{Address} has not been reached since {Since:HH:mm:ss}, and is tried again at longer and longer intervals: {Reason}",
            address,
            why.Since,
            why.Reason
        );

    public void Reached(Address address) =>
        log.LogInformation("{Address} can be reached again.", address);

    public void Forgotten(Address address, int waiting, string reason) =>
        log.LogWarning(
            "Channel {Channel} is forgotten, and {Waiting} bulletins that waited for it are not sent: {Reason}",
            address,
            waiting,
            reason
        );

    public void GroupForgotten(Group group, int channels, int waiting) =>
        log.LogWarning(
            "The bot was removed from server {Server}: {Channels} channels are forgotten, and {Waiting} bulletins that waited for them are not sent.",
            group,
            channels,
            waiting
        );
}
