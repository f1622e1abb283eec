using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What is answered to questions about the night as a whole.</summary>
public partial class Phrasebook
{
    private const int PartiesInASentence = 4;
    private const int NamesInASentence = 3;

    // What Discord shows while a command is typed: up to 100 characters each.

    public virtual string SeatDescription =>
        "A seat’s result, or its candidates and how the count is going.";

    public virtual string TallyDescription => "The state of the parties so far.";

    public virtual string OutstandingDescription =>
        "Seats still to declare, and when they are expected.";

    public virtual string ClosestDescription => "The smallest majorities so far.";

    public virtual string GainsDescription => "Who took what from whom.";

    public virtual string StoryDescription => "The night so far, in five sentences.";

    public virtual string AreaDescription =>
        "A nation, region or county. Leave it out for the whole country.";

    public virtual string PartyDescription => "Only what this party gained or lost.";

    public virtual string StoryTitle(AreaId area) => $"The night so far: {area.Name}";

    /// <summary>The night so far, in five sentences at most and one more for each further chamber; fewer where there is less to tell.</summary>
    public virtual ImmutableArray<string> Story(Story story)
    {
        string?[] sentences =
            story.Standing.Declared == 0
                ? [NothingDeclared, StillOut(story)]
                :
                [
                    StateOfTheParties(story.Standing),
                    GainsAndLosses(story.Standing),
                    .. Chambers(story.Chambers),
                    RecordsAndDefeats(story),
                    StillOut(story),
                ];
        return [.. sentences.OfType<string>()];
    }

    /// <summary>“With 263 of 650 seats declared, Labour have 193, the Conservatives 34 and others 36.”</summary>
    public virtual string StateOfTheParties(Standing standing)
    {
        var winners = standing.Parties.Where(p => p.Seats > 0).ToArray();
        if (winners.Length == 0)
        {
            return NothingDeclared;
        }
        var so =
            $"With {Number(standing.Declared)} of {Of(standing.Seats, "seat", "seats")} declared"
            + (standing.Postponed > 0 ? $" and {Number(standing.Postponed)} postponed" : "");
        if (winners is [{ Party: var only }] && only != PartyId.Independent)
        {
            return standing switch
            {
                { Seats: 1 } => $"The seat goes to {Safe(only)}.",
                { IsComplete: true, Postponed: 0 } =>
                    $"{First(only)} have won all {Number(standing.Seats)} seats.",
                { Declared: 1 } =>
                    $"The first of {Number(standing.Seats)} seats goes to {Safe(only)}.",
                _ =>
                    $"{First(only)} have won {(standing.Declared == 2 ? "both" : $"all {Number(standing.Declared)}")} seats declared so far, of {Number(standing.Seats)}.",
            };
        }
        var parts = winners
            .Take(PartiesInASentence)
            .Select((p, i) => $"{Safe(p.Party)}{(i == 0 ? " have" : "")} {Number(p.Seats)}")
            .ToList();
        if (winners.Skip(PartiesInASentence).Sum(p => p.Seats) is > 0 and var others)
        {
            parts.Add($"others {Number(others)}");
        }
        return standing is { IsComplete: true, Postponed: 0 }
            ? $"All {Of(standing.Seats, "seat", "seats")} have declared: {And(parts)}."
            : $"{so}, {And(parts)}.";
    }

    /// <summary>“Labour have gained 92 seats and lost 3, the Conservatives have lost 100.” Null where nothing changed hands.</summary>
    public virtual string? GainsAndLosses(Standing standing)
    {
        var parts = standing
            .Parties.Where(p => p.Gains > 0 || p.Losses > 0)
            .OrderByDescending(p => p.Gains + p.Losses)
            .Take(PartiesInASentence)
            .Select(p =>
                $"{Safe(p.Party)} have "
                + (p.Gains > 0 ? $"gained {Number(p.Gains)}" : "")
                + (p.Gains > 0 && p.Losses > 0 ? " and " : "")
                + (p.Losses > 0 ? $"lost {Number(p.Losses)}" : "")
            )
            .ToArray();
        return parts.Length == 0 ? null : Sentence(string.Join("; ", parts));
    }

