using System.Text;
using System.Xml;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>The newest entries as an Atom feed (RFC 4287).</summary>
internal sealed class FeedAtom(
    Phrasebook phrases,
    BlogSettings settings,
    Links links,
    ArticleText texts,
    ArticleHtml articles,
    Clock clock
)
{
    private const string Namespace = "http://www.w3.org/2005/Atom";

    private string Title => ArticleText.Clean(settings.Title ?? phrases.BlogTitle);

    public byte[] Write(Edition edition)
    {
        using var to = new MemoryStream();
        using (
            var xml = XmlWriter.Create(
                to,
                new XmlWriterSettings { Encoding = new UTF8Encoding(false) }
            )
        )
        {
            xml.WriteStartElement("feed", Namespace);
            xml.WriteAttributeString("xml", "base", null, links.Absolute("").AbsoluteUri);
            xml.WriteElementString("title", Namespace, Title);
            xml.WriteElementString("id", Namespace, links.Absolute("").AbsoluteUri);
            xml.WriteElementString(
                "updated",
                Namespace,
                clock.Iso(edition.UpdatedAt ?? phrases.Definition.PollCloses)
            );
            Link(xml, "self", links.Absolute("feed.atom").AbsoluteUri);
            Link(xml, "alternate", links.Absolute("").AbsoluteUri);
            xml.WriteStartElement("author", Namespace);
            xml.WriteElementString("name", Namespace, Title);
            xml.WriteEndElement();
            foreach (var article in edition.Articles.Reverse().Take(FeedJson.Most))
            {
                Entry(xml, article, edition);
            }
            xml.WriteEndElement();
        }
        return to.ToArray();
    }

    private void Entry(XmlWriter xml, Article article, Edition edition)
    {
        xml.WriteStartElement("entry", Namespace);
        xml.WriteElementString("title", Namespace, texts.Title(article, edition));
        xml.WriteElementString("id", Namespace, links.AbsoluteEntry(article.Number));
        Link(xml, "alternate", links.AbsoluteEntry(article.Number));
        xml.WriteElementString("published", Namespace, clock.Iso(article.Entry.Bulletin.At));
        xml.WriteElementString(
            "updated",
            Namespace,
            clock.Iso(ArticleText.ChangedAt(article, edition))
        );
        xml.WriteElementString("summary", Namespace, texts.Plain(article, edition));
        xml.WriteStartElement("content", Namespace);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(ArticleText.Clean(articles.ContentOrPlain(article, edition).ToString()));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }
}
