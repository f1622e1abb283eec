using System.Collections.Immutable;

namespace ResultsBot.Engine;

/// <summary>The answer to a command. A refusal is a value; an exception is a bug.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <param name="Cautions">What is odd about a proposal, for who reads it back.</param>
    public sealed record Accepted(
        ImmutableArray<ElectionEvent> Events,
        ImmutableArray<Caution> Cautions
    ) : Decision
    {
        public Accepted(ImmutableArray<ElectionEvent> events)
            : this(events, []) { }
    }

    /// <param name="Faults">All that is wrong, not only the first thing; never empty.</param>
    public sealed record Refused(ImmutableArray<Fault> Faults) : Decision
    {
        public Refused(Fault fault)
            : this([fault]) { }
    }

    /// <summary>Nothing happened: what was confirmed is not what was shown any more.</summary>
    public sealed record Overtaken : Decision;

    /// <summary>Nothing happened: these have to be accepted by name first.</summary>
    /// <param name="Cautions">Never empty.</param>
    public sealed record Cautioned(ImmutableArray<Caution> Cautions) : Decision;
}
