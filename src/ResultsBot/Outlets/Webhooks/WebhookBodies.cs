using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Webhooks;

/// <summary>
/// What a webhook says of a bulletin, as docs/webhooks/bulletin.schema.json has it. Programs rely on its keys: add,
/// never rename.
/// </summary>
internal sealed class WebhookBodies(
    Phrasebook phrases,
    PostWriter writer,
    BulletinLog log,
    Quarantine quarantine,
    PictureOf? pictures = null
)
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private readonly PageComposer _composer = new(
        phrases,
        writer,
        new Unlimited(),
        quarantine,
        pictures
    );

    /// <returns>Null where the bulletin can't be read any more.</returns>
    public byte[]? Of(Dispatch dispatch)
    {
        var page = dispatch.Page;
        if (
            page.IsEmpty
            || dispatch.Entries.GetValueOrDefault(page.Needs.First()) is not { } entry
            || _composer.Show(page, dispatch.Entries, dispatch.Marks) is not [var post, ..]
        )
        {
            return null;
        }
        var area = page.Tallies is [{ Area: var only }, ..] ? only : (AreaId?)null;
        var message = new Message(dispatch.Key, entry, post, dispatch.Marks(entry), area);
        if (quarantine.Holds(entry.Position))
        {
            return Write(message, withFigures: false);
        }
        try
        {
            return Write(message, withFigures: true);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // As with one that cannot be worded: its headline goes, and everything else goes on.
            quarantine.Add(
                new Quarantined(entry.Position, entry.Bulletin.GetType().Name, entry.Bulletin, e)
            );
            return Write(message, withFigures: false);
        }
    }

    /// <summary>Of no bulletin: to see whether it arrives.</summary>
    public byte[] OfTest(string id, Post post, DateTimeOffset at)
    {
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to, Options))
        {
            json.WriteStartObject();
            Begin(json, id, 0, "test", at);
            Words(json, post);
            json.WriteEndObject();
        }
        return to.ToArray();
    }

    /// <param name="Tally">The area whose standing it is sent for; null where it is sent for itself.</param>
    private sealed record Message(string Id, LogEntry Entry, Post Post, Mark? Mark, AreaId? Tally);

    private byte[] Write(Message message, bool withFigures)
    {
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to, Options))
        {
            var bulletin = message.Entry.Bulletin;
            json.WriteStartObject();
            Begin(json, message.Id, message.Entry.Position, TypeOf(message), bulletin.At);
            json.WriteString("status", StatusOf(message.Mark));
            Words(json, message.Post);
            if (message.Tally is { } area)
            {
                if (withFigures && Topic.StandingOf(bulletin, area) is { } standing)
                {
                    json.WritePropertyName("standing");
                    ResultJson.Write(json, standing);
                }
            }
            else
            {
                Contest(json, bulletin);
                if (Revisions.Corrected(message.Entry, log) is { } corrected)
                {
                    json.WriteNumber("corrects", corrected);
                }
                if (withFigures)
                {
                    WebhookFigures.Write(json, bulletin, message.Mark);
                }
                if (message.Post.Picture is { Address: { } address } picture)
                {
                    json.WriteStartObject("picture");
                    json.WriteString("url", address.AbsoluteUri);
                    json.WriteString("alt", picture.Alt);
                    json.WriteEndObject();
                }
            }
            json.WriteEndObject();
        }
        return to.ToArray();
    }

    private void Begin(Utf8JsonWriter json, string id, long number, string type, DateTimeOffset at)
    {
        json.WriteString("id", id);
        json.WriteNumber("number", number);
        json.WriteString("type", type);
        json.WriteString("election", phrases.Definition.Id);
        json.WriteBoolean("rehearsal", writer.IsRehearsal);
        json.WriteString("at", at.UtcDateTime);
    }

    private void Words(Utf8JsonWriter json, Post post)
    {
        json.WriteString("headline", phrases.MarkOf(post) + PlainText.Clean(post.Headline));
        IEnumerable<string> lines =
        [
            .. post
                .Body.OfType<PostPart.Paragraph>()
                .Select(p => p.Text)
                .Concat(post.Standings)
                .Select(t => t.ToPlain().Trim())
                .Where(t => t.Length > 0),
            .. post.IsRehearsal ? [phrases.RehearsalBand] : Array.Empty<string>(),
        ];
        json.WriteString("text", string.Join('\n', lines));
    }

    private static void Contest(Utf8JsonWriter json, Bulletin bulletin)
    {
        if (ContestOf(bulletin) is { } contest)
        {
            json.WriteStartObject("contest");
            json.WriteString("id", contest.Id.Value);
            json.WriteString("name", PlainText.Clean(contest.Name));
            json.WriteEndObject();
        }
    }

    private static Contest? ContestOf(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.Result b => b.Of,
            Bulletin.FirstResult b => b.Of,
            Bulletin.Colour b => b.Of,
            Bulletin.Corrected b => b.Of,
            Bulletin.TurnoutCorrected b => b.Of,
            Bulletin.Retracted b => b.Of,
            Bulletin.Reinstated b => b.Of,
            Bulletin.Flashed b => b.Of,
            Bulletin.StageReached b => b.Of,
            Bulletin.Verified b => b.Of,
            Bulletin.Counted b => b.Of,
            Bulletin.LotDrawn b => b.Of,
            Bulletin.Noted b => b.Of,
            Bulletin.Quoted b => b.Of,
            Bulletin.PollPostponed b => b.Of,
            Bulletin.TakenBack b => b.Of,
            _ => null,
        };

    private static string TypeOf(Message message) =>
        message.Tally is not null
            ? "tally"
            : message.Entry.Bulletin switch
            {
                Bulletin.Result => "result",
                Bulletin.Corrected or Bulletin.TurnoutCorrected or Bulletin.PostCorrected =>
                    "correction",
                Bulletin.Retracted
                or Bulletin.TakenBack
                or Bulletin.NoLonger
                or Bulletin.PostWithdrawn => "retraction",
                Bulletin.Reinstated => "reinstatement",
                Bulletin.Flashed => "flash",
                Bulletin.StageReached
                or Bulletin.Verified
                or Bulletin.Counted
                or Bulletin.LotDrawn
                or Bulletin.PollPostponed => "status",
                Bulletin.Quoted => "quote",
                Bulletin.AreaComplete => "tally",
                Bulletin.OverallMajority or Bulletin.NoMajority or Bulletin.ChamberComplete =>
                    "majority",
                Bulletin.FirstResult or Bulletin.Colour => "fact",
                _ => "note",
            };

    /// <summary>What had become of it by the time it was sent, which is only ever late where it could not be sent sooner.</summary>
    private static string StatusOf(Mark? mark) =>
        mark switch
        {
            null => "stands",
            Mark.Corrected or Mark.Reworded => "corrected",
            Mark.TakenBack => "withdrawn",
            _ => "superseded",
        };

    /// <summary>Nobody reads it on a phone.</summary>
    private sealed class Unlimited : IPostLimits
    {
        public int DigestCharacters => int.MaxValue;

        public int LongestDigest => int.MaxValue;

        public bool Fits(IReadOnlyList<Post> posts) => true;

        public bool ShowsNotification => false;

        public int LengthOf(RichText text) => text.Length;
    }
}
