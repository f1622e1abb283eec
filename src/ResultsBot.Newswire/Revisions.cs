using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Newswire;

/// <summary>What has become of a bulletin that was sent.</summary>
public abstract record Mark
{
    private Mark() { }

    /// <summary>Its figures were wrong; these are right.</summary>
    /// <param name="Now">The bulletin with the right figures, as a result.</param>
    /// <param name="TurnoutWas">What the turnout was, where nothing else was wrong; null otherwise.</param>
    public sealed record Corrected(Bulletin.Result Now, Fraction? TurnoutWas = null) : Mark;

    /// <summary>What the desk wrote has other words now.</summary>
    public sealed record Reworded(PostWords Now) : Mark;

    /// <summary>It does not hold.</summary>
    public sealed record TakenBack : Mark;

    /// <summary>What it rests on has changed since.</summary>
    public sealed record Overtaken : Mark;

    /// <summary>It has been changed by a bulletin that cannot be read: what holds instead is not known.</summary>
    public sealed record Unknown : Mark;
}

/// <summary>
/// Which bulletins a later one replaces. Pure: what was said of the same contest decides; of an area as a whole, what
/// was said of it and of all its contests.
/// </summary>
public static partial class Revisions
{
    /// <summary>The contest that a bulletin tells of, also where it is news of more than that.</summary>
    public static ContestId? Contest(Bulletin bulletin) =>
        bulletin is Bulletin.FirstResult first ? first.Of.Id : bulletin.Contest;

    /// <summary>The result that a bulletin reports; null where it reports none.</summary>
    public static Verdict? VerdictOf(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.Result b => b.Verdict,
            Bulletin.Corrected b => b.After,
            Bulletin.Reinstated b => b.Verdict,
            _ => null,
        };

    /// <summary>It changes what other bulletins have said.</summary>
    public static bool IsRevision(Bulletin bulletin) =>
        bulletin
            is Bulletin.Corrected
                or Bulletin.TurnoutCorrected
                or Bulletin.Retracted
                or Bulletin.Reinstated
                or Bulletin.TakenBack
                or Bulletin.NoLonger
                or Bulletin.PostCorrected
                or Bulletin.PostWithdrawn;

    /// <summary>
    /// It tells of an area as a whole, or of all there is: a revision in any contest there, or of none, may change it.
    /// </summary>
    public static bool IsOfArea(Bulletin bulletin) =>
        bulletin is Bulletin.OverallMajority or Bulletin.NoMajority or Bulletin.ChamberComplete
        || AreaOf(bulletin) is not null
        || PostOf(bulletin) is not null;

    /// <summary>The number of the entry that the desk wrote; null where it wrote none.</summary>
    public static int? PostOf(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.Posted b => b.Post,
            Bulletin.PostCorrected b => b.Post,
            Bulletin.PostWithdrawn b => b.Post,
            _ => null,
        };

    /// <summary>Whether the revision may change how an earlier bulletin is shown.</summary>
    public static bool Touches(LogEntry revision, LogEntry entry) =>
        entry.Position < revision.Position
        && (revision.Bulletin, entry.Bulletin) switch
        {
            (var revised, var said) when PostOf(revised) is { } post => PostOf(said) == post,
            (var revised, var said) when TakenBackBy(revised) is { } what => IsSame(what, said)
                || (AreaOf(said) is { } area && Topic.StandingOf(revised, area) is not null),
            (var revised, var said)
                when AreaOf(said) is { } area && Topic.StandingOf(revised, area) is not null =>
                true,
            (
                Bulletin.TurnoutCorrected,
                Bulletin.Retracted
                    or Bulletin.Colour
                    or Bulletin.FirstResult
            ) => false,
            (
                _,
                Bulletin.Result
                    or Bulletin.Corrected
                    or Bulletin.TurnoutCorrected
                    or Bulletin.Reinstated
                    or Bulletin.Retracted
                    or Bulletin.Colour
                    or Bulletin.FirstResult
            ) => Contest(revision.Bulletin) == Contest(entry.Bulletin),
            _ => false,
        };

