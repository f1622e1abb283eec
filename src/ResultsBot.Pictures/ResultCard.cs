using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.Pictures;

/// <summary>A result as a picture of 1200 by 675: who won, every candidate's votes, and what it does to the area.</summary>
public sealed class ResultCard
{
    /// <summary>So many rows there is room for; of more, the last ones are added up.</summary>
    public const int MostRows = 14;

    private const float Top = 192;
    private const float Gap = 20;
    private const float LargestPitch = 45;
    private const float LargestText = 26;
    private const float ShortestBar = 200;

    private readonly Sheet _sheet = new(Card.Width, Card.Height);
    private readonly Phrasebook _phrases;
    private readonly Contest _contest;
    private readonly Verdict _verdict;

    private ResultCard(Phrasebook phrases, Contest contest, Verdict verdict)
    {
        _phrases = phrases;
        _contest = contest;
        _verdict = verdict;
    }

    /// <param name="standing">Of the contest's own corner, with this result; null where there is none to show.</param>
    /// <param name="declared">Null where it is only proposed.</param>
    public static Drawing Draw(
        Phrasebook phrases,
        Contest contest,
        Verdict verdict,
        Standing? standing,
        DateTimeOffset? declared,
        bool isRehearsal
    )
    {
        var card = new ResultCard(phrases, contest, verdict);
        var accent = Card.Of(phrases, verdict.Winner.Candidate.Party);
        var down = Card.Head(
            card._sheet,
            phrases,
            phrases.CardKicker(verdict),
            contest.Name,
            accent,
            isRehearsal
        );
        card._sheet.Write(phrases.FiguresInALine(verdict), 28, Card.Left, 178 + down, Card.Room);
        card.Table(Top + down + 10);
        card.Foot(standing, phrases.CardSource(contest, declared));
        return card._sheet.Done(phrases.Headline(contest, verdict));
    }

    /// <summary>One line of the table: a candidate, or several added up.</summary>
    private sealed record Row(
        Candidate? Candidate,
        string Name,
        string Party,
        int Votes,
        Fraction Share,
        string Change,
        bool IsElected
    );

    private readonly record struct Columns(float Names, float Votes, float Share, float Change)
    {
        public float BarLeft => Card.Left + Names + Gap;

        public float BarRight => Card.Right - Change - Share - Votes - (Gap * (Change > 0 ? 3 : 2));
    }

    private void Table(float top)
    {
        var rows = Rows();
        var pitch = Math.Min(LargestPitch, (Card.Foot - 16 - top) / rows.Count);
        var size = Math.Min(LargestText, pitch * 0.78f);
        var strong = new TextStyle(Weight.SemiBold, size);
        var plain = new TextStyle(Weight.Regular, size);
        var columns = Measure(ref rows, strong, plain);
        for (var i = 0; i < rows.Count; i++)
        {
            Write(rows[i], columns, strong, plain, top + (i * pitch), pitch);
        }
    }

    private void Write(
        Row row,
        Columns columns,
        TextStyle strong,
        TextStyle plain,
        float top,
        float pitch
    )
    {
        var baseline = top + (pitch / 2) + (strong.Size * 0.36f);
        var name = _sheet.Write(row.Name, strong, Colour.Ink, Card.Left, baseline);
        _sheet.Write(row.Party, PartyStyle(plain), Colour.SoftInk, Card.Left + name + 8, baseline);
        if (!_verdict.IsUnopposed)
        {
            Bar(row, columns, top + (pitch * 0.12f), pitch * 0.76f);
            var x = columns.BarRight + Gap + columns.Votes;
            _sheet.Write(_phrases.Number(row.Votes), strong, Colour.Ink, x, baseline, Align.Right);
            x += Gap + columns.Share;
            _sheet.Write(_phrases.Percent(row.Share), plain, Colour.Ink, x, baseline, Align.Right);
            _sheet.Write(row.Change, plain, Colour.SoftInk, Card.Right, baseline, Align.Right);
        }
    }

