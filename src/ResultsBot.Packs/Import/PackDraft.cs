using ResultsBot.Packs.Files;
using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>What the kinds of import differ in, apart from the columns.</summary>
/// <param name="Attribution">Whose data this is.</param>
/// <param name="BySurname">Whether candidates are sorted by surname; otherwise they stay in the file's order.</param>
/// <param name="NeedsSeats">Whether a contest may have several seats, so that one cannot be assumed.</param>
/// <param name="HasDeposits">Whether candidates pay a deposit.</param>
/// <param name="IsWhole">Whether the source has everybody who stands, so that no more candidates than seats have no poll.</param>
/// <param name="AreWards">Whether its contests are those of councils.</param>
/// <param name="SeatsColumn">What the column of seats is called; empty where the source has none.</param>
internal sealed record DraftRules(
    string Attribution,
    bool BySurname = true,
    bool NeedsSeats = false,
    bool HasDeposits = true,
    bool IsWhole = false,
    bool AreWards = false,
    string SeatsColumn = ""
);

/// <summary>Gathers candidates into contests and makes a pack of them, whatever table they came from.</summary>
internal sealed class PackDraft(ImportOptions options, DraftRules rules, ImportReport report)
{
    private const int MostSeats = 100;

    /// <summary>Far above any real election; beyond, a file would only keep the machine busy.</summary>
    private const int MostCandidates = 500;
    private const int MostParties = 5_000;

    private readonly Dictionary<string, DraftContest> _contests = [];

    private readonly DescriptionTable _descriptions = DescriptionTable.Read(
        options.Parties,
        report
    );

    /// <summary>The lines that cannot be used, by the code of the contest whose roll lacks them.</summary>
    private readonly SortedDictionary<string, List<int>> _lacking = new(StringComparer.Ordinal);

    private readonly Dictionary<string, (SourceContest Facts, int Line)> _usual = [];

    private readonly SortedSet<string> _transferable = new(StringComparer.Ordinal);

    public void Add(IEnumerable<SourceCandidate> candidates)
    {
        SourceCandidate[] all = [.. candidates];
        foreach (var candidate in all.Where(c => c.Row.Skipped is null))
        {
            if (FaultOf(candidate) is { } fault)
            {
                candidate.Row.Refuse(fault);
            }
        }
        // What most rows of a contest say, so that the odd one is named, and not all the others.
        foreach (
            var contest in all.Where(c => c.Row.Skipped is null && c.Row.Problem is null)
                .GroupBy(c => c.Contest.Code)
        )
        {
            var usual = contest.GroupBy(c => c.Contest).MaxBy(g => g.Count())!;
            _usual[contest.Key] = (usual.Key, usual.First().Row.Line.Line);
        }
        foreach (var candidate in all)
        {
            report.RowsRead++;
            Add(candidate);
        }
    }

    private void Add(SourceCandidate candidate)
    {
        var row = candidate.Row;
        if (row.Skipped is { } why)
        {
            report.NotUsed(row.Line.Line, why);
            return;
        }
        if (TransferableVote.IsUsedIn(candidate.Contest, rules.AreWards))
        {
            report.NotUsed(row.Line.Line, "it is elected by single transferable vote");
            _transferable.Add(candidate.Contest.Name);
            return;
        }
        if ((row.Problem ?? Place(candidate)) is { } problem)
        {
            report.NotUsed(row.Line.Line, problem);
            Lacks(candidate);
        }
    }

    private void Lacks(SourceCandidate candidate)
    {
        if (!_lacking.TryGetValue(candidate.Contest.Code, out var lines))
        {
            _lacking.Add(candidate.Contest.Code, lines = []);
        }
        lines.Add(candidate.Row.Line.Line);
    }

    private static string? FaultOf(SourceCandidate candidate) =>
        candidate switch
        {
            { Contest: { Code: "" } or { Name: "" } } => "no contest is given",
            { Name: "" } => "no candidate is given",
            { Party: { Name: "", Abbreviation: "", Register: "" } } =>
                "no party is given (Independent, for who has none)",
            { Contest: { Seats: > MostSeats, Name: var contest } } =>
                $"{contest} has more than {MostSeats} seats",
            { Contest.RecordedAt: { Length: > 0 } at } when IsoTime.Parse(at) is null =>
                $"“{SourceTable.Shown(at)}” is no ISO 8601 time with its offset",
            _ => null,
        };

    /// <summary>Puts a candidate into the contest, which is as most of its rows say.</summary>
    /// <returns>Why it cannot be put there; null where it has been.</returns>
    private string? Place(SourceCandidate candidate)
    {
        var facts = candidate.Contest;
        if (!_contests.TryGetValue(facts.Code, out var contest))
        {
            var (usual, line) = _usual[facts.Code];
            contest = new DraftContest(usual, line);
            _contests.Add(facts.Code, contest);
        }
        if (facts.DifferenceTo(contest.Facts) is { } difference)
        {
            contest.Others.Add(facts);
            return $"{difference} here, and otherwise on line {contest.Line}";
        }
        if (contest.Candidates.Count == MostCandidates)
        {
            return $"{facts.Name} has more than {MostCandidates} candidates";
        }
        if (_descriptions.FaultOf(candidate.Party) is { } fault)
        {
            return fault;
        }
        contest.Candidates.Add(candidate with { Party = _descriptions.Of(candidate.Party) });
        return null;
    }

