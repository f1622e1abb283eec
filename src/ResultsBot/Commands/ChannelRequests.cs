using System.Globalization;
using ResultsBot.Discord;
using ResultsBot.Storage;

namespace ResultsBot.Commands;

/// <summary>
/// A command for a channel that asks back, kept until its button is pressed: for who typed it, in that channel. Discord
/// asks for no permission at a press, so nobody else's press carries it out.
/// </summary>
internal sealed class ChannelRequests(IDraftStore drafts)
{
    /// <summary>No option is called so.</summary>
    private const string Asker = "(asker)";

    public async Task<string> Keep(Interaction.CommandInvoked typed)
    {
        var fields = typed.Options.ToDictionary(o => o.Name, Written);
        fields[Asker] = AskerOf(typed);
        var id = typed.Id.ToString();
        await drafts.Save(new Draft(id, typed.Name, fields));
        return id;
    }

    /// <returns>The command as it was typed, asked anew with the press; null where it is no longer kept.</returns>
    public async Task<Interaction.CommandInvoked?> Find(
        Interaction.ComponentPressed pressed,
        CustomId id,
        CancellationToken ct
    ) =>
        await drafts.Find(id.Subject, ct) is { } draft
        && draft.Command == id.Command
        && draft[Asker] == AskerOf(pressed)
            ? new Interaction.CommandInvoked
            {
                Id = pressed.Id,
                GuildId = pressed.GuildId,
                ChannelId = pressed.ChannelId,
                User = pressed.User,
                RoleIds = pressed.RoleIds,
                MemberPermissions = pressed.MemberPermissions,
                AppPermissions = pressed.AppPermissions,
                ReceivedAt = pressed.ReceivedAt,
                Name = draft.Command,
                Options =
                [
                    .. draft.Fields.Where(f => f.Key != Asker).Select(f => Read(f.Key, f.Value)),
                ],
            }
            : null;

    private static string AskerOf(Interaction interaction) =>
        $"{interaction.User.Id}:{interaction.ChannelId}";

    private static string Written(InvokedOption option) =>
        option switch
        {
            { Integer: { } number } => number.ToString(CultureInfo.InvariantCulture),
            { Flag: { } flag } => flag ? bool.TrueString : bool.FalseString,
            _ => option.Text ?? "",
        };

    /// <summary>Each option is asked for as what it is: what the text is not stays empty.</summary>
    private static InvokedOption Read(string name, string text) =>
        new(name, CommandOptionType.String)
        {
            Text = text,
            Integer = long.TryParse(
                text,
                NumberStyles.Integer,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? number
                : null,
            Flag = bool.TryParse(text, out var flag) ? flag : null,
        };
}
