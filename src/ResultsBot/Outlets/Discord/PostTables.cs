using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Discord;

/// <summary>A post's figures lined up in a code block, each line short enough for a phone.</summary>
internal sealed class PostTables(Phrasebook phrases)
{
    private const int LongestParty = 6;

    /// <summary>Of which all but the beginning is cut in any case.</summary>
    private const int LongestName = 200;

    private const int TallyBar = 9;

    /// <summary>Between those who are elected and those who are not, where several are.</summary>
    private const string Rule = "───";

    /// <param name="limit">Rows beyond it are left out, and the last line says how many.</param>
    public string Of(PostPart.Table table, int limit) =>
        Block.Of(
            table switch
            {
                PostPart.Result t => Result(t),
                PostPart.Correction t => Correction(t),
                PostPart.RunningCount t => Running(t),
                PostPart.Tally t => Tally(t.Standing),
                PostPart.Majorities t => Majorities(t),
                _ => throw new ArgumentOutOfRangeException(nameof(table), table, "No layout."),
            },
            limit,
            phrases.AndMore
        );

    /// <summary>Votes, share, change, party and name of each candidate.</summary>
    private List<string> Result(PostPart.Result result)
    {
        List<string> lines =
        [
            .. Block.Table(
                "rrrll",
                [
                    .. result.Rows.Select(l =>
                        (IReadOnlyList<string>)
                            [
                                phrases.Number(l.Votes),
                                phrases.Percent(l.Share),
                                l.Change is { } change ? phrases.Points(change) : "",
                                Party(l.Candidate.Party),
                                l.Candidate.Name,
                            ]
                    ),
                ],
                Names(result.Rows.Select(l => l.Candidate))
            ),
        ];
        if (result.Seats > 1 && result.Rows.Length > result.Seats)
        {
            lines.Insert(result.Seats, Rule);
        }
        return lines;
    }

    /// <summary>What was said, what is right, and of whom.</summary>
    private IReadOnlyList<string> Correction(PostPart.Correction correction)
    {
        return Block.Table(
            "rlrl",
            [
                .. correction.Rows.Select(r =>
                    (IReadOnlyList<string>)
                        [
                            Figure(r.Was),
                            "→",
                            Figure(r.Now),
                            r.Candidate is { } candidate
                                ? $"{Party(candidate.Party)} {Block.Plain(candidate.Name)}"
                                : r.What,
                        ]
                ),
            ]
        );

        string Figure(int? figure) =>
            figure is { } told ? phrases.Number(told) : phrases.NotGivenInTable;
    }

    /// <summary>Who has how many so far.</summary>
    private IReadOnlyList<string> Running(PostPart.RunningCount count) =>
        Block.Table(
            "rll",
            [
                .. count.Rows.Select(r =>
                    (IReadOnlyList<string>)
                        [phrases.Number(r.Votes), Party(r.Candidate.Party), r.Candidate.Name]
                ),
            ],
            Names(count.Rows.Select(r => r.Candidate))
        );

    /// <summary>Seats, gains, losses and share of the votes of each party that won or lost one, with a bar of the seats.</summary>
    private IReadOnlyList<string> Tally(Standing standing)
    {
        var votes = Math.Max(1, standing.Parties.Sum(p => (long)p.Votes));
        List<IReadOnlyList<string>> rows =
        [
            [
                "",
                phrases.SeatsColumn,
                phrases.GainsColumn,
                phrases.LossesColumn,
                phrases.VotesColumn,
                "",
            ],
        ];
        rows.AddRange(
            standing
                .InSeats()
                .Select(p =>
                    (IReadOnlyList<string>)
                        [
                            phrases.Number(p.Seats),
                            Party(p.Party),
                            p.Gains == 0 ? "" : phrases.Change(p.Gains),
                            p.Losses == 0 ? "" : phrases.Change(-p.Losses),
                            phrases.Percent(new Fraction(p.Votes, votes)),
                            Block.Bar(
                                new Fraction(p.Seats, Math.Max(1, standing.Declared)),
                                TallyBar
                            ),
                        ]
                )
        );
        return Block.Table("rlrrrl", rows);
    }

    /// <summary>Majorities, who has the seat, and which.</summary>
    private IReadOnlyList<string> Majorities(PostPart.Majorities majorities) =>
        Block.Table(
            "rll",
            [
                .. majorities.Rows.Select(r =>
                    (IReadOnlyList<string>)
                        [
                            phrases.Number(r.Verdict.Majority),
                            Party(r.Verdict.Winner.Candidate.Party),
                            r.Contest.Name,
                        ]
                ),
            ]
        );

    private static string Party(PartyId party) => Block.Fit(party.Value, LongestParty);

    /// <summary>The candidates' names, all of them in one way, cut only where even the surname has no room.</summary>
    private static Func<int, IReadOnlyList<string>> Names(IEnumerable<Candidate> candidates)
    {
        Candidate[] all =
        [
            .. candidates.Select(c =>
                c with
                {
                    Name = Block.Plain(PlainText.Shorten(c.Name, LongestName)).Trim(),
                }
            ),
        ];
        return width =>
            [
                .. CandidateNames
                    .Fit(all, names => names.All(n => Block.WidthOf(n) <= width))
                    .Select(n => Block.Fit(n, width)),
            ];
    }
}
