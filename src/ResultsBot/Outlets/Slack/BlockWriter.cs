using System.Collections.Immutable;
using System.Text.Json;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Slack;

/// <summary>
/// The blocks of a message, one after the other. All text stands in elements that know no markup, where no mention, link
/// or emoji can come of it.
/// </summary>
internal sealed class BlockWriter(
    Utf8JsonWriter json,
    Phrasebook phrases,
    PostGrids grids,
    PostDetail detail,
    IReadOnlyDictionary<string, string> files
)
{
    private const int LongestHeader = 150;
    private const int LongestHeadline = 300;
    private const int LongestSource = 200;
    private const int LongestAlt = 500;

    /// <summary>Of the text of a block.</summary>
    private const int LongestBlock = 3000;

    public int Blocks { get; private set; }

    public int Characters { get; private set; }

    public void Write(ImmutableArray<Post> posts)
    {
        var isRehearsal = posts.Any(p => p.IsRehearsal);
        if (isRehearsal)
        {
            Band();
        }
        foreach (var (at, post) in posts.Index())
        {
            if (at > 0)
            {
                Begin("divider");
                json.WriteEndObject();
            }
            Write(post);
        }
        if (isRehearsal)
        {
            Band();
        }
    }

    private void Write(Post post)
    {
        Headline(post);
        var left = detail.Lines;
        foreach (var part in post.Body)
        {
            if (part is PostPart.Table table)
            {
                Table(grids.Of(table));
            }
            else if (part is PostPart.Paragraph { Text: { IsEmpty: false } text } && left-- > 0)
            {
                Paragraph(text);
            }
        }
        foreach (var standing in post.Standings.Take(Math.Max(0, left)))
        {
            Paragraph(standing);
        }
        foreach (var section in post.Sections)
        {
            foreach (var line in section.Lines.Prepend(RichText.Strong(section.Heading)))
            {
                if (left-- > 0)
                {
                    Paragraph(line);
                }
            }
        }
        if (post.Picture is { } picture)
        {
            Image(picture);
        }
        var source = PlainText.Shorten(PlainText.Clean(post.Source), LongestSource);
        if (source.Length > 0)
        {
            Begin("context");
            json.WriteStartArray("elements");
            Plain(source);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    /// <summary>
    /// By its address, or as a file of the workspace. Where it is neither, there is none yet, and its room is kept: the edit
    /// that brings it in must not push the tables out.
    /// </summary>
    private void Image(PostPicture picture)
    {
        var file = files.GetValueOrDefault(picture.Name);
        if (picture.Address is null && file is null)
        {
            Blocks++;
            return;
        }
        Begin("image");
        if (picture.Address is { } address)
        {
            json.WriteString("image_url", address.AbsoluteUri);
        }
        else
        {
            json.WriteStartObject("slack_file");
            json.WriteString("id", file);
            json.WriteEndObject();
        }
        json.WriteString("alt_text", PlainText.Shorten(picture.Alt, LongestAlt));
        json.WriteEndObject();
    }

    private void Headline(Post post)
    {
        var headline = PlainText.Clean(post.Headline);
        if (string.IsNullOrWhiteSpace(headline))
        {
            return;
        }
        if (!post.IsWithdrawn && headline.Length <= LongestHeader)
        {
            Begin("header");
            json.WritePropertyName("text");
            Plain(headline);
            json.WriteEndObject();
            return;
        }
        RichText text = PlainText.Shorten(headline, LongestHeadline);
        Paragraph(RichText.Strong(post.IsWithdrawn ? RichText.Struck(text) : text), isCut: true);
    }

    private void Band() => Paragraph(RichText.Strong(phrases.RehearsalBand), isCut: true);

    /// <param name="isCut">It is short enough whatever else there is.</param>
    private void Paragraph(RichText text, bool isCut = false)
    {
        var shown = text.Shorten(isCut ? LongestBlock : Math.Min(detail.Letters, LongestBlock));
        if (shown.IsEmpty)
        {
            return;
        }
        Begin("rich_text");
        json.WriteStartArray("elements");
        json.WriteStartObject();
        json.WriteString("type", "rich_text_section");
        json.WriteStartArray("elements");
        foreach (var span in shown.Spans)
        {
            Span(span);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Span(RichSpan span)
    {
        Characters += span.Text.Length;
        json.WriteStartObject();
        if (span.Reference is Reference.Link { Address: var address })
        {
            Characters += address.AbsoluteUri.Length;
            json.WriteString("type", "link");
            json.WriteString("url", address.AbsoluteUri);
        }
        else
        {
            json.WriteString("type", "text");
        }
        json.WriteString("text", span.Text);
        if (
            (span.Style & (TextStyles.Strong | TextStyles.Struck | TextStyles.Fixed))
            != TextStyles.None
        )
        {
            json.WriteStartObject("style");
            Style("bold", span.Style.HasFlag(TextStyles.Strong));
            Style("strike", span.Style.HasFlag(TextStyles.Struck));
            Style("code", span.Style.HasFlag(TextStyles.Fixed));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void Style(string name, bool isOn)
    {
        if (isOn)
        {
            json.WriteBoolean(name, true);
        }
    }

    /// <summary>Lined up, each letter as wide as another: the figures first, and the names in what room they leave.</summary>
    private void Table(PostGrid grid)
    {
        var rows = grid.Rows.Take(detail.Rows).ToArray();
        if (rows.Length == 0)
        {
            return;
        }
        IEnumerable<IReadOnlyList<string>> cells =
        [
            .. grid.Headings.IsEmpty
                ? Array.Empty<IReadOnlyList<string>>()
                :
                [
                    [.. grid.Headings, "", ""],
                ],
            .. rows.Select(r =>
                (IReadOnlyList<string>)
                    [
                        .. r.Figures,
                        Block.Plain(r.Party),
                        Block.Plain(PlainText.Head(PlainText.Clean(r.Name), LongestHeadline)),
                    ]
            ),
        ];
        var lines = Block
            .Table(new string('r', rows[0].Figures.Length) + "ll", [.. cells])
            .Concat(
                grid.Rows.Length > rows.Length
                    ? [phrases.AndMore(grid.Rows.Length - rows.Length)]
                    : []
            );
        var text = PlainText.Shorten(string.Join('\n', lines), LongestBlock);
        Characters += text.Length;
        Begin("rich_text");
        json.WriteStartArray("elements");
        json.WriteStartObject();
        json.WriteString("type", "rich_text_preformatted");
        json.WriteStartArray("elements");
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A colon makes no emoji of it.</summary>
    private void Plain(string text)
    {
        Characters += text.Length;
        json.WriteStartObject();
        json.WriteString("type", "plain_text");
        json.WriteString("text", text);
        json.WriteBoolean("emoji", false);
        json.WriteEndObject();
    }

    private void Begin(string type)
    {
        Blocks++;
        json.WriteStartObject();
        json.WriteString("type", type);
    }
}
