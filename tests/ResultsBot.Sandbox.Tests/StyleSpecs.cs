using System.Globalization;
using System.Text.RegularExpressions;

namespace ResultsBot.Sandbox.Tests;

/// <summary>Whether what the page marks is seen, by day and by night (WCAG 2.2: 1.4.3 and 1.4.11).</summary>
public sealed partial class StyleSpecs
{
    private static readonly string[] Grounds =
    [
        "rail",
        "side",
        "page",
        "raised",
        "hover",
        "chosen",
        "own",
        "only-you",
        "mention-bg",
        "warn-bg",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_accent_is_seen_on_every_ground_and_what_stands_on_it_is_read(bool isDark)
    {
        var colours = Read(isDark);

        Assert.All(Grounds, g => Assert.InRange(Contrast(colours["accent"], colours[g]), 3, 21));
        foreach (var fill in (string[])["accent", "accent-strong"])
        {
            Assert.InRange(Contrast(colours["on-accent"], colours[fill]), 4.5, 21);
        }
        Assert.InRange(Contrast(colours["own-bar"], colours["page"]), 3, 21);
    }

    /// <summary>What holds by night stands behind what holds by day, where it differs.</summary>
    private static Dictionary<string, string> Read(bool isDark)
    {
        var style = File.ReadAllText(
            Path.Combine(Repository.Root, "src/ResultsBot.Sandbox/Page/files/style.css")
        );
        var colours = new Dictionary<string, string>();
        foreach (Match found in Variable().Matches(style))
        {
            var (name, colour) = (found.Groups["name"].Value, found.Groups["colour"].Value);
            if (isDark || !colours.ContainsKey(name))
            {
                colours[name] = colour;
            }
        }
        return colours;
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour) =>
        (0.2126 * Part(colour, 0)) + (0.7152 * Part(colour, 2)) + (0.0722 * Part(colour, 4));

    private static double Part(string colour, int at)
    {
        var part =
            int.Parse(
                colour.AsSpan(at, 2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture
            ) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }

    [GeneratedRegex(
        @"--(?<name>[a-z-]+):\s*#(?<colour>[0-9a-f]{6});",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Variable();
}
