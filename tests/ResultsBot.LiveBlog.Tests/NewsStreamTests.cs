using System.Net;
using System.Net.ServerSentEvents;
using ResultsBot.Engine.Bulletins;
using ResultsBot.LiveBlog.Site;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>Open pages are told at once how far the night is.</summary>
public class NewsStreamTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly Bulletin.Result Result = (Bulletin.Result)
        PlayedNight.ResultOf("Chesterfield").Bulletin;

    [Fact]
    public async Task Who_listens_is_told_the_newest_number_and_each_that_comes()
    {
        await using var blog = await ServedBlog.Start(Result);
        using var end = new CancellationTokenSource(Longest, TimeProvider.System);
        await using var stream = await blog.Client.GetStreamAsync("events", end.Token);
        await using var told = SseParser
            .Create(stream)
            .EnumerateAsync(end.Token)
            .GetAsyncEnumerator(end.Token);

        Assert.True(await told.MoveNextAsync());
        Assert.Equal("1", told.Current.Data);

        await blog.Append(new Bulletin.Noted(Result.Of, "Tense.", Result.At));
        Assert.True(await told.MoveNextAsync());
        Assert.Equal("2", told.Current.Data);
    }

    [Fact]
    public async Task Who_finds_no_place_is_told_not_to_come_again_until_somebody_has_gone()
    {
        await using var blog = await ServedBlog.Start(new ReaderLimits(1, 100, 100), Result);
        using var end = new CancellationTokenSource(Longest, TimeProvider.System);
        using (await Listen(blog, end.Token))
        {
            using var refused = await Listen(blog, end.Token);
            Assert.Equal(HttpStatusCode.NoContent, refused.StatusCode);
        }

        // That somebody has gone is seen a moment later.
        HttpStatusCode status;
        do
        {
            using var again = await Listen(blog, end.Token);
            status = again.StatusCode;
        } while (status != HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_end_of_the_server_does_not_wait_for_those_who_listen()
    {
        var blog = await ServedBlog.Start(Result);
        using var end = new CancellationTokenSource(Longest, TimeProvider.System);
        await using var stream = await blog.Client.GetStreamAsync("events", end.Token);
        await stream.ReadExactlyAsync(new byte[8], end.Token);

        await blog.Server.DisposeAsync().AsTask().WaitAsync(end.Token);

        await blog.DisposeAsync();
    }

    private static Task<HttpResponseMessage> Listen(ServedBlog blog, CancellationToken ct) =>
        blog.Client.GetAsync("events", HttpCompletionOption.ResponseHeadersRead, ct);
}
