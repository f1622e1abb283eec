using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Packs;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;

namespace ResultsBot.Benchmarks;

/// <summary>
/// A store as a long night leaves it: every report was proposed and then sent, as people do it. Stages, verified papers,
/// running counts, notes and quotes of every seat, its result, corrections, and notes again until there are enough.
/// </summary>
internal static class FilledStore
{
    public static async Task<long> Make(string connection, ElectionPack pack, int events)
    {
        await using var store = SqliteStore.Open(
            connection,
            pack.Definition.Id,
            TimeProvider.System
        );
        using var desk = await ResultsDesk.Open(
            pack.Definition,
            new HouseRules(SecondPerson.Never),
            store,
            new BulletinLog([]),
            TimeProvider.System,
            CancellationToken.None
        );
        var stored = 0L;
        foreach (
            var (number, report) in Reports(
                    pack,
                    c => ((ContestState.Declared)desk.Election.State(c)).Result.Number
                )
                .Index()
        )
        {
            if (stored >= events)
            {
                break;
            }
            stored += await Send(desk, report, number);
        }
        return stored;
    }

    private static async Task<int> Send(ResultsDesk desk, Command.Report report, int number)
    {
        var id = new ProposalId($"{number}");
        var (proposed, cautions) = await Submit(
            desk,
            new Command.Propose(id, report, report.By),
            $"p{number}"
        );
        var (sent, _) = await Submit(
            desk,
            new Command.Confirm(id, report.By, [.. cautions.Select(c => c.Code).Distinct()]),
            $"c{number}"
        );
        return proposed + sent;
    }

    private static async Task<(int Events, ImmutableArray<Caution> Cautions)> Submit(
        ResultsDesk desk,
        Command command,
        string interaction
    ) =>
        await desk.Submit(command, interaction, CancellationToken.None) switch
        {
            Decision.Accepted accepted => (accepted.Events.Length, accepted.Cautions),
            var other => throw new InvalidOperationException($"{command}: {other}"),
        };

    /// <summary>Without end. Each is asked for once what came before it has been stored.</summary>
    /// <param name="number">Of a seat's result as it stands.</param>
    public static IEnumerable<Command.Report> Reports(
        ElectionPack pack,
        Func<ContestId, int> number
    )
    {
        const string Rita = "discord:1";
        foreach (var recorded in pack.Recorded)
        {
            var contest = recorded.Contest;
            var figures = recorded.Figures;
            yield return new Command.ReportStage(
                contest,
                new StageReport(Stage.Verification),
                Rita
            );
            yield return new Command.ReportStage(contest, new StageReport(Stage.Counting), Rita);
            yield return new Command.ReportCount(
                contest,
                [.. figures.Votes.Select(v => v with { Votes = v.Votes / 2 })],
                Rita
            );
            yield return new Command.Note(
                contest,
                "The bundles on the far table look alike.",
                Rita
            );
            yield return new Command.Declare(contest, figures, Rita);
        }
        foreach (var recorded in pack.Recorded.Where((_, i) => i % 20 == 0))
        {
            var votes = recorded.Figures.Votes;
            yield return new Command.Correct(
                recorded.Contest,
                number(recorded.Contest),
                recorded.Figures with
                {
                    Votes = votes.SetItem(0, votes[0] with { Votes = votes[0].Votes + 1 }),
                },
                "One paper was missed.",
                Rita
            );
        }
        for (var i = 0; ; i++)
        {
            yield return new Command.Quote(
                pack.Recorded[i % pack.Recorded.Length].Contest,
                "The returning officer",
                $"We have looked at that bundle {i} times.",
                Rita
            );
        }
    }
}
