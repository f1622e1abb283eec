using System.Text;
using System.Text.Json;
using ResultsBot.LiveBlog.Site;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>What a page tells machines: search engines (schema.org), and apps that preview links (Open Graph).</summary>
internal sealed class Metadata(
    Phrasebook phrases,
    BlogSettings settings,
    Links links,
    ArticleText texts,
    PictureFiles pictures,
    Clock clock
)
{
    private const int MostUpdates = 20;

    /// <summary>How long a night lasts at most, as far as anybody plans.</summary>
    private static readonly TimeSpan Planned = TimeSpan.FromHours(18);

    private string Title => settings.Title ?? phrases.BlogTitle;

    public Html Front(Edition edition) =>
        $"""
            {Of(Title, phrases.BlogBarLabel(edition.Whole), "", edition, pictures.Newest(edition))}
            <link rel="alternate" type="application/atom+xml" title="{Title}" href="{links.Of(
                "feed.atom"
            )}">
            <link rel="alternate" type="application/feed+json" title="{Title}" href="{links.Of(
                "feed.json"
            )}">
            <script type="application/ld+json">{Html.Known(LiveBlogPosting(edition))}</script>
            """;

    /// <param name="path">Below the root.</param>
    /// <param name="picture">Null for none.</param>
    public Html Of(string title, string description, string path, Edition edition, Picture? picture)
    {
        Html modified = edition.UpdatedAt is { } at
            ? $"""<meta property="article:modified_time" content="{clock.Iso(at)}">"""
            : Html.Empty;
        return $"""
            <meta name="description" content="{description}">
            <meta property="og:type" content="article">
            <meta property="og:title" content="{title}">
            <meta property="og:description" content="{description}">
            <meta property="og:url" content="{links.Absolute(path).AbsoluteUri}">
            {Image(picture)}
            {modified}
            """;
    }

    private Html Image(Picture? picture) =>
        picture is null
            ? (Html)$"""<meta name="twitter:card" content="summary">"""
            : $"""
                <meta property="og:image" content="{pictures.UrlOf(picture).AbsoluteUri}">
                <meta property="og:image:type" content="image/png">
                <meta property="og:image:alt" content="{ArticleText.Clean(picture.Alt)}">
                <meta name="twitter:card" content="summary_large_image">
                <meta name="twitter:image" content="{pictures.UrlOf(picture).AbsoluteUri}">
                <meta name="twitter:image:alt" content="{ArticleText.Clean(picture.Alt)}">
                """;

    /// <summary>As JSON whose every “&lt;” is escaped: nothing in it can end the script that it stands in.</summary>
    private string LiveBlogPosting(Edition edition)
    {
        var begins = phrases.Definition.PollCloses;
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to, FeedJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("@context", "https://schema.org");
            json.WriteString("@type", "LiveBlogPosting");
            json.WriteString("headline", Title);
            json.WriteString("url", links.Absolute("").AbsoluteUri);
            if (pictures.Newest(edition) is { } picture)
            {
                json.WriteString("image", pictures.UrlOf(picture).AbsoluteUri);
            }
            json.WriteString("datePublished", clock.Iso(begins));
            json.WriteString("dateModified", clock.Iso(edition.UpdatedAt ?? begins));
            json.WriteString("coverageStartTime", clock.Iso(begins));
            json.WriteString(
                "coverageEndTime",
                clock.Iso(
                    edition is { Whole.IsComplete: true, UpdatedAt: { } end }
                        ? end
                        : begins + Planned
                )
            );
            json.WriteStartArray("liveBlogUpdate");
            foreach (var article in edition.Articles.Reverse().Take(MostUpdates))
            {
                json.WriteStartObject();
                json.WriteString("@type", "BlogPosting");
                json.WriteString("headline", texts.Title(article, edition));
                json.WriteString("datePublished", clock.Iso(article.Entry.Bulletin.At));
                json.WriteString(
                    "dateModified",
                    clock.Iso(ArticleText.ChangedAt(article, edition))
                );
                json.WriteString("articleBody", texts.Plain(article, edition));
                json.WriteString("url", links.AbsoluteEntry(article.Number));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(to.ToArray());
    }
}
