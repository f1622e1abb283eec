using System.Collections;

namespace ResultsBot.Pasting;

/// <summary>
/// Every three letters that follow one another in some texts: rules out that another is a part of one, without a
/// search. Some letters beyond ASCII are taken for one.
/// </summary>
internal sealed class LetterRuns
{
    private const int Kinds = 32;

    private readonly BitArray _runs = new(Kinds * Kinds * Kinds);

    public LetterRuns(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            for (var at = 0; at + 3 <= text.Length; at++)
            {
                _runs[Run(text, at)] = true;
            }
        }
    }

    /// <summary>Whether the part may be in a text; false is certain.</summary>
    public bool MayHave(ReadOnlySpan<char> part)
    {
        for (var at = 0; at + 3 <= part.Length; at++)
        {
            if (!_runs[Run(part, at)])
            {
                return false;
            }
        }
        return true;
    }

    private static int Run(ReadOnlySpan<char> text, int at) =>
        ((text[at] % Kinds) * Kinds + text[at + 1] % Kinds) * Kinds + text[at + 2] % Kinds;
}
