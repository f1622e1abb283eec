using System.Collections.Immutable;
using System.Globalization;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting.Tests.Samples;

/// <summary>A result as councils, agencies, newspapers and spreadsheets print it: one figure set, many layouts.</summary>
internal sealed record SampleLayout(string Name, Func<PastedSeat, string> Print)
{
    public override string ToString() => Name;

    public static ImmutableArray<SampleLayout> All { get; } =
    [
        new("name, party - figure", s => Lines(s, r => $"{r.Name}, {r.Party} - {r.Votes:N0}")),
        new("party - name - figure", s => Lines(s, r => $"{r.Party} - {r.Name} - {r.Votes:N0}")),
        new(
            "party - name - figure on one line, elected",
            s =>
                string.Join(
                    ' ',
                    s.Rows.Select(r =>
                        $"{r.Party} - {r.Name} - {r.Votes:N0}{(r.IsFirst ? " Elected" : "")}"
                    )
                )
        ),
        new("figure first", s => Lines(s, r => $"{r.Votes:N0} {r.Name} ({r.Code})")),
        new(
            "figure first on one line",
            s => string.Join(' ', s.Rows.Select(r => $"{r.Votes:N0} {r.Name} ({r.Code})"))
        ),
        new("surname first in capitals", s => Lines(s, r => $"{r.Formal} {r.Party} {r.Votes}")),
        new(
            "surname, forename and description",
            s => Lines(s, r => $"{r.FormalComma} ({r.Party} Candidate)\t{r.Votes:N0}")
        ),
        new(
            "share and change",
            s => Lines(s, r => $"{r.Name} ({r.Code}) {r.Votes:N0} ({r.Share}%, {r.Change}%)")
        ),
        new(
            "table with share and change columns",
            s =>
                "Candidate\tParty\tVotes\t%\tChange\n"
                + Lines(s, r => $"{r.Name}\t{r.Party}\t{r.Votes:N0}\t{r.Share}\t{r.Change}")
        ),
        new(
            "pipe table",
            s =>
                "| Candidate | Party | Votes |\n|---|---|---|\n"
                + Lines(s, r => $"| {r.Name} | {r.Party} | {r.Votes:N0} |")
        ),
        new(
            "a cell a line: name, figure, party",
            s => Lines(s, r => $"{r.Name}\n{r.Votes:N0}\n{r.Party}")
        ),
        new(
            "a cell a line: name, party, figure, share",
            s => Lines(s, r => $"{r.Name}\n{r.Party}\n{r.Votes:N0}\n{r.Share}%")
        ),
        new(
            "ModernGov",
            s =>
                Lines(
                    s,
                    r =>
                        $"{r.Name}\t{r.Party}\t{r.Votes}\t{r.Share}%\t{(r.IsFirst ? "Elected" : "Not elected")}"
                )
        ),
        new(
            "ranks",
            s =>
                string.Join(
                    '\n',
                    s.Rows.Select((r, i) => $"{i + 1}. {r.Name}, {r.Party}, {r.Votes:N0}")
                )
        ),
        new(
            "ranks as words, hold in a column",
            s =>
                string.Join(
                    '\n',
                    s.Rows.Select(
                        (r, i) =>
                            $"{r.Name}\t{r.Party}\t{r.Votes:N0}\t{Ordinal(i + 1)}\t{(r.IsFirst ? "HOLD" : "")}"
                    )
                )
        ),
        new(
            "HTML",
            s =>
                "<table>"
                + string.Concat(
                    s.Rows.Select(r =>
                        $"<tr><td>{r.Name}</td><td>{r.Party}</td><td>{r.Votes:N0}</td></tr>\n"
                    )
                )
                + "</table>"
        ),
        new(
            "wikitext",
            s =>
                Lines(
                    s,
                    r =>
                        $"|candidate = {r.Name}\n|party = {r.Party}\n|votes = {r.Votes:N0}\n|percentage = {r.Share}\n|change = {r.Change}"
                )
        ),
        new(
            "labelled",
            s => Lines(s, r => $"Candidate: {r.Name} Party: {r.Party} Votes: {r.Votes:N0}")
        ),
        new("CSV with quotes", s => Lines(s, r => $"\"{r.Name}\",\"{r.Party}\",\"{r.Votes:N0}\"")),
        new(
            "an official declaration",
            s =>
                $"UK Parliamentary General Election\nDeclaration of result of poll\n{s.Contest.Name} constituency\n4 July 2024\n"
                + Lines(s, r => $"{r.FormalComma} – {r.Party} – {r.Votes:N0}")
                + $"\nElectorate {s.Contest.Electorate:N0}\nBallot papers issued: {s.Valid + s.Rejected:N0}\nTotal number of votes {s.Valid:N0}\n"
                + $"Total number of rejected ballot papers {s.Rejected}\nTurnout: {s.Valid + s.Rejected:N0} ({s.Turnout}%)\nMajority {s.Majority:N0}"
        ),
        new(
            "an agency's copy",
            s =>
                $"{s.Contest.Name}\n"
                + Lines(s, r => $"{r.Name} ({r.Code}) {r.Votes:N0} ({r.Share}%)")
                + $"\n{s.Rows[0].Code} maj {s.Majority:N0}\nElectorate {s.Contest.Electorate}; Turnout {s.Valid:N0} ({s.ValidTurnout}%)"
        ),
        new(
            "figures with thin spaces, rejected in words",
            s =>
                Lines(
                    s,
                    r =>
                        $"{r.Name} {r.Party} {r.Votes.ToString("N0", CultureInfo.InvariantCulture).Replace(',', '\u2009')}"
                ) + $"\nThere were {s.Rejected} rejected ballot papers."
        ),
    ];

