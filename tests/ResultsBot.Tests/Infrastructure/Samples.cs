using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Tests.Infrastructure;

/// <summary>One of each kind of event and bulletin, with every part of them filled in.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset At = new(2024, 7, 5, 5, 4, 30, TimeSpan.FromHours(1));

    public static readonly AreaId Shire = new(AreaKind.County, "Shire");
    public static readonly AreaId Whole = new(AreaKind.Whole, "United Kingdom");

    private static readonly PartyId Lab = new("Lab");
    private static readonly PartyId Con = new("Con");

    public static Contest Contest { get; } =
        new(
            new ContestId("E1"),
            "First “and” Foremost",
            5000,
            [Shire, Whole],
            [
                new Candidate(1, "Áine Able", Lab, "Labour and Co-operative"),
                new Candidate(2, "Bob Best", Con, Sitting: true),
                new Candidate(3, "Cy Cole", PartyId.Independent),
            ],
            BaseResult.Of([new PartyVotes(Con, 700), new PartyVotes(Lab, 300)])
        );

    public static Figures Figures { get; } =
        new([new(1, 500), new(2, 500), new(3, 50)], Rejected: 7, Elected: [1]);

    public static Verdict Verdict { get; } = ((Count.Complete)Count.Of(Contest, Figures)).Verdict;

    public static Standing Standing(AreaId area) =>
        Engine.Counting.Standing.Empty(area, 2).With(Verdict);

    public static ElectionEvent.Proposed Proposed(string proposal = "p1") =>
        Proposed(new Command.Declare(Contest.Id, Figures, "discord:7"), proposal);

    public static ElectionEvent.Proposed Proposed(Command.Report asks, string proposal = "p1") =>
        new(new ProposalId(proposal), asks, ["no-verified-total"], At, "discord:7");

    /// <summary>One of each kind of report.</summary>
    public static ImmutableArray<Command.Report> Reports =>
        [
            new Command.ReportStage(Contest.Id, Stage, "discord:7"),
            new Command.ReportVerified(Contest.Id, 1057, new Fraction(211, 1000), "discord:7"),
            new Command.ReportCount(Contest.Id, [new(1, 300), new(2, 310)], "discord:7"),
            new Command.Flash(Contest.Id, 1, "discord:7"),
            new Command.DeclareUnopposed(Contest.Id, "discord:8"),
            new Command.PostponePoll(Contest.Id, "a candidate has died", "discord:8"),
            new Command.ReopenPoll(Contest.Id, "another ward", "discord:8"),
            new Command.WithdrawFlash(Contest.Id, [1, 2], "not declared yet", "discord:7"),
            new Command.CorrectElectorate(Contest.Id, 5000, 4100, "a digit too many", "discord:7"),
            new Command.RecordLot(Contest.Id, 1, "discord:7"),
            new Command.Declare(Contest.Id, Figures, "discord:7"),
            new Command.Correct(Contest.Id, 1, Figures, "recounted", "discord:7"),
            new Command.Retract(Contest.Id, 2, "wrong seat", "discord:7"),
            new Command.Reinstate(Contest.Id, 2, "discord:7"),
            new Command.Note(Contest.Id, "It is tense.", "discord:7", "photo-7.jpg"),
            new Command.Quote(Contest.Id, "Áine Able", "I am over the moon.", "discord:7"),
        ];

    public static ElectionEvent.ProposalWithdrawn Withdrawn(string proposal = "p1") =>
        new(new ProposalId(proposal), At, "discord:7");

    public static ElectionEvent.ResultDeclared Declared(string? proposal = "p1") =>
        new(
            Contest.Id,
            Figures,
            proposal is null ? null : new ProposalId(proposal),
            At,
            "discord:7"
        );

    public static Bulletin.Result Result { get; } =
        new(Contest, Verdict, [Standing(Shire), Standing(Whole)], At);

    private static readonly StageReport Stage = new(
        Engine.Stage.Recount,
        2,
        At.AddHours(1),
        "some papers are re-thumbed"
    );

    /// <summary>One of each kind of fact.</summary>
    public static ImmutableArray<Fact> Facts =>
        [
            new Fact.SittingDefeated(Contest.Candidate(2)),
            new Fact.NthGain(Lab, 1),
            new Fact.NthGain(Lab, 25),
            new Fact.FirstSeatIn(Lab, Shire),
            new Fact.LastSeatLost(Con, Shire, 9),
            new Fact.LastHope(Con, Shire, 8, Contest),
            new Fact.OnlyOneLeft(Shire, Contest, Stage),
            new Fact.OnlyOneLeft(Shire, Contest, null),
            new Fact.ColourChange(Shire, Con, Lab),
            new Fact.Closest(15),
            new Fact.Safest(20_575, new Fraction(61, 100)),
            new Fact.BiggestSwing(new Swing(Con, Lab, new Fraction(1, 4))),
            new Fact.LostDeposits(Con, 100),
        ];

    public static ImmutableArray<ElectionEvent> Events =>
        [
            new ElectionEvent.StageReported(Contest.Id, Stage, At, "discord:7"),
            new ElectionEvent.PapersVerified(
                Contest.Id,
                1057,
                new Fraction(211, 1000),
                At,
                "discord:7"
            ),
            new ElectionEvent.CountReported(
                Contest.Id,
                [new(1, 300), new(2, 310)],
                At,
                "discord:7"
            ),
            new ElectionEvent.WinnerFlashed(Contest.Id, 1, At, "discord:7"),
            new ElectionEvent.PollPostponed(Contest.Id, "a candidate has died", At, "discord:8"),
            new ElectionEvent.PollReopened(Contest.Id, "another ward", At, "discord:8"),
            new ElectionEvent.FlashWithdrawn(
                Contest.Id,
                [1, 2],
                "not declared yet",
                At,
                "discord:8"
            ),
            new ElectionEvent.ElectorateCorrected(
                Contest.Id,
                5000,
                4100,
                "a digit too many",
                At,
                "discord:8"
            ),
            new ElectionEvent.LotDrawn(Contest.Id, 1, At, "discord:7"),
            new ElectionEvent.ResultCorrected(Contest.Id, 2, Figures, "recounted", At, "discord:8"),
            new ElectionEvent.ResultRetracted(Contest.Id, 2, "wrong seat", At, "discord:8"),
            new ElectionEvent.ResultReinstated(Contest.Id, 2, At, "discord:8"),
            new ElectionEvent.Noted(
                Contest.Id,
                "The atmosphere is very tense here.",
                At,
                "discord:7"
            ),
            new ElectionEvent.Quoted(
                Contest.Id,
                "Áine Able",
                "I am over the moon.",
                At,
                "discord:7"
            ),
            .. Reports.Select(r => Proposed(r)),
            new ElectionEvent.SecondPersonAsked(
                new ProposalId("p1"),
                ["total-fell"],
                At,
                "discord:7"
            ),
            new ElectionEvent.ProposalRejected(new ProposalId("p1"), "look again", At, "discord:8"),
            new ElectionEvent.ProposalSent(new ProposalId("p1"), At, "discord:8"),
            new ElectionEvent.TakenBack(Contest.Id, At, "discord:7"),
            new ElectionEvent.PostWritten(1, Words, At, "discord:8", "hall.png")
            {
                IsPinned = true,
                IsKey = true,
            },
            new ElectionEvent.PostCorrected(
                1,
                Words with
                {
                    Text = "And the day.",
                },
                "longer",
                At,
                "discord:8"
            ),
            new ElectionEvent.PostWithdrawn(1, "twice", At, "discord:8"),
            new ElectionEvent.EntryMarked(12, EntryMark.Pinned, At, "discord:8"),
            new ElectionEvent.EmbargoPlaced(new Embargo.OfSeat(Contest.Id), At, "discord:8"),
            new ElectionEvent.EmbargoLifted(new Embargo.OfArea(Shire), At, "discord:8"),
            new ElectionEvent.Paused("We are checking one result.", At, "discord:8"),
            new ElectionEvent.Resumed(null, At, "discord:8"),
            Withdrawn(),
            Declared(),
            new ElectionEvent.ResultDeclared(
                Contest.Id,
                new Figures([], Elected: [1, 2]),
                null,
                At,
                "discord:8"
            ),
            new ElectionEvent.ResultDeclared(
                Contest.Id,
                new Figures([new(1, 1)]),
                null,
                At.ToUniversalTime(),
                "results"
            ),
        ];

    private static Bulletin.PollPostponed Postponed { get; } =
        new(
            Contest,
            "a candidate has died",
            [Standing(Shire).Postpone(1), Standing(Whole).Postpone(1)],
            At
        );

    private static Bulletin.ChamberComplete Chamber(MajorityState control) =>
        new(
            "Barset Council",
            11,
            21,
            control,
            [new(Lab, 12), new(Con, 9)],
            control == MajorityState.Open ? Standing(Shire).Postpone(1) : Standing(Shire),
            [Shire, Whole],
            At
        );

    /// <summary>Four seats, three candidates.</summary>
    private static Contest Ward { get; } = Contest with { Seats = 4, Base = null };

    private static Verdict Unopposed { get; } =
        ((Count.Complete)Count.Of(Ward, Figures.Unopposed(Ward))).Verdict;

    private static PostWords Words { get; } =
        new("We are here all night", "Our reporters are at every count.");

    public static ImmutableArray<Bulletin> Bulletins =>
        [
            Result,
            new Bulletin.FirstResult(Contest, Verdict, 650, At),
            new Bulletin.AreaComplete(Standing(Shire), [Shire, Whole], At),
            new Bulletin.OverallMajority(Lab, 326, 326, 650, Standing(Whole), [Shire, Whole], At),
            new Bulletin.Result(
                Contest with
                {
                    Base = null,
                },
                Verdict with
                {
                    Outcome = new Outcome.Win(),
                    Swing = null,
                    Rejected = null,
                },
                [],
                At
            ),
            new Bulletin.FirstResult(Contest, Verdict with { Outcome = new Outcome.Hold() }, 1, At),
            new Bulletin.NoMajority(326, 650, Standing(Whole), [Shire, Whole], At),
            .. Facts.Select(f => new Bulletin.Colour(Contest, f, [Shire, Whole], [Lab], At)),
            new Bulletin.Corrected(
                Contest,
                Verdict,
                (
                    (Count.Complete)
                        Count.Of(
                            Contest,
                            Figures with
                            {
                                Votes = [new(1, 510), new(2, 500), new(3, 50)],
                            }
                        )
                ).Verdict,
                1,
                "one bundle was counted twice",
                [Standing(Shire), Standing(Whole)],
                At
            ),
            new Bulletin.Retracted(Contest, Verdict, "wrong seat", [Standing(Shire)], At),
            new Bulletin.Reinstated(Contest, Verdict, [Standing(Shire)], At),
            new Bulletin.Flashed(Contest, Contest.Candidate(1), At),
            new Bulletin.StageReached(Contest, Stage, At),
            new Bulletin.Verified(Contest, 1057, new Fraction(211, 1000), At),
            new Bulletin.Counted(Contest, [new(1, 300), new(2, 310)], At),
            new Bulletin.LotDrawn(Contest, Contest.Candidate(1), At),
            new Bulletin.Noted(Contest, "The atmosphere is very tense here.", At),
            new Bulletin.Quoted(Contest, "Áine Able", "I am over the moon.", At),
            new Bulletin.TakenBack(
                Contest,
                new Bulletin.Flashed(Contest, Contest.Candidate(1), At),
                At
            ),
            new Bulletin.TakenBack(
                Contest,
                new Bulletin.Flashed(Contest, Contest.Candidate(1), At),
                At,
                "the agents were told, and nothing was declared"
            ),
            Postponed,
            new Bulletin.TakenBack(Contest, Postponed, At, "another ward", [Standing(Shire)]),
            new Bulletin.Result(Ward, Unopposed, [Standing(Shire).With(Unopposed)], At),
            new Bulletin.TurnoutCorrected(
                Contest with
                {
                    Electorate = 6000,
                },
                5000,
                new Fraction(1050, 5000),
                new Fraction(1050, 6000),
                Verdict with
                {
                    Turnout = new Fraction(1050, 6000),
                },
                "a digit too many",
                At
            ),
            new Bulletin.NoLonger(
                new Bulletin.OverallMajority(
                    Lab,
                    326,
                    326,
                    650,
                    Standing(Whole),
                    [Shire, Whole],
                    At
                ),
                325,
                Standing(Whole),
                At
            ),
            new Bulletin.NoLonger(
                new Bulletin.NoMajority(326, 650, Standing(Whole), [Shire, Whole], At),
                null,
                Standing(Whole),
                At
            ),
            new Bulletin.Posted(1, Words, [Whole], At, "hall.png")
            {
                IsPinned = true,
                IsKey = true,
            },
            new Bulletin.PostCorrected(
                1,
                Words,
                Words with
                {
                    Text = "And the day.",
                },
                "longer",
                [Whole],
                At
            ),
            new Bulletin.PostWithdrawn(1, Words, "twice", [Whole], At),
            new Bulletin.EntryMarked(12, EntryMark.NotKey, At),
            new Bulletin.Notice("Results are paused while we check one.", [Shire, Whole], At),
            new Bulletin.OverallMajority(
                Lab,
                12,
                11,
                21,
                Standing(Shire),
                [Shire, Whole],
                At,
                "Barset Council"
            ),
            new Bulletin.NoMajority(11, 21, Standing(Shire), [Shire, Whole], At, "Barset Council"),
            Chamber(MajorityState.Reached),
            Chamber(MajorityState.Open),
            Chamber(MajorityState.OutOfReach),
            new Bulletin.NoLonger(Chamber(MajorityState.Reached), null, Standing(Shire), At),
        ];
}
