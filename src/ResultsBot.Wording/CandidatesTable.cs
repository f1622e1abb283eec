using System.Globalization;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>
/// Votes by candidate as a table for other programs. The columns and their order are relied upon: add at the end.
/// </summary>
public static class CandidatesTable
{
    private static readonly string[] Columns =
    [
        "contest_id",
        "contest",
        "candidate",
        "party_id",
        "party",
        "votes",
        "share_pct",
        "elected",
        "declared_at",
    ];

    /// <summary>
    /// A row a candidate: of a result in its order; of a contest that has none, as they stand on the roll, without figures.
    /// </summary>
    public static void Write(Election election, TextWriter to) =>
        CsvTable.Write(
            Columns,
            election.Contests.SelectMany(c => Rows(election, c.Contest, c.State)),
            to
        );

    private static IEnumerable<string[]> Rows(
        Election election,
        Contest contest,
        ContestState state
    ) =>
        state switch
        {
            ContestState.Declared { Verdict: var verdict, At: var at } => verdict.Lines.Select(
                (line, place) =>
                    Row(
                        election.Definition,
                        contest,
                        line.Candidate,
                        verdict.IsUnopposed ? "" : $"{line.Votes}",
                        verdict.IsUnopposed ? "" : Numbers.Percent(line.Share, 2),
                        place < verdict.Seats ? "true" : "false",
                        election
                            .Definition.Local(at)
                            .ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)
                    )
            ),
            _ => contest.Candidates.Select(c =>
                Row(election.Definition, contest, c, "", "", "", "")
            ),
        };

    private static string[] Row(
        ElectionDefinition election,
        Contest contest,
        Candidate candidate,
        params string[] known
    ) =>
        [
            contest.Id.Value,
            contest.Name,
            candidate.Name,
            candidate.Party.Value,
            election.FindParty(candidate.Party)?.Name ?? candidate.Party.Value,
            .. known,
        ];
}
