using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>Single figures that are too small, too large or the same, and whole results that belong elsewhere.</summary>
internal static partial class Cautions
{
    /// <summary>
    /// Whoever has less of the valid votes than this: one in 2,000. In 2024 the least of 4,515 candidates had just that
    /// (19 votes in Holborn and St Pancras).
    /// </summary>
    private static readonly Fraction LeastShare = new(1, 2000);

    /// <summary>How many times smaller than a party's lowest share so far a share has to be to be odd.</summary>
    private const int FarBelowLowest = 2;

    /// <summary>From how many candidates of a party on the lowest of them says something.</summary>
    private const int EnoughForLowest = 10;

    /// <summary>A party that had less last time, in millionths, may be anywhere now: 1%.</summary>
    private const long LeastBefore = 10_000;

    /// <summary>
    /// Added to both sides before a share is compared by a factor, in millionths: 2 points, so that small shares may
    /// vary more.
    /// </summary>
    private const long Slack = 20_000;

    /// <summary>By which factor a share may differ from what is likely: 13/5.</summary>
    private const int MostTimes = 13;

    private const int MostTimesOver = 5;

    /// <summary>From how far from what is likely here another seat is looked for, in millionths: 25 points.</summary>
    private const long FarFromHere = 250_000;

    /// <summary>From how far two shares together have to be from what is likely, in millionths: 15 points.</summary>
    private const long FarTogether = 150_000;

    /// <summary>The same where nothing is known yet of how parties have moved around: 40 points.</summary>
    private const long FarTogetherAtFirst = 400_000;

    /// <summary>How many times nearer they have to be when they are exchanged.</summary>
    private const int MuchNearer = 3;

    private static IEnumerable<Caution> OfFew(
        ResultsAround around,
        Contest contest,
        Verdict verdict
    )
    {
        foreach (var line in verdict.Lines)
        {
            if (new Fraction(line.Votes, verdict.ValidVotes) < LeastShare)
            {
                yield return new Caution.FewVotes(
                    line.Candidate,
                    line.Votes,
                    verdict.ValidVotes,
                    null,
                    null
                );
            }
            else if (
                contest.Rule.IsOnePaperOneVote
                && around.LowestOf(line.Candidate.Party, EnoughForLowest) is var (where, lowest)
                && line.Share
                    < new Fraction(
                        lowest.Share.Numerator,
                        lowest.Share.Denominator * FarBelowLowest
                    )
            )
            {
                yield return new Caution.FewVotes(
                    line.Candidate,
                    line.Votes,
                    verdict.ValidVotes,
                    lowest,
                    where
                );
            }
        }
    }

    /// <summary>
    /// Two candidates with one figure. In a ward with several seats so many have nearly the same that only neighbours on
    /// the ballot paper are odd: one figure written down twice. Level by lot is known already.
    /// </summary>
    private static IEnumerable<Caution> OfLevel(Contest contest, Verdict verdict) =>
        from level in verdict.Lines.GroupBy(l => l.Votes, l => l.Candidate)
        where !verdict.ByLot || level.Key != verdict.Lines[verdict.Seats - 1].Votes
        let candidates = level.OrderBy(c => c.Number).ToArray()
        from pair in candidates.Zip(candidates.Skip(1))
        where contest.Rule.IsOnePaperOneVote || pair.Second.Number == pair.First.Number + 1
        select new Caution.LevelFigures(pair.First, pair.Second, level.Key);

    /// <summary>
    /// A share against what its party's last share and its results around make likely: anything from the middle change
    /// in points to the middle change by a factor.
    /// </summary>
    private static IEnumerable<Caution> OfShares(
        ResultsAround around,
        Contest contest,
        Verdict verdict
    )
    {
        if (!contest.Rule.IsOnePaperOneVote)
        {
            yield break;
        }
        foreach (var line in verdict.Lines)
        {
            if (
                contest.Base?.Share(line.Candidate.Party) is not { } last
                || ResultsAround.Millionths(last) is var before && before < LeastBefore
                || around.MoveOf(line.Candidate.Party) is not { } move
            )
            {
                continue;
            }
            var (from, to) = Likely(before, move);
            var share = ResultsAround.Millionths(line.Share) + Slack;
            if (
                share * MostTimes < (from + Slack) * MostTimesOver
                || share * MostTimesOver > (to + Slack) * MostTimes
            )
            {
                yield return new Caution.UnlikelyShare(
                    move.Area,
                    line.Candidate,
                    line.Share,
                    ResultsAround.Fraction(from),
                    ResultsAround.Fraction(to)
                );
            }
        }
    }

