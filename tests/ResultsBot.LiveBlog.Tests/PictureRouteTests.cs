using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.LiveBlog.Site;
using ResultsBot.Newswire;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>Fetches of pictures at awkward moments. Whoever fetches one may remember a refusal.</summary>
public sealed class PictureRouteTests : IAsyncDisposable
{
    private static readonly Bulletin.Result Result = (Bulletin.Result)
        PlayedNight.ResultOf("Chesterfield").Bulletin;

    private readonly CancellationTokenSource _stop = new();
    private readonly FakeTimeProvider _time = new(Result.At);
    private readonly BulletinLog _log = new([]);
    private readonly LiveBlogReader _reader;
    private readonly Task _running;

    public PictureRouteTests()
    {
        _reader = new LiveBlogReader(_log, new PublicationHold(), TheNight.Definition);
        _running = _reader.Run(_stop.Token);
    }

    [Fact]
    public async Task One_that_comes_before_its_bulletin_has_been_read_waits_for_it()
    {
        var (route, hash) = Route(new Phrasebook(TheNight.Definition));

        var fetched = route.Find(hash, CancellationToken.None);

        Assert.False(fetched.IsCompleted);
        _log.Append([new LogEntry(1, Result)]);
        var (_, body) = await fetched.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        Assert.Equal("image/png", body!.Type);
    }

    [Fact]
    public async Task One_that_never_comes_is_refused_in_the_end()
    {
        var (route, hash) = Route(new Phrasebook(TheNight.Definition));

        var fetched = route.Find(hash, CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(fetched.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Null((await fetched).Body);
    }

    [Fact]
    public async Task However_many_ask_for_what_there_never_was_few_wait_and_no_name_that_none_could_have()
    {
        var (route, _) = Route(new Phrasebook(TheNight.Definition));

        var asked = Enumerable
            .Range(0, 200)
            .Select(n => route.Find($"{n:x32}", CancellationToken.None))
            .ToImmutableArray();

        Assert.Equal(64, asked.Count(a => !a.IsCompleted));
        Assert.True(route.Find("../secret", CancellationToken.None).IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.All(await Task.WhenAll(asked), a => Assert.Null(a.Body));
        Assert.False(route.Find($"{1:x32}", CancellationToken.None).IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task One_that_cannot_be_drawn_is_not_there_and_said_once()
    {
        using var logs = new KeptLogs(LogLevel.Error);
        var (route, hash) = Route(new Undrawable(), logs);
        _log.Append([new LogEntry(1, Result)]);

        for (var i = 0; i < 3; i++)
        {
            var (isBusy, body) = await route
                .Find(hash, CancellationToken.None)
                .WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
            Assert.False(isBusy);
            Assert.Null(body);
        }

        Assert.Contains(hash, Assert.Single(logs.Of(LogLevel.Error)), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private (PictureRoute Route, string Hash) Route(Phrasebook phrases, KeptLogs? logs = null)
    {
        var site = new BlogSite(
            phrases,
            new PostWriter(phrases),
            new Quarantine(),
            new BlogSettings(Blog.Address, null)
        );
        var name = new PictureUrls(phrases, isRehearsal: false, Blog.Address)
            .PictureOf(Result, null)!
            .Name;
        return (
            new PictureRoute(
                site.Pictures,
                _reader,
                _time,
                logs?.For<PictureRoute>() ?? NullLogger<PictureRoute>.Instance
            ),
            Path.GetFileNameWithoutExtension(name)
        );
    }

    private sealed class Undrawable() : Phrasebook(TheNight.Definition)
    {
        public override string CardKicker(Verdict verdict) =>
            throw new InvalidOperationException("A bug.");
    }
}
