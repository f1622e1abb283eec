using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Files;
using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>
/// Makes a pack of the 2024 general election from the House of Commons Library's tables (CBP-10009) and the
/// notional results: contests.csv, candidates.csv, parties.csv and previous-2019-notional.csv; and a map, if hexmap.csv
/// is there.
/// </summary>
internal static class HouseOfCommonsImport
{
    private const string Candidates = "candidates.csv";
    private const string HexMap = "hexmap.csv";

    private const string Commons = "commons";

    /// <summary>Parties of 2019 that stood under another registration in 2024, by their ids at Parliament.</summary>
    private static readonly Dictionary<string, string> Successors = new(StringComparer.Ordinal)
    {
        ["1006"] = "RUK", // The Brexit Party
        ["182"] = "Yrks", // The Yorkshire Party, registered anew
    };

    public static void Run(string source, string folder, ImportReport report)
    {
        var contests = Table(
            "contests.csv",
            "ons_id",
            "name",
            "country",
            "region",
            "county",
            "electorate",
            "rejected_votes",
            "recorded_at"
        );
        var candidates = Table(
            Candidates,
            "ons_id",
            "first_name",
            "surname",
            "party_abbreviation",
            "party_name",
            "sitting_mp",
            "votes"
        );
        var parties = Table("parties.csv", "abbreviation", "name", "mnis_id", "colour");
        var previous = Table(
            "previous-2019-notional.csv",
            "ons_id",
            "electorate",
            "party_abbreviation",
            "party_name",
            "party_mnis_id",
            "votes"
        );
        var map = File.Exists(Path.Combine(source, HexMap))
            ? Table(HexMap, "ons_id", "column", "row")
            : [];
        RefuseTransferable(contests, report);
        if (report.Faults.Count > 0)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        ElectionFile.Write(folder, Election(parties));
        ContestsFile.Write(folder, contests.Select(Contest), ContestsFile.Chamber);
        ChambersFile.Write(
            folder,
            [
                [Commons, "House of Commons", $"{contests.Count}", $"{(contests.Count / 2) + 1}"],
            ]
        );
        var today = parties.DistinctBy(p => p["abbreviation"]).ToArray();
        PartiesFile.Write(folder, today.Select(Party).Concat(Predecessors(parties, previous)));
        WriteCandidates(folder, contests, candidates, today, report);
        PreviousFile.Write(
            folder,
            previous
                .OrderBy(p => p["ons_id"], StringComparer.Ordinal)
                .Select(p =>
                    (string[])[p["ons_id"], p["party_abbreviation"], p["votes"], p["electorate"]]
                )
        );
        if (map.Count > 0)
        {
            MapFile.Write(folder, map.Select(m => (string[])[m["ons_id"], m["column"], m["row"]]));
        }

        IReadOnlyList<CsvLine> Table(string file, params string[] columns) =>
            CsvTable.Read(source, file, columns, report.Refuse);
    }

    private static void RefuseTransferable(IReadOnlyList<CsvLine> contests, ImportReport report)
    {
        string[] transferable =
        [
            .. contests
                .Select(c => new SourceContest(c["ons_id"], c["name"]))
                .Where(c => TransferableVote.IsUsedIn(c, isWard: false))
                .Select(c => c.Name),
        ];
        if (transferable.Length > 0)
        {
            report.Refuse(TransferableVote.Refusal(transferable));
        }
    }

    /// <summary>The candidates, and the votes of each as the recorded results.</summary>
    private static void WriteCandidates(
        string folder,
        IReadOnlyList<CsvLine> contests,
        IReadOnlyList<CsvLine> candidates,
        IReadOnlyList<CsvLine> parties,
        ImportReport report
    )
    {
        var contest = contests.ToDictionary(c => c["ons_id"]);
        var names = parties.ToDictionary(p => p["abbreviation"], p => p["name"]);
        var rolls = candidates
            .Where(c => contest.ContainsKey(c["ons_id"]))
            .Select(c =>
                (Line: c, First: Name(c, "first_name", report), Last: Name(c, "surname", report))
            )
            .OrderBy(c => c.Line["ons_id"], StringComparer.Ordinal)
            // As on a ballot paper: by surname, then by other names.
            .ThenBy(c => Words.Fold(c.Last), StringComparer.Ordinal)
            .ThenBy(c => Words.Fold(c.First), StringComparer.Ordinal)
            .Select(c => (c.Line, Name: $"{c.First} {c.Last}".Trim()))
            .ToArray();
        CandidatesFile.Write(
            folder,
            rolls.Select(r =>
                (string[])
                    [
                        r.Line["ons_id"],
                        r.Name,
                        r.Line["party_abbreviation"],
                        names.GetValueOrDefault(r.Line["party_abbreviation"])
                        == r.Line["party_name"]
                            ? ""
                            : r.Line["party_name"],
                        r.Line["sitting_mp"] == "Yes" ? "yes" : "",
                    ]
            )
        );
        ResultsFile.Write(
            folder,
            rolls.Select(r =>
                (string[])
                    [
                        r.Line["ons_id"],
                        contest[r.Line["ons_id"]]["recorded_at"],
                        contest[r.Line["ons_id"]]["rejected_votes"],
                        r.Name,
                        r.Line["party_abbreviation"],
                        r.Line["votes"],
                        "",
                    ]
            )
        );
    }

