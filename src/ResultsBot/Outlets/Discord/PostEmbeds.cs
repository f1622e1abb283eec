using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ResultsBot.Discord;
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

    private const string Nameless = "–";

    private readonly PostTables _tables = new(phrases);

    /// <summary>For as long as somebody holds the post: it is shown to thousands of channels one after the other.</summary>
    private readonly ConditionalWeakTable<Post, Embed> _made = [];

    private readonly ConditionalWeakTable<Post[], Embed[]> _messages = [];
    private readonly ConditionalWeakTable<Post[], string> _notifications = [];

    public int DigestCharacters => 3500;

    public int LongestDigest => Limits.EmbedDescription;

    public int LengthOf(RichText text) => DiscordText.Of(text).Length;

    public bool Fits(IReadOnlyList<Post> posts)
    {
        if (
            posts.Count > Limits.EmbedsPerMessage
            || posts.Count(p => p.Picture is not null) > MostPictures
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
    public ImmutableArray<Embed> Of(ImmutableArray<Post> posts) =>
        ImmutableCollectionsMarshal.AsImmutableArray(
            _messages.GetValue(ImmutableCollectionsMarshal.AsArray(posts)!, Message)
        );

    /// <summary>What stands above the embeds of one message: all that a notification shows.</summary>
    public string Notification(ImmutableArray<Post> posts) =>
        posts.IsEmpty
            ? ""
            : _notifications.GetValue(
                ImmutableCollectionsMarshal.AsArray(posts)!,
                several =>
                    DiscordText.Of(
                        Mark(several[0])
                            + (
                                several.Length == 1
                                    ? several[0].Notification
                                    : phrases.NotificationOfSeveral(
                                        several[0].Notification,
                                        several.Length - 1
                                    )
                            ),
                        LongestNotification
                    )
            );

    private Embed[] Message(Post[] posts)
    {
        Embed[] embeds = [.. posts.Select(Of)];
        return TooMuch(embeds) <= 0 ? embeds : Cut(posts, embeds);
    }

    private Embed Make(Post post)
    {
        ImmutableArray<EmbedField> fields =
        [
            .. post.Standings.Select(Field),
            .. post.Sections.Select(Field),
        ];
        return new Embed
        {
            Title = post.Headline.Length == 0 ? null : Title(post),
            Description = post.Body.IsEmpty ? null : Description(post, Room(fields)),
            Color = post.Accent,
            Fields = fields,
            Footer = post.Source.Length == 0 ? null : Footer(post),
            Timestamp = post.At,
            ImageUrl = Image(post.Picture),
        };
    }

    private string Title(Post post)
    {
        var headline = Mark(post) + post.Headline;
        return post.IsWithdrawn
            ? DiscordText.Of(RichText.Struck(headline), Limits.EmbedTitle)
            : DiscordText.Of(headline, Limits.EmbedTitle);
    }

    private string Footer(Post post)
    {
        var source = Mark(post) + PlainText.Shorten(PlainText.Clean(post.Source), LongestSource);
        return post.Number is null ? source : $"{source} · {post.Number}";
    }

    private string Mark(Post post) => post.IsRehearsal ? phrases.RehearsalMark : "";

    /// <summary>The paragraphs first, then the table in what room they leave; at last whole lines, as many as fit.</summary>
    private string Description(Post post, int room)
    {
        var texts = post.Body.OfType<PostPart.Paragraph>().Count();
        var each =
            texts == post.Body.Length
                ? Math.Max(LongestParagraph, (room / texts) - EllipsisRoom)
                : LongestParagraph;
        string?[] written =
        [
            .. post.Body.Select(p =>
                p is PostPart.Paragraph { Text: var text } ? DiscordText.Of(text, each) : null
            ),
        ];
        var left = room - EllipsisRoom - written.Sum(w => w is null ? 0 : w.Length + 1);
        return DiscordText.Lines(
            post.Body.Select(
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

    private static EmbedField Field(PostStanding standing) =>
        new(
            // Discord refuses a field whose name is nothing but space.
            string.IsNullOrWhiteSpace(standing.Standing.Area.Name)
                ? Nameless
                : DiscordText.Of(standing.Standing.Area.Name, Limits.EmbedFieldName),
            DiscordText.Of(standing.Line, Limits.EmbedFieldValue)
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
        picture is null
        || picture.Name.EndsWith(".mp4", StringComparison.Ordinal)
        || picture.Name.EndsWith(".webm", StringComparison.Ordinal)
            ? null
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
