using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Bulletins;

/// <summary>What makes a result worth more than its figures. Each is true of the figures and says no more.</summary>
public abstract record Fact
{
    private Fact() { }

    /// <summary>The sitting member stood and lost.</summary>
    public sealed record SittingDefeated(Candidate Member) : Fact;

    /// <summary>A party's gains so far have come to a round number.</summary>
    public sealed record NthGain(PartyId Party, int Number) : Fact;

    /// <summary>A party wins a seat in an area where it held none.</summary>
    public sealed record FirstSeatIn(PartyId Party, AreaId Area) : Fact;

    /// <summary>A party has lost every seat it held in an area.</summary>
    /// <param name="Held">How many that were; at least two.</param>
    public sealed record LastSeatLost(PartyId Party, AreaId Area, int Held) : Fact;

    /// <summary>A party has lost all it held in an area but one seat, which has not declared.</summary>
    public sealed record LastHope(PartyId Party, AreaId Area, int Lost, Contest Left) : Fact;

    /// <summary>Every seat of an area is declared but one.</summary>
    public sealed record OnlyOneLeft(AreaId Area, Contest Left, StageReport? Stage) : Fact;

    /// <summary>The area is complete, and another party has most of its seats than by the base results.</summary>
    public sealed record ColourChange(AreaId Area, PartyId From, PartyId To) : Fact;

    /// <summary>The smallest majority so far.</summary>
    public sealed record Closest(int Majority) : Fact;

    /// <summary>The largest majority so far, as a share of the valid votes.</summary>
    public sealed record Safest(int Majority, Fraction Share) : Fact;

    public sealed record BiggestSwing(Swing Swing) : Fact;

    /// <summary>A party's lost deposits so far have come to a round number.</summary>
    public sealed record LostDeposits(PartyId Party, int Number) : Fact;
}
