using System.Collections.Immutable;

namespace ResultsBot.Newswire.Delivery;

/// <summary>What subscribers follow, one object for all that follow the same. Owned by the broadcaster's loop.</summary>
internal sealed class Interests
{
    private readonly Dictionary<Topic, Interest> _known = [];

    public Interest Of(Subscriber record)
    {
        // Several together are seldom the same ones.
        if (record.Subscriptions is not [{ Topic: var topic }])
        {
            return new Interest([.. record.Subscriptions.Select(s => s.Topic)]);
        }
        if (!_known.TryGetValue(topic, out var interest))
        {
            interest = new Interest([topic]);
            _known.Add(topic, interest);
        }
        return interest;
    }
}

/// <summary>Topics that are asked about the same bulletins for one subscriber after the other.</summary>
internal sealed class Interest(ImmutableArray<Topic> topics)
{
    private ImmutableArray<LogEntry> _asked = [];
    private bool[] _answers = [];

    /// <summary>Whether one of the topics covers the bulletin at <paramref name="index"/>.</summary>
    public bool Covers(ImmutableArray<LogEntry> entries, int index)
    {
        if (_asked != entries)
        {
            _asked = entries;
            _answers = [.. entries.Select(e => topics.Any(t => t.Covers(e)))];
        }
        return _answers[index];
    }
}
