using ResultsBot.Engine;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Board;

/// <summary>What stands in the desk's channel, on a simulated clock against a simulated Discord.</summary>
public class DeskChannelTests
{
    private static readonly ProposalId One = new("one");
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    private readonly SimulatedNewsroom _newsroom = new SimulatedNewsroom(
        TheNight.Definition,
        new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero),
        secondPerson: SecondPerson.Always,
        hasDesk: true
    ).Start();

    public DeskChannelTests()
    {
        var recorded = TheNight.Recorded("Chesterfield");
        var asks = new Command.Declare(recorded.Contest, recorded.Figures, "rita");
        Assert.True(_newsroom.Submit(new Command.Propose(One, asks, "rita")));
        Assert.True(_newsroom.Submit(new Command.Confirm(One, "rita", ["no-verified-total"])));
        _newsroom.Pass(Moment);
    }

    [Fact]
    public void A_card_that_could_not_be_changed_says_what_became_of_it_as_soon_as_it_can_be()
    {
        var card = Card();
        Assert.Contains("Needs a second person", card.Content, StringComparison.Ordinal);
        var limited = 0;
        _newsroom.Discord.Rule = (method, path) =>
            method == HttpMethod.Patch
            && path.EndsWith($"/{card.Id}", StringComparison.Ordinal)
            && limited++ == 0
                ? SimulatedDiscord.Limited(90, 30046)
                : null;

        Assert.True(_newsroom.Submit(new Command.Confirm(One, "ed", ["no-verified-total"])));
        _newsroom.Pass(Moment);
        var meanwhile = Card().Content;
        _newsroom.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(card.Content, meanwhile);
        Assert.Contains("Approved and sent", Card().Content, StringComparison.Ordinal);
        Assert.Equal(2, limited);
    }

    [Fact]
    public void A_card_is_settled_also_by_the_next_process()
    {
        _newsroom.Discord.SetOpen(SimulatedNewsroom.Desk, false);
        Assert.True(_newsroom.Submit(new Command.Confirm(One, "ed", ["no-verified-total"])));
        _newsroom.Kill();
        _newsroom.Discord.SetOpen(SimulatedNewsroom.Desk, true);

        _newsroom.Start();
        _newsroom.Pass(Moment);

        Assert.Contains("Approved and sent", Card().Content, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_that_somebody_deleted_is_shown_again_while_it_waits()
    {
        _newsroom.Discord.DeleteMessage(SimulatedNewsroom.Desk, Card().Id);

        // Looked for with the next change of what it says.
        var recorded = TheNight.Recorded("Chesterfield");
        Assert.True(
            _newsroom.Submit(
                new Command.ReportVerified(
                    recorded.Contest,
                    recorded.Figures.Votes.Sum(v => v.Votes),
                    null,
                    "sam"
                )
            )
        );
        _newsroom.Pass(Moment);

        Assert.Contains("Needs a second person", Card().Content, StringComparison.Ordinal);
    }

    private SimulatedMessage Card() =>
        Assert.Single(
            _newsroom.Discord.Read(SimulatedNewsroom.Desk),
            m =>
                m.Content is { } content
                && (
                    content.Contains("Needs a second person", StringComparison.Ordinal)
                    || content.Contains("Approved", StringComparison.Ordinal)
                )
        );
}
