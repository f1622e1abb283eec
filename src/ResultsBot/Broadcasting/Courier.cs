using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Store;
using ResultsBot.Wording;

namespace ResultsBot.Broadcasting;

/// <summary>
/// Brings one message to Discord and writes down what came of it. It holds no state of its own: what is to be sent,
/// and when, is the broadcaster's affair.
/// </summary>
internal sealed class Courier(
    BulletinLog log,
    IChannelStore channels,
    IPhotoStore photos,
    DiscordRest discord,
    Pages pages,
    IGuilds guilds,
    TimeProvider time,
    ILogger<Broadcaster> logger
)
{
    /// <summary>
    /// Discord remembers a nonce “in the past few minutes”. A request may be asked again for two of them before the
    /// client gives it up: begun later than this, it is not relied upon.
    /// </summary>
    public static readonly TimeSpan NonceWindow = TimeSpan.FromSeconds(30);

    /// <summary>By how much the clocks may differ, ours and the one in Discord's ids.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    public static readonly TimeSpan RestAfterNoAnswer = TimeSpan.FromSeconds(5);

    /// <summary>A post that could not be published by then is old news elsewhere.</summary>
    public static readonly TimeSpan LongestUnpublished = TimeSpan.FromHours(1);

    private readonly SharedPhotos _photos = new(photos);

    /// <summary>What is known of the wire, and through where, when a message is written.</summary>
    public sealed record Knowledge(Func<LogEntry, Mark?> Marks, long Through);

    /// <param name="isAgain">It may stand in the channel already.</param>
    public async Task<SendOutcome> Post(
        ChannelRecord record,
        Sending sending,
        Knowledge known,
        bool isAgain,
        SendPriority priority,
        CancellationToken ct
    )
    {
        var channel = record.Channel;
        var page = sending.Page!;
        var entries = log.Find(page.Needs);
        var embeds = pages.Show(page, entries, known.Marks);
        if (embeds.IsEmpty)
        {
            // Nothing of it is followed any more.
            await channels.Receive(channel, sending, null);
            return new SendOutcome.Done(null);
        }
        // Also when it is tried again: the store may have refused it the first time.
        await channels.Intend(channel, sending);
        var place = channel;
        if (sending.Thread is { } contest)
        {
            switch (await PlaceOf(record, contest, entries, priority, ct))
            {
                case (ulong found, _):
                    place = found;
                    break;
                case (_, { } outcome):
                    return outcome;
            }
        }
        var posted = new Posted(
            place,
            0,
            known.Through,
            time.GetUtcNow(),
            record.Delivery.Publishes && place == channel
        );
        if (isAgain && time.GetUtcNow() - sending.Since > NonceWindow)
        {
            switch (
                await Find(
                    channel,
                    place,
                    embeds,
                    page.Needs.All(entries.ContainsKey),
                    sending.Since,
                    ct
                )
            )
            {
                case (_, { } outcome):
                    return outcome;
                case ({ } message, _):
                    // It was written with what was known then.
                    posted = posted with
                    {
                        Message = message.Value,
                        AsOf = Math.Min(sending.Through, known.Through),
                    };
                    await channels.Receive(channel, sending, posted);
                    return new SendOutcome.Done(posted);
            }
        }

        var result = await discord.CreateMessage(
            new Snowflake(place),
            await Message(page, embeds, entries, known.Marks, sending.Nonce, ct),
            priority,
            ct
        );
        switch (result)
        {
            case RestResult<Snowflake>.Done done:
                posted = posted with
                {
                    Message = done.Value.Value,
                    At = time.GetUtcNow(),
                    // The nonce may have given back a message that was written before.
                    AsOf = isAgain ? Math.Min(sending.Through, known.Through) : known.Through,
                };
                await channels.Receive(channel, sending, posted);
                return new SendOutcome.Done(posted);
            case RestResult<Snowflake>.Refused { Refusal: var refusal }
                when sending.Thread is { } seat && place != channel:
                return await RefusedInThread(channel, seat, place, refusal);
            case RestResult<Snowflake>.Refused { Refusal: var refusal }:
                return await Refused(channel, refusal, !isAgain && !refusal.EarlierTryLost);
            case RestResult<Snowflake>.Unknown unknown:
                return NoAnswer(channel, unknown.Reason);
            default:
                throw new InvalidOperationException($"No rule for {result}.");
        }
    }

    /// <summary>One bulletin before its turn.</summary>
    public async Task<SendOutcome> PostAhead(
        ulong channel,
        LogEntry entry,
        Ahead ahead,
        bool isAgain,
        SendPriority priority,
        CancellationToken ct
    )
    {
        var page = new Page(Layout.Cards, [entry.Position], []);
        var embeds = pages.Show(
            page,
            new Dictionary<long, LogEntry> { [entry.Position] = entry },
            _ => null
        );
        // Also when it is tried again: the store may have refused it the first time.
        await channels.IntendAhead(channel, ahead);
        if (isAgain && time.GetUtcNow() - ahead.Since > NonceWindow)
        {
            switch (await Find(channel, channel, embeds, isWhole: true, ahead.Since, ct))
            {
                case (_, { } outcome):
                    return outcome;
                case ({ } message, _):
                    await channels.ReceiveAhead(channel, ahead.Position, message.Value);
                    return new SendOutcome.Done(null);
            }
        }
        var result = await discord.CreateMessage(
            new Snowflake(channel),
            new OutgoingMessage { Embeds = embeds, Nonce = ahead.Nonce },
            priority,
            ct
        );
        switch (result)
        {
            case RestResult<Snowflake>.Done done:
                await channels.ReceiveAhead(channel, ahead.Position, done.Value.Value);
                return new SendOutcome.Done(null);
            case RestResult<Snowflake>.Refused { Refusal: var refusal }:
                return await Refused(channel, refusal);
            case RestResult<Snowflake>.Unknown unknown:
                return NoAnswer(channel, unknown.Reason);
            default:
                throw new InvalidOperationException($"No rule for {result}.");
        }
    }

    /// <summary>Writes a message of ours anew, as things stand.</summary>
    public async Task<SendOutcome> Edit(Copy copy, Knowledge known, CancellationToken ct)
    {
        var entries = log.Find(copy.Page.Needs);
        if (copy.Page.Needs.Any(p => !entries.ContainsKey(p)) || pages.IsUncertain(copy.Page))
        {
            // Written anew it would lack what stands in it, or say again what was corrected. A process that can read all of
            // it finds it again.
            logger.LogWarning(
                "Message {Message} in channel {Channel} is left as it is: a bulletin that it depends on cannot be read.",
                copy.Message,
                copy.Channel
            );
            return new SendOutcome.Dropped();
        }
        var embeds = pages.Show(copy.Page, entries, known.Marks);
        var result = await discord.EditMessage(
            new Snowflake(copy.Place),
            new Snowflake(copy.Message),
            await Message(copy.Page, embeds, entries, known.Marks, null, ct),
            SendPriority.Normal,
            ct
        );
        switch (result)
        {
            case RestResult<Snowflake>.Done:
                await channels.Revise(copy.Channel, copy.First, known.Through);
                return new SendOutcome.Done(null);
            case RestResult<Snowflake>.Unknown unknown:
                return NoAnswer(copy.Channel, unknown.Reason);
            case RestResult<Snowflake>.Refused { Refusal: var refusal } when IsForLater(refusal):
                return Wait(copy.Channel, refusal);
            case RestResult<Snowflake>.Refused { Refusal: var refusal }
                when refusal.IsForbidden || refusal.IsThreadClosed:
                // Still to be done: when the channel goes on, or the thread is out of the archive (the correction
                // itself takes it out, and may not have come yet), so does this.
                logger.LogWarning(
                    "Message {Message} in channel {Channel} cannot be corrected for now: {Reason}",
                    copy.Message,
                    copy.Channel,
                    refusal.Message
                );
                return new SendOutcome.Suspended(
                    new Suspension(refusal.Message, time.GetUtcNow()),
                    refusal.IsForbidden
                );
            case RestResult<Snowflake>.Refused { Refusal: var refusal }:
                logger.LogWarning(
                    "Message {Message} in channel {Channel} is left as it is: {Code} {Reason}",
                    copy.Message,
                    copy.Channel,
                    refusal.Code,
                    refusal.Message
                );
                await channels.Revise(copy.Channel, copy.First, long.MaxValue);
                return new SendOutcome.Dropped();
            default:
                throw new InvalidOperationException($"No rule for {result}.");
        }
    }

    /// <summary>Publishes a post to the channels that follow its own.</summary>
    public async Task<SendOutcome> Publish(Unpublished post, CancellationToken ct)
    {
        if (time.GetUtcNow() - post.Since > LongestUnpublished)
        {
            logger.LogWarning(
                "Message {Message} in channel {Channel} was not published within an hour, and will not be.",
                post.Message,
                post.Channel
            );
            await channels.Publish(post.Channel, post.First);
            return new SendOutcome.Dropped();
        }
        var result = await discord.Crosspost(
            new Snowflake(post.Channel),
            new Snowflake(post.Message),
            SendPriority.Normal,
            ct
        );
        switch (result)
        {
            case RestResult<Nothing>.Done:
            case RestResult<Nothing>.Refused { Refusal.IsAlreadyCrossposted: true }:
                await channels.Publish(post.Channel, post.First);
                return new SendOutcome.Done(null);
            case RestResult<Nothing>.Unknown unknown:
                return NoAnswer(post.Channel, unknown.Reason);
            case RestResult<Nothing>.Refused { Refusal: var refusal } when IsForLater(refusal):
                return Wait(post.Channel, refusal);
            case RestResult<Nothing>.Refused { Refusal: var refusal }:
                logger.LogWarning(
                    "Message {Message} in channel {Channel} cannot be published: {Code} {Reason}",
                    post.Message,
                    post.Channel,
                    refusal.Code,
                    refusal.Message
                );
                await channels.Publish(post.Channel, post.First);
                return new SendOutcome.Dropped();
            default:
                throw new InvalidOperationException($"No rule for {result}.");
        }
    }

    private async Task<OutgoingMessage> Message(
        Page page,
        ImmutableArray<Embed> embeds,
        IReadOnlyDictionary<long, LogEntry> entries,
        Func<LogEntry, Mark?> marks,
        string? nonce,
        CancellationToken ct
    )
    {
        var files = ImmutableArray.CreateBuilder<OutgoingFile>();
        foreach (
            var name in page
                .Positions.Select(p => entries.GetValueOrDefault(p))
                .OfType<LogEntry>()
                // What was taken back may be so for the sake of its picture.
                .Where(e => marks(e) is not Mark.TakenBack)
                .Select(e => Pages.Photo(e.Bulletin))
                .OfType<string>()
                .Distinct()
        )
        {
            if (await _photos.Find(name, ct) is { } photo)
            {
                files.Add(photo);
            }
            else
            {
                logger.LogWarning("Picture {Photo} is not in the store: posted without it.", name);
            }
        }
        var attached = files.Select(f => f.Reference).ToHashSet();
        return new OutgoingMessage
        {
            Content = page.Mentions is { } role ? $"<@&{role}>" : null,
            MentionRoles = page.Mentions is { } id ? [new Snowflake(id)] : [],
            Embeds =
            [
                .. embeds.Select(e =>
                    e.ImageUrl is { } image && !attached.Contains(image)
                        ? e with
                        {
                            ImageUrl = null,
                        }
                        : e
                ),
            ],
            Files = files.ToImmutable(),
            Nonce = nonce,
        };
    }

    /// <summary>
    /// The seat's thread, opened where there is none. Opening has no nonce: it is written down before, and whether
    /// a try that nobody knows the end of has worked is seen in the channel's open threads.
    /// </summary>
    /// <returns>Where to post, or why not now.</returns>
    private async Task<(ulong? Place, SendOutcome? SendOutcome)> PlaceOf(
        ChannelRecord record,
        ContestId contest,
        IReadOnlyDictionary<long, LogEntry> entries,
        SendPriority priority,
        CancellationToken ct
    )
    {
        var channel = record.Channel;
        var known = await channels.FindThread(channel, contest, ct);
        if (known is { IsClosed: true })
        {
            return (channel, null);
        }
        if (known is { Thread: { } open })
        {
            return (open, null);
        }
        var name = pages.ThreadName(contest);
        if (known is null)
        {
            await channels.SaveThread(channel, contest, new SeatThread(null, false));
        }
        else if (!guilds.IsKnown(record.Guild))
        {
            return (null, new SendOutcome.Later(RestAfterNoAnswer));
        }
        else if (guilds.FindThread(record.Guild, channel, name) is { } found)
        {
            await channels.SaveThread(channel, contest, new SeatThread(found, false));
            return (found, null);
        }
        var result = await discord.StartThread(
            new Snowflake(channel),
            name,
            guilds.TypeOf(record.Guild, channel) == ChannelType.Announcement
                ? ChannelType.AnnouncementThread
                : ChannelType.PublicThread,
            ThreadArchival.Day,
            priority,
            ct
        );
        switch (result)
        {
            case RestResult<Channel>.Done { Value.Id: var id }:
                await channels.SaveThread(channel, contest, new SeatThread(id.Value, false));
                return (id.Value, null);
            case RestResult<Channel>.Unknown unknown:
                return (null, NoAnswer(channel, unknown.Reason));
            case RestResult<Channel>.Refused { Refusal: var refusal } when IsForLater(refusal):
                return (null, Wait(channel, refusal));
            case RestResult<Channel>.Refused { Refusal: { IsChannelGone: true } refusal }:
                return (null, await Refused(channel, refusal));
            case RestResult<Channel>.Refused { Refusal: var refusal }:
                logger.LogWarning(
                    "Channel {Channel} gets no thread {Name}: {Code} {Reason}. What is of it goes into the channel.",
                    channel,
                    name,
                    refusal.Code,
                    refusal.Message
                );
                await channels.SaveThread(channel, contest, new SeatThread(null, true));
                return (channel, null);
            default:
                throw new InvalidOperationException($"No rule for {result}.");
        }
    }

    /// <summary>A deleted thread is opened anew; where it was locked, somebody wants no more in it.</summary>
    private async Task<SendOutcome> RefusedInThread(
        ulong channel,
        ContestId contest,
        ulong thread,
        RestRefusal refusal
    )
    {
        if (refusal.IsChannelGone)
        {
            await channels.ForgetThread(channel, contest);
            return new SendOutcome.Later(TimeSpan.Zero);
        }
        if (refusal.IsThreadClosed)
        {
            logger.LogWarning(
                "Thread {Thread} of channel {Channel} is closed: what is of {Contest} goes into the channel.",
                thread,
                channel,
                contest
            );
            await channels.SaveThread(channel, contest, new SeatThread(thread, true));
            return new SendOutcome.Later(TimeSpan.Zero);
        }
        return await Refused(channel, refusal);
    }

    /// <param name="nothingArrived">No earlier try can have worked: what waits can be put together anew.</param>
    private async Task<SendOutcome> Refused(
        ulong channel,
        RestRefusal refusal,
        bool nothingArrived = false
    )
    {
        if (refusal.IsChannelGone)
        {
            await channels.Unsubscribe(channel, null);
            return new SendOutcome.Gone(refusal.Message);
        }
        if (refusal.IsForbidden || refusal.IsThreadClosed || refusal.IsBadRequest)
        {
            var reason = $"{refusal.Status} {refusal.Code} {refusal.Message}";
            logger.LogWarning(
                "Channel {Channel} is suspended, and what is for it waits: {Reason}",
                channel,
                reason
            );
            var suspension = new Suspension(reason, time.GetUtcNow());
            await channels.Suspend(channel, suspension, nothingArrived);
            return new SendOutcome.Suspended(suspension, refusal.IsForbidden, nothingArrived);
        }
        return Wait(channel, refusal);
    }

    private static bool IsForLater(RestRefusal refusal) =>
        refusal.RetryAfter is not null
        || refusal.IsRateLimited
        || refusal.IsCloudflare
        || refusal.NeverSent
        || refusal.IsUnauthorized
        || refusal.Status >= 500;

    private SendOutcome.Later Wait(ulong channel, RestRefusal refusal)
    {
        // With a dead token nothing works until the operator acts; the gateway says so and stops the bot.
        var after = refusal.RetryAfter ?? (refusal.IsUnauthorized ? Skew : RestAfterNoAnswer);
        // The client has told of the limit or the outage, and the broadcaster tells when the queue falls behind.
        logger.LogDebug(
            "Channel {Channel} has to wait {After}: {Reason}",
            channel,
            after,
            refusal.Message
        );
        return new SendOutcome.Later(after);
    }

    private SendOutcome.Later NoAnswer(ulong channel, string reason)
    {
        logger.LogDebug(
            "No answer from channel {Channel}: {Reason}. Trying again.",
            channel,
            reason
        );
        return new SendOutcome.Later(RestAfterNoAnswer);
    }

    /// <summary>
    /// The message in the channel, if what was being sent did arrive: too long ago for the nonce, so we look. Its
    /// embeds' footers, with their numbers on the wire, tell: titles may have been changed since.
    /// </summary>
    /// <param name="isWhole">These are all embeds that it was sent with.</param>
    /// <returns>Neither where it is not there, or where there is no place to look in.</returns>
    private async Task<(Snowflake? Message, SendOutcome? Outcome)> Find(
        ulong channel,
        ulong place,
        ImmutableArray<Embed> embeds,
        bool isWhole,
        DateTimeOffset sent,
        CancellationToken ct
    )
    {
        var wanted = embeds.Select(e => e.Footer).ToArray();
        var after = Snowflake.At(sent - Skew);
        while (true)
        {
            var result = await discord.GetMessages(
                new Snowflake(place),
                Limits.MessagesPerPage,
                after: after,
                ct: ct
            );
            switch (result)
            {
                case RestResult<ImmutableArray<Message>>.Unknown unknown:
                    return (null, NoAnswer(place, unknown.Reason));
                case RestResult<ImmutableArray<Message>>.Refused { Refusal: var refusal }
                    when IsForLater(refusal):
                    return (null, Wait(place, refusal));
                case RestResult<ImmutableArray<Message>>.Refused { Refusal: var refusal }
                    when refusal.IsForbidden:
                    // What may not be seen cannot be posted to either. By the time a post got there it may be open again,
                    // and the message stand in it twice.
                    return (null, await Refused(channel, refusal));
                case RestResult<ImmutableArray<Message>>.Refused { Refusal: var refusal }:
                    logger.LogWarning(
                        "Channel {Channel} cannot be read ({Reason}): what was on its way is sent again.",
                        place,
                        refusal.Message
                    );
                    return (null, null);
                case RestResult<ImmutableArray<Message>>.Done { Value: var messages }:
                    // Each number stands in a channel once: where some cannot be read any longer, one that can will do.
                    var found = messages.FirstOrDefault(m =>
                        m.Author.Bot
                        && (
                            isWhole
                                ? m.Embeds.Select(e => e.Footer).SequenceEqual(wanted)
                                : m.Embeds.Select(e => e.Footer).Intersect(wanted).Any()
                        )
                    );
                    // In a busy channel it may lie further on: with “after”, Discord gives the oldest behind it.
                    var next = messages.IsEmpty ? after : messages.Max(m => m.Id);
                    if (
                        found is not null
                        || messages.Length < Limits.MessagesPerPage
                        || next == after
                    )
                    {
                        return (found?.Id, null);
                    }
                    after = next;
                    break;
                default:
                    throw new InvalidOperationException($"No rule for {result}.");
            }
        }
    }
}
