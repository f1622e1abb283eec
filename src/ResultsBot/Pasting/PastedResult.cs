using System.Collections.Immutable;
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
    private const string RejectedBallots = "rejected ballots";

    private readonly string _text;
    private readonly Contest _contest;
    private readonly RollMatcher _roll;
    private readonly ImmutableArray<string> _contestWords;
    private readonly List<PasteProblem> _problems = [];
    private readonly Dictionary<Candidate, int> _votes = [];
    private readonly Dictionary<string, int> _said = [];
    private readonly List<Candidate> _elected = [];

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

        public bool Elected { get; set; }
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
                    var introduces =
                        i + 1 < tokens.Length && tokens[i + 1].Kind == PasteTokenKind.Colon;
                    if (behindFigure && !introduces)
                    {
                        Elect(last);
                    }
                    else
                    {
                        entry.Elected = true;
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
                case PasteTokenKind.Number:
                    last = Take(entry, token);
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
                case PasteTokenKind.Share
                    when entry.Words is [.., var turnout] && Folded(turnout) is "turnout":
                    entry.Words.RemoveAt(entry.Words.Count - 1);
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
            }
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
            var above = entry.Words[..line];
            var own = Text(entry.Words[line..]);
            if (_roll.Find(own) is RollMatcher.Match.One found)
            {
                _problems.Add(new PasteProblem.NameWithoutFigure(Quote(above)));
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
            "total" or "total votes" or "valid" or "valid votes" or "total valid votes" =>
                "valid votes",
            "electorate" => "electorate",
            _ => null,
        };

    private void Leftover(Entry entry)
    {
        if (entry.Words.Count > 0 && !WithoutHeading(Text(entry.Words)).IsEmpty)
        {
            _problems.Add(new PasteProblem.NameWithoutFigure(Quote(entry.Words)));
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
        return named ? words[(at + _contestWords.Length)..] : words;
    }

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
