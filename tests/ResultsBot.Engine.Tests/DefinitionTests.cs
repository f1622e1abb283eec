using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

public class DefinitionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(10, 6)]
    [InlineData(11, 6)]
    public void A_majority_is_more_than_half_of_the_seats(int seats, int majority)
    {
        var contests = Enumerable.Range(0, seats).Select(i => Contest($"{i}"));

        Assert.Equal(majority, Defined([.. contests]).Majority);
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
}
