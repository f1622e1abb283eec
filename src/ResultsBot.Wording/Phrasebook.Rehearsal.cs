using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What is said of rehearsals on a running bot.</summary>
public partial class Phrasebook
{
    /// <summary>Real results beside rehearsed ones could be taken for each other.</summary>
    public virtual string RehearsalIsHere() =>
        "A rehearsal is going on in this channel. Real results can be subscribed to here once it has ended.";

    public virtual string RehearseDescription() =>
        "Play the recorded night into channels of this server, marked as a rehearsal.";

    public virtual string RehearseStartDescription() =>
        "Begin; it is shown first what will be posted, and where.";

    public virtual string RehearseStopDescription() => "End the rehearsal that runs.";

    public virtual string RehearseStatusDescription() => "How far the rehearsal has come.";

    public virtual string RehearseChannelOption() =>
        "Where it posts. Leave it out for this channel.";

    public virtual string RehearseFurtherChannelOption() => "Where else it posts.";

    /// <param name="usual">The speed without the option.</param>
    public virtual string RehearseSpeedOption(int usual) =>
        $"So many times as fast as the night; {Number(usual)} if left out.";

    /// <param name="channels">Their ids.</param>
    /// <param name="takes">How long it will take.</param>
    public virtual RichText RehearseThis(
        IReadOnlyList<ulong> channels,
        int results,
        DateTimeOffset begins,
        DateTimeOffset ends,
        int speed,
        TimeSpan takes
    ) =>
        $"""
            **Rehearse in {Channels(channels)}?**
            {Of(
                results,
                "recorded result",
                "recorded results"
            )} and what was reported beside them, from {begins:d MMMM HH:mm} to {ends:d MMMM HH:mm}, {Number(
                speed
            )} times as fast: {Takes(takes)}.
            Every post says that it is a rehearsal. It is kept apart from the real election, and no other channel gets any of it.
            If the bot stops or is restarted, the rehearsal is over and does not go on by itself.
            """;

    public virtual string RehearseButton() => "Start the rehearsal";

    public virtual string NoRehearsalButton() => "Leave it";

    public virtual string NotRehearsed() => "Nothing was started.";

    public virtual RichText RehearsalBegins(IReadOnlyList<ulong> channels) =>
        $"**The rehearsal begins in {Channels(channels)}.** {Slash("rehearse stop")} ends it, and so does a restart of the bot.";

    public virtual RichText RehearsalRuns() =>
        $"A rehearsal is running already. {Slash("rehearse stop")} ends it.";

    public virtual string NoRehearsal() => "No rehearsal is running.";

    public virtual RichText RehearsalStopped() => $"**The rehearsal is over.** It was stopped.";

    public virtual RichText NothingToRehearse() =>
        $"This election has no recorded night ({RichText.Fixed("results.csv")}), so there is nothing to rehearse.";

    public virtual string RehearsalHasNoStore() =>
        "The rehearsal’s own store cannot be used, so nothing was started. The bot’s log says why.";

    public virtual RichText RehearseOnlyHere(ulong channel) =>
        $"{Channel(channel)} is no channel of this server in which the bot could post.";

    public virtual RichText RehearseMayNotPost(ulong channel, IReadOnlyList<string> permissions) =>
        $"In {Channel(channel)} the bot lacks {And(permissions)}.";

    public virtual RichText RehearseFollowsTheReal(ulong channel) =>
        $"{Channel(channel)} follows the real election: a rehearsal among its posts could be taken for results. Choose another channel, or {Slash("unsubscribe")} there first.";

    /// <param name="at">How far the night has come.</param>
    public virtual RichText RehearsalGoesOn(
        IReadOnlyList<ulong> channels,
        int declared,
        int results,
        DateTimeOffset at,
        int speed
    ) =>
        $"A rehearsal is running in {Channels(channels)}: it is {at:HH:mm} of the night, {Number(declared)} of {Of(results, "result", "results")} declared, {Number(speed)} times as fast.";

    public virtual string RehearsalWasPlayed(int declared) =>
        $"The last rehearsal was played to its end: {Of(declared, "result", "results")}.";

    public virtual string RehearsalLostItsChannels(int declared) =>
        $"The last rehearsal ended after {Of(declared, "result", "results")}: none of its channels could be posted to any more.";

    public virtual string RehearsalFailed(int declared) =>
        $"The last rehearsal failed after {Of(declared, "result", "results")}. The bot’s log says why.";

    private RichText Channels(IReadOnlyList<ulong> channels) => And([.. channels.Select(Channel)]);

    private string Takes(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1)
            ? "less than a minute"
            : $"about {Of((int)Math.Round(time.TotalMinutes), "minute", "minutes")}";
}
