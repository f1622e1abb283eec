using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>
/// What is read out, or printed, beside the votes: the returning officer's own cross-checks. Nothing of it but the
/// verified total is taken in; what can be worked out is compared. Null where it was not said.
/// </summary>
public sealed record Announced
{
    public static Announced Nothing { get; } = new();

    /// <summary>All ballot papers on the verification statement: valid and rejected.</summary>
    public int? Verified { get; init; }

    /// <summary>Papers given out to voters.</summary>
    public int? Issued { get; init; }

    /// <summary>Of all candidates together.</summary>
    public int? ValidVotes { get; init; }

    /// <summary>The turnout as a number of voters, whether rejected papers are among them or not.</summary>
    public int? Voters { get; init; }

    /// <summary>The turnout, whether rejected papers are in it or not.</summary>
    public Fraction? Turnout { get; init; }

    /// <summary>To how much the turnout is rounded: 0.1% for 58.2%.</summary>
    public Fraction TurnoutStep { get; init; } = new(1, 1000);

    public int? Electorate { get; init; }

    public int? Majority { get; init; }

    public int? Seats { get; init; }

    public AnnouncedSwing? Swing { get; init; }

    /// <summary>The party that is said to win, hold or gain the seat.</summary>
    public PartyId? Winner { get; init; }
}

/// <summary>A swing that was announced.</summary>
/// <param name="Size">As a share: 0.114 for 11.4%. Without a sign, which says different things to different people.</param>
/// <param name="Step">To how much it is rounded.</param>
/// <param name="From">Null where it isn't said.</param>
/// <param name="To">Null where it isn't said.</param>
public sealed record AnnouncedSwing(Fraction Size, Fraction Step, PartyId? From, PartyId? To);

/// <summary>Which figure was announced.</summary>
public enum AnnouncedFigure
{
    VerifiedPapers,
    IssuedPapers,
    ValidVotes,
    Voters,
    Electorate,
    Majority,
    Seats,
}

/// <summary>Something that was announced, held against what it is here.</summary>
public abstract record AnnouncedCheck(bool Agrees)
{
    /// <param name="Here">By the candidates' figures, or as the election was set up.</param>
    public sealed record OfFigure(AnnouncedFigure Figure, long Said, long Here, bool Agrees)
        : AnnouncedCheck(Agrees);

    public sealed record OfTurnout(Fraction Said, Fraction Here, bool Agrees)
        : AnnouncedCheck(Agrees);

    public sealed record OfWinner(PartyId Said, PartyId Here) : AnnouncedCheck(Said == Here);

    /// <param name="Said">Between the same two parties as here, as far as the text names them.</param>
    public sealed record OfSwing(AnnouncedSwing Said, Swing Here, bool Agrees)
        : AnnouncedCheck(Agrees);

    /// <summary>Where the rejected papers are not known, at most one voter in so many spoilt theirs: half a point of turnout.</summary>
    private const int UnknownRejected = 200;

    /// <summary>All that was announced and can be compared.</summary>
    /// <param name="figures">With the valid papers, where they are known.</param>
    /// <param name="verified">The verified total that counts; null where none is known.</param>
    public static IEnumerable<AnnouncedCheck> Of(
        Contest contest,
        Figures figures,
        Verdict verdict,
        int? verified,
        Announced said
    )
    {
        var valid = contest.Rule.ValidPapers(figures);
        var inBox = figures.Rejected is { } rejected ? valid + rejected : verified;
        IEnumerable<AnnouncedCheck?> checks =
        [
            Check(AnnouncedFigure.VerifiedPapers, said.Verified, verified ?? inBox),
            Check(AnnouncedFigure.IssuedPapers, said.Issued, inBox),
            Check(AnnouncedFigure.ValidVotes, said.ValidVotes, verdict.ValidVotes),
            Check(AnnouncedFigure.Electorate, said.Electorate, contest.Electorate),
            Check(AnnouncedFigure.Majority, said.Majority, verdict.Majority),
            Check(AnnouncedFigure.Seats, said.Seats, contest.Seats),
            said.Winner is { } winner && contest.Seats == 1
                ? new OfWinner(winner, verdict.Lines[0].Candidate.Party)
                : null,
            SwingCheck(said.Swing, verdict.Swing),
            .. valid is { } papers ? Turnouts(contest, papers, inBox, said) : [],
        ];
        return checks.OfType<AnnouncedCheck>();
    }

    private static OfFigure? Check(AnnouncedFigure figure, int? said, long? here) =>
        said is { } given && here is { } known
            ? new OfFigure(figure, given, known, given == known)
            : null;

    /// <summary>A swing between other parties than here is another swing, and neither right nor wrong.</summary>
    private static OfSwing? SwingCheck(AnnouncedSwing? said, Swing? here)
    {
        if (said is null || here is null || !IsBetween(said.From) || !IsBetween(said.To))
        {
            return null;
        }
        var isBack = said.From == here.To || said.To == here.From;
        return new OfSwing(
            said,
            here,
            !isBack && IsNoMore((said.Size - here.Size).Abs(), said.Step)
        );

        bool IsBetween(PartyId? party) => party is null || party == here.From || party == here.To;
    }

    /// <summary>
    /// Who says a turnout seldom says whether rejected papers are in it; where those are unknown, there are some.
    /// </summary>
    private static IEnumerable<AnnouncedCheck> Turnouts(
        Contest contest,
        long valid,
        long? inBox,
        Announced said
    )
    {
        var most = inBox ?? valid + (contest.Electorate / UnknownRejected);
        if (said.Voters is { } voters)
        {
            var agrees = inBox is null
                ? voters >= valid && voters <= most
                : voters == valid || voters == inBox;
            yield return new OfFigure(AnnouncedFigure.Voters, voters, inBox ?? valid, agrees);
        }
        if (said.Turnout is { } turnout)
        {
            var least = new Fraction(valid, contest.Electorate);
            yield return new OfTurnout(
                turnout,
                least,
                IsNoMore(least - turnout, said.TurnoutStep)
                    && IsNoMore(turnout - new Fraction(most, contest.Electorate), said.TurnoutStep)
            );
        }
    }

    /// <summary>Whether something is less than a step above nothing.</summary>
    private static bool IsNoMore(Fraction difference, Fraction step) =>
        difference.IsNegative || difference < step;
}
