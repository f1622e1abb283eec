using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Pasting;
using ResultsBot.Tests.Infrastructure;
using Snapshooter.Xunit;

namespace ResultsBot.Wording.Tests;

public class SentencesTests
{
    private static readonly Phrasebook Phrases = new(TheNight.Definition);
    private static readonly Candidate Ann = new(1, "Ann *Able*", new PartyId("Lab"));
    private static readonly Candidate Bob = new(2, "Bob @here", new PartyId("Con"));
    private static readonly Contest Seat = Samples.Contest with { Name = "First <@5>" };

    private static readonly Fault[] AllFaults =
    [
        new Fault.UnknownContest(new ContestId("<@5>")),
        new Fault.NotOnRoll(9),
        new Fault.CandidateMissing(Ann),
        new Fault.CandidateRepeated(Ann),
        new Fault.NegativeVotes(Ann, -5),
        new Fault.NegativeRejected(-1),
        new Fault.NoVotes(),
        new Fault.MoreThanElectorate(100_001, 71_645),
        new Fault.TieWithoutLot([Ann, Bob]),
        new Fault.ElectedDoesNotLead(Bob, Ann),
        new Fault.AlreadyDeclared(Seat, Same: true),
        new Fault.AlreadyDeclared(Seat, Same: false),
        new Fault.AlreadyDeclared(Seat, Same: null),
        new Fault.PollStillOpen(TheNight.Definition.PollCloses),
        new Fault.UnknownProposal(new ProposalId("p")),
        new Fault.ProposalSettled(new ProposalId("p"), ProposalState.Sent),
        new Fault.ProposalSettled(new ProposalId("p"), ProposalState.Withdrawn),
        new Fault.MoreVotesThanPapers(Ann, 3_017, 2_477),
        new Fault.MoreVotesThanPapersCarry(9_000, 2_477, 3),
        new Fault.NotReconciled(42_737, 133, 49_428),
        new Fault.NotReconciled(1_000, 3, 1_002),
        new Fault.RejectedMissing(135),
        new Fault.TieWithoutLot([Ann, Bob], 2),
        new Fault.NotDeclared(Seat),
        new Fault.NotRetracted(Seat),
        new Fault.ResultChanged(1, 2),
        new Fault.NothingChanged(),
        new Fault.OutsideSource("outside:wire"),
        new Fault.SecondPersonNeeded([new Caution.TotalFell(Ann, 300, 200)]),
        new Fault.ReasonMissing(),
        new Fault.TextMissing(),
        new Fault.TextTooLong(1_001, 1_000),
        new Fault.PapersOutOfRange(80_000, 71_645),
        new Fault.TurnoutOutOfRange(),
        new Fault.NothingToUndo(),
        new Fault.TooLateToUndo(TheNight.Definition.PollCloses),
        new Fault.BuiltUpon(Seat),
        new Fault.AlreadyHeld(new Embargo.OfSeat(TheNight.Contest("Chesterfield").Id)),
        new Fault.NotHeld(new Embargo.OfArea(TheNight.Definition.Whole)),
        new Fault.AlreadyPaused(),
        new Fault.NotPaused(),
        new Fault.HeadlineTooLong(151, 150),
        new Fault.PostNotStanding(1),
        new Fault.PostChanged(1),
        new Fault.EverythingHeld(),
        new Fault.NotAwaitingSecondPerson(),
        new Fault.ProposalSettled(new ProposalId("p"), ProposalState.Rejected),
        new Fault.SecondPersonNeeded([]),
        new Fault.NothingToRetract(Seat),
        new Fault.FlashChanged(Seat),
        new Fault.ElectorateOutOfRange(Seat, 0, 0),
        new Fault.ElectorateOutOfRange(Seat, 41_000, 41_690),
        new Fault.ElectorateChanged(Seat),
        new Fault.SameElectorate(Seat),
        new Fault.UndoNeedsSecondPerson(Seat),
        new Fault.IsContested(Seat),
        new Fault.WasUnopposed(Seat),
        new Fault.PollIsPostponed(Seat),
        new Fault.PollNotPostponed(Seat),
    ];

    private static readonly PasteProblem[] AllProblems =
    [
        new PasteProblem.Empty(),
        new PasteProblem.TooLong(6001, 6000),
        new PasteProblem.NoFigures(),
        new PasteProblem.NotANumber("8,49x @everyone"),
        new PasteProblem.Negative("Ben -5"),
        new PasteProblem.NotOnRoll("`Jane`", null),
        new PasteProblem.NotOnRoll("Jane", Ann),
        new PasteProblem.Alike("A", [Ann, Bob]),
        new PasteProblem.WrongParty("Ann, Con", Ann),
        new PasteProblem.Twice(Ann),
        new PasteProblem.FigureWithoutName("5"),
        new PasteProblem.FigureWithoutName("5", "Grand total"),
        new PasteProblem.NotANumber("46.5%"),
        new PasteProblem.OneOrTwo("164 175 rejected"),
        new PasteProblem.NameWithoutFigure("# Ann"),
        new PasteProblem.ShareDoesNotFit(Ann, 12, "38.4%"),
        new PasteProblem.Unclear("1,234 @everyone 5"),
        new PasteProblem.TooManyElected([Ann, Bob], 1),
        new PasteProblem.ElectedUnclear(Ann, Bob),
        new PasteProblem.SaidTwice("rejected ballots", 135, 1200),
        new PasteProblem.LabelShareDoesNotFit("rejected ballots", 1350, "0.3%"),
        new PasteProblem.ShareSaidTwice("turnout", "58.2%", "59.3%"),
        new PasteProblem.DoesNotAddUp("rejected ballots", 250, 350),
    ];

