using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>The ways in which people write parties.</summary>
internal sealed class PartyNames
{
    private readonly Dictionary<string, HashSet<PartyId>> _byName = [];

    public PartyNames(IEnumerable<Party> parties)
    {
        foreach (var party in parties)
        {
            foreach (
                var key in party.Aliases.Append(party.Name).Append(party.Id.Value).SelectMany(Keys)
            )
            {
                if (!_byName.TryGetValue(key, out var ids))
                {
                    _byName.Add(key, ids = []);
                }
                ids.Add(party.Id);
            }
        }
    }

    public bool IsKnown(ImmutableArray<string> words) => _byName.ContainsKey(Key(words));

    /// <summary>Whether the words are a name of the party that the candidate stands for.</summary>
    public bool Means(ImmutableArray<string> words, Candidate candidate)
    {
        var key = Key(words);
        return key.Length > 0
            && (
                (_byName.TryGetValue(key, out var ids) && ids.Contains(candidate.Party))
                || (candidate.Description is { } description && Keys(description).Contains(key))
            );
    }

    /// <summary>A name as it is, and without what stands in brackets.</summary>
    private static IEnumerable<string> Keys(string name)
    {
        yield return Key(Words.Of(name));
        if (name.IndexOf('(', StringComparison.Ordinal) is > 0 and var at)
        {
            yield return Key(Words.Of(name[..at]));
        }
    }

    /// <summary>“The Green Party” and “Green” are the same, and so are “and”, “&amp;” and a stroke.</summary>
    private static string Key(ImmutableArray<string> words) =>
        string.Join(' ', words.Where(w => w is not ("the" or "party" or "and")));
}
