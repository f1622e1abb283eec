using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs.Tests.Infrastructure;

/// <summary>Recorded results, put through the engine in order of time.</summary>
internal static class PlayedPack
{
    public static (Election Election, ImmutableArray<Bulletin> Bulletins) Play(
        ElectionDefinition definition,
        IEnumerable<RecordedResult> recorded
    )
    {
        var election = new Election(definition);
        var bulletins = ImmutableArray.CreateBuilder<Bulletin>();
        foreach (var result in recorded)
        {
            var command = new Command.Declare(result.Contest, result.Figures, "test");
            var decision = election.Decide(command, result.At);
            var happened = Assert.IsType<Decision.Accepted>(decision).Events.Single();
            var after = election.Apply(happened);
            bulletins.AddRange(News.Of(election, happened, after));
            election = after;
        }
        return (election, bulletins.ToImmutable());
    }

    public static Verdict Verdict(this Election election, Contest contest) =>
        Assert.IsType<ContestState.Declared>(election.State(contest.Id)).Verdict;
}