    [Fact]
    public void Every_fault_has_a_sentence()
    {
        AssertAllKinds<Fault>(AllFaults);
        Snapshot.Match(string.Join('\n', AllFaults.Select(f => Marked.Of(Phrases.Sentence(f)))));
    }

    private static readonly Caution[] AllCautions =
    [
        new Caution.NoVerifiedTotal(),
        new Caution.TurnoutOffAnnounced(new Fraction(68, 100), new Fraction(59, 100)),
        new Caution.TurnoutFarFromLastTime(new Fraction(70, 100), new Fraction(45, 100)),
        new Caution.TotalFell(Ann, 300, 200),
        new Caution.LooksSwapped(Ann, Bob),
        new Caution.SwappedByShares(Ann, Bob),
        new Caution.ElectorateFarFromPack(60_143, 73_198),
        new Caution.ElectorateFarFromPack(73_198, 60_143),
        new Caution.ContradictsFlash(Ann, Bob),
        new Caution.NamesAlike(Ann, Bob),
        new Caution.SameAsAnother(Seat),
        new Caution.FarFromArea(
            Seat.Areas[0],
            new PartyId("Lab"),
            new Fraction(-25, 100),
            new Fraction(-5, 100),
            new Fraction(12, 100)
        ),
        new Caution.WinnerChanges(Ann, Bob),
        new Caution.AnotherLot(Ann),
        new Caution.ContradictsLot(Ann, Bob),
        new Caution.UnexpectedWinner(Ann, 3),
        new Caution.UnexpectedWinner(Ann, null),
        new Caution.PapersNotCompared(4_558),
        new Caution.TurnoutUnlikeArea(
            Seat.Areas[0],
            new Fraction(572, 1000),
            new Fraction(453, 1000)
        ),
        new Caution.AbsurdTurnout(new Fraction(58, 1000)),
        new Caution.ManyRejected(13_500, 55_055),
        new Caution.ElectorateFarFromLastTime(74_317, 60_143),
        new Caution.AnotherFlash(Ann),
        new Caution.FewVotes(Ann, 1, 38_855, null, null),
        new Caution.FewVotes(
            Ann,
            91,
            34_400,
            new ResultLine(Bob, 1_204, new Fraction(35, 1000), null, true),
            Seat
        ),
        new Caution.LevelFigures(Ann, Bob, 3_634),
        new Caution.UnlikelyShare(
            Seat.Areas[0],
            Ann,
            new Fraction(295, 1000),
            new Fraction(455, 1000),
            new Fraction(460, 1000)
        ),
        new Caution.FitsAnother(Seat, new Fraction(31, 100), new Fraction(4, 100)),
        new Caution.RejectedNotSaid(41_690, 135),
        new Caution.DiffersFromText(
            new AnnouncedCheck.OfWinner(new PartyId("Con"), new PartyId("Lab"))
        ),
        new Caution.DiffersFromText(
            new AnnouncedCheck.OfTurnout(new Fraction(682, 1000), new Fraction(594, 1000), false)
        ),
        .. new (PartyId? From, PartyId? To)[]
        {
            (new PartyId("Con"), new PartyId("Lab")),
            (null, new PartyId("Lab")),
            (new PartyId("Con"), null),
            (null, null),
        }.Select(said => new Caution.DiffersFromText(
            new AnnouncedCheck.OfSwing(
                new AnnouncedSwing(
                    new Fraction(114, 1000),
                    new Fraction(11, 10_000),
                    said.From,
                    said.To
                ),
                new Swing(new PartyId("Con"), new PartyId("Lab"), new Fraction(71, 1000)),
                Agrees: false
            )
        )),
        .. Enum.GetValues<AnnouncedFigure>()
            .Select(f => new Caution.DiffersFromText(
                new AnnouncedCheck.OfFigure(
                    f,
                    41_690,
                    f == AnnouncedFigure.Seats ? 3 : 41_555,
                    false
                )
            )),
    ];

    [Fact]
    public void Every_caution_has_a_sentence()
    {
        AssertAllKinds<Caution>(AllCautions);
        Snapshot.Match(string.Join('\n', AllCautions.Select(c => Marked.Of(Phrases.Sentence(c)))));
    }

    [Fact]
    public void Every_paste_problem_has_a_sentence()
    {
        AssertAllKinds<PasteProblem>(AllProblems);
        Snapshot.Match(string.Join('\n', AllProblems.Select(p => Marked.Of(Phrases.Sentence(p)))));
    }

    private static void AssertAllKinds<T>(IEnumerable<T> samples) =>
        Assert.Equal(
            typeof(T)
                .GetNestedTypes(
                    System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic
                )
                .Where(t => t.IsSubclassOf(typeof(T)))
                .Select(t => t.Name)
                .Order(StringComparer.Ordinal),
            samples.Select(s => s!.GetType().Name).Distinct().Order(StringComparer.Ordinal)
        );
}
