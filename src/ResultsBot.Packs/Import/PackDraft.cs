using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>What a row says of its contest; the same on all rows of it.</summary>
/// <param name="Electorate">Null where it is not known.</param>
/// <param name="RecordedAt">ISO 8601 with its offset, or empty.</param>
internal sealed record SourceContest(
    string Code,
    string Name,
    int? Seats = null,
    int? Electorate = null,
    string County = "",
    string Region = "",
    string Nation = "",
    int? Rejected = null,
    string RecordedAt = ""
)
{
    /// <summary>What is said otherwise there; null where both agree.</summary>
    public string? DifferenceTo(SourceContest other) =>
        Name != other.Name ? $"{Code} is {Name}"
        : Seats != other.Seats ? "the number of seats"
        : Electorate != other.Electorate ? "the electorate"
        : (County, Region, Nation) != (other.County, other.Region, other.Nation)
            ? $"the county, region or nation of {Name}"
        : Rejected != other.Rejected ? "the number of rejected ballots"
        : RecordedAt != other.RecordedAt ? "the time of the result"
        : null;
}

/// <summary>A row as a candidate.</summary>
/// <param name="Description">What the ballot paper said; empty where only the party's name is known.</param>
/// <param name="Votes">Null where they are not known.</param>
internal sealed record SourceCandidate(
    SourceRow Row,
    SourceContest Contest,
    string Name,
    string Surname,
    string Forenames,
    PartyLabel Party,
    string Description = "",
    bool Sitting = false,
    int? Votes = null,
    bool Elected = false
);

/// <summary>What the kinds of import differ in, beside the columns.</summary>
/// <param name="Attribution">Whose facts these are.</param>
/// <param name="BySurname">Whether candidates are put in order; otherwise they stay in the file's.</param>
/// <param name="NeedsSeats">Whether a contest may have several seats, so that one is not taken for granted.</param>
/// <param name="HasDeposits">Whether candidates pay a deposit.</param>
internal sealed record DraftRules(
    string Attribution,
    bool BySurname = true,
    bool NeedsSeats = false,
    bool HasDeposits = true
);

/// <summary>Makes a pack of candidates, whatever table they were read from.</summary>
internal sealed class PackDraft(ImportOptions options, DraftRules rules, ImportReport report)
{
    private const int MostSeats = 100;
    private const int MostNamed = 10;

    /// <summary>Far above any real election; beyond, a file would only keep the machine busy.</summary>
    private const int MostCandidates = 500;
    private const int MostParties = 5_000;

    private static readonly SourceColumn[] ElectorateColumns =
    [
        new(
            "contest",
            "contest code",
            "code",
            "ons_id",
            "gss",
            "gss code",
            "ballot_paper_id",
            "contest",
            "constituency",
            "constituency name",
            "ward",
            "name"
        ),
        new("electorate", "electorate", "total_electorate", "registered voters", "electors"),
        new("rejected", "rejected", "rejected votes", "rejected ballots", "invalid votes"),
    ];

    private sealed class Drafted(SourceContest facts, int line)
    {
        public SourceContest Facts { get; } = facts;
        public int Line { get; } = line;
        public List<SourceCandidate> Candidates { get; set; } = [];

        /// <summary>Whether a row of it was not used, so that a result would lack somebody's votes.</summary>
        public bool LacksRows { get; set; }
        public int Seats { get; set; } = 1;
        public int? Electorate { get; set; } = facts.Electorate;
        public int? Rejected { get; set; } = facts.Rejected;
    }

    private readonly Dictionary<string, Drafted> _contests = [];

    public void Add(IEnumerable<SourceCandidate> candidates)
    {
        foreach (var candidate in candidates)
        {
            report.RowsRead++;
            Add(candidate);
        }
    }

