using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>
/// Whose votes a row of last time has: by its code, or by its name where it has none. In the notional results also by name
/// where no contest has the code: those of five Scottish constituencies were changed after they had been published.
/// </summary>
internal sealed class PreviousContests(
    string file,
    IReadOnlyCollection<DraftContest> contests,
    SourceTable table
)
{
    private const int PublishedCode = 9;

    /// <summary>Nobody reads more, so that nothing is looked for that would help.</summary>
    private const int MostFaults = 1_000;

    private readonly bool _areCoded = contests.Any(c => IsPublished(c.Facts.Code));

    private readonly HashSet<string> _codes = contests
        .Select(c => c.Facts.Code)
        .ToHashSet(StringComparer.Ordinal);

    private readonly ILookup<string, string> _otherwiseCoded = contests
        .ExceptBy(table.Lines.Select(l => l["code"]), c => c.Facts.Code)
        .ToLookup(c => Words.Key(c.Facts.Name), c => c.Facts.Code);

    private readonly ILookup<string, SourceContest> _byName = contests.ToLookup(
        c => ContestNames.Key(c.Facts.Name),
        c => c.Facts
    );

    private readonly List<string> _takenByName = [];
    private readonly List<string> _elsewhere = [];

    /// <returns>Null where it is of none, which the report is told.</returns>
    public string? Of(SourceRow row, ImportReport report)
    {
        var code = row.Text("code");
        if (_codes.Contains(code))
        {
            return code;
        }
        var name = row.Text("name");
        if (name.Length > 0 && _otherwiseCoded[Words.Key(name)].ToArray() is [var only])
        {
            _takenByName.Add(name);
            return only;
        }
        if (IsPublished(code))
        {
            var ward = row.Text("ward");
            if (!_areCoded && Named(ward, row) is [var named])
            {
                _takenByName.Add(named.Name);
                return named.Code;
            }
            _elsewhere.Add(
                $"line {row.Line.Line} ({SourceTable.Shown(ward.Length > 0 ? ward : code)})"
            );
            return null;
        }
        return ByName(row, report);
    }

    /// <summary>What is to be said of the rows together.</summary>
    /// <remarks>
    /// Published tables hold the whole country, and a by-election takes one contest of them. Where a contest of this
    /// election is left without votes, its own may be among the others, under a code that is wrong.
    /// </remarks>
    public void Conclude(IReadOnlyCollection<PreviousTable.Line> lines, ImportReport report)
    {
        if (_takenByName.Count > 0)
        {
            report.Note(
                $"{file}: known by name, as the code there is another: {ImportReport.Some([.. _takenByName.Distinct()])}"
            );
        }
        if (_elsewhere.Count == 0)
        {
            return;
        }
        var sentence =
            (
                _elsewhere.Count == 1
                    ? "1 row is of a contest that is not in this election: "
                    : $"{_elsewhere.Count} rows are of contests that are not in this election: "
            ) + ImportReport.Some(_elsewhere);
        string[] without =
        [
            .. contests
                .ExceptBy(lines.Select(l => l.Contest), c => c.Facts.Code)
                .Select(c => c.Facts.Name),
        ];
        if (without.Length == 0)
        {
            report.Note($"{file}: {sentence}");
            return;
        }
        report.Refuse(
            new PackFault(
                file,
                0,
                $"{sentence}; and {ImportReport.Some(without)} has no votes in it: mend the code, or take those rows out"
            )
        );
    }

    private string? ByName(SourceRow row, ImportReport report)
    {
        var ward = row.Text("ward");
        var name = ward.Length > 0 ? ward : row.Text("code");
        var named = Named(name, row);
        if (named is [var one])
        {
            return one.Code;
        }
        report.Refuse(
            new PackFault(
                file,
                row.Line.Line,
                FaultOf(
                    name,
                    ContestNames.Key(name),
                    named.Length,
                    report.Faults.Count > MostFaults
                )
            )
        );
        return null;
    }

    private SourceContest[] Named(string name, SourceRow row)
    {
        var council = Words.Key(row.Text("council"));
        return
        [
            .. _byName[ContestNames.Key(name)]
                .Where(c =>
                    council.Length == 0 || c.Council.Length == 0 || Words.Key(c.Council) == council
                ),
        ];
    }

    private string FaultOf(string name, string key, int named, bool isMany)
    {
        if (name.Length == 0)
        {
            return "no contest is given";
        }
        if (named > 1)
        {
            return $"{SourceTable.Shown(name)} is the name of {named} contests: say whose it is in a column council, or give their codes";
        }
        string[] near =
        [
            .. isMany
                ? []
                : _byName
                    .Where(c => ContestNames.AreNearlyAlike(c.Key, key))
                    .Select(c => c.First().Name),
        ];
        return $"“{SourceTable.Shown(name)}” is not in this election: "
            + (near.Length > 0 ? $"did you mean {near[0]}?" : "mend its name, or take the row out");
    }

    /// <summary>A code of the Office for National Statistics: a letter and eight digits.</summary>
    private static bool IsPublished(string code) =>
        code.Length == PublishedCode
        && char.IsAsciiLetter(code[0])
        && code[1..].All(char.IsAsciiDigit);
}
