namespace ResultsBot.Engine;

/// <summary>When what somebody proposes has to be sent by somebody else.</summary>
public enum SecondPerson
{
    Never,

    /// <summary>Where a caution is grave (<see cref="Caution.NeedsSecondPerson"/>).</summary>
    OnCaution,

    /// <summary>Whatever changes who is known to have won, or by what.</summary>
    Always,
}

/// <summary>How a newsroom works. They bind decisions, not the events that were decided before.</summary>
public sealed record HouseRules(SecondPerson SecondPerson = SecondPerson.OnCaution)
{
    /// <summary>How long the last thing can be undone by who sent it.</summary>
    public static readonly TimeSpan UndoWithin = TimeSpan.FromMinutes(2);

    public static HouseRules Default { get; } = new();
}
