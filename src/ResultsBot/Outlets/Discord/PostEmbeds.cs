using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ResultsBot.Discord;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Discord;

/// <summary>
/// Posts as Discord shows them, laid out for a phone: an embed each, the winner's colour beside it, figures lined up in
/// a code block. The one place that knows how much Discord takes of a post.
/// </summary>
internal sealed class PostEmbeds(Phrasebook phrases) : IPostLimits
{
    /// <summary>Two of the largest pictures fit into one request.</summary>
    private const int MostPictures = 2;

    /// <summary>Of the election or its base in a footer.</summary>
    private const int LongestSource = 200;

    private const int LongestFooter = 256;

    /// <summary>What a paragraph may always have, and a table, however many there are.</summary>
    private const int LongestParagraph = 700;

    /// <summary>For the ellipsis where not all lines fit, and the ends of lines before it.</summary>
    private const int EllipsisRoom = 3;

    /// <summary>Of the line above the embeds, escaped.</summary>
    private const int LongestNotification = 500;

    private readonly PostTables _tables = new(phrases);

    /// <summary>For as long as somebody holds the post: it is shown to thousands of channels one after the other.</summary>
    private readonly ConditionalWeakTable<Post, Embed> _made = [];

    private readonly ConditionalWeakTable<Post[], Embed[]> _messages = [];
    private readonly ConditionalWeakTable<Post[], string> _notifications = [];
    private readonly HashSet<string> _footers =
    [
        .. from source in new[] { phrases.SinceInShort, phrases.Definition.Name }
        from isRehearsal in new[] { false, true }
        select Footer(phrases, new Post { Source = source, IsRehearsal = isRehearsal }),
    ];

    public int DigestCharacters => 3500;

    public int LongestDigest => Limits.EmbedDescription;

    public bool ShowsNotification => true;

    public int LengthOf(RichText text) => DiscordText.Of(text).Length;

