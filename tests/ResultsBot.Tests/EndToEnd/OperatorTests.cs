using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Health;
using ResultsBot.Sandbox;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>What whoever watches over the bot sees of the process they have started.</summary>
public sealed class OperatorTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_log_is_JSON_where_that_is_configured_and_the_health_verb_says_that_all_is_well()
    {
        await using var sandbox = await SandboxServer.Start(
            LocalNewsroom.QuickRestarts,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        var environment = new Dictionary<string, string>
        {
            ["Discord__Token"] = sandbox.BotToken,
            ["Discord__BaseAddress"] = sandbox.ApiAddress.ToString(),
            ["Discord__NewsroomGuilds"] = $"{sandbox.GuildId}",
            ["Store__ConnectionString"] = $"Data Source={_folder.Of("results.db")}",
            ["Health__File"] = "health.json",
            ["Logging__Console__FormatterName"] = "json",
        };
        await using var bot = BotProcess.Start(_folder.Path, [], environment);
        await LocalNewsroom.Listens(sandbox.Control);
        var file = new HealthFile(_folder.Of("health.json"));
        await LocalNewsroom.Until(() => file.Read()?.Shards is [{ Connected: true }]);

        await using var check = BotProcess.Start(_folder.Path, ["health"], environment);
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        Assert.Equal(0, await check.WaitForExit(patience.Token));
        await LocalNewsroom.Until(() =>
            check.Printed.StartsWith("healthy: 1 of 1 shards connected; ", StringComparison.Ordinal)
        );

        await LocalNewsroom.Until(() => Lines(bot).Any(IsConnected));
        var connected = Lines(bot).Single(IsConnected).GetProperty("State");
        Assert.Equal(2, connected.GetProperty("Guilds").GetInt32());
        Assert.Equal("ResultsBot", connected.GetProperty("Name").GetString());
        Assert.DoesNotContain(sandbox.BotToken, bot.Printed, StringComparison.Ordinal);

        await bot.Kill();
        Assert.True(File.Exists(file.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsConnected(JsonElement line) =>
        line.GetProperty("Message")
            .GetString()!
            .StartsWith("Connected to Discord", StringComparison.Ordinal);

    private static JsonElement[] Lines(BotProcess bot) =>
        [
            .. bot
                .Printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line.Trim().Length > 0)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line)),
        ];
}
