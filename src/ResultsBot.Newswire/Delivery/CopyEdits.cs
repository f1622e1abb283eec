using System.Collections.Immutable;

namespace ResultsBot.Newswire.Delivery;

/// <summary>A copy that is to be written anew.</summary>
internal sealed class CopyEdit(Copy copy)
{
    public Copy Copy { get; } = copy;
    public bool IsBusy { get; set; }

    /// <summary>Something more has changed while it was being written.</summary>
    public bool IsStale { get; set; }
    public bool IsResting { get; set; }

    /// <inheritdoc cref="Dispatch.IsToFinish"/>
    public bool IsToFinish { get; set; }

    /// <summary>It was refused once, for no want of a permission.</summary>
    public bool WasRefused { get; set; }
}

/// <summary>
/// The copies that a later bulletin has changed: found in the store by how far the log was known when they were written,
/// and written anew one by one. Owned by the broadcaster's loop.
/// </summary>
internal sealed class CopyEdits(
    ISubscriberStore store,
    OutletRegistry outlets,
    HeardLog heard,
    Mailbox mailbox,
    DeliveryQueue queue,
    Sender sender,
    SendsUnderWay sends,
    SubscriberLines lines,
    Suspensions suspensions,
    BroadcastMeters meters,
    BroadcastWatch watch
)
{
    private static readonly TimeSpan RefusedOnceAgainAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DoubtAfter = TimeSpan.FromMinutes(10);

    private readonly Dictionary<(Address Address, long First), CopyEdit> _all = [];

    /// <summary>Where copies could not be changed for now.</summary>
    private readonly HashSet<Address> _unedited = [];

    private int _toFinish;

    /// <summary>Those that are out of date; what is only to be finished is owed to nobody.</summary>
    public int Count => _all.Count - _toFinish;

    /// <summary>Looks for all copies that are out of date, also by what cannot be read.</summary>
    /// <param name="at">Only there; null for everywhere.</param>
    public void FindOutdated(Address? at) => Find(heard.Changes, at);

    /// <summary>Looks for the copies of what was changed, beside the loop: there may be many.</summary>
    /// <param name="at">Only there; null for everywhere.</param>
    public void Find(ImmutableArray<Change> changes, Address? at)
    {
        if (changes.IsEmpty)
        {
            return;
        }
        mailbox.Start(async () =>
        {
            await Task.Yield();
            for (var i = 0; i < changes.Length; i++)
            {
                var change = changes[i];
                ImmutableArray<Copy> copies;
                try
                {
                    copies = await store.ReadCopies(
                        change.Changed(),
                        change.Position,
                        mailbox.Ended
                    );
                }
                catch (StoreUnavailableException e)
                {
                    mailbox.Post(() => watch.StoreFailed(e));
                    mailbox.PostAfter(Sender.RestAfterNoAnswer, () => Find(changes[i..], at));
                    return;
                }
                mailbox.Post(() => Add(copies.Where(c => at is null || c.Address == at)));
            }
        });
    }

    public void Add(Copy copy)
    {
        if (_all.TryGetValue((copy.Address, copy.First), out var known))
        {
            known.IsStale = known.IsBusy;
            // There is something to say in it: it may no longer give way.
            _toFinish -= known.IsToFinish ? 1 : 0;
            known.IsToFinish = false;
            return;
        }
        Add(new CopyEdit(copy));
    }

    /// <summary>Something of it was not ready when it was sent.</summary>
    public void Finish(Copy copy)
    {
        // Written anew for another reason, it is told then whether something is still missing.
        if (!_all.ContainsKey((copy.Address, copy.First)))
        {
            Add(new CopyEdit(copy) { IsToFinish = true });
        }
    }

    private void Add(CopyEdit edit)
    {
        var copy = edit.Copy;
        if (
            !outlets[copy.Address].CanEdit
            // One that cannot be posted to is looked at again when it can.
            || lines.Find(copy.Address)?.Record.Suspended is not null
        )
        {
            return;
        }
        _all.Add(Key(edit), edit);
        _toFinish += edit.IsToFinish ? 1 : 0;
        queue.Add(new Job.Edit(edit));
    }

    /// <summary>Its turn has come, if there is still something to do.</summary>
    public void Begin(CopyEdit edit)
    {
        if (edit.IsBusy || edit.IsResting || _all.GetValueOrDefault(Key(edit)) != edit)
        {
            return;
        }
        var line = lines.Find(edit.Copy.Address);
        if (line is not null && suspensions.IsClosed(line.Record.Group))
        {
            if (edit.IsToFinish)
            {
                Remove(edit);
            }
            else
            {
                Leave(edit);
            }
            return;
        }
        edit.IsBusy = true;
        edit.IsStale = false;
        queue.For(edit.Copy.Address).BeginAside();
        var known = heard.Known;
        var (at, isToFinish) = (line?.Record, edit.IsToFinish);
        sends.Begin(
            ct => sender.Edit(edit.Copy, at, known, isToFinish, ct),
            outcome => End(edit, isToFinish, outcome)
        );
    }

    /// <summary>Looks again for what could not be changed, where it can be posted to now.</summary>
    public void EditAgain(Group group)
    {
        foreach (
            var address in _unedited
                .Where(a =>
                    lines.Find(a) is { } line
                    && line.Record.Group == group
                    && suspensions.CanPost(line)
                )
                .ToArray()
        )
        {
            _unedited.Remove(address);
            FindOutdated(address);
        }
    }

    private void Add(IEnumerable<Copy> copies)
    {
        var before = Count;
        foreach (var copy in copies)
        {
            Add(copy);
        }
        watch.EditsFound(Count - before);
    }

    private void End(CopyEdit edit, bool wasToFinish, SendOutcome outcome)
    {
        edit.IsBusy = false;
        queue.For(edit.Copy.Address).EndAside();
        switch (outcome)
        {
            case SendOutcome.Later { After: var after }:
                Rest(edit, after);
                break;
            case SendOutcome.Suspended { IsForbidden: false } when !edit.WasRefused:
                edit.WasRefused = true;
                Rest(edit, RefusedOnceAgainAfter);
                break;
            case SendOutcome.Suspended suspended:
                // The copy is still known as one to be changed: found again when the permission returns.
                if (suspended.IsForbidden && lines.Find(edit.Copy.Address) is { } line)
                {
                    suspensions.Refuse(line);
                }
                Leave(edit);
                break;
            case SendOutcome.Done or SendOutcome.Dropped when edit.IsStale:
                queue.Add(new Job.Edit(edit));
                break;
            case SendOutcome.Done or SendOutcome.Dropped when wasToFinish:
                Remove(edit);
                break;
            case SendOutcome.Done { IsUnfinished: var isUnfinished }:
                meters.Edited(edit.Copy.Address.Outlet);
                Remove(edit);
                if (isUnfinished)
                {
                    Finish(edit.Copy);
                }
                watch.Edited(isChanged: true, Count);
                break;
            default:
                Remove(edit);
                watch.Edited(isChanged: false, Count);
                break;
        }
    }

    private void Rest(CopyEdit edit, TimeSpan after)
    {
        edit.IsResting = true;
        mailbox.PostAfter(
            after,
            () =>
            {
                edit.IsResting = false;
                queue.Add(new Job.Edit(edit));
            }
        );
    }

    private void Leave(CopyEdit edit)
    {
        var address = edit.Copy.Address;
        Remove(edit);
        watch.Edited(isChanged: false, Count);
        if (_unedited.Add(address))
        {
            mailbox.PostAfter(DoubtAfter, () => Doubt(address));
        }
    }

    private void Doubt(Address address)
    {
        if (
            lines.Find(address) is { } line
            && suspensions.CanPost(line)
            && _unedited.Remove(address)
        )
        {
            FindOutdated(address);
        }
    }

    private void Remove(CopyEdit edit)
    {
        _all.Remove(Key(edit));
        _toFinish -= edit.IsToFinish ? 1 : 0;
    }

    private static (Address, long) Key(CopyEdit edit) => (edit.Copy.Address, edit.Copy.First);
}
