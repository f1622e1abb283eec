using ResultsBot.Tests.Infrastructure;
using ResultsBot.Verbs;
using ResultsBot.Wording;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.Verbs;

/// <summary>What the sandbox's page tells a newcomer to try.</summary>
public class SandboxWelcomeTests
{
    [Fact]
    public async Task The_figures_to_copy_are_read_as_the_result_they_are()
    {
        var steps = SandboxWelcome.StepsOf(TheNight.Pack, new Phrasebook(TheNight.Definition));
        await using var newsroom = await LocalNewsroom.Start();

        var readBack = await newsroom.Type(
            Rita,
            "newsroom",
            $"/declare seat:Chesterfield result:{steps[1].Copy}"
        );

        Assert.Equal(2, steps.Length);
        Assert.Contains("choose Chesterfield", steps[1].Text, StringComparison.Ordinal);
        Assert.StartsWith(
            "**Labour hold Chesterfield**",
            Content(readBack),
            StringComparison.Ordinal
        );
        Assert.Equal("Broadcast", Buttons(readBack)[0]);
    }

    [Fact]
    public void A_pack_without_recorded_results_has_nothing_to_copy() =>
        Assert.Null(
            Assert
                .Single(
                    SandboxWelcome.StepsOf(
                        TheNight.Pack with
                        {
                            Recorded = [],
                        },
                        new Phrasebook(TheNight.Definition)
                    )
                )
                .Copy
        );
}
