using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Rehearsing;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/subscribe [area] [party] [kind] [close] [delivery] [every] [threads] [publish] [pictures] [forum]</c>: the channel gets from
/// now on what it asks for; without options, everything. Where it follows more or less of the same already, it asks which is meant.
/// </summary>
internal sealed class SubscribeCommand(
    Broadcaster broadcaster,
    BulletinLog log,
    TimeProvider time,
    IGuilds guilds,
    Rehearsals rehearsals,
    ChannelRequests requests,
    SamplePosts samples,
    Places places,
    Phrasebook phrases
) : ISlashCommand
{
    /// <summary>More than anybody needs, and few enough to be read in an answer.</summary>
    private const int MostTopics = 25;

    private const int PreviewLines = 10;
    private const int DefaultMinutes = 5;
    private const string Name = "subscribe";
    private const string Replace = "replace";
    private const string KeepBoth = "both";
    private const string Each = "each";
    private const string Merged = "merged";

    private static readonly TimeSpan PreviewOf = TimeSpan.FromHours(1);

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = Name,
            Description = phrases.SubscribeDescription,
            DefaultMemberPermissions = Permissions.ManageChannels,
            Options =
            [
                AreaOption.Of(phrases.SubscribeAreaOption),
                PartyOption.Of(phrases),
                KindOption.Of(phrases.KindOption, phrases),
                CloseOption.Of(phrases.CloseOption),
                new CommandOption
                {
                    Name = "delivery",
                    Description = phrases.DeliveryOption,
                    Type = CommandOptionType.String,
                    Choices =
                    [
                        new CommandChoice(phrases.DeliveryEach, Each),
                        new CommandChoice(phrases.DeliveryMerged, Merged),
                    ],
                },
                new CommandOption
                {
                    Name = "every",
                    Description = phrases.EveryOption,
                    Type = CommandOptionType.Integer,
                    MinValue = 1,
                    MaxValue = 60,
                },
                new CommandOption
                {
                    Name = "threads",
                    Description = phrases.ThreadsOption,
                    Type = CommandOptionType.Boolean,
                },
                new CommandOption
                {
                    Name = "publish",
                    Description = phrases.PublishOption,
                    Type = CommandOptionType.Boolean,
                },
                new CommandOption
                {
                    Name = "pictures",
                    Description = phrases.PicturesOption,
                    Type = CommandOptionType.Boolean,
                },
                ForumOption.Of(phrases),
            ],
        };

    public bool IsPrivate => true;

    public bool IsForDesk => false;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        interaction.FocusedOption == PartyOption.Name
            ? PartyOption.Suggest(interaction.FocusedValue, phrases)
            : places.SuggestPlaces(interaction.FocusedValue);

    /// <summary>What a channel is to follow, and what it follows already.</summary>
    /// <param name="Forum">Where that is a forum and not the channel that it was typed in.</param>
    /// <param name="Overlapping">What it follows of the same, more or less.</param>
    private sealed record Wish(
        Address Address,
        Group Group,
        Topic Topic,
        DeliveryChange Change,
        string? Forum,
        ImmutableArray<Topic> Overlapping
    );

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        var (wish, refusal) = await Read(interaction);
        if (wish is null)
        {
            return new Reply.Say(refusal);
        }
        return wish.Overlapping.IsEmpty
            ? new Reply.Say(await Follow(wish, []))
            : new Reply.Say(Ask(wish, await requests.Keep(interaction)));
    }

    public async Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (await requests.Find(interaction, id, ct) is not { } typed)
        {
            return new Reply.Replace(phrases.NoLongerKept(Name));
        }
        var (wish, refusal) = await Read(typed);
        return new Reply.Replace(
            wish is null ? BotMessage.Saying(refusal)
            : id.Action == Replace ? await Follow(wish, wish.Overlapping)
            : await Follow(wish, [])
        );
    }

    private BotMessage Ask(Wish wish, string kept) =>
        new()
        {
            Lines = [phrases.FollowsTheSame(wish.Overlapping, wish.Topic)],
            Components =
            [
                new ActionRow([
                    new Button(
                        new CustomId(Name, Replace, kept).ToString(),
                        phrases.ReplaceButton,
                        ButtonStyle.Primary
                    ),
                    new Button(
                        new CustomId(Name, KeepBoth, kept).ToString(),
                        phrases.KeepBothButton,
                        ButtonStyle.Secondary
                    ),
                ]),
            ],
        };

    /// <returns>What is wished, or why it cannot be.</returns>
    private async Task<(Wish? Wish, RichText Refusal)> Read(Interaction.CommandInvoked interaction)
    {
        var where = ForumOption.Read(interaction, guilds, phrases);
        if (where is ForumOption.Choice.Refused noChannel)
        {
            return (null, noChannel.Sentence);
        }
        var chosen = (ForumOption.Choice.Chosen)where;
        var (channel, guild) = (chosen.Channel, interaction.GuildId!.Value);
        if (rehearsals.IsIn(channel))
        {
            return (null, phrases.RehearsalIsHere());
        }
        if (Missing(interaction, chosen) is { IsEmpty: false } missing)
        {
            return (
                null,
                channel == interaction.ChannelId?.Value
                    ? phrases.MayNotPost(missing)
                    : phrases.MayNotPostInForum($"{channel}", missing)
            );
        }
        if (guilds.RequiresTag(guild.Value, channel))
        {
            return (null, phrases.ForumRequiresTag($"{channel}"));
        }
        var area = AreaOption.Read(interaction, places, phrases);
        if (area is AreaOption.Choice.Unclear noArea)
        {
            return (null, noArea.Sentence);
        }
        var party = PartyOption.Read(interaction, phrases);
        if (party is PartyOption.Choice.Unclear noParty)
        {
            return (null, noParty.Sentence);
        }
        var within = CloseOption.Read(interaction);
        var topic = new Topic(
            ((AreaOption.Choice.Chosen)area).Scope ?? places.Everything,
            ((PartyOption.Choice.Chosen)party).Party,
            KindOption.Read(interaction) ?? CloseOption.Usual(within),
            within
        );
        var address = DiscordAddresses.Address(channel);
        var before = await broadcaster.Find(address);
        var change = Delivery(interaction);
        if (
            (Problem(topic, before) ?? Problem(interaction, change, before, chosen.Type)) is
            { } problem
        )
        {
            return (null, problem);
        }
        ImmutableArray<Topic> now = [.. (before?.Subscriptions ?? []).Select(s => s.Topic)];
        return (
            new Wish(
                address,
                DiscordAddresses.Group(guild.Value),
                topic,
                change,
                chosen.Type == ChannelType.Forum ? $"{channel}" : null,
                // What is followed already is only to come in another way.
                now.Contains(topic)
                    ? []
                    : [.. now.Where(t => phrases.Definition.Overlap(t, topic))]
            ),
            RichText.Empty
        );
    }

    /// <param name="instead">What it no longer follows from now on.</param>
    private async Task<BotMessage> Follow(Wish wish, ImmutableArray<Topic> instead)
    {
        var record = await broadcaster.Subscribe(
            wish.Address,
            wish.Group,
            wish.Topic,
            wish.Change,
            instead
        );
        await log.Opened;
        var come = log.ReadSince(time.GetUtcNow() - PreviewOf).Where(wish.Topic.Covers).ToArray();
        var sample = samples.Of(wish.Topic);
        return new BotMessage
        {
            Lines =
            [
                phrases.Subscribed(
                    [.. record.Subscriptions.Select(s => s.Topic)],
                    record.Options == DeliveryOptions.AsItComes ? null : record.Options,
                    wish.Forum
                ),
                phrases.Preview(
                    [.. come.Take(PreviewLines).Select(e => phrases.Headline(e.Bulletin))],
                    Math.Max(0, come.Length - PreviewLines)
                ),
                sample.Intro,
            ],
            Posts = [sample.Post],
        };
    }

    private static DeliveryChange Delivery(Interaction.CommandInvoked interaction) =>
        new(
            interaction.Text("delivery") switch
            {
                Each => TimeSpan.Zero,
                Merged => Minutes(interaction.Integer("every") ?? DefaultMinutes),
                null when interaction.Integer("every") is { } minutes => Minutes(minutes),
                _ => null,
            },
            interaction.Flag("threads"),
            interaction.Flag("publish"),
            interaction.Flag("pictures")
        );

    private static TimeSpan Minutes(long typed) => TimeSpan.FromMinutes(Math.Clamp(typed, 1, 60));

    private RichText? Problem(Topic topic, Subscriber? before)
    {
        var others = (before?.Subscriptions ?? []).Where(s => s.Topic != topic).ToArray();
        return topic switch
        {
            { Within: not null } when !CloseOption.Suits(topic.Kind) => phrases.CloseIsOfResults,
            { Kind: Kind.Tallies, Scope: Scope.Seat } => phrases.TallyOfASeat,
            { Kind: Kind.Tallies, Party: not null } => phrases.TallyOfAParty,
            { Kind: Kind.Tallies }
                when others.Count(s => s.Kind == Kind.Tallies) >= PageComposer.MostTallies =>
                phrases.TooManyTallies(PageComposer.MostTallies),
            _ => others.Length >= MostTopics ? phrases.TooManyTopics(MostTopics) : (RichText?)null,
        };
    }

    private RichText? Problem(
        Interaction.CommandInvoked interaction,
        DeliveryChange change,
        Subscriber? before,
        ChannelType? type
    )
    {
        if (
            interaction.Integer("every") is not null
            && (
                change.Every == TimeSpan.Zero
                || (interaction.Text("delivery") is null && before?.Options.Every is null)
            )
        )
        {
            return phrases.EveryWithoutMerging;
        }
        if (change.Publishes == true && type != ChannelType.Announcement)
        {
            return phrases.PublishOutsideAnnouncements;
        }
        return change.Threads != true ? (RichText?)null
            : type == ChannelType.Forum ? phrases.ThreadsInAForum
            : PostingPermissions.IsThread(type) ? phrases.ThreadsInAThread
            : (RichText?)null;
    }

    /// <summary>What the bot may not do there, and has to; nothing where it isn't known.</summary>
    private ImmutableArray<string> Missing(
        Interaction.CommandInvoked interaction,
        ForumOption.Choice.Chosen where
    ) =>
        where.BotPermissions is { } permissions
            ? PostingPermissions.Missing(
                permissions,
                where.Type,
                withThreads: interaction.Flag("threads") == true,
                phrases
            )
            : [];
}
