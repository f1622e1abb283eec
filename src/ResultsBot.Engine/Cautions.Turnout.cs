using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>Papers, turnout and electorate: against what was announced, the declared seats around, and last time.</summary>
internal static partial class Cautions
{
    /// <summary>How far ballot-box turnout may be from the announced one, which is rounded: half a point.</summary>
    public static readonly Fraction AnnouncedTolerance = new(1, 200);

    /// <summary>How far turnout may be from last time's, while nothing around says how it moved: 20 points.</summary>
    private static readonly Fraction LastTimeTolerance = new(20, 100);

    /// <summary>
    /// How far, in millionths, turnout may be from last time's moved as the middle one around has moved: 7¾ points. In
    /// 2024 12 of 650 were further; Putney's mistake was by 7.8.
    /// </summary>
    private const long AroundTolerance = 77_500;

    /// <summary>How far turnout may be from the middle one around, where last time's is not known: 15 points.</summary>
    private const long AroundToleranceWithoutBase = 150_000;

    /// <summary>Below and above these no turnout is believed, where there is nothing at all to hold it against.</summary>
    private static readonly Fraction LowestTurnout = new(5, 100);

    private static readonly Fraction HighestTurnout = new(95, 100);

    /// <summary>How far an electorate may be from the pack's without a question: 15% of that.</summary>
    private static readonly Fraction ElectorateTolerance = new(15, 100);

    /// <summary>All that is odd about an electorate that is put right.</summary>
    public static IEnumerable<Caution> OfElectorate(int pack, int corrected)
    {
        if (new Fraction(Math.Abs((long)corrected - pack), pack) > ElectorateTolerance)
        {
            yield return new Caution.ElectorateFarFromPack(pack, corrected);
        }
    }

    /// <summary>All that is odd about a verification statement, before anything was counted.</summary>
    public static IEnumerable<Caution> OfVerification(
        Election election,
        Contest contest,
        int papers,
        Fraction? announced
    )
    {
        var turnout = new Fraction(papers, contest.Electorate);
        return
        [
            .. OfAnnounced(announced, turnout),
            .. OfTurnout(new ResultsAround(election, contest), contest, turnout),
        ];
    }

    private static IEnumerable<Caution> OfPapers(
        ResultsAround around,
        Contest contest,
        CountProgress progress,
        Verdict verdict,
        Figures said,
        Figures figures,
        Announced? announced
    )
    {
        if (progress.VerifiedPapers is not { } verified)
        {
            yield return announced?.Verified is { } heard
                ? new Caution.RejectedNotSaid(heard, heard - verdict.ValidVotes)
                : new Caution.NoVerifiedTotal();
        }
        else if (contest.Rule.ValidPapers(said) is null)
        {
            yield return new Caution.PapersNotCompared(verified);
        }
        if (OfRejected(contest, figures) is { } rejected)
        {
            yield return rejected;
        }
        if (verdict.Turnout is not { } turnout)
        {
            yield break;
        }
        var valid = contest.Rule.ValidPapers(figures) ?? 0;
        var inBox = new Fraction(valid + (figures.Rejected ?? 0), contest.Electorate);
        foreach (
            var odd in OfAnnounced(progress.AnnouncedTurnout, inBox)
                .Concat(OfTurnout(around, contest, turnout))
        )
        {
            yield return odd;
        }
    }

    private static IEnumerable<Caution> OfAnnounced(Fraction? announced, Fraction inBox)
    {
        if (announced is { } said && (inBox - said).Abs() > AnnouncedTolerance)
        {
            yield return new Caution.TurnoutOffAnnounced(said, inBox);
        }
    }

    /// <summary>
    /// Turnout against the declared seats around; against last time where there are too few; and where there is no last
    /// time either, against what anybody would believe.
    /// </summary>
    private static IEnumerable<Caution> OfTurnout(
        ResultsAround around,
        Contest contest,
        Fraction turnout
    )
    {
        var last = contest.Base?.Turnout;
        if (ExpectedTurnout(around, last) is var (area, expected))
        {
            var tolerance = last is null ? AroundToleranceWithoutBase : AroundTolerance;
            if (Math.Abs(ResultsAround.Millionths(turnout) - expected) > tolerance)
            {
                yield return new Caution.TurnoutUnlikeArea(
                    area,
                    ResultsAround.Fraction(expected),
                    turnout
                );
            }
        }
        else if (last is { } before)
        {
            if ((turnout - before).Abs() >= LastTimeTolerance)
            {
                yield return new Caution.TurnoutFarFromLastTime(before, turnout);
            }
        }
        else if (turnout < LowestTurnout || turnout > HighestTurnout)
        {
            yield return new Caution.AbsurdTurnout(turnout);
        }
    }

    /// <summary>Last time's turnout moved as the middle one around has moved; the middle one where there is none.</summary>
    private static (AreaId Area, long Expected)? ExpectedTurnout(
        ResultsAround around,
        Fraction? last
    )
    {
        if (last is not { } before)
        {
            return around.In((_, v) => Known(v.Turnout)) is var (area, turnouts)
                ? (area, ResultsAround.Median(turnouts))
                : null;
        }
        return
            around.In((c, v) => Known(v.Turnout) - Known(c.Base?.Turnout)) is var (where, changes)
            ? (where, ResultsAround.Millionths(before) + ResultsAround.Median(changes))
            : null;

        static long? Known(Fraction? turnout) =>
            turnout is { } known ? ResultsAround.Millionths(known) : null;
    }

    private static Caution.ManyRejected? OfRejected(Contest contest, Figures figures) =>
        figures.Rejected is { } rejected
        && contest.Rule.ValidPapers(figures) + rejected is { } all and > 0
        && new Fraction(rejected, all) > contest.Rule.MostRejected
            ? new Caution.ManyRejected(rejected, (int)all)
            : null;

    private static IEnumerable<Caution> OfElectorate(Contest contest)
    {
        if (contest is { IsElectorateUnusual: true, Base.Electorate: { } before })
        {
            yield return new Caution.ElectorateFarFromLastTime(before, contest.Electorate);
        }
    }
}
