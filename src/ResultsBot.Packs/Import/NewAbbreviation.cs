using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>
/// An abbreviation that somebody gives a party, where a well-known one is meant: “Conservative” or “Cno” beside Con would
/// be a second Conservative party, with votes and seats of its own.
/// </summary>
internal static class NewAbbreviation
{
    private const int ShortestSwapped = 3;
    private const int ShortestName = 6;
    private const int LongName = 10;

    private static readonly HashSet<string> Small = ["the", "of", "and", "party"];

    private static readonly Known[] All = [.. PartyRegister.All.Select(p => new Known(p))];

    /// <returns>What to say to whoever wrote it; null where it may be a party's own.</returns>
    public static string? FaultOf(string abbreviation, string description)
    {
        if (PartyRegister.Find(abbreviation) is not null)
        {
            return null;
        }
        var shown = SourceTable.Shown(abbreviation);
        return PartyRegister.Called(abbreviation) is { } called
                ? $"“{shown}” is another way to write {called.Name}: did you mean {called.Id}? A party of its own needs another abbreviation"
            : Meant(Words.Key(abbreviation), description) is { } near
                ? $"“{shown}” is nearly {near.Id} ({near.Name}): did you mean {near.Id}? A party of its own needs another abbreviation"
            : null;
    }

    /// <remarks>
    /// Abbreviations of three letters are seldom two slips apart: Lib (Liberal) is none of Lab, SSP none of SDP. One changed
    /// letter is a slip only where the description names the party as well, two that changed places always, unless the
    /// letters are the party's own initials.
    /// </remarks>
    private static RegisteredParty? Meant(string key, string description)
    {
        if (key == Words.Key(PartyBook.Initials(description)))
        {
            return null;
        }
        var words = Words.Of(description).ToHashSet();
        return All.FirstOrDefault(k =>
            (k.Id.Length >= ShortestSwapped && Slips.AreSwapped(key, k.Id))
            || k.IsNearlyNamed(key)
            || (k.IsNamedIn(words) && Slips.Between(key, k.Id, most: 1) == 1)
        )?.Party;
    }

    /// <summary>A party of the register with its words made ready for comparing.</summary>
    private sealed class Known(RegisteredParty party)
    {
        public RegisteredParty Party { get; } = party;

        public string Id { get; } = Words.Key(party.Id);

        private readonly string[] _names =
        [
            .. party.Written.Select(Words.Key).Where(w => w.Length >= ShortestName).Distinct(),
        ];

        /// <summary>“Independents” are in the name of many a party of its own.</summary>
        private readonly string[][] _words = party.Id is "Ind" or "Spk"
            ? []
            :
            [
                .. party
                    .Written.Select(w => Words.Of(w).Where(x => !Small.Contains(x)).ToArray())
                    .Where(w => w.Sum(x => x.Length) >= ShortestName - 1),
            ];

        public bool IsNearlyNamed(string key) =>
            _names.Any(n => Slips.Between(key, n, most: 2) <= (n.Length >= LongName ? 2 : 1));

        public bool IsNamedIn(HashSet<string> words) => _words.Any(w => w.All(words.Contains));
    }
}
