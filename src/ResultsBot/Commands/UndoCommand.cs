using System.Globalization;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/undo</c>: takes back the last thing that its user sent, within two minutes, while nothing was built on it. It
/// is shown first: thirteen elected candidates were once reset by accident (Democracy Club #935).
/// </summary>
internal sealed class UndoCommand(
    ResultsDesk desk,
    Staff staff,
    TimeProvider time,
    Phrasebook phrases
) : ISlashCommand
{
    private const string Name = "undo";

    /// <summary>
    /// The button comes to stand where the one was that sent: a press so soon after is the second tap of a thumb, and meant
    /// for that one.
    /// </summary>
    private static readonly TimeSpan SecondTap = TimeSpan.FromSeconds(2);

    /// <summary>Of the button below what was sent.</summary>
    public const string AskFirst = "ask";

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
        if (word is null || fault is not null)
        {
            return Task.FromResult<Reply>(
                new Reply.Say(phrases.Sentence(fault ?? new Fault.NothingToUndo()))
            );
        }
        return Task.FromResult(Confirmation.Ask(Question(word), Name, Subject(word), Go, Keep));
    }

    /// <summary>
    /// The button that takes back what somebody has just sent; null where they cannot. It asks first, as the command does.
    /// </summary>
    public static Button? Offer(
        ResultsDesk desk,
        Decision.Accepted sent,
        string by,
        Phrasebook phrases
    ) =>
        sent.Events.FirstOrDefault(e => e.About is not null) is { About: { } contest, At: var said }
        && desk.Undoable(by, contest, said) is ({ } word, null)
            ? new Button(
                new CustomId(Name, AskFirst, Subject(word)).ToString(),
                phrases.UndoButton(),
                ButtonStyle.Secondary
            )
            : null;

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
        if (id.Action == Confirmation.Keep || Parse(id.Subject) is not var (contest, said))
        {
            return new Reply.Replace(phrases.Kept());
        }
        var by = Staff.By(interaction);
        var (word, fault) = desk.Undoable(by, contest, said);
        if (id.Action == AskFirst)
        {
            if (time.GetUtcNow() - said < SecondTap)
            {
                return new Reply.Nothing();
            }
            // What was sent stays to be read where it can no longer be undone.
            return word is null || fault is not null
                ? new Reply.Say(phrases.Sentence(fault ?? new Fault.NothingToUndo()))
                : new Reply.Replace(
                    Confirmation.Question(Question(word), Name, id.Subject, Go, Keep)
                );
        }
        var decision = await desk.Submit(
            new Command.Undo(said, phrases.UndoReason(), by, contest),
            interaction.Id.ToString(),
            ct
        );
        return new Reply.Replace(
            decision is Decision.Refused { Faults: var faults }
                ? phrases.Sentences(faults)
                : phrases.Undone(word is null ? "" : phrases.Happened(word.Event))
        );
    }

    private (string Label, ButtonStyle Style) Go => (phrases.UndoButton(), ButtonStyle.Danger);

    private string Keep => phrases.KeepButton();

    private RichText Question(LastWord word)
    {
        var contest = desk.Election.Definition.Contest(word.Contest);
        var happened = phrases.Happened(word.Event);
        return desk.Election.IsHeld(contest)
            ? phrases.UndoThisUnderEmbargo(happened, word.Event.At, contest.Name)
            : phrases.UndoThis(happened, word.Event.At);
    }

    /// <summary>The moment and the seat tell which thing is meant: a press an hour later undoes nothing newer.</summary>
    private static string Subject(LastWord word) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{word.Event.At.UtcTicks}:{word.Contest.Value}"
        );

    private (ContestId Contest, DateTimeOffset Said)? Parse(string subject) =>
        subject.Split(':', 2) is [var ticks, var contest]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var said)
        && said <= DateTimeOffset.MaxValue.UtcTicks
        && desk.Election.Definition.FindContest(new ContestId(contest)) is { } known
            ? (known.Id, new DateTimeOffset(said, TimeSpan.Zero))
            : null;
}
