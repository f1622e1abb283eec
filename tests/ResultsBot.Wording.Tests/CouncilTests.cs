using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Wording.Tests;

/// <summary>What reads differently where it isn't a parliament that is elected, and not as a whole.</summary>
public class CouncilTests
{
    private static readonly PartyId Lab = new("Lab");
    private static readonly PartyId Con = new("Con");
    private static readonly AreaId Whole = new(AreaKind.Whole, "Barset");

    [Fact]
    public void By_elections_that_are_all_in_complete_no_place()
    {
        var phrases = PhrasesOf(seats: 0, "A", "B");
        var mixed = Standing.Empty(Whole, 2).With(Won("A", 1)).With(Won("B", 2));
        var swept = Standing.Empty(Whole, 2).With(Won("A", 1)).With(Won("B", 1));
        var postponed = Standing.Empty(Whole, 2).With(Won("A", 1)).Postpone(1);

        Assert.Equal("All 2 seats up for election declared", Headline(phrases, mixed));
        Assert.Equal("Labour win all 2 seats up for election", Headline(phrases, swept));
        Assert.Equal("All results declared (1 seat, 1 postponed)", Headline(phrases, postponed));
        // So it is where a third of a council is elected, and not where all of it is.
        Assert.Equal(
            "All 2 seats up for election declared",
            Headline(PhrasesOf(seats: 6, "A", "B"), mixed)
        );
        Assert.Equal("Barset complete (2 seats)", Headline(PhrasesOf(seats: 2, "A", "B"), mixed));
    }

    [Fact]
    public void A_deposit_is_neither_lost_nor_kept_where_none_is_paid()
    {
        var verdict = Won("A", 1);

        Assert.Equal(
            "7 rejected ballots",
            PhrasesOf(seats: 2, "A", "B").RejectedAndDeposits(verdict)
        );
        Assert.Null(
            PhrasesOf(seats: 2, "A", "B").RejectedAndDeposits(verdict with { Rejected = null })
        );
        Assert.Equal(
            "7 rejected ballots · no deposits lost",
            new Phrasebook(TheNight.Definition).RejectedAndDeposits(verdict)
        );
    }

    private static string Headline(Phrasebook phrases, Standing standing) =>
        phrases.Headline(new Bulletin.AreaComplete(standing, [Whole], Samples.At));

    /// <param name="seats">Of the council; 0 where there is none, but by-elections.</param>
    private static Phrasebook PhrasesOf(int seats, params ImmutableArray<string> wards) =>
        new(
            new ElectionDefinition(
                "barset",
                "Barset",
                Samples.At.AddHours(-5),
                "last time",
                [new Party(Lab, "Labour", null, []), new Party(Con, "Conservative", null, [])],
                [.. wards.Select(w => Ward(w) with { Chamber = seats > 0 ? new("B") : null })],
                seats > 0 ? [new Chamber(new("B"), "Barset Council", seats, seats, [])] : [],
                hasDeposits: false
            )
        );

    private static Contest Ward(string name) =>
        new(
            new ContestId(name),
            name,
            1_000,
            [Whole],
            [new Candidate(1, "Ann Able", Lab), new Candidate(2, "Bob Best", Con)],
            BaseResult.Of([new PartyVotes(Lab, 300), new PartyVotes(Con, 200)])
        );

    private static Verdict Won(string ward, int winner) =>
        (
            (Count.Complete)
                Count.Of(
                    Ward(ward),
                    new Figures([new(winner, 300), new(3 - winner, 10)], Rejected: 7),
                    deposits: false
                )
        ).Verdict;
}
