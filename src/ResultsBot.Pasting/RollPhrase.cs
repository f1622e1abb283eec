namespace ResultsBot.Pasting;

/// <summary>Some words, and what is asked of each way to divide them.</summary>
internal sealed class RollPhrase
{
    private readonly string[] _words;
    private readonly PartyPlace[] _places;

    private readonly ulong[] _surnames;

    // Of the words up to each place, from none to all.
    private readonly int[] _letters;

    public RollPhrase(ReadOnlySpan<PasteSense> words)
    {
        (_words, _places) = (new string[words.Length], new PartyPlace[words.Length]);
        (_letters, _surnames) = (new int[words.Length + 1], new ulong[words.Length]);
        for (var i = 0; i < words.Length; i++)
        {
            _words[i] = words[i].Folded;
            _places[i] = words[i].Party;
            _letters[i + 1] = _letters[i] + words[i].Folded.Length;
            _surnames[i] = words[i].Surname;
        }
    }

    public int Length => _words.Length;

    public ReadOnlySpan<string> Words => _words;

    public PartyWords Party(Range part) => new(_words.AsSpan(part), _places.AsSpan(part));

    public int Letters(Range part)
    {
        var (start, length) = part.GetOffsetAndLength(Length);
        return _letters[start + length] - _letters[start];
    }

    /// <summary>Whose surnames are among the words, a bit for each.</summary>
    public ulong Surnames(Range part)
    {
        var surnames = 0UL;
        foreach (var surname in _surnames.AsSpan(part))
        {
            surnames |= surname;
        }
        return surnames;
    }
}
