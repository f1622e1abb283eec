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
    public bool IsRemark => this is NoVerifiedTotal or RejectedNotSaid;

    /// <summary>The papers could not be reconciled, since no verification statement is known.</summary>
    public sealed record NoVerifiedTotal() : Caution("no-verified-total");

    /// <summary>
    /// The text says how many papers were verified and not how many were rejected: that there are a few more than votes
    /// is no proof.
    /// </summary>
    public sealed record RejectedNotSaid(int Verified, int Difference)
        : Caution("rejected-not-said");

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

    /// <summary>
    /// Exchanged, the two figures would be near what the parties' last shares and the results around make likely, and as
    /// they are neither is.
    /// </summary>
    public sealed record SwappedByShares(Candidate One, Candidate Other)
        : Caution("swapped-by-shares");

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

    /// <summary>The figures are those of another contest.</summary>
    public sealed record SameAsAnother(Contest Other) : Caution("same-as-another");

    /// <summary>The winner's change of share is far outside what its party has had in the area so far.</summary>
    public sealed record FarFromArea(
        AreaId Area,
        PartyId Party,
        Fraction Change,
        Fraction Least,
        Fraction Most
    ) : Caution("far-from-area");

    /// <summary>The winner's party was neither first nor second last time, and far behind.</summary>
    /// <param name="Place">Its place then; null if it did not stand.</param>
    public sealed record UnexpectedWinner(Candidate Winner, int? Place)
        : Caution("unexpected-winner");

    /// <summary>
    /// A seat has several winners, and how many papers were valid was not said: nothing shows whether some are missing
    /// (North Lincolnshire 2023: 864 postal votes not counted).
    /// </summary>
    public sealed record PapersNotCompared(int Verified) : Caution("papers-not-compared");

    /// <summary>
    /// Not how turnout has moved in the area so far (Putney 2024: 6,558 votes left out; Waltham Forest 2010: 1,000 added
    /// to each figure).
    /// </summary>
    /// <param name="Expected">By last time's turnout here, and how it has moved in the middle seat of the area.</param>
    public sealed record TurnoutUnlikeArea(AreaId Area, Fraction Expected, Fraction Now)
        : Caution("turnout-unlike-area");

    /// <summary>Hardly anybody voted, or nearly everybody, and nothing is known to compare it with.</summary>
    public sealed record AbsurdTurnout(Fraction Turnout) : Caution("absurd-turnout");

    /// <summary>More papers rejected than anywhere (13,500 of 41,555).</summary>
    /// <param name="Papers">Valid and rejected.</param>
    public sealed record ManyRejected(int Rejected, int Papers) : Caution("many-rejected");

    /// <summary>
    /// An electorate far from last time's makes a wrong turnout (Old Bexley and Sidcup 2024: 79.2%, where 65.1% was
    /// right).
    /// </summary>
    public sealed record ElectorateFarFromLastTime(int Before, int Now)
        : Caution("electorate-far-from-last-time");

    /// <summary>Somebody else was flashed as the winner before.</summary>
    public sealed record AnotherFlash(Candidate Before)
        : Caution("another-flash", NeedsSecondPerson: true);

    /// <summary>Fewer votes than anybody has (Brighton Kemptown 2024: 1 for 1,833).</summary>
    /// <param name="Lowest">The party's lowest share so far; null where next to nobody has so few.</param>
    /// <param name="In">Where that was.</param>
    public sealed record FewVotes(
        Candidate Candidate,
        int Votes,
        int ValidVotes,
        ResultLine? Lowest,
        Contest? In
    ) : Caution("few-votes");

    /// <summary>Two candidates with the same figure.</summary>
    public sealed record LevelFigures(Candidate One, Candidate Other, int Votes)
        : Caution("level-figures");

    /// <summary>A share far from what last time and the results so far make likely (9,316 for 19,316).</summary>
    /// <param name="From">The least that is likely.</param>
    /// <param name="To">The most that is likely.</param>
    public sealed record UnlikelyShare(
        AreaId Area,
        Candidate Candidate,
        Fraction Share,
        Fraction From,
        Fraction To
    ) : Caution("unlikely-share");

    /// <summary>The text says another figure than the votes come to, or than the election was set up with.</summary>
    public sealed record DiffersFromText(AnnouncedCheck Check) : Caution(CodeOf(Check))
    {
        private static string CodeOf(AnnouncedCheck check) =>
            check switch
            {
                AnnouncedCheck.OfWinner => "text-winner",
                AnnouncedCheck.OfSwing => "text-swing",
                AnnouncedCheck.OfTurnout
                or AnnouncedCheck.OfFigure { Figure: AnnouncedFigure.Voters } => "text-turnout",
                AnnouncedCheck.OfFigure { Figure: AnnouncedFigure.ValidVotes } =>
                    "text-valid-votes",
                AnnouncedCheck.OfFigure { Figure: AnnouncedFigure.Electorate } => "text-electorate",
                AnnouncedCheck.OfFigure { Figure: AnnouncedFigure.Majority } => "text-majority",
                AnnouncedCheck.OfFigure { Figure: AnnouncedFigure.Seats } => "text-seats",
                _ => "text-papers",
            };
    }

    /// <summary>The shares would fit another seat much better.</summary>
    /// <param name="Here">How far they are from what is likely here: the share that is with other parties.</param>
    /// <param name="There">How far from what is likely there.</param>
    public sealed record FitsAnother(Contest Other, Fraction Here, Fraction There)
        : Caution("fits-another");
}
