using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>The line above a post, which is all that a phone shows of it while it is locked.</summary>
public partial class Phrasebook
{
    /// <summary>A lock screen shows some 120 characters; more is for those who open it.</summary>
    private const int LongestNotification = 200;

    /// <summary>“Lab gain South Derbyshire from Con, maj 4,168”</summary>
    /// <param name="mark">What has become of it.</param>
    public virtual string Notification(Bulletin bulletin, Mark? mark) =>
        PlainText.Shorten(
            mark switch
            {
                null => InANotification(bulletin),
                Mark.Corrected { Now: var now } =>
                    $"Corrected: {ResultInANotification(now.Of, now.Verdict)}",
                Mark.Reworded { Now: var now } => $"Corrected: {FromTheBlog(now)}",
                Mark.Overtaken => $"Superseded: {InANotification(bulletin)}",
                Mark.TakenBack => $"Withdrawn: {Headline(bulletin)}",
                _ => PlainLine(bulletin, mark).ToPlain(),
            },
            LongestNotification
        );

    /// <summary>Where one message holds several posts.</summary>
    /// <param name="first">Of the first of them.</param>
    public virtual string NotificationOfSeveral(string first, int more) =>
        $"{first} · {Of(more, "more update", "more updates")}";

    /// <summary>
    /// Where many bulletins are one post: what came of the results among them. “30 results: Lab +12, Con −11 · Lab 305, 21
    /// short”.
    /// </summary>
    /// <param name="changes">Seats won and lost by these results, by party.</param>
    /// <param name="standing">Of the whole, after the last of them; null where none is known.</param>
    public virtual string DigestTitle(
        int bulletins,
        int results,
        IReadOnlyList<(PartyId Party, int Net)> changes,
        Standing? standing
    )
    {
        if (results == 0)
        {
            return Of(bulletins, "update", "updates");
        }
        var title = Of(results, "result", "results");
        var told = changes
            .Where(c => c.Net != 0)
            .OrderByDescending(c => Math.Abs(c.Net))
            .ThenByDescending(c => c.Net)
            .Take(PartiesInATitle)
            .Select(c => $"{c.Party.Value} {Change(c.Net)}")
            .ToArray();
        title += told.Length == 0 ? ", no net change" : $": {string.Join(", ", told)}";
        return standing?.Parties is [{ Seats: > 0 } first, ..]
            ? $"{title} · {Leading(first, standing.Area)}"
            : title;
    }

    /// <summary>“Lab 305, 21 short”, “Lab 330, a majority”</summary>
    private string Leading(PartyStanding party, AreaId area)
    {
        if (Definition.OnlyChamber(area) is not { } chamber)
        {
            return $"{party.Party.Value} {Number(party.Seats)}";
        }
        var has = party.Seats + chamber.ContinuingSeats(party.Party);
        return has < chamber.Majority
            ? $"{party.Party.Value} {Number(has)}, {Number(chamber.Majority - has)} short"
            : $"{party.Party.Value} {Number(has)}, a majority";
    }

    private const int PartiesInATitle = 4;

    private string InANotification(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.Result b => ResultInANotification(b.Of, b.Verdict),
            Bulletin.FirstResult b =>
                $"First result of the night: {ResultInANotification(b.Of, b.Verdict)}",
            Bulletin.Corrected b => CorrectionInANotification(b),
            Bulletin.Reinstated b => $"Reinstated: {ResultInANotification(b.Of, b.Verdict)}",
            _ => DigestLine(bulletin).ToPlain(),
        };

    private string ResultInANotification(Contest contest, Verdict verdict) =>
        contest.Seats > 1 || verdict.Seats > 1
            ? $"{contest.Name}: {Labels.InShort(verdict)}{ChangedHandsInShort(contest)}"
            : OutcomeInShort(contest, verdict) + FiguresInShort(contest, verdict);

    /// <summary>“Lab gain Bolsover from Con”, of a contest for one seat.</summary>
    private static string OutcomeInShort(Contest contest, Verdict verdict)
    {
        var party = verdict.Winner.Candidate.Party.Value;
        return verdict.Outcome switch
        {
            Outcome.Gain gain => $"{party} gain {contest.Name} from {gain.From.Value}",
            Outcome.Hold => $"{party} hold {contest.Name}",
            _ => $"{party} win {contest.Name}",
        };
    }

    /// <summary>“, maj 6,323. MP Mark Fletcher loses seat”, behind it.</summary>
    private string FiguresInShort(Contest contest, Verdict verdict) =>
        ByWhat(verdict) + Defeat(verdict) + ChangedHandsInShort(contest);

    private string Defeat(Verdict verdict) =>
        verdict.Defeated is { } member ? $". {SittingMember} {member.Name} loses seat" : "";

    private string CorrectionInANotification(Bulletin.Corrected bulletin) =>
        Headline(bulletin.Of, bulletin.Before) == Headline(bulletin.Of, bulletin.After)
            ? $"Correction, {bulletin.Of.Name}: {FiguresChanged(bulletin.Of, bulletin.Before, bulletin.After)}. {OutcomeUnchanged(bulletin.After)}"
            : $"Correction: {ResultInANotification(bulletin.Of, bulletin.After)} – not {Labels.InShort(bulletin.Before)}, as first reported";

    private string ByWhat(Verdict verdict) =>
        verdict.IsUnopposed ? " unopposed"
        : verdict.ByLot ? " by drawing lots"
        : $", maj {Number(verdict.Majority)}";
}
