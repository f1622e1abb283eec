using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Sandbox;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace ResultsBot.Tests;

/// <summary>
/// What each folder of the bot may know. The projects’ own borders are the compiler’s; these are the ones inside.
/// </summary>
public class ArchitectureTests
{
    private static readonly Architecture Bot = new ArchLoader()
        .LoadAssemblies(
            typeof(ResultsDesk).Assembly,
            typeof(Election).Assembly,
            typeof(DiscordClient).Assembly,
            typeof(SandboxServer).Assembly
        )
        .Build();

    private static readonly string[] Folders =
    [
        "Board",
        "Broadcasting",
        "Commands",
        "Desk",
        "Health",
        "Hosting",
        "Packs",
        "Pasting",
        "Rehearsing",
        "Store",
        "Verbs",
        "Wire",
        "Wording",
    ];

    /// <summary>A folder, and what it must not know.</summary>
    public static TheoryData<string, string[]> Rules =>
        new()
        {
            {
                "Wire",
                [
                    "Board",
                    "Broadcasting",
                    "Commands",
                    "Desk",
                    "Health",
                    "Hosting",
                    "Packs",
                    "Pasting",
                    "Store",
                    "Rehearsing",
                    "Verbs",
                    "Wording",
                    "Discord",
                ]
            },
            {
                "Pasting",
                [
                    "Board",
                    "Broadcasting",
                    "Commands",
                    "Desk",
                    "Health",
                    "Hosting",
                    "Packs",
                    "Store",
                    "Rehearsing",
                    "Verbs",
                    "Wire",
                    "Wording",
                    "Discord",
                ]
            },
            {
                "Packs",
                [
                    "Board",
                    "Broadcasting",
                    "Commands",
                    "Desk",
                    "Health",
                    "Hosting",
                    "Store",
                    "Rehearsing",
                    "Verbs",
                    "Wire",
                    "Wording",
                    "Discord",
                ]
            },
            {
                "Store",
                [
                    "Board",
                    "Broadcasting",
                    "Commands",
                    "Desk",
                    "Health",
                    "Hosting",
                    "Packs",
                    "Pasting",
                    "Rehearsing",
                    "Verbs",
                    "Wording",
                    "Discord",
                ]
            },
            {
                "Desk",
                [
                    "Board",
                    "Broadcasting",
                    "Commands",
                    "Health",
                    "Hosting",
                    "Packs",
                    "Pasting",
                    "Rehearsing",
                    "Verbs",
                    "Wording",
                    "Discord",
                ]
            },
            {
                "Wording",
                [
                    "Board",
                    "Broadcasting",
                    "Commands",
                    "Desk",
                    "Health",
                    "Hosting",
                    "Packs",
                    "Rehearsing",
                    "Store",
                    "Verbs",
                ]
            },
            {
                "Broadcasting",
                [
                    "Board",
                    "Commands",
                    "Desk",
                    "Health",
                    "Hosting",
                    "Packs",
                    "Pasting",
                    "Rehearsing",
                    "Verbs",
                ]
            },
            { "Commands", ["Board", "Health", "Hosting", "Packs", "Verbs"] },
            { "Rehearsing", ["Board", "Commands", "Health", "Hosting", "Verbs"] },
            { "Board", ["Health", "Hosting", "Packs", "Pasting", "Rehearsing", "Verbs"] },
            { "Hosting", ["Verbs"] },
            {
                "Health",
                [
                    "Board",
                    "Commands",
                    "Desk",
                    "Hosting",
                    "Packs",
                    "Pasting",
                    "Rehearsing",
                    "Store",
                    "Verbs",
                    "Wire",
                    "Wording",
                ]
            },
        };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_folder_knows_only_what_lies_below_it(string folder, string[] unknown)
    {
        foreach (var other in unknown)
        {
            Types()
                .That()
                .ResideInNamespaceMatching(Inside(folder))
                .Should()
                .NotDependOnAny(Types().That().ResideInNamespaceMatching(Inside(other)))
                .Check(Bot);
        }
    }

    [Fact]
    public void Only_the_verbs_know_the_sandbox()
    {
        foreach (var folder in Folders.Where(f => f != "Verbs").Append("Engine").Append("Discord"))
        {
            Types()
                .That()
                .ResideInNamespaceMatching(Inside(folder))
                .Should()
                .NotDependOnAny(Types().That().ResideInNamespaceMatching(Inside("Sandbox")))
                .Check(Bot);
        }
    }

    [Fact]
    public void What_a_command_or_an_event_comes_to_is_known_without_Discord() =>
        Types()
            .That()
            .ResideInNamespaceMatching(Inside("Engine"))
            .Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching(Inside("Discord")))
            .Check(Bot);

    /// <summary>A rule over a folder that was renamed would hold of nothing.</summary>
    [Fact]
    public void Every_folder_of_the_bot_is_listed_here() =>
        Assert.Equal(
            Folders,
            typeof(ResultsDesk)
                .Assembly.GetTypes()
                .Select(t => t.Namespace ?? "")
                .Where(n => n.StartsWith("ResultsBot.", StringComparison.Ordinal))
                .Select(n => n.Split('.')[1])
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void A_rule_that_is_broken_is_found() =>
        Assert.ThrowsAny<Exception>(() =>
            Types()
                .That()
                .ResideInNamespaceMatching(Inside("Desk"))
                .Should()
                .NotDependOnAny(Types().That().ResideInNamespaceMatching(Inside("Store")))
                .Check(Bot)
        );

    private static string Inside(string folder) => $@"^ResultsBot\.{folder}(\.|$)";
}
