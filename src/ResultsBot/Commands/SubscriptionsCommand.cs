using ResultsBot.Discord;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/subscriptions [all]</c>: what this channel follows, or every channel of the server.</summary>
internal sealed class SubscriptionsCommand(
    Broadcaster broadcaster,
    BulletinLog log,
    Newsroom newsroom,
    Phrasebook phrases
) : ISlashCommand
{
    /// <summary>Room for the last line beside the channels.</summary>
    private const int Room = 200;

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = "subscriptions",
            Description = phrases.SubscriptionsDescription,
            DefaultMemberPermissions = Permissions.ManageChannels,
            Options =
            [
                new CommandOption
                {
                    Name = "all",
                    Description = phrases.SubscriptionsAllOption,
                    Type = CommandOptionType.Boolean,
                },
            ],
        };

    public bool IsPrivate => true;

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (interaction is not { GuildId: { } guild, ChannelId: { } channel })
        {
            return new Reply.Say(phrases.OnlyInAChannel);
        }
        await log.Opened;
        if (interaction.Flag("all") == true)
        {
            return
                newsroom.Includes(guild.Value)
                || Administrators.Include(interaction.MemberPermissions)
                ? await All(guild)
                : new Reply.Say(phrases.OnlyAdministrators);
        }
        return await broadcaster.Find(DiscordAddresses.Address(channel.Value)) is { } record
            ? Say(Describe(record))
            : new Reply.Say(phrases.NotSubscribed);
    }

    private async Task<Reply> All(Snowflake guild)
    {
        var records = await broadcaster.FindAll(DiscordAddresses.Group(guild.Value));
        if (records.IsEmpty)
        {
            return new Reply.Say(phrases.NoChannelSubscribed);
        }
        var text = "";
        foreach (var (at, record) in records.Index())
        {
            var described = Describe(record);
            var more = $"{phrases.ChannelLink(record.Address.Channel())}\n{described}\n\n";
            if (text.Length + more.Length + Room > Limits.EmbedDescription)
            {
                return Say(text + phrases.AndMoreChannels(records.Length - at));
            }
            text += more;
        }
        return Say(text);
    }

    private string Describe(Subscriber record) =>
        phrases.ChannelFollows(
            [.. record.Subscriptions.Select(s => (s.Topic, log.Find(s.Since)?.Bulletin.At))],
            record.Options,
            record.Mention is { } mention
                ? phrases.Mentions(
                    ulong.Parse(mention.Role),
                    [.. mention.Seats.Select(Name)],
                    mention.Majors
                )
                : null,
            record.Suspended is { } suspended ? (suspended.Reason, suspended.Since) : null
        );

    private string Name(ContestId id) => phrases.Definition.FindContest(id)?.Name ?? id.Value;

    private static Reply Say(string text) =>
        new Reply.Say(
            new OutgoingMessage
            {
                Embeds = [new Embed { Description = Text.Shorten(text, Limits.EmbedDescription) }],
            }
        );
}
