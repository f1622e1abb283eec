using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What channels follow, how it comes to them, and what has become of what they were sent.</summary>
public partial class Phrasebook
{
    private const int LongestThreadName = 100;

    // What a copy says once it no longer holds.

    /// <summary>The title of a copy whose figures were wrong and are now right.</summary>
    public virtual string CorrectedTitle(Contest contest, Verdict now) =>
        $"Corrected: {Headline(contest, now)}";

    public virtual RichText TakenBackNote => $"**Withdrawn: please ignore.** See the notice below.";

    public virtual RichText OvertakenNote => $"**Superseded by the correction below.**";

    public virtual RichText UnknownNote =>
        $"**Superseded by a correction that can’t be read.** Check with the results desk before you use it.";

    /// <summary>What a seat’s thread is called.</summary>
    public virtual string ThreadName(ContestId contest) =>
        PlainText.Shorten(
            PlainText.Clean(Definition.FindContest(contest)?.Name ?? contest.Value),
            LongestThreadName
        );

    // What a channel follows.

    /// <summary>“results for Labour in Derbyshire (majorities under 1,000, and seats that change hands)”</summary>
    public virtual string Topic(Topic topic)
    {
        var place = $"in {WithArticle(Place(topic.Scope))}{Within(topic.Within)}";
        var party = topic.Party is { } one ? Collective(one) : null;
        return topic.Kind switch
        {
            Kind.Tallies => $"the state of the parties {place}",
            Kind.Results => party is null ? $"results {place}" : $"results for {party} {place}",
            Kind.Flashes => party is null
                ? $"results and flashes {place}"
                : $"results and flashes for {party} {place}",
            Kind.Everything => party is null
                ? $"everything {place}"
                : $"everything about {party} {place}",
            _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, "No words for it."),
        };
    }

    private string Within(int? votes) =>
        votes is { } number
            ? $" (majorities under {Number(number)}, and seats that change hands)"
            : "";

    /// <summary>“the United Kingdom”, “Derbyshire”</summary>
    protected virtual string WithArticle(string place) =>
        place.Split(" (")[0]
            is "East Midlands"
                or "East of England"
                or "East Riding of Yorkshire"
                or "Isle of Wight"
                or "North East"
                or "North West"
                or "South East"
                or "South West"
                or "United Kingdom"
                or "West Midlands"
            ? $"the {place}"
            : place;

    public virtual string KindName(Kind kind) =>
        kind switch
        {
            Kind.Tallies => "the state of the parties only",
            Kind.Results => "results",
            Kind.Flashes => "results and flashes",
            Kind.Everything => "everything, including counts and notes",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No name for it."),
        };

    /// <summary>“each as it comes, what is of one seat in a thread of its own”</summary>
    public virtual string Delivery(DeliveryOptions delivery)
    {
        var parts = new List<string>
        {
            delivery.Every is { } every
                ? $"at most one post every {Of((int)every.TotalMinutes, "minute", "minutes")} (corrections at once)"
                : "at once",
        };
        if (delivery.Threads)
        {
            parts.Add("a thread for each seat");
        }
        if (delivery.Publishes)
        {
            parts.Add("published to the channels that follow this one");
        }
        if (!delivery.Pictures)
        {
            parts.Add("without result cards");
        }
        return string.Join("; ", parts);
    }

    public virtual string SubscribeDescription =>
        "Post results in this channel: all of them, or only those for an area, a seat or a party.";
    public virtual string SubscribeAreaOption =>
        "A nation, region, county or seat. Leave it out for the whole country.";
    public virtual string PartyOption => "Only posts about this party.";
    public virtual string KindOption => "What to post. Leave it out for everything.";
    public virtual string CloseOption =>
        "Only majorities under this many votes, and seats that change hands.";
    public virtual string DeliveryOption => "At once, or in batches: fewer posts.";
    public virtual string EveryOption => "If in batches: minutes between posts.";
    public virtual string ThreadsOption => "A thread for each seat.";
    public virtual string PublishOption =>
        "In an announcement channel: publish each post to those who follow it.";
    public virtual string PicturesOption =>
        "Whether results come with a card, where there is one: yes, unless you say no.";
    public virtual string ForumOption => "A forum, where each post becomes a thread.";
    public virtual string DeliveryEach => "at once";
    public virtual string DeliveryMerged => "in batches";

    public virtual string OnlyInAChannel =>
        "Subscribe in a server’s channel, not in a direct message.";

    public virtual RichText MayNotPost(IReadOnlyList<string> permissions) =>
        $"I can’t post here yet. Please give me {And([.. permissions.Select(p => RichText.Strong(p))])} in this channel, then subscribe again.";

    public virtual RichText MayNotPostInForum(string forum, IReadOnlyList<string> permissions) =>
        $"I can’t post in {RichText.Channel(forum)} yet. Please give me {And([.. permissions.Select(p => RichText.Strong(p))])} there, then subscribe again.";

    public virtual string NoForum => "That isn’t a forum on this server. Choose one from the list.";

    public virtual RichText MayNotManage(string forum) =>
        $"Only people who can manage {RichText.Channel(forum)} can do that.";

    public virtual RichText ForumRequiresTag(string forum) =>
        $"{RichText.Channel(forum)} requires a tag on every post, and I have none to give. Switch that off in the forum’s settings, then subscribe again.";

    public virtual string PermissionViewChannel => "View Channel";
    public virtual string PermissionSendMessages => "Send Messages";

    /// <summary>The same permission, as Discord calls it in a forum.</summary>
    public virtual string PermissionCreatePosts => "Create Posts";
    public virtual string PermissionEmbedLinks => "Embed Links";
    public virtual string PermissionCreateThreads => "Create Public Threads";
    public virtual string PermissionSendInThreads => "Send Messages in Threads";

    /// <param name="now">All that the channel follows now.</param>
    /// <param name="delivery">Null where it is the usual one.</param>
    /// <param name="forum">The forum that was named; null where it’s the channel that it was typed in.</param>
    public virtual RichText Subscribed(
        IReadOnlyList<Topic> now,
        DeliveryOptions? delivery,
        string? forum
    )
    {
        RichText who = forum is null ? "This channel" : RichText.Channel(forum);
        return $"{who} now follows {And([.. now.Select(Topic)])}.{(delivery is null ? "" : $" Delivery: {Delivery(delivery)}.")}{(forum is null ? "" : " Each post becomes a thread there.")} For results so far, use {Slash("tally")}.";
    }

    /// <param name="headlines">The first of what would have come.</param>
    /// <param name="more">How many more there were.</param>
    public virtual RichText Preview(IReadOnlyList<string> headlines, int more)
    {
        if (headlines.Count == 0)
        {
            return "Nothing was published in the last hour.";
        }
        return RichText.Lines([
            "In the last hour this channel would have received:",
            .. headlines
                .Select(Short)
                .Concat(more == 0 ? [] : [AndMore(more)])
                .Select(h => RichText.Item(h)),
        ]);
    }

    /// <param name="now">What the channel follows of the same.</param>
    public virtual RichText FollowsTheSame(IReadOnlyList<Topic> now, Topic asked) =>
        $"This channel already follows {And([.. now.Select(Topic)])}, which overlaps with {Topic(asked)}. Replace it, or keep both? Nothing is posted twice.";

    public virtual string ReplaceButton => "Replace";
    public virtual string KeepBothButton => "Keep both";

    public virtual string SampleIsNewest => "A post looks like this one, the latest result:";
    public virtual string SampleIsMadeUp => "A post will look like this (figures invented):";
    public virtual string SampleOfTallies => "A post looks like this, as things stand now:";
    public virtual string SampleTitle => "SAMPLE – NOT A REAL RESULT";
    public virtual string SampleBody =>
        "Labour gain Exampleton from Conservative, majority 1,234. Below it: turnout, swing, every candidate’s votes, and the state of the parties.";

    public virtual string UnknownParty(string typed, IReadOnlyList<string> near) =>
        $"There’s no party called “{Echo(typed)}”.{DidYouMean(near)}";

    public virtual RichText CloseIsOfResults =>
        $"{RichText.Fixed("close")} picks out results by their majority. Leave {RichText.Fixed("kind")} out, or choose “{KindName(Kind.Results)}” or “{KindName(Kind.Flashes)}”.";
    public virtual string TallyOfASeat =>
        "The state of the parties needs an area, not a single seat: choose an area, or another kind.";
    public virtual string TallyOfAParty =>
        "The state of the parties covers every party: leave the party out, or choose another kind.";

    public virtual string TooManyTallies(int most) =>
        $"A channel can follow the state of the parties in at most {Of(most, "area", "areas")}. Unsubscribe from one first.";

    public virtual RichText TooManyTopics(int most) =>
        $"A channel can have at most {Of(most, "subscription", "subscriptions")}. Remove some with {Slash("unsubscribe")} first.";

    public virtual RichText EveryWithoutMerging =>
        $"{RichText.Fixed("every")} only works with delivery in batches: set {RichText.Fixed("delivery")} to “in batches”, or leave {RichText.Fixed("every")} out.";
    public virtual string PublishOutsideAnnouncements =>
        "Only an announcement channel can publish. Leave publish out here.";
    public virtual string ThreadsInAForum =>
        "In a forum each post is a thread already. Leave threads out.";
    public virtual string ThreadsInAThread => "A thread can’t have threads of its own.";

    public virtual string UnsubscribeDescription => "Stop posting results in this channel.";
    public virtual string UnsubscribeAreaOption =>
        "What to stop. Leave everything out to stop all posts; you’ll be asked first.";
    public virtual string UnsubscribeKindOption => "Only this kind of post.";
    public virtual string UnsubscribeCloseOption => "Only the one with this majority.";
    public virtual string NotSubscribed => "This channel doesn’t follow anything.";

    public virtual string UnsubscribeFromAll(IReadOnlyList<Topic> now) =>
        $"Unsubscribe from everything? This channel follows {And([.. now.Select(Topic)])}, and would get no more posts.";

    public virtual string UnsubscribeButton => "Unsubscribe from everything";
    public virtual string KeepSubscriptionsButton => "Keep them";
    public virtual string NothingUnsubscribed => "Nothing has changed.";
    public virtual string NothingMore => "Unsubscribed. This channel gets no more posts.";

    public virtual string StillGets(IReadOnlyList<Topic> left) =>
        $"Done. This channel still follows {And([.. left.Select(Topic)])}.";

    public virtual string FollowsOther(IReadOnlyList<Topic> now) =>
        $"This channel doesn’t follow that. It follows {And([.. now.Select(Topic)])}.";

    public virtual string SubscriptionsDescription =>
        "What this channel follows, and how it’s posted.";
    public virtual string SubscriptionsAllOption =>
        "Every channel on this server (administrators only).";
    public virtual string OnlyAdministrators =>
        "Only people who can manage this server can do that.";
    public virtual string NoChannelSubscribed => "No channel on this server follows anything.";

    /// <summary>What one channel follows: since when, how it comes, and what is in the way.</summary>
    /// <param name="since">When each began, where that is known.</param>
    public virtual RichText ChannelFollows(
        IReadOnlyList<(Topic Topic, DateTimeOffset? Since)> topics,
        DeliveryOptions delivery,
        RichText? mention,
        (string Reason, DateTimeOffset Since)? suspension
    )
    {
        List<RichText> lines =
        [
            .. topics.Select(t =>
                RichText.Item(t.Since is { } s ? Since(Topic(t.Topic), s) : Topic(t.Topic))
            ),
            $"Delivery: {Delivery(delivery)}.",
        ];
        if (mention is { } mentioned)
        {
            lines.Add(mentioned);
        }
        if (suspension is { } stopped)
        {
            lines.Add(
                $"**Not posting since {Moment(stopped.Since)}**: {Short(stopped.Reason)}. Posting resumes by itself once the permission is back."
            );
        }
        return RichText.Lines(lines);

        RichText Since(string topic, DateTimeOffset since) => $"{topic}, since {Moment(since)}";
    }

    /// <summary>As each reader’s own clock shows it.</summary>
    private static RichText Moment(DateTimeOffset time) =>
        RichText.Moment(time, MomentForm.DateAndClock);

    private static RichText Channel(ulong channel) => RichText.Channel($"{channel}");

    public virtual string AndMoreChannels(int more) =>
        $"… and {Of(more, "more channel", "more channels")}";
}
