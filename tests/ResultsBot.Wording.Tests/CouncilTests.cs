using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Wording.Tests;

/// <summary>What reads differently where it isn't a parliament that is elected, and not as a whole.</summary>
public class CouncilTests
{
    private static readonly PartyId Lab = new("Lab");
    private static readonly PartyId Con = new("Con");
    private static readonly PartyId LD = new("LD");
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

    [Fact]
    public void Seats_that_are_not_up_for_election_are_all_counted_and_the_vacant_ones_named()
    {
        Assert.Equal(
            "With the 8 seats not up for election (1 vacant): Lab 5, Con 2, LD 1.",
            Members(seats: 9, new PartySeats(Lab, 4), new(Con, 2), new(LD, 1))
        );
        Assert.Equal(
            "With the 7 seats not up for election: Lab 5, Con 2, LD 1.",
            Members(seats: 8, new PartySeats(Lab, 4), new(Con, 2), new(LD, 1))
        );

        string Members(int seats, params ImmutableArray<PartySeats> continuing)
        {
            var chamber = new Chamber(new("B"), "Barset Council", seats, seats, continuing);
            return PhrasesOf(seats, "A")
                .Members(ChamberStanding.Of(chamber, Whole, [(Ward("A"), Won("A", 1), false)]));
        }
    }

    [Fact]
    public void Where_parties_have_several_candidates_it_is_said_what_a_share_is_of()
    {
        var phrases = PhrasesOf(seats: 2, "A", "B");
        var ward = Ward("A") with
        {
            Candidates =
            [
                new Candidate(1, "Ann Able", Lab),
                new Candidate(2, "Bob Best", Lab),
                new Candidate(3, "Cy Cole", Con),
            ],
            Seats = 2,
        };

        Assert.Equal(
            "7 rejected ballots · shares of the votes for each party’s best candidate",
            Foot(ward, rejected: 7)
        );
        Assert.Equal(
            "Shares of the votes for each party’s best candidate",
            Foot(ward, rejected: null)
        );
        // One each: it is a share of all votes.
        Assert.Equal(
            "7 rejected ballots",
            Foot(
                ward with
                {
                    Candidates = ward.Candidates.SetItem(
                        1,
                        new Candidate(2, "Bob Best", PartyId.Independent)
                    ),
                },
                rejected: 7
            )
        );

        string? Foot(Contest contest, int? rejected) =>
            new PostWriter(phrases)
                .Write(
                    contest,
                    (
                        (Count.Complete)
                            Count.Of(
                                contest,
                                new Figures([new(1, 300), new(2, 200), new(3, 100)], rejected),
                                deposits: false
                            )
                    ).Verdict
                )
                .Body.OfType<PostPart.Paragraph>()
                .Last()
                .Text.ToPlain();
    }

    [Theory]
    // The Conservatives lost four seats: more to tell than the Greens' one.
    [InlineData(
        "Lab 3 2, LD 2 1, Green 1 1, Ind 1 0, Con 0 -4",
        "Lab 3 (+2), LD 2 (+1), Con 0 (−4), others 2"
    )]
    // One that is left over is named rather than added up.
    [InlineData(
        "Lab 3 2, LD 2 1, Green 1 0, Con 0 -3",
        "Lab 3 (+2), LD 2 (+1), Green 1, Con 0 (−3)"
    )]
    // Of two that won as many, who gained them.
    [InlineData(
        "Lab 5 0, LD 2 0, Green 1 0, Ind 1 0, RUK 1 1",
        "Lab 5, LD 2, RUK 1 (+1), others 2"
    )]
    // Who leads is named whatever the others have lost.
    [InlineData(
        "LD 2 2, Green 1 1, Ind 1 1, Lab 0 -4, Con 0 -3",
        "LD 2 (+2), Lab 0 (−4), Con 0 (−3), others 2"
    )]
    // Where a party is larger than what another has lost, it stays.
    [InlineData(
        "Lab 9 7, LD 5 1, Green 4 1, SNP 2 -3, Con 0 -2",
        "Lab 9 (+7), LD 5 (+1), Green 4 (+1), others 2"
    )]
    public void Who_lost_more_than_others_have_is_named_in_a_line(string parties, string line)
    {
        ImmutableArray<PartyStanding> standings =
        [
            .. parties
                .Split(", ")
                .Select(p => p.Split(' '))
                .Select(p =>
                    (Party: new PartyId(p[0]), Seats: int.Parse(p[1]), Net: int.Parse(p[2]))
                )
                .Select(p => new PartyStanding(
                    p.Party,
                    p.Seats,
                    Math.Max(0, p.Net),
                    Math.Max(0, -p.Net),
                    100
                )),
        ];

        Assert.Equal(
            $"Barset 20 of 20 · {line}",
            PhrasesOf(seats: 2, "A", "B")
                .StandingInALine(new Standing(Whole, 20, 20, standings), 3)
                .ToPlain()
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
