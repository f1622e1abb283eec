using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Slack;

/// <summary>Posts as messages of Slack: the one place that knows how much one takes.</summary>
internal sealed class SlackMessages(Phrasebook phrases) : IPostLimits
{
    /// <summary>By this a message is known as ours, and the key as what it is.</summary>
    public const string EventType = "resultsbot_post";

    /// <summary>Of a message; Slack has 50.</summary>
    public const int MostBlocks = 45;

    /// <summary>Of all blocks together: above some 13,200 Slack refuses them (https://github.com/slackapi/bolt-js/issues/2509).</summary>
    public const int MostCharacters = 12_000;

    private const int MostPosts = 5;
    private const int LongestNotification = 300;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private static readonly IReadOnlyDictionary<string, string> NoFiles = ImmutableDictionary<
        string,
        string
    >.Empty;

    private readonly PostGrids _grids = new(phrases);

    public int DigestCharacters => 6000;

    public int LongestDigest => 9000;

    public bool Fits(IReadOnlyList<Post> posts) =>
        posts.Count <= MostPosts && Blocks([.. posts], PostDetail.All, NoFiles).Fits;

    public bool ShowsNotification => false;

    public int LengthOf(RichText text) => text.Length;

    /// <param name="files">The ids of the files that are shown, by the pictures' names.</param>
    public byte[] ToPost(
        string channel,
        ImmutableArray<Post> posts,
        string key,
        IReadOnlyDictionary<string, string>? files = null
    ) =>
        Written(
            channel,
            posts,
            files ?? NoFiles,
            json =>
            {
                json.WriteBoolean("unfurl_links", false);
                json.WriteBoolean("unfurl_media", false);
                json.WriteStartObject("metadata");
                json.WriteString("event_type", EventType);
                json.WriteStartObject("event_payload");
                json.WriteString("key", key);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        );

    /// <param name="ts">By which Slack knows the message.</param>
    /// <param name="files">As in <see cref="ToPost"/>.</param>
    public byte[] ToUpdate(
        string channel,
        string ts,
        ImmutableArray<Post> posts,
        IReadOnlyDictionary<string, string>? files = null
    ) => Written(channel, posts, files ?? NoFiles, json => json.WriteString("ts", ts));

    private byte[] Written(
        string channel,
        ImmutableArray<Post> posts,
        IReadOnlyDictionary<string, string> files,
        Action<Utf8JsonWriter> further
    )
    {
        var to = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(to, Options))
        {
            json.WriteStartObject();
            json.WriteString("channel", channel);
            json.WriteString("text", Notification(posts));
            // Nothing in it is looked for names, channels or links.
            json.WriteString("parse", "none");
            json.WriteBoolean("link_names", false);
            further(json);
            json.WritePropertyName("blocks");
            json.WriteRawValue(Fitting(posts, files).Json.Span);
            json.WriteEndObject();
        }
        return to.WrittenSpan.ToArray();
    }

    private string Notification(ImmutableArray<Post> posts) =>
        Escaped(
            PlainText.Shorten(PlainText.Clean(phrases.NotificationOf(posts)), LongestNotification)
        );

    private SlackBlocks Fitting(
        ImmutableArray<Post> posts,
        IReadOnlyDictionary<string, string> files
    )
    {
        foreach (var detail in PostDetail.FromMost)
        {
            if (Blocks(posts, detail, files) is { Fits: true } blocks)
            {
                return blocks;
            }
        }
        throw new InvalidOperationException("Headlines alone always fit.");
    }

    private SlackBlocks Blocks(
        ImmutableArray<Post> posts,
        PostDetail detail,
        IReadOnlyDictionary<string, string> files
    )
    {
        var to = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(to, Options);
        var writer = new BlockWriter(json, phrases, _grids, detail, files);
        json.WriteStartArray();
        writer.Write(posts);
        json.WriteEndArray();
        json.Flush();
        return new SlackBlocks(to.WrittenMemory, writer.Blocks, writer.Characters);
    }

    /// <summary>The three letters that mean something in Slack's markup; a mention begins with one of them.</summary>
    private static string Escaped(string text) =>
        new StringBuilder(text)
            .Replace("&", "&amp;")
            .Replace("<", "&lt;")
            .Replace(">", "&gt;")
            .ToString();
}

/// <param name="Json">An array.</param>
internal sealed record SlackBlocks(ReadOnlyMemory<byte> Json, int Count, int Characters)
{
    public bool Fits =>
        Count <= SlackMessages.MostBlocks && Characters <= SlackMessages.MostCharacters;
}