    /// <param name="history">
    /// In order, with all bulletins of the entry's contest; where it is of an area, with all that are, and all
    /// revisions. What else is in it does no harm.
    /// </param>
    /// <returns>Null where the entry holds as it was sent.</returns>
    public static Mark? Of(LogEntry entry, IEnumerable<LogEntry> history)
    {
        if (PostOf(entry.Bulletin) is { } post)
        {
            return OfPost(entry, history.Where(e => PostOf(e.Bulletin) == post));
        }
        var isOfArea = IsOfArea(entry.Bulletin);
        var contest = Contest(entry.Bulletin);
        var later = history
            .Where(e => e.Position > entry.Position && (isOfArea || Contest(e.Bulletin) == contest))
            .ToArray();
        if (later.Any(e => TakenBackBy(e.Bulletin) is { } what && IsSame(what, entry.Bulletin)))
        {
            return new Mark.TakenBack();
        }
        return entry.Bulletin switch
        {
            Bulletin.Result b => OfFigures(b, later),
            Bulletin.Corrected b => OfFigures(
                new Bulletin.Result(b.Of, b.After, b.Standings, b.At),
                later
            ),
            Bulletin.Reinstated b => OfFigures(
                new Bulletin.Result(b.Of, b.Verdict, b.Standings, b.At),
                later
            ),
            Bulletin.TurnoutCorrected => later.Any(e =>
                e.Bulletin is Bulletin.TurnoutCorrected or Bulletin.Corrected or Bulletin.Retracted
            )
                ? new Mark.Overtaken()
                : null,
            Bulletin.Retracted => later.Any(e => e.Bulletin is Bulletin.Reinstated)
                ? new Mark.Overtaken()
                : null,
            Bulletin.Colour b => OfColour(b.Fact, later.Where(e => Contest(e.Bulletin) == contest))
                ?? OfFact(b.Fact, later),
            // It shows no turnout, and no figures.
            Bulletin.FirstResult b => OfFigures(
                new Bulletin.Result(b.Of, b.Verdict, [], b.At),
                later.Where(e => e.Bulletin is not Bulletin.TurnoutCorrected)
            ) switch
            {
                Mark.Corrected { Now: var now } => IsSameOutcome(b.Verdict, now.Verdict)
                    ? null
                    : new Mark.Overtaken(),
                var mark => mark,
            },
            Bulletin.AreaComplete b => OfArea(b.Standing, later),
            _ => null,
        };
    }

    private static Mark? OfPost(LogEntry entry, IEnumerable<LogEntry> history) =>
        history.LastOrDefault(e => e.Position > entry.Position)?.Bulletin switch
        {
            Bulletin.PostWithdrawn => new Mark.TakenBack(),
            Bulletin.PostCorrected when entry.Bulletin is Bulletin.PostCorrected =>
                new Mark.Overtaken(),
            Bulletin.PostCorrected b => new Mark.Reworded(b.After),
            _ => null,
        };

    /// <summary>What has become of the standing that came with a bulletin. A turnout is none of its figures.</summary>
    /// <param name="ofBulletin">What has become of the bulletin.</param>
    public static Mark? OfStanding(Mark? ofBulletin) =>
        ofBulletin switch
        {
            null or Mark.Corrected { TurnoutWas: not null } => null,
            Mark.Unknown => ofBulletin,
            _ => new Mark.Overtaken(),
        };

    private static Bulletin? TakenBackBy(Bulletin revision) =>
        revision switch
        {
            Bulletin.TakenBack b => b.What,
            Bulletin.NoLonger b => b.What,
            _ => null,
        };

    /// <summary>The area that a bulletin tells of as it is; null where it is of none, or of what was so far.</summary>
    private static AreaId? AreaOf(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.AreaComplete b => b.Standing.Area,
            Bulletin.Colour { Fact: Fact.FirstSeatIn f } => f.Area,
            Bulletin.Colour { Fact: Fact.LastSeatLost f } => f.Area,
            Bulletin.Colour { Fact: Fact.ColourChange f } => f.Area,
            _ => null,
        };

    private static Mark? OfArea(Standing told, IEnumerable<LogEntry> later)
    {
        Mark? mark = null;
        foreach (var entry in later)
        {
            if (
                mark is Mark.TakenBack
                && entry.Bulletin is Bulletin.AreaComplete { Standing.Area: var again }
                && again == told.Area
            )
            {
                // Complete anew, in other words: what comes after is of those.
                return mark;
            }
            if (
                IsRevision(entry.Bulletin)
                && Topic.StandingOf(entry.Bulletin, told.Area) is { } standing
            )
            {
                mark =
                    !standing.IsComplete ? new Mark.TakenBack()
                    : AsShown(standing).SequenceEqual(AsShown(told)) ? null
                    : new Mark.Overtaken();
            }
        }
        return mark;
    }

