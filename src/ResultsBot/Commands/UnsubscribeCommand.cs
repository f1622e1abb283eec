using System.Collections.Immutable;
using ResultsBot.Broadcasting;
using ResultsBot.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/unsubscribe [area]</c>: the channel gets nothing more, or nothing more of one area or seat.</summary>
internal sealed class UnsubscribeCommand(Broadcaster broadcaster, Places places, Phrasebook phrases)
    : ISlashCommand
{
    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = "unsubscribe",
            Description = "Stop posting results in this channel.",
            DefaultMemberPermissions = Permissions.ManageChannels,
            Options = [AreaOption.Of("What to stop. Leave it out to stop everything.")],
        };

    public bool IsPrivate => true;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        places.SuggestPlaces(interaction.FocusedValue);

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (
            interaction.ChannelId is not { } channel
            || await broadcaster.Find(channel.Value) is not { } before
        )
        {
            return new Reply.Say("This channel is not subscribed to anything.");
        }
        switch (AreaOption.Read(interaction, places, phrases))
        {
            case AreaOption.Choice.Unclear unclear:
                return new Reply.Say(unclear.Sentence);
            case AreaOption.Choice.Chosen { Scope: { } scope }
                when before.Subscriptions.All(s => s.Scope != scope):
                return new Reply.Say(
                    $"This channel does not follow {Text.Escape(phrases.Place(scope))}. It follows {places.Describe(before.Subscriptions)}."
                );
            case AreaOption.Choice.Chosen { Scope: var scope }:
                var after = await broadcaster.Unsubscribe(channel.Value, scope);
                return new Reply.Say(
                    after is null
                        ? "This channel gets no more results."
                        : $"Done. This channel still gets the results of {places.Describe(after.Subscriptions)}."
                );
            default:
                throw new InvalidOperationException("No rule for this choice.");
        }
    }
}
