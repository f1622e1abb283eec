using ResultsBot.Simulation;
using ResultsBot.Storage.Postgres;
using ResultsBot.Storage.Sql;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Simulation;

/// <summary>A few nights; many by command: see tests/ResultsBot.Benchmarks, simulate.</summary>
public class SimulatedNightTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Through_faults_and_kills_every_channel_gets_what_it_follows_once_in_order_and_corrected(
        int seed
    )
    {
        var night = SimulatedNight.Run(TheNight.Pack, seed);

        Assert.Empty(night.Violations);
        Assert.True(night.Messages > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    // Each report needs a second person.
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(8)]
    // A standing that arrived and is not written down, of a result that cannot be read.
    [InlineData(74)]
    public void With_bugs_at_random_places_each_is_loud_or_quarantined_and_nothing_else_is_lost(
        int seed
    )
    {
        var night = SimulatedNight.Run(TheNight.Pack, seed, hasBugs: true);

        Assert.Empty(night.Violations);
        Assert.True(night.Messages > 0);
    }

    [SkippableTheory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task On_PostgreSQL_it_is_the_same_night_to_the_last_answer(int seed)
    {
        Skip.If(
            PostgresServer.Programs is null
                && Environment.GetEnvironmentVariable("RESULTSBOT_REQUIRE_ALL") != "1",
            "Needs PostgreSQL: apt-get install postgresql."
        );
        await using var server = await PostgresServer.Start("-c fsync=off");
        var address = await server.CreateSchema();

        var night = SimulatedNight.Run(
            TheNight.Pack,
            seed,
            open: async () =>
                await PostgresStore.Open(
                    address,
                    TheNight.Definition.Id,
                    TimeProvider.System,
                    _ => { },
                    default
                )
        );

        Assert.Equivalent(SimulatedNight.Run(TheNight.Pack, seed), night, strict: true);
        Assert.True(night.Kills > 0);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void On_SQLite_it_is_the_same_night_to_the_last_answer(int seed)
    {
        var folder = Directory.CreateTempSubdirectory("resultsbot-night-");
        try
        {
            var night = SimulatedNight.Run(
                TheNight.Pack,
                seed,
                open: () =>
                    Task.FromResult<SqlStore>(
                        SqliteStore.Open(
                            $"Data Source={Path.Combine(folder.FullName, "night.db")}",
                            TheNight.Definition.Id,
                            TimeProvider.System
                        )
                    )
            );

            Assert.Equivalent(SimulatedNight.Run(TheNight.Pack, seed), night, strict: true);
            Assert.True(night.Kills > 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_night_in_which_each_report_needs_a_second_person_has_as_much_to_tell()
    {
        var night = SimulatedNight.Run(TheNight.Pack, seed: 10);

        Assert.Empty(night.Violations);
        Assert.InRange(night.Bulletins, 30, int.MaxValue);
        Assert.True(night.Edits > 0);
    }

    [Fact]
    public void A_seed_is_the_same_night_every_time() =>
        Assert.Equivalent(
            SimulatedNight.Run(TheNight.Pack, 7),
            SimulatedNight.Run(TheNight.Pack, 7),
            strict: true
        );
}
