using System.Collections.Immutable;
using ResultsBot.Engine.Counting;

namespace ResultsBot.Engine;

/// <summary>The stages of a count, in their order; a contest need not go through each.</summary>
public enum Stage
{
    PollsClosed,
    BoxesIn,
    Verification,
    Verified,
    Counting,

    /// <summary>Doubtful papers are decided upon.</summary>
    Adjudication,

    /// <summary>The provisional result is shown to candidates and agents.</summary>
    Provisional,
    Recount,
    ReadyToDeclare,

    /// <summary>
    /// Adjourned: it stands in every list as such and never as “no result” (Inverness, Skye and West Ross-shire
    /// 2024).
    /// </summary>
    UnableToDeclare,
}

/// <param name="Recount">Which recount, from 1; null at other stages.</param>
/// <param name="Expected">When the declaration is expected, if that was said.</param>
/// <param name="Reason">Why it cannot be declared, or whatever else was said.</param>
public sealed record StageReport(
    Stage Stage,
    int? Recount = null,
    DateTimeOffset? Expected = null,
    string? Reason = null
);

/// <summary>What is known of a count beside its result.</summary>
/// <param name="Running">Figures while counting; empty while there are none.</param>
/// <param name="Flashes">
/// Who was flashed as elected, by numbers on the roll, the last one last: with one seat never more than one.
/// </param>
/// <param name="Lot">Who won the lot, by number on the roll.</param>
/// <param name="HeardAt">When something was last heard of it.</param>
public sealed record CountProgress(
    StageReport? Stage,
    int? VerifiedPapers,
    Fraction? AnnouncedTurnout,
    ImmutableArray<CandidateVotes> Running,
    ImmutableArray<int> Flashes,
    ImmutableArray<int> Lot,
    DateTimeOffset? HeardAt
)
{
    public static CountProgress Nothing { get; } = new(null, null, null, [], [], [], null);

    /// <summary>The last who was flashed; null where no flash stands.</summary>
    public int? Flashed => Flashes is [.., var last] ? last : null;
}

/// <summary>A result as it was declared, or as it was corrected to.</summary>
/// <param name="Number">1 for the declaration, 2 for the first correction.</param>
/// <param name="By">Who sent it: what corrects it downwards has to come from somebody else.</param>
public sealed record DeclaredResult(
    int Number,
    Figures Figures,
    Verdict Verdict,
    DateTimeOffset At,
    string By
);

/// <summary>How far one contest has come.</summary>
public abstract record ContestState(CountProgress Progress)
{
    public sealed record Awaited(CountProgress Progress) : ContestState(Progress)
    {
        public static Awaited Silent { get; } = new(CountProgress.Nothing);
    }

    public sealed record Declared(DeclaredResult Result, CountProgress Progress)
        : ContestState(Progress)
    {
        public Figures Figures => Result.Figures;

        public Verdict Verdict => Result.Verdict;

        public DateTimeOffset At => Result.At;
    }

    /// <summary>The poll is held another day: nothing is to come tonight.</summary>
    /// <param name="Reason">Why; empty where the election was set up with it.</param>
    /// <param name="Before">What it is again should the poll be held after all; null where nothing had been declared.</param>
    public sealed record Postponed(string Reason, Retracted? Before, CountProgress Progress)
        : ContestState(Progress);

    /// <summary>Whether a result is still awaited.</summary>
    public bool IsToCome => this is Awaited or Retracted;

    /// <summary>What its figures come to; null where it has not declared.</summary>
    public Verdict? VerdictIfAny => (this as Declared)?.Verdict;

    /// <summary>Undeclared again; what was taken back is kept.</summary>
    public sealed record Retracted(DeclaredResult Was, string Reason, CountProgress Progress)
        : ContestState(Progress);
}
