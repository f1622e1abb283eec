using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using ResultsBot.Hosting;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Hosting;

/// <summary>What becomes of the store while the bot runs.</summary>
public class StoreServiceTests
{
    [Fact]
    public async Task A_store_that_is_away_for_a_while_is_logged_once_and_so_is_its_return()
    {
        var time = new FakeTimeProvider();
        using var logs = new KeptLogs();
        string? trouble = null;
        var looked = 0;
        using var service = new StoreService(
            () =>
            {
                Interlocked.Increment(ref looked);
                return null;
            },
            () => Volatile.Read(ref trouble),
            new HostFailure(
                Mock.Of<IHostApplicationLifetime>(),
                Options.Create(new HostOptions()),
                time,
                NullLogger<HostFailure>.Instance
            ),
            time,
            logs.For<StoreService>()
        );
        await service.StartAsync(CancellationToken.None);

        // Its timer begins on another thread.
        await LocalNewsroom.Until(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Volatile.Read(ref looked) > 0;
        });
        Assert.Empty(logs.Lines);
        Volatile.Write(ref trouble, "the database is shutting down");
        await Look(3);
        Volatile.Write(ref trouble, null);
        await Look(2);

        await service.StopAsync(CancellationToken.None);
        Assert.Equal(
            "The store takes nothing: the database is shutting down. Commands are refused meanwhile; it's tried again by itself.",
            Assert.Single(logs.Of(LogLevel.Warning))
        );
        Assert.Matches(
            @"^The store takes what is written again, after \d s\.$",
            Assert.Single(logs.Of(LogLevel.Information))
        );

        async Task Look(int times)
        {
            for (var i = 0; i < times; i++)
            {
                var before = Volatile.Read(ref looked);
                time.Advance(TimeSpan.FromSeconds(1));
                await LocalNewsroom.Until(() => Volatile.Read(ref looked) > before);
            }
        }
    }
}
