namespace ResultsBot.Packs.Names;

/// <summary>When two names of contests are one, and when they are so near that one of them may be a slip.</summary>
internal static class ContestNames
{
    private const int ShortestWord = 5;
    private const int LongWord = 8;

    private static readonly string[] Kinds = ["ward", "division"];

    /// <summary>The name's words, without “Ward” or “Electoral Division” behind them: equal for names of one contest.</summary>
    public static string Key(string name)
    {
        var words = Words.Of(name);
        if (words is [_, .., var last] && Kinds.Contains(last))
        {
            words = words is [_, .., "electoral", "division"] ? words[..^2] : words[..^1];
        }
        return string.Join(' ', words);
    }

    /// <summary>
    /// Whether somebody may have meant the same by both: one word has a slip in it, or a space is missing. North and South,
    /// East and West, Upper and Lower, numbers, Walton and Halton are others: a slip seldom is in the first letter, and short
    /// words are too often alike.
    /// </summary>
    /// <param name="a">A <see cref="Key"/>.</param>
    /// <param name="b">Another.</param>
    public static bool AreNearlyAlike(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0 || a[0] != b[0] || Math.Abs(a.Length - b.Length) > 2)
        {
            return false;
        }
        var (first, second) = (a.Split(' '), b.Split(' '));
        if (first.Length != second.Length)
        {
            return string.Concat(first) == string.Concat(second);
        }
        var other = first.Zip(second).Where(w => w.First != w.Second).ToArray();
        return other is [var (x, y)] && IsSlip(x, y);
    }

    private static bool IsSlip(string a, string b)
    {
        var shorter = Math.Min(a.Length, b.Length);
        if (a[0] != b[0] || shorter < ShortestWord || $"{a}{b}".Any(char.IsDigit))
        {
            return false;
        }
        return Slips.Between(a, b, most: 2) switch
        {
            // Burton and Barton are two places, Haddon and Hadon one.
            1 => a.Length != b.Length || shorter >= LongWord || Slips.AreSwapped(a, b),
            2 => shorter >= LongWord,
            _ => false,
        };
    }
}
