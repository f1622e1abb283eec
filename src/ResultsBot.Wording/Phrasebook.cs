using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>
/// Every text that a person is shown, in plain newspaper English. No sentence says what the figures do not. Another
/// language is one class that derives from this one, names its <see cref="Language"/> and overrides what it words
/// otherwise; what it does not is said in English. Nothing else has to be touched: see <see cref="In"/>.
/// </summary>
public partial class Phrasebook(ElectionDefinition definition)
{
    public ElectionDefinition Definition => definition;

    /// <summary>As Election:Language names it (IETF BCP 47).</summary>
    public virtual string Language => "en";

    /// <summary>The phrasebook of a language; null where none is written for it.</summary>
    public static Phrasebook? In(string language, ElectionDefinition definition) =>
        All(definition)
            .FirstOrDefault(p =>
                string.Equals(p.Language, language, StringComparison.OrdinalIgnoreCase)
            );

    public static IEnumerable<Phrasebook> All(ElectionDefinition definition) =>
        typeof(Phrasebook)
            .Assembly.GetTypes()
            .Where(t => t.IsAssignableTo(typeof(Phrasebook)) && !t.IsAbstract)
            .Select(t => (Phrasebook)Activator.CreateInstance(t, definition)!);

    /// <summary>17,591</summary>
    public virtual string Number(long number) => Numbers.Count(number);

    /// <summary>38.4%</summary>
    public virtual string Percent(Fraction fraction) => Numbers.Percent(fraction);

    /// <summary>+14.2 or −22.0, in percentage points.</summary>
    public virtual string Points(Fraction change) => Numbers.Change(change);

    /// <summary>“a”, “a and b”, “a, b and c”</summary>
    public virtual string And(IReadOnlyList<string> parts) => Join(parts, "and");

    /// <summary>The same of rich text.</summary>
    public virtual RichText And(IReadOnlyList<RichText> parts) =>
        parts.Count <= 1
            ? RichText.Join("", parts)
            : $"{RichText.Join(", ", parts.SkipLast(1))} and {parts[^1]}";

    /// <summary>“a”, “a or b”, “a, b or c”</summary>
    public virtual string Or(IReadOnlyList<string> parts) => Join(parts, "or");

    private static string Join(IReadOnlyList<string> parts, string last) =>
        parts.Count <= 1
            ? string.Concat(parts)
            : $"{string.Join(", ", parts.SkipLast(1))} {last} {parts[^1]}";

    private static RichText Slash(string command) => RichText.Command(command);

    /// <summary>1 seat, 2 seats</summary>
    protected virtual string Of(int number, string one, string many) =>
        $"{Number(number)} {(number == 1 ? one : many)}";

    /// <summary>“Lee Rowley (Con)”</summary>
    protected virtual string Name(Candidate candidate) =>
        $"{candidate.Name} ({candidate.Party.Value})";

    /// <summary>Its name; its abbreviation where the pack has dropped it since.</summary>
    public virtual string Party(PartyId id) => definition.FindParty(id)?.Name ?? id.Value;

    /// <summary>The party in a sentence: “the Conservatives”, “Labour”.</summary>
    public virtual string Collective(PartyId id) =>
        id == PartyId.Independent
            ? "independents"
            : definition.FindParty(id)?.Collective ?? Party(id);

    /// <summary>At the beginning of a headline: “Conservatives”, “Labour”.</summary>
    protected virtual string Plural(PartyId id)
    {
        var collective = Collective(id);
        const string The = "the ";
        var bare = collective.StartsWith(The, StringComparison.Ordinal)
            ? collective[The.Length..]
            : collective;
        return Capital(bare);
    }

    private string Win(PartyId id) =>
        id == PartyId.Independent ? $"{Party(id)} wins" : $"{Plural(id)} win";

    /// <summary>As PA writes it: “Labour gain North East Derbyshire from Conservative”, “Labour hold Chesterfield”.</summary>
    public virtual string Headline(Contest contest, Verdict verdict)
    {
        var party = Party(verdict.Winner.Candidate.Party);
        return verdict switch
        {
            _ when contest.Seats > 1 || verdict.Seats > 1 => Several(contest, verdict),
            { Outcome: Outcome.Hold } => $"{party} hold {contest.Name}",
            { Outcome: Outcome.Gain gain } =>
                $"{party} gain {contest.Name} from {Party(gain.From)}",
            { Outcome: Outcome.Win } => $"{Win(verdict.Winner.Candidate.Party)} {contest.Name}",
            _ => throw new ArgumentOutOfRangeException(
                nameof(verdict),
                verdict,
                "No headline for it."
            ),
        };
    }

