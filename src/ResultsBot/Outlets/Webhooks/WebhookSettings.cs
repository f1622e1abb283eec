using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;

namespace ResultsBot.Outlets.Webhooks;

/// <summary>A receiver of webhooks. Its secrets, too, are in no text that is made of it.</summary>
internal sealed class WebhookEndpoint(
    ConfiguredChannel channel,
    Uri url,
    ImmutableArray<WebhookSecret> secrets
) : SecretChannel(channel, url)
{
    /// <summary>One, or several while the receiver changes from one to the next.</summary>
    public ImmutableArray<WebhookSecret> Secrets { get; } = secrets;
}

/// <summary>The receivers of webhooks: the section Outlets:Webhooks.</summary>
internal sealed class WebhookSettings(ImmutableArray<WebhookEndpoint> endpoints)
    : SecretChannels<WebhookEndpoint>(endpoints)
{
    public const string Outlet = "webhook";

    private const string Section = "Outlets:Webhooks";

    public static WebhookSettings None { get; } = new([]);

    public static ImmutableArray<string> Keys { get; } =
    [
        .. ChannelSection.SecretKeys.Select(k => $"{Section}:#:{k}"),
        $"{Section}:#:Secret",
        $"{Section}:#:Secret:#",
    ];

    /// <param name="mayBePlain">Without TLS, as it is enough in one's own network.</param>
    public static WebhookSettings Read(
        IConfigurationRoot configuration,
        bool mayBePlain,
        List<string> faults
    ) =>
        new([
            .. ChannelSection
                .All(configuration, Section, faults)
                .Select(s => Read(s, mayBePlain))
                .OfType<WebhookEndpoint>(),
        ]);

    private static WebhookEndpoint? Read(ChannelSection section, bool mayBePlain)
    {
        var url = section.Url(mayBePlain);
        var secrets = ImmutableArray.CreateBuilder<WebhookSecret>();
        foreach (var written in section.Values("Secret"))
        {
            if (WebhookSecret.Parse(written) is { } secret)
            {
                secrets.Add(secret);
            }
            else
            {
                section.Fault(
                    "Secret",
                    $"is {WebhookSecret.Prefix} and base64 of {WebhookSecret.Shortest} to {WebhookSecret.Longest} bytes. “openssl rand -base64 32” makes one."
                );
                return null;
            }
        }
        if (secrets.Count == 0)
        {
            section.Fault(
                "Secret",
                "is missing: without it nobody could tell whose messages they are."
            );
            return null;
        }
        return url is null
            ? null
            : new WebhookEndpoint(section.Channel(Outlet, url), url, secrets.ToImmutable());
    }
}
