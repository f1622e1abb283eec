namespace ResultsBot.Newswire.Delivery;

/// <summary>An address's posts that are to be published, one after the other.</summary>
internal sealed class Publication(Address address)
{
    public Address Address { get; } = address;
    public Queue<Unpublished> Waiting { get; } = new();
    public bool IsBusy { get; set; }
    public bool IsResting { get; set; }

    /// <summary>The post that was warned of: once is enough.</summary>
    public long? Warned { get; set; }
}

/// <summary>Posts that are still to be published. Owned by the broadcaster's loop.</summary>
internal sealed class Publications(
    Mailbox mailbox,
    DeliveryQueue queue,
    Sender sender,
    SendsUnderWay sends,
    BroadcastWatch watch
)
{
    private readonly Dictionary<Address, Publication> _all = [];

    public void Add(Unpublished post)
    {
        if (!_all.TryGetValue(post.Address, out var publication))
        {
            publication = new Publication(post.Address);
            _all.Add(post.Address, publication);
        }
        publication.Waiting.Enqueue(post);
        queue.Add(new Job.Publish(publication));
    }

    /// <summary>Its turn has come, if there is still something to do.</summary>
    public void Begin(Publication publication)
    {
        if (publication.IsBusy || publication.IsResting || publication.Waiting.Count == 0)
        {
            return;
        }
        publication.IsBusy = true;
        queue.For(publication.Address).BeginAside();
        var post = publication.Waiting.Peek();
        sends.Begin(ct => sender.Publish(post, ct), outcome => End(publication, post, outcome));
    }

    private void End(Publication publication, Unpublished post, SendOutcome outcome)
    {
        publication.IsBusy = false;
        queue.For(publication.Address).EndAside();
        if (outcome is SendOutcome.Later { After: var after })
        {
            publication.IsResting = true;
            if (
                publication.Warned != post.First
                && watch.PublishingWaits(post, after, publication.Waiting.Count - 1)
            )
            {
                publication.Warned = post.First;
            }
            mailbox.PostAfter(
                after,
                () =>
                {
                    publication.IsResting = false;
                    queue.Add(new Job.Publish(publication));
                }
            );
            return;
        }
        publication.Waiting.Dequeue();
        if (publication.Waiting.Count > 0)
        {
            queue.Add(new Job.Publish(publication));
        }
        else
        {
            _all.Remove(publication.Address);
        }
    }
}
