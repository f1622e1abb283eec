using System.Collections.Immutable;
using System.Globalization;
using ResultsBot.Discord;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Rehearsing;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/rehearse start [channel] [second] [third] [speed]</c>, <c>stop</c>, <c>status</c>: the recorded night, played
/// into channels of the newsroom's own server. What is asked for is checked at the command and at the press anew.
/// </summary>
internal sealed class RehearseCommand(
    Rehearsals rehearsals,
    Broadcaster broadcaster,
    IGuilds guilds,
    Staff staff,
    Phrasebook phrases
) : ISlashCommand
{
    private const string Name = "rehearse";
    private const string Start = "start";
    private const string Stop = "stop";
    private const string Status = "status";
    private const string Speed = "speed";
    private const int UsualSpeed = 60;

    /// <summary>Beyond it no pause is left to be made shorter.</summary>
    private const int HighestSpeed = 100_000;

    /// <summary>Ids of so many fit into a button with the rest.</summary>
    private static readonly ImmutableArray<string> Places = ["channel", "second", "third"];

    private static readonly ImmutableArray<int> PostedTo =
    [
        (int)ChannelType.Text,
        (int)ChannelType.Announcement,
        (int)ChannelType.PublicThread,
        (int)ChannelType.PrivateThread,
        (int)ChannelType.AnnouncementThread,
    ];

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = Name,
            Description = phrases.RehearseDescription(),
            Options =
            [
                Sub(
                    Start,
                    phrases.RehearseStartDescription(),
                    [
                        .. Places.Select(
                            (name, i) =>
                                new CommandOption
                                {
                                    Name = name,
                                    Description =
                                        i == 0
                                            ? phrases.RehearseChannelOption()
                                            : phrases.RehearseFurtherChannelOption(),
                                    Type = CommandOptionType.Channel,
                                    ChannelTypes = PostedTo,
                                }
                        ),
                        new CommandOption
                        {
                            Name = Speed,
                            Description = phrases.RehearseSpeedOption(UsualSpeed),
                            Type = CommandOptionType.Integer,
                            MinValue = 1,
                            MaxValue = HighestSpeed,
                        },
                    ]
                ),
                Sub(Stop, phrases.RehearseStopDescription(), []),
                Sub(Status, phrases.RehearseStatusDescription(), []),
            ],
        };

    public bool IsPrivate => true;

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (staff.Refuse(interaction, Rank.Administrator) is { } refusal)
        {
            return refusal;
        }
        return interaction.Subcommand switch
        {
            Start => await Ask(interaction),
            Stop => new Reply.Say(
                await rehearsals.Stop() ? phrases.RehearsalStopped() : phrases.NoRehearsal()
            ),
            _ => new Reply.Say(Told()),
        };
    }

    public async Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (staff.Refuse(interaction, Rank.Administrator) is { } refusal)
        {
            return refusal;
        }
        if (
            id.Action != Confirmation.Go
            || interaction.GuildId is not { } guild
            || Parse(id.Subject) is not var (speed, channels)
        )
        {
            return new Reply.Replace(phrases.NotRehearsed());
        }
        foreach (var channel in channels)
        {
            if (await Problem(guild.Value, channel) is { } problem)
            {
                return new Reply.Replace(problem);
            }
        }
        var started = await rehearsals.Start(new RehearsalPlace(guild.Value, channels), speed, ct);
        return new Reply.Replace(
            started switch
            {
                RehearsalStart.Started => phrases.RehearsalBegins(channels),
                RehearsalStart.AlreadyRuns => phrases.RehearsalRuns(),
                RehearsalStart.NothingRecorded => phrases.NothingToRehearse(),
                RehearsalStart.NoStore => phrases.RehearsalHasNoStore(),
                _ => throw new InvalidOperationException($"No words for {started}."),
            }
        );
    }

    private static CommandOption Sub(
        string name,
        string description,
        ImmutableArray<CommandOption> options
    ) =>
        new()
        {
            Name = name,
            Description = description,
            Type = CommandOptionType.SubCommand,
            Options = options,
        };

    private async Task<Reply> Ask(Interaction.CommandInvoked interaction)
    {
        if (interaction is not { GuildId: { } guild, ChannelId: { } here })
        {
            return new Reply.Say(phrases.OnlyInAChannel);
        }
        if (rehearsals.Night is not { } night)
        {
            return new Reply.Say(phrases.NothingToRehearse());
        }
        if (rehearsals.Status is { End: null })
        {
            return new Reply.Say(phrases.RehearsalRuns());
        }
        ImmutableArray<ulong> channels =
        [
            .. Places
                .Select(p => interaction.Channel(p)?.Value)
                .OfType<ulong>()
                .DefaultIfEmpty(here.Value)
                .Distinct(),
        ];
        foreach (var channel in channels)
        {
            if (
                (await Problem(guild.Value, channel) ?? Missing(interaction, channel)) is
                { } problem
            )
            {
                return new Reply.Say(problem);
            }
        }
        var speed = (int)Math.Clamp(interaction.Integer(Speed) ?? UsualSpeed, 1, HighestSpeed);
        return Confirmation.Ask(
            phrases.RehearseThis(
                channels,
                night.Results,
                night.Begins,
                night.Ends,
                speed,
                Pace.Length(night, speed)
            ),
            Name,
            string.Create(CultureInfo.InvariantCulture, $"{speed},{string.Join(',', channels)}"),
            (phrases.RehearseButton(), ButtonStyle.Danger),
            phrases.NoRehearsalButton()
        );
    }

    /// <summary>Why nothing can be rehearsed in a channel; null where it can.</summary>
    private async Task<RichText?> Problem(ulong guild, ulong channel) =>
        // Null as well where it is a channel of another server.
        guilds.TypeOf(guild, channel)
            is not { } type
        || !PostedTo.Contains((int)type)
            ? phrases.RehearseOnlyHere(channel)
        : await broadcaster.Find(DiscordAddresses.Address(channel)) is not null
            ? phrases.RehearseFollowsTheReal(channel)
        : (RichText?)null;

    private RichText? Missing(Interaction.CommandInvoked interaction, ulong channel)
    {
        var permissions =
            channel == interaction.ChannelId?.Value
                ? interaction.AppPermissions
                : interaction.Channels.FirstOrDefault(c => c.Id.Value == channel)?.AppPermissions;
        if (permissions is not { } known || known.HasFlag(Permissions.Administrator))
        {
            return null;
        }
        var missing = new List<string>();
        if (!known.HasFlag(Permissions.ViewChannel))
        {
            missing.Add(phrases.PermissionViewChannel);
        }
        if (
            (known & (Permissions.SendMessages | Permissions.SendMessagesInThreads))
            == Permissions.None
        )
        {
            missing.Add(phrases.PermissionSendMessages);
        }
        if (!known.HasFlag(Permissions.EmbedLinks))
        {
            missing.Add(phrases.PermissionEmbedLinks);
        }
        return missing.Count == 0 ? (RichText?)null : phrases.RehearseMayNotPost(channel, missing);
    }

    private RichText Told() =>
        rehearsals.Status switch
        {
            null => phrases.NoRehearsal(),
            { End: null } s => phrases.RehearsalGoesOn(
                s.Place.Channels,
                s.Declared,
                s.Results,
                s.At,
                s.Speed
            ),
            { End: RehearsalEnd.Played } s => phrases.RehearsalWasPlayed(s.Declared),
            { End: RehearsalEnd.ChannelsGone } s => phrases.RehearsalLostItsChannels(s.Declared),
            { End: RehearsalEnd.Failed } s => phrases.RehearsalFailed(s.Declared),
            _ => phrases.RehearsalStopped(),
        };

    /// <summary>What a button carries: the speed, and the channels.</summary>
    private static (int Speed, ImmutableArray<ulong> Channels)? Parse(string subject)
    {
        var parts = subject.Split(',');
        var channels = parts
            .Skip(1)
            .Select(p => Snowflake.TryParse(p, out var id) ? id.Value : (ulong?)null)
            .OfType<ulong>()
            .ToImmutableArray();
        return
            int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var speed)
            && speed is >= 1 and <= HighestSpeed
            && channels.Length == parts.Length - 1
            && channels.Length is > 0
            && channels.Length <= Places.Length
            ? (speed, channels)
            : null;
    }
}