    public virtual string Headline(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.Result b => Headline(b.Of, b.Verdict),
            Bulletin.FirstResult b => $"First result of the night: {b.Of.Name}",
            Bulletin.Colour { Fact: Fact.SittingDefeated defeat } b =>
                $"{b.Of.Name}: {SittingMember} {Name(defeat.Member)} loses seat",
            Bulletin.Colour b => $"More on {b.Of.Name}",
            // The whole is all that is elected, and no more of the place it is named after.
            Bulletin.AreaComplete { Standing.Area.Kind: AreaKind.Whole } b
                when !definition.IsWhollyElected(b.Standing.Area) => AllDeclared(b),
            Bulletin.AreaComplete { CleanSweep: { } sweep } b =>
                $"{Plural(sweep.Party)} win all {b.Standing.Seats} seats in {WithArticle(b.Standing.Area.Name)}",
            Bulletin.AreaComplete { Standing.Postponed: > 0 and var postponed } b =>
                $"{b.Standing.Area.Name} complete ({Of(b.Standing.Declared, "seat", "seats")}, {Number(postponed)} postponed)",
            Bulletin.AreaComplete b =>
                $"{b.Standing.Area.Name} complete ({Of(b.Standing.Seats, "seat", "seats")})",
            Bulletin.OverallMajority { Chamber: { } chamber } b =>
                $"{Plural(b.Party)} win control of {chamber}",
            Bulletin.OverallMajority b => $"{Plural(b.Party)} win an overall majority",
            Bulletin.NoMajority { Chamber: { } chamber } => $"{chamber}: no overall control",
            Bulletin.NoMajority => "No party can now win a majority",
            Bulletin.ChamberComplete b => ChamberComplete(b),
            Bulletin.Corrected b => $"Correction: {Headline(b.Of, b.After)}",
            Bulletin.TurnoutCorrected b =>
                $"Correction: turnout in {b.Of.Name} {Percent(b.Turnout)}, not {Percent(b.Before)}",
            Bulletin.Retracted b => $"Result withdrawn: {b.Of.Name}",
            Bulletin.Reinstated b => $"Reinstated: {Headline(b.Of, b.Verdict)}",
            Bulletin.Flashed b => $"{Win(b.Winner.Party)} {b.Of.Name} – figures to follow",
            Bulletin.StageReached b => $"{b.Of.Name}: {Stage(b.Stage)}",
            Bulletin.Verified b => $"{b.Of.Name}: papers verified",
            Bulletin.Counted b => $"{b.Of.Name}: running count, not a result",
            Bulletin.LotDrawn b => $"{b.Of.Name}: decided by drawing lots",
            Bulletin.Noted b => $"At the count: {b.Of.Name}",
            Bulletin.Quoted b => $"Quote: {b.Of.Name}",
            Bulletin.Posted b => FromTheBlog(b.Words),
            Bulletin.PostCorrected b => $"Correction: {FromTheBlog(b.After)}",
            Bulletin.PostWithdrawn b => $"Withdrawn: {FromTheBlog(b.Was)}",
            Bulletin.EntryMarked b => Marked(b),
            Bulletin.PollPostponed b => PostponedTitle(b.Of),
            Bulletin.TakenBack b => $"Withdrawn: {Headline(b.What)}",
            Bulletin.NoLonger { What: Bulletin.NoMajority { Chamber: { } chamber } } =>
                $"Correction: a majority is still possible in {chamber}",
            Bulletin.NoLonger { What: Bulletin.OverallMajority { Chamber: { } chamber } had } =>
                $"Correction: {Plural(had.Party)} have not won control of {chamber}",
            Bulletin.NoLonger { What: Bulletin.NoMajority } =>
                "Correction: a majority is still possible",
            Bulletin.NoLonger { What: Bulletin.OverallMajority majority } =>
                $"Correction: {Plural(majority.Party)} do not have an overall majority",
            Bulletin.NoLonger b => $"Withdrawn: “{Headline(b.What)}”",
            Bulletin.Notice => "Note from the desk",
            _ => throw new ArgumentOutOfRangeException(
                nameof(bulletin),
                bulletin,
                "No headline for it."
            ),
        };

