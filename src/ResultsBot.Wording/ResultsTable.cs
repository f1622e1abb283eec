using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>Results as a table for other programs. The columns and their order are relied upon: add at the end.</summary>
public static class ResultsTable
{
    private static readonly string[] Columns =
    [
        "contest_id",
        "contest",
        "result",
        "winner",
        "winning_party",
        "second_party",
        "electorate",
        "valid_votes",
        "rejected_votes",
        "majority",
        "majority_pct",
        "turnout_pct",
        "swing_pct",
        "swing_from",
        "swing_to",
        "lost_deposits",
    ];

    /// <summary>A row a contest, in the definition's order; of one that has not declared only its name.</summary>
    public static void Write(Election election, TextWriter to) =>
        Write(
            election.Contests.Select(c =>
                (c.Contest, c.State.VerdictIfAny, c.State is ContestState.Postponed)
            ),
            to
        );

    /// <param name="seats">Each with its verdict, where it has declared.</param>
    public static void Write(
        IEnumerable<(Contest Contest, Verdict? Verdict, bool IsPostponed)> seats,
        TextWriter to
    ) => CsvTable.Write(Columns, seats.Select(Row), to);

    private static string[] Row((Contest Contest, Verdict? Verdict, bool IsPostponed) seat)
    {
        var (contest, verdict, isPostponed) = seat;
        return verdict switch
        {
            { IsUnopposed: true } v => Padded(
                contest.Id.Value,
                contest.Name,
                $"{Labels.InShort(v)} unopposed",
                Names(v),
                PartiesOf(v),
                "",
                $"{contest.Electorate}"
            ),
            { } v => Row(contest, v),
            null when isPostponed => Padded(contest.Id.Value, contest.Name, "poll postponed"),
            null => Padded(contest.Id.Value, contest.Name),
        };
    }

    private static string[] Padded(params string[] first) =>
        [.. first, .. Enumerable.Repeat("", Columns.Length - first.Length)];

    private static string Names(Verdict v) =>
        string.Join("; ", v.Elected.Select(l => l.Candidate.Name));

    private static string PartiesOf(Verdict v) =>
        string.Join("; ", v.Elected.Select(l => l.Candidate.Party.Value));

    private static string[] Row(Contest contest, Verdict v) =>
        [
            contest.Id.Value,
            contest.Name,
            Labels.InShort(v),
            Names(v),
            PartiesOf(v),
            v.RunnerUp?.Candidate.Party.Value ?? "",
            $"{contest.Electorate}",
            $"{v.ValidVotes}",
            $"{v.Rejected}",
            $"{v.Majority}",
            Numbers.Percent(v.MajorityShare, 2),
            v.Turnout is { } turnout ? Numbers.Percent(turnout, 2) : "",
            v.Swing is { } swing ? Numbers.Percent(swing.Size, 2) : "",
            v.Swing?.From.Value ?? "",
            v.Swing?.To.Value ?? "",
            $"{v.LostDeposits}",
        ];
}
