using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>Figures lined up in a code block, each line short enough for a phone.</summary>
internal sealed class Tables(Phrasebook phrases)
{
    private const int LongestParty = 6;

    private const int TallyBar = 9;

    /// <summary>Between those who are elected and those who are not, where several are.</summary>
    private const string Rule = "───";

    /// <summary>The shares as one divided line, then votes, share, change, party and name of each candidate.</summary>
    public string Result(Verdict verdict, int limit)
    {
        var names = Names(verdict.Lines.Select(l => l.Candidate));
        var rows = Block
            .Table(
                "rrrll",
                [
                    .. verdict.Lines.Select(l =>
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
                names
            )
            .ToList();
        if (verdict.Seats == 1)
        {
            rows.Insert(0, Block.Divided(verdict.Lines.Select(l => l.Share)));
        }
        else if (verdict.RunnerUp is not null)
        {
            rows.Insert(verdict.Seats, Rule);
        }
        return Block.Of(rows, limit, phrases.AndMore);
    }

    /// <summary>What was said, what is right, and of whom.</summary>
    public string Correction(Bulletin.Corrected corrected, int limit)
    {
        var before = corrected.Before.Lines.ToDictionary(l => l.Candidate.Number);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var line in corrected.After.Lines)
        {
            var was = before[line.Candidate.Number].Votes;
            if (was != line.Votes)
            {
                Add(
                    was,
                    line.Votes,
                    $"{Party(line.Candidate.Party)} {Block.Plain(line.Candidate.Name)}"
                );
            }
        }
        Add(corrected.Before.Rejected, corrected.After.Rejected, phrases.RejectedRow);
        Add(corrected.Before.Majority, corrected.After.Majority, phrases.MajorityRow);
        return Block.Of(Block.Table("rlrl", rows), limit, phrases.AndMore);

        void Add(int? was, int? now, string what)
        {
            if (was != now)
            {
                rows.Add([Figure(was), "→", Figure(now), what]);
            }
        }

        string Figure(int? figure) =>
            figure is { } told ? phrases.Number(told) : phrases.NotGivenInTable;
    }

    /// <summary>A running count: who has how many so far. Nothing is worked out from it.</summary>
    public string Running(Contest contest, IEnumerable<CandidateVotes> votes, int limit)
    {
        CandidateVotes[] order = [.. votes.OrderByDescending(v => v.Votes)];
        return Block.Of(
            Block.Table(
                "rll",
                [
                    .. order.Select(v =>
                        (IReadOnlyList<string>)
                            [
                                phrases.Number(v.Votes),
                                Party(contest.Candidate(v.Candidate).Party),
                                contest.Candidate(v.Candidate).Name,
                            ]
                    ),
                ],
                Names(order.Select(v => contest.Candidate(v.Candidate)))
            ),
            limit,
            phrases.AndMore
        );
    }

    /// <summary>Seats, gains, losses and share of the votes of each party that won or lost one, with a bar of the seats.</summary>
    public string Tally(Standing standing, int limit)
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
                .Parties.Where(p => p.Seats > 0 || p.Losses > 0)
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
        return Block.Of(Block.Table("rlrrrl", rows), limit, phrases.AndMore);
    }

    /// <summary>Majorities, who has the seat, and which.</summary>
    public string Majorities(IEnumerable<(Contest Contest, Verdict Verdict)> results) =>
        Block.Of(
            Block.Table(
                "rrll",
                [
                    .. results.Select(r =>
                        (IReadOnlyList<string>)
                            [
                                phrases.Number(r.Verdict.Majority),
                                phrases.Percent(r.Verdict.MajorityShare),
                                Party(r.Verdict.Winner.Candidate.Party),
                                r.Contest.Name,
                            ]
                    ),
                ]
            )
        );

    public static string Party(PartyId party) => Block.Fit(party.Value, LongestParty);

    /// <summary>
    /// How names are made to fit beside their parties: “Louise Jones”, else “L Jones”, else “Jones”, else cut. Two who
    /// would become alike keep their first names, cut at the end.
    /// </summary>
    private static Func<string, int, string> Names(IEnumerable<Candidate> candidates)
    {
        var all = candidates.ToArray();
        return (name, width) =>
        {
            var shorter = Shorter(name, width);
            return all.Any(c => c.Name != name && Shorter(c.Name, width) == shorter)
                ? Block.Fit(name, width)
                : shorter;
        };
    }

    private static string Shorter(string name, int width)
    {
        var plain = Block.Plain(name).Trim();
        if (
            Block.WidthOf(plain) <= width
            || plain.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                is not [var first, .., var surname]
        )
        {
            return Block.Fit(plain, width);
        }
        var initial = $"{first.EnumerateRunes().First()} {surname}";
        return Block.WidthOf(initial) <= width ? initial : Block.Fit(surname, width);
    }
}
