using Microsoft.Extensions.Logging;

namespace ResultsBot.Newswire.Delivery;

/// <summary>What is known of the log, and through where, when a message is written.</summary>
internal sealed record Knowledge(Func<LogEntry, Mark?> Marks, long Through);

/// <summary>
/// Brings one message to its outlet and writes down what came of it: first what is to be sent, then what stands. It holds
/// no state of its own; what is to be sent, and when, is the broadcaster's affair.
/// </summary>
internal sealed class Sender(
    BulletinLog log,
    ISubscriberStore store,
    OutletRegistry outlets,
    Traces traces,
    TimeProvider time,
    ILogger<Broadcaster> logger
)
{
    public static readonly TimeSpan RestAfterNoAnswer = TimeSpan.FromSeconds(5);

    /// <summary>A post that could not be published by then is old news elsewhere.</summary>
    public static readonly TimeSpan LongestUnpublished = TimeSpan.FromHours(1);

    /// <param name="isAgain">It may stand there already.</param>
    public async Task<SendOutcome> Post(
        Subscriber to,
        Sending sending,
        Knowledge known,
        bool isAgain,
        Urgency urgency,
        CancellationToken ct
    )
    {
        var dispatch = Written(to, sending.Page, known) with
        {
            Key = sending.Key,
            Thread = sending.Thread,
            Urgency = urgency,
        };
        if (dispatch.Entries.Count == 0)
        {
            // Nothing of it is followed any more.
            return await Receive(null);
        }
        // Also when it is tried again: the store may have refused it the first time.
        await store.Intend(to.Address, sending);
        return await SendOnce(dispatch, sending.Since, isAgain, ct) switch
        {
            OutletAnswer.Done done => await Receive(
                new Posted(
                    done.Handle,
                    // What stands there already was written with what was known then: no more, perhaps, than its first.
                    isAgain ? Math.Min(sending.First, known.Through) : known.Through,
                    time.GetUtcNow(),
                    to.Options.Publishes && done.CanBePublished
                ),
                done.IsUnfinished
            ),
            OutletAnswer.Nothing => await Receive(null),
            OutletAnswer.Refused refused => await Refused(
                to.Address,
                refused,
                nothingArrived: !isAgain && !refused.EarlierMayStand
            ),
            var answer => NotYet(to.Address, answer),
        };

        async Task<SendOutcome> Receive(Posted? posted, bool isUnfinished = false)
        {
            await store.Receive(to.Address, sending, posted);
            return new SendOutcome.Done(posted, isUnfinished);
        }
    }

    /// <summary>One bulletin before its turn.</summary>
    public async Task<SendOutcome> PostAhead(
        Subscriber to,
        LogEntry entry,
        Ahead ahead,
        bool isAgain,
        Urgency urgency,
        CancellationToken ct
    )
    {
        var page = new Page(Layout.Cards, [entry.Position], []);
        var dispatch = Written(to, page, new Knowledge(_ => null, entry.Position)) with
        {
            Key = ahead.Key,
            Urgency = urgency,
        };
        // Also when it is tried again: the store may have refused it the first time.
        await store.IntendAhead(to.Address, ahead);
        switch (await SendOnce(dispatch, ahead.Since, isAgain, ct))
        {
            case OutletAnswer.Done done:
                await store.ReceiveAhead(to.Address, ahead.Position, done.Handle);
                return new SendOutcome.Done(null);
            case OutletAnswer.Refused refused:
                return await Refused(to.Address, refused, nothingArrived: false);
            case var answer:
                return NotYet(to.Address, answer);
        }
    }

    /// <summary>Writes a message of ours anew, as things stand.</summary>
    /// <param name="at">Who follows something there; null where nobody does any more.</param>
    /// <param name="isToFinish">As in <see cref="Dispatch.IsToFinish"/>.</param>
    public async Task<SendOutcome> Edit(
        Copy copy,
        Subscriber? at,
        Knowledge known,
        bool isToFinish,
        CancellationToken ct
    )
    {
        var dispatch = (
            at is null
                ? Written(copy.Address, default, copy.Page, known)
                : Written(at, copy.Page, known)
        ) with
        {
            IsToFinish = isToFinish,
        };
        if (dispatch.IsPart)
        {
            // Written anew it would lack what stands in it. A process that can read all of it finds it again.
            logger.LogWarning(
                "Message {Message} in channel {Channel} is left as it is: a bulletin in it cannot be read.",
                copy.Handle,
                copy.Address
            );
            return new SendOutcome.Dropped();
        }
        using var span = traces.Message("edit", copy.Address);
        var answer = await outlets[copy.Address].Edit(copy.Handle, dispatch, ct);
        Traces.End(span, answer);
        switch (answer)
        {
            case OutletAnswer.Done done:
                await store.Revise(copy.Address, copy.First, known.Through);
                return new SendOutcome.Done(null, done.IsUnfinished);
            case OutletAnswer.Nothing when isToFinish:
                // What it says is of when it was last written: a correction since then is still to be brought into it.
                return new SendOutcome.Dropped();
            case OutletAnswer.Refused when isToFinish:
                return new SendOutcome.Dropped();
            case OutletAnswer.Refused
            {
                Why: Refusal.Forbidden or Refusal.Closed,
                Reason: var reason
            } refused:
                // Still to be done: when the channel goes on, or somebody opens the thread, so does this.
                logger.LogWarning(
                    "Message {Message} in channel {Channel} cannot be corrected for now: {Reason}",
                    copy.Handle,
                    copy.Address,
                    reason
                );
                return new SendOutcome.Suspended(
                    new Suspension(reason, time.GetUtcNow()),
                    refused.Why == Refusal.Forbidden
                );
            case OutletAnswer.Refused { Reason: var reason }:
                logger.LogWarning(
                    "Message {Message} in channel {Channel} is left as it is: {Reason}",
                    copy.Handle,
                    copy.Address,
                    reason
                );
                await store.Revise(copy.Address, copy.First, long.MaxValue);
                return new SendOutcome.Dropped();
            default:
                return NotYet(copy.Address, answer);
        }
    }

    /// <summary>Publishes a post to those that follow its channel.</summary>
    public async Task<SendOutcome> Publish(Unpublished post, CancellationToken ct)
    {
        if (time.GetUtcNow() - post.Since > LongestUnpublished)
        {
            logger.LogWarning(
                "Message {Message} in channel {Channel} was not published within an hour, and will not be.",
                post.Handle,
                post.Address
            );
            await store.Publish(post.Address, post.First);
            return new SendOutcome.Dropped();
        }
        var answer = await outlets[post.Address].Publish(post.Handle, ct);
        switch (answer)
        {
            case OutletAnswer.Done:
                await store.Publish(post.Address, post.First);
                return new SendOutcome.Done(null);
            case OutletAnswer.Refused { Reason: var reason }:
                logger.LogWarning(
                    "Message {Message} in channel {Channel} cannot be published: {Reason}",
                    post.Handle,
                    post.Address,
                    reason
                );
                await store.Publish(post.Address, post.First);
                return new SendOutcome.Dropped();
            default:
                return NotYet(post.Address, answer);
        }
    }

    /// <summary>
    /// Sends it, unless it is found there. The outlet's key tells for a while; begun later than that, it is not relied upon.
    /// </summary>
    private async Task<OutletAnswer> SendOnce(
        Dispatch dispatch,
        DateTimeOffset since,
        bool isAgain,
        CancellationToken ct
    )
    {
        var outlet = outlets[dispatch.Address];
        using var span = traces.Message("post", dispatch.Address);
        if (
            isAgain
            && (time.GetUtcNow() - since > outlet.KeyWindow || !outlet.KnowsKey(dispatch))
            && await outlet.Find(dispatch, since, ct) is not OutletAnswer.NotFound and var found
        )
        {
            Traces.End(span, found);
            return found;
        }
        var answer = await outlet.Send(dispatch, ct);
        Traces.End(span, answer);
        return answer;
    }

    private Dispatch Written(Subscriber to, Page page, Knowledge known) =>
        Written(to.Address, to.Group, page, known) with
        {
            Pictures = to.Options.Pictures,
        };

    private Dispatch Written(Address address, Group group, Page page, Knowledge known) =>
        new(address, group, page, log.Find(page.Needs), known.Marks);

    /// <param name="nothingArrived">No earlier try can have worked: what waits can be put together anew.</param>
    private async Task<SendOutcome> Refused(
        Address address,
        OutletAnswer.Refused refused,
        bool nothingArrived
    )
    {
        if (refused.Why == Refusal.Gone)
        {
            await store.Unsubscribe(address, null);
            return new SendOutcome.Gone(refused.Reason);
        }
        logger.LogWarning(
            "Channel {Channel} is suspended, and what is for it waits: {Reason}",
            address,
            refused.Reason
        );
        var suspension = new Suspension(refused.Reason, time.GetUtcNow());
        await store.Suspend(address, suspension, nothingArrived);
        return new SendOutcome.Suspended(
            suspension,
            refused.Why == Refusal.Forbidden,
            nothingArrived
        );
    }

    /// <summary>To be tried again. The outlet tells of its limits and outages, and the broadcaster of a queue that falls behind.</summary>
    private SendOutcome.Later NotYet(Address address, OutletAnswer answer)
    {
        var (after, reason) = answer switch
        {
            OutletAnswer.Later later => (later.After ?? RestAfterNoAnswer, later.Reason),
            OutletAnswer.Unknown unknown => (RestAfterNoAnswer, unknown.Reason),
            _ => throw new InvalidOperationException($"No rule for {answer}."),
        };
        logger.LogDebug("Channel {Channel} has to wait {After}: {Reason}", address, after, reason);
        return new SendOutcome.Later(after, reason);
    }
}
