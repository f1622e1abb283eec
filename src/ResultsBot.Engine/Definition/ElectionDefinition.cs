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

    /// <exception cref="ArgumentException">
    /// A contest has no candidate, no area, a roll that is not numbered from 1, or a party that is not listed;
    /// or the contests do not all end in the same whole.
    /// </exception>
    public ElectionDefinition(
        string id,
        string name,
        DateTimeOffset pollCloses,
        string baseName,
        ImmutableArray<Party> parties,
        ImmutableArray<Contest> contests,
        ImmutableArray<PartySeats>? continuing = null,
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
        Continuing = continuing ?? [];
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

    public string Id { get; }

    public string Name { get; }

    /// <summary>Nothing about how people voted may be published earlier (RPA 1983 s.66A).</summary>
    public DateTimeOffset PollCloses { get; }

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

    /// <summary>Seats of the chamber that are not up for election this time, by who holds them.</summary>
    public ImmutableArray<PartySeats> Continuing { get; }

    /// <summary>Whether candidates pay a deposit: to Parliament they do, to a council not.</summary>
    public bool HasDeposits { get; }

    /// <summary>All seats of the chamber: those up for election, and those that are not.</summary>
    public int ChamberSeats => Seats[Whole] + Continuing.Sum(c => c.Seats);

    /// <summary>The seats a party needs to outvote all others together: 326 of 650.</summary>
    public int Majority => (ChamberSeats / 2) + 1;

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
        return
            order.Length > 0
            && order[0].Seats > 0
            && (order.Length == 1 || order[0].Seats > order[1].Seats)
            ? order[0].Id
            : null;
    }

    /// <summary>What a party holds that is not up for election.</summary>
    public int ContinuingSeats(PartyId party) =>
        Continuing.Where(c => c.Party == party).Sum(c => c.Seats);

    public Party Party(PartyId id) => _parties[id];

    public Party? FindParty(PartyId id) => _parties.GetValueOrDefault(id);

    public Contest? FindContest(ContestId id) => _contests.GetValueOrDefault(id);

    public Contest Contest(ContestId id) => _contests[id];

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
            .Concat(Continuing.Select(s => s.Party))
            .All(_parties.ContainsKey);
        if (
            contest.Candidates.IsEmpty
            || contest.Areas.IsEmpty
            || !numbered
            || !parties
            || contest.Electorate < 1
            || contest.Seats < 1
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
}
