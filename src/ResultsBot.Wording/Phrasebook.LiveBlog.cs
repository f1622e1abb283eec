using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What readers of the live blog are shown beside the posts themselves.</summary>
public partial class Phrasebook
{
    /// <summary>Where the operator has given none.</summary>
    public virtual string BlogTitle => $"{Definition.Name}: live results";

    public virtual string BlogLive => "LIVE";

    /// <summary>“Chesterfield: General election 2024”, in the title of a page about one place.</summary>
    public virtual string BlogPageTitle(string place, string title) => $"{place}: {title}";

    /// <summary>Before the time of the newest entry.</summary>
    public virtual string BlogUpdated => "updated";

    public virtual string BlogNothingYet => "Results will appear here as they’re declared.";

    /// <summary>What the bar over all seats shows, for those who can’t see it.</summary>
    public virtual string BlogBarLabel(Standing standing) =>
        StandingInShort(standing, int.MaxValue);

    public virtual string BlogToCome(Standing standing) =>
        standing.Awaited > 0
            ? $"{Number(standing.Awaited)} of {Number(standing.Seats)} to come"
            : SeatsToCome(standing);

    /// <summary>A party’s seats against last time’s: “+113”, “±0”.</summary>
    public virtual string BlogNet(PartyStanding party) => party.Net == 0 ? "±0" : Change(party.Net);

    public virtual string Others => "Others";

    public virtual string BlogKeyEvents => "Key events";

    public virtual string BlogEntries => "Updates";

    public virtual string BlogMapTitle(Standing standing) =>
        $"{Number(standing.Declared)} of {Of(standing.Seats, "seat", "seats")}";

    public virtual string BlogMapLegend =>
        "Each hexagon is one seat, in the winner’s colour. Grey: still to come. Outlined: gained.";

    public virtual string BlogMapLink => "Open the map";

    /// <summary>A seat on the map, on its own.</summary>
    public virtual string BlogMapSeat(Contest contest, Verdict? verdict) =>
        verdict is null ? $"{contest.Name}: to come" : $"{contest.Name}: {Labels.InShort(verdict)}";

    public virtual string BlogLink => "Link";

    public virtual string BlogEmbed => "Embed";

    public virtual string BlogSeatLink => "More on this seat";

    public virtual string BlogOlder => "Earlier updates";

    public virtual string BlogNewer => "Later updates";

    public virtual string BlogFrontPage => "All updates";

    /// <summary>At the foot of the page.</summary>
    public virtual string BlogFeeds => "Feeds and data:";

    /// <summary>A script puts the number in the place of {0}.</summary>
    public virtual string BlogOneNew => "{0} new update";

    public virtual string BlogManyNew => "{0} new updates";

    /// <summary>Where so much has happened that the page is better opened anew.</summary>
    public virtual string BlogReload => "Reload for the latest";

    public virtual string BlogFindSeat => "Find a seat";

    public virtual string BlogSearch => "Search";

    public virtual string BlogArea => "Area";

    public virtual string BlogShow => "Show";

    public virtual string BlogFound(string sought) => $"Seats matching “{sought}”";

    public virtual string BlogFoundNothing(string sought) =>
        $"No seat matches “{sought}”. Try part of its name, or a candidate’s.";

    public virtual string BlogWhatWasSaid => "Updates on this seat";

    /// <summary>How a page about one seat begins while it hasn’t declared.</summary>
    public virtual string BlogCandidates => "Candidates";

    public virtual string BlogSkip => "Skip to the updates";

    // A result's table.

    public virtual string BlogCandidateColumn => "Candidate";

    public virtual string BlogPartyColumn => "Party";

    public virtual string BlogVotesColumn => "Votes";

    public virtual string BlogShareColumn => "Share";

    public virtual string BlogChangeColumn => "Change";

    public virtual string BlogSeatsColumn => "Seats";

    public virtual string BlogNetColumn => "Net";

    public virtual string BlogResultColumn => "Result";

    public virtual string BlogMajorityColumn => "Majority";

    public virtual string BlogSeatColumn => "Seat";

    /// <summary>What stands small above an entry: “Lab gain from Con”, “From the count, Chesterfield”.</summary>
    public virtual string BlogKicker(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.Result b => Labels.InShort(b.Verdict),
            Bulletin.Reinstated => "Reinstated",
            Bulletin.Corrected { Number: var number } => $"Correction {Number(number)}",
            Bulletin.TurnoutCorrected => "Correction",
            Bulletin.Retracted or Bulletin.TakenBack or Bulletin.NoLonger => "Withdrawn",
            Bulletin.Flashed => "Winner, figures to follow",
            Bulletin.Noted b => $"From the count, {b.Of.Name}",
            Bulletin.Quoted b => $"Quote, {b.Of.Name}",
            Bulletin.Posted => "From the newsroom",
            Bulletin.PostCorrected => "Correction",
            Bulletin.PostWithdrawn => "Withdrawn",
            Bulletin.StageReached or Bulletin.Verified => "From the count",
            Bulletin.Counted => "Not a result",
            Bulletin.AreaComplete or Bulletin.ChamberComplete => "State of the parties",
            Bulletin.Notice => "Note from the desk",
            _ => "",
        };

    /// <summary>Directly under a headline whose figures were wrong: “Corrected at 05:12: Green 2,862 → 2,682.”</summary>
    public virtual RichText BlogCorrected(
        DateTimeOffset at,
        IReadOnlyList<CorrectedFigure> figures
    ) =>
        figures.Count == 0
            ? (RichText)$"**Corrected at {at:HH:mm}.**"
            : $"**Corrected at {at:HH:mm}:** {string.Join("; ", figures.Select(f => FigureChanged(f, f.Candidate?.Name ?? f.What)))}.";

    /// <summary>Behind it: what it changes for the seat.</summary>
    public virtual string BlogOutcomeChanged(string was) => $"We first reported: {was}.";

    public virtual RichText BlogTurnoutCorrected(DateTimeOffset at, Fraction was, Fraction now) =>
        $"**Corrected at {at:HH:mm}:** turnout {Percent(was)} → {Percent(now)}.";

    /// <summary>Under the headline of what no longer holds.</summary>
    /// <param name="at">When it was taken back; null where that isn’t known.</param>
    public virtual RichText BlogWithdrawn(DateTimeOffset? at) =>
        at is { } time
            ? (RichText)$"**Withdrawn at {time:HH:mm}: please ignore.**"
            : $"**Withdrawn: please ignore.**";

    /// <summary>In a feed, where nothing can be struck out.</summary>
    public virtual string BlogWithdrawnTitle(string headline) => $"Withdrawn: {headline}";

    public virtual RichText BlogOvertaken => $"**Superseded by a later correction.**";
}
