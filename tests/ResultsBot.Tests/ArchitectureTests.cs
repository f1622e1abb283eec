using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.LiveBlog;
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
            typeof(DiscordClient).Assembly,
            typeof(SandboxServer).Assembly,
            typeof(LiveBlogServer).Assembly
        )
        .Build();

    /// <summary>The folders of the bot from the bottom up, and which of the others each knows.</summary>
    private static readonly Dictionary<string, string[]> Knows = new()
    {
        ["Desk"] = [],
        ["Outlets"] = [],
        ["Elections"] = ["Desk", "Outlets"],
        ["Rehearsing"] = ["Desk", "Elections", "Outlets"],
        ["Commands"] = ["Desk", "Outlets", "Rehearsing"],
        ["Board"] = ["Commands", "Desk", "Outlets"],
        ["Health"] = [],
        ["Hosting"] = ["Board", "Commands", "Desk", "Elections", "Health", "Outlets", "Rehearsing"],
        ["Verbs"] =
        [
            "Board",
            "Commands",
            "Desk",
            "Elections",
            "Health",
            "Hosting",
            "Outlets",
            "Rehearsing",
        ],
    };

    /// <summary>A folder, and what it must not know.</summary>
    public static TheoryData<string, string[]> Rules
    {
        get
        {
            var rules = new TheoryData<string, string[]>();
            foreach (var (folder, known) in Knows)
            {
                rules.Add(folder, [.. Knows.Keys.Except(known).Where(f => f != folder)]);
            }
            return rules;
        }
    }

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
        foreach (var folder in Knows.Keys.Where(f => f != "Verbs"))
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
    public void Only_hosting_knows_the_live_blog()
    {
        foreach (var folder in Knows.Keys.Where(f => f != "Hosting"))
        {
            Types()
                .That()
                .ResideInNamespaceMatching(Inside(folder))
                .Should()
                .NotDependOnAny(Types().That().ResideInNamespaceMatching(Inside("LiveBlog")))
                .Check(Bot);
        }
    }

    [Fact]
    public void The_live_blog_knows_neither_Discord_nor_the_bot() =>
        Types()
            .That()
            .ResideInNamespaceMatching(Inside("LiveBlog"))
            .Should()
            .NotDependOnAny(
                Types()
                    .That()
                    .ResideInNamespaceMatching(
                        @"^ResultsBot\.(Discord|Storage|Sandbox|Desk|Commands|Outlets|Hosting|Verbs)(\.|$)"
                    )
            )
            .Check(Bot);

    /// <summary>A rule over a folder that was renamed would hold of nothing.</summary>
    [Fact]
    public void Every_folder_of_the_bot_is_listed_here() =>
        Assert.Equal(
            Knows.Keys.Order(StringComparer.Ordinal),
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
                .ResideInNamespaceMatching(Inside("Commands"))
                .Should()
                .NotDependOnAny(Types().That().ResideInNamespaceMatching(Inside("Desk")))
                .Check(Bot)
        );

    private static string Inside(string folder) => $@"^ResultsBot\.{folder}(\.|$)";
}
