namespace ResultsBot.Pasting;

/// <summary>
/// How often each letter is in a text: rules out that two texts are alike, before they are compared letter by letter.
/// Some letters beyond ASCII are counted as one, by which texts only seem more alike.
/// </summary>
internal sealed class LetterCounts
{
    private const int Kinds = 32;

    private readonly int[] _counts = new int[Kinds];
    private readonly int _length;

    public LetterCounts(string text)
    {
        _length = text.Length;
        foreach (var letter in text)
        {
            _counts[letter % Kinds]++;
        }
    }

    /// <summary>No fewer letters have to be put in, taken out or changed to make one text of the other.</summary>
    public int LeastEdits(LetterCounts other) => Math.Max(_length, other._length) - Common(other);

    /// <summary>Twice the letters that both have of all letters of both, at most: 0 to 1. Not both are empty.</summary>
    public double MostRatio(LetterCounts other) => 2.0 * Common(other) / (_length + other._length);

    private int Common(LetterCounts other)
    {
        var common = 0;
        for (var i = 0; i < Kinds; i++)
        {
            common += Math.Min(_counts[i], other._counts[i]);
        }
        return common;
    }
}
