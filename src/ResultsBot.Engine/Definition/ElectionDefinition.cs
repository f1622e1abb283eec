using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ResultsBot.Engine.Definition;

/// <summary>
/// What is known of an election before the first vote is counted. On the night an electorate may turn out to be another,
/// and nothing else: see <see cref="With"/>.
/// </summary>
public sealed record ElectionDefinition
{
    private readonly FrozenDictionary<PartyId, Party> _parties;
    private FrozenDictionary<ContestId, Contest> _contests;
    private readonly FrozenDictionary<(AreaId, PartyId), int> _baseSeats;
    private readonly FrozenDictionary<ChamberId, ImmutableArray<AreaId>> _chamberAreas;
    private readonly FrozenSet<AreaId> _electedInPart;

    /// <exception cref="ArgumentException">
    /// A contest has no candidate, no area, a roll that is not numbered from 1, or a party that is not listed;
    /// or the contests do not all end in the same whole; or a chamber has no contest, or fewer seats than are filled.
    /// </exception>
    public ElectionDefinition(
        string id,
        string name,
        DateTimeOffset pollCloses,
        string baseName,
        ImmutableArray<Party> parties,
        ImmutableArray<Contest> contests,
        ImmutableArray<Chamber>? chambers = null,
        bool hasDeposits = true,
        string? baseInShort = null
    )
    {
        Id = id;
        Name = name;
        PollCloses = pollCloses;
        BaseName = baseName;
        BaseInShort = baseInShort ?? baseName;
        Parties = parties;
        Contests = contests;
        Chambers = chambers ?? [];
        HasDeposits = hasDeposits;
        _parties = parties.ToFrozenDictionary(p => p.Id);
        _contests = contests.ToFrozenDictionary(c => c.Id);
        foreach (var contest in contests)
        {
            Check(contest);
        }
        Whole =
            contests.Length > 0
                ? contests[0].Areas[^1]
                : throw new ArgumentException("No contest.", nameof(contests));
        if (Whole.Kind != AreaKind.Whole || contests.Any(c => c.Areas[^1] != Whole))
        {
            throw new ArgumentException(
                "Every contest's last area is the one whole.",
                nameof(contests)
            );
        }
        foreach (var chamber in Chambers)
        {
            Check(chamber);
        }
        _chamberAreas = Chambers.ToFrozenDictionary(
            c => c.Id,
            c =>
                contests
                    .Where(contest => contest.Chamber == c.Id)
                    .SelectMany(contest => contest.Areas)
                    .Distinct()
                    .ToImmutableArray()
        );
        var whole = Chambers
            .Where(c => Filled(c) == c.Seats)
            .Select(c => (ChamberId?)c.Id)
            .ToHashSet();
        _electedInPart = contests
            .Where(c => !whole.Contains(c.Chamber))
            .SelectMany(c => c.Areas)
            .Concat(Chambers.SelectMany(Beyond))
            .ToFrozenSet();
        MostSeats = contests.Max(c => c.Seats);
        _baseSeats = contests
            .SelectMany(c =>
                c.Areas.SelectMany(
                    _ => c.Base?.Seats ?? [],
                    (area, held) => (Key: (area, held.Party), held.Seats)
                )
            )
            .GroupBy(s => s.Key, s => s.Seats)
            .ToFrozenDictionary(g => g.Key, g => g.Sum());
        Seats = contests
            .SelectMany(c => c.Areas, (c, area) => (Area: area, c.Seats))
            .GroupBy(s => s.Area, s => s.Seats)
            .ToFrozenDictionary(g => g.Key, g => g.Sum());
    }

    /// <summary>
    /// The areas around the one that a chamber is all of: a council's county or region has other councils, which nobody here
    /// knows of. The whole is what there is.
    /// </summary>
    private IEnumerable<AreaId> Beyond(Chamber chamber)
    {
        var elected = Contests.Where(c => c.Chamber == chamber.Id).ToArray();
        return elected[0]
            .Areas.Where(area => elected.All(c => c.Areas.Contains(area)))
            .Skip(1)
            .Where(area => area != Whole);
    }

    public string Id { get; }

    public string Name { get; }

    /// <summary>Nothing about how people voted may be published earlier (RPA 1983 s.66A).</summary>
    public DateTimeOffset PollCloses { get; private init; }

    /// <summary>As clocks show it where the election is held: the close of poll is given by them.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(PollCloses.Offset);

    /// <summary>What the base results are, in words, to be shown beside what is measured against them.</summary>
    public string BaseName { get; }

    /// <summary>The same in two or three words.</summary>
    public string BaseInShort { get; }

    public ImmutableArray<Party> Parties { get; }

    public ImmutableArray<Contest> Contests { get; private init; }

    public AreaId Whole { get; }

    /// <summary>Where each contest lies on the map; empty where there is no map.</summary>
    public FrozenDictionary<ContestId, HexCell> Map { get; init; } =
        FrozenDictionary<ContestId, HexCell>.Empty;

    /// <summary>How many seats are elected in each area.</summary>
    public FrozenDictionary<AreaId, int> Seats { get; }

    /// <summary>The seats of the contest that has most of them.</summary>
    public int MostSeats { get; }

