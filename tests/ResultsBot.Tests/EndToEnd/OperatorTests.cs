using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Health;
using ResultsBot.Sandbox;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
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

    [Fact]
    public async Task A_store_that_is_deleted_ends_the_bot_and_log_and_health_say_so()
    {
        if (OperatingSystem.IsWindows())
        {
            // A file that is open cannot be deleted there.
            return;
        }
        await using var sandbox = await SandboxServer.Start(
            LocalNewsroom.QuickRestarts,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        await using var bot = Start(
            [],
            ("Discord__Token", sandbox.BotToken),
            ("Discord__BaseAddress", sandbox.ApiAddress.ToString()),
            ("Discord__NewsroomGuilds", $"{sandbox.GuildId}"),
            ("Health__File", "health.json")
        );
        await LocalNewsroom.Listens(sandbox.Control);
        var file = new HealthFile(_folder.Of("health.json"));
        await LocalNewsroom.Until(() => file.Read()?.Shards is [{ Connected: true }]);
        await LocalNewsroom.Until(() =>
            bot.Printed.Contains("Everybody on server", StringComparison.Ordinal)
        );

        File.Delete(_folder.Of("results.db"));

        await Ends(bot, "was deleted, moved or replaced while the bot was running");
        Assert.Contains("was deleted", file.Read()!.Failed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_bot_on_the_same_store_by_a_link_is_refused()
    {
        await using var store = SqliteStore.Open(
            $"Data Source={_folder.Of("real.db")}",
            "ge2024",
            TimeProvider.System
        );
        File.CreateSymbolicLink(_folder.Of("results.db"), _folder.Of("real.db"));

        await using var bot = Start([]);

        await Ends(bot, "real.db is in use by another process: two would post everything twice.");
    }

    [Fact]
    public async Task A_damaged_store_is_told_in_a_sentence()
    {
        await using (
            SqliteStore.Open(
                $"Data Source={_folder.Of("results.db")}",
                "ge2024",
                TimeProvider.System
            )
        ) { }
        await Damage("events");

        await using var bot = Start([]);

        var printed = await Ends(bot, "results.db is damaged: ");
        Assert.Contains("restore <file>", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_night_and_a_key_that_means_nothing_are_told_at_the_start()
    {
        await using var bot = Start([], ("Desk__Reporter", "1"), ("Election__Language", "xx"));

        var printed = await Ends(bot, "Election:Language is one of en");
        Assert.Contains(
            $"A new night begins in {_folder.Of("results.db")}.",
            printed,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Desk:Reporter is no setting and is ignored. Did you mean Desk:Reporters?",
            printed,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Secrets_that_cannot_be_read_are_named_and_not_shown()
    {
        var folder = _folder.Of(Path.Combine(".microsoft", "usersecrets", "resultsbot"));
        Directory.CreateDirectory(folder);
        var secrets = Path.Combine(folder, "secrets.json");
        await File.WriteAllTextAsync(secrets, """{ "Discord:Token": "hunter2", }}""");

        await using var bot = Start(["health"], ("HOME", _folder.Path));

        var printed = await Ends(bot, $"{secrets} cannot be read: ");
        Assert.DoesNotContain("hunter2", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("appsettings.json", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_read_the_same_in_every_locale()
    {
        await using var bot = Start(
            ["results", "ge2024"],
            ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0"),
            ("LC_ALL", "de_DE.UTF-8")
        );
        await bot.WaitForExit(CancellationToken.None);

        // Without ICU there are no locales, and .NET does not start when it is told to use them.
        if (!bot.Printed.Contains("ICU", StringComparison.Ordinal))
        {
            await LocalNewsroom.Until(() =>
                bot.Printed.Contains("majority 10,354", StringComparison.Ordinal)
            );
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>On Discord, as it thinks: without a token it would start a sandbox first.</summary>
    private BotProcess Start(string[] arguments, params (string Key, string Value)[] environment)
    {
        var all = new Dictionary<string, string>
        {
            ["Discord__Token"] = "hunter2",
            ["Discord__BaseAddress"] = "http://127.0.0.1:9/",
            ["Store__ConnectionString"] = $"Data Source={_folder.Of("results.db")}",
        };
        foreach (var (key, value) in environment)
        {
            all[key] = value;
        }
        return BotProcess.Start(_folder.Path, arguments, all);
    }

    /// <returns>What it has printed.</returns>
    private static async Task<string> Ends(BotProcess bot, string told)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        Assert.Equal(1, await bot.WaitForExit(patience.Token));
        Assert.Contains(told, bot.Printed, StringComparison.Ordinal);
        return bot.Printed;
    }

    /// <summary>Overwrites the first page of a table.</summary>
    private async Task Damage(string table)
    {
        long page;
        await using (
            var connection = new SqliteConnection(
                $"Data Source={_folder.Of("results.db")};Pooling=False"
            )
        )
        {
            page = await connection.ExecuteScalarAsync<long>(
                "SELECT (rootpage - 1) * (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = @table",
                new { table }
            );
        }
        await using var file = File.OpenWrite(_folder.Of("results.db"));
        file.Position = page;
        await file.WriteAsync(Enumerable.Repeat((byte)0xEE, 512).ToArray());
    }

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
