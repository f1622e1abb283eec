using ResultsBot.Discord;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/subscriptions [forum] [all]</c>: what this channel or a forum follows, or every channel of the server.</summary>
internal sealed class SubscriptionsCommand(
    Broadcaster broadcaster,
    BulletinLog log,
    Newsroom newsroom,
    IGuilds guilds,
    Phrasebook phrases
) : ISlashCommand
{
    /// <summary>Of the channels in one answer, in characters: more is not read.</summary>
    private const int LongestAnswer = 3_000;

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
                ForumOption.Of(phrases),
            ],
        };

    public bool IsPrivate => true;

    public bool IsForDesk => false;

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (interaction is not { GuildId: { } guild, ChannelId: not null })
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
        var where = ForumOption.Read(interaction, guilds, phrases);
        if (where is ForumOption.Choice.Refused noChannel)
        {
            return new Reply.Say(noChannel.Sentence);
        }
        var channel = ((ForumOption.Choice.Chosen)where).Channel;
        return await broadcaster.Find(DiscordAddresses.Address(channel)) is { } record
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
        var shown = new List<RichText>();
        foreach (var (at, record) in records.Index())
        {
            var channel = RichText.Channel(record.Address.Id);
            shown.Add(RichText.Lines(channel, Describe(record), RichText.Empty));
            if (shown.Sum(s => s.Length) > LongestAnswer && at + 1 < records.Length)
            {
                shown[^1] = phrases.AndMoreChannels(records.Length - at);
                break;
            }
        }
        return Say([.. shown]);
    }

    private RichText Describe(Subscriber record) =>
        phrases.ChannelFollows(
            [.. record.Subscriptions.Select(s => (s.Topic, log.Find(s.Since)?.Bulletin.At))],
            record.Options,
            record.Mention is { } mention
                ? phrases.Mentions(mention.Role, [.. mention.Seats.Select(Name)], mention.Majors)
                : (RichText?)null,
            record.Suspended is { } suspended ? (suspended.Reason, suspended.Since) : null
        );

    private string Name(ContestId id) => phrases.Definition.FindContest(id)?.Name ?? id.Value;

    private static Reply Say(params IEnumerable<RichText> paragraphs) =>
        new Reply.Say(new Post { Body = [.. paragraphs.Select(p => new PostPart.Paragraph(p))] });
}
