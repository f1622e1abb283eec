using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>The last thing that was published of a contest, and what stood before it.</summary>
/// <param name="Before">What was known of the contest before.</param>
public sealed record LastWord(ElectionEvent Event, ContestId Contest, ContestState Before)
{
    public CountProgress Progress => Before.Progress;

    /// <summary>The result that stood before; null where none did.</summary>
    public DeclaredResult? Result => (Before as ContestState.Declared)?.Result;
}

/// <summary>Who said what last, and of which seats: so that it can be undone.</summary>
public sealed partial record Election
{
    private ImmutableDictionary<ContestId, LastWord> _words = ImmutableDictionary<
        ContestId,
        LastWord
    >.Empty;
    private ImmutableDictionary<string, LastWord> _lastOf = ImmutableDictionary<
        string,
        LastWord
    >.Empty;
    private ImmutableDictionary<string, ImmutableHashSet<ContestId>> _seatsOf = ImmutableDictionary<
        string,
        ImmutableHashSet<ContestId>
    >.Empty;

    /// <summary>The last thing that was published of a contest; null where nothing was.</summary>
    public LastWord? LastWordOf(ContestId contest) => _words.GetValueOrDefault(contest);

    /// <summary>The last thing that somebody published; null where nothing was, or it was undone.</summary>
    public LastWord? LastWordBy(string person) => _lastOf.GetValueOrDefault(person);

    /// <summary>The seats of which somebody has reported, or proposed to.</summary>
    public ImmutableHashSet<ContestId> SeatsOf(string person) =>
        _seatsOf.GetValueOrDefault(person) ?? [];

    private Election Seen(string person, ContestId contest) =>
        this with
        {
            _seatsOf = _seatsOf.SetItem(person, SeatsOf(person).Add(contest)),
        };

    /// <summary>Keeps what was published, so that it can be undone; what was undone is forgotten.</summary>
    private Election Remember(ElectionEvent happened, Election before)
    {
        if (happened is ElectionEvent.Proposed { Asks.Contest: var asked })
        {
            return Seen(happened.By, asked);
        }
        if (happened.About is not { } contest)
        {
            return this;
        }
        if (happened is ElectionEvent.TakenBack)
        {
            var undone = _words[contest];
            return this with
            {
                _words = _words.Remove(contest),
                _lastOf = _lastOf.Remove(undone.Event.By),
            };
        }
        var word = new LastWord(happened, contest, before.State(contest));
        return (
            this with
            {
                _words = _words.SetItem(contest, word),
                _lastOf = _lastOf.SetItem(happened.By, word),
            }
        ).Seen(happened.By, contest);
    }
}
