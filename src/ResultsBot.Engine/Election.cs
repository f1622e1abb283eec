using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>How far one contest has come.</summary>
public abstract record ContestState
{
    private ContestState() { }

    public sealed record Awaited : ContestState
    {
        public static Awaited Instance { get; } = new();
    }

    public sealed record Declared(Figures Figures, Verdict Verdict, DateTimeOffset At)
        : ContestState;
}

public enum ProposalState
{
    Waiting,
    Sent,
    Withdrawn,
}

public sealed record Proposal(
    ProposalId Id,
    ContestId Contest,
    Figures Figures,
    ProposalState State
);

/// <summary>
/// The state of one election: the definition and all that has happened since. It is immutable;
/// <see cref="Decide"/> says what a command comes to, <see cref="Apply"/> what an event makes of the state.
/// </summary>
public sealed record Election
{
    private readonly ImmutableDictionary<ContestId, ContestState.Declared> _declared;
    private readonly ImmutableDictionary<ProposalId, Proposal> _proposals;
    private readonly ImmutableDictionary<AreaId, Standing> _standings;

    public Election(ElectionDefinition definition)
        : this(
            definition,
            ImmutableDictionary<ContestId, ContestState.Declared>.Empty,
            ImmutableDictionary<ProposalId, Proposal>.Empty,
            definition.Seats.ToImmutableDictionary(
                a => a.Key,
                a => Counting.Standing.Empty(a.Key, a.Value)
            )
        ) { }

    private Election(
        ElectionDefinition definition,
        ImmutableDictionary<ContestId, ContestState.Declared> declared,
        ImmutableDictionary<ProposalId, Proposal> proposals,
        ImmutableDictionary<AreaId, Standing> standings
    )
    {
        Definition = definition;
        _declared = declared;
        _proposals = proposals;
        _standings = standings;
    }

    public ElectionDefinition Definition { get; }

    public ContestState State(ContestId contest) =>
        _declared.TryGetValue(contest, out var declared) ? declared : ContestState.Awaited.Instance;

    public Proposal? Proposal(ProposalId id) => _proposals.GetValueOrDefault(id);

    /// <exception cref="KeyNotFoundException">The election has no such area.</exception>
    public Standing Standing(AreaId area) => _standings[area];

    /// <summary>What <paramref name="command"/> comes to at <paramref name="now"/>.</summary>
    public Decision Decide(Command command, DateTimeOffset now) =>
        command switch
        {
            Command.Propose propose => Decide(propose, now),
            Command.Confirm confirm => Decide(confirm, now),
            Command.Withdraw withdraw => Settle(
                withdraw.Proposal,
                _ => new ElectionEvent.ProposalWithdrawn(withdraw.Proposal, now, withdraw.By)
            ),
            Command.Declare declare => Accept(
                Checks.Of(this, declare.Contest, declare.Figures, now),
                () =>
                    [
                        new ElectionEvent.ResultDeclared(
                            declare.Contest,
                            declare.Figures,
                            null,
                            now,
                            declare.By
                        ),
                    ]
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "No rule for it."),
        };

    /// <summary>The state after <paramref name="happened"/>, an event that this election decided.</summary>
    public Election Apply(ElectionEvent happened) =>
        happened switch
        {
            ElectionEvent.DeclarationProposed e => With(
                new Proposal(e.Proposal, e.Contest, e.Figures, ProposalState.Waiting)
            ),
            ElectionEvent.ProposalWithdrawn e => With(
                _proposals[e.Proposal] with
                {
                    State = ProposalState.Withdrawn,
                }
            ),
            ElectionEvent.ResultDeclared e => Apply(e),
            _ => throw new ArgumentOutOfRangeException(
                nameof(happened),
                happened,
                "No rule for it."
            ),
        };

    private static Decision Accept(
        ImmutableArray<Fault> faults,
        Func<ImmutableArray<ElectionEvent>> events
    ) => faults.IsEmpty ? new Decision.Accepted(events()) : new Decision.Refused(faults);

    private Decision Decide(Command.Propose command, DateTimeOffset now)
    {
        var proposed = new ElectionEvent.DeclarationProposed(
            command.Proposal,
            command.Contest,
            command.Figures,
            now,
            command.By
        );
        var replaced = command.Replaces is { } id && Proposal(id) is { } before ? before : null;
        return replaced switch
        {
            { State: ProposalState.Sent } => new Decision.Refused(
                new Fault.ProposalSettled(replaced.Id, replaced.State)
            ),
            { State: ProposalState.Waiting } => Accept(
                Checks.Of(this, command.Contest, command.Figures, now),
                () => [new ElectionEvent.ProposalWithdrawn(replaced.Id, now, command.By), proposed]
            ),
            _ => Accept(Checks.Of(this, command.Contest, command.Figures, now), () => [proposed]),
        };
    }

    private Decision Decide(Command.Confirm command, DateTimeOffset now) =>
        Proposal(command.Proposal) is { State: ProposalState.Waiting } waiting
        && Checks.Of(this, waiting.Contest, waiting.Figures, now) is { IsEmpty: false } faults
            ? new Decision.Refused(faults)
            : Settle(
                command.Proposal,
                proposal => new ElectionEvent.ResultDeclared(
                    proposal.Contest,
                    proposal.Figures,
                    proposal.Id,
                    now,
                    command.By
                )
            );

    private Decision Settle(ProposalId id, Func<Proposal, ElectionEvent> settle) =>
        Proposal(id) switch
        {
            null => new Decision.Refused(new Fault.UnknownProposal(id)),
            { State: ProposalState.Waiting } waiting => new Decision.Accepted([settle(waiting)]),
            var settled => new Decision.Refused(new Fault.ProposalSettled(id, settled.State)),
        };

    private Election Apply(ElectionEvent.ResultDeclared e)
    {
        var contest = Definition.Contest(e.Contest);
        if (FirstPastThePost.Of(contest, e.Figures) is not Count.Complete { Verdict: var verdict })
        {
            throw new InvalidOperationException(
                $"{contest.Name} was declared with a tie and no lot."
            );
        }
        var standings = _standings.SetItems(
            contest.Areas.Select(a => KeyValuePair.Create(a, _standings[a].With(verdict)))
        );
        var proposals = e.Proposal is { } id
            ? _proposals.SetItem(id, _proposals[id] with { State = ProposalState.Sent })
            : _proposals;
        return new Election(
            Definition,
            _declared.SetItem(e.Contest, new ContestState.Declared(e.Figures, verdict, e.At)),
            proposals,
            standings
        );
    }

    private Election With(Proposal proposal) =>
        new(Definition, _declared, _proposals.SetItem(proposal.Id, proposal), _standings);
}
