using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>From where nothing goes out for now: what is reported there is taken in and waits.</summary>
public abstract record Embargo
{
    private Embargo() { }

    public sealed record OfSeat(ContestId Contest) : Embargo;

    /// <summary>An area; the whole is one.</summary>
    public sealed record OfArea(AreaId Area) : Embargo;

    public bool Covers(Contest contest) =>
        this switch
        {
            OfSeat seat => seat.Contest == contest.Id,
            OfArea area => contest.Areas.Contains(area.Area),
            _ => throw new InvalidOperationException($"No rule for {this}."),
        };
}