    private static string Name(CsvLine line, string column, ImportReport report)
    {
        var repaired = Mojibake.Repair(line[column]);
        if (repaired != line[column])
        {
            report.Note(
                $"{Candidates}, line {line.Line}: “{line[column]}” was read as “{repaired}”"
            );
        }
        return repaired;
    }

    private static IReadOnlyList<string> Contest(CsvLine line) =>
        [
            line["ons_id"],
            line["name"],
            "1",
            line["electorate"],
            line["county"],
            line["region"],
            line["country"],
            Commons,
        ];

    private static IReadOnlyList<string> Party(CsvLine line)
    {
        var id = line["abbreviation"];
        var known = PartyRegister.Find(id);
        return
        [
            id,
            known?.Name ?? line["name"],
            line["colour"] is { Length: > 0 } colour
                ? colour.ToLowerInvariant()
                : known?.Colour ?? "",
            "",
            known?.Aliases ?? "",
            PartyRegister.Collective(id),
        ];
    }

    /// <summary>
    /// The base results name parties as of 2019: each is brought to its party of 2024 by its id at Parliament,
    /// and one that is gone gets a line of its own.
    /// </summary>
    private static IEnumerable<IReadOnlyList<string>> Predecessors(
        IReadOnlyList<CsvLine> parties,
        IReadOnlyList<CsvLine> previous
    )
    {
        var today = parties.Select(p => p["abbreviation"]).ToHashSet(StringComparer.Ordinal);
        var byId = parties
            .DistinctBy(p => p["mnis_id"])
            .ToDictionary(p => p["mnis_id"], p => p["abbreviation"]);
        return previous
            .DistinctBy(p => p["party_abbreviation"])
            .Where(p => !today.Contains(p["party_abbreviation"]))
            .OrderBy(p => p["party_abbreviation"], StringComparer.Ordinal)
            .Select(gone =>
                (string[])
                    [
                        gone["party_abbreviation"],
                        gone["party_name"],
                        "",
                        Successors.GetValueOrDefault(gone["party_mnis_id"])
                            ?? byId.GetValueOrDefault(gone["party_mnis_id"], ""),
                        "",
                        "",
                    ]
            );
    }

    private static SortedDictionary<string, object> Election(IReadOnlyList<CsvLine> parties)
    {
        var election = new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["id"] = "ge2024",
            ["name"] = "General election 2024",
            ["poll_closes"] = "2024-07-04T22:00:00+01:00",
            ["whole"] = "United Kingdom",
            ["counting"] = ElectionFile.FirstPastThePost,
            ["base"] = "2019 notional results on the new boundaries (Rallings & Thrasher)",
            ["base_short"] = "2019 notional results",
            ["attribution"] =
                "Contains Parliamentary information licensed under the Open Parliament Licence v3.0. "
                + "Source: House of Commons Library, 2024 general election: results and analysis (CBP-10009). "
                + "Notional results for 2019: Rallings and Thrasher for BBC, ITN, Sky and PA.",
        };
        if (parties.Any(p => p["abbreviation"] == PartyId.Speaker.Value))
        {
            // Bodies differ over where the Speaker is counted: where the seat is told of, so is that.
            election["notes"] = new Dictionary<string, string>
            {
                [PartyId.Speaker.Value] =
                    "The Speaker counts as a party of one. The BBC counts the seat for Labour.",
            };
        }
        return election;
    }
}
