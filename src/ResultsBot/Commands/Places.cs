using System.Collections.Immutable;
using FuzzySharp;
using ResultsBot.Discord;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Packs.Names;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>Finds seats and areas by what people type. It suggests; it never takes one for another.</summary>
internal sealed class Places
{
    private const string SeatValue = "seat:";
    private const int WorthSuggesting = 70;

    /// <summary>In characters. No name is as long, and a comparison with all of them takes the longer the longer both are.</summary>
    private const int LongestTyped = Limits.ChoiceName;

    private readonly ElectionDefinition _definition;
    private readonly Phrasebook _phrases;
    private readonly ILookup<string, Contest> _seats;
    private readonly ImmutableArray<Place> _places;

    public Places(Phrasebook phrases)
    {
        var definition = phrases.Definition;
        _definition = definition;
        _phrases = phrases;
        _seats = definition.Contests.ToLookup(c => Words.Key(c.Name));
        _places =
        [
            .. definition
                .Seats.Keys.OrderByDescending(a => a.Kind)
                .ThenBy(a => a.Name, StringComparer.Ordinal)
                .Select(a => new Place(
                    a.Name,
                    phrases.Place(a),
                    Words.Key(a.Name),
                    new Scope.Area(a),
                    ValueOf(a)
                )),
            .. definition
                .Contests.OrderBy(c => Words.Key(c.Name), StringComparer.Ordinal)
                .Select(c => new Place(
                    c.Name,
                    c.Name,
                    Words.Key(c.Name),
                    new Scope.Seat(c.Id),
                    SeatValue + c.Id
                )),
        ];
    }

    private sealed record Place(string Name, string Label, string Key, Scope Scope, string Value)
    {
        /// <summary>As answers call it, and people type it back.</summary>
        public string LabelKey { get; } = Label == Name ? Key : Words.Key(Label);

        public string Initials { get; } =
            string.Concat(
                Key.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w[..1])
            );
    }

    private static string ValueOf(AreaId area) =>
        $"{area.Kind.ToString().ToLowerInvariant()}:{area.Name}";

    /// <summary>The seat with that code or name; null if there is none, or more than one.</summary>
    public Contest? Seat(string text)
    {
        var typed = Typed(text);
        if (_definition.FindContest(new ContestId(typed.ToUpperInvariant())) is { } coded)
        {
            return coded;
        }
        var named = _seats[Words.Key(typed)].ToArray();
        return named.Length == 1 ? named[0] : _definition.FindContest(new ContestId(typed));
    }

    /// <summary>
    /// What is followed under that name; several where a county, a region or a seat share it, none where nothing
    /// has it.
    /// </summary>
    public ImmutableArray<Scope> Scopes(string text)
    {
        var typed = Typed(text);
        var chosen = _places
            .Where(p => string.Equals(p.Value, typed, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        if (
            chosen.Length == 0
            && Seat(typed) is { } seat
            && Words.Key(seat.Name) != Words.Key(typed)
        )
        {
            return [new Scope.Seat(seat.Id)];
        }
        var key = Words.Key(typed);
        return
        [
            .. (
                chosen.Length > 0 ? chosen : _places.Where(p => p.Key == key || p.LabelKey == key)
            ).Select(p => p.Scope),
        ];
    }

    public Scope Everything => new Scope.Area(_definition.Whole);

    /// <summary>Seats that the text may mean, the likeliest first.</summary>
    public ImmutableArray<string> SeatsLike(string text) =>
        [
            .. Nearest(Words.Key(Typed(text)), _places.Where(p => p.Scope is Scope.Seat))
                .Take(3)
                .Select(p => p.Name),
        ];

    public ImmutableArray<string> PlacesLike(string text) =>
        [.. Nearest(Words.Key(Typed(text)), _places).Take(3).Select(p => p.Label)];

    /// <param name="near">Seats that come first where as much speaks for them as for others.</param>
    public ImmutableArray<CommandChoice> SuggestSeats(
        string typed,
        ImmutableArray<ContestId> near = default
    )
    {
        var turn = (near.IsDefault ? [] : near).Select((id, i) => (id, i)).ToDictionary();
        return
        [
            .. Suggest(
                    typed,
                    _places
                        .Where(p => p.Scope is Scope.Seat)
                        .OrderBy(p =>
                            turn.GetValueOrDefault(((Scope.Seat)p.Scope).Contest, int.MaxValue)
                        )
                )
                .Select(p => Choice(p.Name, p.Value[SeatValue.Length..])),
        ];
    }

    public ImmutableArray<CommandChoice> SuggestPlaces(string typed) =>
        [.. Suggest(typed, _places).Select(p => Choice(p.Label, p.Value))];

    private static CommandChoice Choice(string name, string value) =>
        new(
            PlainText.Shorten(name, Limits.ChoiceName),
            PlainText.Shorten(value, Limits.ChoiceValue)
        );

    private static string Typed(string text) => PlainText.Head(text.Trim(), LongestTyped);

    private static IEnumerable<Place> Suggest(string text, IEnumerable<Place> places)
    {
        var typed = Typed(text);
        var key = Words.Key(typed);
        if (key.Length == 0)
        {
            return places.Take(Limits.Choices);
        }
        var matching = places
            .Select(p => (Place: p, Rank: Rank(p, key, typed)))
            .Where(p => p.Rank < int.MaxValue)
            // The order they come in decides among those of one rank.
            .OrderBy(p => p.Rank)
            .Select(p => p.Place)
            .Take(Limits.Choices)
            .ToArray();
        return matching.Length > 0 ? matching : Nearest(key, places).Take(5);
    }

    /// <summary>The name itself, its initials (NED), its beginning, a word's beginning, anywhere in it; the code last.</summary>
    private static int Rank(Place place, string key, string typed)
    {
        if (place.Key == key)
        {
            return 0;
        }
        if (place.Initials == key)
        {
            return 1;
        }
        if (place.Key.StartsWith(key, StringComparison.Ordinal))
        {
            return 2;
        }
        if (place.Key.Contains(" " + key, StringComparison.Ordinal))
        {
            return 3;
        }
        return
            place.Key.Contains(key, StringComparison.Ordinal)
            || place.Value.Contains(typed, StringComparison.OrdinalIgnoreCase)
            ? 4
            : int.MaxValue;
    }

    private static IEnumerable<Place> Nearest(string key, IEnumerable<Place> places) =>
        places
            .Select(p => (Place: p, Score: Fuzz.WeightedRatio(p.Key, key)))
            .Where(p => p.Score >= WorthSuggesting)
            .OrderByDescending(p => p.Score)
            .Select(p => p.Place);
}
