using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs;

/// <summary>An election as it is kept in a folder: the definition, and what was recorded on the night.</summary>
/// <param name="Attribution">Whose facts these are, in the words their licence asks for.</param>
/// <param name="Recorded">In order of time; empty where the pack has no results.csv.</param>
public sealed record ElectionPack(
    ElectionDefinition Definition,
    string Attribution,
    ImmutableArray<RecordedResult> Recorded
)
{
    /// <summary>What people type on the night beside the results, in order of time; empty where there is no script.csv.</summary>
    public ImmutableArray<ScriptedStep> Script { get; init; } = [];
}

public sealed record RecordedResult(ContestId Contest, Figures Figures, DateTimeOffset At);

/// <summary>Why a pack is refused, and where.</summary>
/// <param name="Line">The line of the file, from 1; 0 where it is about the file as a whole.</param>
public sealed record PackFault(string File, int Line, string Reason)
{
    public override string ToString() =>
        Line > 0 ? $"{File}, line {Line}: {Reason}" : $"{File}: {Reason}";
}

public abstract record PackReading
{
    private PackReading() { }

    public sealed record Loaded(ElectionPack Pack) : PackReading;

    public sealed record Refused(ImmutableArray<PackFault> Faults) : PackReading;
}
