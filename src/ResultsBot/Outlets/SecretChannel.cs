using System.Collections.Immutable;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets;

/// <summary>A channel that is posted to by a URL. Whoever knows that can post there: it is in no text that is made of this.</summary>
internal class SecretChannel(ConfiguredChannel channel, Uri url)
{
    public ConfiguredChannel Channel { get; } = channel;

    public Uri Url { get; } = url;

    public sealed override string ToString() => Channel.Address.ToString();
}

/// <summary>An outlet's channels, by their addresses.</summary>
internal abstract class SecretChannels<T>(ImmutableArray<T> channels)
    where T : SecretChannel
{
    private readonly Dictionary<Address, T> _byAddress = channels
        .DistinctBy(c => c.Channel.Address)
        .ToDictionary(c => c.Channel.Address);

    public ImmutableArray<T> Channels { get; } = channels;

    /// <summary>Null where the configuration names none of that name any more.</summary>
    public T? Find(Address address) => _byAddress.GetValueOrDefault(address);
}