    public bool Fits(IReadOnlyList<Post> posts)
    {
        if (
            posts.Count > Limits.EmbedsPerMessage
            || posts.Count(p => p.Picture is { Address: null }) > MostPictures
        )
        {
            return false;
        }
        var characters = 0;
        foreach (var post in posts)
        {
            characters += Of(post).Length;
            if (characters > Limits.EmbedCharacters)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The same for the same post.</summary>
    public Embed Of(Post post) =>
        _made.TryGetValue(post, out var embed) ? embed : _made.GetValue(post, Make);

    /// <summary>The embeds of one message, cut where they are more than it takes.</summary>
    /// <param name="page">What they show, by which they are found again; null for an answer.</param>
    public ImmutableArray<Embed> Of(ImmutableArray<Post> posts, Page? page = null) =>
        ImmutableCollectionsMarshal.AsImmutableArray(
            _messages.GetValue(
                ImmutableCollectionsMarshal.AsArray(posts)!,
                several =>
                    page is null
                        ? Message(several)
                        : Stamped(BelowTheLine(several, Message(several)), page)
            )
        );

    /// <summary>What stands above the embeds of one message: all that a notification shows.</summary>
    public string Notification(ImmutableArray<Post> posts) =>
        posts.IsEmpty
            ? ""
            : _notifications.GetValue(
                ImmutableCollectionsMarshal.AsArray(posts)!,
                several => DiscordText.Of(phrases.NotificationOf(several), LongestNotification)
            );

    /// <summary>The same as a thread's title, which knows no markup.</summary>
    public string Title(ImmutableArray<Post> posts) =>
        PlainText.ShortenWords(PlainText.Clean(phrases.NotificationOf(posts)), Limits.ThreadName);

    /// <summary>What stands above the only embed need not head it too: on a phone that takes three lines.</summary>
    private static Embed[] BelowTheLine(Post[] posts, Embed[] embeds) =>
        posts is [{ IsWithdrawn: false } post]
        && embeds is [{ Description: not null } only]
        && (
            post.Notification == post.Headline
            || post.Body.Any(p => p is PostPart.Result { Seats: 1 })
        )
            ? [only with { Title = null }]
            : embeds;

    private Embed[] Message(Post[] posts)
    {
        Embed[] embeds = [.. posts.Select(Of)];
        return TooMuch(embeds) <= 0 ? embeds : Cut(posts, embeds);
    }

    private Embed Make(Post post)
    {
        ImmutableArray<EmbedField> fields = [.. post.Sections.Select(Field)];
        return new Embed
        {
            Title = post.Headline.Length == 0 ? null : Title(post),
            Description =
                post.Body.IsEmpty && post.Standings.IsEmpty
                    ? null
                    : Description(post, Room(fields)),
            Color = post.Accent,
            Fields = fields,
            Footer = post.Source.Length == 0 ? null : Footer(phrases, post),
            Timestamp = Timestamp(post),
            ImageUrl = Image(post.Picture),
        };
    }

    private string Title(Post post)
    {
        var headline = phrases.MarkOf(post) + post.Headline;
        return post.IsWithdrawn
            ? DiscordText.Of(RichText.Struck(headline), Limits.EmbedTitle)
            : DiscordText.Of(headline, Limits.EmbedTitle);
    }

    private static string Footer(Phrasebook phrases, Post post) =>
        phrases.MarkOf(post) + PlainText.Shorten(PlainText.Clean(post.Source), LongestSource);

    /// <summary>
    /// Whether a message shows this page, whatever has become of its words since: its first embed has the page's stamp.
    /// </summary>
    public bool IsOf(Message message, Page page) =>
        message.Author.Bot
        && message.Embeds is [{ Timestamp: { } at, Footer: { } footer }, ..]
        && at.Millisecond == StampOf(page)
        && _footers.Contains(footer);

    /// <summary>
    /// The end of the first bulletin's number, from 1: the milliseconds of the first embed's time, which nobody is shown. A
    /// bulletin stands in a channel once, and some thousand others before one has the same stamp.
    /// </summary>
    private static int StampOf(Page page) => (int)(page.Needs.Min() % 999) + 1;

    private static Embed[] Stamped(Embed[] embeds, Page page)
    {
        if (embeds is [{ Timestamp: { } at }, ..])
        {
            embeds[0] = embeds[0] with { Timestamp = at.AddMilliseconds(StampOf(page)) };
        }
        return embeds;
    }

    /// <summary>To the second: an answer has no stamp.</summary>
    private static DateTimeOffset? Timestamp(Post post) =>
        post.At?.AddTicks(-(post.At.Value.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>The paragraphs first, then the table in what room they leave; at last whole lines, as many as fit.</summary>
    private string Description(Post post, int room)
    {
        ImmutableArray<PostPart> parts =
        [
            .. post.Body,
            .. post.Standings.Select(s => new PostPart.Paragraph(RichText.Small(s))),
        ];
        var texts = parts.OfType<PostPart.Paragraph>().Count();
        var each =
            texts == parts.Length
                ? Math.Max(LongestParagraph, (room / texts) - EllipsisRoom)
                : LongestParagraph;
        string?[] written =
        [
            .. parts.Select(p =>
                p is PostPart.Paragraph { Text: var text } ? DiscordText.Of(text, each) : null
            ),
        ];
        var left = room - EllipsisRoom - written.Sum(w => w is null ? 0 : w.Length + 1);
        return DiscordText.Lines(
            parts.Select(
                (part, i) =>
                    part is PostPart.Table table
                        ? _tables.Of(table, Math.Max(left, LongestParagraph))
                        : written[i]!
            ),
            room
        );
    }

    /// <summary>A single embed beyond the limit of a message would be refused by every channel.</summary>
    private static int Room(IEnumerable<EmbedField> fields) =>
        Math.Min(
            Limits.EmbedDescription,
            Limits.EmbedCharacters
                - Limits.EmbedTitle
                - LongestFooter
                - fields.Sum(f => f.Name.Length + f.Value.Length)
        );

    private static EmbedField Field(PostSection section)
    {
        var each = (Limits.EmbedFieldValue / section.Lines.Length) - 1;
        return new EmbedField(
            DiscordText.Of(section.Heading, Limits.EmbedFieldName),
            string.Join('\n', section.Lines.Select(l => DiscordText.Of(l, each)))
        );
    }

    /// <summary>Attached under its name beside the message. A video stands beside the embed: Discord shows pictures alone inside one.</summary>
    private static string? Image(PostPicture? picture) =>
        picture is { Address: { } address } ? address.AbsoluteUri
        : picture is null or { IsVideo: true } ? null
        : $"attachment://{picture.Name}";

    /// <summary>
    /// Worded otherwise than when they were put together, as after a restart, posts may have grown beyond what Discord
    /// takes: the longest are cut, or none would be shown.
    /// </summary>
    private Embed[] Cut(Post[] posts, Embed[] embeds)
    {
        while (TooMuch(embeds) is > 0 and var over)
        {
            var (at, longest) = embeds.Index().MaxBy(e => e.Item.Length);
            var cut =
                longest.Fields.Length > 0
                    ? longest with
                    {
                        Fields = [],
                    }
                    : longest with
                    {
                        Description = Description(
                            posts[at],
                            Math.Max(1, (longest.Description ?? "").Length - over)
                        ),
                    };
            if (cut.Length >= longest.Length)
            {
                break;
            }
            embeds[at] = cut;
        }
        return embeds;
    }

    private static int TooMuch(IEnumerable<Embed> embeds) =>
        embeds.Sum(e => e.Length) - Limits.EmbedCharacters;
}
