using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>The parts of a post in HTML: paragraphs and tables.</summary>
internal sealed class TablesHtml(Phrasebook phrases, Palette palette, Links links)
{
    public Html Write(PostPart part) =>
        part switch
        {
            PostPart.Paragraph { Text.IsEmpty: true } => Html.Empty,
            PostPart.Paragraph p => $"<p>{p.Text}</p>",
            PostPart.Result r => Result(r.Rows, r.Seats, null),
            PostPart.Correction c => Correction(c),
            PostPart.RunningCount c => Running(c),
            PostPart.Tally t => Tally(t.Standing),
            PostPart.Majorities m => Majorities(m),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "No table for it."),
        };

    public Html Result(Contest contest, Verdict verdict) =>
        Result([.. verdict.Lines], verdict.Seats, contest);

    /// <summary>Who has held the seat since, where “hold” or “gain” alone would mislead.</summary>
    public Html ChangedHands(Contest contest, Verdict verdict) =>
        phrases.ChangedHands(contest, verdict) is { } changed
            ? $"""<p class="fact">{changed}</p>"""
            : Html.Empty;

    /// <summary>Seats, net change and votes, by party.</summary>
    public Html Tally(Standing standing)
    {
        var told = standing.InSeats().ToArray();
        var most = Math.Max(1, told.Length > 0 ? told.Max(p => p.Seats) : 1);
        return Table(
            [
                phrases.BlogPartyColumn,
                "",
                phrases.BlogSeatsColumn,
                phrases.BlogNetColumn,
                phrases.BlogVotesColumn,
            ],
            told.Select(p =>
                (Html)
                    $"""<tr><th scope="row">{phrases.Party(p.Party)}</th>{Bar(p.Party, p.Seats, most)}<td>{phrases.Number(p.Seats)}</td><td>{phrases.BlogNet(p)}</td><td class="c">{phrases.Number(p.Votes)}</td></tr>"""
            )
        );
    }

    /// <param name="contest">Null where it isn't known: then nobody is said to be new.</param>
    private Html Result(IReadOnlyList<ResultLine> lines, int seats, Contest? contest)
    {
        var most = Math.Max(1, lines.Max(l => l.Votes));
        var hasChanges = lines.Any(l => l.Change is not null);
        return Table(
            [
                phrases.BlogCandidateColumn,
                "",
                phrases.BlogVotesColumn,
                phrases.BlogShareColumn,
                .. hasChanges ? [phrases.BlogChangeColumn] : Array.Empty<string>(),
            ],
            lines.Select(
                (line, at) =>
                    (Html)
                        $"""<tr><th scope="row">{Name(line.Candidate, seats > 1 && at < seats)}</th>{Bar(line.Candidate.Party, line.Votes, most)}<td>{phrases.Number(line.Votes)}</td><td>{phrases.Percent(line.Share)}</td>{Change(line, hasChanges, contest)}</tr>"""
            )
        );
    }

    private Html Name(Candidate candidate, bool isElected)
    {
        Html sitting = candidate.Sitting ? $" <i>{phrases.SittingInShort}</i>" : Html.Empty;
        Html elected = isElected ? $" <em>{phrases.ElectedInShort}</em>" : Html.Empty;
        return $"""{candidate.Name} <span>{candidate.Party.Value}</span>{sitting}{elected}""";
    }

    private Html Change(ResultLine line, bool hasChanges, Contest? contest)
    {
        if (!hasChanges)
        {
            return Html.Empty;
        }
        var change =
            contest is not null ? phrases.ChangeInTable(contest, line)
            : line.Change is { } points ? phrases.Points(points)
            : "";
        return $"""<td class="c">{change}</td>""";
    }

    private Html Correction(PostPart.Correction correction) =>
        Table(
            [phrases.BlogCandidateColumn, phrases.BlogVotesColumn],
            correction.Rows.Select(f =>
            {
                Html whose = f.Candidate is { } candidate
                    ? Name(candidate, isElected: false)
                    : $"{f.What}";
                return (Html)
                    $"""<tr><th scope="row">{whose}</th><td><s>{Given(f.Was)}</s> → <b>{Given(f.Now)}</b></td></tr>""";
            })
        );

    private Html Running(PostPart.RunningCount count)
    {
        var most = Math.Max(1, count.Rows.Max(r => r.Votes));
        return Table(
            [phrases.BlogCandidateColumn, "", phrases.BlogVotesColumn],
            count.Rows.Select(r =>
                (Html)
                    $"""<tr><th scope="row">{Name(r.Candidate, isElected: false)}</th>{Bar(r.Candidate.Party, r.Votes, most)}<td>{phrases.Number(r.Votes)}</td></tr>"""
            )
        );
    }

    private Html Majorities(PostPart.Majorities majorities) =>
        Table(
            [phrases.BlogSeatColumn, phrases.BlogMajorityColumn],
            majorities.Rows.Select(m =>
                (Html)
                    $"""<tr><th scope="row"><a href="{links.Seat(m.Contest.Id)}">{m.Contest.Name}</a></th><td>{phrases.Number(m.Verdict.Majority)}</td></tr>"""
            )
        );

    private string Given(int? votes) =>
        votes is { } number ? phrases.Number(number) : phrases.NotGivenInTable;

    /// <summary>In percent of the longest, and never nothing.</summary>
    private Html Bar(PartyId party, int value, int most) =>
        $"""<td class="b"><i class="{palette.ClassOf(party)} w{100L * value / most}"></i></td>""";

    public static Html Table(IReadOnlyList<string> heads, IEnumerable<Html> rows) =>
        $"""<table><thead><tr>{heads.Select(Head)}</tr></thead><tbody>{rows}</tbody></table>""";

    private static Html Head(string head) =>
        head.Length == 0 ? (Html)$"""<td class="b"></td>""" : $"""<th scope="col">{head}</th>""";
}
