using System.Collections.Immutable;
using ResultsBot.Broadcasting;
using ResultsBot.Discord;
using ResultsBot.Wire;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/subscribe [area]</c>: the channel gets every result from now on, or those of an area or a seat.</summary>
internal sealed class SubscribeCommand(Broadcaster broadcaster, Places places, Phrasebook phrases)
    : ISlashCommand
{
    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = "subscribe",
            Description =
                "Post results in this channel: all of them, or those of one area or seat.",
            DefaultMemberPermissions = Permissions.ManageChannels,
            Options =
            [
                AreaOption.Of(
                    "A nation, region, county or seat. Leave it out for the whole country."
                ),
            ],
        };

    public bool IsPrivate => true;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        places.SuggestPlaces(interaction.FocusedValue);

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (interaction is not { GuildId: { } guild, ChannelId: { } channel })
        {
            return new Reply.Say("Only a server’s channel can be subscribed.");
        }
        if (Missing(interaction.AppPermissions) is { Length: > 0 } missing)
        {
            return new Reply.Say(
                $"I may not post here yet. Please give me the permission {missing} in this channel, then subscribe again."
            );
        }
        switch (AreaOption.Read(interaction, places, phrases))
        {
            case AreaOption.Choice.Unclear unclear:
                return new Reply.Say(unclear.Sentence);
            case AreaOption.Choice.Chosen { Scope: var scope }:
                var record = await broadcaster.Subscribe(
                    channel.Value,
                    guild.Value,
                    scope ?? places.Everything
                );
                return new Reply.Say(
                    $"From now on this channel gets the results of {places.Describe(record.Subscriptions)}. "
                        + "What has been declared so far: `/tally`."
                );
            default:
                throw new InvalidOperationException("No rule for this choice.");
        }
    }

    private string Missing(Permissions permissions)
    {
        if (permissions.HasFlag(Permissions.Administrator))
        {
            return "";
        }
        var missing = new List<string>();
        if (!permissions.HasFlag(Permissions.ViewChannel))
        {
            missing.Add("View Channel");
        }
        // In a thread it is the second that counts, and Discord does not tell here which kind this is.
        if (
            (permissions & (Permissions.SendMessages | Permissions.SendMessagesInThreads))
            == Permissions.None
        )
        {
            missing.Add("Send Messages");
        }
        if (!permissions.HasFlag(Permissions.EmbedLinks))
        {
            missing.Add("Embed Links");
        }
        return phrases.And([.. missing.Select(m => $"**{m}**")]);
    }
}