    /// <summary>What a reader sees of a standing: shares to a tenth of a per cent.</summary>
    private static IEnumerable<(PartyId, int Seats, int Gains, int Losses, long Share)> AsShown(
        Standing standing
    )
    {
        var votes = Math.Max(1, standing.Parties.Sum(p => (long)p.Votes));
        return standing.Parties.Select(p =>
            (p.Party, p.Seats, p.Gains, p.Losses, new Fraction(p.Votes, votes).Scaled(1000))
        );
    }

    /// <param name="said">What the bulletin says of the result.</param>
    private static Mark? OfFigures(Bulletin.Result said, IEnumerable<LogEntry> later)
    {
        Mark? mark = null;
        foreach (var entry in later)
        {
            switch (entry.Bulletin)
            {
                case Bulletin.Corrected b:
                    mark = new Mark.Corrected(
                        new Bulletin.Result(b.Of, b.After, b.Standings, b.At)
                    );
                    break;
                case Bulletin.TurnoutCorrected b:
                    mark = WithTurnout(said, mark, b);
                    break;
                case Bulletin.Retracted:
                    mark = new Mark.TakenBack();
                    break;
                case Bulletin.Reinstated b:
                    mark = IsSame(b.Verdict, said.Verdict)
                        ? null
                        : new Mark.Corrected(
                            new Bulletin.Result(b.Of, b.Verdict, b.Standings, b.At)
                        );
                    break;
                // Declared anew after it was taken back: what comes after is of the new result.
                case Bulletin.Result when mark is Mark.TakenBack:
                    return mark;
                default:
                    break;
            }
        }
        return mark;
    }

    private static Mark? WithTurnout(
        Bulletin.Result said,
        Mark? mark,
        Bulletin.TurnoutCorrected corrected
    )
    {
        var before = mark as Mark.Corrected;
        var now = (before?.Now ?? said) with { Of = corrected.Of, Verdict = corrected.Verdict };
        return mark switch
        {
            null => new Mark.Corrected(now, said.Verdict.Turnout),
            // Put right twice, and the second time as it was at first.
            Mark.Corrected { TurnoutWas: not null }
                when corrected.Turnout == said.Verdict.Turnout => null,
            Mark.Corrected => before! with { Now = now },
            _ => mark,
        };
    }

    private static bool IsSame(Verdict one, Verdict other) =>
        one.Rejected == other.Rejected
        && one.Turnout == other.Turnout
        && one.Lines.Select(l => (l.Candidate.Number, l.Votes))
            .SequenceEqual(other.Lines.Select(l => (l.Candidate.Number, l.Votes)));

    /// <summary>Bulletins hold arrays, which do not compare by what is in them: who said what when does.</summary>
    private static bool IsSame(Bulletin one, Bulletin other) =>
        one.GetType() == other.GetType()
        && (one, other) switch
        {
            // Said once for as long as it lasts, at whatever moment.
            (Bulletin.OverallMajority a, Bulletin.OverallMajority b) => a.Party == b.Party
                && a.Chamber == b.Chamber,
            (Bulletin.NoMajority a, Bulletin.NoMajority b) => a.Chamber == b.Chamber,
            (Bulletin.ChamberComplete a, Bulletin.ChamberComplete b) => a.Chamber == b.Chamber,
            (Bulletin.Flashed a, Bulletin.Flashed b) => a.Of.Id == b.Of.Id,
            (Bulletin.PollPostponed a, Bulletin.PollPostponed b) => a.Of.Id == b.Of.Id,
            _ => one.At == other.At && Contest(one) == Contest(other),
        }
        && (one, other) switch
        {
            (Bulletin.Noted a, Bulletin.Noted b) => a.Text == b.Text,
            (Bulletin.Quoted a, Bulletin.Quoted b) => a.Who == b.Who && a.Text == b.Text,
            (Bulletin.StageReached a, Bulletin.StageReached b) => a.Stage == b.Stage,
            (Bulletin.Flashed a, Bulletin.Flashed b) => a.Winner.Number == b.Winner.Number,
            _ => true,
        };
}