    /// <summary>The closest, the safest, the biggest swing, and who was defeated. Null where there is none of it.</summary>
    public virtual string? RecordsAndDefeats(Story story)
    {
        var parts = new List<string>();
        // With one result it would be all of these at once.
        if (
            story.Records is { Closest: { } closest, Safest: { } safest }
            && closest.Contest != safest.Contest
        )
        {
            parts.Add(
                $"the smallest majority is {Number(closest.Value)} in {Seat(closest.Contest)}, the largest by share {Percent(safest.Value)} in {Seat(safest.Contest)}"
            );
            if (story.Records.BiggestSwing is { } swing)
            {
                parts.Add(
                    $"the biggest swing is {Percent(swing.Value.Size)} from {Safe(swing.Value.From)} to {Safe(swing.Value.To)} in {Seat(swing.Contest)}"
                );
            }
        }
        if (story.Defeated is [var (contest, one)])
        {
            parts.Add($"{SittingMember} {Safe(one)} has lost {contest.Name}");
        }
        else if (story.Defeated.Length > 1)
        {
            var names = story.Defeated.Take(NamesInASentence).Select(d => Safe(d.Member)).ToList();
            var among = story.Defeated.Length > names.Count ? ", including " : ": ";
            parts.Add(
                $"{Number(story.Defeated.Length)} {SittingMembers} have lost their seats{among}{And(names)}"
            );
        }
        return parts.Count == 0 ? null : Sentence(string.Join("; ", parts));
    }

    /// <summary>“36 seats are still to declare, next Derbyshire Dales, expected at 06:30; X is unable to declare.”</summary>
    public virtual string? StillOut(Story story)
    {
        var unable = story
            .Outstanding.Where(o => o.Progress.Stage?.Stage is Engine.Stage.UnableToDeclare)
            .Select(o => o.Contest.Name)
            .ToArray();
        var next = story.Outstanding.FirstOrDefault(o =>
            o.Progress.Stage is { Expected: not null, Stage: not Engine.Stage.UnableToDeclare }
        );
        if (story.Outstanding.IsEmpty)
        {
            return null;
        }
        var left = Of(story.Standing.Awaited, "seat is", "seats are") + " still to declare";
        if (story.Outstanding is [var last] && story.Standing.Declared > 0)
        {
            left = $"Only {last.Contest.Name} is still to declare";
        }
        if (next.Progress?.Stage?.Expected is { } expected)
        {
            left +=
                story.Outstanding.Length == 1
                    ? $", expected at {expected:HH:mm}"
                    : $", next {next.Contest.Name}, expected at {expected:HH:mm}";
        }
        return unable.Length switch
        {
            0 => $"{left}.",
            <= NamesInASentence =>
                $"{left}; {And(unable)} {(unable.Length == 1 ? "is" : "are")} unable to declare.",
            _ => $"{left}; {Number(unable.Length)} of them are unable to declare.",
        };
    }

    public virtual string OutstandingTitle(Standing standing) =>
        $"{standing.Area.Name}: "
        + standing switch
        {
            { Awaited: > 0, Postponed: > 0 } =>
                $"{Of(standing.Awaited, "seat", "seats")} to come, {Number(standing.Postponed)} postponed",
            { Awaited: > 0 } => $"{Of(standing.Awaited, "seat", "seats")} to come",
            { Postponed: > 0 } => $"nothing to come, {Number(standing.Postponed)} postponed",
            _ => "every seat has declared",
        };

    /// <summary>“**Derbyshire Dales**: counting, expected 06:30 · heard 12 min ago”</summary>
    /// <param name="silent">Since something was last heard of it; null if nothing was.</param>
    public virtual RichText OutstandingLine(Contest contest, StageReport? stage, TimeSpan? silent)
    {
        var name = RichText.Strong(PlainText.Shorten(contest.Name, LongestEcho));
        // Something else may have been heard, such as the verified papers.
        var said =
            stage is not null ? StageInShort(stage)
            : silent is null ? "no report yet"
            : "no status yet";
        var why = stage?.Reason is { } reason ? $" ({PlainText.Shorten(reason, LongestEcho)})" : "";
        var heard = silent is { } since ? $" · last report {Ago(since)}" : "";
        return $"{name}: {said}{why}{heard}";
    }

    /// <summary>Seats that nothing is known of, in a row, and how many there was no room for.</summary>
    public virtual string NothingHeard(IReadOnlyList<string> names, int more) =>
        $"No report yet: {Seats(names, more)}";

