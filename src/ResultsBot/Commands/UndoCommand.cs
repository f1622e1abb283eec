using System.Globalization;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/undo</c>: takes back the last thing that its user sent, within two minutes, while nothing was built on it. It
/// is shown first: thirteen elected candidates were once reset by accident (Democracy Club #935).
/// </summary>
internal sealed class UndoCommand(ResultsDesk desk, Staff staff, Phrasebook phrases) : ISlashCommand
{
    private const string Name = "undo";

    public ApplicationCommand Shape { get; } =
        new() { Name = Name, Description = phrases.CommandDescription(Name) };

    public bool IsPrivate => true;

    public Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (staff.Refuse(interaction, Rank.Reporter) is { } refusal)
        {
            return Task.FromResult(refusal);
        }
        var (word, fault) = desk.Undoable(Staff.By(interaction));
        if (word is not { Event: var last } || fault is not null)
        {
            return Task.FromResult<Reply>(
                new Reply.Say(phrases.Sentence(fault ?? new Fault.NothingToUndo()))
            );
        }
        var contest = desk.Election.Definition.Contest(word.Contest);
        // The moment tells which thing is meant: a press an hour later undoes nothing newer.
        var said = last.At.UtcTicks.ToString(CultureInfo.InvariantCulture);
        return Task.FromResult(
            Confirmation.Ask(
                desk.Election.IsHeld(contest)
                    ? phrases.UndoThisUnderEmbargo(phrases.Happened(last), last.At, contest.Name)
                    : phrases.UndoThis(phrases.Happened(last), last.At),
                Name,
                said,
                (phrases.UndoButton(), ButtonStyle.Danger),
                phrases.KeepButton()
            )
        );
    }

    public async Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (staff.Refuse(interaction, Rank.Reporter) is { } refusal)
        {
            return refusal;
        }
        if (id.Action != Confirmation.Go || !long.TryParse(id.Subject, out var ticks))
        {
            return new Reply.Replace(phrases.Kept());
        }
        var by = Staff.By(interaction);
        var last = desk.Election.LastWordBy(by)?.Event;
        var decision = await desk.Submit(
            new Command.Undo(new DateTimeOffset(ticks, TimeSpan.Zero), phrases.UndoReason(), by),
            interaction.Id.ToString(),
            ct
        );
        return new Reply.Replace(
            decision is Decision.Refused { Faults: var faults }
                ? phrases.Sentences(faults)
                : phrases.Undone(last is null ? "" : phrases.Happened(last))
        );
    }
}
