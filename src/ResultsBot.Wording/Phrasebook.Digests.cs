using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>A bulletin in a line, where many are one post.</summary>
public partial class Phrasebook
{
    private const int LongestInALine = 160;
    private const int PartiesInADigest = 4;

    /// <summary>A bulletin in a line of its own: of a result the headline and the majority.</summary>
    public virtual RichText DigestLine(Bulletin bulletin, Mark? mark) =>
        mark switch
        {
            Mark.TakenBack => Withdrawn(Short(Headline(bulletin))),
            Mark.Unknown => PlainLine(bulletin, mark),
            Mark.Corrected { Now: { Verdict.Turnout: { } turnout } now, TurnoutWas: { } was } =>
                $"{ResultInADigest(now.Of, now.Verdict)} – turnout corrected from {Percent(was)} to {Percent(turnout)}",
            Mark.Corrected { Now: var now }
                when Revisions.VerdictOf(bulletin) is { } before
                    && Headline(now.Of, before) == Headline(now.Of, now.Verdict) => FiguresChanged(
                now.Of,
                before,
                now.Verdict
            )
                is { Length: > 0 } figures
                ? (RichText)$"{ResultInADigest(now.Of, now.Verdict)} – corrected: {figures}"
                : $"{ResultInADigest(now.Of, now.Verdict)} – corrected",
            Mark.Corrected { Now: var now } =>
                $"~~{Short(Headline(bulletin))}~~ – corrected: {ResultInADigest(now.Of, now.Verdict)}",
            Mark.Reworded { Now: var now } =>
                $"~~{Short(Headline(bulletin))}~~ – corrected: {PostLine(FromTheBlog(now), now)}",
            Mark.Overtaken => Overtaken(DigestLine(bulletin)),
            _ => DigestLine(bulletin),
        };

    /// <summary>The same where there is no room for more.</summary>
    public virtual RichText ShortDigestLine(Bulletin bulletin, Mark? mark) =>
        mark switch
        {
            Mark.TakenBack => Withdrawn(Short(Headline(bulletin))),
            Mark.Unknown => PlainLine(bulletin, mark),
            Mark.Corrected or Mark.Reworded => $"~~{Short(Headline(bulletin))}~~ – corrected",
            _ => $"**{Short(Headline(bulletin))}**",
        };

    /// <summary>“Derbyshire: 2 of 11 declared – Lab 2 (+1)”</summary>
    /// <param name="mark">What has become of it.</param>
    public virtual RichText TallyLine(Standing standing, Mark? mark = null)
    {
        RichText line =
            $"**{Short(standing.Area.Name)}**: {StandingInShort(standing, PartiesInADigest)}";
        return mark switch
        {
            null => line,
            Mark.Unknown => Unknown(line),
            _ => Overtaken(line),
        };
    }

    /// <summary>“Lab gain Bolsover from Con: Natalie Fleet, maj 6,323. MP Mark Fletcher loses seat”</summary>
    public virtual RichText ResultInADigest(Contest contest, Verdict verdict)
    {
        if (contest.Seats > 1 || verdict.Seats > 1)
        {
            return ResultLine(contest, verdict);
        }
        return $"**{Short(OutcomeInShort(contest, verdict))}**: {Short(verdict.Winner.Candidate.Name)}{FiguresInShort(contest, verdict)}";
    }

    /// <summary>“Lab hold Chesterfield (10,820), Derby South (6,002)”: majorities.</summary>
    /// <param name="seats">As <see cref="Held"/> has them.</param>
    public virtual RichText Holds(PartyId party, IReadOnlyList<RichText> seats) =>
        $"**{Short(party.Value)} hold** {RichText.Join(", ", seats)}";

    public virtual RichText Held(Bulletin.Result result) =>
        $"{Short(result.Of.Name)} ({Number(result.Verdict.Majority)})";

