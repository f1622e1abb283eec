using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>
/// The state of one election: the definition and all that has happened since. It is immutable;
/// <see cref="Decide"/> says what a command comes to, <see cref="Apply(ElectionEvent)"/> what an event makes of the
/// state.
/// </summary>
public sealed partial record Election
{
    private readonly ElectionDefinition _pack;
    private ImmutableDictionary<ContestId, ContestState> _states;
    private ImmutableDictionary<ProposalId, Proposal> _proposals;
    private ImmutableDictionary<AreaId, Standing> _standings;
    private ImmutableDictionary<ChamberId, ChamberStanding> _chambers;

    public Election(ElectionDefinition definition, HouseRules? rules = null)
    {
        Definition = definition;
        _pack = definition;
        Rules = rules ?? HouseRules.Default;
        _states = ImmutableDictionary<ContestId, ContestState>.Empty;
        _proposals = ImmutableDictionary<ProposalId, Proposal>.Empty;
        _standings = definition.Seats.ToImmutableDictionary(
            a => a.Key,
            a => Counting.Standing.Empty(a.Key, a.Value)
        );
        var contests = definition.Contests.ToLookup(c => c.Chamber);
        _chambers = definition.Chambers.ToImmutableDictionary(
            c => c.Id,
            c =>
                ChamberStanding.Empty(
                    c,
                    definition.Whole,
                    [.. contests[c.Id]],
                    contests[c.Id].Count() == definition.Contests.Length
                )
        );
        foreach (var contest in definition.Contests.Where(c => c.Poll != Poll.Contested))
        {
            var known = Known(contest);
            (_states, _standings, _chambers) = (known._states, known._standings, known._chambers);
        }
    }

    /// <summary>With the electorates as they were corrected.</summary>
    public ElectionDefinition Definition { get; private init; }

    public HouseRules Rules { get; }

    /// <summary>From where nothing goes out for now.</summary>
    public ImmutableHashSet<Embargo> Embargoes { get; private init; } = [];

    /// <summary>Whether nothing at all goes out for now.</summary>
    public bool IsPaused => PausedSince is not null;

    /// <summary>What was decided from then on does not go out; null while nothing is paused.</summary>
    public DateTimeOffset? PausedSince { get; private init; }

    public ContestState State(ContestId contest) =>
        _states.GetValueOrDefault(contest) ?? ContestState.Awaited.Silent;

    public Proposal? Proposal(ProposalId id) => _proposals.GetValueOrDefault(id);

    /// <summary>What waits for somebody else to send it, the longest waiting first.</summary>
    public IEnumerable<Proposal> AwaitingSecondPerson =>
        _proposals
            .Values.Where(p => p.State == ProposalState.AwaitsSecondPerson)
            .OrderBy(p => p.At)
            .ThenBy(p => p.Id.Value, StringComparer.Ordinal);

    /// <summary>Whether what is reported of the contest is held back.</summary>
    public bool IsHeld(Contest contest) => Embargoes.Any(e => e.Covers(contest));

    /// <exception cref="KeyNotFoundException">The election has no such area.</exception>
    public Standing Standing(AreaId area) => _standings[area];

    public NightRecords Records { get; private init; } = NightRecords.None;

    /// <exception cref="KeyNotFoundException">The election has no such chamber.</exception>
    public ChamberStanding Chamber(ChamberId chamber) => _chambers[chamber];

    /// <summary>The chambers that are elected in the area and nowhere else, in the definition's order.</summary>
    public IEnumerable<ChamberStanding> Chambers(AreaId area) =>
        Definition.ChambersWithin(area).Select(c => _chambers[c.Id]);

    /// <summary>Every contest with its state, in the definition's order.</summary>
    public IEnumerable<(Contest Contest, ContestState State)> Contests =>
        Definition.Contests.Select(c => (c, State(c.Id)));

    /// <summary>The state after <paramref name="happened"/>, an event that this election decided.</summary>
    public Election Apply(ElectionEvent happened) => Changed(happened).Remember(happened, this);

