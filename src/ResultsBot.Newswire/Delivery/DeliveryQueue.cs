using System.Diagnostics.CodeAnalysis;

namespace ResultsBot.Newswire.Delivery;

/// <summary>What can be done next.</summary>
internal abstract record Job
{
    private Job() { }

    /// <summary>The name of the outlet it is for.</summary>
    public string Outlet =>
        this switch
        {
            Post { Line.Record.Address.Outlet: var outlet } => outlet,
            Edit { Copy.Copy.Address.Outlet: var outlet } => outlet,
            Publish { Publication.Address.Outlet: var outlet } => outlet,
            _ => throw new InvalidOperationException($"No rule for {this}."),
        };

    /// <summary>A subscriber's next post.</summary>
    public sealed record Post(SubscriberLine Line) : Job;

    /// <summary>A copy that is to be written anew.</summary>
    public sealed record Edit(CopyEdit Copy) : Job;

    /// <summary>A post that is to be published.</summary>
    public sealed record Publish(Publication Publication) : Job;
}

/// <summary>
/// What is ready, for all outlets: each has a lane of its own, so that one that answers slowly, or not at all, keeps none
/// of the others waiting. Owned by the broadcaster's loop.
/// </summary>
internal sealed class DeliveryQueue
{
    private readonly Dictionary<string, DeliveryLane> _lanes = [];

    /// <summary>Something is being posted.</summary>
    public bool IsPosting => _lanes.Values.Any(l => l.IsPosting);

    /// <summary>Of one outlet; made when it is first asked for.</summary>
    public DeliveryLane For(string outlet)
    {
        if (!_lanes.TryGetValue(outlet, out var lane))
        {
            lane = new DeliveryLane();
            _lanes.Add(outlet, lane);
        }
        return lane;
    }

    public DeliveryLane For(Address address) => For(address.Outlet);

    /// <summary>An edit, or something to publish.</summary>
    public void Add(Job job) => For(job.Outlet).Add(job);

    /// <returns>False where nothing can be begun now.</returns>
    public bool TryTake(bool isPaused, [NotNullWhen(true)] out Job? job)
    {
        foreach (var lane in _lanes.Values)
        {
            if (lane.TryTake(isPaused, out job))
            {
                return true;
            }
        }
        job = null;
        return false;
    }

    /// <summary>What could not be begun may be begun now.</summary>
    public void TakeUpAside()
    {
        foreach (var lane in _lanes.Values)
        {
            lane.TakeUpAside();
        }
    }
}
