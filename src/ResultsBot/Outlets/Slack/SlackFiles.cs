using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Slack;

/// <summary>
/// Pictures that no public address has, as files of the workspace: each is uploaded once, belongs to the app alone, and is seen
/// where a message shows it. Slack takes a moment to look at what was uploaded, and until then refuses the message.
/// </summary>
internal sealed class SlackFiles(
    SlackSettings settings,
    SlackApi api,
    IOutletNotes notes,
    IPhotoStore photos,
    TimeProvider time,
    ILogger<SlackFiles> logger,
    ResultCards? cards = null
)
{
    /// <summary>After that long a message stays without, and its picture is old news.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);

    /// <summary>Where the app may not upload, it is not tried for every post.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan AnotherTurn = TimeSpan.FromSeconds(1);

    private const int Kept = 200;
    private const int LongestAlt = 1000;
    private const int LongestTitle = 200;

    /// <summary>The kinds that a message can show (https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object).</summary>
    private static readonly ImmutableArray<string> Kinds = [".png", ".jpg", ".jpeg", ".gif"];

    /// <summary>What is noted of files is noted of the workspace, and of no channel.</summary>
    private static readonly Address Workspace = new(SlackSettings.Outlet, "files");

    private readonly Lock _gate = new();
    private readonly Dictionary<string, File> _known = [];
    private readonly Queue<string> _order = new();
    private DateTimeOffset _restsUntil;
    private bool _isUploading;

    /// <param name="Until">When it is given up.</param>
    private sealed record File(DateTimeOffset Until)
    {
        /// <summary>Null until it is uploaded.</summary>
        public string? Id { get; init; }

        /// <summary>A message shows it: Slack has looked at it.</summary>
        public bool IsSeen { get; init; }
    }

    /// <summary>What any message can show now of the posts' pictures: the files' ids by the pictures' names.</summary>
    public ImmutableDictionary<string, string> Ready(ImmutableArray<Post> posts) =>
        Find(posts, f => f.IsSeen);

    /// <summary>And what Slack may still be looking at.</summary>
    public ImmutableDictionary<string, string> Uploaded(ImmutableArray<Post> posts) =>
        Find(posts, _ => true);

    /// <summary>Whether one of the posts is still to get its picture.</summary>
    public bool AreMissing(ImmutableArray<Post> posts)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            return now >= _restsUntil
                && Pictures(posts)
                    .Select(p => Known(p.Name, now))
                    .Any(f => !f.IsSeen && now < f.Until);
        }
    }

    /// <summary>Uploads what is missing, one picture at a time whoever asks.</summary>
    /// <returns>Why not yet; null where all that can be is uploaded.</returns>
    public async Task<OutletAnswer.Later?> Upload(ImmutableArray<Post> posts, CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _isUploading, true))
        {
            return new OutletAnswer.Later(AnotherTurn, "Another picture is being uploaded.");
        }
        try
        {
            var uploaded = Uploaded(posts);
            foreach (var picture in Pictures(posts).Where(p => !uploaded.ContainsKey(p.Name)))
            {
                switch (await Upload(picture, ct))
                {
                    case OutletAnswer.Done { Handle: var id }:
                        Change(picture.Name, f => f with { Id = id });
                        break;
                    case OutletAnswer.Later later when !SlackAnswers.LacksScope(later):
                        return later;
                    case OutletAnswer.Unknown unknown:
                        // Uploaded again it is another file; the first is shown nowhere.
                        return new OutletAnswer.Later(null, unknown.Reason);
                    case var refused:
                        GiveUp(picture, refused);
                        break;
                }
            }
            return null;
        }
        finally
        {
            Volatile.Write(ref _isUploading, false);
        }
    }

    /// <summary>A message shows them.</summary>
    public void Saw(ImmutableDictionary<string, string> files)
    {
        foreach (var name in files.Keys)
        {
            Change(name, f => f with { IsSeen = true });
        }
    }

    /// <summary>Slack has refused a message for one of them: none is shown from now on.</summary>
    public void Doubt(ImmutableDictionary<string, string> files)
    {
        foreach (var name in files.Keys)
        {
            Change(name, _ => new File(DateTimeOffset.MinValue));
        }
    }

    /// <summary>What was taken back may be so for the sake of its picture: nobody keeps it.</summary>
    public async Task Delete(string name, CancellationToken ct)
    {
        if (await notes.Find(Workspace, name, ct) is not { } id)
        {
            return;
        }
        var answer = await api.PostForm("files.delete", [("file", id)], Done, ct);
        if (answer is not (OutletAnswer.Done or OutletAnswer.Refused))
        {
            logger.LogWarning(
                "File {File} is shown nowhere any more, and could not be deleted: {Answer}",
                id,
                answer
            );
            return;
        }
        lock (_gate)
        {
            _known.Remove(name);
        }
        await notes.Delete(Workspace, name);

        OutletAnswer Done(JsonElement _) => new OutletAnswer.Done(id);
    }

    private async Task<OutletAnswer> Upload(PostPicture picture, CancellationToken ct)
    {
        if (cards?.Find(picture.Name) is { } card)
        {
            return await Upload(picture, card.Bytes, ct);
        }
        if (await notes.Find(Workspace, picture.Name, ct) is { } known)
        {
            return new OutletAnswer.Done(known);
        }
        if (await photos.FindPhoto(picture.Name, ct) is not { } photo)
        {
            return new OutletAnswer.Refused(Refusal.Gone, "It isn't kept any more.");
        }
        var answer = await Upload(picture, photo.Bytes.AsMemory(), ct);
        if (answer is OutletAnswer.Done { Handle: var id })
        {
            await notes.Save(Workspace, picture.Name, id);
        }
        return answer;
    }

    private async Task<OutletAnswer> Upload(
        PostPicture picture,
        ReadOnlyMemory<byte> bytes,
        CancellationToken ct
    )
    {
        Uri? to = null;
        var begun = await api.PostForm(
            "files.getUploadURLExternal",
            [
                ("filename", picture.Name),
                ("length", $"{bytes.Length}"),
                ("alt_txt", PlainText.Shorten(picture.Alt, LongestAlt)),
            ],
            answer =>
            {
                to = new Uri(answer.GetProperty("upload_url").GetString()!);
                return new OutletAnswer.Done(answer.GetProperty("file_id").GetString()!);
            },
            ct
        );
        if (begun is not OutletAnswer.Done { Handle: var id })
        {
            return begun;
        }
        if (to!.Scheme != settings.BaseAddress.Scheme)
        {
            return new OutletAnswer.Refused(
                Refusal.Rejected,
                "Slack gave no https address to upload to."
            );
        }
        if (await api.Upload(to, bytes, ct) is var sent and not OutletAnswer.Done)
        {
            return sent;
        }
        return await api.Post(
            "files.completeUploadExternal",
            Completion(id, picture),
            _ => new OutletAnswer.Done(id),
            ct
        );
    }

    /// <summary>It names no channel: until a message shows it, nobody sees it.</summary>
    private static byte[] Completion(string id, PostPicture picture)
    {
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to))
        {
            json.WriteStartObject();
            json.WriteStartArray("files");
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("title", PlainText.Shorten(picture.Alt, LongestTitle));
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return to.ToArray();
    }

    private void GiveUp(PostPicture picture, OutletAnswer answer)
    {
        logger.LogWarning(
            "Picture {Picture} can't be uploaded to Slack, and is posted without: {Answer}",
            picture.Name,
            answer
        );
        Change(picture.Name, _ => new File(DateTimeOffset.MinValue));
        if (SlackAnswers.LacksScope(answer))
        {
            lock (_gate)
            {
                _restsUntil = time.GetUtcNow() + Rest;
            }
        }
    }

    /// <summary>Those that have to be sent along, and that a message can show.</summary>
    private static IEnumerable<PostPicture> Pictures(ImmutableArray<Post> posts) =>
        posts
            .Select(p => p.Picture)
            .OfType<PostPicture>()
            .Where(p =>
                p.Address is null
                && Kinds.Any(k => p.Name.EndsWith(k, StringComparison.OrdinalIgnoreCase))
            );

    private ImmutableDictionary<string, string> Find(
        ImmutableArray<Post> posts,
        Func<File, bool> isIt
    )
    {
        var found = ImmutableDictionary<string, string>.Empty;
        lock (_gate)
        {
            foreach (var picture in Pictures(posts))
            {
                if (_known.GetValueOrDefault(picture.Name) is { Id: { } id } file && isIt(file))
                {
                    found = found.SetItem(picture.Name, id);
                }
            }
        }
        return found;
    }

    /// <summary>Within the gate. Of what is asked for the first time, its time begins.</summary>
    private File Known(string name, DateTimeOffset now)
    {
        if (!_known.TryGetValue(name, out var file))
        {
            file = new File(now + LongestWait);
            _known.Add(name, file);
            _order.Enqueue(name);
            if (_order.Count > Kept)
            {
                _known.Remove(_order.Dequeue());
            }
        }
        return file;
    }

    private void Change(string name, Func<File, File> change)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(name, out var file))
            {
                _known[name] = change(file);
            }
        }
    }
}
