using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Packs.Tests.Infrastructure;

namespace ResultsBot.Tests.Infrastructure;

/// <summary>The recorded night, put through the engine in order of time.</summary>
internal static class PlayedNight
{
    private static readonly Lazy<(Election Election, ImmutableArray<LogEntry> Wire)> Played = new(
        Play
    );

    /// <summary>As it stood when all 650 had declared.</summary>
    public static Election Election => Played.Value.Election;

    /// <summary>All bulletins, in their places.</summary>
    public static ImmutableArray<LogEntry> Wire => Played.Value.Wire;

    public static Verdict Verdict(string contest) =>
        Verdict(Election, TheNight.Contest(contest).Id);

    public static Verdict Verdict(Election election, ContestId contest) =>
        Assert.IsType<ContestState.Declared>(election.State(contest)).Verdict;

    public static LogEntry ResultOf(string contest) =>
        Wire.Single(e => e.Bulletin is Bulletin.Result { Of: var of } && of.Name == contest);

    /// <summary>As it stood at that time of the night.</summary>
    public static Election Until(DateTimeOffset time) =>
        TheNight
            .Pack.Recorded.Where(r => r.At <= time)
            .Aggregate(
                new Election(TheNight.Definition),
                (election, recorded) =>
                    election.Apply(
                        new ElectionEvent.ResultDeclared(
                            recorded.Contest,
                            recorded.Figures,
                            null,
                            recorded.At,
                            "test"
                        )
                    )
            );

    private static (Election, ImmutableArray<LogEntry>) Play()
    {
        var (election, bulletins) = PlayedPack.Play(TheNight.Definition, TheNight.Pack.Recorded);
        return (election, [.. bulletins.Select((b, at) => new LogEntry(at + 1, b))]);
    }
}
