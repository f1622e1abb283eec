using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs;

/// <summary>
/// Reads script.csv: what people type on the recorded night, and what they put in its place. That the bot would
/// refuse it is no fault of a script: mistakes are what it is for. What could not even be typed is one.
/// </summary>
internal sealed class ScriptReader(ImmutableArray<Contest> contests, Action<int, string> fault)
{
    private const int LongestText = 6000;

    private static readonly ImmutableArray<(string Name, Actor Actor)> Actors =
    [
        ("reporter 1", Actor.FirstReporter),
        ("reporter 2", Actor.SecondReporter),
        ("reporter 3", Actor.ThirdReporter),
        ("editor", Actor.Editor),
    ];

    private static readonly ImmutableDictionary<string, Shape> Commands = new Dictionary<
        string,
        Shape
    >
    {
        [ScriptedStep.Status] = new(["stage"], ["expected", "note"]),
        [ScriptedStep.Verified] = new(["papers"], ["turnout"]),
        [ScriptedStep.Count] = new([ScriptedStep.Result], []),
        [ScriptedStep.Flash] = new(["winner"], []),
        [ScriptedStep.Declare] = new([ScriptedStep.Result], []),
        [ScriptedStep.Note] = new(["text"], []),
        [ScriptedStep.Quote] = new(["who", "text"], []),
        [ScriptedStep.Correct] = new(["reason", ScriptedStep.Result], []),
        [ScriptedStep.Retract] = new(["reason"], []),
        [ScriptedStep.Reinstate] = new([], []),
        [ScriptedStep.Undo] = new([], [], HasSeat: false),
    }.ToImmutableDictionary();

    /// <summary>What can be typed into a command.</summary>
    private sealed record Shape(string[] Needed, string[] Free, bool HasSeat = true)
    {
        public IEnumerable<string> Options =>
            (HasSeat ? [ScriptedStep.Seat] : Array.Empty<string>()).Concat(Needed).Concat(Free);
    }

    public ImmutableArray<ScriptedStep> Read(IEnumerable<CsvLine> lines) =>
        [.. lines.Select(Read).OfType<ScriptedStep>().OrderBy(s => s.At)];

    private ScriptedStep? Read(CsvLine line)
    {
        if (IsoTime.Parse(line["at"]) is not { } at)
        {
            return Refuse(line, $"“{line["at"]}” is no ISO 8601 time with its offset");
        }
        var actor = Actors.FirstOrDefault(a => a.Name == line["by"]);
        if (actor.Name is null)
        {
            return Refuse(
                line,
                $"it is by {string.Join(", ", Actors.Select(a => a.Name))}, not “{line["by"]}”"
            );
        }
        var typed = line["types"];
        var word = typed.Split((char[]?)null, 2)[0];
        if (word is not ['/', .. var name] || !Commands.TryGetValue(name, out var shape))
        {
            return Refuse(
                line,
                $"“{word}” is no command of a script, which are /{string.Join(", /", Commands.Keys.Order(StringComparer.Ordinal))}"
            );
        }
        if (
            Options(line, typed[word.Length..], shape) is not { } options
            || Options(line, line["edit"], shape) is not { } edited
        )
        {
            return null;
        }
        var missing = (shape.HasSeat ? [ScriptedStep.Seat, .. shape.Needed] : shape.Needed)
            .Where(o => !options.ContainsKey(o))
            .ToArray();
        if (missing.Length > 0)
        {
            return Refuse(line, $"/{name} needs {string.Join(" and ", missing)}");
        }
        if (edited.ContainsKey(ScriptedStep.Seat))
        {
            return Refuse(line, "another seat is another line, and no edit");
        }
        if (!shape.HasSeat)
        {
            return new ScriptedStep(at, actor.Actor, name, null, options, edited);
        }
        return Find(options[ScriptedStep.Seat]) is { } contest
            ? new ScriptedStep(
                at,
                actor.Actor,
                name,
                contest.Id,
                options.Remove(ScriptedStep.Seat),
                edited
            )
            : Refuse(line, $"there is no seat “{options[ScriptedStep.Seat]}”, or more than one");
    }

    private Contest? Find(string seat)
    {
        var found = contests.Where(c => c.Id.Value == seat || c.Name == seat).ToArray();
        return found is [var one] ? one : null;
    }

    /// <summary>“seat:Chesterfield result:…”: what follows a name belongs to it, up to the next.</summary>
    private ImmutableDictionary<string, string>? Options(CsvLine line, string text, Shape shape)
    {
        var options = ImmutableDictionary.CreateBuilder<string, string>();
        if (text.Length > LongestText)
        {
            Refuse(line, $"more than {LongestText} characters cannot be typed");
            return null;
        }
        if (string.IsNullOrWhiteSpace(text))
        {
            return options.ToImmutable();
        }
        var names = string.Join('|', shape.Options);
        var marks =
            names.Length == 0
                ? []
                : Regex
                    .Matches(
                        text,
                        $@"(?<!\S)(?<name>{names}):",
                        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
                        TimeSpan.FromSeconds(1)
                    )
                    .ToArray();
        var before = text[..(marks.Length > 0 ? marks[0].Index : text.Length)].Trim();
        if (before.Length > 0)
        {
            Refuse(line, $"“{before}” belongs to no option");
            return null;
        }
        for (var i = 0; i < marks.Length; i++)
        {
            var name = marks[i].Groups["name"].Value;
            var begins = marks[i].Index + marks[i].Length;
            var ends = i + 1 < marks.Length ? marks[i + 1].Index : text.Length;
            var value = text[begins..ends].Trim();
            if (value.Length == 0 || !options.TryAdd(name, value))
            {
                Refuse(line, value.Length == 0 ? $"{name} is empty" : $"{name} is there twice");
                return null;
            }
        }
        return options.ToImmutable();
    }

    private ScriptedStep? Refuse(CsvLine line, string reason)
    {
        fault(line.Line, reason);
        return null;
    }
}
