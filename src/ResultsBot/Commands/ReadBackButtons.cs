using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>The buttons below a read-back: what sends it, what is accepted first, and what settles it otherwise.</summary>
internal sealed class ReadBackButtons(Phrasebook phrases)
{
    /// <summary>Of a button that was pressed and does nothing more.</summary>
    private const string Accepted = "accepted";

    public ImmutableArray<ActionRow> Of(string command, Look look, AcceptedCautions accepted) =>
        look.Faults.IsEmpty
            ? [.. Accepting(command, look, accepted), Settling(command, look.Proposal.Id)]
            : [Settling(command, look.Proposal.Id)];

    /// <summary>What the button that sends says: what pressing it does.</summary>
    public string Sending(Command.Report report) =>
        report switch
        {
            Command.Retract => phrases.WithdrawResultButton(),
            Command.WithdrawFlash => phrases.WithdrawFlashButton(),
            Command.ReopenPoll => phrases.WithdrawPostponementButton(),
            _ => phrases.BroadcastButton(),
        };

    /// <summary>What has to be accepted by name and was not.</summary>
    public static ImmutableArray<Caution> Open(Look look, AcceptedCautions accepted) =>
        [.. ToAccept(look).Where(c => !accepted.Has(c))];

    private static IEnumerable<Caution> ToAccept(Look look) =>
        look.Cautions.Where(c => !c.IsRemark).DistinctBy(c => c.Code);

    /// <summary>
    /// The first button sends. Where one thing is odd, it says what pressing it overrides; where several are, each has a
    /// button of its own, and the last one pressed sends. A button that overrides a warning is red. One that was pressed
    /// keeps its place: else the next would come under a thumb that taps twice, and accept what nobody has read.
    /// </summary>
    private IEnumerable<ActionRow> Accepting(string command, Look look, AcceptedCautions accepted)
    {
        var id = look.Proposal.Id;
        var open = Open(look, accepted);
        var button = Sending(look.Asks);
        if (open.IsEmpty)
        {
            return [new ActionRow([Press(accepted, button, ButtonStyle.Success)])];
        }
        return ToAccept(look)
            .Select(c =>
                accepted.Has(c) ? Pressed(c)
                : open.Length == 1
                    ? Press(
                        accepted.With(c.Code),
                        phrases.AnywayButton(button, c),
                        ButtonStyle.Danger
                    )
                : Press(accepted.With(c.Code), phrases.AcceptButton(c), ButtonStyle.Danger)
            )
            .Chunk(Limits.ButtonsPerRow)
            .Select(row => new ActionRow([.. row]));

        Button Pressed(Caution c) =>
            new(
                new CustomId(command, Accepted, $"{id}:{c.Code}").ToString(),
                PlainText.Shorten(phrases.AcceptedButton(c), Limits.ButtonLabel),
                ButtonStyle.Secondary,
                Disabled: true
            );

        Button Press(AcceptedCautions with, string label, ButtonStyle style) =>
            new(
                new CustomId(command, ReadBacks.Send, $"{id}:{with}").ToString(),
                PlainText.Shorten(label, Limits.ButtonLabel),
                style
            );
    }

    private ActionRow Settling(string command, ProposalId id) =>
        new([
            new Button(
                new CustomId(command, ReadBacks.Edit, id.Value).ToString(),
                phrases.EditButton(),
                ButtonStyle.Secondary
            ),
            new Button(
                new CustomId(command, ReadBacks.Cancel, id.Value).ToString(),
                phrases.CancelButton(),
                ButtonStyle.Secondary
            ),
        ]);
}
