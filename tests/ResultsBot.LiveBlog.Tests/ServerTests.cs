using System.Net;
using System.Net.Http.Headers;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.LiveBlog.Tests;

public class ServerTests
{
    private static readonly Bulletin.Result Result = (Bulletin.Result)
        PlayedNight.ResultOf("Chesterfield").Bulletin;

    private static readonly string[] Addresses =
    [
        "",
        "page/1",
        "seat/E14001165",
        "seat/chesterfield",
        "area/Derbyshire",
        "map",
        "embed",
        "embed/seat/chesterfield?theme=dark",
        "feed.atom",
        "feed.json",
        "results.csv?area=derbyshire",
        "results.json",
        "latest",
        "after/0",
        "seat?q=perkins",
        "icon.svg",
    ];

    [Fact]
    public async Task Each_address_is_answered_to_GET_and_to_HEAD_alike_and_to_nothing_else()
    {
        await using var blog = await ServedBlog.Start(Result);

        foreach (var address in Addresses)
        {
            using var got = await blog.Client.GetAsync(address);
            using var head = await blog.Client.SendAsync(new(HttpMethod.Head, address));
            using var posted = await blog.Client.PostAsync(address, null);

            Assert.True(got.IsSuccessStatusCode, address);
            Assert.Equal(got.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
            Assert.StartsWith(
                "default-src 'none'; script-src 'self'; style-src 'self'",
                got.Headers.GetValues("Content-Security-Policy").Single(),
                StringComparison.Ordinal
            );
            Assert.Equal(
                address.StartsWith("embed", StringComparison.Ordinal),
                got.Headers.GetValues("Content-Security-Policy")
                    .Single()
                    .EndsWith("frame-ancestors *", StringComparison.Ordinal)
            );
            Assert.False(got.Headers.Contains("Set-Cookie"));
        }
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("seat/nowhere")]
    [InlineData("area/nowhere")]
    [InlineData("page/99")]
    [InlineData("page/0")]
    [InlineData("after/x")]
    [InlineData("after/99999999999999999999")]
    [InlineData("photos/hall.png")]
    [InlineData("photos/..%2f..%2fetc%2fpasswd")]
    [InlineData("results.csv?area=nowhere")]
    [InlineData("assets/blog.css")]
    public async Task What_is_not_there_is_not_found(string address)
    {
        await using var blog = await ServedBlog.Start(Result);

        using var answer = await blog.Client.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_picture_is_served_once_an_entry_names_it()
    {
        await using var blog = await ServedBlog.Start(
            new Bulletin.Noted(Result.Of, "Tense.", Result.At, "hall.png")
        );

        using var answer = await blog.Client.GetAsync("photos/hall.png");

        Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal([1, 2, 3], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(
            "public, max-age=31536000, immutable",
            answer.Headers.GetValues("Cache-Control").Single()
        );
        Assert.Contains(
            "media-src 'self'",
            answer.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("bytes=0-1", HttpStatusCode.PartialContent, new byte[] { 1, 2 })]
    [InlineData("bytes=-1", HttpStatusCode.PartialContent, new byte[] { 3 })]
    [InlineData("bytes=9-", HttpStatusCode.RequestedRangeNotSatisfiable, new byte[0])]
    [InlineData("nonsense", HttpStatusCode.OK, new byte[] { 1, 2, 3 })]
    public async Task A_video_is_served_in_the_parts_that_a_player_asks_for(
        string range,
        HttpStatusCode expected,
        byte[] bytes
    )
    {
        await using var blog = await ServedBlog.Start(
            new Bulletin.Noted(Result.Of, "Tense.", Result.At, "hall.mp4")
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, "photos/hall.mp4");
        request.Headers.TryAddWithoutValidation("Range", range);

        using var answer = await blog.Client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("192.0.2.1", HttpStatusCode.OK)]
    public async Task Only_names_that_are_ours_are_answered(string host, HttpStatusCode expected)
    {
        await using var blog = await ServedBlog.Start(Result);
        using var request = new HttpRequestMessage(HttpMethod.Get, "");
        request.Headers.Host = host;

        using var answer = await blog.Client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Who_has_the_newest_is_told_so_in_whichever_encoding_until_a_bulletin_comes()
    {
        await using var blog = await ServedBlog.Start(Result);
        foreach (var encoding in (string[])["identity", "gzip", "br"])
        {
            using var first = await blog.Client.SendAsync(Asking(encoding, null));
            using var again = await blog.Client.SendAsync(Asking(encoding, first.Headers.ETag));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(
                encoding == "identity" ? [] : [encoding],
                first.Content.Headers.ContentEncoding
            );
            Assert.Contains("Accept-Encoding", first.Headers.Vary);
        }
        using var before = await blog.Client.SendAsync(Asking("br", null));

        await blog.Append(new Bulletin.Noted(Result.Of, "Tense.", Result.At));

        using var after = await blog.Client.SendAsync(Asking("br", before.Headers.ETag));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task A_step_never_changes_once_it_was_served_and_leads_on_to_the_next()
    {
        await using var blog = await ServedBlog.Start(Result);
        var first = await blog.Client.GetStringAsync("after/0");

        await blog.Append(new Bulletin.Noted(Result.Of, "Tense.", Result.At));

        using var again = await blog.Client.GetAsync("after/0");
        Assert.Equal(first, await again.Content.ReadAsStringAsync());
        Assert.Contains("data-through=\"1\"", first, StringComparison.Ordinal);
        Assert.Contains(
            "immutable",
            again.Headers.CacheControl!.ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Tense.",
            await blog.Client.GetStringAsync("after/1"),
            StringComparison.Ordinal
        );
        using var nothing = await blog.Client.GetAsync("after/2");
        Assert.DoesNotContain(
            "immutable",
            nothing.Headers.CacheControl!.ToString(),
            StringComparison.Ordinal
        );
    }

    private static HttpRequestMessage Asking(string encoding, EntityTagHeaderValue? known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }
        return request;
    }
}
