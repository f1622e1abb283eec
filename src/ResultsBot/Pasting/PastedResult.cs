using System.Collections.Immutable;
using System.Globalization;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>
/// Reads a result as it was pasted: candidates with name, party and figure in any order, on one line or many
/// (a slash command's option turns line breaks into spaces), with “Elected” or without. A figure ends an
/// entry; the words before it must be a name, a party, or both, of one candidate on the roll. Nothing is
/// guessed: what does not fit is named.
/// </summary>
internal sealed class PastedResult
{
    /// <summary>What a slash command's option can hold.</summary>
    public const int LongestText = 6000;

    private const int LongestQuote = 80;

    /// <summary>What stands before their number.</summary>
    public const string RejectedBallots = "rejected ballots";

    private readonly string _text;
    private readonly Contest _contest;
    private readonly RollMatcher _roll;
    private readonly ImmutableArray<string> _contestWords;
    private readonly List<PasteProblem> _problems = [];
    private readonly Dictionary<Candidate, int> _votes = [];
    private readonly Dictionary<string, int> _said = [];
    private readonly List<Candidate> _elected = [];
    private readonly List<(Candidate Behind, Candidate Before)> _electedBetween = [];
    private string? _turnout;

    private PastedResult(string text, Contest contest, PartyNames parties)
    {
        _text = text;
        _contest = contest;
        _roll = new RollMatcher(contest, parties);
        _contestWords = Words.Of(contest.Name);
    }

    public static PasteReading Read(string text, Contest contest, PartyNames parties)
    {
        if (text.Length > LongestText)
        {
            return new PasteReading.NotUnderstood([
                new PasteProblem.TooLong(text.Length, LongestText),
            ]);
        }
        return string.IsNullOrWhiteSpace(text)
            ? new PasteReading.NotUnderstood([new PasteProblem.Empty()])
            : new PastedResult(text, contest, parties).Read();
    }

    /// <summary>The words that stand before a figure.</summary>
    private sealed class Entry
    {
        public List<PasteToken> Words { get; } = [];

        /// <summary>Where lines begin, as indices into the words.</summary>
        public List<int> Lines { get; } = [];

        /// <summary>Takes the last word away, and with it a line that would begin behind the words.</summary>
        public void DropLast()
        {
            Words.RemoveAt(Words.Count - 1);
            Lines.RemoveAll(l => l > Words.Count);
        }

        public bool Elected { get; set; }

        /// <summary>
        /// “Elected” stands between this candidate’s figure and the next entry, and could belong to either.
        /// </summary>
        public Candidate? ElectedBehind { get; set; }
    }

