using System.Collections.Immutable;
using ResultsBot.Board;
using ResultsBot.Commands;
using ResultsBot.Desk;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Outlets.Discord;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Commands;

/// <summary>What only its reporter and the desk see keeps Discord’s limits as well, whatever the names.</summary>
public class ReadBackLimitsTests
{
    public static TheoryData<string> Names =>
        [
            .. HostileElection.Names,
            new string('*', 2000),
            string.Concat(Enumerable.Repeat("🗳", 1000)),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_read_back_card_and_board_passes(string name)
    {
        var election = new HostileElection(name, candidates: 12).Definition;
        await using var newsroom = await LocalNewsroom.Start(
            options: LocalNewsroom.QuickRestarts,
            election: election,
            desk: d => d with { Rules = new HouseRules(SecondPerson.Always) }
        );
        var desk = newsroom.Part<ResultsDesk>();
        var readBacks = newsroom.Part<ReadBacks>();
        var cards = newsroom.Part<ProposalCards>();
        var board = newsroom.Part<NightBoard>();
        var phrases = newsroom.Part<Phrasebook>();
        var messages = newsroom.Part<DiscordMessages>();
        var said = 0;
        foreach (var contest in election.Contests)
        {
            foreach (var report in Reports(contest, name))
            {
                var id = new ProposalId($"p{said++}");
                if (
                    await desk.Submit(
                        new Command.Propose(id, report, "discord:1"),
                        $"i{said}",
                        default
                    )
                    is Decision.Refused { Faults: var faults }
                )
                {
                    // What is too long or empty is told, and that fits as well.
                    Check(
                        Message(
                            readBacks.Problem(
                                "note",
                                id.Value,
                                name,
                                [.. faults.Select(phrases.Sentence)],
                                name
                            )
                        )
                    );
                    continue;
                }
                Check(await readBacks.Show("declare", id, AcceptedCautions.None, null, default));
                var cautions = desk.Consider(id).Considered.Cautions;
                var confirmed = await desk.Submit(
                    new Command.Confirm(id, "discord:1", [.. cautions.Select(c => c.Code)]),
                    $"c{said}",
                    default
                );
                Assert.IsType<Decision.Accepted>(confirmed);
                Check(cards.Of(desk.Election.Proposal(id)!));
            }
            await desk.Submit(
                new Command.PlaceEmbargo(new Embargo.OfSeat(contest.Id), "discord:2"),
                $"h{contest.Id}",
                default
            );
        }
        Check(board.Of(Samples.At.AddHours(9), TimeSpan.FromMinutes(1)));
        Check(
            Message(readBacks.Problem("declare", "1", name, [.. Enumerable.Repeat(name, 30)], name))
        );

        void Check(BotMessage message) => DiscordLimits.Check(messages.Of(message));
    }

    private static IEnumerable<Command.Report> Reports(Contest contest, string text)
    {
        ImmutableArray<CandidateVotes> votes =
        [
            .. contest.Candidates.Select(c => new CandidateVotes(c.Number, 900 - c.Number)),
        ];
        yield return new Command.ReportStage(
            contest.Id,
            new StageReport(Stage.UnableToDeclare, Reason: text),
            "discord:1"
        );
        yield return new Command.ReportCount(contest.Id, votes, "discord:1");
        yield return new Command.Flash(contest.Id, contest.Candidates.Length, "discord:1");
        yield return new Command.Note(contest.Id, text, "discord:1");
        yield return new Command.Quote(contest.Id, text, text, "discord:1");
        yield return new Command.Declare(
            contest.Id,
            new Figures([
                .. votes.Select(v => v with { Votes = v.Votes - 800 + (60 * v.Candidate) }),
            ]),
            "discord:1"
        );
    }

    private static BotMessage Message(Reply.Replace reply) => reply.Message;
}
