using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace ResultsBot.Newswire.Delivery;

/// <summary>
/// Who cannot be posted to for now, and when that is doubted: a refusal may have crossed the permission's return, and a
/// group that refuses everything is asked by one for all of it. Owned by the broadcaster's loop.
/// </summary>
internal sealed class Suspensions(
    ISubscriberStore store,
    OutletRegistry outlets,
    Mailbox mailbox,
    SubscriberLines lines,
    Func<Group, bool> isOwn,
    BroadcastWatch watch,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>
    /// How soon a refusal is doubted that nothing has explained. Doubled each time, up to an hour or so.
    /// </summary>
    private static readonly TimeSpan FirstDoubt = TimeSpan.FromSeconds(30);
    private const int MostDoublings = 7;

    private readonly RefusingGroups _refusing = new(time);
    private volatile ImmutableList<Trouble> _trouble = [];

    /// <summary>Set by the broadcaster: the line may have something to send now.</summary>
    public Action<SubscriberLine> Ready { get; set; } = _ => { };

    /// <summary>Set by the broadcaster: it was suspended and no longer is.</summary>
    public Action<SubscriberLine> Resumed { get; set; } = _ => { };

    /// <summary>Set by the broadcaster: the group no longer refuses everything, or its permissions may have changed.</summary>
    public Action<Group> Opened { get; set; } = _ => { };

    /// <summary>Who cannot be posted to, whichever thread asks.</summary>
    public ImmutableList<Trouble> Trouble => _trouble;

    /// <summary><see cref="Trouble"/> has changed.</summary>
    public event EventHandler? TroubleChanged;

    /// <summary>Who is suspended may have changed.</summary>
    public void Tell()
    {
        var now = lines.Trouble;
        if (!now.SequenceEqual(_trouble))
        {
            _trouble = now;
            TroubleChanged?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>The group refuses everything.</summary>
    public bool IsClosed(Group group) => _refusing.IsClosed(group);

    /// <summary>As far as the outlet knows without asking.</summary>
    public bool CanPost(SubscriberLine line) =>
        outlets[line.Record.Address].CanPost(line.Record.Group, line.Record.Address);

    /// <summary>Whether a post may be begun; the newsroom's own always may.</summary>
    public bool MayBegin(SubscriberLine line)
    {
        var (group, address) = (line.Record.Group, line.Record.Address);
        line.IsHeld = !isOwn(group) && !_refusing.MayBegin(group, address);
        return !line.IsHeld;
    }

    /// <summary>A post has come to its end, whatever it was.</summary>
    public void End(SubscriberLine line) => _refusing.End(line.Record.Group, line.Record.Address);

    /// <summary>A post stands there: others of the group may follow it.</summary>
    public void Stands(SubscriberLine line)
    {
        var group = line.Record.Group;
        if (_refusing.Deliver(group, line.Record.Address))
        {
            mailbox.Post(() => LetGo(group, _refusing.Widen(group)));
        }
    }

    /// <summary>A post was refused, and the line suspended for it.</summary>
    public void Suspend(SubscriberLine line, SendOutcome.Suspended outcome)
    {
        line.Suspend(outcome.Suspension, outcome.NothingArrived);
        Tell();
        if (outcome.IsForbidden && Refuse(line))
        {
            mailbox.PostAfter(
                FirstDoubt * (1 << Math.Min(line.Refusals - 1, MostDoublings)),
                () => Doubt(line, outcome.Suspension)
            );
        }
    }

    /// <summary>Something was refused for want of a permission.</summary>
    /// <returns>Whether the address is to be doubted for itself, and not its group as a whole.</returns>
    public bool Refuse(SubscriberLine line)
    {
        var group = line.Record.Group;
        if (isOwn(group) || !CanPost(line))
        {
            return true;
        }
        var was = _refusing.IsClosed(group);
        if (_refusing.Refuse(group, line.Record.Address) is { } after)
        {
            mailbox.PostAfter(after, () => Probe(group));
        }
        if (!was && _refusing.IsClosed(group))
        {
            watch.GroupRefuses(group);
        }
        return !_refusing.IsClosed(group);
    }

    /// <summary>Somebody wants nothing to go there for now.</summary>
    public async Task Hold(SubscriberLine? line, string reason)
    {
        if (line is null)
        {
            return;
        }
        var suspension = new Suspension(reason, time.GetUtcNow());
        await store.Suspend(line.Record.Address, suspension);
        line.Hold(suspension);
        Tell();
    }

    /// <summary>Somebody wants it to be tried now: it is suspended, or rests after a try that failed.</summary>
    public async Task TakeUp(SubscriberLine? line)
    {
        if (line is null)
        {
            return;
        }
        line.IsResting = false;
        if (line.Record.Suspended is not null)
        {
            await Resume(line);
        }
        else
        {
            Ready(line);
        }
        Tell();
    }

    /// <summary>Permissions in a group may have changed: who can be posted to goes on.</summary>
    public async Task Recheck(Group group)
    {
        var outlet = outlets.Named(group.Outlet);
        if (_refusing.Explain(group, a => outlet.CanPost(group, a)))
        {
            Open(group);
        }
        foreach (
            var line in lines
                .In(group)
                .Where(l =>
                    l.Record.Suspended is not null
                    && CanPost(l)
                    // What the permissions did not explain, their change does not mend.
                    && !_refusing.IsRefused(group, l.Record.Address)
                )
                .ToArray()
        )
        {
            await Resume(line);
        }
        Opened(group);
        Tell();
    }

    private async Task Doubt(SubscriberLine line, Suspension suspension)
    {
        if (
            !line.IsForgotten
            && line.Record.Suspended == suspension
            && !_refusing.IsClosed(line.Record.Group)
            && CanPost(line)
        )
        {
            await Resume(line);
            Tell();
        }
    }

    private async Task Resume(SubscriberLine line)
    {
        logger.LogInformation("Channel {Channel} can be posted to again.", line.Record.Address);
        await store.Resume(line.Record.Address);
        line.Resume(time.GetUtcNow());
        Ready(line);
        Resumed(line);
    }

    private async Task Probe(Group group)
    {
        if (_refusing.Probe(group))
        {
            await LetGo(group, 1);
        }
        else
        {
            ProbeLater(group);
        }
    }

    private void ProbeLater(Group group)
    {
        if (_refusing.Again(group) is { } again)
        {
            mailbox.PostAfter(again, () => Probe(group));
        }
    }

    /// <summary>Lets some of those try that a refusing group has kept waiting: those first that it has not refused.</summary>
    private async Task LetGo(Group group, int count)
    {
        ImmutableArray<SubscriberLine> waiting =
        [
            .. lines
                .In(group)
                .Where(l => l.Record.Suspended is null ? l.IsHeld : CanPost(l))
                .OrderBy(l => l.Record.Suspended?.Since),
        ];
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
        Tell();
        if (waiting.Length <= count && count > 1)
        {
            _refusing.Forget(group);
            Open(group);
        }
        else if (waiting.Length == 0)
        {
            _refusing.Forget(group);
        }
        else
        {
            // Those that were let go may have had nothing left to post.
            ProbeLater(group);
        }
    }

    private void Open(Group group)
    {
        foreach (var line in lines.In(group).Where(l => l.IsHeld))
        {
            line.IsHeld = false;
            Ready(line);
        }
        Opened(group);
    }
}
