using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

public enum ProposalState
{
    Waiting,
    Sent,
    Withdrawn,
}

/// <param name="Cautions">The codes of what was shown to its reporter as odd.</param>
public sealed record Proposal(
    ProposalId Id,
    ContestId Contest,
    Figures Figures,
    ImmutableArray<string> Cautions,
    string By,
    ProposalState State
);

/// <summary>
/// The state of one election: the definition and all that has happened since. It is immutable;
/// <see cref="Decide"/> says what a command comes to, <see cref="Apply(ElectionEvent)"/> what an event makes of the
/// state.
/// </summary>
public sealed partial record Election
{
    private readonly ImmutableDictionary<ContestId, ContestState> _states;
    private readonly ImmutableDictionary<ProposalId, Proposal> _proposals;
    private readonly ImmutableDictionary<AreaId, Standing> _standings;
    private readonly NightRecords _records;
    private readonly ImmutableDictionary<PartyId, int> _open;

    public Election(ElectionDefinition definition)
        : this(
            definition,
            ImmutableDictionary<ContestId, ContestState>.Empty,
            ImmutableDictionary<ProposalId, Proposal>.Empty,
            definition.Seats.ToImmutableDictionary(
                a => a.Key,
                a => Counting.Standing.Empty(a.Key, a.Value)
            ),
            NightRecords.None,
            definition
                .Contests.SelectMany(OpenIn)
                .GroupBy(p => p.Party, p => p.Seats)
                .ToImmutableDictionary(g => g.Key, g => g.Sum())
        ) { }

    private Election(
        ElectionDefinition definition,
        ImmutableDictionary<ContestId, ContestState> states,
        ImmutableDictionary<ProposalId, Proposal> proposals,
        ImmutableDictionary<AreaId, Standing> standings,
        NightRecords records,
        ImmutableDictionary<PartyId, int> open
    )
    {
        Definition = definition;
        _states = states;
        _proposals = proposals;
        _standings = standings;
        _records = records;
        _open = open;
    }

    public ElectionDefinition Definition { get; }

    public ContestState State(ContestId contest) =>
        _states.GetValueOrDefault(contest) ?? ContestState.Awaited.Silent;

    public Proposal? Proposal(ProposalId id) => _proposals.GetValueOrDefault(id);

    /// <exception cref="KeyNotFoundException">The election has no such area.</exception>
    public Standing Standing(AreaId area) => _standings[area];

    public NightRecords Records => _records;

    /// <summary>How many of the seats that have not declared the party stands for, and so can win.</summary>
    public int OpenSeats(PartyId party) => _open.GetValueOrDefault(party);

    /// <summary>Every contest with its state, in the definition's order.</summary>
    public IEnumerable<(Contest Contest, ContestState State)> Contests =>
        Definition.Contests.Select(c => (c, State(c.Id)));

    /// <summary>The state after <paramref name="happened"/>, an event that this election decided.</summary>
    public Election Apply(ElectionEvent happened) =>
        happened switch
        {
            ElectionEvent.StageReported e => Heard(
                e.Contest,
                e.At,
                p => p with { Stage = e.Stage }
            ),
            ElectionEvent.PapersVerified e => Heard(
                e.Contest,
                e.At,
                p => p with { VerifiedPapers = e.Papers, AnnouncedTurnout = e.Turnout }
            ),
            ElectionEvent.CountReported e => Heard(
                e.Contest,
                e.At,
                p => p with { Running = Merged(p.Running, e.Votes) }
            ),
            ElectionEvent.WinnerFlashed e => Heard(
                e.Contest,
                e.At,
                p => p with { Flashed = e.Candidate }
            ),
            ElectionEvent.LotDrawn e => Heard(
                e.Contest,
                e.At,
                p => p with { Lot = Drawn(p.Lot, e.Candidate, Definition.Contest(e.Contest).Seats) }
            ),
            ElectionEvent.DeclarationProposed e => With(
                new Proposal(
                    e.Proposal,
                    e.Contest,
                    e.Figures,
                    e.Cautions,
                    e.By,
                    ProposalState.Waiting
                )
            ),
            ElectionEvent.ProposalWithdrawn e => With(
                _proposals[e.Proposal] with
                {
                    State = ProposalState.Withdrawn,
                }
            ),
            ElectionEvent.ResultDeclared e => Declare(
                    e.Contest,
                    // A number means one result for ever, also after one was taken back.
                    State(e.Contest) is ContestState.Retracted { Was: var was }
                        ? was.Number + 1
                        : 1,
                    e.Figures,
                    e.At,
                    e.By
                )
                .Sent(e.Proposal),
            ElectionEvent.ResultCorrected e => Undeclare(e.Contest)
                .Declare(e.Contest, e.Number, e.Figures, e.At, e.By),
            ElectionEvent.ResultRetracted e => Undeclare(e.Contest).Retracted(e),
            ElectionEvent.ResultReinstated e => Declare(
                e.Contest,
                e.Number,
                ((ContestState.Retracted)State(e.Contest)).Was.Figures,
                e.At,
                e.By
            ),
            ElectionEvent.Noted e => Heard(e.Contest, e.At, p => p),
            ElectionEvent.Quoted => this,
            _ => throw new ArgumentOutOfRangeException(
                nameof(happened),
                happened,
                "No rule for it."
            ),
        };