    private static string Lines(PastedSeat seat, Func<PastedRow, string> row) =>
        string.Join('\n', seat.Rows.Select(row));

    private static string Ordinal(int place) =>
        place
        + place switch
        {
            1 => "st",
            2 => "nd",
            3 => "rd",
            _ => "th",
        };
}

/// <summary>A seat's recorded result, as text that a layout puts together.</summary>
internal sealed class PastedSeat
{
    public PastedSeat(ElectionDefinition definition, Contest contest, Figures figures)
    {
        Contest = contest;
        Figures = figures;
        Valid = figures.Votes.Sum(v => v.Votes);
        Rejected = figures.Rejected ?? 135;
        var order = figures.Votes.Select(v => v.Votes).OrderDescending().ToArray();
        Majority = order[0] - order[1];
        Rows =
        [
            .. figures
                .Votes.OrderByDescending(v => v.Votes)
                .Select(
                    (v, i) =>
                        new PastedRow(
                            definition,
                            contest.Candidate(v.Candidate),
                            v.Votes,
                            Valid,
                            i == 0
                        )
                ),
        ];
    }

    public Contest Contest { get; }

    public Figures Figures { get; }

    public int Valid { get; }

    public int Rejected { get; }

    public int Majority { get; }

    public string Turnout => Percent(Valid + Rejected, Contest.Electorate);

    public string ValidTurnout => Percent(Valid, Contest.Electorate);

    public ImmutableArray<PastedRow> Rows { get; }

    internal static string Percent(int part, int whole) =>
        (100m * part / whole).ToString("0.0", CultureInfo.InvariantCulture);
}

internal sealed class PastedRow(
    ElectionDefinition definition,
    Candidate candidate,
    int votes,
    int valid,
    bool isFirst
)
{
    public string Name => candidate.Name;

    public string Formal =>
        candidate.Name.Split(' ') is [.. var forenames, var surname]
            ? $"{surname.ToUpperInvariant()} {string.Join(' ', forenames)}"
            : candidate.Name;

    public string FormalComma =>
        candidate.Name.Split(' ') is [.. var forenames, var surname]
            ? $"{surname.ToUpperInvariant()}, {string.Join(' ', forenames)}"
            : candidate.Name;

    public string Party => candidate.Description ?? definition.Party(candidate.Party).Name;

    public string Code => candidate.Party.Value;

    public int Votes => votes;

    public string Share => PastedSeat.Percent(votes, valid);

    public string Change => votes % 2 == 0 ? "+2.4" : "-13.0";

    public bool IsFirst => isFirst;
}