    /// <summary>“and 635 more, 2 of them unable to declare”</summary>
    public virtual string OutstandingMore(int number, int unable) =>
        unable == 0
            ? AndMore(number)
            : $"{AndMore(number)}, {Number(unable)} of them unable to declare";

    /// <summary>“12 min ago”</summary>
    public virtual string Ago(TimeSpan since) =>
        since < TimeSpan.FromMinutes(1) ? "just now"
        : since < TimeSpan.FromHours(1) ? $"{since.Minutes} min ago"
        : $"{Number((long)since.TotalHours)}h {since.Minutes}m ago";

    public virtual string ClosestTitle(AreaId area) => $"{area.Name}: the smallest majorities";

    /// <param name="party">Only what this one gained or lost; null for all.</param>
    public virtual string GainsTitle(AreaId area, PartyId? party) =>
        party is { } one
            ? $"{area.Name}: seats {Collective(one)} gained and lost"
            : $"{area.Name}: seats gained";

    public virtual string NoGains => "No seat has changed hands so far.";

    /// <summary>“Labour 218 · Liberal Democrat 64”: how many seats each party has gained.</summary>
    public virtual string GainsInAll(IReadOnlyList<PartySeats> gains) =>
        string.Join(" · ", gains.Select(g => $"{Party(g.Party)} {Number(g.Seats)}"));

    /// <summary>“Gained 1, lost 252.”</summary>
    public virtual string GainedAndLost(int gained, int lost) =>
        $"Gained {Number(gained)}, lost {Number(lost)}.";

    /// <summary>“**Labour** 9 from the Conservatives”</summary>
    public virtual RichText GainedFrom(PartyId by, IReadOnlyList<PartyId> from, int seats) =>
        $"**{Plural(by)}** {Number(seats)} from {And([.. from.Select(Safe)])}";

    /// <summary>Seats in a row, and how many there was no room for.</summary>
    public virtual string Seats(IReadOnlyList<string> names, int more) =>
        string.Join(" · ", names) + (more > 0 ? $" · {AndMore(more)}" : "");

    public virtual RichText SingleSeat => $"That’s a single seat: use {Slash("seat")}.";

    public virtual string NotDeclaredTitle(Contest contest) => $"{contest.Name}: not declared yet";

    /// <summary>“Won last time by Labour. Electorate 71,645.”</summary>
    public virtual string SeatFacts(Contest contest) =>
        (
            contest.Base is { } last
                ? $"Won last time by {(last.Winner == PartyId.Independent ? "an independent" : Collective(last.Winner))}. "
                : ""
        ) + $"Electorate {Number(contest.Electorate)}.";

    /// <summary>Somebody on the roll: “Lee Rowley (Conservative), MP”.</summary>
    public virtual string OnRoll(Candidate candidate) =>
        $"{candidate.Name} ({candidate.Description ?? Party(candidate.Party)})"
        + (candidate.Sitting ? $", {SittingInShort}" : "");

    /// <summary>“Recount 2 under way, declaration expected at 06:30”, with why and how long ago that was.</summary>
    public virtual string StageLine(StageReport stage) =>
        Capital(Stage(stage)) + (stage.Reason is { } reason ? $". {reason}" : "") + ".";

    public virtual string TakenBackLine(string reason) =>
        $"The result was withdrawn. {Reason(reason)}";

    public virtual RichText FlashLine(Candidate winner) =>
        $"Winner: {Bold(winner)}. Figures to follow.";

    public virtual string LotLine(IReadOnlyList<Candidate> winners) =>
        $"Won when lots were drawn: {And([.. winners.Select(Candidate)])}.";

    /// <param name="turnout">As announced; null where it was not.</param>
    public virtual string PapersLine(int papers, Fraction? turnout) =>
        $"{Number(papers)} ballot papers verified"
        + (turnout is { } t ? $", announced turnout {Percent(t)}." : ".");

    public virtual RichText HeardLine(TimeSpan silent) =>
        RichText.Small($"Last report {Ago(silent)}");

    private string Safe(PartyId party) => Collective(party);

    private static string Safe(Candidate candidate) =>
        $"{candidate.Name} ({candidate.Party.Value})";

    private static string Sentence(string clauses) => Capital(clauses) + ".";

    private static string Capital(string text) =>
        text is [var initial, .. var rest] ? char.ToUpperInvariant(initial) + rest : text;
}
