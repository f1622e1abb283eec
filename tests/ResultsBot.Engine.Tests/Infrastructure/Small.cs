using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Tests.Infrastructure;

/// <summary>Small elections, with just what a test is about.</summary>
internal static class Small
{
    public static readonly DateTimeOffset PollCloses = new(
        2024,
        7,
        4,
        22,
        0,
        0,
        TimeSpan.FromHours(1)
    );

    public static readonly DateTimeOffset Night = PollCloses.AddHours(3);

    /// <summary>The chamber that everything is elected to where nothing else is said.</summary>
    public const string All = "all";

    public static readonly PartyId Lab = new("Lab");
    public static readonly PartyId Con = new("Con");
    public static readonly PartyId LD = new("LD");
    public static readonly PartyId Green = new("Green");
    public static readonly PartyId Ind = PartyId.Independent;

    public static readonly AreaId Whole = new(AreaKind.Whole, "United Kingdom");
    public static readonly AreaId England = new(AreaKind.Nation, "England");
    public static readonly AreaId Derbyshire = new(AreaKind.County, "Derbyshire");
    public static readonly AreaId Rutland = new(AreaKind.County, "Rutland");

    /// <param name="roll">The candidates’ parties in order, such as “Lab Con LD”.</param>
    /// <param name="last">The base result, such as “Con 600 Lab 400”; null for none.</param>
    public static Contest Contest(
        string id,
        string roll = "Lab Con",
        string? last = "Con 600 Lab 400",
        int electorate = 10_000,
        AreaId[]? areas = null
    ) =>
        new(
            new ContestId(id),
            $"Seat {id}",
            electorate,
            [.. areas ?? [Whole]],
            [
                .. roll.Split(' ')
                    .Select(
                        (party, i) =>
                            new Candidate(i + 1, $"{party} candidate {i + 1}", new PartyId(party))
                    ),
            ],
            last is null ? null : Base(last),
            Chamber: new ChamberId(All)
        );

    public static BaseResult Base(string votes) =>
        BaseResult.Of([
            .. votes
                .Split(' ')
                .Chunk(2)
                .Select(pair => new PartyVotes(new PartyId(pair[0]), int.Parse(pair[1]))),
        ]);

    /// <summary>A ward with several seats.</summary>
    /// <param name="last">The votes of each party's best candidate, as in <see cref="Contest"/>.</param>
    /// <param name="held">Who held the seats, such as “Con 2 Lab 1”.</param>
    public static Contest Ward(
        string id,
        int seats = 3,
        string roll = "Lab Lab Lab Con Con Con",
        string? last = "Con 600 Lab 400",
        string held = "Con 3",
        int electorate = 10_000,
        AreaId[]? areas = null
    ) =>
        Contest(id, roll, null, electorate, areas) with
        {
            Seats = seats,
            Base = last is null ? null : BaseResult.Of(Base(last).Votes, seats: Held(held)),
        };

    /// <param name="seats">Who has how many, such as “Con 2 Lab 1”.</param>
    public static ImmutableArray<PartySeats> Held(string seats) =>
        [.. Base(seats).Votes.Select(v => new PartySeats(v.Party, v.Votes))];

    public static Contest Named(this Contest contest, params string[] names) =>
        contest with
        {
            Candidates = [.. contest.Candidates.Select((c, i) => c with { Name = names[i] })],
        };

    public static Contest Sitting(this Contest contest, int number) =>
        contest with
        {
            Candidates =
            [
                .. contest.Candidates.Select(c => c with { Sitting = c.Number == number }),
            ],
        };

    /// <summary>A council that elects some of its seats now, and whose other seats continue.</summary>
    public static Election Council(string continuing, params Contest[] contests)
    {
        var now = Defined(contests);
        var held = Held(continuing);
        return new(
            new ElectionDefinition(
                now.Id,
                now.Name,
                now.PollCloses,
                now.BaseName,
                [
                    .. now.Parties.UnionBy(
                        held.Select(s => new Party(s.Party, $"{s.Party}", null, [])),
                        p => p.Id
                    ),
                ],
                now.Contests,
                [Chamber(All, now.Contests.Sum(c => c.Seats) + held.Sum(h => h.Seats), held)],
                hasDeposits: false
            )
        );
    }

    /// <summary>With a majority of more than half.</summary>
    public static Chamber Chamber(
        string id,
        int seats,
        ImmutableArray<PartySeats>? continuing = null
    ) => new(new ChamberId(id), $"{id} Council", seats, (seats / 2) + 1, continuing ?? []);

