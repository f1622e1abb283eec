using System.Collections.Immutable;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs;

namespace ResultsBot.Rehearsing;

/// <summary>
/// A recorded night as something to play: what its script says, and the results that no script declares, each typed
/// as one of three reporters might. Nothing in it is left to chance.
/// </summary>
/// <param name="Steps">In order of time.</param>
internal sealed record Night(ElectionDefinition Definition, ImmutableArray<ScriptedStep> Steps)
{
    private static readonly ImmutableArray<Actor> Reporters =
    [
        Actor.FirstReporter,
        Actor.SecondReporter,
        Actor.ThirdReporter,
    ];

    /// <param name="until">Leaves out what came later; null for nothing.</param>
    public static Night Of(ElectionPack pack, DateTimeOffset? until)
    {
        var scripted = pack
            .Script.Where(s => s.Command == ScriptedStep.Declare)
            .Select(s => s.Contest)
            .ToHashSet();
        var results = pack
            .Recorded.Where(r => !scripted.Contains(r.Contest))
            .Select((r, i) => Declare(pack.Definition, r, i));
        return new Night(
            pack.Definition,
            [
                .. pack
                    .Script.Concat(results)
                    .Where(s => until is null || s.At <= until)
                    .OrderBy(s => s.At),
            ]
        );
    }

    public bool IsEmpty => Steps.IsEmpty;

    public DateTimeOffset Begins => Steps[0].At;

    public DateTimeOffset Ends => Steps[^1].At;

    /// <summary>How many results it declares, unless something goes wrong.</summary>
    public int Results => Steps.Count(s => s.Command == ScriptedStep.Declare);

    private static ScriptedStep Declare(
        ElectionDefinition definition,
        RecordedResult recorded,
        int index
    ) =>
        new(
            recorded.At,
            Reporters[index % Reporters.Length],
            ScriptedStep.Declare,
            recorded.Contest,
            ImmutableDictionary<string, string>.Empty.Add(
                ScriptedStep.Result,
                Handwriting.Write(
                    definition,
                    definition.Contest(recorded.Contest),
                    recorded.Figures,
                    index
                )
            ),
            ImmutableDictionary<string, string>.Empty
        );
}
