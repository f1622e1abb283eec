using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Storage;

namespace ResultsBot.Desk;

/// <summary>
/// The single writer of the election: one command at a time is decided, stored and applied. Once a command is
/// answered, what it led to is on the disk.
/// </summary>
internal sealed class ResultsDesk : IDisposable
{
    private readonly IElectionStore _store;
    private readonly BulletinLog _log;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Known _known;
    private long _version;

    private ResultsDesk(
        IElectionStore store,
        BulletinLog log,
        TimeProvider time,
        Known known,
        long version
    )
    {
        _store = store;
        _log = log;
        _time = time;
        _known = known;
        _version = version;
    }

    /// <summary>All that has happened, and what of it has been sent out: of the same moment.</summary>
    private sealed record Known(Election Election, Publication Publication);

    /// <summary>The state as of the last stored event. Reading it never waits.</summary>
    public Election Election => _known.Election;

    /// <summary>What has been sent out: what everybody may be told who asks.</summary>
    public Election Public => _known.Publication.Public;

    /// <summary>The state has changed. Who listens takes note and goes on: a command never waits for its readers.</summary>
    public event EventHandler? Changed;

    /// <summary>How much was reported from there under embargo and waits to be released.</summary>
    public int WithheldBy(Embargo embargo) =>
        _known.Publication.Withheld.Count(e =>
            embargo.Covers(Election.Definition.Contest(e.About!.Value))
        );

    /// <summary>
    /// A proposal held against the state of now, with the bulletins that it would lead to; and that state, which is the
    /// same for all of it.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such proposal.</exception>
    public (Election Election, Consideration Considered) Consider(ProposalId id)
    {
        var (election, publication) = _known;
        var asks =
            election.Proposal(id)?.Asks
            ?? throw new KeyNotFoundException($"There is no proposal {id}.");
        var considered = election.Consider(asks, _time.GetUtcNow());
        return (
            election,
            considered.Event is { } happened
                ? considered with
                {
                    Bulletins = [.. publication.Foresee(happened, election)],
                }
                : considered
        );
    }

    /// <summary>What a command would come to now, with what everybody would be told of it. Nothing happens.</summary>
    public (Decision Decision, ImmutableArray<Bulletin> Bulletins) Foresee(Command command)
    {
        var (election, publication) = _known;
        var decision = election.Decide(command, _time.GetUtcNow());
        return (
            decision,
            decision is Decision.Accepted { Events: var events }
                ? [.. events.SelectMany(e => publication.Foresee(e, election))]
                : []
        );
    }

    /// <summary>The last thing that somebody published, and why they cannot take it back now; null where they can.</summary>
    public (LastWord? Last, Fault? Fault) Undoable(string person) =>
        Election.Undoable(person, _time.GetUtcNow());

    /// <inheritdoc cref="Election.Undoable(string, ContestId, DateTimeOffset, DateTimeOffset)"/>
    public (LastWord? Word, Fault? Fault) Undoable(
        string person,
        ContestId contest,
        DateTimeOffset said
    ) => Election.Undoable(person, contest, said, _time.GetUtcNow());

    /// <summary>Rebuilds the state from all that is stored.</summary>
    /// <param name="log">Of the same store: what is decided is appended to it once it is stored.</param>
    /// <exception cref="StoreException">The store does not fit the definition.</exception>
    public static async Task<ResultsDesk> Open(
        ElectionDefinition definition,
        HouseRules rules,
        IElectionStore store,
        BulletinLog log,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var guard = await DefinitionGuard.Open(definition, store, ct);
        var election = new Election(definition, rules);
        var publication = Publication.Of(election);
        var version = 0L;
        await foreach (var happened in store.ReadEvents(ct))
        {
            guard.Check(happened);
            election = election.Apply(happened);
            (publication, _) = publication.Take(happened, election);
            version++;
        }
        await guard.Finish();
        return new ResultsDesk(store, log, time, new Known(election, publication), version);
    }

    /// <summary>Carries out a command, or says why not.</summary>
    /// <param name="interaction">
    /// What asked for it, by an id of its own. Discord may deliver one twice: the second time gets the first
    /// answer.
    /// </param>
    /// <param name="ct">Gives up the wait for a turn; a command that has begun is finished.</param>
    /// <param name="isAsShown">
    /// Asked when its turn has come, with the state that it is decided by: whether that is still what was confirmed.
    /// </param>
    public async Task<Decision> Submit(
        Command command,
        string interaction,
        CancellationToken ct,
        Func<bool>? isAsShown = null
    )
    {
        await _turn.WaitAsync(ct);
        try
        {
            var before = await _store.FindDelivery(interaction, ct);
            if (!before.IsEmpty)
            {
                return new Decision.Accepted(before);
            }
            if (isAsShown?.Invoke() == false)
            {
                return new Decision.Overtaken();
            }
            var decision = Election.Decide(command, _time.GetUtcNow());
            if (decision is Decision.Accepted accepted)
            {
                await Accept(accepted.Events, interaction);
            }
            return decision;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task Accept(ImmutableArray<ElectionEvent> events, string interaction)
    {
        var (after, publication) = _known;
        var bulletins = ImmutableArray.CreateBuilder<Bulletin>();
        foreach (var happened in events)
        {
            after = after.Apply(happened);
            (publication, var news) = publication.Take(happened, after);
            bulletins.AddRange(news);
        }
        await _log.Opened;
        switch (await _store.Append(_version, interaction, events, bulletins.ToImmutable(), _log))
        {
            case Appended.Stored stored:
                _version = stored.Version;
                _known = new Known(after, publication);
                _log.Append(stored.Entries);
                Changed?.Invoke(this, EventArgs.Empty);
                break;
            case Appended.Conflict conflict:
                throw new InvalidOperationException(
                    $"The store is at version {conflict.Version} and the desk at {_version}: something else has written to it."
                );
        }
    }
}