    private RichText DigestLine(Bulletin bulletin)
    {
        var headline = RichText.Strong(Short(Headline(bulletin)));
        return bulletin switch
        {
            Bulletin.Result b => ResultLine(b.Of, b.Verdict),
            Bulletin.FirstResult => headline,
            Bulletin.Colour
            {
                Fact: Fact.SittingDefeated or Fact.Closest or Fact.Safest or Fact.BiggestSwing
            } b => $"**{Short(b.Of.Name)}**: {Sentence(b.Fact)}",
            Bulletin.Colour b => Sentence(b.Fact),
            Bulletin.AreaComplete b => $"{headline}: {PartiesOf(b.Standing, PartiesInADigest)}",
            Bulletin.OverallMajority b =>
                $"{headline}: {Number(b.Has)} of {Number(b.Seats)}, {Number(b.Needed)} needed",
            Bulletin.ChamberComplete b => $"{headline}. {NewMembers(b.Members)}",
            Bulletin.Corrected b =>
                $"{headline}, {Majority(b.After)}{ChangedHandsInShort(b.Of)}. Reason: {Short(b.Reason)}",
            Bulletin.PollPostponed { Reason: { Length: > 0 } reason } =>
                $"{headline}. Reason: {Short(reason)}",
            Bulletin.TurnoutCorrected b => $"{headline}. Reason: {Short(b.Reason)}",
            Bulletin.Retracted b => $"{headline}. Reason: {Short(b.Reason)}",
            Bulletin.Reinstated b =>
                $"{headline}, {Majority(b.Verdict)}{ChangedHandsInShort(b.Of)}",
            Bulletin.StageReached { Stage.Reason: { } reason } => $"{headline}. {Short(reason)}",
            Bulletin.Verified b => $"{headline}: {Number(b.Papers)}",
            Bulletin.Counted b => $"{headline}: {Leaders(b)}",
            Bulletin.LotDrawn b => $"{headline}: {Candidate(b.Winner)}",
            Bulletin.Noted b => $"{headline} – {Short(b.Text)}",
            Bulletin.Quoted b => $"{headline} “{Short(b.Text)}” – {Short(b.Who)}",
            Bulletin.Posted b => PostLine(Headline(b), b.Words),
            Bulletin.PostCorrected b => $"{headline}. Reason: {Short(b.Reason)}",
            Bulletin.PostWithdrawn b => $"{headline}. Reason: {Short(b.Reason)}",
            Bulletin.NoLonger { What: Bulletin.OverallMajority was, Has: { } has } =>
                $"{headline}: {Number(has)} of {Number(was.Seats)}, {Number(was.Needed)} needed",
            Bulletin.Notice b => $"{headline}: {Short(b.Text)}",
            Bulletin.TakenBack { Reason: { } reason } => $"{headline}. Reason: {Short(reason)}",
            _ => headline,
        };
    }

    private static RichText PostLine(string headline, PostWords words) =>
        $"**{Short(headline)}** – {Short(words.Text)}";

    private static RichText Withdrawn(string headline) => $"~~{headline}~~ – withdrawn";

    private static RichText Unknown(RichText line) =>
        $"{line} – superseded by a correction that can’t be read. Check with the results desk";

    private static RichText Overtaken(RichText line) => $"{line} – superseded by a correction";

    private RichText ResultLine(Contest contest, Verdict verdict) =>
        $"**{Short(Headline(contest, verdict))}**, {Majority(verdict)}{ChangedHandsInShort(contest)}";

    private string Majority(Verdict verdict) =>
        verdict.IsUnopposed ? "unopposed"
        : verdict.ByLot ? "by drawing lots"
        : $"majority {Number(verdict.Majority)} ({Percent(verdict.MajorityShare)})";

    private string Leaders(Bulletin.Counted bulletin) =>
        string.Join(
            ", ",
            bulletin
                .Votes.OrderByDescending(v => v.Votes)
                .Take(3)
                .Select(v => $"{Name(bulletin.Of.Candidate(v.Candidate))} {Number(v.Votes)}")
        );

    private static string Short(string text) => PlainText.Shorten(text, LongestInALine);
}