    private static (long From, long To) Likely(long before, ResultsAround.PartyMove move)
    {
        var moved = Math.Max(0, before + move.Points);
        var grown = before * move.Factor / 1_000_000;
        return (Math.Min(moved, grown), Math.Max(moved, grown));
    }

    /// <summary>
    /// The winner's figure and another that are far from what is likely, and exchanged would be near it. By this measure 3 of
    /// the 650 right results of 2024 are odd, and of those whose first two are exchanged 46% are.
    /// </summary>
    private static IEnumerable<Caution> OfSwapped(
        ResultsAround around,
        Contest contest,
        Verdict verdict
    )
    {
        if (
            !contest.Rule.IsOnePaperOneVote
            || contest.Base is not { } last
            || LikelyOf(verdict.Lines[0]) is not { } winner
        )
        {
            yield break;
        }
        var best = verdict
            .Lines.Skip(1)
            .Select(l => (l.Candidate, Gain: LikelyOf(l) is { } other ? Gain(other) : 0))
            // Where nobody else stands, there is nobody.
            .OrderByDescending(o => o.Gain)
            .FirstOrDefault();
        if (best.Gain > 0)
        {
            yield return new Caution.SwappedByShares(verdict.Winner.Candidate, best.Candidate);
        }

        (long Share, long From, long To, bool HasMoved)? LikelyOf(ResultLine line)
        {
            var party = line.Candidate.Party;
            if (last.Share(party) is not { } share)
            {
                return null;
            }
            var before = ResultsAround.Millionths(share);
            var move = around.MoveOf(party);
            var (from, to) = move is null ? (before, before) : Likely(before, move);
            return (ResultsAround.Millionths(line.Share), from, to, move is not null);
        }

        long Gain((long Share, long From, long To, bool HasMoved) other)
        {
            var far = winner.HasMoved && other.HasMoved ? FarTogether : FarTogetherAtFirst;
            var asTheyAre =
                Off(winner.Share, winner.From, winner.To) + Off(other.Share, other.From, other.To);
            var exchanged =
                Off(other.Share, winner.From, winner.To) + Off(winner.Share, other.From, other.To);
            return asTheyAre > far && exchanged * MuchNearer < asTheyAre
                ? asTheyAre - exchanged
                : 0;
        }

        static long Off(long share, long from, long to) =>
            share < from ? from - share : Math.Max(0, share - to);
    }

    /// <summary>
    /// Figures far from what is likely here, and not half as far from what is likely in another seat where the same
    /// parties stand. How far: half the sum of all parties' differences (Pedersen's index).
    /// </summary>
    private static IEnumerable<Caution> OfAnotherFit(
        ResultsAround around,
        Election election,
        Contest contest,
        Verdict verdict
    )
    {
        if (!contest.Rule.IsOnePaperOneVote || contest.Base is not { } own)
        {
            yield break;
        }
        var parties = verdict
            .Lines.Where(l => l.Candidate.Party != PartyId.Independent)
            .GroupBy(
                l => l.Candidate.Party,
                (party, lines) =>
                    (
                        Party: party,
                        Share: lines.Sum(l => ResultsAround.Millionths(l.Share)),
                        Change: around.MoveOf(party)?.Points
                    )
            )
            .ToArray();
        var here = Far(own);
        if (parties.All(p => p.Change is null) || here <= FarFromHere)
        {
            yield break;
        }
        var (other, there) = election
            .Definition.Contests.Where(c =>
                c.Id != contest.Id
                && c is { Rule.IsOnePaperOneVote: true, Base: not null }
                && parties.All(p => c.Candidates.Any(x => x.Party == p.Party))
            )
            .Select(c => (c, Far(c.Base!)))
            .DefaultIfEmpty((contest, here))
            .MinBy(c => c.Item2);
        if (there * 2 < here)
        {
            yield return new Caution.FitsAnother(
                other,
                ResultsAround.Fraction(here),
                ResultsAround.Fraction(there)
            );
        }

        long Far(BaseResult from) =>
            parties.Sum(p =>
                Math.Abs(
                    p.Share
                        - Math.Max(
                            0,
                            (from.Share(p.Party) is { } s ? ResultsAround.Millionths(s) : 0)
                                + (p.Change ?? 0)
                        )
                )
            ) / 2;
    }
}
