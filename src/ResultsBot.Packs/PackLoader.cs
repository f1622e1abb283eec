using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs;

/// <summary>Reads a pack from its folder, and refuses a bad one with file, line and reason.</summary>
public sealed class PackLoader
{
    private const string FirstPastThePost = "first-past-the-post";

    private sealed record PreviousLine(CsvLine Line, PartyId Party, int Votes);

    private readonly string _folder;
    private readonly List<PackFault> _faults = [];

    private PackLoader(string folder) => _folder = folder;

    /// <summary>The packs that come with the program.</summary>
    public static string Shelf { get; } = Path.Combine(AppContext.BaseDirectory, "Packs");

    /// <param name="nameOrFolder">The name of a pack on the shelf, or any folder.</param>
    public static PackReading Load(string nameOrFolder)
    {
        var folder = Folder(nameOrFolder);
        if (!Directory.Exists(folder))
        {
            return new PackReading.Refused([
                new PackFault(nameOrFolder, 0, "no pack of that name, and no such folder"),
            ]);
        }
        try
        {
            return new PackLoader(folder).Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new PackReading.Refused([new PackFault(folder, 0, e.Message)]);
        }
    }

    /// <summary>
    /// The election's name in the store, without reading all of the pack; null where it cannot be told, and
    /// <see cref="Load"/> says why.
    /// </summary>
    public static string? IdOf(string nameOrFolder)
    {
        try
        {
            return
                new PackLoader(Folder(nameOrFolder)).ReadElection()?.Id is { } id
                && !string.IsNullOrWhiteSpace(id)
                ? id
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Folder(string nameOrFolder)
    {
        var named = Path.Combine(Shelf, nameOrFolder);
        var isName = nameOrFolder.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        return isName && Directory.Exists(named) ? named : nameOrFolder;
    }

    private PackReading Read()
    {
        var election = ReadElection();
        var (listed, countsAs) = ReadParties();
        var parties = WithNotes(listed, election?.Notes ?? []);
        var known = parties.Select(p => p.Id).Concat(countsAs.Keys).ToHashSet();
        var candidates = ReadCandidates(known, countsAs);
        var previous = ReadPrevious(known, countsAs);
        var contests = ReadContests(election?.Whole ?? "", candidates, previous);
        if (contests.IsEmpty && _faults.Count == 0)
        {
            Fault(PackFiles.Contests, 0, "there is no contest in it");
        }
        var continuing = ReadContinuing(known, countsAs);
        // Against contests that are not all there, every result would be one fault more.
        var recorded =
            _faults.Count == 0 ? ReadRecorded(contests.ToDictionary(c => c.Id), countsAs) : [];
        var script = _faults.Count == 0 ? ReadScript(contests) : [];
        if (_faults.Count > 0 || IsoTime.Parse(election?.PollCloses ?? "") is not { } pollCloses)
        {
            return new PackReading.Refused([.. _faults]);
        }

        var definition = new ElectionDefinition(
            election!.Id!,
            election.Name!,
            pollCloses,
            election.Base ?? "",
            parties,
            contests,
            continuing,
            election.Deposits ?? true,
            election.BaseShort is { Length: > 0 } inShort ? inShort : null
        );
        return new PackReading.Loaded(
            new ElectionPack(definition, election.Attribution ?? "", recorded) { Script = script }
        );
    }

    private ElectionFile? ReadElection()
    {
        var path = Path.Combine(_folder, PackFiles.Election);
        if (!File.Exists(path))
        {
            Fault(PackFiles.Election, 0, "the file is missing");
            return null;
        }
        try
        {
            var file = JsonSerializer.Deserialize(
                File.ReadAllText(path),
                ElectionFileContext.Default.ElectionFile
            );
            (string Key, bool Present)[] needed =
            [
                ("id", !string.IsNullOrWhiteSpace(file?.Id)),
                ("name", !string.IsNullOrWhiteSpace(file?.Name)),
                ("poll_closes", !string.IsNullOrWhiteSpace(file?.PollCloses)),
                ("whole", !string.IsNullOrWhiteSpace(file?.Whole)),
            ];
            foreach (var (key, _) in needed.Where(n => !n.Present))
            {
                Fault(PackFiles.Election, 0, $"“{key}” is missing");
            }
            if (
                file?.PollCloses is { } closes
                && !string.IsNullOrWhiteSpace(closes)
                && IsoTime.Parse(closes) is null
            )
            {
                Fault(
                    PackFiles.Election,
                    0,
                    $"“poll_closes” is a time with its offset, such as 2024-07-04T22:00:00+01:00, not “{closes}”"
                );
            }
            if (file?.Counting is { } counting && counting != FirstPastThePost)
            {
                Fault(PackFiles.Election, 0, $"“counting” is {FirstPastThePost}, not “{counting}”");
            }
            return file;
        }
        catch (JsonException e)
        {
            Fault(PackFiles.Election, (int)(e.LineNumber ?? 0) + 1, "this is not valid JSON");
            return null;
        }
    }

    private ImmutableArray<Party> WithNotes(
        ImmutableArray<Party> parties,
        Dictionary<string, string> notes
    )
    {
        foreach (var (party, note) in notes)
        {
            if (parties.All(p => p.Id.Value != party))
            {
                Fault(PackFiles.Election, 0, $"there is a note on {party}, which is not listed");
            }
            else if (string.IsNullOrWhiteSpace(note))
            {
                Fault(PackFiles.Election, 0, $"the note on {party} is empty");
            }
        }
        return [.. parties.Select(p => p with { Note = notes.GetValueOrDefault(p.Id.Value) })];
    }

    private (ImmutableArray<Party>, Dictionary<PartyId, PartyId>) ReadParties()
    {
        var parties = new Dictionary<PartyId, Party>();
        var countsAs = new Dictionary<PartyId, (PartyId As, int Line)>();
        foreach (var line in Lines(PackFiles.Parties, PackFiles.PartyColumns))
        {
            var id = new PartyId(line["party"]);
            if (id.Value.Length == 0 || line["name"].Length == 0)
            {
                Fault(PackFiles.Parties, line.Line, "a party has an abbreviation and a name");
            }
            else if (parties.ContainsKey(id) || countsAs.ContainsKey(id))
            {
                Fault(PackFiles.Parties, line.Line, $"the party {id} is there twice");
            }
            else if (line["counts_as"] is { Length: > 0 } other)
            {
                countsAs.Add(id, (new PartyId(other), line.Line));
            }
            else
            {
                parties.Add(
                    id,
                    new Party(
                        id,
                        line["name"],
                        Colour(line),
                        [.. Parts(line["aliases"])],
                        line[PackFiles.Collective] is { Length: > 0 } collective ? collective : null
                    )
                );
            }
        }
        foreach (var (id, (other, line)) in countsAs.Where(c => !parties.ContainsKey(c.Value.As)))
        {
            Fault(PackFiles.Parties, line, $"{id} counts as {other}, which is not listed");
        }
        return ([.. parties.Values], countsAs.ToDictionary(c => c.Key, c => c.Value.As));
    }

    private Dictionary<string, List<(CsvLine Line, Candidate Candidate)>> ReadCandidates(
        HashSet<PartyId> known,
        Dictionary<PartyId, PartyId> countsAs
    )
    {
        var rolls = new Dictionary<string, List<(CsvLine, Candidate Candidate)>>();
        foreach (var line in Lines(PackFiles.Candidates, PackFiles.CandidateColumns))
        {
            if (Party(PackFiles.Candidates, line, known, countsAs) is not { } party)
            {
                continue;
            }
            if (line["candidate"].Length == 0)
            {
                Fault(PackFiles.Candidates, line.Line, "a candidate has a name");
                continue;
            }
            if (!rolls.TryGetValue(line["contest"], out var roll))
            {
                rolls.Add(line["contest"], roll = []);
            }
            if (roll.Any(c => c.Candidate.Name == line["candidate"] && c.Candidate.Party == party))
            {
                Fault(
                    PackFiles.Candidates,
                    line.Line,
                    $"{line["candidate"]} ({party}) is twice in {line["contest"]}: nothing tells them apart"
                );
            }
            var description = line["description"] is { Length: > 0 } d ? d : null;
            roll.Add(
                (
                    line,
                    new Candidate(
                        roll.Count + 1,
                        line["candidate"],
                        party,
                        description,
                        Yes(PackFiles.Candidates, line, "sitting")
                    )
                )
            );
        }
        return rolls;
    }

    private Dictionary<string, List<PreviousLine>> ReadPrevious(
        HashSet<PartyId> known,
        Dictionary<PartyId, PartyId> countsAs
    )
    {
        var previous = new Dictionary<string, List<PreviousLine>>();
        foreach (var line in Lines(PackFiles.Previous, PackFiles.PreviousColumns))
        {
            if (
                Party(PackFiles.Previous, line, known, countsAs) is { } party
                && Number(PackFiles.Previous, line, "votes", least: 0) is { } votes
            )
            {
                if (!previous.TryGetValue(line["contest"], out var lines))
                {
                    previous.Add(line["contest"], lines = []);
                }
                lines.Add(new PreviousLine(line, party, votes));
            }
        }
        return previous;
    }

    private ImmutableArray<Contest> ReadContests(
        string whole,
        Dictionary<string, List<(CsvLine Line, Candidate Candidate)>> rolls,
        Dictionary<string, List<PreviousLine>> previous
    )
    {
        var contests = new Dictionary<string, Contest>();
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Lines(PackFiles.Contests, PackFiles.ContestColumns))
        {
            var id = line["contest"];
            listed.Add(id);
            if (id.Length == 0 || line["name"].Length == 0)
            {
                Fault(PackFiles.Contests, line.Line, "a contest has a code and a name");
                continue;
            }
            var seats = 1;
            if (line[PackFiles.Seats].Length > 0)
            {
                seats = Number(PackFiles.Contests, line, PackFiles.Seats, least: 1) ?? 1;
            }
            if (!rolls.TryGetValue(id, out var roll))
            {
                Fault(
                    PackFiles.Contests,
                    line.Line,
                    $"{id} has no candidate in {PackFiles.Candidates}"
                );
                continue;
            }
            if (PollOf(line) is not { } poll)
            {
                continue;
            }
            if (poll == Poll.Contested ? seats > roll.Count : IsContested(poll, seats, roll.Count))
            {
                Fault(
                    PackFiles.Contests,
                    line.Line,
                    $"{id} has {seats} seats and {roll.Count} candidates"
                        + (
                            poll == Poll.Contested
                                ? "; where nobody else stands, “poll” is unopposed"
                                : ", and so is not unopposed"
                        )
                );
                continue;
            }
            var lines = previous.GetValueOrDefault(id, []);
            if (lines.Count > 0 && lines.All(l => l.Votes == 0))
            {
                Fault(PackFiles.Previous, lines[0].Line.Line, $"nobody has a vote in {id}");
                continue;
            }
            if (lines.Sum(l => (long)l.Votes) > int.MaxValue)
            {
                Fault(PackFiles.Previous, lines[0].Line.Line, $"{id} has more votes than people");
                continue;
            }
            if (Number(PackFiles.Contests, line, "electorate", least: 1) is not { } electorate)
            {
                continue;
            }
            var contest = new Contest(
                new ContestId(id),
                line["name"],
                electorate,
                Areas(line, whole),
                [.. roll.Select(r => r.Candidate)],
                lines.Count > 0 ? Base(lines, seats) : null,
                seats,
                poll
            );
            if (!contests.TryAdd(id, contest))
            {
                Fault(PackFiles.Contests, line.Line, $"{id} is there twice");
            }
        }
        Strays(PackFiles.Candidates, rolls.Select(r => (r.Key, r.Value[0].Line)));
        Strays(PackFiles.Previous, previous.Select(p => (p.Key, p.Value[0].Line)));
        return [.. contests.Values];

        void Strays(string file, IEnumerable<(string Contest, CsvLine Line)> named)
        {
            foreach (var (contest, line) in named.Where(n => !listed.Contains(n.Contest)))
            {
                Fault(file, line.Line, $"{contest} is not in {PackFiles.Contests}");
            }
        }
    }

    private Poll? PollOf(CsvLine line)
    {
        switch (line[PackFiles.Poll])
        {
            case "":
                return Poll.Contested;
            case "unopposed":
                return Poll.Unopposed;
            case "postponed":
                return Poll.Postponed;
            case var other:
                Fault(
                    PackFiles.Contests,
                    line.Line,
                    $"“poll” is empty, unopposed or postponed, not “{other}”"
                );
                return null;
        }
    }

    private static bool IsContested(Poll poll, int seats, int candidates) =>
        poll == Poll.Unopposed && candidates > seats;

    /// <summary>
    /// With one seat a party's lines are added up, and who has most votes held it. With several the party's best
    /// candidate stands for it, and the column “seats” says what it held.
    /// </summary>
    private BaseResult? Base(List<PreviousLine> lines, int seats)
    {
        int? electorate = null;
        var held = new List<PartySeats>();
        foreach (var (line, party, _) in lines)
        {
            if (line[PackFiles.Electorate].Length > 0)
            {
                electorate = Number(PackFiles.Previous, line, PackFiles.Electorate, least: 1);
            }
            if (
                line[PackFiles.Seats].Length > 0
                && Number(PackFiles.Previous, line, PackFiles.Seats, least: 0) is { } number and > 0
            )
            {
                held.Add(new PartySeats(party, number));
            }
        }
        if (seats == 1)
        {
            return BaseResult.Of(
                [.. lines.Select(l => new PartyVotes(l.Party, l.Votes))],
                electorate,
                held.Count > 0 ? [.. held] : null
            );
        }
        if (held.Sum(h => h.Seats) != seats)
        {
            Fault(
                PackFiles.Previous,
                lines[0].Line.Line,
                $"the parties held {held.Sum(h => h.Seats)} seats here, and there are {seats}"
            );
            return null;
        }
        return BaseResult.Of(
            [
                .. lines
                    .Where(l => l.Party != PartyId.Independent)
                    .GroupBy(l => l.Party, l => l.Votes)
                    .Select(g => new PartyVotes(g.Key, g.Max()))
                    .Concat(
                        lines
                            .Where(l => l.Party == PartyId.Independent)
                            .Select(l => new PartyVotes(l.Party, l.Votes))
                    ),
            ],
            electorate,
            [.. held]
        );
    }

    private ImmutableArray<PartySeats> ReadContinuing(
        HashSet<PartyId> known,
        Dictionary<PartyId, PartyId> countsAs
    )
    {
        if (!File.Exists(Path.Combine(_folder, PackFiles.Continuing)))
        {
            return [];
        }
        var continuing = ImmutableArray.CreateBuilder<PartySeats>();
        foreach (var line in Lines(PackFiles.Continuing, PackFiles.ContinuingColumns))
        {
            if (
                Party(PackFiles.Continuing, line, known, countsAs) is { } party
                && Number(PackFiles.Continuing, line, PackFiles.Seats, least: 1) is { } seats
            )
            {
                continuing.Add(new PartySeats(party, seats));
            }
        }
        return continuing.ToImmutable();
    }

    private ImmutableArray<RecordedResult> ReadRecorded(
        Dictionary<ContestId, Contest> contests,
        Dictionary<PartyId, PartyId> countsAs
    )
    {
        if (!File.Exists(Path.Combine(_folder, PackFiles.Results)))
        {
            return [];
        }
        var recorded = new List<RecordedResult>();
        foreach (
            var group in Lines(PackFiles.Results, PackFiles.ResultColumns)
                .GroupBy(l => l["contest"])
        )
        {
            var first = group.First();
            if (!contests.TryGetValue(new ContestId(group.Key), out var contest))
            {
                Fault(PackFiles.Results, first.Line, $"{group.Key} is not in {PackFiles.Contests}");
            }
            else if (contest.Poll != Poll.Contested)
            {
                Fault(PackFiles.Results, first.Line, $"there is no poll in {group.Key}");
            }
            else if (Recorded(contest, [.. group], countsAs) is { } result)
            {
                recorded.Add(result);
            }
        }
        return [.. recorded.OrderBy(r => r.At)];
    }

    private ImmutableArray<ScriptedStep> ReadScript(ImmutableArray<Contest> contests) =>
        File.Exists(Path.Combine(_folder, PackFiles.Script))
            ? new ScriptReader(
                contests,
                (line, reason) => Fault(PackFiles.Script, line, reason)
            ).Read(Lines(PackFiles.Script, PackFiles.ScriptColumns))
            : [];

    private RecordedResult? Recorded(
        Contest contest,
        CsvLine[] lines,
        Dictionary<PartyId, PartyId> countsAs
    )
    {
        var first = lines[0];
        if (IsoTime.Parse(first["recorded_at"]) is not { } at)
        {
            Fault(
                PackFiles.Results,
                first.Line,
                $"“{first["recorded_at"]}” is no ISO 8601 time with its offset"
            );
            return null;
        }
        int? rejected = null;
        if (first["rejected"].Length > 0)
        {
            rejected = Number(PackFiles.Results, first, "rejected", least: 0);
        }

        int? papers = null;
        if (first[PackFiles.Papers].Length > 0)
        {
            papers = Number(PackFiles.Results, first, PackFiles.Papers, least: 1);
        }

        var elected = ImmutableArray.CreateBuilder<int>();
        var votes = new List<CandidateVotes>();
        foreach (var line in lines)
        {
            if (
                line["recorded_at"] != first["recorded_at"]
                || line["rejected"] != first["rejected"]
                || line[PackFiles.Papers] != first[PackFiles.Papers]
            )
            {
                Fault(
                    PackFiles.Results,
                    line.Line,
                    $"time, papers or rejected ballots differ from line {first.Line}"
                );
                return null;
            }
            var written = new PartyId(line["party"]);
            var party = countsAs.GetValueOrDefault(written, written);
            var candidate = contest.Candidates.FirstOrDefault(c =>
                c.Name == line["candidate"] && c.Party == party
            );
            if (candidate is null)
            {
                Fault(
                    PackFiles.Results,
                    line.Line,
                    $"{line["candidate"]} ({written}) is no candidate in {contest.Name}"
                );
                return null;
            }
            if (Number(PackFiles.Results, line, "votes", least: 0) is not { } number)
            {
                return null;
            }
            votes.Add(new CandidateVotes(candidate.Number, number));
            if (Yes(PackFiles.Results, line, "elected"))
            {
                elected.Add(candidate.Number);
            }
        }
        if (elected.Count > contest.Seats)
        {
            Fault(
                PackFiles.Results,
                first.Line,
                $"{elected.Count} are elected in {contest.Name}, which has {Seats(contest.Seats)}"
            );
            return null;
        }
        return new RecordedResult(
            contest.Id,
            new Figures(
                [.. votes.OrderBy(v => v.Candidate)],
                rejected,
                elected.ToImmutable(),
                papers
            ),
            at
        );
    }

    private static string Seats(int seats) => seats == 1 ? "one seat" : $"{seats} seats";

    private static ImmutableArray<AreaId> Areas(CsvLine line, string whole)
    {
        var areas = ImmutableArray.CreateBuilder<AreaId>();
        var nation = line["nation"];
        if (line["county"].Length > 0)
        {
            areas.Add(new AreaId(AreaKind.County, line["county"]));
        }
        // Scotland, Wales and Northern Ireland are nation and region in one: counted once.
        if (line["region"].Length > 0 && line["region"] != nation)
        {
            areas.Add(new AreaId(AreaKind.Region, line["region"]));
        }
        if (nation.Length > 0 && nation != whole)
        {
            areas.Add(new AreaId(AreaKind.Nation, nation));
        }
        areas.Add(new AreaId(AreaKind.Whole, whole));
        return areas.ToImmutable();
    }

    private PartyId? Party(
        string file,
        CsvLine line,
        HashSet<PartyId> known,
        Dictionary<PartyId, PartyId> countsAs
    )
    {
        var party = new PartyId(line["party"]);
        if (!known.Contains(party))
        {
            Fault(file, line.Line, $"the party “{party}” is not in {PackFiles.Parties}");
            return null;
        }
        return countsAs.GetValueOrDefault(party, party);
    }

    private int? Number(string file, CsvLine line, string column, int least)
    {
        if (
            int.TryParse(
                line[column],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number >= least
        )
        {
            return number;
        }
        Fault(
            file,
            line.Line,
            $"{column} is a whole number of at least {least}, not “{line[column]}”"
        );
        return null;
    }

    private bool Yes(string file, CsvLine line, string column)
    {
        if (line[column] is not ("" or "yes" or "no"))
        {
            Fault(file, line.Line, $"{column} is yes, no or empty, not “{line[column]}”");
        }
        return line[column] == "yes";
    }

    private int? Colour(CsvLine line)
    {
        var text = line["colour"];
        if (text.Length == 0)
        {
            return null;
        }
        if (
            text.Length == 7
            && text[0] == '#'
            && int.TryParse(
                text.AsSpan(1),
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture,
                out var colour
            )
        )
        {
            return colour;
        }
        Fault(PackFiles.Parties, line.Line, $"a colour is written #rrggbb, not “{text}”");
        return null;
    }

    private IReadOnlyList<CsvLine> Lines(string file, string[] columns) =>
        CsvTable.Read(_folder, file, columns, _faults);

    private void Fault(string file, int line, string reason) =>
        _faults.Add(new PackFault(file, line, reason));

    private static IEnumerable<string> Parts(string list) =>
        list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
