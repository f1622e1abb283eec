using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;

namespace ResultsBot.Engine.Tests;

public class MajorityStateTests
{
    private static readonly Election Three = Small.Election(
        Small.Contest("A", "Lab Con LD"),
        Small.Contest("B", "Lab Con LD"),
        Small.Contest("C", "Lab Con LD")
    );

    [Fact]
    public void Before_the_first_result_it_is_not_asked() =>
        Assert.Equal(MajorityState.NotAsked, Three.Everything().Majority);

    [Fact]
    public void The_party_in_front_has_so_many() =>
        Is(MajorityState.Open, Small.Lab, 1, Three.Declare("A", 5, 1, 1));

    [Fact]
    public void Two_of_three_are_a_majority() =>
        Is(MajorityState.Reached, Small.Lab, 2, Three.Declare("A", 5, 1, 1).Declare("B", 5, 1, 1));

    [Fact]
    public void Where_each_has_one_nobody_can_have_it() =>
        Assert.Equal(
            MajorityState.OutOfReach,
            Three
                .Declare("A", 5, 1, 1)
                .Declare("B", 1, 5, 1)
                .Declare("C", 1, 1, 5)
                .Everything()
                .Majority
        );

    [Fact]
    public void Seats_that_are_not_up_for_election_count() =>
        Is(
            MajorityState.Reached,
            Small.Con,
            4,
            Small.Council("Con 3 Lab 1", Small.Contest("A")).Declare("A", 1, 5)
        );

    [Fact]
    public void Independents_are_no_party_that_could_have_it()
    {
        var election = Small
            .Election(Small.Contest("A", "Ind Lab"), Small.Contest("B", "Ind Lab"))
            .Declare("A", 5, 1)
            .Declare("B", 5, 1);

        Assert.Equal(MajorityState.NotAsked, election.Everything().Majority);
    }

    private static void Is(MajorityState state, PartyId leading, int has, Election election)
    {
        var chamber = election.Everything();
        Assert.Equal(
            (state, leading, has),
            (chamber.Majority, chamber.Leading!.Value, chamber.Has(leading))
        );
    }
}