    private PasteReading Read()
    {
        var entry = new Entry();
        Candidate? last = null;
        var behindFigure = false;
        var tokens = PasteToken.Read(_text).ToArray();
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            switch (token.Kind)
            {
                case PasteTokenKind.LineBreak:
                    behindFigure = false;
                    entry.Lines.Add(entry.Words.Count);
                    break;
                case PasteTokenKind.Word when IsElected(token):
                    PasteTokenKind? next = i + 1 < tokens.Length ? tokens[i + 1].Kind : null;
                    if (
                        entry.Words.Count > 0
                        || last is null
                        || next is PasteTokenKind.Colon
                        || (!behindFigure && next is PasteTokenKind.Word)
                    )
                    {
                        entry.Elected = true;
                    }
                    else if (behindFigure && next is null or PasteTokenKind.LineBreak)
                    {
                        Elect(last);
                    }
                    else
                    {
                        entry.ElectedBehind = last;
                    }
                    break;
                case PasteTokenKind.Word when behindFigure && Folded(token) is "votes" or "vote":
                    break;
                case PasteTokenKind.Word
                    when Folded(token) is "re" && i + 1 < tokens.Length && IsElected(tokens[i + 1]):
                    break;
                case PasteTokenKind.Word:
                    behindFigure = false;
                    entry.Words.Add(token);
                    break;
                case PasteTokenKind.Number
                or PasteTokenKind.NotANumber
                or PasteTokenKind.Share
                    when entry.Words is [.., var turnout] && Folded(turnout) is "turnout":
                    entry.DropLast();
                    _turnout = _text[token.Start..token.End];
                    break;
                case PasteTokenKind.Number
                    when token.IsSpaced && i + 1 < tokens.Length && IsLabel(tokens[i + 1]):
                    // “24 135 rejected”: one figure, or two of which the second is labelled behind?
                    _problems.Add(
                        new PasteProblem.NotANumber(Shorten(_text[token.Start..tokens[i + 1].End]))
                    );
                    entry = new Entry();
                    break;
                case PasteTokenKind.Number:
                    last = Take(entry, token) ?? last;
                    entry = new Entry();
                    behindFigure = true;
                    break;
                case PasteTokenKind.Negative:
                    _problems.Add(new PasteProblem.Negative(Quote(entry, token.End)));
                    entry = new Entry();
                    break;
                case PasteTokenKind.NotANumber:
                    _problems.Add(
                        new PasteProblem.NotANumber(Shorten(_text[token.Start..token.End]))
                    );
                    entry = new Entry();
                    break;
                default:
                    break;
            }
        }
        Leftover(entry);
        return Conclude();
    }

    private PasteReading Conclude()
    {
        if (_votes.Count == 0 && _problems.Count == 0)
        {
            _problems.Add(new PasteProblem.NoFigures());
        }
        if (_problems.Count == 0)
        {
            Compare("electorate", _contest.Electorate);
            if (_votes.Count == _contest.Candidates.Length)
            {
                var order = _votes.Values.OrderDescending().ToArray();
                var seats = _contest.Seats;
                Compare("majority", order[seats - 1] - (order.Length > seats ? order[seats] : 0));
                Compare("valid votes", order.Sum(v => (long)v));
                CompareTurnout(order.Sum(v => (long)v));
            }
        }
        if (_problems.Count == 0)
        {
            SettleElected();
        }
        if (_elected.Count > _contest.Seats)
        {
            _problems.Add(new PasteProblem.TooManyElected([.. _elected], _contest.Seats));
        }
        if (_problems.Count > 0)
        {
            return new PasteReading.NotUnderstood([.. _problems.Distinct()]);
        }
        return new PasteReading.Understood(
            new Figures(
                [
                    .. _votes
                        .OrderBy(v => v.Key.Number)
                        .Select(v => new CandidateVotes(v.Key.Number, v.Value)),
                ],
                _said.TryGetValue(RejectedBallots, out var rejected) ? rejected : null,
                [.. _elected.Select(c => c.Number)]
            )
        );
    }

    private void Compare(string what, long workedOut)
    {
        if (_said.TryGetValue(what, out var said) && said != workedOut)
        {
            _problems.Add(new PasteProblem.DoesNotAddUp(what, said, workedOut));
        }
    }

    /// <summary>
    /// The turnout that was said is of valid votes or of all papers (who says it seldom says which), rounded; and
    /// where the rejected ballots are not known, up to half a point more.
    /// </summary>
    private void CompareTurnout(long valid)
    {
        // With several seats the votes are more than the papers.
        if (_turnout is not { } said || _contest.Seats > 1)
        {
            return;
        }
        var parts = said.Split('.');
        var decimals = parts.Length > 1 ? parts[1].Length : 0;
        if (
            !decimal.TryParse(
                said,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var percent
            )
        )
        {
            _problems.Add(new PasteProblem.NotANumber(Shorten(said)));
            return;
        }
        int? rejected = _said.TryGetValue(RejectedBallots, out var r) ? r : null;
        var tolerance = decimals == 0 ? 1m : 0.11m;
        var least = 100m * valid / _contest.Electorate;
        var most =
            100m * (valid + (rejected ?? 0)) / _contest.Electorate + (rejected is null ? 0.5m : 0);
        if (percent < least - tolerance || percent > most + tolerance)
        {
            _problems.Add(
                new PasteProblem.TurnoutDoesNotFit(
                    Shorten(said),
                    new Fraction(valid, _contest.Electorate)
                )
            );
        }
    }

    /// <summary>
    /// “Elected” between two entries belongs to the one whom the figures put among the first. Only where both are
    /// level does it matter which, and then it is asked.
    /// </summary>
    private void SettleElected()
    {
        var order = _votes.Values.OrderDescending().ToArray();
        var last = order.Length >= _contest.Seats ? order[_contest.Seats - 1] : 0;
        foreach (var (behind, before) in _electedBetween)
        {
            if (_votes[behind] == _votes[before] && _votes[behind] == last)
            {
                _problems.Add(new PasteProblem.ElectedUnclear(behind, before));
            }
            else
            {
                Elect(_votes[behind] < last && _votes[before] >= last ? before : behind);
            }
        }
    }

    /// <summary>Gives a figure to whom the words before it name.</summary>
    private Candidate? Take(Entry entry, PasteToken figure)
    {
        if (Means(entry) is not { } candidate)
        {
            TakeOther(entry, figure);
            return null;
        }
        if (!_votes.TryAdd(candidate, figure.Value))
        {
            _problems.Add(new PasteProblem.Twice(candidate));
        }
        if (entry.Elected)
        {
            Elect(candidate);
        }
        if (entry.ElectedBehind is { } behind)
        {
            _electedBetween.Add((behind, candidate));
        }
        return candidate;
    }

    /// <summary>The candidate, or null after noting what is wrong; null too for the figures that are not votes.</summary>
    private Candidate? Means(Entry entry)
    {
        var words = Text(entry.Words);
        if (WithoutHeading(words).IsEmpty || Other(WithoutHeading(words)) is not null)
        {
            return null;
        }
        // As it stands first: Ashfield's Ashfield Independents begin with a heading's words.
        var match = _roll.Find(words) is RollMatcher.Match.One whole
            ? whole
            : _roll.Find(WithoutHeading(words));
        if (match is not RollMatcher.Match.One && entry.Lines.LastOrDefault() is > 0 and var line)
        {
            // Lines above that have no figure: a heading, or a candidate whose figure is missing.
            var own = Text(entry.Words[line..]);
            if (_roll.Find(own) is RollMatcher.Match.One found)
            {
                NoFigure(entry, line);
                return found.Candidate;
            }
        }
        switch (match)
        {
            case RollMatcher.Match.One one:
                return one.Candidate;
            case RollMatcher.Match.Several several:
                _problems.Add(new PasteProblem.Alike(Quote(entry.Words), several.Candidates));
                return null;
            case RollMatcher.Match.OtherParty other:
                _problems.Add(new PasteProblem.WrongParty(Quote(entry.Words), other.Candidate));
                return null;
            case RollMatcher.Match.Nobody nobody:
                _problems.Add(new PasteProblem.NotOnRoll(Quote(entry.Words), nobody.Nearest));
                return null;
            default:
                throw new InvalidOperationException($"No rule for {match}.");
        }
    }

    private void TakeOther(Entry entry, PasteToken figure)
    {
        Elect(entry.ElectedBehind);
        var words = WithoutHeading(Text(entry.Words));
        if (words.IsEmpty)
        {
            _problems.Add(new PasteProblem.FigureWithoutName(_text[figure.Start..figure.End]));
        }
        else if (Other(words) is { } what && !_said.TryAdd(what, figure.Value))
        {
            if (_said[what] != figure.Value)
            {
                _problems.Add(new PasteProblem.SaidTwice(what, _said[what], figure.Value));
            }
        }
    }

    /// <summary>Figures of a result that belong to no candidate.</summary>
    private static string? Other(ImmutableArray<string> words) =>
        string.Join(' ', words) switch
        {
            "rejected"
            or "rejected ballots"
            or "rejected votes"
            or "rejected papers"
            or "rejected ballot papers"
            or "total rejected"
            or "spoilt"
            or "spoilt ballots"
            or "spoiled"
            or "spoiled ballots"
            or "invalid"
            or "invalid votes" => RejectedBallots,
            "majority" => "majority",
            "total"
            or "total votes"
            or "total votes cast"
            or "votes cast"
            or "valid"
            or "valid votes"
            or "total valid votes" => "valid votes",
            "electorate" => "electorate",
            _ => null,
        };

    private void Leftover(Entry entry)
    {
        Elect(entry.ElectedBehind);
        if (entry.Words.Count > 0 && !WithoutHeading(Text(entry.Words)).IsEmpty)
        {
            NoFigure(entry, entry.Words.Count);
        }
    }

    /// <summary>Names each line of an entry, up to a word, as lacking its figure.</summary>
    private void NoFigure(Entry entry, int end)
    {
        int[] starts = [0, .. entry.Lines.Where(l => l > 0 && l < end).Distinct(), end];
        foreach (var (start, stop) in starts.Zip(starts.Skip(1)))
        {
            if (stop > start)
            {
                _problems.Add(new PasteProblem.NameWithoutFigure(Quote(entry.Words[start..stop])));
            }
        }
    }

    private void Elect(Candidate? candidate)
    {
        if (candidate is null)
        {
            return;
        }
        if (!_elected.Contains(candidate))
        {
            _elected.Add(candidate);
        }
    }

    /// <summary>The words less a heading such as “Full results for Chesterfield” at their beginning.</summary>
    private ImmutableArray<string> WithoutHeading(ImmutableArray<string> words)
    {
        var at = 0;
        while (
            at < words.Length
            && words[at] is "full" or "result" or "results" or "declaration" or "for" or "in"
        )
        {
            at++;
        }
        var named =
            words.Length >= at + _contestWords.Length
            && words.AsSpan(at, _contestWords.Length).SequenceEqual(_contestWords.AsSpan());
        if (!named)
        {
            return words;
        }
        var behind = at + _contestWords.Length;
        return words.Length > behind && words[behind] is ("result" or "results" or "declaration")
            ? words[(behind + 1)..]
            : words[behind..];
    }

    private bool IsLabel(PasteToken token) =>
        token.Kind == PasteTokenKind.Word
        && Folded(token) is "rejected" or "spoilt" or "spoiled" or "invalid";

    private bool IsElected(PasteToken token) =>
        token.Kind == PasteTokenKind.Word && Folded(token) is "elected" or "winner";

    private ImmutableArray<string> Text(IEnumerable<PasteToken> tokens) =>
        [.. tokens.SelectMany(t => Words.Of(_text[t.Start..t.End]))];

    private string Folded(PasteToken token) => Words.Fold(_text[token.Start..token.End]);

    private string Quote(List<PasteToken> words) =>
        words.Count == 0 ? "" : Shorten(_text[words[0].Start..words[^1].End]);

    private string Quote(Entry entry, int end) =>
        Shorten(_text[(entry.Words.Count > 0 ? entry.Words[0].Start : Math.Max(0, end - 12))..end]);

    private static string Shorten(string text)
    {
        var line = string.Join(
            ' ',
            text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
        return line.Length <= LongestQuote ? line : line[..(LongestQuote - 1)] + "…";
    }
}
