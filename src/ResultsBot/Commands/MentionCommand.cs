using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/mention [role] [seats] [majors] [stop]</c>: one role is mentioned in this channel for the results of chosen seats,
/// or for all that changes the story; without options it says which. The only way in which the bot ever mentions anybody.
/// </summary>
internal sealed class MentionCommand(Broadcaster broadcaster, Places places, Phrasebook phrases)
    : ISlashCommand
{
    private const int MostSeats = 25;

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = "mention",
            Description = phrases.MentionDescription,
            DefaultMemberPermissions = Permissions.ManageGuild,
            Options =
            [
                new CommandOption
                {
                    Name = "role",
                    Description = phrases.MentionRoleOption,
                    Type = CommandOptionType.Role,
                },
                new CommandOption
                {
                    Name = "seats",
                    Description = phrases.MentionSeatsOption,
                    Type = CommandOptionType.String,
                    Autocomplete = true,
                    MaxLength = 1000,
                },
                new CommandOption
                {
                    Name = "majors",
                    Description = phrases.MentionMajorsOption,
                    Type = CommandOptionType.Boolean,
                },
                new CommandOption
                {
                    Name = "stop",
                    Description = phrases.MentionStopOption,
                    Type = CommandOptionType.Boolean,
                },
            ],
        };

    public bool IsPrivate => true;

    public bool IsForDesk => false;

    /// <summary>Completes the last of the seats.</summary>
    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction)
    {
        var typed = interaction.FocusedValue;
        var begun = typed.LastIndexOf(',') + 1;
        var before = begun == 0 ? "" : typed[..begun] + " ";
        return
        [
            .. places
                .SuggestSeats(typed[begun..])
                .Where(c => before.Length + c.Name.Length <= Limits.ChoiceValue)
                .Select(c => new CommandChoice(before + c.Name, before + c.Name)),
        ];
    }

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (interaction is not { GuildId: { } guild, ChannelId: { } channel })
        {
            return new Reply.Say(phrases.OnlyInAChannel);
        }
        if (!Administrators.Include(interaction.MemberPermissions))
        {
            return new Reply.Say(phrases.OnlyAdministrators);
        }
        var address = DiscordAddresses.Address(channel.Value);
        if (await broadcaster.Find(address) is not { } before)
        {
            return new Reply.Say(phrases.NotSubscribed);
        }
        if (interaction.Flag("stop") == true)
        {
            await broadcaster.SetMention(address, null);
            return new Reply.Say(phrases.MentionsNobody);
        }
        if (interaction.Options.IsEmpty)
        {
            return new Reply.Say(Says(before.Mention));
        }
        if (interaction.IdOf("role") is not { } role)
        {
            return new Reply.Say(phrases.MentionWhom);
        }
        if (role == guild)
        {
            return new Reply.Say(phrases.MentionNotEveryone);
        }
        var seats = new List<Contest>();
        foreach (
            var typed in (interaction.Text("seats") ?? "").Split(
                [',', ';', '\n'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            if (places.Seat(typed) is not { } seat)
            {
                return new Reply.Say(phrases.UnknownSeat(typed, places.SeatsLike(typed)));
            }
            seats.Add(seat);
        }
        var majors = interaction.Flag("majors") ?? false;
        if (seats.Count == 0 && !majors)
        {
            return new Reply.Say(phrases.MentionForWhat);
        }
        if (seats.Count > MostSeats)
        {
            return new Reply.Say(phrases.TooManySeats(MostSeats));
        }
        var mention = new Mention($"{role}", [.. seats.Select(s => s.Id).Distinct()], majors);
        return new Reply.Say(
            await broadcaster.SetMention(address, mention) is { } record
                ? Says(record.Mention)
                : phrases.NotSubscribed
        );
    }

    private RichText Says(Mention? mention) =>
        mention is null
            ? phrases.MentionsNobody
            : phrases.Mentions(
                mention.Role,
                [.. mention.Seats.Select(phrases.Seat)],
                mention.Majors
            );
}
