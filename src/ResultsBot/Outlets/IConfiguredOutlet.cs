using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Outlets;

/// <summary>An outlet whose channels the configuration names.</summary>
internal interface IConfiguredOutlet : IOutlet
{
    /// <summary>Sends a post that is of no bulletin, to see whether it arrives.</summary>
    /// <param name="address">One of its own that is configured.</param>
    Task<OutletAnswer> SendTest(Address address, Post post, CancellationToken ct);
}
