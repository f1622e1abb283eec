using System.Collections.Immutable;
using ResultsBot.Store;
using ResultsBot.Wire;

namespace ResultsBot.Broadcasting;

/// <summary>One channel as the broadcaster sees it. Owned by the broadcaster's loop: nothing else touches it.</summary>
internal sealed class ChannelLine(ChannelRecord record)
{
    public ChannelRecord Record { get; private set; } = record;

    /// <summary>What it wants and has not got, in order.</summary>
    public LinkedList<WireEntry> Waiting { get; } = new();

    /// <summary>A message is on its way: nothing else is sent meanwhile, or the order could turn.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Discord asked for a pause, or the last try had no answer.</summary>
    public bool IsResting { get; set; }

    public bool CanSend =>
        !IsBusy
        && !IsResting
        && Record.Suspended is null
        && (Waiting.Count > 0 || Record.Sending is not null);

    public void Offer(WireEntry entry)
    {
        if (entry.Position > (Waiting.Last?.Value.Position ?? 0) && Record.Wants(entry))
        {
            Waiting.AddLast(entry);
        }
    }

    public void Follow(ImmutableArray<Subscription> subscriptions)
    {
        Record = Record with { Subscriptions = subscriptions, Suspended = null };
        for (var node = Waiting.First; node is not null; )
        {
            var next = node.Next;
            if (!Record.Wants(node.Value) && !IsBeingSent(node.Value))
            {
                Waiting.Remove(node);
            }
            node = next;
        }
    }

    public void Begin(Sending sending)
    {
        IsBusy = true;
        Record = Record with { Sending = sending };
    }

    /// <summary>All through the last one being sent stand in the channel.</summary>
    public void Deliver()
    {
        var through = Record.Sending!.Through;
        while (Waiting.First?.Value.Position <= through)
        {
            Waiting.RemoveFirst();
        }
        Record = Record with { Bookmark = through, Sending = null };
    }

    public void Suspend(string reason) =>
        Record = Record with { Sending = null, Suspended = reason };

    public void Resume() => Record = Record with { Suspended = null };

    private bool IsBeingSent(WireEntry entry) =>
        Record.Sending is { } sending
        && entry.Position >= sending.First
        && entry.Position <= sending.Through;
}
