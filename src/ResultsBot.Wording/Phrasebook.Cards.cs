using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What stands in pictures, and beside the same figures on a page.</summary>
public partial class Phrasebook
{
    /// <summary>Above the seat's name: “Labour gain from Conservative”, “Labour hold”.</summary>
    public virtual string CardKicker(Verdict verdict) =>
        verdict switch
        {
            { IsUnopposed: true } => Capital(UnopposedName()),
            { Seats: 1, Outcome: Outcome.Hold } => $"{Party(verdict.Winner.Candidate.Party)} hold",
            { Seats: 1, Outcome: Outcome.Gain gain } =>
                $"{Party(verdict.Winner.Candidate.Party)} gain from {Party(gain.From)}",
            { Seats: 1 } => Win(verdict.Winner.Candidate.Party),
            _ => Labels.InShort(verdict),
        };

    /// <summary>“Louise Jones · majority 1,753 (3.8%) · turnout 62.6% · swing 14.9% Con to Lab”</summary>
    public virtual RichText FiguresInALine(Verdict verdict)
    {
        if (verdict.IsUnopposed)
        {
            return NoPollHeld();
        }
        List<RichText> parts =
        [
            verdict.Seats > 1
                ? And([.. verdict.Elected.Select(l => RichText.Strong(l.Candidate.Name))])
                : RichText.Strong(verdict.Winner.Candidate.Name),
            verdict.ByLot
                ? (RichText)$"by lot, after a tie on **{Number(verdict.Elected.Last().Votes)}**"
                : MajorityInALine(verdict),
        ];
        if (verdict.Turnout is { } turnout)
        {
            parts.Add($"turnout {Percent(turnout)}");
        }
        if (verdict.Swing is { } swing)
        {
            parts.Add($"swing {Percent(swing.Size)} {swing.From.Value} to {swing.To.Value}");
        }
        return RichText.Join(" · ", parts);
    }

    private RichText MajorityInALine(Verdict verdict) =>
        verdict.Seats > 1
            ? (RichText)$"the last by **{Number(verdict.Majority)}**"
            : $"majority **{Number(verdict.Majority)}** ({Percent(verdict.MajorityShare)})";

    /// <summary>Behind a name: the party, and whether it is the sitting member's.</summary>
    public virtual string CardParty(Candidate candidate) =>
        candidate.Sitting ? $"{candidate.Party.Value} · {SittingInShort}" : candidate.Party.Value;

    public virtual string SittingInShort => Definition.HasDeposits ? "MP" : "sitting";

    /// <summary>Before the name of a sitting member.</summary>
    public virtual string SittingMember => Definition.HasDeposits ? "MP" : "Sitting member";

    protected virtual string SittingMembers => Definition.HasDeposits ? "MPs" : "sitting members";

    /// <summary>Behind the name of one of several who are elected.</summary>
    public virtual string ElectedInShort => "elected";

    /// <summary>In place of a change of share, where the party didn’t stand last time.</summary>
    public virtual string NewInTable => "new";

    /// <summary>
    /// “+6.0”, “new”; empty where there is nothing to compare: of independents, and of all but a party’s best candidate.
    /// </summary>
    public virtual string ChangeInTable(Contest contest, ResultLine line) =>
        line.Change is { } change ? Points(change)
        : contest.IsNew(line.Candidate.Party) ? NewInTable
        : "";

    /// <summary>
    /// Small below a result’s table: “7 rejected ballots · shares of the votes for each party’s best candidate”. The second
    /// where a party has several candidates, whose votes together say little; a tally’s shares are of all votes.
    /// </summary>
    public virtual string? BelowTheTable(Verdict verdict)
    {
        var counted = RejectedAndDeposits(verdict);
        var hasSeveralOfAParty = verdict
            .Lines.Where(l => l.Candidate.Party != PartyId.Independent)
            .CountBy(l => l.Candidate.Party)
            .Any(p => p.Value > 1);
        if (verdict.Seats == 1 || !hasSeveralOfAParty)
        {
            return counted;
        }
        return counted is null
            ? "Shares of the votes for each party’s best candidate"
            : $"{counted} · shares of the votes for each party’s best candidate";
    }

    /// <summary>The last rows of a long table, added up.</summary>
    public virtual string OtherCandidates(int number) => Of(number, "other", "others");

    /// <summary>“Derbyshire 2 of 11”, before its parties.</summary>
    public virtual string CardArea(Standing standing) =>
        $"{standing.Area.Name} {Number(standing.Declared)} of {Number(standing.Seats)}";

    /// <summary>At the foot of a result's card.</summary>
    /// <param name="declared">Null where it is not declared yet.</param>
    public virtual string CardSource(Contest contest, DateTimeOffset? declared)
    {
        var source = contest.Base is null ? Definition.Name : SinceInShort;
        return declared is { } at ? $"{source} · declared {Definition.Local(at):HH:mm}" : source;
    }

    public virtual string CardStandingKicker => $"{Definition.Name} · state of the parties";

    /// <summary>Below the area's name.</summary>
    public virtual RichText CardStandingLine(Standing standing) =>
        standing.IsComplete
            ? (RichText)$"{DeclaredOf(standing)}"
            : $"{DeclaredOf(standing)} · **{Number(standing.Awaited)}** to come";

    /// <summary>At the tick of the bar.</summary>
    public virtual string MajorityTick(int seats) => $"{Number(seats)} for a majority";

    /// <summary>“Labour 411 (+211), Conservative 121 (−251)”: what a card of the parties shows, in words.</summary>
    public virtual string CardStandingAlt(Standing standing) =>
        $"{standing.Area.Name}: {Standing(standing)}";

    public virtual string MapDescription => "A map of every seat, coloured by who has won it.";

    public virtual RichText NoMap =>
        $"This election has no map. Use {Slash("tally")} for the state of the parties.";

    public virtual string MapTitle(AreaId area) => $"{area.Name}, seat by seat";

    public virtual string MapLegend => "Each hexagon is one seat. Outlined: gained.";

    public virtual string MapAlt(Standing standing) =>
        $"Map of {WithArticle(standing.Area.Name)}, a hexagon for each seat. {CardStandingAlt(standing)}";

    /// <summary>Printed by `cards`, for a recorded result that is refused.</summary>
    public virtual string CardNotDrawn(Contest contest) =>
        $"{contest.Name} ({contest.Id}) has no picture: its recorded result isn’t valid (`results` says why).";

    public virtual string CardsDrawn(int pictures, string folder) =>
        $"{Of(pictures, "picture", "pictures")} in {folder}";

    /// <summary>Across every picture of a rehearsal.</summary>
    public virtual string RehearsalBand => "REHEARSAL – NOT A REAL RESULT";
}
