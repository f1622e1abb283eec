using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs;

/// <summary>An election as kept in a folder: its definition, and what was recorded on the night.</summary>
/// <param name="Attribution">Whose data this is, in the words its licence asks for.</param>
/// <param name="Recorded">In order of time; empty where the pack has no results.csv.</param>
public sealed record ElectionPack(
    ElectionDefinition Definition,
    string Attribution,
    ImmutableArray<RecordedResult> Recorded
)
{
    /// <summary>What people type on the night besides the results, in order of time; empty without a script.csv.</summary>
    public ImmutableArray<ScriptedStep> Script { get; init; } = [];
}

/// <param name="At">When it was declared.</param>
public sealed record RecordedResult(ContestId Contest, Figures Figures, DateTimeOffset At);

/// <summary>One reason why a pack is refused, and where it is.</summary>
/// <param name="Line">The line of the file, from 1; 0 where the whole file is meant.</param>
public sealed record PackFault(string File, int Line, string Reason)
{
    public override string ToString() =>
        Line > 0 ? $"{File}, line {Line}: {Reason}" : $"{File}: {Reason}";
}

/// <summary>What comes of reading a pack: the pack, or all that is wrong with it.</summary>
public abstract record PackReading
{
    private PackReading() { }

    public sealed record Loaded(ElectionPack Pack) : PackReading;

    public sealed record Refused(ImmutableArray<PackFault> Faults) : PackReading;
}
