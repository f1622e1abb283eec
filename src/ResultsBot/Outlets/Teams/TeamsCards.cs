using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Teams;

/// <summary>
/// Posts as an Adaptive Card in the envelope that a workflow expects (bare, it answers success and shows nothing). All
/// text stands in text runs, which know no markup: whatever was typed is shown as it was.
/// </summary>
internal sealed class TeamsCards(Phrasebook phrases) : IPostLimits
{
    /// <summary>
    /// Teams takes 28 KB with what it wraps around it, and a request of 24,453 bytes has failed
    /// (https://github.com/MicrosoftDocs/msteams-docs/issues/11274).
    /// </summary>
    public const int LongestBytes = 20_000;

    private const int MostPosts = 5;

    private const string Version = "1.5";

    private static readonly JsonWriterOptions Options = new()
    {
        // It is no HTML, and what is not escaped is shorter.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly PostGrids _grids = new(phrases);

    /// <summary>In bytes of the card, as all lengths here.</summary>
    public int DigestCharacters => 13_000;

    public int LongestDigest => 18_000;

    public bool Fits(IReadOnlyList<Post> posts) =>
        posts.Count <= MostPosts
        && Written([.. posts], null, PostDetail.All).Length <= LongestBytes;

    public bool ShowsNotification => false;

    public int LengthOf(RichText text)
    {
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to, Options))
        {
            new CardWriter(json, phrases, _grids, PostDetail.All).Paragraph(text);
        }
        return (int)to.Length;
    }

    /// <param name="note">Said first; null for nothing.</param>
    public byte[] Of(ImmutableArray<Post> posts, string? note)
    {
        foreach (var detail in PostDetail.FromMost)
        {
            if (Written(posts, note, detail) is { Length: <= LongestBytes } card)
            {
                return card;
            }
        }
        throw new InvalidOperationException("Headlines alone always fit.");
    }

    private byte[] Written(ImmutableArray<Post> posts, string? note, PostDetail detail)
    {
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to, Options))
        {
            json.WriteStartObject();
            json.WriteString("type", "message");
            json.WriteStartArray("attachments");
            json.WriteStartObject();
            json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
            json.WriteStartObject("content");
            json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
            json.WriteString("type", "AdaptiveCard");
            json.WriteString("version", Version);
            json.WriteStartObject("msteams");
            json.WriteString("width", "Full");
            json.WriteEndObject();
            json.WriteString(
                "fallbackText",
                PlainText.Shorten(PlainText.Clean(phrases.NotificationOf(posts)), 300)
            );
            json.WriteStartArray("body");
            new CardWriter(json, phrases, _grids, detail).Write(posts, note);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return to.ToArray();
    }
}
