using System.Text;
using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>
/// Texts as long as a command's option allows, made to be slow to read. How long a reading takes varies with the
/// machine; what it allocates doesn't, and 1,200 characters that kept the reader busy for half a minute allocated
/// gigabytes.
/// </summary>
public class HostilePastesTests
{
    private const long MostBytes = 100L << 20;

    private static readonly Contest Chesterfield = TheNight.Contest("Chesterfield");

    private static readonly Dictionary<string, string> Texts = new()
    {
        ["noise in lines around a figure"] = Around("a", "Perkins\n5"),
        ["many are elected"] = Around("elected", "Perkins 5"),
        ["labels in lines around a figure"] = Around("of\ntotal", "Perkins\n5"),
        ["lines that are nearly names"] = Around("Tobi", "Perkins\n5"),
        ["noise between all figures"] = Often(
            "total a a a a a a a a a a Perkins Lab a a a a a a a a 5 "
        ),
        ["more noise than a name can have"] = Often(
            $"{string.Concat(Enumerable.Repeat("a ", 40))}Perkins 5 "
        ),
        ["names without end"] = Often("Perkins Flook Price Lowe Stone "),
        ["one name again and again"] = Often("Perkins 5 "),
        ["digits without end"] = Often("5"),
        ["groups of digits without end"] = Often("111 "),
        ["groups of digits with commas and spaces"] = Often("111, "),
        ["line breaks before a share"] = "Perkins 5" + new string('\n', 5900) + "3%",
        ["figures below zero"] = Often("-5 "),
        ["figures of nobody"] = Often("5 x "),
        ["strangers with figures"] = Different("Joan Smith{0} Labour 5\n"),
        ["strangers without figures"] = Different("Toby Perk{0}\n") + "\n5",
        ["tags that are never closed"] = Often("<b "),
        ["slogans without end"] = Often("Labour: to a b, "),
        ["one slogan without end"] = "Labour: " + Often("to a b ")[..5980],
        ["shares before figures"] = Often("5% x 6 "),
        ["accents without end"] = Often("e\u0301\u0301\u0301"),
    };

    public static TheoryData<string> Kinds => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_text_that_is_made_to_be_slow_costs_little(string kind)
    {
        var text = Texts[kind];
        // What is worked out once for the seat doesn't count.
        PastedResult.Read(TheNight.ChesterfieldPaste, Chesterfield, TheNight.PartyNames);
        var before = GC.GetAllocatedBytesForCurrentThread();

        PastedResult.Read(text, Chesterfield, TheNight.PartyNames);

        Assert.InRange(text.Length, PastedResult.LongestText - 100, PastedResult.LongestText);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
    }

    private static string Around(string line, string figure)
    {
        var half = string.Concat(Enumerable.Repeat(line + "\n", 2970 / (line.Length + 1)));
        return $"{half}{figure}\n{half}Flook 7";
    }

    private static string Often(string text) =>
        string.Concat(Enumerable.Repeat(text, PastedResult.LongestText / text.Length));

    private static string Different(string format)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < PastedResult.LongestText - 50; i++)
        {
            text.AppendFormat(null, format, $"{(char)('a' + i % 26)}{(char)('a' + i / 26)}");
        }
        return text.ToString();
    }
}
