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

    public ImmutableArray<ActionRow> Of(string command, Look look, AcceptedCautions accepted)
    {
        var settling = Settling(command, look.Proposal.Id);
        if (!look.Faults.IsEmpty)
        {
            return [new ActionRow(settling)];
        }
        if (Open(look, accepted).IsEmpty)
        {
            // All in one row: on a phone what was checked has to stay on the screen with them.
            return
            [
                new ActionRow([
                    Press(command, look, accepted, Sending(look.Asks), ButtonStyle.Success),
                    .. settling,
                ]),
            ];
        }
        return [.. Accepting(command, look, accepted), new ActionRow(settling)];
    }

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
    /// Where one thing is odd, the first button sends, and says what pressing it overrides; where several are, each has a
    /// button of its own, and the last one pressed sends. A button that overrides a warning is red. One that was pressed
    /// keeps its place: else the next would come under a thumb that taps twice, and accept what nobody has read.
    /// </summary>
    private IEnumerable<ActionRow> Accepting(string command, Look look, AcceptedCautions accepted)
    {
        var isLast = Open(look, accepted).Length == 1;
        return ToAccept(look)
            .Select(c =>
                accepted.Has(c)
                    ? Pressed(command, look, c)
                    : Press(
                        command,
                        look,
                        accepted.With(c.Code),
                        isLast
                            ? phrases.AnywayButton(Sending(look.Asks), c)
                            : phrases.AcceptButton(c),
                        ButtonStyle.Danger
                    )
            )
            .Chunk(Limits.ButtonsPerRow)
            .Select(row => new ActionRow([.. row]));
    }

    private static Button Press(
        string command,
        Look look,
        AcceptedCautions with,
        string label,
        ButtonStyle style
    ) =>
        new(
            new CustomId(command, ReadBacks.Send, $"{look.Proposal.Id}:{with}").ToString(),
            PlainText.Shorten(label, Limits.ButtonLabel),
            style
        );

    private Button Pressed(string command, Look look, Caution caution) =>
        new(
            new CustomId(command, Accepted, $"{look.Proposal.Id}:{caution.Code}").ToString(),
            PlainText.Shorten(phrases.AcceptedButton(caution), Limits.ButtonLabel),
            ButtonStyle.Secondary,
            Disabled: true
        );

    private ImmutableArray<Button> Settling(string command, ProposalId id) =>
        [
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
        ];
}
