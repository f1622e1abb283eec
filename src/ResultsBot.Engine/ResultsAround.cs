using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>
/// The results declared so far around a contest, its own apart: what is usual tonight, to hold one more result against.
/// </summary>
/// <remarks>
/// Shares and turnouts are in millionths here, rounded: a caution is a rule of thumb, and differences of differences of
/// exact fractions do not fit.
/// </remarks>
internal sealed class ResultsAround
{
    /// <summary>How many values an area needs before they say something.</summary>
    private const int Enough = 5;

    private const int Whole = 1_000_000;

    private readonly Contest _contest;

    /// <summary>With each the place, in the contest's list of areas, of the smallest area that they share.</summary>
    private readonly (Contest Contest, ContestState.Declared State, int Area)[] _declared;

    private readonly Lazy<ILookup<PartyId, PartyLine>> _lines;
    private readonly Dictionary<PartyId, PartyMove?> _moves = [];

    public ResultsAround(Election election, Contest contest)
    {
        _contest = contest;
        _declared =
        [
            .. election
                .Contests.Where(c => c.State is ContestState.Declared && c.Contest.Id != contest.Id)
                .Select(c =>
                    (c.Contest, (ContestState.Declared)c.State, SmallestShared(c.Contest))
                ),
        ];
        _lines = new(LinesByParty);
    }

    /// <summary>One candidate's line of a declared contest.</summary>
    /// <param name="Area">As in <see cref="_declared"/>.</param>
    private readonly record struct PartyLine(Contest Contest, ResultLine Line, int Area);

    /// <summary>How a party's share has moved in the middle of the seats where it stood both times.</summary>
    /// <param name="Points">In millionths of the valid votes.</param>
    /// <param name="Factor">In millionths of its share last time.</param>
    public sealed record PartyMove(AreaId Area, long Points, long Factor);

    public IEnumerable<(Contest Contest, ContestState.Declared State)> Declared =>
        _declared.Select(d => (d.Contest, d.State));

    /// <summary>Of a share or a turnout: above and below the line stand votes and voters, not products of them.</summary>
    public static long Millionths(Fraction fraction) =>
        fraction.Numerator * Whole / fraction.Denominator;

    public static Fraction Fraction(long millionths) => new(millionths, Whole);

    /// <summary>The middle of the values; of two in the middle, halfway between.</summary>
    public static long Median(IEnumerable<long> values)
    {
        long[] order = [.. values.Order()];
        return (order[(order.Length - 1) / 2] + order[order.Length / 2]) / 2;
    }

    /// <summary>
    /// The values of something in the smallest of the contest's areas where enough declared contests have one; null where
    /// none has enough.
    /// </summary>
    public (AreaId Area, T[] Values)? In<T>(Func<Contest, Verdict, T?> value)
        where T : struct =>
        Smallest(
            _declared.Select(d => (d.Area, Value: value(d.Contest, d.State.Verdict))).ToArray()
        );

    /// <summary>The same of something that each of a party's candidates may have.</summary>
    public (AreaId Area, T[] Values)? In<T>(PartyId party, Func<Contest, ResultLine, T?> value)
        where T : struct =>
        Smallest(
            _lines.Value[party].Select(l => (l.Area, Value: value(l.Contest, l.Line))).ToArray()
        );

    /// <summary>Null for a party that did not stand both times in enough contests of any of the areas.</summary>
    public PartyMove? MoveOf(PartyId party)
    {
        if (!_moves.TryGetValue(party, out var move))
        {
            _moves.Add(party, move = Move(party));
        }
        return move;
    }

    /// <summary>The lowest share of a party where a paper is one vote; null where too few have declared.</summary>
    public (Contest Contest, ResultLine Line)? LowestOf(PartyId party, int enough)
    {
        var lines = _lines.Value[party].Where(l => l.Contest.Rule.IsOnePaperOneVote).ToArray();
        return lines.Length < enough ? null
            : lines.MinBy(l => l.Line.Share) is var lowest ? (lowest.Contest, lowest.Line)
            : null;
    }

    private PartyMove? Move(PartyId party) =>
        In(
            party,
            (contest, line) =>
                contest.Base?.Share(party) is { Numerator: > 0 } before
                    ? (Before: Millionths(before), Now: Millionths(line.Share))
                    : ((long Before, long Now)?)null
        )
            is var (area, shares)
            ? new PartyMove(
                area,
                Median(shares.Select(s => s.Now - s.Before)),
                Median(shares.Select(s => s.Now * Whole / Math.Max(1, s.Before)))
            )
            : null;

    private (AreaId Area, T[] Values)? Smallest<T>((int Area, T? Value)[] found)
        where T : struct
    {
        for (var area = 0; area < _contest.Areas.Length; area++)
        {
            T[] inside =
            [
                .. found
                    .Where(f => f.Area <= area && f.Value is not null)
                    .Select(f => f.Value!.Value),
            ];
            if (inside.Length >= Enough)
            {
                return (_contest.Areas[area], inside);
            }
        }
        return null;
    }

    /// <summary>Only of the parties that stand here.</summary>
    private ILookup<PartyId, PartyLine> LinesByParty()
    {
        var parties = _contest.Candidates.Select(c => c.Party).ToHashSet();
        return _declared
            .SelectMany(
                d => d.State.Verdict.Lines,
                (d, line) => new PartyLine(d.Contest, line, d.Area)
            )
            .Where(l => parties.Contains(l.Line.Candidate.Party))
            .ToLookup(l => l.Line.Candidate.Party);
    }

    private int SmallestShared(Contest other)
    {
        var area = 0;
        while (!other.Areas.Contains(_contest.Areas[area]))
        {
            area++;
        }
        return area;
    }
}
