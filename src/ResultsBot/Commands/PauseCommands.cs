using Microsoft.Extensions.Logging;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/pause [line]</c>: the kill switch. It asks nothing back: whoever needs it needs it now.</summary>
internal sealed class PauseCommand(
    ResultsDesk desk,
    PauseSwitch pause,
    Staff staff,
    Phrasebook phrases,
    ILogger<PauseCommand> log
) : ISlashCommand
{
    private const string Name = "pause";
    private const string Line = "line";

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = Name,
            Description = phrases.CommandDescription(Name),
            Options =
            [
                new CommandOption
                {
                    Name = Line,
                    Description = phrases.OptionDescription(Line),
                    Type = CommandOptionType.String,
                    MaxLength = 500,
                },
            ],
        };

    public bool IsPrivate => true;

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return refusal;
        }
        pause.Hold();
        var line = interaction.Text(Line)?.Trim() is { Length: > 0 } text ? text : null;
        try
        {
            var decision = await desk.Submit(
                new Command.Pause(line, Staff.By(interaction)),
                interaction.Id.ToString(),
                ct
            );
            pause.Follow();
            return new Reply.Say(
                decision is Decision.Refused { Faults: var faults }
                    ? phrases.Sentences(faults)
                    : phrases.Paused(line)
            );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whoever pauses has a reason, and a full disk is none to go on.
            pause.HoldUnwritten();
            log.LogError(
                "The pause could not be written down, and holds until a restart: {Why}",
                e.Message
            );
            return new Reply.Say(phrases.PausedInMemory());
        }
    }
}

/// <summary><c>/resume</c>: what has waited goes out, once it was confirmed.</summary>
internal sealed class ResumeCommand(
    ResultsDesk desk,
    Broadcaster broadcaster,
    PauseSwitch pause,
    Staff staff,
    Phrasebook phrases
) : ISlashCommand
{
    private const string Name = "resume";

    public ApplicationCommand Shape { get; } =
        new() { Name = Name, Description = phrases.CommandDescription(Name) };

    public bool IsPrivate => true;

    public Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return Task.FromResult(refusal);
        }
        if (!pause.IsHeld)
        {
            return Task.FromResult<Reply>(new Reply.Say(phrases.Sentence(new Fault.NotPaused())));
        }
        return Task.FromResult(
            Confirmation.Ask(
                phrases.ResumeThis(broadcaster.Status.Waiting),
                Name,
                "-",
                (phrases.ResumeButton(), ButtonStyle.Success),
                phrases.CancelButton()
            )
        );
    }

    public async Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return refusal;
        }
        if (id.Action != Confirmation.Go)
        {
            return new Reply.Replace(phrases.StillPaused());
        }
        if (!desk.Election.IsPaused)
        {
            pause.Follow(isResumed: true);
            return new Reply.Replace(phrases.Resumed());
        }
        var decision = await desk.Submit(
            new Command.Resume(null, Staff.By(interaction)),
            interaction.Id.ToString(),
            ct
        );
        if (decision is Decision.Refused { Faults: var faults })
        {
            return new Reply.Replace(phrases.Sentences(faults));
        }
        pause.Follow(isResumed: true);
        return new Reply.Replace(phrases.Resumed());
    }
}
