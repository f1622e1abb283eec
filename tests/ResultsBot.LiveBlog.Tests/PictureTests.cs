using System.Net;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>Pictures by their address.</summary>
public class PictureTests
{
    private static readonly Bulletin.Result Result = (Bulletin.Result)
        PlayedNight.ResultOf("Chesterfield").Bulletin;

    private static readonly Bulletin.Result Other = (Bulletin.Result)
        PlayedNight.ResultOf("Bolsover").Bulletin;

    private static DateTimeOffset Later => Result.At.AddMinutes(8);

    [Fact]
    public async Task A_post_names_the_same_address_as_the_page_and_there_is_the_card()
    {
        await using var blog = await ServedBlog.Start(Result);
        var urls = UrlsOf(blog);

        var url = UrlOf(urls, Result)!;

        Assert.Equal(url.AbsoluteUri, await Named(blog, "seat/chesterfield"));
        Assert.Equal(url.AbsoluteUri, await Named(blog, ""));
        using var answer = await blog.Client.GetAsync(url);
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", $"{answer.Headers.CacheControl}", StringComparison.Ordinal);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
        Assert.Equal(bytes, await blog.Client.GetByteArrayAsync(url));
        Assert.Contains(
            $"\"image\":\"{url.AbsoluteUri}\"",
            await blog.Client.GetStringAsync(""),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_not_yet_out_or_was_withdrawn_has_no_picture()
    {
        await using var blog = await ServedBlog.Start(Result);
        var urls = UrlsOf(blog);

        Assert.Equal(HttpStatusCode.NotFound, await Asked(blog, UrlOf(urls, Other)!));
        await blog.Append(new Bulletin.Retracted(Result.Of, Result.Verdict, "wrong", [], Later));

        Assert.Equal(HttpStatusCode.NotFound, await Asked(blog, UrlOf(urls, Result)!));
        Assert.Null(await Named(blog, "seat/chesterfield"));
        await blog.Append(
            new Bulletin.Reinstated(Result.Of, Result.Verdict, Result.Standings, Result.At)
        );
        Assert.Equal(HttpStatusCode.OK, await Asked(blog, UrlOf(urls, Result)!));
    }

    [Fact]
    public async Task A_corrected_result_has_another_address_and_the_wrong_card_is_gone()
    {
        var wrong = Result with { Of = Result.Of with { Electorate = Result.Of.Electorate + 1 } };
        await using var blog = await ServedBlog.Start(wrong);
        var urls = UrlsOf(blog);
        var corrected = new Bulletin.Corrected(
            Result.Of,
            wrong.Verdict,
            Result.Verdict,
            1,
            "misheard",
            Result.Standings,
            Later
        );

        await blog.Append(corrected);

        Assert.NotEqual(UrlOf(urls, wrong), UrlOf(urls, corrected));
        Assert.Equal(HttpStatusCode.NotFound, await Asked(blog, UrlOf(urls, wrong)!));
        Assert.Equal(HttpStatusCode.OK, await Asked(blog, UrlOf(urls, corrected)!));
        Assert.Equal(UrlOf(urls, corrected)!.AbsoluteUri, await Named(blog, "seat/chesterfield"));
    }

    [Fact]
    public async Task An_area_and_the_map_have_theirs_and_a_night_without_results_none()
    {
        await using var blog = await ServedBlog.Start(
            new Bulletin.Noted(Result.Of, "Tense.", Result.At)
        );
        Assert.Null(await Named(blog, ""));

        await blog.Append(Result);

        foreach (var page in (string[])["area/derbyshire", "map"])
        {
            var url = await Named(blog, page);
            Assert.Equal(HttpStatusCode.OK, await Asked(blog, new Uri(url!)));
        }
    }

    [Fact]
    public void Whatever_a_card_shows_is_in_its_address()
    {
        var urls = new PictureUrls(
            new Phrasebook(TheNight.Definition),
            isRehearsal: false,
            Blog.Address
        );
        Bulletin.Result[] others =
        [
            Result with
            {
                Verdict = Result.Verdict with { Rejected = 7 },
            },
            Result with
            {
                Of = Result.Of with { Electorate = 1 },
            },
            Result with
            {
                At = Later,
            },
            Result with
            {
                Standings = [],
            },
            Other,
        ];

        Assert.Equal(
            others.Length + 1,
            others.Prepend(Result).Select(r => UrlOf(urls, r)).Distinct().Count()
        );
        Assert.NotEqual(
            UrlOf(urls, Result),
            UrlOf(
                new PictureUrls(
                    new Phrasebook(TheNight.Definition),
                    isRehearsal: true,
                    Blog.Address
                ),
                Result
            )
        );
    }

    private static Uri? UrlOf(PictureUrls urls, Bulletin bulletin) =>
        urls.PictureOf(bulletin, null)?.Address;

    private static PictureUrls UrlsOf(ServedBlog blog) =>
        new(new Phrasebook(TheNight.Definition), isRehearsal: false, blog.Server.Address);

    private static async Task<HttpStatusCode> Asked(ServedBlog blog, Uri url)
    {
        using var answer = await blog.Client.GetAsync(url);
        return answer.StatusCode;
    }

    /// <summary>The picture that a page names for those who share it.</summary>
    private static async Task<string?> Named(ServedBlog blog, string page) =>
        Blog.Parse(Site.Body.Of("text/html", await blog.Client.GetStringAsync(page)))
            .QuerySelector("meta[property='og:image']")
            ?.GetAttribute("content");
}
