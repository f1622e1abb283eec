using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Control;

/// <summary>
/// Takes a typed "/declare seat:Chesterfield result:Toby Perkins, …" apart. What follows an option's name belongs to
/// it, line breaks and all, up to the next option's name at the start of a word.
/// </summary>
internal static class CommandText
{
    public static (JsonObject Command, List<string> Path, Dictionary<string, string> Options) Parse(
        string text,
        IEnumerable<JsonObject> commands
    )
    {
        const StringComparison how = StringComparison.OrdinalIgnoreCase;
        var rest = text.TrimStart();
        if (rest is not ['/', ..])
            throw new CannotException("A command starts with a slash.");
        var (word, after) = FirstWord(rest[1..]);
        var command =
            commands.Named(word, how: how)
            ?? throw new CannotException($"There is no command /{word} here.");

        var path = new List<string>();
        var options = command["options"].Objects().ToList();
        while (options.Exists(OptionType.IsSubcommand))
        {
            (word, after) = FirstWord(after);
            var level =
                options.Named(word, how: how)
                ?? throw new CannotException(
                    $"/{command["name"]} needs one of: {string.Join(", ", NamesOf(options))}."
                );
            path.Add(word.ToLowerInvariant());
            options = [.. level["options"].Objects()];
        }
        return (command, path, Split(after, NamesOf(options)));
    }

    private static List<string> NamesOf(List<JsonObject> options) =>
        [.. options.Select(o => o.TextOf("name")!)];

    private static Dictionary<string, string> Split(string text, List<string> names)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (names.Count == 0 || string.IsNullOrWhiteSpace(text))
            return values;
        var pattern = $"(?:^|(?<=\\s))(?<name>{string.Join('|', names.Select(Regex.Escape))}):";
        var marks = Regex.Matches(
            text,
            pattern,
            RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        // What stands before any name is meant for the first option.
        var bare = text[..(marks.Count > 0 ? marks[0].Index : text.Length)].Trim();
        if (bare.Length > 0)
            values[names[0]] = bare;
        for (var i = 0; i < marks.Count; i++)
        {
            var start = marks[i].Index + marks[i].Length;
            var end = i + 1 < marks.Count ? marks[i + 1].Index : text.Length;
            var name = names.First(n =>
                n.Equals(marks[i].Groups["name"].Value, StringComparison.OrdinalIgnoreCase)
            );
            values.TryAdd(name, text[start..end].Trim());
        }
        return values;
    }

    private static (string Word, string After) FirstWord(string text)
    {
        var trimmed = text.TrimStart();
        var end = trimmed.AsSpan().IndexOfAny(" \t\r\n");
        return end < 0 ? (trimmed, "") : (trimmed[..end], trimmed[end..]);
    }
}