    /// <summary>“All 3 seats up for election declared”, “Labour win all 3 seats up for election”</summary>
    private string AllDeclared(Bulletin.AreaComplete bulletin) =>
        bulletin switch
        {
            { CleanSweep: { } sweep } =>
                $"{Plural(sweep.Party)} win all {bulletin.Standing.Seats} seats up for election",
            { Standing.Postponed: > 0 and var postponed } =>
                $"All results declared ({Of(bulletin.Standing.Declared, "seat", "seats")}, {Number(postponed)} postponed)",
            _ => $"All {bulletin.Standing.Seats} seats up for election declared",
        };

    /// <summary>“Labour gain 1 seat in Hallam from Conservative”, “Hallam: Labour 2, Conservative 1, no change”</summary>
    private string Several(Contest contest, Verdict verdict)
    {
        var gained = verdict.Changes.FirstOrDefault(c => c.Gained > 0);
        var seats = string.Join(
            ", ",
            verdict.Changes.Where(c => c.Now > 0).Select(c => $"{Party(c.Party)} {c.Now}")
        );
        return verdict.Outcome switch
        {
            Outcome.Gain gain =>
                $"{Party(gained.Party)} gain {Of(gained.Gained, "seat", "seats")} in {contest.Name} from {Party(gain.From)}",
            Outcome.Hold => $"{contest.Name}: {seats}, no change",
            _ => $"{contest.Name}: {seats}",
        };
    }

    /// <summary>“recount 2, declaration expected at 06:30”</summary>
    public virtual string Stage(StageReport report) =>
        report.Expected is { } expected
            ? $"{StageAlone(report)}, declaration expected at {expected:HH:mm}"
            : StageAlone(report);

    /// <summary>“recount 2, declaration expected 06:30”, for a list.</summary>
    public virtual string StageInShort(StageReport report) =>
        report.Expected is { } expected
            ? $"{StageAlone(report)}, declaration expected {expected:HH:mm}"
            : StageAlone(report);

    /// <summary>“recount 2”</summary>
    public virtual string StageAlone(StageReport report) =>
        report.Recount is { } number
            ? $"{StageName(report.Stage)} {number}"
            : StageName(report.Stage);

