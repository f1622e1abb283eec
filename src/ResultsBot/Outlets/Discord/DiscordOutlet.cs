using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Discord;

/// <summary>Discord's channels, threads and forums.</summary>
internal sealed class DiscordOutlet(
    DiscordRest discord,
    IGuilds guilds,
    IOutletNotes notes,
    SharedPhotos photos,
    Pages pages,
    ILogger<DiscordOutlet> logger,
    ResultCards? cards = null
) : IOutlet
{
    private const string Attached = "attachment://";

    /// <summary>By how much the clocks may differ, ours and the one in Discord's ids.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private readonly SeatThreads _threads = new(discord, guilds, notes, pages, logger);
    private readonly ForumPosts _forums = new(discord, guilds, pages, logger);
    private readonly ThreadArchive _archive = new(discord, logger);

    public string Name => DiscordAddresses.Outlet;

    /// <summary>
    /// Discord remembers a nonce “in the past few minutes”. A request may be asked again for two of them before the client
    /// gives it up: begun later than this, it is not relied upon.
    /// </summary>
    public TimeSpan KeyWindow { get; } = TimeSpan.FromSeconds(30);

    public bool KnowsKey(Dispatch dispatch) => !_forums.IsForum(dispatch);

    public bool CanEdit => true;

    public bool CanPost(Group group, Address address) =>
        guilds.CanPost(group.Guild(), address.Channel());

    public (Page Page, long Through) Compose(
        IEnumerable<Waited> waiting,
        Func<LogEntry, Mark?> marks
    ) => pages.Compose(waiting, marks);

    public async Task<OutletAnswer> Send(Dispatch dispatch, CancellationToken ct)
    {
        var shown = Show(dispatch);
        if (shown.Embeds.IsEmpty)
        {
            return new OutletAnswer.Nothing();
        }
        if (_forums.IsForum(dispatch))
        {
            return await _forums.Send(dispatch, await Outgoing(dispatch, shown, null, ct), ct);
        }
        var channel = dispatch.Address.Channel();
        var place = await PlaceOf(dispatch, ct);
        if (place.NotNow is { } notNow)
        {
            return notNow;
        }
        var result = await discord.CreateMessage(
            new Snowflake(place.Id),
            await Outgoing(dispatch, shown, dispatch.Key[..Limits.Nonce], ct),
            DiscordAnswers.Priority(dispatch.Urgency),
            ct
        );
        var answer = DiscordAnswers.Of(result, id => Done(channel, place, id));
        return
            result is RestResult<Snowflake>.Refused { Refusal: var refusal }
            && dispatch.Thread is { } seat
            && place.Id != channel
            ? await _threads.Refused(dispatch.Address, seat, place.Id, refusal, answer)
            : answer;
    }

    public async Task<OutletAnswer> Edit(string handle, Dispatch dispatch, CancellationToken ct)
    {
        var (place, message) = DiscordAddresses.Message(handle);
        var outgoing = await Outgoing(dispatch, Show(dispatch), null, ct);
        var result = await Write();
        if (result is not RestResult<Snowflake>.Refused { Refusal.IsThreadArchived: true })
        {
            return await Answer(archives: false);
        }
        if (await _archive.TakeOut(place, ct) is { } notOut)
        {
            return notOut;
        }
        result = await Write();
        // Into a seat's thread the correction itself may be posted meanwhile: Discord puts that away by itself.
        return await Answer(archives: true);

        Task<RestResult<Snowflake>> Write() =>
            discord.EditMessage(place, message, outgoing, SendPriority.Normal, ct);

        Task<OutletAnswer> Answer(bool archives)
        {
            var edited = DiscordAnswers.Of(
                result,
                _ => new OutletAnswer.Done(handle),
                otherwise: Refusal.Rejected
            );
            return ForumPosts.IsPost(place, message)
                ? _forums.Rename(place, dispatch, edited, archives, ct)
                : Task.FromResult(edited);
        }
    }

    public async Task<OutletAnswer> Publish(string handle, CancellationToken ct)
    {
        var (place, message) = DiscordAddresses.Message(handle);
        var result = await discord.Crosspost(place, message, SendPriority.Normal, ct);
        return result is RestResult<Nothing>.Refused { Refusal.IsAlreadyCrossposted: true }
            ? new OutletAnswer.Done(handle)
            : DiscordAnswers.Of(
                result,
                _ => new OutletAnswer.Done(handle),
                otherwise: Refusal.Rejected
            );
    }

    /// <summary>
    /// The message in the channel, if what was being sent did arrive: too long ago for the nonce, so we look.
    /// </summary>
    public async Task<OutletAnswer> Find(
        Dispatch dispatch,
        DateTimeOffset since,
        CancellationToken ct
    )
    {
        if (_forums.IsForum(dispatch))
        {
            return await _forums.Find(dispatch, since - Skew, ct);
        }
        var place = await PlaceOf(dispatch, ct);
        if (place.NotNow is { } notNow)
        {
            return notNow;
        }
        var after = Snowflake.At(since - Skew);
        while (true)
        {
            var result = await discord.GetMessages(
                new Snowflake(place.Id),
                Limits.MessagesPerPage,
                after: after,
                ct: ct
            );
            if (result is not RestResult<ImmutableArray<Message>>.Done { Value: var messages })
            {
                return NotRead(
                    place.Id,
                    DiscordAnswers.Of(
                        result,
                        _ => throw new InvalidOperationException(),
                        Refusal.Rejected
                    )
                );
            }
            if (messages.FirstOrDefault(m => pages.IsOf(m, dispatch.Page)) is { } found)
            {
                return Done(dispatch.Address.Channel(), place, found.Id);
            }
            // In a busy channel it may lie further on: with “after”, Discord gives the oldest behind it.
            var next = messages.IsEmpty ? after : messages.Max(m => m.Id);
            if (messages.Length < Limits.MessagesPerPage || next == after)
            {
                return new OutletAnswer.NotFound();
            }
            after = next;
        }
    }

    /// <summary>
    /// What may not be seen cannot be posted to either: by the time a post got there it may be open again, and the message
    /// stand in it twice.
    /// </summary>
    private OutletAnswer NotRead(ulong place, OutletAnswer answer)
    {
        if (answer is not OutletAnswer.Refused refused || refused.Why == Refusal.Forbidden)
        {
            return answer;
        }
        logger.LogWarning(
            "Channel {Channel} cannot be read ({Reason}): what was on its way is sent again.",
            place,
            refused.Reason
        );
        return new OutletAnswer.NotFound();
    }

    private static OutletAnswer.Done Done(ulong channel, Place place, Snowflake message) =>
        new(DiscordAddresses.Handle(place.Id, message), CanBePublished: place.Id == channel);

    private async Task<Place> PlaceOf(Dispatch dispatch, CancellationToken ct) =>
        dispatch.Thread is { } contest
            ? await _threads.Find(dispatch, contest, ct)
            : new Place(dispatch.Address.Channel());

    private (string Notification, ImmutableArray<Embed> Embeds) Show(Dispatch dispatch) =>
        pages.Show(dispatch.Page, dispatch.Entries, dispatch.Marks);

    private async Task<OutgoingMessage> Outgoing(
        Dispatch dispatch,
        (string Notification, ImmutableArray<Embed> Embeds) shown,
        string? nonce,
        CancellationToken ct
    )
    {
        ImmutableArray<OutgoingFile> files =
        [
            .. await Photos(dispatch, ct),
            .. cards is not null && dispatch.Pictures && cards.IsFor(dispatch.Group)
                ? shown.Embeds.Select(e => CardOf(e, cards)).OfType<OutgoingFile>()
                : [],
        ];
        var attached = files.Select(f => f.Reference).ToHashSet();
        var role = dispatch.Page.Mentions;
        return new OutgoingMessage
        {
            Content = role is null ? shown.Notification : $"<@&{role}> {shown.Notification}",
            MentionRoles = role is null ? [] : [new Snowflake(ulong.Parse(role))],
            Embeds =
            [
                .. shown.Embeds.Select(e =>
                    e.ImageUrl is { } image
                    && !(
                        image.StartsWith(Attached, StringComparison.Ordinal)
                            ? attached.Contains(image)
                            : dispatch.Pictures
                    )
                        ? e with
                        {
                            ImageUrl = null,
                        }
                        : e
                ),
            ],
            Files = files,
            Nonce = nonce,
        };
    }

    private static OutgoingFile? CardOf(Embed embed, ResultCards cards) =>
        embed.ImageUrl is { } image && image.StartsWith(Attached, StringComparison.Ordinal)
            ? cards.Find(image[Attached.Length..])
            : null;

    private async Task<ImmutableArray<OutgoingFile>> Photos(Dispatch dispatch, CancellationToken ct)
    {
        var files = ImmutableArray.CreateBuilder<OutgoingFile>();
        foreach (
            var name in dispatch
                .Page.Positions.Select(p => dispatch.Entries.GetValueOrDefault(p))
                .OfType<LogEntry>()
                // What was taken back may be so for the sake of its picture.
                .Where(e => dispatch.Marks(e) is not (Mark.TakenBack or Mark.Unknown))
                .Select(e => e.Photo)
                .OfType<string>()
                .Distinct()
        )
        {
            if (await photos.Find(name, ct) is { } photo)
            {
                files.Add(photo);
            }
            else
            {
                logger.LogWarning("Picture {Photo} is not in the store: posted without it.", name);
            }
        }
        return files.ToImmutable();
    }
}
