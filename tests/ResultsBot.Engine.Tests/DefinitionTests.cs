using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

public class DefinitionTests
{
    [Fact]
    public void A_party_can_still_win_as_many_open_seats_as_it_has_candidates_for()
    {
        var election = Election(Ward("W", 3, "Lab Lab Con Con Con Con"), Contest("A"));

        Assert.Equal(
            (3, 4),
            (election.Everything().OpenSeats(Lab), election.Everything().OpenSeats(Con))
        );
        var after = election.Declare("W", 500, 450, 400, 300, 200, 100);
        Assert.Equal(
            (1, 1),
            (after.Everything().OpenSeats(Lab), after.Everything().OpenSeats(Con))
        );
        var back = after.After(new Command.Retract(new ContestId("W"), 1, "wrong ward", "ed"));
        Assert.Equal((3, 4), (back.Everything().OpenSeats(Lab), back.Everything().OpenSeats(Con)));
    }

    [Fact]
    public void Of_several_seats_the_party_that_held_most_is_the_winner_of_the_base() =>
        Assert.Equal(Lab, Ward("W", held: "Con 1 Lab 2").Base!.Winner);

    [Fact]
    public void A_win_with_nothing_before_it_changes_from_nothing() =>
        Assert.Equal(
            [new SeatChange(Lab, 0, 1)],
            Verdict(Contest("A", last: null), 600, 400).Changes.AsEnumerable()
        );

    [Fact]
    public void A_roll_is_numbered_from_one_without_a_gap()
    {
        var seat = Contest("A", "Lab Con LD");

        Assert.Throws<ArgumentException>(() =>
            Defined(
                seat with
                {
                    Candidates =
                    [
                        seat.Candidates[0],
                        seat.Candidates[1],
                        seat.Candidates[2] with
                        {
                            Number = 4,
                        },
                    ],
                }
            )
        );
    }

    [Fact]
    public void Every_area_knows_its_seats()
    {
        var definition = Defined(
            Contest("A", areas: [Derbyshire, Whole]),
            Contest("B", areas: [Derbyshire, Whole]),
            Contest("C", areas: [Whole])
        );

        Assert.Equal(2, definition.Seats[Derbyshire]);
        Assert.Equal(3, definition.Seats[Whole]);
    }

    [Fact]
    public void An_election_is_rehearsed_as_though_its_polls_were_over()
    {
        var definition = Defined(Contest("A"));
        var weeksBefore = definition.PollCloses.AddDays(-20);
        var report = new Command.Flash(new ContestId("A"), 1, "rita");
        Assert.Contains(
            new Election(definition).Consider(report, weeksBefore).Faults,
            f => f is Fault.PollStillOpen
        );

        var rehearsed = definition.AfterPolls(weeksBefore);

        Assert.Empty(new Election(rehearsed).Consider(report, weeksBefore).Faults);
        Assert.Equal(rehearsed.PollCloses, definition.AfterPolls(weeksBefore).PollCloses);
        Assert.Same(definition, definition.AfterPolls(definition.PollCloses));
    }

    public static TheoryData<string> Broken =>
        new("candidates", "areas", "numbers", "electorate", "whole", "other whole", "twice");

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_definition_that_cannot_be_right_is_not_made(string what)
    {
        var good = Contest("A");
        Contest[] contests = what switch
        {
            "candidates" => [good with { Candidates = [] }],
            "areas" => [good with { Areas = [] }],
            "numbers" => [good with { Candidates = [.. good.Candidates.Reverse()] }],
            "electorate" => [good with { Electorate = 0 }],
            "whole" => [good with { Areas = [Derbyshire] }],
            "other whole" => [good, Contest("B", areas: [new AreaId(AreaKind.Whole, "Elsewhere")])],
            _ => [good, good],
        };

        Assert.ThrowsAny<ArgumentException>(() => Defined(contests));
    }

    [Fact]
    public void An_election_has_a_contest_and_only_parties_that_are_listed()
    {
        Assert.Throws<ArgumentException>(() => Defined());
        Assert.Throws<ArgumentException>(() =>
            new ElectionDefinition("id", "name", PollCloses, "base", [], [Contest("A")])
        );
    }

    [Fact]
    public void Who_holds_seats_is_a_party_that_is_listed()
    {
        var held = Contest("A") with
        {
            Base = BaseResult.Of([new(Con, 600)], seats: [new(Green, 1)]),
        };

        Assert.Throws<ArgumentException>(() => Defined(held));
        Assert.Throws<ArgumentException>(() =>
        {
            var now = Defined(Contest("A"));
            return new ElectionDefinition(
                "id",
                "name",
                PollCloses,
                "base",
                now.Parties,
                now.Contests,
                [Chamber("all", 5, [new(Green, 2)])]
            );
        });
    }

    [Theory]
    [InlineData(1, 1)] // fewer seats than are filled
    [InlineData(4, 2)] // two parties could have it
    [InlineData(4, 5)]
    public void A_chamber_has_seats_for_its_contests_and_one_majority(int seats, int majority) =>
        Assert.Throws<ArgumentException>(() =>
            Defined(
                [new Chamber(new("x"), "X", seats, majority, [])],
                Contest("A").In("x"),
                Contest("B").In("x")
            )
        );

    [Fact]
    public void A_chamber_and_its_contests_know_each_other()
    {
        Assert.Throws<ArgumentException>(() =>
            Defined([Chamber("x", 2)], Contest("A") with { Chamber = null })
        );
        Assert.Throws<ArgumentException>(() => Defined([], Contest("A").In("x")));
    }

