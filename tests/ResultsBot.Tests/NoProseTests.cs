using System.Text.RegularExpressions;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests;

/// <summary>What people read is worded in one place: no sentence stands in the files that act on it.</summary>
public partial class NoProseTests
{
    private static readonly string[] Folders =
    [
        "Board",
        "Commands",
        "Desk",
        "Elections",
        "Hosting",
    ];

    /// <summary>Files whose words are no phrases, each with the reason.</summary>
    private static readonly string[] Allowed =
    [
        // What is wrong with the configuration is read in a terminal, by who starts the bot.
        "Hosting/BlogOptions.cs",
        "Hosting/ConfigurationValues.cs",
        "Hosting/ConsoleLogs.cs",
        "Hosting/DeskSettings.cs",
        "Hosting/InteractionOptions.cs",
        "Hosting/Settings.cs",
        "Hosting/StoreSettings.cs",
        // And who may declare, and which keys are unknown, in the log of the start.
        "Hosting/DeskAccess.cs",
        "Hosting/ConfigurationKeys.cs",
        // Connection strings of the usual files.
        "Hosting/StorePlace.cs",
        // What changed in a pack is read in a terminal as well.
        "Desk/Fingerprint.cs",
    ];

    [Fact]
    public void No_prose_stands_outside_the_phrasebook()
    {
        var found = Folders
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(Source, f), "*.cs"))
            .Select(f =>
                (
                    File: Path.GetRelativePath(Source, f).Replace('\\', '/'),
                    Text: File.ReadAllText(f)
                )
            )
            .Where(f => !Allowed.Contains(f.File))
            .SelectMany(f => ProseIn(f.Text).Select(p => $"{f.File}: {p}"))
            .ToArray();

        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Fact]
    public void A_file_is_allowed_only_while_it_has_to_be() =>
        Assert.DoesNotContain(
            Allowed,
            f =>
                !File.Exists(Path.Combine(Source, f))
                || !ProseIn(File.ReadAllText(Path.Combine(Source, f))).Any()
        );

    [Theory]
    [InlineData("Say(\"Please try again.\");", true)]
    [InlineData("Say($\"{name} has no figure\");", true)]
    [InlineData("Say(\n    \"Nothing was sent\");", true)]
    [InlineData("Say(\"/seat\");", false)]
    [InlineData("Say(\"**\");", false)]
    [InlineData("// \"Not this one\"", false)]
    [InlineData("/// <summary>Say \"not this one\".</summary>", false)]
    [InlineData("throw new InvalidOperationException(\n    \"Nor is this one\"\n);", false)]
    [InlineData("_ => throw new X(nameof(a), a, \"Nor is this one\"),", false)]
    [InlineData("log.LogWarning(\n    \"Nor is this one {Number}\", 1);", false)]
    [InlineData("[LoggerMessage(Level = LogLevel.Warning, Message = \"Nor this one\")]", false)]
    public void Prose_is_told_from_what_only_programs_read(string source, bool isProse) =>
        Assert.Equal(isProse, ProseIn(source).Any());

    private static string Source => Path.Combine(Repository.Root, "src", "ResultsBot");

    private static IEnumerable<string> ProseIn(string source)
    {
        var code = Ignored().Replace(source, "");
        return Literal()
            .Matches(code)
            .Select(m => m.Value)
            .Where(l => TwoWords().IsMatch(Hole().Replace(l, "x")));
    }

    /// <summary>Comments; what is thrown, logged or an attribute, as far as its brackets go.</summary>
    [GeneratedRegex(
        """
            //[^\n]*
            | \bthrow\ new\ [\w.<>]+ (?<args>\((?:[^()]|(?<open>\()|(?<-open>\)))*(?(open)(?!))\))
            | \bnew\ \w+Exception (?<args>\((?:[^()]|(?<open>\()|(?<-open>\)))*(?(open)(?!))\))
            | \b_?(?:log|logger)\.\w+ (?<args>\((?:[^()]|(?<open>\()|(?<-open>\)))*(?(open)(?!))\))
            | ^\s*\[\w+\((?:[^\]"]|"[^"]*")*\)\]
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Multiline | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 5_000
    )]
    private static partial Regex Ignored();

    [GeneratedRegex(
        "\"(?:[^\"\\\\\\n]|\\\\.)*\"",
        RegexOptions.None,
        matchTimeoutMilliseconds: 5_000
    )]
    private static partial Regex Literal();

    /// <summary>What is put into an interpolation.</summary>
    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Hole();

    /// <summary>Two words with a space between, outside the holes of an interpolation.</summary>
    [GeneratedRegex(
        @"\p{L}{2,}[,:.’]?\ \p{L}+|\bx\ \p{L}{2,}\ \p{L}",
        RegexOptions.None,
        matchTimeoutMilliseconds: 5_000
    )]
    private static partial Regex TwoWords();
}
