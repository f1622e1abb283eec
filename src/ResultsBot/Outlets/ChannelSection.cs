using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets;

/// <summary>
/// One channel of an outlet, as it stands in the configuration. A fault names the key and never the value where that is
/// a secret: a webhook's URL is one, whoever knows it can post there.
/// </summary>
internal sealed class ChannelSection(IConfigurationSection section, List<string> faults)
{
    private const int LongestName = 40;

    /// <summary>What every outlet's channels have.</summary>
    public static ImmutableArray<string> Keys { get; } = ["Area", "Kind", "Rehearsal"];

    /// <summary>And those that are found by a secret.</summary>
    public static ImmutableArray<string> SecretKeys { get; } = [.. Keys, "Name", "Url"];

    public string? Value(string key) =>
        section[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>A list of its own, or one text with commas or spaces.</summary>
    public IEnumerable<string> Values(string key) =>
        section
            .GetSection(key)
            .GetChildren()
            .Select(c => c.Value)
            .Append(section[key])
            .SelectMany(v =>
                (v ?? "").Split(
                    [',', ' '],
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                )
            );

    public void Fault(string key, string what) => faults.Add($"{section.Path}:{key} {what}");

    /// <summary>All sections of a list that hold anything.</summary>
    public static IEnumerable<ChannelSection> All(
        IConfiguration configuration,
        string list,
        List<string> faults
    ) =>
        configuration
            .GetSection(list)
            .GetChildren()
            .Where(c => c.AsEnumerable().Any(v => !string.IsNullOrWhiteSpace(v.Value)))
            .Select(c => new ChannelSection(c, faults));

    /// <summary>What it follows, and whether it is for rehearsals.</summary>
    public ConfiguredChannel Channel(Address address, Group group, string fingerprint) =>
        new(section.Path, address, group, Value("Area"), Kind(), IsRehearsal(), fingerprint);

    /// <summary>One whose address is a secret goes by its name, or by its host and a few letters of the address's hash.</summary>
    public ConfiguredChannel Channel(string outlet, Uri url)
    {
        var fingerprint = Fingerprint(url.AbsoluteUri);
        var name = Value("Name");
        if (name is not null && !IsName(name))
        {
            Fault(
                "Name",
                $"has small letters, digits and hyphens, at most {LongestName}, not “{name}”."
            );
        }
        var id = name ?? $"{url.Host}-{fingerprint[..8]}";
        return Channel(new Address(outlet, id), new Group(outlet, id), fingerprint);
    }

    /// <returns>Null where there is none, or it is no address to post to.</returns>
    public Uri? Url(bool mayBePlain)
    {
        var written = Value("Url");
        if (
            Uri.TryCreate(written, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (mayBePlain && url.Scheme == Uri.UriSchemeHttp))
            && url is { UserInfo: "", Fragment: "" }
        )
        {
            return url;
        }
        Fault(
            "Url",
            written is null ? "is missing."
                : mayBePlain ? "isn't an http or https address."
                : "isn't an https address."
        );
        return null;
    }

    /// <summary>Two of one name could not be told apart.</summary>
    public static void CheckNames(IEnumerable<ConfiguredChannel> channels, List<string> faults)
    {
        foreach (var same in channels.GroupBy(c => c.Address).Where(g => g.Count() > 1))
        {
            faults.Add(
                $"{string.Join(" and ", same.Select(c => c.Key))} are the same place. Give each a Name, or leave one out."
            );
        }
    }

    public static string Fingerprint(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..32];

    private static bool IsName(string name) =>
        name.Length <= LongestName
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private Kind Kind()
    {
        if (Value("Kind") is not { } written)
        {
            return Newswire.Kind.Everything;
        }
        foreach (var kind in Enum.GetValues<Kind>())
        {
            if (string.Equals(kind.ToString(), written, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }
        Fault("Kind", $"is tallies, results, flashes or everything, not “{written}”.");
        return Newswire.Kind.Everything;
    }

    private bool IsRehearsal()
    {
        var written = Value("Rehearsal") ?? "false";
        if (!bool.TryParse(written, out var isRehearsal))
        {
            Fault("Rehearsal", $"is true or false, not “{written}”.");
        }
        return isRehearsal;
    }
}
