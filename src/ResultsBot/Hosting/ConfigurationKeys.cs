using System.Collections.Immutable;
using FuzzySharp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using ResultsBot.Outlets;

namespace ResultsBot.Hosting;

/// <summary>The keys that mean something, and which of those that are given do not.</summary>
internal static class ConfigurationKeys
{
    /// <summary>Whatever stands below is not ours.</summary>
    private const string Logging = "Logging";

    /// <summary>So many letters wrong, and it is still most likely a slip.</summary>
    private const int Slip = 2;

    /// <summary>As in appsettings.example.json.</summary>
    private static readonly ImmutableArray<string> Single =
    [
        "Discord:Token",
        "Discord:BaseAddress",
        "Election:Pack",
        "Election:Rehearsal",
        "Election:Language",
        "Desk:SecondPerson",
        "Desk:SilentAfterMinutes",
        "Desk:RemindAfterMinutes",
        "Store:Provider",
        "Store:ConnectionString",
        "Health:File",
        "Health:Urls",
        "Interactions:Urls",
        "Interactions:PublicKey",
        "Interactions:Peer",
        "Sandbox:Port",
        "Blog:Urls",
        "Blog:PublicAddress",
        "Blog:Title",
        .. OutletSettings.Keys,
    ];

    private static readonly ImmutableArray<string> Lists =
    [
        "Discord:NewsroomGuilds",
        "Desk:Reporters",
        "Desk:Editors",
        "Desk:Administrators",
        "Desk:Channel",
    ];

    private static readonly ImmutableArray<string> All = [.. Single, .. Lists];

    private static readonly ImmutableHashSet<string> Sections = All.Select(Section)
        .Append(Logging)
        .ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is given and means nothing, one sentence each.</summary>
    public static ImmutableArray<string> FindUnknown(IConfigurationRoot configuration) =>
        [
            .. configuration
                .Providers.SelectMany(provider =>
                    Given(provider, null)
                        .Where(key => !IsKnown(key))
                        // The environment also holds what other programs are told.
                        .Where(key =>
                            provider is not EnvironmentVariablesConfigurationProvider
                            || Sections.Contains(Section(key))
                                && key.Contains(':', StringComparison.Ordinal)
                            || Nearest(key).Distance <= Slip
                        )
                )
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(Sentence),
        ];

    /// <summary>
    /// The items of a list, from the strongest source that gives any: whoever names other servers or roles means these, and
    /// not also those of a weaker source. A list of its own, or one text with commas, which is handier in the environment.
    /// </summary>
    public static IReadOnlyList<string> ReadList(IConfigurationRoot configuration, string key) =>
        configuration
            .Providers.Reverse()
            .Select(provider => Items(provider, key))
            .FirstOrDefault(items => items.Count > 0)
        ?? [];

    private static List<string> Items(IConfigurationProvider provider, string key) =>
        [
            .. Children(provider, key)
                .Append(key)
                .Select(path => provider.TryGet(path, out var value) ? value ?? "" : "")
                .SelectMany(value =>
                    value.Split(
                        ',',
                        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                    )
                ),
        ];

    private static IEnumerable<string> Given(IConfigurationProvider provider, string? parent) =>
        Children(provider, parent)
            .SelectMany(path =>
                Given(provider, path)
                    .Concat(
                        provider.TryGet(path, out var value) && !string.IsNullOrEmpty(value)
                            ? [path]
                            : []
                    )
            );

    private static IEnumerable<string> Children(IConfigurationProvider provider, string? parent) =>
        provider
            .GetChildKeys([], parent)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(child => parent is null ? child : ConfigurationPath.Combine(parent, child));

    private static bool IsKnown(string key) =>
        Same(Section(key), Logging)
        || All.Any(known => Same(known, WithoutNumbers(key)))
        || Lists.Any(list =>
            ConfigurationPath.GetParentPath(key) is { } parent && Same(list, parent)
        );

    private static string Sentence(string key)
    {
        var (nearest, distance) = Nearest(key);
        return distance <= Math.Max(Slip, key.Length / 4)
            ? $"{key} is no setting and is ignored. Did you mean {WithNumbers(nearest, key)}?"
            : $"{key} is no setting and is ignored.";
    }

    private static (string Key, int Distance) Nearest(string key)
    {
        // Of an item the list is meant.
        var written = WithoutNumbers(key.TrimEnd([':', .. "0123456789"])).ToUpperInvariant();
        return All.Select(known =>
                (Key: known, Distance: Levenshtein.EditDistance(known.ToUpperInvariant(), written))
            )
            .MinBy(candidate => candidate.Distance);
    }

    /// <summary>A # for the number of an item in a list, as it stands in the keys that are known.</summary>
    private static string WithoutNumbers(string key) =>
        string.Join(':', key.Split(':').Select(part => part.All(char.IsAsciiDigit) ? "#" : part));

    /// <summary>The numbers that were written in the places of the known key's.</summary>
    private static string WithNumbers(string known, string key)
    {
        var numbers = new Queue<string>(
            key.Split(':').Where(part => part.Length > 0 && part.All(char.IsAsciiDigit))
        );
        return string.Join(
            ':',
            known
                .Split(':')
                .Select(part => part == "#" && numbers.TryDequeue(out var number) ? number : part)
        );
    }

    private static string Section(string key) => key.Split(':')[0];

    private static bool Same(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