    [Fact]
    public void A_chamber_has_the_seats_that_continue_as_well()
    {
        var definition = Council("Lab 3 Con 2", Contest("A"), Ward("B")).Definition;

        var chamber = Assert.Single(definition.Chambers);
        Assert.Equal((9, 5), (chamber.Seats, chamber.Majority));
        Assert.Equal(4, definition.Seats[Whole]);
        Assert.Equal((3, 2, 0), (Has(Lab), Has(Con), Has(LD)));

        int Has(PartyId party) => chamber.ContinuingSeats(party);
    }

    [Fact]
    public void Who_held_most_of_an_area_is_known_unless_two_held_as_many()
    {
        var definition = Defined(
            Contest("A", areas: [Derbyshire, Whole]),
            Contest("B", last: "Lab 600 Con 400", areas: [Rutland, Whole]),
            Contest("C", last: null, areas: [England, Whole])
        );

        Assert.Equal(Con, definition.BaseLargest(Derbyshire));
        Assert.Equal(Lab, definition.BaseLargest(Rutland));
        Assert.Null(definition.BaseLargest(Whole));
        Assert.Null(definition.BaseLargest(England));
        Assert.Equal(
            (1, 0),
            (definition.BaseSeats(Whole, Con), definition.BaseSeats(Rutland, Con))
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_contest_has_a_seat_and_no_more_than_candidates(int seats) =>
        Assert.Throws<ArgumentException>(() => Defined(Contest("A") with { Seats = seats }));

    [Fact]
    public void A_council_takes_no_deposits_and_Parliament_does()
    {
        var council = Council("Lab 1", Contest("A")).Declare("A", 999, 1);

        Assert.Equal(0, council.Declared("A").Verdict.LostDeposits);
        Assert.Equal(
            1,
            Election(Contest("A")).Declare("A", 999, 1).Declared("A").Verdict.LostDeposits
        );
    }

    [Fact]
    public void Who_held_nothing_held_most_of_no_area_though_nobody_else_stands() =>
        Assert.Null(Defined(Contest("A", "Lab", last: null)).BaseLargest(Whole));

    [Fact]
    public void An_area_has_one_chamber_where_all_its_seats_belong_to_it_and_it_has_none_elsewhere()
    {
        AreaId[] inDerbyshire = [Derbyshire, Whole];
        AreaId[] inRutland = [Rutland, Whole];
        var a = Contest("A", areas: inDerbyshire).In("x");
        var b = Contest("B", areas: inDerbyshire).In("x");
        var elsewhere = Contest("C", areas: inRutland) with { Chamber = null };
        var x = Chamber("x", 2);
        var y = Chamber("y", 1);

        Assert.Equal(x, Defined([x], a, b, elsewhere).OnlyChamber(Derbyshire));
        Assert.Equal(x, Defined([x], a, b).OnlyChamber(Whole));
        // A seat of no chamber is there too.
        Assert.Null(
            Defined([x], a, b, elsewhere with { Areas = [.. inDerbyshire] }).OnlyChamber(Derbyshire)
        );
        Assert.Null(Defined([x], a, b, elsewhere).OnlyChamber(Whole));
        // There are two, or none, or it has a seat elsewhere.
        Assert.Null(Defined([x, y], a, b, elsewhere.In("y")).OnlyChamber(Whole));
        Assert.Null(Defined([x], a, b, elsewhere).OnlyChamber(Rutland));
        Assert.Null(Defined([x], a, b with { Areas = [.. inRutland] }).OnlyChamber(Derbyshire));
    }

    [Fact]
    public void Somebody_may_vote_in_every_contest_and_one_is_enough()
    {
        var definition = Defined(Contest("A", electorate: 1));

        Assert.Throws<ArgumentOutOfRangeException>(() => definition.With(new("A"), 0));
        Assert.Equal(2, definition.With(new("A"), 2).Contest(new("A")).Electorate);
    }

    [Theory]
    [InlineData("Con")] // It stood last time alone.
    [InlineData("Lab")] // It stood last time, and stands.
    public void Who_stands_or_stood_last_time_is_a_party_that_is_listed(string missing)
    {
        var now = Defined(Contest("A", "Lab LD", "LD 600 Lab 300 Con 100"));

        Assert.Throws<ArgumentException>(() =>
            new ElectionDefinition(
                "id",
                "name",
                PollCloses,
                "base",
                [.. now.Parties.Where(p => p.Id.Value != missing)],
                now.Contests,
                now.Chambers
            )
        );
    }

    [Fact]
    public void What_is_filled_and_what_continues_is_no_more_than_the_chambers_seats() =>
        Assert.Throws<ArgumentException>(() =>
            Defined(
                [new Chamber(new("x"), "X", 2, 2, Held("Lab 1"))],
                Contest("A").In("x"),
                Contest("B").In("x")
            )
        );

    [Theory]
    [InlineData(null, null)]
    [InlineData("Con", null)]
    [InlineData("LD", "LD")]
    public void A_seat_has_changed_hands_where_another_than_the_last_winner_held_it(
        string? heldBy,
        string? changedTo
    )
    {
        var seat = Contest("A") with { HeldBy = heldBy is null ? null : new PartyId(heldBy) };

        Assert.Equal(changedTo, seat.ChangedHandsTo?.Value);
    }

    [Fact]
    public void The_Speaker_is_a_party_by_the_Librarys_abbreviation() =>
        Assert.Equal("Spk", PartyId.Speaker.Value);
}
