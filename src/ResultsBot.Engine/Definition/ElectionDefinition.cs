using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ResultsBot.Engine.Definition;

/// <summary>What is known of an election before the first vote is counted. It never changes on the night.</summary>
public sealed record ElectionDefinition
{
    private readonly FrozenDictionary<PartyId, Party> _parties;
    private readonly FrozenDictionary<ContestId, Contest> _contests;

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
        ImmutableArray<Contest> contests
    )
    {
        Id = id;
        Name = name;
        PollCloses = pollCloses;
        BaseName = baseName;
        Parties = parties;
        Contests = contests;
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
        Seats = contests.SelectMany(c => c.Areas).CountBy(a => a).ToFrozenDictionary();
    }

    public string Id { get; }

    public string Name { get; }

    /// <summary>Nothing about how people voted may be published earlier (RPA 1983 s.66A).</summary>
    public DateTimeOffset PollCloses { get; }

    /// <summary>What the base results are, in words, to be shown beside what is measured against them.</summary>
    public string BaseName { get; }

    public ImmutableArray<Party> Parties { get; }

    public ImmutableArray<Contest> Contests { get; }

    public AreaId Whole { get; }

    /// <summary>How many seats each area has.</summary>
    public FrozenDictionary<AreaId, int> Seats { get; }

    /// <summary>The seats a party needs to outvote all others together: 326 of 650.</summary>
    public int Majority => (Contests.Length / 2) + 1;

    public Party Party(PartyId id) => _parties[id];

    public Contest? FindContest(ContestId id) => _contests.GetValueOrDefault(id);

    public Contest Contest(ContestId id) => _contests[id];

    private void Check(Contest contest)
    {
        var numbered = contest.Candidates.Select((c, i) => c.Number == i + 1).All(fits => fits);
        var parties = contest
            .Candidates.Select(c => c.Party)
            .Concat(contest.Base?.Votes.Select(v => v.Party) ?? [])
            .All(_parties.ContainsKey);
        if (
            contest.Candidates.IsEmpty
            || contest.Areas.IsEmpty
            || !numbered
            || !parties
            || contest.Electorate < 1
        )
        {
            throw new ArgumentException(
                $"{contest.Name} ({contest.Id}) is not well defined.",
                nameof(contest)
            );
        }
    }
}
