using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>What single words say among one contest's candidates: each word is looked up once. For one reading.</summary>
internal sealed class RollSenses(ContestNames names, PartyNames parties)
{
    private readonly Dictionary<string, PasteSense> _senses = [];

    private ImmutableArray<Candidate> Candidates => names.Candidates;

    public PasteSense Of(string word)
    {
        if (!_senses.TryGetValue(word, out var sense))
        {
            _senses.Add(word, sense = Find(word));
        }
        return sense;
    }

    private PasteSense Find(string word)
    {
        var isOfParty = parties.Has(word);
        var isOfName = names.Has(word);
        var isNoise = PasteVocabulary.IsNoise(word);
        var isOfPlace = names.Place.Contains(word);
        return new PasteSense
        {
            Folded = word,
            Number = (char)_senses.Count,
            Hint = HintOf(word),
            Tells = Tells(word),
            Surname = names.SurnameOf(word),
            IsTitle = names.IsTitle(word),
            IsElected = word is "elected" or "winner",
            IsOfPlace = isOfPlace,
            IsOfHeading = isNoise || isOfPlace,
            IsName = !isNoise || isOfPlace || isOfName,
            Party = parties.PlaceOf(word),
            IsOfOutcome = PasteVocabulary.IsOfOutcome(word),
            IsBesideOutcome = PasteVocabulary.IsBesideOutcome(
                word,
                isOfParty || isOfPlace || isOfName
            ),
            Label = PasteVocabulary.LabelHintOf(word, isOfParty, isOfName),
        };
    }

    /// <summary>Whether the word may tell one candidate here from another.</summary>
    private bool Tells(string word) =>
        names.Has(word)
        || (
            !PasteVocabulary.IsFiller(word)
            && !PasteVocabulary.IsColumn(word)
            && parties.With(word) is { Count: > 0 } with
            && Candidates.Any(c => with.Contains(c.Party))
        );

    /// <summary>
    /// The hints of words together rule most ways to divide a paste out, before anything is compared.
    /// </summary>
    private RollHint HintOf(string word)
    {
        var means = 0UL;
        var called = parties.Called(new PartyWords([word], [parties.PlaceOf(word)]));
        var with = parties.With(word);
        for (var i = 0; i < Candidates.Length; i++)
        {
            if (
                names.MayHave(i, word)
                || with.Contains(Candidates[i].Party)
                || called.Contains(Candidates[i].Party)
            )
            {
                means |= ContestNames.Bit(i);
            }
        }
        return new RollHint(
            means,
            means != 0
                // “C” may be an initial as well.
                && word.Length > 1
                && (names.SurnameOf(word) != 0 || parties.Has(word))
                && !PartyNames.IsBeside(word)
                && !PasteVocabulary.IsSaid(word)
                && !names.IsTitle(word)
        );
    }
}
