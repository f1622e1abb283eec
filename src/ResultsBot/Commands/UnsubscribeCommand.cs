using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/unsubscribe [area] [party] [kind] [close] [forum]</c>: the channel gets nothing more of what fits all that is named;
/// where nothing is named, nothing more at all, once that was confirmed.
/// </summary>
internal sealed class UnsubscribeCommand(
    Broadcaster broadcaster,
    ChannelRequests requests,
    IGuilds guilds,
    Places places,
    Phrasebook phrases
) : ISlashCommand
{
    private const string Name = "unsubscribe";

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = Name,
            Description = phrases.UnsubscribeDescription,
            DefaultMemberPermissions = Permissions.ManageChannels,
            Options =
            [
                AreaOption.Of(phrases.UnsubscribeAreaOption),
                PartyOption.Of(phrases),
                KindOption.Of(phrases.UnsubscribeKindOption, phrases),
                CloseOption.Of(phrases.UnsubscribeCloseOption),
                ForumOption.Of(phrases),
            ],
        };

    public bool IsPrivate => true;

    public bool IsForDesk => false;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        interaction.FocusedOption == PartyOption.Name
            ? PartyOption.Suggest(interaction.FocusedValue, phrases)
            : places.SuggestPlaces(interaction.FocusedValue);

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        var named = ForumOption.Read(interaction, guilds, phrases);
        if (named is ForumOption.Choice.Refused noChannel)
        {
            return new Reply.Say(noChannel.Sentence);
        }
        var where = (ForumOption.Choice.Chosen)named;
        var address = DiscordAddresses.Address(where.Channel);
        if (await broadcaster.Find(address) is not { } before)
        {
            return new Reply.Say(phrases.NotSubscribed);
        }
        var area = AreaOption.Read(interaction, places, phrases);
        if (area is AreaOption.Choice.Unclear noArea)
        {
            return new Reply.Say(noArea.Sentence);
        }
        var chosen = PartyOption.Read(interaction, phrases);
        if (chosen is PartyOption.Choice.Unclear noParty)
        {
            return new Reply.Say(noParty.Sentence);
        }
        var scope = ((AreaOption.Choice.Chosen)area).Scope;
        var party = ((PartyOption.Choice.Chosen)chosen).Party;
        var kind = KindOption.Read(interaction);
        var within = CloseOption.Read(interaction);
        ImmutableArray<Topic> topics = [.. before.Subscriptions.Select(s => s.Topic)];
        if (scope is null && party is null && kind is null && within is null)
        {
            return Confirmation.Ask(
                phrases.UnsubscribeFromAll(topics),
                Name,
                await requests.Keep(interaction),
                (phrases.UnsubscribeButton, ButtonStyle.Danger),
                phrases.KeepSubscriptionsButton
            );
        }
        ImmutableArray<Topic> ended =
        [
            .. topics.Where(t =>
                (scope is null || t.Scope == scope)
                && (party is null || t.Party == party)
                && (kind is null || t.Kind == kind)
                && (within is null || t.Within == within)
            ),
        ];
        if (ended.IsEmpty)
        {
            return new Reply.Say(phrases.FollowsOther(topics));
        }
        var after = await broadcaster.Unsubscribe(
            address,
            ended.Length == topics.Length ? null : ended
        );
        return new Reply.Say(
            after is null
                ? phrases.NothingMore
                : phrases.StillGets([.. after.Subscriptions.Select(s => s.Topic)])
        );
    }

    public async Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (
            await requests.Find(interaction, id, ct) is not { } typed
            || ForumOption.Read(typed, guilds, phrases) is not ForumOption.Choice.Chosen where
        )
        {
            return new Reply.Replace(phrases.NoLongerKept(Name));
        }
        if (id.Action != Confirmation.Go)
        {
            return new Reply.Replace(phrases.NothingUnsubscribed);
        }
        await broadcaster.Unsubscribe(DiscordAddresses.Address(where.Channel), null);
        return new Reply.Replace(phrases.NothingMore);
    }
}
