using System.Text;
using ResultsBot.Discord;

namespace ResultsBot.Tests.Outlets;

/// <summary>What Discord makes of a text, as far as it matters here: written from its documents on markdown.</summary>
internal static class Shown
{
    private const string Special = "*_~`|>#[]<@";

    /// <summary>An embed as one can read it in a snapshot.</summary>
    public static string Read(Embed embed)
    {
        var text = new StringBuilder(embed.Title is { } title ? $"# {title}\n" : "");
        text.AppendLine(embed.Color is { } c ? $"(colour #{c:x6})" : "(no colour)");
        text.AppendLine(embed.Description);
        foreach (var field in embed.Fields)
        {
            text.AppendLine($"[{field.Name}] {field.Value}");
        }
        text.AppendLine($"— {embed.Footer ?? "no footer"}");
        text.Append(embed.Timestamp is { } t ? $"— {t:O}" : "— no time");
        return text.ToString();
    }

    public static void IsWithinLimits(Embed embed)
    {
        Assert.InRange(embed.Title?.Length ?? 0, 0, 256);
        Assert.InRange(embed.Description!.Length, 1, 4096);
        Assert.InRange(embed.Footer?.Length ?? 0, 0, 2048);
        Assert.InRange(embed.Fields.Length, 0, 25);
        foreach (var field in embed.Fields)
        {
            Assert.InRange(field.Name.Length, 1, 256);
            Assert.InRange(field.Value.Length, 1, 1024);
        }
        var all = embed.Fields.Sum(f => f.Name.Length + f.Value.Length);
        Assert.InRange(
            all
                + (embed.Title?.Length ?? 0)
                + embed.Description.Length
                + (embed.Footer?.Length ?? 0),
            1,
            6000
        );
        Assert.InRange(embed.Color ?? 0, 0, 0xFFFFFF);
    }

    /// <summary>The letters a reader sees of an escaped text, which may hold no mark that Discord acts on.</summary>
    public static string Literal(string escaped)
    {
        var seen = new StringBuilder();
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '\\')
            {
                i++;
                Assert.True(i < escaped.Length, "A backslash escapes nothing.");
                Assert.False(char.IsLetterOrDigit(escaped[i]) || char.IsWhiteSpace(escaped[i]));
            }
            else
            {
                // A colon makes a link or an emoji; before a space neither, and in a time the bot's own.
                var acts =
                    Special.Contains(escaped[i], StringComparison.Ordinal)
                    || (
                        escaped[i] == ':'
                        && (i + 1 == escaped.Length || !char.IsWhiteSpace(escaped[i + 1]))
                        && !IsTime(escaped, i)
                        && !escaped[(i + 1)..].StartsWith('…')
                    );
                if (acts)
                {
                    Assert.Fail($"“{escaped[i]}” acts, at {i} in: {escaped}");
                }
            }
            seen.Append(escaped[i]);
        }
        Assert.DoesNotMatch(@"^\s*([-+*]|\d+\.|-#)(\s|$)", escaped);
        return seen.ToString();
    }

    /// <summary>04:30, which nobody can type: theirs comes with a backslash.</summary>
    private static bool IsTime(string text, int colon) =>
        colon >= 2
        && colon + 2 < text.Length
        && char.IsAsciiDigit(text[colon - 1])
        && char.IsAsciiDigit(text[colon - 2])
        && char.IsAsciiDigit(text[colon + 1])
        && char.IsAsciiDigit(text[colon + 2]);

    /// <summary>No mark in it but the bot’s own: bold, and the small line.</summary>
    public static void HasOnlyTheBotsOwnMarks(Embed embed)
    {
        Literal(embed.Title ?? "");
        foreach (var field in embed.Fields)
        {
            Literal(field.Name);
            Literal(field.Value);
        }
        foreach (var line in Prose(embed))
        {
            var own = line.StartsWith("-# ", StringComparison.Ordinal) ? line[3..] : line;
            var parts = Bold(own).ToArray();
            Assert.True(parts.Length % 2 == 1, $"Bold is not closed: {line}");
            Assert.All(parts, p => Literal(p));
        }
        Assert.DoesNotContain(
            $"{embed.Title}{embed.Description?.Replace("\u200E", "", StringComparison.Ordinal)}{embed.Footer}{string.Concat(embed.Fields)}",
            c =>
                c != '\n'
                && (
                    char.IsControl(c)
                    || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069'
                    || c is '\u200E' or '\u200F' or '\u061C' or '\u2028' or '\u2029'
                )
        );
    }

    /// <summary>The lines of a description that are in no code block.</summary>
    public static IEnumerable<string> Prose(Embed embed) =>
        Sorted(embed).Where(l => !l.InBlock).Select(l => l.Line);

    /// <summary>The lines of each code block of a description.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Blocks(Embed embed)
    {
        var blocks = new List<List<string>>();
        var before = false;
        foreach (var (line, inBlock) in Sorted(embed))
        {
            if (inBlock && !before)
            {
                blocks.Add([]);
            }
            if (inBlock)
            {
                blocks[^1].Add(line);
            }
            before = inBlock;
        }
        return blocks;
    }

    private static IEnumerable<(string Line, bool InBlock)> Sorted(Embed embed)
    {
        var inBlock = false;
        foreach (var line in (embed.Description ?? "").Split('\n'))
        {
            if (line == "```")
            {
                inBlock = !inBlock;
            }
            else
            {
                Assert.DoesNotContain("```", line, StringComparison.Ordinal);
                yield return (line, inBlock);
            }
        }
        Assert.False(inBlock, "A block is not closed.");
    }

    /// <summary>The line cut at every ** that is not escaped.</summary>
    private static IEnumerable<string> Bold(string line)
    {
        var begun = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line[i..].StartsWith("**", StringComparison.Ordinal))
            {
                yield return line[begun..i];
                i++;
                begun = i + 1;
            }
        }
        yield return line[begun..];
    }
}
