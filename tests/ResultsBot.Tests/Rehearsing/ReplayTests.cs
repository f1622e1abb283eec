using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using ResultsBot.Packs;
using ResultsBot.Packs.Tests.Infrastructure;
using ResultsBot.Rehearsing;
using ResultsBot.Sandbox;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Verbs;
using ResultsBot.Wording;
using Snapshooter.Xunit;

namespace ResultsBot.Tests.Rehearsing;

/// <summary>The recorded night through the whole bot, played by the sandbox's people.</summary>
public class ReplayTests
{
    private static readonly SandboxOptions Unlimited = new()
    {
        EnforceLimits = false,
        GlobalLimit = 0,
    };

    [Fact]
    public async Task The_night_in_Derbyshire_goes_wrong_where_it_did_and_is_put_right()
    {
        var county = TheNight
            .Definition.Contests.Where(c => c.Areas.Any(a => a.Name == "Derbyshire"))
            .Select(c => c.Id)
            .ToHashSet();
        await using var night = await Start();

        var told = new List<string>();
        foreach (
            var step in Night
                .Of(TheNight.Pack, until: null)
                .Steps.Where(s => s.Contest is not { } id || county.Contains(id))
        )
        {
            foreach (var moment in await night.Play(step, CancellationToken.None))
            {
                // How many channels have it is said where it is known in time.
                var answer = moment.Answer.Replace(
                    " It goes to 2 channels.",
                    "",
                    StringComparison.Ordinal
                );
                told.Add($"{moment.At:HH:mm} {moment.Who} {moment.Did}: {answer}");
            }
            // Each by itself, so that nothing is gathered into one embed.
            await night.Delivered(CancellationToken.None);
        }
        // What corrects a copy comes beside the posts.
        await LocalNewsroom.Until(() =>
            Titles(night).Any(t => t.Contains("Corrected:", StringComparison.Ordinal))
            && Titles(night).Any(t => t.StartsWith("~~", StringComparison.Ordinal))
        );

        Assert.Empty(night.Election.AwaitingSecondPerson);
        Snapshot.Match(string.Join('\n', [.. told, "", "#derbyshire", .. Titles(night)]));
    }

    [Fact]
    public async Task Every_post_of_a_replay_says_that_it_is_a_rehearsal()
    {
        await using var night = await Start();

        foreach (var step in Night.Of(TheNight.Pack, until: null).Steps.Take(5))
        {
            await night.Play(step, CancellationToken.None);
        }
        await night.Delivered(CancellationToken.None);

        var posts = night.Sandbox.Control.Read(night.Sandbox.Channels["newsroom"]);
        Assert.NotEmpty(posts);
        Assert.All(
            posts.SelectMany(Headlines.Of),
            h => Assert.StartsWith("REHEARSAL", h, StringComparison.Ordinal)
        );
        Assert.All(
            posts.SelectMany(m => m["embeds"]!.AsArray()),
            e =>
                Assert.StartsWith(
                    "REHEARSAL",
                    (string)e!["footer"]!["text"]!,
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task It_prints_what_happens_and_at_the_end_what_came_of_it()
    {
        using var pack = SmallPack.Write();

        var (code, output, errors) = await Run(pack.Path, null);

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("Small election in rehearsal", output, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:", output, StringComparison.Ordinal);
        Assert.Contains("01:00 rita /declare First: ", output, StringComparison.Ordinal);
        Assert.Contains("02:00 sam  /declare Second: ", output, StringComparison.Ordinal);
        Assert.Contains("United Kingdom: 2 of 2 declared", output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 steps in ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_later_than_asked_for_is_left_out()
    {
        using var pack = SmallPack.Write();

        var (_, output, _) = await Run(
            pack.Path,
            new DateTimeOffset(2024, 7, 5, 1, 0, 0, TimeSpan.FromHours(1))
        );

        Assert.Contains("United Kingdom: 1 of 2 declared", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_recorded_night_it_says_so()
    {
        using var pack = SmallPack.Write();
        pack.Delete("results.csv");

        var (code, _, errors) = await Run(pack.Path, null);

        Assert.Equal(1, code);
        Assert.Contains("Nothing is recorded in", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_still_tells_how_far_it_came()
    {
        using var stop = new CancellationTokenSource();
        await using var output = new StopsAt("/status Chesterfield", stop);

        var code = await ReplayVerb.Run(
            "ge2024",
            1,
            null,
            exits: false,
            port: 0,
            Unlimited,
            output,
            TextWriter.Null,
            stop.Token
        );

        Assert.Equal(0, code);
        Assert.Contains("Stopped.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 of 665 steps in ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_its_end_it_stays_to_be_read_until_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        await using var output = new StopsAt("Stop with Ctrl+C.", stop, times: 2);

        var code = await ReplayVerb.Run(
            "ge2024",
            1_000_000,
            new DateTimeOffset(2024, 7, 4, 23, 35, 0, TimeSpan.FromHours(1)),
            exits: false,
            port: 0,
            Unlimited,
            output,
            TextWriter.Null,
            stop.Token
        );

        Assert.Equal(0, code);
        Assert.DoesNotContain("Stopped.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "It all stays there to be read.",
            output.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_port_that_is_asked_for_and_taken_is_said()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var errors = new StringWriter();

        var code = await ReplayVerb.Run(
            "ge2024",
            1_000_000,
            null,
            exits: true,
            port,
            Unlimited,
            TextWriter.Null,
            errors,
            CancellationToken.None
        );

        Assert.Equal(1, code);
        Assert.Equal($"Port {port} on 127.0.0.1 is in use.", errors.ToString().Trim());
    }

    /// <summary>Presses Ctrl+C once it has read what it waits for.</summary>
    private sealed class StopsAt(string what, CancellationTokenSource stop, int times = 1)
        : StringWriter
    {
        private int _left = times;

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value?.Contains(what, StringComparison.Ordinal) == true && --_left == 0)
            {
                await stop.CancelAsync();
            }
        }
    }

    private static async Task<ReplayedNight> Start()
    {
        var night = await ReplayedNight.Start(
            new Phrasebook(TheNight.Definition),
            port: 0,
            Unlimited,
            logging => logging.SetMinimumLevel(LogLevel.Warning),
            CancellationToken.None
        );
        await night.Subscribe(CancellationToken.None);
        return night;
    }

    private static IEnumerable<string> Titles(ReplayedNight night) =>
        night.Sandbox.Control.Read(night.Sandbox.Channels["derbyshire"]).SelectMany(Headlines.Of);

    private static async Task<(int Code, string Output, string Errors)> Run(
        string pack,
        DateTimeOffset? until
    )
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await ReplayVerb.Run(
            pack,
            1_000_000,
            until,
            exits: true,
            port: 0,
            Unlimited,
            output,
            errors,
            CancellationToken.None
        );
        return (code, output.ToString(), errors.ToString());
    }
}