    private void Add(SourceCandidate candidate)
    {
        var (row, facts) = (candidate.Row, candidate.Contest);
        if (facts.Code.Length == 0 || facts.Name.Length == 0)
        {
            row.Refuse("no contest is given");
        }
        else if (candidate.Name.Length == 0)
        {
            row.Refuse("no candidate is given");
        }
        else if (candidate.Party is { Name: "", Abbreviation: "", Register: "" })
        {
            row.Refuse("no party is given (Independent, for who has none)");
        }
        else if (facts.Seats > MostSeats)
        {
            row.Refuse($"{facts.Name} has more than {MostSeats} seats");
        }
        else if (facts.RecordedAt.Length > 0 && IsoTime.Parse(facts.RecordedAt) is null)
        {
            row.Refuse(
                $"“{SourceTable.Shown(facts.RecordedAt)}” is no ISO 8601 time with its offset"
            );
        }

        var contest = _contests.GetValueOrDefault(facts.Code);
        if (row.Problem is { } problem)
        {
            report.NotUsed(row.Line.Line, problem);
            _lacking.Add(facts.Code);
            return;
        }
        if (contest is null)
        {
            _contests.Add(facts.Code, contest = new Drafted(facts, row.Line.Line));
        }
        if (facts.DifferenceTo(contest.Facts) is { } difference)
        {
            report.NotUsed(
                row.Line.Line,
                $"{difference} here, and otherwise on line {contest.Line}"
            );
            contest.LacksRows = true;
            return;
        }
        if (contest.Candidates.Count == MostCandidates)
        {
            report.NotUsed(
                row.Line.Line,
                $"{facts.Name} has more than {MostCandidates} candidates"
            );
            contest.LacksRows = true;
            return;
        }
        contest.Candidates.Add(candidate);
    }

    private readonly HashSet<string> _lacking = [];

    /// <summary>Writes the pack, unless there is a fault.</summary>
    public void Write(string folder)
    {
        var election = Election();
        if (
            _contests.Values.SelectMany(c => c.Candidates).DistinctBy(c => c.Party).Count()
            > MostParties
        )
        {
            report.Refuse($"there are more than {MostParties} parties");
            return;
        }
        var book = new PartyBook(
            _contests.Values.SelectMany(c => c.Candidates).Select(c => c.Party)
        );
        foreach (var contest in _contests.Values)
        {
            contest.LacksRows |= _lacking.Contains(contest.Facts.Code);
            DropDoubles(contest, book);
            CountSeats(contest);
        }
        LeaveOutWithoutContest();
        ReadElectorates();
        RefuseWithoutElectorate();
        if (_contests.Count == 0)
        {
            report.Refuse("no contest can be made of it");
        }
        if (report.Faults.Count > 0)
        {
            return;
        }
        // Anew, without who has been left out since.
        book = new PartyBook(_contests.Values.SelectMany(c => c.Candidates).Select(c => c.Party));
        report.RowsUsed = _contests.Values.Sum(c => c.Candidates.Count);

        Directory.CreateDirectory(folder);
        PackWriter.Election(folder, election);
        CsvTable.Write(
            folder,
            PackFiles.Parties,
            [.. PackFiles.PartyColumns, PackFiles.Collective],
            book.Lines
        );
        CsvTable.Write(
            folder,
            PackFiles.Contests,
            PackFiles.ContestColumns,
            _contests.Values.Select(c =>
                (string[])
                    [
                        c.Facts.Code,
                        c.Facts.Name,
                        $"{c.Seats}",
                        $"{c.Electorate}",
                        c.Facts.County,
                        c.Facts.Region,
                        c.Facts.Nation,
                    ]
            )
        );
        CsvTable.Write(
            folder,
            PackFiles.Candidates,
            PackFiles.CandidateColumns,
            _contests.Values.SelectMany(
                Roll,
                (c, candidate) =>
                    (string[])
                        [
                            c.Facts.Code,
                            candidate.Name,
                            book.Id(candidate.Party),
                            candidate.Description.Length > 0
                                ? candidate.Description
                                : book.Description(candidate.Party),
                            candidate.Sitting ? "yes" : "",
                        ]
            )
        );
        WriteResults(folder, book);
        WritePrevious(folder);
        var unknown = book.Unknown.ToArray();
        if (unknown.Length > 0)
        {
            report.Notes.Add(
                $"abbreviations not among the well-known: {Some([.. unknown.Select(p => $"{p.Id} ({p.Name})")])}"
            );
        }
    }