    /// <summary>The parliaments and councils that are elected, as a whole or in part; none with by-elections.</summary>
    public ImmutableArray<Chamber> Chambers { get; }

    /// <summary>Whether candidates pay a deposit: to Parliament they do, to a council not.</summary>
    public bool HasDeposits { get; }

    /// <summary>
    /// Whether the area's seats that are up for election are all it has, so that what they held before and hold now is so of
    /// the area. At by-elections they aren't, nor where some of a council's members continue or a seat stays vacant, nor in
    /// an area that a council is only a part of.
    /// </summary>
    public bool IsWhollyElected(AreaId area) => !_electedInPart.Contains(area);

    /// <summary>How many of an area's seats the party held by the base results.</summary>
    public int BaseSeats(AreaId area, PartyId party) => _baseSeats.GetValueOrDefault((area, party));

    /// <summary>The party that held most of the area's seats by the base results; null if two held as many.</summary>
    public PartyId? BaseLargest(AreaId area)
    {
        var order = Parties
            .Select(p => (p.Id, Seats: BaseSeats(area, p.Id)))
            .OrderByDescending(p => p.Seats)
            .Take(2)
            .ToArray();
        // Where there is one party only, nobody is second, with no seat.
        return order[0].Seats > order.ElementAtOrDefault(1).Seats ? order[0].Id : null;
    }

    /// <summary>The chambers that are elected in the area and nowhere else.</summary>
    public IEnumerable<Chamber> ChambersWithin(AreaId area) =>
        area == Whole
            ? Chambers
            : Chambers.Where(chamber =>
                Contests.All(c => c.Chamber != chamber.Id || c.Areas.Contains(area))
            );

    /// <summary>The one chamber that all seats of the area belong to; null where there is none, or more than one.</summary>
    public Chamber? OnlyChamber(AreaId area) =>
        ChambersWithin(area).ToArray() is [var only]
        && Contests.All(c => c.Chamber == only.Id || !c.Areas.Contains(area))
            ? only
            : null;

    /// <summary>Every area that part of a chamber is elected in, and those around it.</summary>
    public ImmutableArray<AreaId> AreasOf(ChamberId chamber) => _chamberAreas[chamber];

    public Party Party(PartyId id) => _parties[id];

    public Party? FindParty(PartyId id) => _parties.GetValueOrDefault(id);

    public Contest? FindContest(ContestId id) => _contests.GetValueOrDefault(id);

    public Contest Contest(ContestId id) => _contests[id];

    /// <summary>
    /// The same with its polls over: an election is rehearsed days and weeks before it is held. Where they close later they
    /// have been closed since that day began, so that all starts on one day say the same.
    /// </summary>
    public ElectionDefinition AfterPolls(DateTimeOffset now)
    {
        var today = Local(now);
        return now < PollCloses
            ? this with
            {
                PollCloses = new DateTimeOffset(today.Date, today.Offset),
            }
            : this;
    }

    /// <summary>The same with another electorate in one contest.</summary>
    /// <exception cref="KeyNotFoundException">There is no such contest.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Nobody may vote.</exception>
    public ElectionDefinition With(ContestId id, int electorate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(electorate, 1);
        var contests = Contests.Replace(
            _contests[id],
            _contests[id] with
            {
                Electorate = electorate,
            }
        );
        return this with
        {
            Contests = contests,
            _contests = contests.ToFrozenDictionary(c => c.Id),
        };
    }

    private void Check(Contest contest)
    {
        var numbered = contest.Candidates.Select((c, i) => c.Number == i + 1).All(fits => fits);
        var parties = contest
            .Candidates.Select(c => c.Party)
            .Concat(contest.Base?.Votes.Select(v => v.Party) ?? [])
            .Concat(contest.Base?.Seats.Select(s => s.Party) ?? [])
            .All(_parties.ContainsKey);
        if (
            contest.Candidates.IsEmpty
            || contest.Areas.IsEmpty
            || !numbered
            || !parties
            || contest.Electorate < 1
            || contest.Seats < 1
            || (contest.Chamber is { } chamber && Chambers.All(c => c.Id != chamber))
            || (contest.Poll == Poll.Contested && contest.Seats > contest.Candidates.Length)
            || (contest.Poll == Poll.Unopposed && contest.Seats < contest.Candidates.Length)
        )
        {
            throw new ArgumentException(
                $"{contest.Name} ({contest.Id}) is not well defined.",
                nameof(contest)
            );
        }
    }

    private int Filled(Chamber chamber) =>
        Contests.Where(c => c.Chamber == chamber.Id).Sum(c => c.Seats);

    private void Check(Chamber chamber)
    {
        var filled = Filled(chamber);
        if (
            filled == 0
            || filled + chamber.Continuing.Sum(c => c.Seats) > chamber.Seats
            || chamber.Majority <= chamber.Seats / 2
            || chamber.Majority > chamber.Seats
            || chamber.Continuing.Any(c => !_parties.ContainsKey(c.Party) || c.Seats < 1)
        )
        {
            throw new ArgumentException(
                $"{chamber.Name} ({chamber.Id}) is not well defined.",
                nameof(chamber)
            );
        }
    }
}
