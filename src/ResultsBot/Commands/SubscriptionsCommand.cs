using ResultsBot.Broadcasting;
using ResultsBot.Discord;
using ResultsBot.Engine.Definition;
using ResultsBot.Store;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/subscriptions [all]</c>: what this channel follows, or every channel of the server.</summary>
internal sealed class SubscriptionsCommand(
    Broadcaster broadcaster,
    IWireArchive archive,
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
        if (interaction.Flag("all") == true)
        {
            return
                newsroom.Includes(guild.Value)
                || Administrators.Include(interaction.MemberPermissions)
                ? await All(guild, ct)
                : new Reply.Say(phrases.OnlyAdministrators);
        }
        return await broadcaster.Find(channel.Value) is { } record
            ? Say(await Describe(record, ct))
            : new Reply.Say(phrases.NotSubscribed);
    }

    private async Task<Reply> All(Snowflake guild, CancellationToken ct)
    {
        var records = await broadcaster.FindAll(guild.Value);
        if (records.IsEmpty)
        {
            return new Reply.Say(phrases.NoChannelSubscribed);
        }
        var text = "";
        foreach (var (at, record) in records.Index())
        {
            var described = await Describe(record, ct);
            var more = $"{phrases.ChannelLink(record.Channel)}\n{described}\n\n";
            if (text.Length + more.Length + Room > Limits.EmbedDescription)
            {
                return Say(text + phrases.AndMoreChannels(records.Length - at));
            }
            text += more;
        }
        return Say(text);
    }

    private async Task<string> Describe(ChannelRecord record, CancellationToken ct)
    {
        var began = (
            await archive.ReadEntries([.. record.Subscriptions.Select(s => s.Since)], ct)
        ).ToDictionary(e => e.Position, e => e.Bulletin.At);
        return phrases.ChannelFollows(
            [
                .. record.Subscriptions.Select(s =>
                    (s.Topic, began.TryGetValue(s.Since, out var at) ? at : (DateTimeOffset?)null)
                ),
            ],
            record.Delivery,
            record.Mention is { } mention
                ? phrases.Mentions(mention.Role, [.. mention.Seats.Select(Name)], mention.Majors)
                : null,
            record.Suspended is { } suspended ? (suspended.Reason, suspended.Since) : null
        );
    }

    private string Name(ContestId id) => phrases.Definition.FindContest(id)?.Name ?? id.Value;

    private static Reply Say(string text) =>
        new Reply.Say(
            new OutgoingMessage
            {
                Embeds = [new Embed { Description = Text.Shorten(text, Limits.EmbedDescription) }],
            }
        );
}