    private Election Changed(ElectionEvent happened) =>
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
                p =>
                    p with
                    {
                        Flashes =
                            Definition.Contest(e.Contest).Seats == 1
                                ? [e.Candidate]
                                : p.Flashes.Remove(e.Candidate).Add(e.Candidate),
                    }
            ),
            ElectionEvent.FlashWithdrawn e => Heard(
                e.Contest,
                e.At,
                p => p with { Flashes = p.Flashes.RemoveRange(e.Flashes) }
            ),
            ElectionEvent.LotDrawn e => Heard(
                e.Contest,
                e.At,
                p => p with { Lot = Drawn(p.Lot, e.Candidate, Definition.Contest(e.Contest).Seats) }
            ),
            ElectionEvent.Proposed e => With(
                new Proposal(e.Proposal, e.Asks, e.Cautions, e.By, e.At)
            ),
            ElectionEvent.SecondPersonAsked e => With(
                e.Proposal,
                p =>
                    p with
                    {
                        State = ProposalState.AwaitsSecondPerson,
                        Accepted = e.Accepted,
                        At = e.At,
                    }
            ),
            ElectionEvent.ProposalRejected e => With(
                e.Proposal,
                p =>
                    p with
                    {
                        State = ProposalState.Rejected,
                        Reason = e.Reason,
                        SettledBy = e.By,
                        At = e.At,
                    }
            ),
            ElectionEvent.ProposalWithdrawn e => With(
                e.Proposal,
                p => p with { State = ProposalState.Withdrawn, At = e.At }
            ),
            ElectionEvent.ProposalSent e => With(
                e.Proposal,
                p => p with { State = ProposalState.Sent, SettledBy = e.By, At = e.At }
            ),
            ElectionEvent.ResultDeclared e => WithVerified(e.Contest, e.Verified)
                .Declare(
                    e.Contest,
                    // A number means one result for ever, also after one was taken back.
                    State(e.Contest) is ContestState.Retracted { Was: var was }
                        ? was.Number + 1
                        : 1,
                    e.Figures,
                    e.At,
                    e.By
                )
                .Sent(e),
            ElectionEvent.ResultCorrected e => Undeclare(e.Contest)
                .WithVerified(e.Contest, e.Verified)
                .Declare(e.Contest, e.Number, e.Figures, e.At, e.By),
            ElectionEvent.ElectorateCorrected e => WithElectorate(e),
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
            ElectionEvent.PostWritten
            or ElectionEvent.PostCorrected
            or ElectionEvent.PostWithdrawn => Posted(happened),
            ElectionEvent.EntryMarked => this,
            ElectionEvent.PollPostponed e => Postponed(e.Contest, e.Reason, e.At),
            ElectionEvent.PollReopened e => Reopened(e),
            ElectionEvent.TakenBack e => Restored(e.Contest, _words[e.Contest].Before),
            ElectionEvent.EmbargoPlaced e => this with { Embargoes = Embargoes.Add(e.Embargo) },
            ElectionEvent.EmbargoLifted e => this with { Embargoes = Embargoes.Remove(e.Embargo) },
            ElectionEvent.Paused e => this with { PausedSince = e.At },
            ElectionEvent.Resumed => this with { PausedSince = null },
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
        return With(contest, s => s.With(verdict), Records.With(id, verdict), -1)
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
                    // The others were taken back when it was declared.
                    Flashes = declared.Progress.Flashes.RemoveAll(f =>
                        declared.Verdict.Elected.All(l => l.Candidate.Number != f)
                    ),
                    HeardAt = e.At,
                }
            )
        );
    }

    private Election Sent(ElectionEvent.ResultDeclared e) =>
        e.Proposal is { } proposal
            ? Changed(new ElectionEvent.ProposalSent(proposal, e.At, e.By))
            : this;

    /// <param name="by">−1 when the contest's seats are taken, 1 when they are open again.</param>
    private Election With(
        Contest contest,
        Func<Standing, Standing> change,
        NightRecords records,
        int by
    ) =>
        this with
        {
            _standings = _standings.SetItems(
                contest.Areas.Select(a => KeyValuePair.Create(a, change(_standings[a])))
            ),
            Records = records,
            _chambers = contest.Chamber is { } chamber
                ? _chambers.SetItem(chamber, _chambers[chamber].With(contest, change, by))
                : _chambers,
        };

    private Election With(ContestId contest, ContestState state) =>
        this with
        {
            _states = _states.SetItem(contest, state),
        };

    private Election With(ProposalId id, Func<Proposal, Proposal> change) =>
        With(change(_proposals[id]));

    private Election With(Proposal proposal) =>
        this with
        {
            _proposals = _proposals.SetItem(proposal.Id, proposal),
        };
}
