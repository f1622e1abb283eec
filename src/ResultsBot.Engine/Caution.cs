using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>
/// Something odd that may be right all the same: it is accepted knowingly, by its code. It carries the numbers;
/// the words for it are chosen at the edge.
/// </summary>
/// <param name="Code">Stays the same for ever.</param>
/// <param name="NeedsSecondPerson">Odd enough that who proposed it may not be who sends it.</param>
public abstract record Caution(string Code, bool NeedsSecondPerson = false)
{
    /// <summary>It says what could not be checked, and finds nothing odd: there is nothing to accept by name.</summary>
    public bool IsRemark => this is NoVerifiedTotal;

    /// <summary>The papers could not be reconciled, since no verification statement is known.</summary>
    public sealed record NoVerifiedTotal() : Caution("no-verified-total");

    /// <summary>The turnout of these papers is not the one announced in the hall (Putney 2024: 59% for 68%).</summary>
    public sealed record TurnoutOffAnnounced(Fraction Announced, Fraction WorkedOut)
        : Caution("turnout-off-announced");

    public sealed record TurnoutFarFromLastTime(Fraction LastTime, Fraction Now)
        : Caution("turnout-far-from-last-time");

    /// <summary>The corrected electorate is far from the one that the election was set up with.</summary>
    public sealed record ElectorateFarFromPack(int Pack, int Now)
        : Caution("electorate-far-from-pack");

    /// <summary>Less than in the running count, or than in the result that is corrected.</summary>
    public sealed record TotalFell(Candidate Candidate, int Was, int Now)
        : Caution("total-fell", NeedsSecondPerson: true);

    /// <summary>
    /// Exchanged, the two figures would fit what was heard before (Nelson 2023: 242 and 177 against each
    /// other's names).
    /// </summary>
    public sealed record LooksSwapped(Candidate One, Candidate Other)
        : Caution("looks-swapped", NeedsSecondPerson: true);

    /// <summary>The figures have another winner than the one that was flashed.</summary>
    public sealed record ContradictsFlash(Candidate Flashed, Candidate Leads)
        : Caution("contradicts-flash", NeedsSecondPerson: true);

    /// <summary>The correction has another winner than the result that it corrects.</summary>
    public sealed record WinnerChanges(Candidate Was, Candidate Now)
        : Caution("winner-changes", NeedsSecondPerson: true);

    /// <summary>Somebody else was said to have won the lot before.</summary>
    public sealed record AnotherLot(Candidate Before)
        : Caution("another-lot", NeedsSecondPerson: true);

    /// <summary>A lot was recorded, and the figures are not level: one of the two is wrong.</summary>
    public sealed record ContradictsLot(Candidate Drawn, Candidate Leads)
        : Caution("contradicts-lot", NeedsSecondPerson: true);

    /// <summary>Names that are easily confused (Prestatyn North 2011: Pennington and Penlington).</summary>
    public sealed record NamesAlike(Candidate One, Candidate Other) : Caution("names-alike");

    /// <summary>All figures are those of another contest.</summary>
    public sealed record SameAsAnother(Contest Other) : Caution("same-as-another");

    /// <summary>The winner's change of share is far outside what its party has had in the area so far.</summary>
    public sealed record FarFromArea(
        AreaId Area,
        PartyId Party,
        Fraction Change,
        Fraction Least,
        Fraction Most
    ) : Caution("far-from-area");

    /// <summary>The winner's party was neither first nor second last time.</summary>
    /// <param name="Place">Its place then; null if it did not stand.</param>
    public sealed record UnexpectedWinner(Candidate Winner, int? Place)
        : Caution("unexpected-winner");
}
