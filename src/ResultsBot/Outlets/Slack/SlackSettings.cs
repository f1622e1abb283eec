using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets.Slack;

/// <summary>The channels of one workspace of Slack: the section Outlets:Slack. Its token is in no text that is made of it.</summary>
internal sealed class SlackSettings(
    string? token,
    Uri baseAddress,
    ImmutableArray<ConfiguredChannel> channels
)
{
    public const string Outlet = "slack";

    private const string Section = "Outlets:Slack";
    private const string ChannelList = $"{Section}:Channels";

    private static readonly Uri Usual = new("https://slack.com/api/");

    private readonly ImmutableHashSet<Address> _known = [.. channels.Select(c => c.Address)];

    public static SlackSettings None { get; } = new(null, Usual, []);

    public static ImmutableArray<string> Keys { get; } =
    [
        $"{Section}:Token",
        $"{Section}:BaseAddress",
        $"{ChannelList}:#:Id",
        .. ChannelSection.Keys.Select(k => $"{ChannelList}:#:{k}"),
    ];

    /// <summary>A bot's; null where Slack is not configured.</summary>
    public string? Token { get; } = token;

    public Uri BaseAddress { get; } = baseAddress;

    public ImmutableArray<ConfiguredChannel> Channels { get; } = channels;

    public bool Knows(Address address) => _known.Contains(address);

    /// <param name="mayBePlain">Without TLS, as it is enough in one's own network.</param>
    public static SlackSettings Read(
        IConfigurationRoot configuration,
        bool mayBePlain,
        List<string> faults
    )
    {
        var token = configuration[$"{Section}:Token"]?.Trim() is { Length: > 0 } written
            ? written
            : null;
        if (token?.All(c => c is > ' ' and <= '~') == false)
        {
            faults.Add(
                $"{Section}:Token holds a space, a line break or a character that no token has."
            );
        }
        var address = Usual;
        if (
            configuration[$"{Section}:BaseAddress"]?.Trim() is { Length: > 0 } other
            && (
                !Uri.TryCreate(other.TrimEnd('/') + "/", UriKind.Absolute, out address)
                || !(
                    address.Scheme == Uri.UriSchemeHttps
                    || (mayBePlain && address.Scheme == Uri.UriSchemeHttp)
                )
            )
        )
        {
            faults.Add($"{Section}:BaseAddress is an https address, not “{other}”.");
        }
        var fingerprint = ChannelSection.Fingerprint($"{address} {token}");
        ImmutableArray<ConfiguredChannel> channels =
        [
            .. ChannelSection
                .All(configuration, ChannelList, faults)
                .Select(s => Channel(s, fingerprint))
                .OfType<ConfiguredChannel>(),
        ];
        if (token is null && !channels.IsEmpty)
        {
            faults.Add($"{ChannelList} names channels, but there is no {Section}:Token.");
        }
        return new SlackSettings(token, address ?? Usual, channels);
    }

    private static ConfiguredChannel? Channel(ChannelSection section, string fingerprint)
    {
        var id = section.Value("Id");
        if (id?.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)) == true)
        {
            return section.Channel(new Address(Outlet, id), new Group(Outlet, id), fingerprint);
        }
        section.Fault(
            "Id",
            "is a channel's id, such as C024BE91L: in Slack, at the foot of the channel's details."
        );
        return null;
    }
}
