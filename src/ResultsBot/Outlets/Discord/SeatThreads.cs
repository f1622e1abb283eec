using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Discord;

/// <summary>Where a post goes: a channel or a thread of it, or why not now.</summary>
internal readonly record struct Place(ulong Id, OutletAnswer? NotNow = null);

/// <summary>
/// The threads of seats in channels. Opening one has no nonce: it is noted before, and whether a try that nobody knows the
/// end of has worked is seen in the channel's open threads.
/// </summary>
internal sealed class SeatThreads(
    DiscordRest discord,
    IGuilds guilds,
    IOutletNotes notes,
    Pages pages,
    ILogger logger
)
{
    /// <summary>Being opened: the try may have worked.</summary>
    private const string Opening = "opening";

    /// <summary>Somebody wants no more in it, or there can be none.</summary>
    private const string Closed = "closed";

    /// <summary>The seat's thread, opened where there is none; the channel itself where there can be none.</summary>
    public async Task<Place> Find(Dispatch dispatch, ContestId contest, CancellationToken ct)
    {
        var (address, channel) = (dispatch.Address, dispatch.Address.Channel());
        switch (await notes.Find(address, Name(contest), ct))
        {
            case Closed:
                return new Place(channel);
            case Opening:
                if (!guilds.IsKnown(dispatch.Group.Guild()))
                {
                    return NotNow(
                        new OutletAnswer.Later(null, "The server's threads aren't known yet.")
                    );
                }
                var name = pages.ThreadName(contest);
                if (guilds.FindThread(dispatch.Group.Guild(), channel, name) is { } found)
                {
                    await Note(address, contest, $"{found}");
                    return new Place(found);
                }
                break;
            case { } open:
                return new Place(ulong.Parse(open));
            case null:
                await Note(address, contest, Opening);
                break;
        }
        return await Open(dispatch, contest, channel, ct);
    }

    /// <summary>A post in the thread was refused. A deleted thread is opened anew; a closed one is left alone from now on.</summary>
    public async Task<OutletAnswer> Refused(
        Address address,
        ContestId contest,
        ulong thread,
        RestRefusal refusal,
        OutletAnswer otherwise
    )
    {
        if (refusal.IsChannelGone)
        {
            await notes.Delete(address, Name(contest));
            return new OutletAnswer.Later(TimeSpan.Zero, refusal.Message);
        }
        if (refusal.IsThreadClosed)
        {
            logger.LogWarning(
                "Thread {Thread} of channel {Channel} is closed: posts about {Contest} go to the channel.",
                thread,
                address,
                contest
            );
            await Note(address, contest, Closed);
            return new OutletAnswer.Later(TimeSpan.Zero, refusal.Message);
        }
        return otherwise;
    }

    private async Task<Place> Open(
        Dispatch dispatch,
        ContestId contest,
        ulong channel,
        CancellationToken ct
    )
    {
        var (address, name) = (dispatch.Address, pages.ThreadName(contest));
        var result = await discord.StartThread(
            new Snowflake(channel),
            name,
            guilds.TypeOf(dispatch.Group.Guild(), channel) == ChannelType.Announcement
                ? ChannelType.AnnouncementThread
                : ChannelType.PublicThread,
            ThreadArchival.Day,
            DiscordAnswers.Priority(dispatch.Urgency),
            ct
        );
        switch (result)
        {
            case RestResult<Channel>.Done { Value.Id: var id }:
                await Note(address, contest, $"{id.Value}");
                return new Place(id.Value);
            case RestResult<Channel>.Refused { Refusal: var refusal }
                when !refusal.IsChannelGone && !DiscordAnswers.IsForLater(refusal):
                logger.LogWarning(
                    "Channel {Channel} gets no thread {Name}: {Code} {Reason}. Its posts go to the channel.",
                    address,
                    name,
                    refusal.Code,
                    refusal.Message
                );
                await Note(address, contest, Closed);
                return new Place(channel);
            default:
                return NotNow(
                    DiscordAnswers.Of(result, _ => throw new InvalidOperationException())
                );
        }
    }

    private Task Note(Address address, ContestId contest, string text) =>
        notes.Save(address, Name(contest), text);

    private static Place NotNow(OutletAnswer answer) => new(0, answer);

    private static string Name(ContestId contest) => $"thread of {contest.Value}";
}
