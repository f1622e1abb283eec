using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>Seats of one contest that changed hands.</summary>
/// <param name="From">Who lost seats there; with one seat it is one party.</param>
public sealed record Taking(Contest Contest, PartyId By, int Seats, ImmutableArray<PartyId> From);

/// <summary>The night in an area so far: what there is to tell of it.</summary>
/// <param name="Chambers">Those that are elected there and nowhere else.</param>
/// <param name="Records">Those of the area.</param>
/// <param name="Defeated">Sitting members who stood and lost, the clearest defeat first.</param>
/// <param name="Outstanding">As <see cref="Overview.Outstanding"/> orders them.</param>
public sealed record Story(
    Standing Standing,
    ImmutableArray<ChamberStanding> Chambers,
    NightRecords Records,
    ImmutableArray<(Contest Contest, Candidate Member)> Defeated,
    ImmutableArray<(Contest Contest, CountProgress Progress)> Outstanding
);

/// <summary>An election looked at as a whole, or one of its areas.</summary>
public static class Overview
{
    public static IEnumerable<(Contest Contest, Verdict Verdict)> Declared(
        Election election,
        AreaId area
    ) =>
        election
            .Contests.Where(c => c.Contest.Areas.Contains(area))
            .Select(c => (c.Contest, Verdict: c.State.VerdictIfAny))
            .Where(c => c.Verdict is not null)
            .Select(c => (c.Contest, c.Verdict!));

    /// <summary>The smallest majorities; of equals the smaller share of the votes first. Nobody is close who is unopposed.</summary>
    public static ImmutableArray<(Contest Contest, Verdict Verdict)> Closest(
        Election election,
        AreaId area,
        int most
    ) =>
        [
            .. Declared(election, area)
                .Where(d => d.Verdict.RunnerUp is not null)
                .OrderBy(d => d.Verdict.Majority)
                .ThenBy(d => d.Verdict.MajorityShare)
                .ThenBy(d => d.Contest.Name, StringComparer.Ordinal)
                .Take(most),
        ];

    /// <summary>Who took what from whom, in the order of the contests' names.</summary>
    public static ImmutableArray<Taking> Takings(Election election, AreaId area) =>
        [
            .. Declared(election, area)
                .Where(d => d.Verdict.Outcome is not Outcome.Win)
                .OrderBy(d => d.Contest.Name, StringComparer.Ordinal)
                .SelectMany(d =>
                {
                    ImmutableArray<PartyId> from =
                    [
                        .. d.Verdict.Changes.Where(c => c.Lost > 0).Select(c => c.Party),
                    ];
                    return d
                        .Verdict.Changes.Where(c => c.Gained > 0)
                        .Select(c => new Taking(d.Contest, c.Party, c.Gained, from));
                }),
        ];

    /// <summary>
    /// What has not declared: first what is expected, the nearest first; then what cannot be declared, so that it
    /// never goes unmentioned; then the others, the furthest on first.
    /// </summary>
    public static ImmutableArray<(Contest Contest, CountProgress Progress)> Outstanding(
        Election election,
        AreaId area
    ) =>
        [
            .. election
                .Contests.Where(c => c.State.IsToCome && c.Contest.Areas.Contains(area))
                .Select(c => (c.Contest, c.State.Progress))
                .OrderBy(c => c.Progress.Stage?.Expected ?? DateTimeOffset.MaxValue)
                .ThenByDescending(c => c.Progress.Stage?.Stage is Stage.UnableToDeclare)
                .ThenByDescending(c => (int?)c.Progress.Stage?.Stage ?? -1)
                .ThenBy(c => c.Contest.Name, StringComparer.Ordinal),
        ];

    /// <summary>Whose poll is held another day, in the order of their names.</summary>
    public static ImmutableArray<Contest> Postponed(Election election, AreaId area) =>
        [
            .. election
                .Contests.Where(c =>
                    c.State is ContestState.Postponed && c.Contest.Areas.Contains(area)
                )
                .Select(c => c.Contest)
                .OrderBy(c => c.Name, StringComparer.Ordinal),
        ];

    public static Story Story(Election election, AreaId area)
    {
        (Contest Contest, Verdict Verdict)[] declared = [.. Declared(election, area)];
        return new Story(
            election.Standing(area),
            [.. election.Chambers(area)],
            declared.Aggregate(NightRecords.None, (r, d) => r.With(d.Contest.Id, d.Verdict)),
            [
                .. declared
                    .Where(d => d.Verdict.Defeated is not null)
                    .OrderByDescending(d => d.Verdict.MajorityShare)
                    .ThenBy(d => d.Contest.Name, StringComparer.Ordinal)
                    .Select(d => (d.Contest, d.Verdict.Defeated!)),
            ],
            Outstanding(election, area)
        );
    }
}
