using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What is said of rehearsals on a running bot.</summary>
public partial class Phrasebook
{
    /// <summary>Real results beside rehearsed ones could be taken for each other.</summary>
    public virtual string RehearsalIsHere() =>
        "A rehearsal is going on in this channel. You can subscribe to real results here once it’s over.";

    public virtual string RehearseDescription() =>
        "Play the recorded night in channels of this server, marked as a rehearsal.";

    public virtual string RehearseStartDescription() =>
        "Start; you’ll see first what will be posted, and where.";

    public virtual string RehearseStopDescription() => "Stop the rehearsal.";

    public virtual string RehearseStatusDescription() => "How far the rehearsal has got.";

    public virtual string RehearseChannelOption() =>
        "Where to post. Leave it out for this channel.";

    public virtual string RehearseFurtherChannelOption() => "Where else to post.";

    /// <param name="usual">The speed without the option.</param>
    public virtual string RehearseSpeedOption(int usual) =>
        $"Speed, e.g. {Number(usual)} = {Number(usual)} times real time.";

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
            )} and the reports around them, from {begins:d MMMM HH:mm} to {ends:d MMMM HH:mm}, {Number(
                speed
            )} times real time: {Takes(takes)}.
            Every post says it’s a rehearsal. It’s kept apart from the real election, and no other channel sees it.
            A restart of the bot ends the rehearsal.
            """;

    public virtual string RehearseButton() => "Start rehearsal";

    public virtual string NoRehearsalButton() => "Cancel";

    public virtual string NotRehearsed() => "Nothing was started.";

    public virtual RichText RehearsalBegins(IReadOnlyList<ulong> channels) =>
        $"**The rehearsal is starting in {Channels(channels)}.** {Slash("rehearse stop")} ends it; so does a restart of the bot.";

    public virtual RichText RehearsalRuns() =>
        $"A rehearsal is already running. Use {Slash("rehearse stop")} to end it.";

    public virtual string NoRehearsal() => "No rehearsal is running.";

    public virtual RichText RehearsalStopped() => $"**Rehearsal stopped.**";

    public virtual RichText NothingToRehearse() =>
        $"This election has no recorded night ({RichText.Fixed("results.csv")}), so there is nothing to rehearse.";

    public virtual string RehearsalHasNoStore() =>
        "The rehearsal’s own database can’t be used, so nothing was started. The bot’s log says why.";

    public virtual RichText RehearseOnlyHere(ulong channel) =>
        $"{Channel(channel)} isn’t a channel on this server that the bot can post in. Choose another.";

    public virtual RichText RehearseMayNotPost(ulong channel, IReadOnlyList<string> permissions) =>
        $"The bot needs {And(permissions)} in {Channel(channel)}. Allow that, then start again.";

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
        $"A rehearsal is running in {Channels(channels)}: it’s {at:HH:mm} on the night, {Number(declared)} of {Of(results, "result", "results")} declared, {Number(speed)} times real time.";

    public virtual string RehearsalWasPlayed(int declared) =>
        $"The last rehearsal ran to the end: {Of(declared, "result", "results")}.";

    public virtual string RehearsalLostItsChannels(int declared) =>
        $"The last rehearsal ended after {Of(declared, "result", "results")}: the bot could no longer post in any of its channels.";

    public virtual string RehearsalFailed(int declared) =>
        $"The last rehearsal failed after {Of(declared, "result", "results")}. The bot’s log says why.";

    private RichText Channels(IReadOnlyList<ulong> channels) => And([.. channels.Select(Channel)]);

    private string Takes(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1)
            ? "less than a minute"
            : $"about {Of((int)Math.Round(time.TotalMinutes), "minute", "minutes")}";
}