    /// <summary>Later figures take the place of earlier ones; a candidate without a new one keeps the old.</summary>
    private static ImmutableArray<CandidateVotes> Merged(
        ImmutableArray<CandidateVotes> before,
        ImmutableArray<CandidateVotes> now
    ) =>
        [
            .. before
                .Where(b => now.All(n => n.Candidate != b.Candidate))
                .Concat(now)
                .OrderBy(v => v.Candidate),
        ];

    /// <summary>A lot has no more winners than there are seats: one more means that it was put right.</summary>
    private static ImmutableArray<int> Drawn(
        ImmutableArray<int> before,
        int candidate,
        int seats
    ) =>
        before.Contains(candidate) ? before
        : before.Length < seats ? [.. before, candidate]
        : [candidate];

    private Election Heard(
        ContestId contest,
        DateTimeOffset at,
        Func<CountProgress, CountProgress> change
    )
    {
        var state = State(contest);
        return With(
            contest,
            state with
            {
                Progress = change(state.Progress) with { HeardAt = at },
            }
        );
    }

    private Election Declare(
        ContestId id,
        int number,
        Figures figures,
        DateTimeOffset at,
        string by
    )
    {
        var contest = Definition.Contest(id);
        if (
            Count.Of(contest, figures, Definition.HasDeposits)
            is not Count.Complete { Verdict: var verdict }
        )
        {
            throw new InvalidOperationException(
                $"{contest.Name} was declared with a tie and no lot."
            );
        }
        var declared = new ContestState.Declared(
            new DeclaredResult(number, figures, verdict, at, by),
            State(id).Progress with
            {
                HeardAt = at,
            }
        );
        return With(contest, s => s.With(verdict), _records.With(id, verdict), -1)
            .With(id, declared);
    }

    private Election Undeclare(ContestId id)
    {
        var declared = (ContestState.Declared)State(id);
        // A record may have been this contest's: who holds it now is found by looking at all the others.
        var records = _states
            .Where(s => s.Key != id)
            .OrderBy(s => s.Key.Value, StringComparer.Ordinal)
            .Aggregate(
                NightRecords.None,
                (r, s) => s.Value is ContestState.Declared d ? r.With(s.Key, d.Verdict) : r
            );
        return With(Definition.Contest(id), s => s.Without(declared.Verdict), records, 1);
    }

    private Election Retracted(ElectionEvent.ResultRetracted e)
    {
        var declared = (ContestState.Declared)State(e.Contest);
        return With(
            e.Contest,
            new ContestState.Retracted(
                declared.Result,
                e.Reason,
                declared.Progress with
                {
                    HeardAt = e.At,
                }
            )
        );
    }

    private Election Sent(ProposalId? id) =>
        id is { } proposal ? With(_proposals[proposal] with { State = ProposalState.Sent }) : this;

    /// <summary>How many of a contest's seats each party can win: no more than it has put up candidates.</summary>
    private static IEnumerable<PartySeats> OpenIn(Contest contest) =>
        contest
            .Candidates.CountBy(c => c.Party)
            .Select(p => new PartySeats(p.Key, Math.Min(p.Value, contest.Seats)));

    /// <param name="by">−1 when the contest's seats are taken, 1 when they are open again.</param>
    private Election With(
        Contest contest,
        Func<Standing, Standing> change,
        NightRecords records,
        int by
    ) =>
        new(
            Definition,
            _states,
            _proposals,
            _standings.SetItems(
                contest.Areas.Select(a => KeyValuePair.Create(a, change(_standings[a])))
            ),
            records,
            _open.SetItems(
                OpenIn(contest)
                    .Select(p => KeyValuePair.Create(p.Party, _open[p.Party] + (by * p.Seats)))
            )
        );

    private Election With(ContestId contest, ContestState state) =>
        new(Definition, _states.SetItem(contest, state), _proposals, _standings, _records, _open);

    private Election With(Proposal proposal) =>
        new(
            Definition,
            _states,
            _proposals.SetItem(proposal.Id, proposal),
            _standings,
            _records,
            _open
        );
}
