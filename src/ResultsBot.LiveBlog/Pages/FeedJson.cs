using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>The newest entries as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).</summary>
internal sealed class FeedJson(
    Phrasebook phrases,
    BlogSettings settings,
    Links links,
    ArticleText texts,
    ArticleHtml articles,
    Clock clock
)
{
    public const int Most = 30;

    /// <summary>Letters of all languages as they are; what HTML could take for markup is escaped.</summary>
    public static JsonWriterOptions Options { get; } =
        new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public byte[] Write(Edition edition)
    {
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to, Options))
        {
            json.WriteStartObject();
            json.WriteString("version", "https://jsonfeed.org/version/1.1");
            json.WriteString("title", ArticleText.Clean(settings.Title ?? phrases.BlogTitle));
            json.WriteString("home_page_url", links.Absolute("").AbsoluteUri);
            json.WriteString("feed_url", links.Absolute("feed.json").AbsoluteUri);
            json.WriteString("language", $"{phrases.Language}-GB");
            json.WriteStartArray("items");
            foreach (var article in edition.Articles.Reverse().Take(Most))
            {
                json.WriteStartObject();
                json.WriteString("id", links.AbsoluteEntry(article.Number));
                json.WriteString("url", links.AbsoluteEntry(article.Number));
                json.WriteString("title", texts.Title(article, edition));
                json.WriteString("summary", texts.Plain(article, edition));
                json.WriteString(
                    "content_html",
                    articles.ContentOrPlain(article, edition).ToString()
                );
                json.WriteString("date_published", clock.Iso(article.Entry.Bulletin.At));
                json.WriteString(
                    "date_modified",
                    clock.Iso(ArticleText.ChangedAt(article, edition))
                );
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return to.ToArray();
    }
}
