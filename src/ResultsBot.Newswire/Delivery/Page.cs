using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Newswire.Delivery;

/// <summary>How a message shows its bulletins.</summary>
public enum Layout
{
    /// <summary>A card each.</summary>
    Cards,

    /// <summary>One card, a line each.</summary>
    Digest,
}

/// <summary>The state of the parties in an area, as the bulletin at this position left it.</summary>
public sealed record PageTally(AreaId Area, long Position);

/// <summary>
/// What one message shows: settled before it is sent, so that it can be sent again or changed and still be the same
/// message.
/// </summary>
/// <param name="Positions">The bulletins, in order.</param>
/// <param name="Tallies">Standings below them.</param>
/// <param name="Mentions">The role that is mentioned.</param>
public sealed record Page(
    Layout Layout,
    ImmutableArray<long> Positions,
    ImmutableArray<PageTally> Tallies,
    string? Mentions = null
)
{
    public bool IsEmpty => Positions.IsEmpty && Tallies.IsEmpty;

    /// <summary>Everything that has to be at hand to show it.</summary>
    public IReadOnlyCollection<long> Needs =>
        Tallies.IsEmpty ? Positions : [.. Positions.Union(Tallies.Select(t => t.Position))];
}
