namespace ResultsBot.Packs.Names;

/// <summary>How far two words are apart for somebody who types.</summary>
internal static class Slips
{
    /// <summary>
    /// Letters to change, add, leave out or swap with the next to make one word of the other (Levenshtein with swaps, each
    /// place changed once).
    /// </summary>
    /// <param name="most">More than so many are not told apart, which keeps long texts cheap.</param>
    public static int Between(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
        {
            return most + 1;
        }
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }
        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(
                    rows[i - 1, j - 1] + change,
                    Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1
                );
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }
        return Math.Min(rows[a.Length, b.Length], most + 1);
    }

    public static bool AreSwapped(string a, string b) =>
        a.Length == b.Length
        && a != b
        && Between(a, b, most: 1) == 1
        && a.Order().SequenceEqual(b.Order());
}
