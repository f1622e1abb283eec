using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ResultsBot.LiveBlog.Pages;
using ResultsBot.Newswire;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Site;

/// <summary>All that can be read, by its address. It writes for an edition, and knows nothing of how it is served.</summary>
internal sealed class BlogSite : IDisposable
{
    private const string HtmlType = "text/html; charset=utf-8";
    private const string JsonType = "application/json; charset=utf-8";

    private const long MostBytesOfPictures = 24 * 1024 * 1024;

    private readonly FrontPage _front;
    private readonly AfterHtml _after;
    private readonly PlacePages _places;
    private readonly EmbedPages _embeds;
    private readonly FeedAtom _atom;
    private readonly FeedJson _json;
    private readonly string _version;
    private volatile Tag? _tag;

    private sealed record Tag(Edition Edition, string Text);

    public BlogSite(
        Phrasebook phrases,
        PostWriter writer,
        Quarantine quarantine,
        BlogSettings settings
    )
    {
        var definition = phrases.Definition;
        var palette = new Palette(definition);
        var clock = new Clock(definition);
        Links = new Links(settings, definition);
        Assets = new Assets(palette);
        var tables = new TablesHtml(phrases, palette, Links);
        var articles = new ArticleHtml(phrases, writer, quarantine, Links, palette, tables, clock);
        var texts = new ArticleText(phrases, articles);
        var state = new StateHtml(phrases, palette);
        var search = new SearchHtml(phrases, Links);
        var isRehearsal = writer.IsRehearsal;
        var document = new Document(
            phrases,
            settings,
            isRehearsal,
            Links,
            Assets,
            state,
            search,
            clock
        );
        var keyEvents = new KeyEvents(phrases, articles, Links, clock);
        var map = new HexMap(phrases, palette, Links);
        Pictures = new PictureFiles(
            new PictureUrls(phrases, isRehearsal, settings.Address),
            articles,
            MostBytesOfPictures
        );
        var metadata = new Metadata(phrases, settings, Links, texts, Pictures, clock);
        _front = new FrontPage(phrases, Links, document, articles, keyEvents, map, metadata);
        _after = new AfterHtml(phrases, document, articles, keyEvents, map);
        _places = new PlacePages(
            phrases,
            Links,
            document,
            articles,
            tables,
            keyEvents,
            map,
            search,
            Pictures,
            metadata
        );
        _embeds = new EmbedPages(phrases, Links, document, state, articles, _places, clock);
        _atom = new FeedAtom(phrases, settings, Links, texts, articles, clock);
        _json = new FeedJson(phrases, settings, Links, texts, articles, clock);
        _version = string.Join(
            '\n',
            typeof(BlogSite).Module.ModuleVersionId,
            typeof(Phrasebook).Module.ModuleVersionId,
            definition.Id,
            settings,
            isRehearsal
        );
    }

    public Links Links { get; }

    public Assets Assets { get; }

    public PictureFiles Pictures { get; }

    /// <summary>By the number of the newest bulletin; of another night, or by another version of the bot, it is another.</summary>
    public string TagOf(Edition edition)
    {
        if (_tag is { } tag && tag.Edition == edition)
        {
            return tag.Text;
        }
        var hash = SHA256.HashData(
            Encoding.UTF8.GetBytes(
                FormattableString.Invariant($"{_version}\n{edition.UpdatedAt:O}")
            )
        );
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{edition.Number}-{Convert.ToHexStringLower(hash)[..8]}"
        );
        _tag = new Tag(edition, text);
        return text;
    }

    public void Dispose() => Pictures.Dispose();

    public Body Front(Edition edition) => Html(_front.Write(edition));

    public Body? Page(Edition edition, long page) =>
        _front.Page(edition, page) is { } html ? Html(html) : null;

    /// <param name="written">The seat's code, or its name.</param>
    public Body? Seat(Edition edition, string written) =>
        Links.FindSeat(written) is { } seat ? Html(_places.Seat(edition, seat)) : null;

    public Body? Area(Edition edition, string written) =>
        Links.FindArea(written) is { } area ? Html(_places.Area(edition, area)) : null;

    public Body Map(Edition edition) => Html(_places.Map(edition));

    public Body Found(Edition edition, string sought) => Html(_places.Found(edition, sought));

    /// <summary>Each page there is, a path a line.</summary>
    public Body Sitemap(Edition edition) =>
        Body.Of("text/plain; charset=utf-8", string.Join('\n', Links.Pages(edition)));

    public Body Embed(Edition edition, string? theme) =>
        Html(_embeds.State(edition, theme)) with
        {
            MayBeFramed = true,
        };

    public Body? EmbedSeat(Edition edition, string written, string? theme) =>
        Links.FindSeat(written) is { } seat
            ? Html(_embeds.Seat(edition, seat, theme)) with
            {
                MayBeFramed = true,
            }
            : null;

    public Body Atom(Edition edition) =>
        Body.Of("application/atom+xml; charset=utf-8", _atom.Write(edition)) with
        {
            IsOpenData = true,
        };

    public Body JsonFeed(Edition edition) =>
        Body.Of("application/feed+json; charset=utf-8", _json.Write(edition)) with
        {
            IsOpenData = true,
        };

    /// <param name="area">Null for all there is.</param>
    /// <returns>Null where there is no such area.</returns>
    public Body? Csv(Edition edition, string? area) =>
        area is not null && Links.FindArea(area) is null
            ? null
            : Body.Of(
                "text/csv; charset=utf-8",
                DataFiles.Csv(edition, area is null ? null : Links.FindArea(area))
            ) with
            {
                IsOpenData = true,
            };

    /// <inheritdoc cref="Csv"/>
    public Body? Json(Edition edition, string? area) =>
        area is not null && Links.FindArea(area) is null
            ? null
            : Body.Of(
                JsonType,
                DataFiles.Json(edition, area is null ? null : Links.FindArea(area))
            ) with
            {
                IsOpenData = true,
            };

    /// <summary>How far the night is: what a page that is open asks for.</summary>
    public static Body Latest(Edition edition) =>
        Body.Of(JsonType, FormattableString.Invariant($"{{\"number\":{edition.Number}}}"));

    /// <summary>What came behind a number, in ready HTML; null where nothing has.</summary>
    public Body? After(Edition edition, long number) =>
        _after.Write(edition, number) is { } html
            ? Body.Of(HtmlType, html.ToString()) with
            {
                Keeping = Keeping.Forever,
            }
            : null;

    private static Body Html(Html html) => Body.Of(HtmlType, html.ToString());

    /// <summary>Where nothing has come yet.</summary>
    public static Body Nothing(long number) =>
        Body.Of(HtmlType, FormattableString.Invariant($"<div data-after=\"{number}\"></div>"));
}
