using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs.Files;

/// <summary>contests.csv: a line for each contest, to which its candidates and last time's votes are put.</summary>
internal static class ContestsFile
{
    public const string FileName = "contests.csv";

    /// <summary>Beside “poll”, “chamber” and “held_by”, which may be left out.</summary>
    private static readonly string[] Columns =
    [
        "contest",
        "name",
        "seats",
        "electorate",
        "county",
        "region",
        "nation",
    ];

    public const string Chamber = "chamber";

    public const string PollColumn = "poll";

    private const string HeldBy = "held_by";

    /// <param name="whole">The area that holds everything.</param>
    public static ImmutableArray<Contest> Read(
        PackFolder folder,
        string whole,
        PackParties parties,
        Dictionary<string, Roll> rolls,
        Dictionary<string, List<PreviousLine>> previous,
        IReadOnlyDictionary<string, ChambersFile.Listed> chambers
    )
    {
        var contests = new Dictionary<ContestId, Contest>();
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in folder.Rows(FileName, Columns))
        {
            var id = row["contest"];
            listed.Add(id);
            if (
                ContestOf(
                    row,
                    whole,
                    parties,
                    rolls.GetValueOrDefault(id),
                    previous.GetValueOrDefault(id, []),
                    chambers
                )
                    is { } contest
                && !contests.TryAdd(contest.Id, contest)
            )
            {
                row.Refuse($"{id} is there twice");
            }
        }
        RefuseStrays(listed, rolls.Select(r => (r.Key, r.Value.First)));
        RefuseStrays(listed, previous.Select(p => (p.Key, p.Value[0].Row)));
        if (contests.Count == 0 && folder.IsSound)
        {
            folder.Refuse(FileName, 0, "there is no contest in it");
        }
        return [.. contests.Values];
    }

    /// <param name="added">Columns that may be left out, in the order of the cells behind the others.</param>
    public static void Write(
        string folder,
        IEnumerable<IReadOnlyList<string>> lines,
        params ReadOnlySpan<string> added
    ) => CsvTable.Write(folder, FileName, [.. Columns, .. added], lines);

    private static Contest? ContestOf(
        PackRow row,
        string whole,
        PackParties parties,
        Roll? roll,
        List<PreviousLine> previous,
        IReadOnlyDictionary<string, ChambersFile.Listed> chambers
    )
    {
        var id = row["contest"];
        if (id.Length == 0 || row["name"].Length == 0)
        {
            row.Refuse("a contest has a code and a name");
            return null;
        }
        var chamber = row.TextIfAny(Chamber);
        if (chamber is not null && !chambers.ContainsKey(chamber))
        {
            row.Refuse($"the chamber “{chamber}” is not in {ChambersFile.FileName}");
            return null;
        }
        var seats = row.NumberIfAny("seats", least: 1) ?? 1;
        if (roll is null)
        {
            row.Refuse($"{id} has no candidate in {CandidatesFile.FileName}");
            return null;
        }
        return
            PollOf(row) is { } poll
            && AreEnough(row, poll, seats, roll.Candidates.Count)
            && PreviousFile.AreVotes(id, previous)
            && row.Number("electorate", least: 1) is { } electorate
            ? new Contest(
                new ContestId(id),
                row["name"],
                electorate,
                Areas(row, whole),
                [.. roll.Candidates],
                PreviousFile.Base(previous, seats),
                seats,
                poll,
                chamber is null ? null : new ChamberId(chamber),
                HolderOf(row, seats, parties)
            )
            : null;
    }

    /// <summary>Null where it isn't said, or is said wrongly, which is a fault.</summary>
    private static PartyId? HolderOf(PackRow row, int seats, PackParties parties)
    {
        if (row.TextIfAny(HeldBy) is null)
        {
            return null;
        }
        if (seats > 1)
        {
            row.Refuse($"{HeldBy} is said of a contest with one seat, and there are {seats}");
            return null;
        }
        return row.Party(parties, HeldBy);
    }

    private static Poll? PollOf(PackRow row)
    {
        switch (row[PollColumn])
        {
            case "":
                return Poll.Contested;
            case "unopposed":
                return Poll.Unopposed;
            case "postponed":
                return Poll.Postponed;
            case var other:
                row.Refuse($"“poll” is empty, unopposed or postponed, not “{other}”");
                return null;
        }
    }

    /// <summary>Whether there are as many candidates as the poll asks for.</summary>
    private static bool AreEnough(PackRow row, Poll poll, int seats, int candidates)
    {
        var fault = poll switch
        {
            Poll.Contested when candidates < seats =>
                "; where nobody else stands, “poll” is unopposed",
            Poll.Unopposed when candidates > seats => ", and so is not unopposed",
            _ => null,
        };
        if (fault is not null)
        {
            row.Refuse($"{row["contest"]} has {seats} seats and {candidates} candidates{fault}");
        }
        return fault is null;
    }

    private static ImmutableArray<AreaId> Areas(PackRow row, string whole)
    {
        var areas = ImmutableArray.CreateBuilder<AreaId>();
        var nation = row["nation"];
        if (row.TextIfAny("county") is { } county)
        {
            areas.Add(new AreaId(AreaKind.County, county));
        }
        // Scotland, Wales and Northern Ireland are nation and region in one: counted once.
        if (row.TextIfAny("region") is { } region && region != nation)
        {
            areas.Add(new AreaId(AreaKind.Region, region));
        }
        if (nation.Length > 0 && nation != whole)
        {
            areas.Add(new AreaId(AreaKind.Nation, nation));
        }
        areas.Add(new AreaId(AreaKind.Whole, whole));
        return areas.ToImmutable();
    }

    private static void RefuseStrays(
        HashSet<string> listed,
        IEnumerable<(string Contest, PackRow Row)> named
    )
    {
        foreach (var (contest, row) in named.Where(n => !listed.Contains(n.Contest)))
        {
            row.Refuse($"{contest} is not in {FileName}");
        }
    }
}
