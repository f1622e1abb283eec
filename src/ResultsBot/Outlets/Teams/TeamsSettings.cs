using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;

namespace ResultsBot.Outlets.Teams;

/// <summary>The channels of Teams, each by the URL of its workflow: the section Outlets:Teams.</summary>
internal sealed class TeamsSettings(ImmutableArray<SecretChannel> channels)
    : SecretChannels<SecretChannel>(channels)
{
    public const string Outlet = "teams";

    private const string Section = "Outlets:Teams";

    public static TeamsSettings None { get; } = new([]);

    public static ImmutableArray<string> Keys { get; } =
    [.. ChannelSection.SecretKeys.Select(k => $"{Section}:#:{k}")];

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
                        ? new SecretChannel(s.Channel(Outlet, url), url)
                        : null
                )
                .OfType<SecretChannel>(),
        ]);
}