    public static Contest In(this Contest contest, string chamber) =>
        contest with
        {
            Chamber = new ChamberId(chamber),
        };

    /// <summary>Everything is elected to one chamber; of a single seat it is not the whole.</summary>
    public static ElectionDefinition Defined(params Contest[] contests) =>
        Defined([Chamber(All, Math.Max(2, contests.Sum(c => c.Seats)))], contests);

    public static ElectionDefinition Defined(
        ImmutableArray<Chamber> chambers,
        params Contest[] contests
    ) =>
        new(
            "small",
            "Small election",
            PollCloses,
            "last time",
            [
                .. contests
                    .SelectMany(c =>
                        c.Candidates.Select(p => p.Party)
                            .Concat(c.Base?.Votes.Select(v => v.Party) ?? [])
                    )
                    .Concat(chambers.SelectMany(c => c.Continuing).Select(s => s.Party))
                    .Distinct()
                    .Select(p => new Party(p, $"The {p} Party", null, [])),
            ],
            [.. contests],
            chambers
        );

    public static Election Election(params Contest[] contests) => new(Defined(contests));

    /// <summary>The one chamber that everything is elected to.</summary>
    public static ChamberStanding Everything(this Election election) =>
        election.Chamber(new ChamberId(All));

    /// <summary>A figure for each candidate, in the order of the roll.</summary>
    public static Figures Votes(params int[] votes) =>
        new([.. votes.Select((v, i) => new CandidateVotes(i + 1, v))]);

    public static Verdict Verdict(Contest contest, Figures figures) =>
        Assert.IsType<Count.Complete>(Count.Of(contest, figures)).Verdict;

    public static Verdict Verdict(Contest contest, params int[] votes) =>
        Verdict(contest, Votes(votes));

    public static Election After(this Election election, Command command) =>
        election.Decide(command, Night) switch
        {
            Decision.Accepted { Events: var events } => events.Aggregate(
                election,
                (e, happened) => e.Apply(happened)
            ),
            Decision.Refused { Faults: var faults } => throw new InvalidOperationException(
                $"{command} is refused: {string.Join(", ", faults)}"
            ),
            _ => throw new InvalidOperationException($"{command} has to be accepted knowingly."),
        };

    /// <summary>What there is to tell after a command that is accepted.</summary>
    public static (ImmutableArray<Bulletin> News, Election After) Tell(
        this Election election,
        Command command
    )
    {
        var news = ImmutableArray.CreateBuilder<Bulletin>();
        foreach (
            var happened in Assert.IsType<Decision.Accepted>(election.Decide(command, Night)).Events
        )
        {
            var after = election.Apply(happened);
            news.AddRange(News.Of(election, happened, after));
            election = after;
        }
        return (news.ToImmutable(), election);
    }

    public static Command.Declare Declaration(string contest, params int[] votes) =>
        new(new ContestId(contest), Votes(votes), "rita");

    public static ContestState.Declared Declared(this Election election, string contest) =>
        Assert.IsType<ContestState.Declared>(election.State(new ContestId(contest)));

    public static Election Declare(this Election election, string contest, params int[] votes) =>
        election.After(new Command.Declare(new ContestId(contest), Votes(votes), "rita"));

    /// <summary>Sends a proposal, accepting by code whatever is odd about it.</summary>
    public static Election Confirm(
        this Election election,
        ProposalId proposal,
        string by = "rita"
    ) => election.After(election.Knowingly(new Command.Confirm(proposal, by)));

    /// <summary>The same command, with every caution accepted that it meets.</summary>
    public static Command.Confirm Knowingly(this Election election, Command.Confirm command) =>
        command with
        {
            Accepted = [.. election.Cautions(command).Select(c => c.Code)],
        };

    public static Command.Correct Knowingly(this Election election, Command.Correct command) =>
        command with
        {
            Accepted = [.. election.Cautions(command).Select(c => c.Code)],
        };

    /// <summary>What has to be accepted before a command, or what a proposal is read back with.</summary>
    public static IEnumerable<Caution> Cautions(this Election election, Command command) =>
        election.Decide(command, Night) switch
        {
            Decision.Cautioned cautioned => cautioned.Cautions,
            Decision.Accepted accepted => accepted.Cautions,
            _ => [],
        };

    public static ImmutableArray<Fault> Faults(this Election election, Command command) =>
        Assert.IsType<Decision.Refused>(election.Decide(command, Night)).Faults;

    public static Fraction Percent(int percent) => new(percent, 100);
}
