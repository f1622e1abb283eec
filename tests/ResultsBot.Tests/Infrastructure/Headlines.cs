using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs;

namespace ResultsBot.Tests.Infrastructure;

/// <summary>The headlines of a message, in full: “Labour gain Bolsover from Conservative”.</summary>
internal static partial class Headlines
{
    private static readonly Lazy<ImmutableArray<Party>> Parties = new(() =>
        ((PackReading.Loaded)PackLoader.Load("ge2024")).Pack.Definition.Parties
    );

    /// <summary>One for each embed: its title, or the line above where the only result of a message has none.</summary>
    public static IEnumerable<string> Of(JsonObject message) =>
        (message["embeds"] as JsonArray ?? []).Select(e =>
            (string?)e!["title"] ?? InFull((string?)message["content"] ?? "")
        );

    /// <summary>“First result of the night: Lab hold Chesterfield, maj 10,820”</summary>
    private static string InFull(string line) =>
        Short().Match(line) is { Success: true } told
            ? $"{told.Groups["rehearsal"].Value}{told.Groups["mark"].Value}{Name(told.Groups["party"].Value)} {told.Groups["seat"].Value}"
                + (
                    told.Groups["from"] is { Success: true, Value: var from }
                        ? $" from {Name(from)}"
                        : ""
                )
            : line;

    private static string Name(string party) =>
        Parties.Value.FirstOrDefault(p => p.Id == new PartyId(party))?.Name ?? party;

    [GeneratedRegex(
        @"^(<@&\d+> )?(?<rehearsal>REHEARSAL – NOT A REAL RESULT · )?(First result of the night: )?(?<mark>\w+: )?(?<party>\w+) (?<seat>(gain|hold) .+?)( from (?<from>\w+))?(, maj .+| by drawing lots.*)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Short();
}