    /// <summary>A stage, as it is shown and as it can be typed.</summary>
    public virtual string StageName(Stage stage) =>
        stage switch
        {
            Engine.Stage.PollsClosed => "polls closed",
            Engine.Stage.BoxesIn => "all boxes in",
            Engine.Stage.Verification => "verification under way",
            Engine.Stage.Verified => "papers verified",
            Engine.Stage.Counting => "counting",
            Engine.Stage.Adjudication => "adjudicating doubtful papers",
            Engine.Stage.Provisional => "provisional result shown to agents",
            Engine.Stage.Recount => "recount",
            Engine.Stage.ReadyToDeclare => "ready to declare",
            Engine.Stage.UnableToDeclare => "unable to declare",
            _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "No words for it."),
        };

    /// <summary>What makes a result worth more than its figures, in a sentence.</summary>
    public virtual string Sentence(Fact fact)
    {
        return fact switch
        {
            Fact.SittingDefeated f => $"{SittingMember} {Name(f.Member)} loses the seat.",
            Fact.NthGain { Number: 1 } f => $"First gain of the night for {Safe(f.Party)}.",
            Fact.NthGain f => $"{First(f.Party)} have made {f.Number} gains so far.",
            Fact.FirstSeatIn f => $"{First(f.Party)} had no seats in {Safe(f.Area)} last time.",
            Fact.LastSeatLost f =>
                $"{First(f.Party)} have lost all {f.Held} seats they held in {Safe(f.Area)}.",
            Fact.LastHope f =>
                $"{First(f.Party)} have lost {Of(f.Lost, "seat", "seats")} in {Safe(f.Area)} and have only {Safe(f.Left)} left to defend.",
            Fact.OnlyOneLeft { Stage: { } stage } f =>
                $"Only {Safe(f.Left)} is still to declare in {Safe(f.Area)} ({Stage(stage)}).",
            Fact.OnlyOneLeft f => $"Only {Safe(f.Left)} is still to declare in {Safe(f.Area)}.",
            Fact.ColourChange f =>
                $"{First(f.To)} are now the largest party in {Safe(f.Area)}; {Safe(f.From)} were before.",
            Fact.Closest f => $"Closest result so far: {Of(f.Majority, "vote", "votes")}.",
            Fact.Safest f => $"Largest majority so far as a share of the vote: {Percent(f.Share)}.",
            Fact.BiggestSwing { Swing: var s } =>
                $"Biggest swing so far: {Percent(s.Size)} from {Safe(s.From)} to {Safe(s.To)}.",
            Fact.LostDeposits f => $"{First(f.Party)} have lost {f.Number} deposits so far.",
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "No sentence for it."),
        };

        string Safe(object named) =>
            named switch
            {
                PartyId party => Collective(party),
                AreaId area => WithArticle(area.Name),
                Contest contest => contest.Name,
                _ => throw new ArgumentOutOfRangeException(nameof(fact), named, "No name for it."),
            };
    }

    /// <summary>“Lee Rowley (Conservative)”</summary>
    public virtual string Candidate(Candidate candidate) =>
        $"{candidate.Name} ({Party(candidate.Party)})";

    /// <summary>“9 gains, 2 holds”</summary>
    public virtual string GainsAndHolds(PartyStanding standing)
    {
        var parts = new List<string>();
        if (standing.Gains > 0)
        {
            parts.Add(Of(standing.Gains, "gain", "gains"));
        }
        if (standing.Holds > 0)
        {
            parts.Add(Of(standing.Holds, "hold", "holds"));
        }
        return string.Join(", ", parts);
    }

    /// <summary>
    /// “Louise Jones, maj 1,753 (3.8%)”, with the marks that make it bold. What the
    /// parties do stands in the headline above it.
    /// </summary>
    public virtual RichText Winner(Verdict verdict)
    {
        if (verdict.IsUnopposed)
        {
            return WinnersUnopposed(verdict);
        }
        if (verdict.Seats > 1)
        {
            return Winners(verdict);
        }
        var winner = RichText.Strong(verdict.Winner.Candidate.Name);
        if (verdict.ByLot)
        {
            return $"{winner} elected by drawing lots after a tie on {Of(verdict.Winner.Votes, "vote", "votes")}";
        }
        return $"{winner}, maj **{Number(verdict.Majority)}** ({Percent(verdict.MajorityShare)})";
    }

    private RichText Winners(Verdict verdict)
    {
        RichText elected = $"Elected: {And([.. verdict.Elected.Select(l => Bold(l.Candidate))])}";
        return verdict.ByLot
            ? (RichText)
                $"{elected}, the last by drawing lots after a tie on {Of(verdict.Elected.Last().Votes, "vote", "votes")}"
            : $"{elected}. Last seat won by {Of(verdict.Majority, "vote", "votes")}";
    }

    private RichText Bold(Candidate candidate) =>
        $"**{candidate.Name}** ({Party(candidate.Party)})";

    public virtual string TurnoutAndSwing(Verdict verdict)
    {
        if (verdict.IsUnopposed)
        {
            return NoPollHeld();
        }
        var turnout = verdict.Turnout is { } t ? $"Turnout {Percent(t)}" : "Turnout not known";
        return verdict.Swing is { } swing
            ? $"{turnout} · swing {Percent(swing.Size)} {swing.From.Value} to {swing.To.Value}"
            : turnout;
    }

    /// <summary>
    /// “120 rejected ballots · 3 deposits lost”; null where there’s neither to tell. To a council nobody pays a deposit.
    /// </summary>
    public virtual string? RejectedAndDeposits(Verdict verdict)
    {
        var rejected = verdict.Rejected is { } number
            ? Of(number, "rejected ballot", "rejected ballots")
            : null;
        if (verdict.Seats > 1 || !definition.HasDeposits)
        {
            return rejected;
        }
        var lost =
            verdict.LostDeposits > 0 ? $"{Of(verdict.LostDeposits, "deposit", "deposits")} lost"
            : rejected is null ? "No deposits lost"
            : "no deposits lost";
        return rejected is null ? lost : $"{rejected} · {lost}";
    }

    public virtual string? Defeated(Verdict verdict) =>
        verdict.Defeated is { } member ? Sentence(new Fact.SittingDefeated(member)) : null;
}
