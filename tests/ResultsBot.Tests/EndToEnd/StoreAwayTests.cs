using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResultsBot.Commands;
using ResultsBot.Discord;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>A full disk, or a database that is away, as whoever types sees it.</summary>
public class StoreAwayTests
{
    [Fact]
    public async Task Who_types_is_told_that_nothing_can_be_sent_and_no_bug_is_logged()
    {
        using var logs = new KeptLogs();
        await using var newsroom = await LocalNewsroom.Start(configure: bot =>
        {
            bot.Services.AddSingleton<ISlashCommand, NeedsStore>();
            bot.Logging.AddProvider(logs);
        });

        var told = await newsroom.Type(Rita, "newsroom", "/keep text:Winner-is-Ann");

        Assert.StartsWith(
            "**This may not have been sent\\:** I can’t save anything at the moment.",
            Content(told),
            StringComparison.Ordinal
        );
        Assert.Contains(
            logs.Of(LogLevel.Warning),
            l => l.EndsWith("database or disk is full", StringComparison.Ordinal)
        );
        Assert.Empty(logs.Of(LogLevel.Error));
        Assert.DoesNotContain(logs.Lines, l => l.Text.Contains("Ann", StringComparison.Ordinal));
    }

    private sealed class NeedsStore : ISlashCommand
    {
        public ApplicationCommand Shape { get; } =
            new()
            {
                Name = "keep",
                Description = "Keeps a text.",
                Options =
                [
                    new CommandOption
                    {
                        Name = "text",
                        Description = "What is to be kept.",
                        Type = CommandOptionType.String,
                    },
                ],
            };

        public bool IsPrivate => true;

        public Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct) =>
            throw new StoreUnavailableException("database or disk is full");
    }
}
