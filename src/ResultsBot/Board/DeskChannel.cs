using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage;

namespace ResultsBot.Board;

/// <summary>
/// The desk's channel: the board of the night, edited in place; a card for each proposal that waits for a second
/// person; and alerts. What is to stand there follows from the state alone (<see cref="DeskCards"/>); what stands there
/// is kept; the difference is posted, edited or settled. So a restart, or a channel that was out of reach, makes no
/// difference.
/// </summary>
internal sealed class DeskChannel(
    BoardSettings settings,
    DeskCards cards,
    ResultsDesk desk,
    Broadcaster broadcaster,
    IElectionStore election,
    IDeskStore store,
    DiscordRest discord,
    Quarantine quarantine,
    TimeProvider time,
    ILogger<DeskChannel> log
)
{
    /// <summary>Changes that come together are shown together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);

    /// <summary>What changes by the clock alone: silence, and waiting for too long.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    /// <summary>Edits of older messages are limited for long (30046 after an hour): a new one takes its place.</summary>
    private static readonly TimeSpan OldestEdited = TimeSpan.FromMinutes(55);

    /// <summary>Messages below the board, after which it is no longer on a screen.</summary>
    private const int ScrolledAway = 8;

    private static readonly TimeSpan LookBelow = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Card> _shown = [];
    private DateTimeOffset _lookedBelow;

    /// <summary>Holds one item while something may have changed since the last look.</summary>
    private readonly Channel<bool> _changes = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private bool _isOutOfReach;
    private bool _isUnwritable;

    /// <summary>Whether there is one.</summary>
    public bool IsNamed => settings.Channel is not null;

    /// <summary>Beats each time round of the loop, and at each message.</summary>
    public Heartbeat Heartbeat { get; } = new(time);

    public async Task Run(CancellationToken stop)
    {
        if (settings.Channel is not { } channel)
        {
            log.LogInformation("No Desk:Channel is named: proposals wait in /proposals.");
            return;
        }
        foreach (var card in await store.ReadCards(stop))
        {
            _shown.Add(card.Name, card);
        }
        desk.Changed += Note;
        broadcaster.TroubleChanged += Note;
        quarantine.Added += Note;
        using var clock = time.CreateTimer(
            _ => Note(this, EventArgs.Empty),
            null,
            LookAgain,
            LookAgain
        );
        try
        {
            while (true)
            {
                await Try(new Snowflake(channel), stop);
                await Task.Delay(Gathering, time, stop);
                // Taken before anything is looked at, so that no change is missed.
                await _changes.Reader.ReadAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is not shown yet is shown after the next start.
        }
        finally
        {
            desk.Changed -= Note;
            broadcaster.TroubleChanged -= Note;
            quarantine.Added -= Note;
        }
    }

    private void Note(object? sender, EventArgs e) => _changes.Writer.TryWrite(true);

    private async Task Try(Snowflake channel, CancellationToken ct)
    {
        try
        {
            await Update(channel, ct);
            _isUnwritable = false;
        }
        catch (StoreUnavailableException e)
        {
            // A full disk must not stop the bot for the sake of its board: it is shown once there is room.
            if (!_isUnwritable)
            {
                log.LogError(
                    "What stands in the desk's channel could not be written down, and is tried again: {Why}",
                    e.Message
                );
            }
            _isUnwritable = true;
        }
    }

    private async Task Update(Snowflake channel, CancellationToken ct)
    {
        Heartbeat.Beat();
        var now = time.GetUtcNow();
        var wanted = cards.Wanted(now).ToArray();
        foreach (var card in wanted)
        {
            if (!await Show(channel, card, now, ct))
            {
                // Nothing else would go through either.
                return;
            }
        }
        var names = wanted.Select(w => w.Name).ToHashSet();
        foreach (
            var card in _shown
                .Values.Where(c => !names.Contains(c.Name) && !DeskCards.Stays(c))
                .ToArray()
        )
        {
            await Settle(card, ct);
        }
    }

    /// <returns>False where the channel cannot be reached.</returns>
    private async Task<bool> Show(
        Snowflake channel,
        WantedCard wanted,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        Heartbeat.Beat();
        var (name, message) = wanted;
        var fingerprint = Fingerprint(message);
        var card = _shown.GetValueOrDefault(name);
        if (card is not null && card.Channel == channel.ToString())
        {
            if (card.Fingerprint == fingerprint)
            {
                return true;
            }
            var id = Snowflake.Parse(card.Message);
            if (
                !wanted.IsBoard
                || (
                    now - id.CreatedAt < OldestEdited
                    && !await HasScrolledAway(channel, id, now, ct)
                )
            )
            {
                switch (await discord.EditMessage(channel, id, message, SendPriority.Newsroom, ct))
                {
                    case RestResult<Snowflake>.Done:
                        await Keep(card with { Fingerprint = fingerprint });
                        return true;
                    // Deleted by somebody, or too old: it is posted anew.
                    case RestResult<Snowflake>.Refused { Refusal.Code: 10008 or 30046 }:
                        break;
                    case var other:
                        return NotReached(other);
                }
            }
            await discord.DeleteMessage(channel, id, SendPriority.Newsroom, ct);
        }
        // Another nonce for another message under the same name; the same after a crash.
        var nonce = Hash($"{election.StoreId}/{name}/{card?.Message}")[..Limits.Nonce];
        var posted = await discord.CreateMessage(
            channel,
            message with
            {
                Nonce = nonce,
            },
            SendPriority.Newsroom,
            ct
        );
        if (posted is RestResult<Snowflake>.Done { Value: var made })
        {
            await Keep(new Card(name, channel.ToString(), made.ToString(), fingerprint));
            return true;
        }
        return NotReached(posted);
    }

    /// <summary>Whether so much was written below the board that nobody sees it: it is posted anew then.</summary>
    private async Task<bool> HasScrolledAway(
        Snowflake channel,
        Snowflake board,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (now - _lookedBelow < LookBelow)
        {
            return false;
        }
        _lookedBelow = now;
        return await discord.GetMessages(
            channel,
            ScrolledAway,
            after: board,
            priority: SendPriority.Newsroom,
            ct: ct
        )
            is RestResult<ImmutableArray<Message>>.Done { Value.Length: >= ScrolledAway };
    }

    /// <summary>What is no longer to be shown says what has become of it, for the last time.</summary>
    private async Task Settle(Card card, CancellationToken ct)
    {
        Heartbeat.Beat();
        var channel = Snowflake.Parse(card.Channel);
        var id = Snowflake.Parse(card.Message);
        var last = cards.LastOf(card);
        var settled = last is null
            ? IsSettled(card, await discord.DeleteMessage(channel, id, SendPriority.Newsroom, ct))
            : IsSettled(
                card,
                await discord.EditMessage(channel, id, last, SendPriority.Newsroom, ct)
            );
        if (settled)
        {
            await store.DeleteCard(card.Name);
            _shown.Remove(card.Name);
        }
    }

    /// <returns>False where it is worth another try.</returns>
    private bool IsSettled<T>(Card card, RestResult<T> result)
    {
        switch (result)
        {
            case RestResult<T>.Unknown:
            case RestResult<T>.Refused { Refusal: { RetryAfter: not null } or { NeverSent: true } }:
                return false;
            case RestResult<T>.Refused { Refusal: { IsMessageGone: false } refusal }:
                log.LogWarning(
                    "{Card} in channel {Channel} is left as it is: {Code} {Reason}",
                    card.Name,
                    card.Channel,
                    refusal.Code,
                    refusal.Message
                );
                return true;
            default:
                return true;
        }
    }

    private async Task Keep(Card card)
    {
        await store.SaveCard(card);
        _shown[card.Name] = card;
        if (_isOutOfReach)
        {
            _isOutOfReach = false;
            log.LogInformation("The desk's channel can be posted to again.");
        }
    }

    /// <summary>Told when it begins, and not at each try.</summary>
    private bool NotReached(RestResult<Snowflake> result)
    {
        if (_isOutOfReach)
        {
            return false;
        }
        _isOutOfReach = true;
        log.LogWarning(
            "The desk's channel cannot be posted to, and is tried again: {Why}",
            result switch
            {
                RestResult<Snowflake>.Refused { Refusal: var refusal } => refusal.ToString(),
                RestResult<Snowflake>.Unknown unknown => unknown.Reason,
                _ => "no reason",
            }
        );
        return false;
    }

    /// <summary>Of all that is seen or pressed.</summary>
    private static string Fingerprint(OutgoingMessage message)
    {
        var seen = new StringBuilder(message.Content);
        foreach (var embed in message.Embeds)
        {
            seen.Append('\0').AppendJoin('\0', embed.Title, embed.Description, embed.Color);
            foreach (var field in embed.Fields)
            {
                seen.Append('\0').AppendJoin('\0', field.Name, field.Value);
            }
        }
        foreach (var component in message.Components.SelectMany(row => row.Components))
        {
            seen.Append('\0').Append(component);
        }
        return Hash(seen.ToString());
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
