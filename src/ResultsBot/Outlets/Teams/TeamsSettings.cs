using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets.Teams;

/// <summary>A channel of Teams, by the URL of its workflow, which is in no text that is made of it.</summary>
internal sealed class TeamsChannel(ConfiguredChannel channel, Uri url)
{
    public ConfiguredChannel Channel { get; } = channel;

    public Uri Url { get; } = url;

    public override string ToString() => Channel.Address.ToString();
}

/// <summary>The channels of Teams: the section Outlets:Teams.</summary>
internal sealed class TeamsSettings(ImmutableArray<TeamsChannel> channels)
{
    public const string Outlet = "teams";

    private const string Section = "Outlets:Teams";

    private readonly Dictionary<Address, TeamsChannel> _byAddress = channels
        .DistinctBy(c => c.Channel.Address)
        .ToDictionary(c => c.Channel.Address);

    public static TeamsSettings None { get; } = new([]);

    public static ImmutableArray<string> Keys { get; } =
    [.. ChannelSection.SecretKeys.Select(k => $"{Section}:#:{k}")];

    public ImmutableArray<TeamsChannel> Channels { get; } = channels;

    /// <summary>Null where the configuration names none of that name any more.</summary>
    public TeamsChannel? Find(Address address) => _byAddress.GetValueOrDefault(address);

    /// <param name="mayBePlain">Without TLS, as it is enough in one's own network.</param>
    public static TeamsSettings Read(
        IConfigurationRoot configuration,
        bool mayBePlain,
        List<string> faults
    ) =>
        new([
            .. ChannelSection
                .All(configuration, Section, faults)
                .Select(s =>
                    s.Url(mayBePlain) is { } url
                        ? new TeamsChannel(s.Channel(Outlet, url), url)
                        : null
                )
                .OfType<TeamsChannel>(),
        ]);
}