    private SortedDictionary<string, object> Election()
    {
        var election = new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["counting"] = "first-past-the-post",
            ["attribution"] = options.Attribution ?? rules.Attribution,
        };
        Need("id", "--id", options.Id);
        Need("name", "--name", options.Name);
        Need("poll_closes", "--poll-closes", options.PollCloses);
        Need("whole", "--whole", options.Whole);
        if (
            !string.IsNullOrWhiteSpace(options.PollCloses)
            && IsoTime.Parse(options.PollCloses) is null
        )
        {
            report.Refuse(
                $"--poll-closes is a time with its offset, such as 2024-07-04T22:00:00+01:00, not “{SourceTable.Shown(options.PollCloses)}”"
            );
        }
        if (options.Base is { } previous)
        {
            election["base"] = previous;
        }
        if (options.NoDeposits || !rules.HasDeposits)
        {
            election["deposits"] = false;
        }
        return election;

        void Need(string key, string option, string? value)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                report.Refuse(
                    $"the file does not say the election's {key.Replace('_', ' ')}: give {option}"
                );
            }
            else
            {
                election[key] = value.Trim();
            }
        }
    }

    private void DropDoubles(Drafted contest, PartyBook book)
    {
        var seen = new Dictionary<(string Name, string Party), SourceCandidate>();
        foreach (var candidate in contest.Candidates)
        {
            var key = (candidate.Name, book.Id(candidate.Party));
            if (seen.TryAdd(key, candidate))
            {
                continue;
            }
            var first = seen[key].Row.Line;
            report.NotUsed(
                candidate.Row.Line.Line,
                $"{candidate.Name} ({key.Item2}) is in {contest.Facts.Name} on line {first.Line} already"
            );
            // A row that was copied takes nobody's votes away; another of the same name does.
            contest.LacksRows |= !candidate.Row.Line.Cells.SequenceEqual(first.Cells);
        }
        contest.Candidates = [.. seen.Values];
    }

    private void CountSeats(Drafted contest)
    {
        var elected = contest.Candidates.Count(c => c.Elected);
        if (contest.Facts.Seats is null && elected == 0 && rules.NeedsSeats)
        {
            report.Refuse(
                $"how many seats {contest.Facts.Name} has is not said: a column seats_contested is needed"
            );
        }
        contest.Seats = contest.Facts.Seats ?? Math.Max(1, elected);
    }

    /// <summary>Where there are not more candidates than seats nobody votes.</summary>
    private void LeaveOutWithoutContest()
    {
        foreach (var (code, contest) in _contests.ToArray())
        {
            if (contest.Candidates.Count > contest.Seats)
            {
                continue;
            }
            _contests.Remove(code);
            foreach (var candidate in contest.Candidates)
            {
                report.NotUsed(
                    candidate.Row.Line.Line,
                    $"{contest.Facts.Name} is left out: seats {contest.Seats}, candidates {contest.Candidates.Count}"
                );
            }
            report.Notes.Add($"{contest.Facts.Name} is left out: not more candidates than seats");
        }
    }

    private void ReadElectorates()
    {
        if (options.Electorates is not { } path)
        {
            return;
        }
        var file = Path.GetFileName(path);
        if (SourceTable.Read(path, ElectorateColumns, report.Faults) is not { } table)
        {
            return;
        }
        if (!table.Fields.IsSupersetOf(["contest", "electorate"]))
        {
            report.Faults.Add(
                new PackFault(file, 0, "the columns contest and electorate are needed")
            );
            return;
        }
        var byCode = _contests.ToDictionary(c => Words.Key(c.Key), c => c.Value);
        var byName = _contests.Values.ToLookup(c => Words.Key(c.Facts.Name));
        foreach (var row in table.Rows)
        {
            var words = Words.Key(row.Text("contest"));
            var named = byName[words].ToArray();
            var contest = byCode.GetValueOrDefault(words) ?? (named.Length == 1 ? named[0] : null);
            var electorate = row.Number("electorate", least: 1);
            var rejected = row.Number("rejected", least: 0);
            if (contest is null)
            {
                row.Refuse(
                    named.Length > 1
                        ? $"{row.Line["contest"]} is the name of {named.Length} contests: give their codes"
                        : $"“{SourceTable.Shown(row.Line["contest"])}” is none of the contests"
                );
            }
            else if (electorate is null)
            {
                row.Refuse("no electorate is given");
            }
            if (row.Problem is { } problem)
            {
                report.Notes.Add($"{file}, line {row.Line.Line}: {problem}");
                continue;
            }
            contest!.Electorate = electorate;
            contest.Rejected ??= rejected;
        }
    }

    private void RefuseWithoutElectorate()
    {
        string[] without =
        [
            .. _contests.Values.Where(c => c.Electorate is null).Select(c => c.Facts.Name),
        ];
        if (without.Length > 0)
        {
            report.Refuse(
                $"the electorate is not known for {without.Length} of {_contests.Count} contests: {Some(without)}; "
                    + "give --electorates with a CSV of contest and electorate"
            );
        }
        else if (_contests.Values.Sum(c => (long)c.Electorate!.Value) > int.MaxValue)
        {
            report.Refuse("the electorates come to more voters than can be counted");
        }
    }

    private void WriteResults(string folder, PartyBook book)
    {
        var lines = new List<IReadOnlyList<string>>();
        var timeless = 0;
        foreach (var contest in _contests.Values)
        {
            var voted = contest.Candidates.Count(c => c.Votes is not null);
            if (voted == 0)
            {
                continue;
            }
            if (WhyNoResult(contest, voted) is { } reason)
            {
                report.Notes.Add($"{contest.Facts.Name} has no result: {reason}");
                continue;
            }
            timeless += contest.Facts.RecordedAt.Length == 0 ? 1 : 0;
            var at = contest.Facts.RecordedAt is { Length: > 0 } said ? said : options.PollCloses!;
            lines.AddRange(
                Roll(contest)
                    .Select(c =>
                        (string[])
                            [
                                contest.Facts.Code,
                                at,
                                $"{contest.Rejected}",
                                c.Name,
                                book.Id(c.Party),
                                $"{c.Votes}",
                                c.Elected ? "yes" : "",
                            ]
                    )
            );
        }
        var file = Path.Combine(folder, PackFiles.Results);
        // Without results of its own the pack must not keep those of an earlier import.
        if (lines.Count > 0 || File.Exists(file))
        {
            CsvTable.Write(folder, PackFiles.Results, PackFiles.ResultColumns, lines);
        }
        if (timeless > 0)
        {
            report.Notes.Add(
                $"{timeless} results have no time in the file: the close of poll is put down for them"
            );
        }
    }

    private static string? WhyNoResult(Drafted contest, int voted) =>
        contest.LacksRows ? "a row of it was not used"
        : voted < contest.Candidates.Count
            ? $"the votes of {contest.Candidates.Count - voted} of {contest.Candidates.Count} candidates are not known"
        : contest.Candidates.Count(c => c.Elected) > contest.Seats
            ? $"more are elected than it has seats ({contest.Seats})"
        : contest.Candidates.Sum(c => (long)c.Votes!.Value) > int.MaxValue
            ? "there are more votes than can be counted"
        : null;

    /// <summary>Votes of last time stand in none of these tables; what was put there by hand is left alone.</summary>
    private void WritePrevious(string folder)
    {
        if (File.Exists(Path.Combine(folder, PackFiles.Previous)))
        {
            report.Notes.Add($"{PackFiles.Previous} was there, and is left as it is");
            return;
        }
        CsvTable.Write(folder, PackFiles.Previous, PackFiles.PreviousColumns, []);
        report.Notes.Add(
            $"{PackFiles.Previous} is empty: without votes of last time there is no hold, gain, change or swing"
        );
    }

    private IEnumerable<SourceCandidate> Roll(Drafted contest) =>
        rules.BySurname
            ? contest
                .Candidates.OrderBy(c => Words.Fold(c.Surname), StringComparer.Ordinal)
                .ThenBy(c => Words.Fold(c.Forenames), StringComparer.Ordinal)
            : contest.Candidates;

    private static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNamed))
        + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");
}
