using ResultsBot.Broadcasting;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/pause [line]</c>: the kill switch. It asks nothing back: whoever needs it needs it now.</summary>
internal sealed class PauseCommand(
    ResultsDesk desk,
    PauseSwitch pause,
    Staff staff,
    Phrasebook phrases
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
            if (decision is Decision.Refused { Faults: var faults })
            {
                return new Reply.Say(phrases.Sentences(faults));
            }
        }
        finally
        {
            // Where it could not be written down, nobody could ever resume it.
            pause.Follow();
        }
        return new Reply.Say(phrases.Paused(line));
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
        if (!desk.Election.IsPaused)
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
        var decision = await desk.Submit(
            new Command.Resume(null, Staff.By(interaction)),
            interaction.Id.ToString(),
            ct
        );
        if (decision is Decision.Refused { Faults: var faults })
        {
            return new Reply.Replace(phrases.Sentences(faults));
        }
        pause.Follow();
        return new Reply.Replace(phrases.Resumed());
    }
}