    /// <summary>Writes the pack, unless there is a fault.</summary>
    public void Write(string folder)
    {
        if (
            _contests.Values.SelectMany(c => c.Candidates).DistinctBy(c => c.Party).Count()
            > MostParties
        )
        {
            report.Refuse($"there are more than {MostParties} parties");
            return;
        }
        var book = new PartyBook(
            _contests.Values.SelectMany(c => c.Candidates, (_, candidate) => candidate.Party)
        );
        var seats = new SeatsAndPoll(rules, report, _lacking.ContainsKey);
        foreach (var contest in _contests.Values)
        {
            DropDoubles(contest, book);
            seats.Settle(contest, book);
        }
        var previous = options.Previous is { } last
            ? PreviousTable.Read(last, _contests.Values, _descriptions, report)
            : null;
        var pollCloses = options.PollCloses;
        if (options.Electorates is { } electorates)
        {
            var date = ElectorateTable.Read(electorates, _contests.Values, report);
            pollCloses ??= PollDate.ClosesOn(date);
            NoteOtherDay(electorates, date, pollCloses);
        }
        var election = Election(pollCloses);
        NameBase(election, folder);
        RefuseIncomplete();
        RefuseWithoutElectorate();
        if (_contests.Count == 0)
        {
            report.Refuse("no contest can be made of it");
        }
        if (report.Faults.Count > 0)
        {
            return;
        }
        if (rules.BySurname)
        {
            PutInOrder();
        }
        report.RowsUsed = _contests.Values.Sum(c => c.Candidates.Count);
        new PackWriter(folder, report).Write(
            election,
            [.. _contests.Values],
            previous,
            pollCloses!
        );
    }

    /// <summary>Electorates of an earlier poll are better than none, and make another turnout.</summary>
    private void NoteOtherDay(string electorates, string? date, string? pollCloses)
    {
        if (
            PollDate.Day(date) is { } day
            && IsoTime.Parse(pollCloses ?? "") is { } closes
            && DateOnly.FromDateTime(closes.DateTime) != day
        )
        {
            report.Note(
                $"{Path.GetFileName(electorates)}: these are the electorates of {day:yyyy-MM-dd}, and the polls close on {closes:yyyy-MM-dd}"
            );
        }
    }

    private SortedDictionary<string, object> Election(string? pollCloses)
    {
        var election = new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["counting"] = ElectionFile.FirstPastThePost,
            ["attribution"] = options.Attribution ?? rules.Attribution,
        };
        Need("id", "--id", options.Id);
        Need("name", "--name", options.Name);
        Need("poll_closes", "--poll-closes", pollCloses);
        Need("whole", "--whole", options.Whole);
        if (!string.IsNullOrWhiteSpace(pollCloses) && IsoTime.Parse(pollCloses) is null)
        {
            report.Refuse(
                $"--poll-closes is a time with its offset, such as 2024-07-04T22:00:00+01:00, not “{SourceTable.Shown(pollCloses)}”"
            );
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

    /// <summary>Posts say “Change on the …”, and a pack that is imported again keeps the words it has.</summary>
    private void NameBase(SortedDictionary<string, object> election, string folder)
    {
        var there = new PackFolder(folder);
        var given = string.IsNullOrWhiteSpace(options.Base)
            ? (there.Has(ElectionFile.FileName) ? ElectionFile.Read(there).Base : null)
            : options.Base.Trim();
        if (!string.IsNullOrWhiteSpace(given))
        {
            election["base"] = given;
        }
        else if (options.Previous is not null)
        {
            election["base"] = ElectionFile.UnnamedBase;
            report.Note(
                $"what the votes of last time are is not said: posts say “Change on the {ElectionFile.UnnamedBase}”; give --base, such as --base \"2022 result\""
            );
        }
    }

    private void DropDoubles(DraftContest contest, PartyBook book)
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
            // A row that was copied is nobody else; another of the same name is.
            if (!candidate.Row.Line.Cells.SequenceEqual(first.Cells))
            {
                Lacks(candidate);
            }
        }
        contest.Candidates = [.. seen.Values];
    }

    /// <summary>A roll that lacks somebody is worse than none: that candidate's votes would be read as somebody else's.</summary>
    private void RefuseIncomplete()
    {
        foreach (var (code, lines) in _lacking)
        {
            var name =
                code.Length == 0 ? "a contest that is not named"
                : _contests.TryGetValue(code, out var contest) ? contest.Facts.Name
                : code;
            report.Refuse(
                $"the list of candidates of {name} is not whole, as line {ImportReport.Some([.. lines.Select(l => $"{l}")])} of the file cannot be used: mend it there"
                    + (
                        _contests.GetValueOrDefault(code) is { AreTwo: true }
                            ? $"; if those are of another contest called {name}, tell the two apart in a column code or council"
                            : ""
                    )
            );
        }
        if (_transferable.Count > 0)
        {
            report.Refuse(TransferableVote.Refusal([.. _transferable]));
        }
        _descriptions.RefuseUnknown(report);
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
                $"the electorate is not known for {without.Length} of {_contests.Count} contests: {ImportReport.Some(without)}; "
                    + "give --electorates with a CSV of contest and electorate"
            );
        }
        else if (_contests.Values.Sum(c => (long)c.Electorate!.Value) > int.MaxValue)
        {
            report.Refuse("the electorates come to more voters than can be counted");
        }
    }

    /// <summary>As on a ballot paper: by surname, then by other names.</summary>
    private void PutInOrder()
    {
        foreach (var contest in _contests.Values)
        {
            contest.Candidates =
            [
                .. contest
                    .Candidates.OrderBy(c => Words.Fold(c.Surname), StringComparer.Ordinal)
                    .ThenBy(c => Words.Fold(c.Forenames), StringComparer.Ordinal),
            ];
        }
    }
}
