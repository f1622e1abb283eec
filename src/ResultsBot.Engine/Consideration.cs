using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;

namespace ResultsBot.Engine;

/// <summary>
/// A report held against the rules as things stand: one value for whoever proposes it, reads it back, confirms it or sends
/// it, so that all of them see the same.
/// </summary>
/// <param name="Faults">What stops it.</param>
/// <param name="Cautions">What is odd about it, before anybody accepts anything; none where it is stopped.</param>
/// <param name="Event">What it leads to; null where it is stopped.</param>
public sealed record Consideration(
    ImmutableArray<Fault> Faults,
    ImmutableArray<Caution> Cautions,
    ElectionEvent? Event
)
{
    /// <summary>
    /// What everybody would be told of it now; none where it is stopped, held back, or takes back what never went out.
    /// </summary>
    public ImmutableArray<Bulletin> Bulletins { get; init; } = [];
}
