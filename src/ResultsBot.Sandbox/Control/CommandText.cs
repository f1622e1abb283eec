using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ResultsBot.Sandbox.Rest;

namespace ResultsBot.Sandbox.Control;

/// <summary>
/// Takes a typed "/declare seat:Chesterfield result:Toby Perkins, …" apart. What follows an option's name belongs to
/// it, line breaks and all, up to the next option's name at the start of a word.
/// </summary>
internal static class CommandText
{
    public static (JsonObject Command, List<string> Path, Dictionary<string, string> Options) Parse(
        string text,
        IReadOnlyList<JsonObject> commands
    )
    {
        var rest = text.TrimStart();
        if (rest is not ['/', ..])
            throw new CannotException("A command starts with a slash.");
        rest = rest[1..];
        var (word, after) = FirstWord(rest);
        var command =
            commands.FirstOrDefault(c =>
                word.Equals((string?)c["name"], StringComparison.OrdinalIgnoreCase)
            ) ?? throw new CannotException($"There is no command /{word} here.");

        var path = new List<string>();
        var level = command;
        while (
            level["options"] is JsonArray subs
            && subs.Any(o => Form.AsInteger(o!["type"]) is 1 or 2)
        )
        {
            (word, var next) = FirstWord(after);
            var sub = subs.FirstOrDefault(o =>
                word.Equals((string?)o!["name"], StringComparison.OrdinalIgnoreCase)
            );
            level =
                sub as JsonObject
                ?? throw new CannotException($"/{command["name"]} needs one of: {Names(subs)}.");
            path.Add(word.ToLowerInvariant());
            after = next;
        }
        var names =
            (level["options"] as JsonArray)?.Select(o => (string)o!["name"]!).ToList() ?? [];
        return (command, path, Split(after, names));
    }

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

    private static string Names(JsonArray options) =>
        string.Join(", ", options.Select(o => (string?)o!["name"]));
}
