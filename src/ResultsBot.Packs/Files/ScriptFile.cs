using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs.Files;

/// <summary>
/// script.csv, which may be left out: what people type on the recorded night, and what they put in its place. That the
/// bot would refuse it is no fault of a script: mistakes are what it is for. What could not even be typed is one.
/// </summary>
internal static class ScriptFile
{
    private const string FileName = "script.csv";

    private const int LongestText = 6000;

    /// <summary>Beside “types” and “edit”, which may go on over several lines.</summary>
    private static readonly string[] Columns = ["at", "by"];

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
        public IEnumerable<string> Required => HasSeat ? Needed.Prepend(ScriptedStep.Seat) : Needed;

        public IEnumerable<string> Options => Required.Concat(Free);
    }

    /// <returns>In order of time.</returns>
    public static ImmutableArray<ScriptedStep> Read(
        PackFolder folder,
        ImmutableArray<Contest> contests
    )
    {
        if (!folder.Has(FileName))
        {
            return [];
        }
        return
        [
            .. folder
                .Rows(FileName, Columns)
                .Select(row => Step(row, contests))
                .OfType<ScriptedStep>()
                .OrderBy(s => s.At),
        ];
    }

    private static ScriptedStep? Step(PackRow row, ImmutableArray<Contest> contests)
    {
        if (IsoTime.Parse(row["at"]) is not { } at)
        {
            return Refuse(row, $"“{row["at"]}” is no ISO 8601 time with its offset");
        }
        var (by, actor) = Actors.FirstOrDefault(a => a.Name == row["by"]);
        if (by is null)
        {
            return Refuse(
                row,
                $"it is by {string.Join(", ", Actors.Select(a => a.Name))}, not “{row["by"]}”"
            );
        }
        var typed = row["types"];
        var word = typed.Split((char[]?)null, 2)[0];
        if (word is not ['/', .. var name] || !Commands.TryGetValue(name, out var shape))
        {
            return Refuse(
                row,
                $"“{word}” is no command of a script, which are /{string.Join(", /", Commands.Keys.Order(StringComparer.Ordinal))}"
            );
        }
        return
            Options(row, typed[word.Length..], shape) is { } options
            && Options(row, row["edit"], shape) is { } edited
            && IsComplete(row, name, shape, options, edited)
            ? OnSeat(new ScriptedStep(at, actor, name, null, options, edited), row, shape, contests)
            : null;
    }

    private static bool IsComplete(
        PackRow row,
        string command,
        Shape shape,
        ImmutableDictionary<string, string> options,
        ImmutableDictionary<string, string> edited
    )
    {
        var missing = shape.Required.Where(o => !options.ContainsKey(o)).ToArray();
        if (missing.Length > 0)
        {
            row.Refuse($"/{command} needs {string.Join(" and ", missing)}");
            return false;
        }
        if (edited.ContainsKey(ScriptedStep.Seat))
        {
            row.Refuse("another seat is another line, and no edit");
            return false;
        }
        return true;
    }

    /// <summary>The step with its contest in the place of the option that names it.</summary>
    private static ScriptedStep? OnSeat(
        ScriptedStep step,
        PackRow row,
        Shape shape,
        ImmutableArray<Contest> contests
    )
    {
        if (!shape.HasSeat)
        {
            return step;
        }
        var seat = step.Options[ScriptedStep.Seat];
        return contests.Where(c => c.Id.Value == seat || c.Name == seat).ToArray() is [var contest]
            ? step with
            {
                Contest = contest.Id,
                Options = step.Options.Remove(ScriptedStep.Seat),
            }
            : Refuse(row, $"there is no seat “{seat}”, or more than one");
    }

    /// <summary>“seat:Chesterfield result:…”: what follows a name belongs to it, up to the next.</summary>
    /// <returns>Null where the text cannot be typed as these options, which is a fault.</returns>
    private static ImmutableDictionary<string, string>? Options(
        PackRow row,
        string text,
        Shape shape
    )
    {
        if (text.Length > LongestText)
        {
            row.Refuse($"more than {LongestText} characters cannot be typed");
            return null;
        }
        var marks = Marks(text, shape);
        var before = text[..(marks.Length > 0 ? marks[0].Index : text.Length)].Trim();
        if (before.Length > 0)
        {
            row.Refuse($"“{before}” belongs to no option");
            return null;
        }
        var options = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var (at, mark) in marks.Index())
        {
            var name = mark.Groups["name"].Value;
            var ends = at + 1 < marks.Length ? marks[at + 1].Index : text.Length;
            var value = text[(mark.Index + mark.Length)..ends].Trim();
            if (value.Length == 0 || !options.TryAdd(name, value))
            {
                row.Refuse(value.Length == 0 ? $"{name} is empty" : $"{name} is there twice");
                return null;
            }
        }
        return options.ToImmutable();
    }

    /// <summary>Where the name of an option stands, with its colon.</summary>
    private static Match[] Marks(string text, Shape shape)
    {
        var names = string.Join('|', shape.Options);
        return names.Length == 0
            ? []
            : Regex
                .Matches(
                    text,
                    $@"(?<!\S)(?<name>{names}):",
                    RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
                    TimeSpan.FromSeconds(1)
                )
                .ToArray();
    }

    private static ScriptedStep? Refuse(PackRow row, string reason)
    {
        row.Refuse(reason);
        return null;
    }
}
