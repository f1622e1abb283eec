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
/// <c>/subscribe [area] [party] [kind] [delivery] [every] [threads] [publish]</c>: the channel gets from now on what
/// it asks for; without options, everything.
/// </summary>
internal sealed class SubscribeCommand(
    Broadcaster broadcaster,
    BulletinLog log,
    TimeProvider time,
    IGuilds guilds,
    Rehearsals rehearsals,
    Places places,
    Phrasebook phrases
) : ISlashCommand
{
    /// <summary>More than anybody needs, and few enough to be read in an answer.</summary>
    private const int MostTopics = 25;

    private const int PreviewLines = 10;
    private const int DefaultMinutes = 5;
    private const string Each = "each";
    private const string Merged = "merged";

    private static readonly TimeSpan PreviewOf = TimeSpan.FromHours(1);

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = "subscribe",
            Description = phrases.SubscribeDescription,
            DefaultMemberPermissions = Permissions.ManageChannels,
            Options =
            [
                AreaOption.Of(phrases.SubscribeAreaOption),
                PartyOption.Of(phrases),
                KindOption.Of(phrases.KindOption, phrases),
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
            ],
        };

    public bool IsPrivate => true;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        interaction.FocusedOption == PartyOption.Name
            ? PartyOption.Suggest(interaction.FocusedValue, phrases)
            : places.SuggestPlaces(interaction.FocusedValue);

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (interaction is not { GuildId: { } guild, ChannelId: { } channel })
        {
            return new Reply.Say(phrases.OnlyInAChannel);
        }
        if (rehearsals.IsIn(channel.Value))
        {
            return new Reply.Say(phrases.RehearsalIsHere());
        }
        if (Missing(interaction) is { Count: > 0 } missing)
        {
            return new Reply.Say(phrases.MayNotPost(missing));
        }
        var area = AreaOption.Read(interaction, places, phrases);
        if (area is AreaOption.Choice.Unclear noArea)
        {
            return new Reply.Say(noArea.Sentence);
        }
        var party = PartyOption.Read(interaction, phrases);
        if (party is PartyOption.Choice.Unclear noParty)
        {
            return new Reply.Say(noParty.Sentence);
        }
        var topic = new Topic(
            ((AreaOption.Choice.Chosen)area).Scope ?? places.Everything,
            ((PartyOption.Choice.Chosen)party).Party,
            KindOption.Read(interaction) ?? Kind.Everything
        );
        var before = await broadcaster.Find(DiscordAddresses.Address(channel.Value));
        var change = Delivery(interaction);
        var problem =
            Problem(topic, before)
            ?? Problem(interaction, change, before, guilds.TypeOf(guild.Value, channel.Value));
        if (problem is { } sentence)
        {
            return new Reply.Say(sentence);
        }
        var record = await broadcaster.Subscribe(
            DiscordAddresses.Address(channel.Value),
            DiscordAddresses.Group(guild.Value),
            topic,
            change
        );
        await log.Opened;
        var come = log.ReadSince(time.GetUtcNow() - PreviewOf).Where(topic.Covers).ToArray();
        return new Reply.Say(
            new BotMessage
            {
                Lines =
                [
                    phrases.Subscribed(
                        [.. record.Subscriptions.Select(s => s.Topic)],
                        record.Options == DeliveryOptions.AsItComes ? null : record.Options
                    ),
                ],
                Posts =
                [
                    new Post
                    {
                        Body =
                        [
                            new PostPart.Paragraph(
                                phrases.Preview(
                                    [
                                        .. come.Take(PreviewLines)
                                            .Select(e => phrases.Headline(e.Bulletin)),
                                    ],
                                    Math.Max(0, come.Length - PreviewLines)
                                )
                            ),
                        ],
                    },
                ],
            }
        );
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
            interaction.Flag("publish")
        );

    private static TimeSpan Minutes(long typed) => TimeSpan.FromMinutes(Math.Clamp(typed, 1, 60));

    private RichText? Problem(Topic topic, Subscriber? before)
    {
        var others = (before?.Subscriptions ?? []).Where(s => s.Topic != topic).ToArray();
        return topic switch
        {
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
        var isThread =
            type
            is ChannelType.AnnouncementThread
                or ChannelType.PublicThread
                or ChannelType.PrivateThread;
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
        return change.Threads == true && isThread ? phrases.ThreadsInAThread : (RichText?)null;
    }

    /// <summary>What the bot may not do here, and has to.</summary>
    private List<string> Missing(Interaction.CommandInvoked interaction)
    {
        var permissions = interaction.AppPermissions;
        var missing = new List<string>();
        if (permissions.HasFlag(Permissions.Administrator))
        {
            return missing;
        }
        if (!permissions.HasFlag(Permissions.ViewChannel))
        {
            missing.Add(phrases.PermissionViewChannel);
        }
        // In a thread it is the second that counts, and Discord does not tell here which kind this is.
        if (
            (permissions & (Permissions.SendMessages | Permissions.SendMessagesInThreads))
            == Permissions.None
        )
        {
            missing.Add(phrases.PermissionSendMessages);
        }
        if (!permissions.HasFlag(Permissions.EmbedLinks))
        {
            missing.Add(phrases.PermissionEmbedLinks);
        }
        if (interaction.Flag("threads") == true)
        {
            if (!permissions.HasFlag(Permissions.CreatePublicThreads))
            {
                missing.Add(phrases.PermissionCreateThreads);
            }
            if (!permissions.HasFlag(Permissions.SendMessagesInThreads))
            {
                missing.Add(phrases.PermissionSendInThreads);
            }
        }
        return missing;
    }
}
