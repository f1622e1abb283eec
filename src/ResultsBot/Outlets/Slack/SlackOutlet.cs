using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Outlets.Http;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Slack;

/// <summary>
/// Channels of Slack. A message has no key of its own there: where it is not known whether one arrived, the channel is
/// searched for the one that has ours in its metadata. A post waits for no picture: it goes without, and is finished by an edit,
/// which done twice is the same.
/// </summary>
internal sealed class SlackOutlet(
    SlackSettings settings,
    SlackApi api,
    SlackFiles files,
    SlackMessages messages,
    Phrasebook phrases,
    PostWriter writer,
    Quarantine quarantine,
    TimeProvider time,
    ILogger<SlackOutlet> logger,
    PictureOf? pictures = null,
    ResultCards? cards = null
) : IConfiguredOutlet
{
    /// <summary>Slack takes about one a second in a channel, and 50 edits a minute in all.</summary>
    private static readonly TimeSpan PostsApart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EditsApart = TimeSpan.FromSeconds(1.2);

    /// <summary>By how much the clocks may differ, ours and Slack's.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan UntilLookedAt = TimeSpan.FromSeconds(2);

    private static readonly Address Edits = new(SlackSettings.Outlet, "edits");

    private readonly PageComposer _composer = new(
        phrases,
        writer,
        messages,
        quarantine,
        pictures is not null ? pictures.Invoke
            : cards is not null ? cards.Of
            : null
    );
    private readonly Pacer _posts = new(PostsApart, time);
    private readonly Pacer _edits = new(EditsApart, time);

    /// <summary>What was sent last to each, and whether it may stand there.</summary>
    private readonly ConcurrentDictionary<Address, (string Key, bool MayStand)> _last = [];

    public string Name => SlackSettings.Outlet;

    public TimeSpan KeyWindow => TimeSpan.Zero;

    public bool CanEdit => settings.Token is not null;

    public bool CanPost(Group group, Address address) => settings.Knows(address);

    public (Page Page, long Through) Compose(
        IEnumerable<Waited> waiting,
        Func<LogEntry, Mark?> marks
    ) => _composer.Compose(waiting, marks);

    public async Task<OutletAnswer> Send(Dispatch dispatch, CancellationToken ct)
    {
        var posts = _composer.Show(dispatch.Page, dispatch.Entries, dispatch.Marks);
        if (posts.IsEmpty)
        {
            return new OutletAnswer.Nothing();
        }
        var answer = await Shown(
            posts,
            shown =>
                Post(
                    dispatch.Address,
                    messages.ToPost(dispatch.Address.Id, posts, dispatch.Key, shown),
                    ct
                )
        );
        var wasInDoubt =
            _last.TryGetValue(dispatch.Address, out var last)
            && last.Key == dispatch.Key
            && last.MayStand;
        _last[dispatch.Address] = (dispatch.Key, wasInDoubt || answer is OutletAnswer.Unknown);
        return answer;
    }

    /// <summary>An app that may read there was invited, and may post. Only a post tells of a channel that is archived.</summary>
    public Task<OutletAnswer> Reach(Address address, CancellationToken ct) =>
        api.Get(
            "conversations.history",
            [("channel", address.Id), ("limit", "1")],
            _ => new OutletAnswer.Done(""),
            ct
        );

    public Task<OutletAnswer> SendTest(Address address, Post post, CancellationToken ct) =>
        Post(address, messages.ToPost(address.Id, [post], "test"), ct);

    public async Task<OutletAnswer> Find(
        Dispatch dispatch,
        DateTimeOffset since,
        CancellationToken ct
    )
    {
        if (_last.TryGetValue(dispatch.Address, out var last) && last == (dispatch.Key, false))
        {
            return new OutletAnswer.NotFound();
        }
        var oldest = (since - Skew).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var cursor = "";
        do
        {
            var answer = await api.Get(
                "conversations.history",
                [
                    ("channel", dispatch.Address.Id),
                    ("oldest", oldest),
                    ("limit", "100"),
                    ("include_all_metadata", "true"),
                    ("cursor", cursor),
                ],
                found =>
                {
                    cursor = Next(found);
                    return Mine(found, dispatch.Key) is { } handle
                        ? new OutletAnswer.Done(handle)
                        : new OutletAnswer.NotFound();
                },
                ct
            );
            if (answer is OutletAnswer.Done found)
            {
                return Unfinished(
                    found,
                    _composer.Show(dispatch.Page, dispatch.Entries, dispatch.Marks)
                );
            }
            if (answer is not OutletAnswer.NotFound)
            {
                return NotRead(dispatch, answer);
            }
        } while (cursor.Length > 0);
        _last[dispatch.Address] = (dispatch.Key, false);
        return new OutletAnswer.NotFound();
    }

    public async Task<OutletAnswer> Edit(string handle, Dispatch dispatch, CancellationToken ct)
    {
        if (settings.Token is null)
        {
            return new OutletAnswer.Refused(Refusal.Gone, "Slack is not configured any more.");
        }
        var posts = _composer.Show(dispatch.Page, dispatch.Entries, dispatch.Marks);
        if (dispatch.IsToFinish)
        {
            return await Finish(dispatch.Address, handle, posts, ct);
        }
        var answer = await Shown(
            posts,
            async shown =>
            {
                await _edits.Wait(Edits, ct);
                return await Update(dispatch.Address, handle, posts, shown, ct);
            }
        );
        if (answer is OutletAnswer.Done)
        {
            foreach (var photo in TakenBack(dispatch))
            {
                await files.Delete(photo, ct);
            }
        }
        return answer;
    }

    /// <summary>With the pictures that are ready; where Slack takes it only without, without them.</summary>
    private async Task<OutletAnswer> Shown(
        ImmutableArray<Post> posts,
        Func<ImmutableDictionary<string, string>, Task<OutletAnswer>> write
    )
    {
        var shown = files.Ready(posts);
        var answer = await write(shown);
        if (!shown.IsEmpty && SlackAnswers.RefusesBlocks(answer))
        {
            files.Doubt(shown);
            answer = await write(ImmutableDictionary<string, string>.Empty);
        }
        return answer is OutletAnswer.Done done ? Unfinished(done, posts) : answer;
    }

    private OutletAnswer Unfinished(OutletAnswer.Done done, ImmutableArray<Post> posts) =>
        done with
        {
            IsUnfinished = files.AreMissing(posts),
        };

    /// <summary>Brings the pictures in, where nothing else is waiting to be edited.</summary>
    private async Task<OutletAnswer> Finish(
        Address address,
        string handle,
        ImmutableArray<Post> posts,
        CancellationToken ct
    )
    {
        var notYet = await files.Upload(posts, ct);
        if (notYet is not null && files.AreMissing(posts))
        {
            return notYet;
        }
        var shown = files.Uploaded(posts);
        if (shown.IsEmpty)
        {
            return Without(address, handle, notYet?.Reason);
        }
        if (!_edits.TryTake(Edits))
        {
            return new OutletAnswer.Later(EditsApart, "Other messages are edited first.");
        }
        var answer = await Update(address, handle, posts, shown, ct);
        if (answer is OutletAnswer.Done)
        {
            files.Saw(shown);
        }
        return !SlackAnswers.RefusesBlocks(answer) ? answer
            : files.AreMissing(posts)
                ? new OutletAnswer.Later(UntilLookedAt, "Slack has not looked at the picture yet.")
            : Without(address, handle, "Slack doesn't show it.");
    }

    /// <param name="why">Null where that is logged already, or there is nothing left to show.</param>
    private OutletAnswer.Nothing Without(Address address, string handle, string? why)
    {
        if (why is not null)
        {
            logger.LogWarning(
                "Message {Message} in channel {Channel} stays without its picture: {Reason}",
                handle,
                address,
                why
            );
        }
        return new OutletAnswer.Nothing();
    }

    private Task<OutletAnswer> Update(
        Address address,
        string handle,
        ImmutableArray<Post> posts,
        ImmutableDictionary<string, string> shown,
        CancellationToken ct
    ) =>
        api.Post(
            "chat.update",
            messages.ToUpdate(address.Id, handle, posts, shown),
            _ => new OutletAnswer.Done(handle),
            ct
        );

    private static IEnumerable<string> TakenBack(Dispatch dispatch) =>
        dispatch
            .Page.Positions.Select(p => dispatch.Entries.GetValueOrDefault(p))
            .OfType<LogEntry>()
            .Where(e => dispatch.Marks(e) is Mark.TakenBack)
            .Select(e => e.Photo)
            .OfType<string>();

    private async Task<OutletAnswer> Post(Address address, byte[] body, CancellationToken ct)
    {
        if (!settings.Knows(address))
        {
            return new OutletAnswer.Refused(
                Refusal.Closed,
                "The configuration names no such channel any more."
            );
        }
        await _posts.Wait(address, ct);
        return await api.Post(
            "chat.postMessage",
            body,
            answer => new OutletAnswer.Done(answer.GetProperty("ts").GetString()!),
            ct
        );
    }

    /// <summary>
    /// What may not be read for now cannot be posted to either; where it never can, what was on its way is sent again.
    /// </summary>
    private OutletAnswer NotRead(Dispatch dispatch, OutletAnswer answer)
    {
        if (answer is not OutletAnswer.Refused { Why: Refusal.Rejected } refused)
        {
            return answer;
        }
        logger.LogWarning(
            "Channel {Channel} cannot be read ({Reason}): what was on its way is sent again.",
            dispatch.Address,
            refused.Reason
        );
        return new OutletAnswer.NotFound();
    }

    private static string Next(JsonElement found) =>
        found.TryGetProperty("response_metadata", out var more)
        && more.TryGetProperty("next_cursor", out var cursor)
            ? cursor.GetString() ?? ""
            : "";

    private static string? Mine(JsonElement found, string key)
    {
        foreach (var message in found.GetProperty("messages").EnumerateArray())
        {
            if (
                message.TryGetProperty("metadata", out var metadata)
                && metadata.TryGetProperty("event_payload", out var payload)
                && payload.ValueKind == JsonValueKind.Object
                && payload.TryGetProperty("key", out var its)
                && its.ValueKind == JsonValueKind.String
                && its.GetString() == key
            )
            {
                return message.GetProperty("ts").GetString();
            }
        }
        return null;
    }
}
