using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Outlets;

/// <summary>A table of a post in words and figures, for an outlet that lays it out.</summary>
/// <param name="Headings">Above the figures; empty for none.</param>
internal sealed record PostGrid(ImmutableArray<string> Headings, ImmutableArray<GridRow> Rows);

/// <param name="Name">Whom or what the figures are of; empty where the party says it.</param>
/// <param name="Party">Its label; empty for none.</param>
/// <param name="IsStrong">Who is elected.</param>
internal sealed record GridRow(
    string Name,
    string Party,
    ImmutableArray<string> Figures,
    bool IsStrong = false
);

/// <summary>Tables of posts as rows.</summary>
internal sealed class PostGrids(Phrasebook phrases)
{
    public PostGrid Of(PostPart.Table table) =>
        table switch
        {
            PostPart.Result t => new PostGrid(
                [],
                [.. t.Rows.Select((r, at) => Row(r, at < t.Seats))]
            ),
            PostPart.Correction t => new PostGrid([], [.. t.Rows.Select(Row)]),
            PostPart.RunningCount t => new PostGrid(
                [],
                [.. t.Rows.Select(r => Row(r.Candidate, [phrases.Number(r.Votes)]))]
            ),
            PostPart.Tally t => Tally(t.Standing),
            PostPart.Majorities t => new PostGrid(
                [],
                [
                    .. t.Rows.Select(r => new GridRow(
                        r.Contest.Name,
                        r.Verdict.Winner.Candidate.Party.Value,
                        [phrases.Number(r.Verdict.Majority)]
                    )),
                ]
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(table), table, "No layout."),
        };

    private GridRow Row(ResultLine line, bool isElected) =>
        Row(
            line.Candidate,
            [
                phrases.Number(line.Votes),
                phrases.Percent(line.Share),
                line.Change is { } change ? phrases.Points(change) : "",
            ]
        ) with
        {
            IsStrong = isElected,
        };

    private GridRow Row(CorrectedFigure figure)
    {
        ImmutableArray<string> figures = [Given(figure.Was), "→", Given(figure.Now)];
        return figure.Candidate is { } candidate
            ? Row(candidate, figures)
            : new GridRow(figure.What, "", figures);

        string Given(int? number) =>
            number is { } told ? phrases.Number(told) : phrases.NotGivenInTable;
    }

    private static GridRow Row(Candidate candidate, ImmutableArray<string> figures) =>
        new(candidate.Name, candidate.Party.Value, figures);

    private PostGrid Tally(Standing standing)
    {
        var votes = Math.Max(1, standing.Parties.Sum(p => (long)p.Votes));
        return new PostGrid(
            [phrases.SeatsColumn, phrases.GainsColumn, phrases.LossesColumn, phrases.VotesColumn],
            [
                .. standing
                    .InSeats()
                    .Select(p => new GridRow(
                        "",
                        p.Party.Value,
                        [
                            phrases.Number(p.Seats),
                            p.Gains == 0 ? "" : phrases.Change(p.Gains),
                            p.Losses == 0 ? "" : phrases.Change(-p.Losses),
                            phrases.Percent(new Fraction(p.Votes, votes)),
                        ]
                    )),
            ]
        );
    }
}
