using System.Collections.Immutable;
using System.Text.Json;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Teams;

/// <summary>The elements of a card, one after the other.</summary>
internal sealed class CardWriter(
    Utf8JsonWriter json,
    Phrasebook phrases,
    PostGrids grids,
    PostDetail detail
)
{
    private const int LongestHeadline = 300;
    private const int LongestCell = 120;
    private const int LongestSource = 200;

    public void Write(ImmutableArray<Post> posts, string? note)
    {
        if (note is not null)
        {
            Text(note, isSubtle: true);
        }
        var isRehearsal = posts.Any(p => p.IsRehearsal);
        if (isRehearsal)
        {
            Band();
        }
        foreach (var (at, post) in posts.Index())
        {
            Write(post, isFirst: at == 0);
        }
        if (isRehearsal)
        {
            Band();
        }
    }

    /// <summary>A line of it each, since a run knows no end of a line.</summary>
    public void Paragraph(RichText text, bool isSmall = false)
    {
        foreach (var line in LinesOf(text))
        {
            Block(() => Runs(line, isSmall));
        }
    }

    private void Write(Post post, bool isFirst)
    {
        var headline = PlainText.Shorten(PlainText.Clean(post.Headline), LongestHeadline);
        if (!string.IsNullOrWhiteSpace(headline))
        {
            Block(
                () => Run(headline, isStrong: true, isStruck: post.IsWithdrawn, size: "Medium"),
                isApart: !isFirst
            );
        }
        var left = detail.Lines;
        foreach (var part in post.Body)
        {
            if (part is PostPart.Table table)
            {
                Table(grids.Of(table));
            }
            else if (part is PostPart.Paragraph { Text: var text } && left-- > 0)
            {
                Paragraph(Cut(text));
            }
        }
        foreach (var standing in post.Standings.Take(Math.Max(0, left)))
        {
            Paragraph(Cut(standing), isSmall: true);
        }
        foreach (var section in post.Sections)
        {
            if (left-- > 0)
            {
                Paragraph(RichText.Strong(Cut(section.Heading)));
            }
            foreach (var line in section.Lines)
            {
                if (left-- > 0)
                {
                    Paragraph(Cut(line));
                }
            }
        }
        if (post.Picture is { Address: { } address } picture)
        {
            json.WriteStartObject();
            json.WriteString("type", "Image");
            json.WriteString("url", address.AbsoluteUri);
            json.WriteString("altText", PlainText.Shorten(picture.Alt, LongestHeadline));
            json.WriteEndObject();
        }
        if (post.Source.Length > 0)
        {
            Text(PlainText.Shorten(PlainText.Clean(post.Source), LongestSource), isSubtle: true);
        }
    }

    private void Band() =>
        Block(() => Run(phrases.RehearsalBand, isStrong: true, colour: "Attention"));

    private RichText Cut(RichText text) =>
        detail.Letters == int.MaxValue ? text : text.Shorten(detail.Letters);

    private void Table(PostGrid grid)
    {
        var rows = grid.Rows.Take(detail.Rows).ToArray();
        if (rows.Length == 0)
        {
            return;
        }
        json.WriteStartObject();
        json.WriteString("type", "Table");
        json.WriteBoolean("firstRowAsHeader", !grid.Headings.IsEmpty);
        json.WriteBoolean("showGridLines", false);
        json.WriteStartArray("columns");
        Column(3, "Left");
        foreach (var _ in rows[0].Figures)
        {
            Column(1, "Right");
        }
        json.WriteEndArray();
        json.WriteStartArray("rows");
        if (!grid.Headings.IsEmpty)
        {
            Row("", grid.Headings, isStrong: false);
        }
        foreach (var row in rows)
        {
            Row(Label(row), row.Figures, row.IsStrong);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        if (grid.Rows.Length > rows.Length)
        {
            Text(phrases.AndMore(grid.Rows.Length - rows.Length), isSubtle: true);
        }
    }

    private static string Label(GridRow row) =>
        row.Name.Length == 0 ? row.Party
        : row.Party.Length == 0 ? row.Name
        : $"{PlainText.Shorten(row.Name, LongestCell)} ({row.Party})";

    private void Column(int width, string side)
    {
        json.WriteStartObject();
        json.WriteNumber("width", width);
        json.WriteString("horizontalCellContentAlignment", side);
        json.WriteEndObject();
    }

    private void Row(string label, ImmutableArray<string> figures, bool isStrong)
    {
        json.WriteStartObject();
        json.WriteString("type", "TableRow");
        json.WriteStartArray("cells");
        foreach (var cell in figures.Prepend(label))
        {
            json.WriteStartObject();
            json.WriteString("type", "TableCell");
            json.WriteStartArray("items");
            Text(PlainText.Shorten(PlainText.Clean(cell), LongestCell), isStrong: isStrong);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Nothing where there is nothing to read: an empty run is no run.</summary>
    private void Text(string text, bool isStrong = false, bool isSubtle = false)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            Block(() => Run(text, isStrong, isSubtle: isSubtle));
        }
    }

    private void Block(Action runs, bool isApart = false)
    {
        json.WriteStartObject();
        json.WriteString("type", "RichTextBlock");
        if (isApart)
        {
            json.WriteBoolean("separator", true);
            json.WriteString("spacing", "Large");
        }
        json.WriteStartArray("inlines");
        runs();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Runs(IEnumerable<RichSpan> spans, bool isSmall)
    {
        foreach (var span in spans)
        {
            Run(
                span.Text,
                span.Style.HasFlag(TextStyles.Strong),
                span.Style.HasFlag(TextStyles.Struck),
                isSmall || span.Style.HasFlag(TextStyles.Small),
                link: (span.Reference as Reference.Link)?.Address
            );
        }
    }

    private void Run(
        string text,
        bool isStrong = false,
        bool isStruck = false,
        bool isSubtle = false,
        string? size = null,
        string? colour = null,
        Uri? link = null
    )
    {
        json.WriteStartObject();
        json.WriteString("type", "TextRun");
        json.WriteString("text", text);
        if (isStrong)
        {
            json.WriteString("weight", "Bolder");
        }
        if (isStruck)
        {
            json.WriteBoolean("strikethrough", true);
        }
        if (isSubtle)
        {
            json.WriteBoolean("isSubtle", true);
        }
        if (size is not null)
        {
            json.WriteString("size", size);
        }
        if (colour is not null)
        {
            json.WriteString("color", colour);
        }
        if (link is not null)
        {
            json.WriteStartObject("selectAction");
            json.WriteString("type", "Action.OpenUrl");
            json.WriteString("url", link.AbsoluteUri);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static IEnumerable<IEnumerable<RichSpan>> LinesOf(RichText text)
    {
        var line = new List<RichSpan>();
        foreach (var span in text.Spans)
        {
            var parts = span.Text.Split('\n');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0 && line.Count > 0)
                {
                    yield return line;
                    line = [];
                }
                if (parts[i].Length > 0)
                {
                    line.Add(span with { Text = parts[i] });
                }
            }
        }
        if (line.Count > 0)
        {
            yield return line;
        }
    }
}
