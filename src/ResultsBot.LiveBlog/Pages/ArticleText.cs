using System.Text;
using System.Xml;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>An entry without markup, as it is to be read now: in feeds and for machines.</summary>
internal sealed class ArticleText(Phrasebook phrases, ArticleHtml articles)
{
    public string Title(Article article, Edition edition)
    {
        var headline = articles.Headline(article.Entry);
        var title = Clean(
            articles.MarkOf(article.Entry, edition) switch
            {
                Mark.TakenBack => phrases.BlogWithdrawnTitle(headline),
                Mark.Corrected { Now: var now } => phrases.CorrectedTitle(now.Of, now.Verdict),
                Mark.Reworded { Now: var now } => now.Headline,
                _ => headline,
            }
        );
        // What somebody typed may be of marks alone that neither can hold.
        return title.Length > 0 ? title : phrases.PlainHeadline(article.Entry.Bulletin);
    }

    /// <summary>All of it in a line or two; of what no longer holds only that.</summary>
    public string Plain(Article article, Edition edition) =>
        Clean(
            articles.MarkOf(article.Entry, edition) is { } mark
                ? phrases.DigestLine(article.Entry.Bulletin, mark).ToPlain()
                : articles.Summary(article.Entry)
        );

    /// <summary>When it was published, or last put right.</summary>
    public static DateTimeOffset ChangedAt(Article article, Edition edition) =>
        edition.Revised.Entries.LastOrDefault(r => Revisions.Touches(r, article.Entry))?.Bulletin.At
        ?? article.Entry.Bulletin.At;

    /// <summary>Only what XML and JSON can hold.</summary>
    public static string Clean(string text)
    {
        // Half an emoji becomes a mark of its own on the way to bytes.
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(PlainText.Clean(text)));
        return whole.All(c => char.IsSurrogate(c) || XmlConvert.IsXmlChar(c))
            ? whole
            : string.Concat(whole.Where(c => char.IsSurrogate(c) || XmlConvert.IsXmlChar(c)));
    }
}
