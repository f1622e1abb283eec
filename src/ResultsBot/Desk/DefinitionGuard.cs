using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Storage;

namespace ResultsBot.Desk;

/// <summary>
/// What was taken in and sent rests on the election pack: figures are bound to places on a roll, hold and gain to the
/// previous results, tallies to areas. So what they rest on may not change between two starts: votes would pass to other
/// people, and <c>/seat</c> would say gain where the posts said hold. The start is refused, and the sentence names the
/// contest and what changed. To correct what was sent instead, without anybody having asked, could as well spread a slip
/// in a file to every channel; what may turn out to be wrong on the night has commands, such as <c>/electorate</c>.
/// </summary>
internal sealed class DefinitionGuard
{
    private readonly ElectionDefinition _definition;
    private readonly IElectionStore _store;
    private readonly IReadOnlyDictionary<string, string> _known;
    private readonly Dictionary<string, string> _today;
    private readonly HashSet<ContestId> _checked = [];
    private bool _isCounted;

    private DefinitionGuard(
        ElectionDefinition definition,
        IElectionStore store,
        IReadOnlyDictionary<string, string> known
    )
    {
        _definition = definition;
        _store = store;
        _known = known;
        _today = definition
            .Contests.Select(c => (Key: c.Id.Value, Print: Fingerprint.Of(c)))
            .Append((Key: Fingerprint.Whole, Print: Fingerprint.Of(definition)))
            .ToDictionary(p => p.Key, p => p.Print.ToString());
    }

    public static async Task<DefinitionGuard> Open(
        ElectionDefinition definition,
        IElectionStore store,
        CancellationToken ct
    ) => new(definition, store, await store.ReadRolls(ct));

    /// <summary>Holds the contest of today against the one that the event was decided with.</summary>
    /// <exception cref="StoreException">Something that the event rests on has changed, or is gone.</exception>
    public void Check(ElectionEvent happened)
    {
        _isCounted |= happened is ElectionEvent.ResultDeclared;
        if (ContestOf(happened) is not { } id || !_checked.Add(id))
        {
            return;
        }
        if (_definition.FindContest(id) is not { } contest)
        {
            throw new StoreException(
                $"The store holds figures for {id}, which the election pack no longer has. Put it back."
            );
        }
        Refuse(id.Value, $"{contest.Name} ({id})", onlyWhatIsCounted: false);
    }

    /// <summary>Keeps the definition of today. Only once all events were checked.</summary>
    /// <exception cref="StoreException">Something that the tallies which were sent rest on has changed.</exception>
    public async Task Finish()
    {
        if (_isCounted)
        {
            Refuse(Fingerprint.Whole, _definition.Name, onlyWhatIsCounted: true);
            foreach (var contest in _definition.Contests)
            {
                Refuse(contest.Id.Value, $"{contest.Name} ({contest.Id})", onlyWhatIsCounted: true);
            }
        }
        var changed = _today.Where(t => _known.GetValueOrDefault(t.Key) != t.Value).ToDictionary();
        if (changed.Count > 0)
        {
            await _store.SaveRolls(changed);
        }
    }

    private void Refuse(string key, string whose, bool onlyWhatIsCounted)
    {
        if (!_known.TryGetValue(key, out var known))
        {
            return;
        }
        var change = Fingerprint
            .Parse(_today[key])
            .Changes(Fingerprint.Parse(known))
            .FirstOrDefault(c => !onlyWhatIsCounted || c.Part.IsCounted);
        if (change is null)
        {
            return;
        }
        throw new StoreException(
            $"The {change.Part.Name} of {whose} changed in the election pack since results were taken in."
                + (change.Before is { } before ? $" It was {before}, and is {change.Now} now." : "")
                + $" Put it back as it was{change.Part.Instead}."
        );
    }

    /// <summary>A proposal binds figures to a contest as well.</summary>
    private static ContestId? ContestOf(ElectionEvent happened) =>
        happened is ElectionEvent.Proposed { Asks.Contest: var asked } ? asked : happened.About;
}
