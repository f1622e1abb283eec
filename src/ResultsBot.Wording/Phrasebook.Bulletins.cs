using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What stands in a post beside its headline. In a table the words are plain; everywhere else escaped.</summary>
public partial class Phrasebook
{
    /// <summary>Before every title and footer of a rehearsal.</summary>
    public virtual string RehearsalMark => $"{RehearsalBand} · ";

    /// <summary>At a post’s foot: what changes are measured against.</summary>
    public virtual string SinceInShort => $"Change on the {Definition.BaseInShort}";

    /// <summary>The same, where there is more room.</summary>
    public virtual string Since => $"Change on the {Definition.BaseName}";

    /// <summary>The last line of a list that was too long.</summary>
    public virtual string AndMore(int number) => $"and {Number(number)} more";

    /// <summary>Where the first result stands in a post of its own.</summary>
    public virtual string FirstHeadline(Bulletin.FirstResult bulletin) =>
        $"{Headline(bulletin.Of, bulletin.Verdict)}. {StillToCome(bulletin)}";

    /// <summary>In the post of the first result.</summary>
    public virtual string FirstOfTheNight(Bulletin.FirstResult bulletin) =>
        $"First result of the night. {StillToCome(bulletin)}";

    private string StillToCome(Bulletin.FirstResult bulletin) =>
        $"{Of(bulletin.Seats - bulletin.Verdict.Seats, "seat", "seats")} to come.";

    public virtual RichText MajorityReached(Bulletin.OverallMajority bulletin) =>
        $"{First(bulletin.Party)} have **{Number(bulletin.Has)}** of {Number(bulletin.Seats)} seats ({Number(bulletin.Needed)} needed for a majority).";

    public virtual string MajorityOutOfReach(Bulletin.NoMajority bulletin) =>
        $"A majority is {Number(bulletin.Needed)} of {Number(bulletin.Seats)} seats, and no party can now reach it.";

    /// <summary>What was said of the majority, and does not hold any more.</summary>
    public virtual RichText NoLonger(Bulletin.NoLonger bulletin)
    {
        var was =
            $"Ignore our earlier “{Headline(bulletin.What)}”: a result it was based on has been corrected or withdrawn.";
        return bulletin is { What: Bulletin.OverallMajority majority, Has: { } has }
            ? (RichText)
                $"{was} {First(majority.Party)} have **{Number(has)}** of {Number(majority.Seats)} seats ({Number(majority.Needed)} needed for a majority)."
            : was;
    }

    public virtual string CorrectionReason(Bulletin.Corrected bulletin) =>
        $"Correction {bulletin.Number}: {bulletin.Reason}";

    public virtual string RejectedRow => "rejected";

    public virtual string MajorityRow => "majority";

    /// <summary>In place of a figure in a table.</summary>
    public virtual string NotGivenInTable => "–";

    public virtual string DoesNotStand(Bulletin.Retracted bulletin) =>
        $"Ignore our earlier “{Headline(bulletin.Of, bulletin.Was)}”. {bulletin.Of.Name} has not declared.";

    public virtual string Reason(string reason) => $"Reason: {reason}";

    public virtual RichText Elected(Bulletin.Flashed bulletin) =>
        $"{Bold(bulletin.Winner)} is elected.";

    public virtual RichText Papers(Bulletin.Verified bulletin) =>
        bulletin.Turnout is { } turnout
            ? (RichText)
                $"**{Number(bulletin.Papers)}** ballot papers; announced turnout {Percent(turnout)}."
            : $"**{Number(bulletin.Papers)}** ballot papers.";

    /// <summary>Above figures that are no result.</summary>
    public virtual RichText Provisional => $"**Provisional**: counting continues.";

    public virtual RichText WonTheLot(Bulletin.LotDrawn bulletin) =>
        $"The vote was tied. Lots were drawn, and {Bold(bulletin.Winner)} won.";

    /// <summary>Who said it stands behind it: in the place of a headline it would read as one.</summary>
    public virtual RichText Quotation(Bulletin.Quoted bulletin) =>
        $"“{bulletin.Text}”\n– {bulletin.Who}";

    /// <summary>“263 of 650 declared — Lab 193 (+89), Con 34 (−99), others 36”: what a phone has room for.</summary>
    /// <param name="most">How many parties are named; the rest are added up as others.</param>
    public virtual string StandingInShort(Standing standing, int most) =>
        PartiesInShort(standing, most) is { Length: > 0 } parties
            ? $"{DeclaredOf(standing)} – {parties}"
            : DeclaredOf(standing);

    /// <summary>“Lab 193 (+89), Con 34 (−99), others 36”; empty where none has won or lost a seat.</summary>
    private string PartiesInShort(Standing standing, int most)
    {
        var (named, others) = Named(standing, most);
        var parts = named
            .Select(p => $"{p.Party.Value} {Number(p.Seats)} {NetInBrackets(p)}".TrimEnd())
            .ToList();
        if (others > 0)
        {
            parts.Add($"others {Number(others)}");
        }
        return string.Join(", ", parts);
    }

    /// <summary>“(+1)”, behind a party’s seats; empty where it has as many as last time.</summary>
    public virtual string NetInBrackets(PartyStanding party) =>
        party.Net == 0 ? "" : $"({Change(party.Net)})";

    /// <summary>“Derbyshire 9 of 11 · Lab 9 (+7), Con 0 (−7)”, below a result.</summary>
    /// <inheritdoc cref="StandingInShort" path="/param"/>
    public virtual RichText StandingInALine(Standing standing, int most)
    {
        var declared = standing is { Unopposed: 0, Postponed: 0 }
            ? CardArea(standing)
            : $"{standing.Area.Name} {DeclaredOf(standing)}";
        return PartiesInShort(standing, most) is { Length: > 0 } parties
            ? $"{declared} · {parties}"
            : declared;
    }

    /// <summary>“+218”, “−7”, with a true minus sign.</summary>
    public virtual string Change(int number) =>
        number < 0 ? $"−{Number(-(long)number)}" : $"+{Number(number)}";

    public virtual string TallyTitle(Standing standing) =>
        $"{standing.Area.Name}: {DeclaredOf(standing)}";

    public virtual string NothingDeclared => "No seat has declared yet.";

    /// <summary>Heads of a tally’s columns; the shorter, the more room for the bars.</summary>
    public virtual string SeatsColumn => "seats";

    public virtual string GainsColumn => "gain";

    public virtual string LossesColumn => "loss";

    public virtual string VotesColumn => "share";

    public virtual string SeatsToCome(Standing standing) =>
        standing switch
        {
            { Awaited: > 0 } => $"{Of(standing.Awaited, "seat", "seats")} to come.",
            { Postponed: > 0 } => "Nothing more to come tonight.",
            _ => "Every seat has declared.",
        };

    /// <summary>The party at the beginning of a sentence.</summary>
    private string First(PartyId party) =>
        Collective(party) is [var initial, .. var rest]
            ? char.ToUpperInvariant(initial) + rest
            : "";
}
