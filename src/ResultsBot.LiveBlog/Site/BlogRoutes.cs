using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.LiveBlog.Site;

/// <summary>Which address is answered with what. There is no route that takes anything in.</summary>
internal sealed class BlogRoutes(LiveBlogReader reader, FindPhoto findPhoto, ILoggerFactory loggers)
    : IDisposable
{
    private const int MostBytesOfAnEdition = 16 * 1024 * 1024;
    private const int MostBytesOfSteps = 8 * 1024 * 1024;

    private const int LongestSearch = 100;

    private static readonly string[] Methods = ["GET", "HEAD"];

    private readonly Bodies _pages = new(MostBytesOfAnEdition);
    private readonly Bodies _steps = new(MostBytesOfSteps);
    private volatile BlogSite? _site;
    private volatile PictureRoute? _pictures;

    /// <summary>From now on there is something to serve.</summary>
    public void Open(BlogSite site)
    {
        _pictures = new PictureRoute(
            site.Pictures,
            reader,
            TimeProvider.System,
            loggers.CreateLogger<LiveBlogServer>()
        );
        _site = site;
    }

    public void Map(IEndpointRouteBuilder app)
    {
        Page(app, "/", (site, edition, _) => site.Front(edition));
        Page(app, "/page/{page:long}", (site, edition, http) => site.Page(edition, Number(http)));
        Page(app, "/seat/{place}", (site, edition, http) => site.Seat(edition, Place(http)));
        Page(app, "/area/{place}", (site, edition, http) => site.Area(edition, Place(http)));
        Page(app, "/map", (site, edition, _) => site.Map(edition));
        Page(app, "/embed", (site, edition, http) => site.Embed(edition, Asked(http, "theme")));
        Page(
            app,
            "/embed/seat/{place}",
            (site, edition, http) => site.EmbedSeat(edition, Place(http), Asked(http, "theme"))
        );
        Page(app, "/sitemap.txt", (site, edition, _) => site.Sitemap(edition));
        Page(app, "/feed.atom", (site, edition, _) => site.Atom(edition));
        Page(app, "/feed.json", (site, edition, _) => site.JsonFeed(edition));
        Page(app, "/results.csv", (site, edition, http) => site.Csv(edition, Asked(http, "area")));
        Page(
            app,
            "/results.json",
            (site, edition, http) => site.Json(edition, Asked(http, "area"))
        );
        app.MapMethods("/seat", Methods, FindSeat);
        app.MapMethods("/area", Methods, FindArea);
        Page(app, "/latest", (_, edition, _) => BlogSite.Latest(edition));
        app.MapMethods("/after/{page:long}", Methods, After);
        app.MapMethods("/icon.svg", Methods, Asset);
        app.MapMethods("/assets/{name}", Methods, Asset);
        app.MapMethods("/photos/{name}", Methods, Photo);
        app.MapMethods("/pictures/{hash}.png", Methods, Picture);
    }

    /// <summary>What was written for this edition already is answered without asking which route it is.</summary>
    public Task ServeWritten(HttpContext http, RequestDelegate next) =>
        !http.Request.QueryString.HasValue
        && reader.Current is { } edition
        && _pages.Find(edition, http.Request.Path.Value!) is { } answer
            ? Answers.Send(http, answer)
            : next(http);

    public void Dispose()
    {
        _pages.Dispose();
        _steps.Dispose();
        _site?.Dispose();
    }

    /// <summary>Something that follows from the edition: written once for each, and tagged with its number.</summary>
    private void Page(
        IEndpointRouteBuilder app,
        string route,
        Func<BlogSite, Edition, HttpContext, Body?> write
    ) =>
        app.MapMethods(
            route,
            Methods,
            async http =>
            {
                if (_site is not { } site || reader.Current is not { } edition)
                {
                    Answers.NotYet(http);
                    return;
                }
                var answer = await _pages.Get(
                    edition,
                    site.TagOf(edition),
                    Key(http),
                    () => write(site, edition, http),
                    http.RequestAborted
                );
                await Answers.Send(http, answer);
            }
        );

    /// <summary>What was served once as coming behind a number stays that: caches and readers may rely on it.</summary>
    private async Task After(HttpContext http)
    {
        if (_site is not { } site || reader.Current is not { } edition)
        {
            Answers.NotYet(http);
            return;
        }
        var number = Number(http);
        var answer = await _steps.Get(
            null,
            null,
            number.ToString(CultureInfo.InvariantCulture),
            () => site.After(edition, number),
            http.RequestAborted
        );
        await Answers.Send(http, answer ?? new Answer(BlogSite.Nothing(number), tag: null));
    }

    private async Task Asset(HttpContext http)
    {
        var asset = _site?.Assets.Find(http.Request.Path.Value![1..]);
        var answer = asset is null
            ? null
            : await _steps.Get(
                null,
                null,
                asset.Path,
                () => Body.Of(asset.Type, asset.Bytes) with { Keeping = Keeping.Forever },
                http.RequestAborted
            );
        await Answers.Send(http, answer);
    }

    private async Task Photo(HttpContext http)
    {
        var name = (string)http.Request.RouteValues["name"]!;
        var photo =
            reader.Current?.HasPhoto(name) == true
                ? await findPhoto(name, http.RequestAborted)
                : null;
        if (photo is null)
        {
            await Answers.Send(http, null);
            return;
        }
        var body = Body.Picture(photo.Type, photo.Bytes) with { Keeping = Keeping.Forever };
        await Answers.SendParts(http, new Answer(body, tag: null));
    }

    /// <summary>Of what stands in public alone: a hash of anything else is not known.</summary>
    private async Task Picture(HttpContext http)
    {
        if (_pictures is not { } pictures || reader.Current is null)
        {
            Answers.NotYet(http);
            return;
        }
        var (isBusy, body) = await pictures.Find(
            (string)http.Request.RouteValues["hash"]!,
            http.RequestAborted
        );
        if (isBusy)
        {
            Answers.NotYet(http);
            return;
        }
        await Answers.Send(http, body is null ? null : new Answer(body, tag: null));
    }

    /// <summary>To the one seat of that name; to those that are found otherwise.</summary>
    private async Task FindSeat(HttpContext http)
    {
        if (_site is not { } site || reader.Current is not { } edition)
        {
            Answers.NotYet(http);
            return;
        }
        var sought = PlainText.Head(Asked(http, "q") ?? "", LongestSearch);
        if (site.Links.FindSeat(sought) is { } seat)
        {
            http.Response.Redirect(site.Links.Seat(seat));
            return;
        }
        await Answers.Send(
            http,
            await _pages.Get(
                edition,
                site.TagOf(edition),
                "?" + sought,
                () => site.Found(edition, sought),
                http.RequestAborted
            )
        );
    }

    private async Task FindArea(HttpContext http)
    {
        if (_site?.Links is { } links && links.FindArea(Asked(http, "q") ?? "") is { } area)
        {
            http.Response.Redirect(links.Area(area));
            return;
        }
        await Answers.Send(http, null);
    }

    /// <summary>Only what makes a difference: nobody fills the memory with parameters that mean nothing.</summary>
    private static string Key(HttpContext http) =>
        !http.Request.QueryString.HasValue
            ? http.Request.Path.Value!
            : $"{http.Request.Path}?{(Asked(http, "theme") is "dark" or "light" ? Asked(http, "theme") : "")}&{Asked(http, "area")}";

    private static string Place(HttpContext http) => (string)http.Request.RouteValues["place"]!;

    private static string? Asked(HttpContext http, string parameter) =>
        http.Request.Query.TryGetValue(parameter, out var value) ? value.ToString() : null;

    private static long Number(HttpContext http) =>
        long.Parse((string)http.Request.RouteValues["page"]!, CultureInfo.InvariantCulture);
}
