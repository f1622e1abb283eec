using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Outlets;

/// <summary>An outlet whose channels the configuration names.</summary>
internal interface IConfiguredOutlet : IOutlet
{
    /// <summary>What is wrong with one channel is seldom wrong with another.</summary>
    bool IOutlet.StandsAlone => true;

    Task<OutletAnswer> IOutlet.Publish(string handle, CancellationToken ct) =>
        throw new NotSupportedException("There is nobody to pass it on to.");

    /// <summary>
    /// Whether it could be posted to, as far as that can be told without posting: <see cref="OutletAnswer.Done"/> where it could.
    /// </summary>
    /// <param name="address">One of its own that is configured.</param>
    Task<OutletAnswer> Reach(Address address, CancellationToken ct);

    /// <summary>Sends a post that is of no bulletin, to see whether it arrives.</summary>
    /// <param name="address">One of its own that is configured.</param>
    Task<OutletAnswer> SendTest(Address address, Post post, CancellationToken ct);
}
