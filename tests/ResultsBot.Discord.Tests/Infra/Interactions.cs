using System.Text.Json;

namespace ResultsBot.Discord.Tests.Infra;

internal static class Interactions
{
    public static Interaction.CommandInvoked Command(long receivedAt = 0) =>
        new()
        {
            Id = new Snowflake(100),
            ApplicationId = new Snowflake(200),
            Token = "tok",
            Name = "declare",
            ReceivedAt = receivedAt,
        };

    public static Interaction? Parse(string json) =>
        Interaction.Parse(JsonDocument.Parse(json).RootElement, 42);
}
