using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Simulation;

/// <summary>A bug that the simulation has put there: no other is forgiven.</summary>
internal sealed class InjectedBug(string where) : Exception($"a bug in {where}")
{
    public static bool Is(Exception? e) =>
        e is not null
        && (
            e is InjectedBug
            || Is(e.InnerException)
            || (e is AggregateException { InnerExceptions: var several } && several.Any(Is))
        );
}

/// <summary>Exceptions at random places, all drawn from a seed.</summary>
internal sealed class Bugs(int seed)
{
    private readonly Random _random = new(seed);
    private readonly HashSet<long> _garbled = [];
    private readonly HashSet<long> _seen = [];
    private readonly Dictionary<string, double> _shares = [];

    /// <summary>While somebody prepares the night, or all has healed.</summary>
    public bool IsOff { get; set; }

    /// <summary>How many were thrown.</summary>
    public int Struck { get; private set; }

    /// <summary>Thrown, or not, each time that the code comes by.</summary>
    public void Pass(string place, double mostOften)
    {
        if (IsOff)
        {
            return;
        }
        if (!_shares.TryGetValue(place, out var share))
        {
            // In one night often here and never there, in another otherwise.
            share = _random.Next(3) == 0 ? mostOften * _random.NextDouble() : 0;
            _shares.Add(place, share);
        }
        if (share > 0 && _random.NextDouble() < share)
        {
            Struck++;
            throw new InjectedBug(place);
        }
    }

    /// <summary>
    /// Whether a bulletin cannot be read back from the store: the same answer all night. More often one that changes
    /// what others say.
    /// </summary>
    public bool IsGarbled(LogEntry entry)
    {
        if (IsOff)
        {
            return false;
        }
        var oneIn = Revisions.IsRevision(entry.Bulletin) ? 8 : 200;
        if (_seen.Add(entry.Position) && _random.Next(oneIn) == 0)
        {
            Struck++;
            _garbled.Add(entry.Position);
        }
        return _garbled.Contains(entry.Position);
    }
}

/// <summary>A phrasebook that now and then throws in the midst of a sentence.</summary>
internal sealed class BuggyPhrasebook(ElectionDefinition definition, Bugs bugs)
    : Phrasebook(definition)
{
    private const double Often = 0.002;

    public override string Headline(Bulletin bulletin) => Or(base.Headline(bulletin));

    public override RichText Winner(Verdict verdict) => Or(base.Winner(verdict));

    public override string TurnoutAndSwing(Verdict verdict) => Or(base.TurnoutAndSwing(verdict));

    public override RichText DigestLine(Bulletin bulletin, Mark? mark) =>
        Or(base.DigestLine(bulletin, mark));

    public override RichText TallyLine(Standing standing, Mark? mark = null) =>
        Or(base.TallyLine(standing, mark));

    public override string ThreadName(ContestId contest) => Or(base.ThreadName(contest));

    public override string BoardTitle() => Or(base.BoardTitle());

    private T Or<T>(T text)
    {
        bugs.Pass("wording", Often);
        return text;
    }
}