    private void Bar(Row row, Columns columns, float top, float height)
    {
        var room = columns.BarRight - columns.BarLeft;
        _sheet.Add(new Shape.Box(new Rect(columns.BarLeft, top, room, height), Colour.Ground, 4));
        if (row.Candidate is { } candidate && row.Votes > 0)
        {
            // The shortest is still seen.
            var width = Math.Max(
                3,
                room * row.Votes / Math.Max(1, _verdict.Lines.Max(l => l.Votes))
            );
            _sheet.Add(
                Card.Swatch(
                    _phrases,
                    candidate.Party,
                    new Rect(columns.BarLeft, top, width, height),
                    Math.Min(4, width / 2)
                )
            );
        }
    }

    private List<Row> Rows()
    {
        var shown = _verdict.Lines.Length > MostRows ? MostRows - 1 : _verdict.Lines.Length;
        var rows = _verdict
            .Lines.Take(shown)
            .Select((l, i) => RowOf(l, i < _verdict.Seats))
            .ToList();
        if (_verdict.Lines.Length > shown)
        {
            var rest = _verdict.Lines.Skip(shown).ToArray();
            var votes = rest.Sum(l => l.Votes);
            rows.Add(
                new Row(
                    null,
                    _phrases.OtherCandidates(rest.Length),
                    "",
                    votes,
                    new Fraction(votes, Math.Max(1, _verdict.ValidVotes)),
                    "",
                    false
                )
            );
        }
        return rows;
    }

    private Row RowOf(ResultLine line, bool isElected)
    {
        var party = _phrases.CardParty(line.Candidate);
        return new Row(
            line.Candidate,
            line.Candidate.Name,
            isElected && _verdict.Lines.Length > 1 && _verdict.Seats > 1
                ? $"{party} · {_phrases.ElectedInShort}"
                : party,
            line.Votes,
            line.Share,
            _phrases.ChangeInTable(_contest, line),
            isElected
        );
    }

    /// <summary>As wide as what stands in them; the bars take what is left, and names give way where that is too little.</summary>
    private Columns Measure(ref List<Row> rows, TextStyle strong, TextStyle plain)
    {
        var votes = rows.Max(r => Inter.Width(_phrases.Number(r.Votes), strong));
        var share = rows.Max(r => Inter.Width(_phrases.Percent(r.Share), plain));
        var change = rows.Max(r => Inter.Width(r.Change, plain));
        var figures = votes + share + change + (Gap * (change > 0 ? 4 : 3));
        var most = _verdict.IsUnopposed ? Card.Room : Card.Room - figures - ShortestBar;
        var parties = rows.Select(r => Inter.Width(r.Party, PartyStyle(plain)) + 8).ToArray();
        var candidates = rows.Select(r => r.Candidate).OfType<Candidate>().ToArray();
        var names = CandidateNames.Fit(
            candidates,
            fitting =>
                fitting.Select((n, i) => Inter.Width(n, strong) + parties[i] <= most).All(f => f)
        );
        rows =
        [
            .. rows.Select(
                (r, i) =>
                    i < names.Count
                        ? r with
                        {
                            Name = Sheet.Cut(names[i], strong, most - parties[i]),
                        }
                        : r
            ),
        ];
        var wide = rows.Select((r, i) => Inter.Width(r.Name, strong) + parties[i]).Max();
        return new Columns(Math.Max(wide, 330), votes, share, change);
    }

    private static TextStyle PartyStyle(TextStyle plain) =>
        plain with
        {
            Size = plain.Size * 0.85f,
        };

    /// <summary>The state of the parties around, and what changes are measured against.</summary>
    private void Foot(Standing? standing, string source)
    {
        Card.FootLine(_sheet);
        if (standing is not null)
        {
            Parties(standing, Card.Right, Card.Foot + 35);
        }
        var (words, style) = Sheet.Fit(source, Card.Smallest, Card.Room);
        _sheet.Write(words, style, Colour.SoftInk, Card.Left, Card.Foot + 63);
    }

    private void Parties(Standing standing, float right, float baseline)
    {
        var x = Card.Left;
        var (area, areaStyle) = Sheet.Fit(
            _phrases.CardArea(standing) + ":",
            Card.Small,
            (right - x) * 0.6f
        );
        x += _sheet.Write(area, areaStyle, Colour.SoftInk, x, baseline) + 22;
        Card.Legend(
            _sheet,
            _phrases,
            standing.InSeats(),
            x,
            right,
            baseline,
            22,
            _phrases.NetInBrackets
        );
    }
}
