using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// Brings each interaction to its command and the command's answer to Discord. The one owner of the three-second
/// rule: an answer that is not there in half that time is deferred, and given by an edit.
/// </summary>
internal sealed class Router(
    IEnumerable<ISlashCommand> commands,
    PublicRequests crowd,
    DiscordRest discord,
    DiscordMessages messages,
    Phrasebook phrases,
    Traces traces,
    TimeProvider time,
    ILogger<Router> log
)
{
    private static readonly TimeSpan DeferAfter = Limits.InteractionAnswer / 2;

    /// <summary>Of what is being typed, in characters: more is no name of anything, and only costs time to compare.</summary>
    private const int LongestTyped = Limits.ChoiceName;

    /// <summary>
    /// Of the files on a first answer, in bytes: it has to have arrived, all of it, within the three seconds. A card has some
    /// 100 KB, a photo up to a megabyte or two, a video eight.
    /// </summary>
    private const int LargestAtOnce = 256 * 1024;

    private readonly FrozenDictionary<string, ISlashCommand> _commands =
        commands.ToFrozenDictionary(c => c.Shape.Name);

    public IReadOnlyList<ApplicationCommand> Shapes => ShapesOf(_ => true);

    /// <summary>What people are offered on every server.</summary>
    public IReadOnlyList<ApplicationCommand> PublicShapes => ShapesOf(c => !c.IsForDesk);

    /// <summary>What people are offered in the newsroom beside that.</summary>
    public IReadOnlyList<ApplicationCommand> DeskShapes => ShapesOf(c => c.IsForDesk);

    /// <summary>Answers, whatever happens. An error of ours is logged and told as such.</summary>
    public async Task Handle(Interaction interaction, CancellationToken ct)
    {
        if (interaction is Interaction.AutocompleteAsked asked)
        {
            await Suggest(asked, ct);
            return;
        }
        var (command, run) = Find(interaction, ct);
        if (command is null || run is null)
        {
            log.LogWarning("Nothing handles {Interaction}.", interaction);
            await Respond(
                interaction,
                Answer(interaction, Reply.Refuse(phrases.NoLongerInUse()), isPrivate: true),
                ct
            );
            return;
        }

        using var span = traces.Command(command.Shape.Name, interaction.GetType().Name);
        if (!crowd.Admits(interaction))
        {
            await Respond(
                interaction,
                Answer(interaction, Reply.Refuse(phrases.TooManyRequests()), command.IsPrivate),
                ct
            );
            return;
        }

        // What everybody may ask is worked out and waits for nothing; what is private may wait for the store or for
        // Discord, and keeps nobody waiting meanwhile.
        var working = Work(
            interaction,
            command.IsPrivate ? run : () => crowd.InTurn(interaction, run, ct)
        );
        var left = DeferAfter - time.GetElapsedTime(interaction.ReceivedAt);
        if (
            await EndsWithin(working, left, ct)
            && await working is var answered
            && !TakesLongToSend(answered)
        )
        {
            await Respond(interaction, Answer(interaction, answered, command.IsPrivate), ct);
            await AddPicture(interaction, answered, ct);
            return;
        }
        await Respond(interaction, Defer(interaction, command), ct);
        if (await working is var reply and not Reply.Nothing)
        {
            await Edit(interaction, reply, ct);
            await AddPicture(interaction, reply, ct);
        }
    }

    private IReadOnlyList<ApplicationCommand> ShapesOf(Func<ISlashCommand, bool> which) =>
        [.. _commands.Values.Where(which).Select(c => c.Shape).OrderBy(s => s.Name)];

    private (ISlashCommand?, Func<Task<Reply>>?) Find(Interaction interaction, CancellationToken ct)
    {
        switch (interaction)
        {
            case Interaction.CommandInvoked invoked
                when _commands.TryGetValue(invoked.Name, out var command):
                return (command, () => command.Run(invoked, ct));
            case Interaction.MessageCommandInvoked invoked
                when _commands.TryGetValue(invoked.Name, out var command):
                return (command, () => command.RunOn(invoked, ct));
            case Interaction.ComponentPressed pressed
                when CustomId.Parse(pressed.CustomId) is { } id
                    && _commands.TryGetValue(id.Command, out var command):
                return (command, () => command.Press(pressed, id, ct));
            case Interaction.ModalSubmitted submitted
                when CustomId.Parse(submitted.CustomId) is { } id
                    && _commands.TryGetValue(id.Command, out var command):
                return (command, () => command.Fill(submitted, id, ct));
            default:
                return (null, null);
        }
    }

    private async Task<Reply> Work(Interaction interaction, Func<Task<Reply>> run)
    {
        try
        {
            return await run();
        }
        catch (StoreUnavailableException e)
        {
            // Not a bug: the disk is full or the database is down. No need to log what was typed.
            log.LogWarning(
                "{Interaction} {Id} was refused because nothing can be saved: {Reason}",
                interaction.GetType().Name,
                interaction.Id,
                e.Message
            );
            Activity.Current?.SetStatus(ActivityStatusCode.Error);
            return Reply.Refuse(phrases.StoreTakesNothing());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The border to the person who typed: they are told, and the log says what it was.
            log.LogError(e, "{Interaction} failed.", interaction);
            Activity.Current?.SetStatus(ActivityStatusCode.Error);
            return Reply.Refuse(phrases.SomethingWentWrong());
        }
    }

    private async Task<bool> EndsWithin(Task working, TimeSpan left, CancellationToken ct)
    {
        if (working.IsCompleted)
        {
            return true;
        }
        if (left <= TimeSpan.Zero)
        {
            return false;
        }
        try
        {
            await working.WaitAsync(left, time, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return working.IsCompleted;
        }
    }

    private async Task Suggest(Interaction.AutocompleteAsked asked, CancellationToken ct)
    {
        if (!_commands.TryGetValue(asked.Name, out var command))
        {
            return;
        }
        var choices = crowd.Admits(asked)
            ? await crowd.InTurn(asked, () => Task.FromResult(command.Suggest(Bounded(asked))), ct)
            : [];
        await Respond(asked, new InteractionResponse.Suggest(choices), ct);
    }

    private static Interaction.AutocompleteAsked Bounded(Interaction.AutocompleteAsked asked) =>
        asked with
        {
            FocusedValue = PlainText.Head(asked.FocusedValue, LongestTyped),
            Options =
            [
                .. asked.Options.Select(o =>
                    o with
                    {
                        Text = o.Text is { } typed ? PlainText.Head(typed, LongestTyped) : null,
                    }
                ),
            ],
        };

    private InteractionResponse Answer(Interaction interaction, Reply reply, bool isPrivate) =>
        reply switch
        {
            Reply.Form form => new InteractionResponse.ShowModal(form.Modal),
            Reply.Replace replace when HasMessage(interaction) => new InteractionResponse.Update(
                messages.Of(replace.Message)
            ),
            Reply.Replace replace => new InteractionResponse.Reply(
                messages.Of(replace.Message) with
                {
                    Ephemeral = isPrivate,
                }
            ),
            Reply.Say say => new InteractionResponse.Reply(
                messages.Of(say.Message) with
                {
                    Ephemeral = isPrivate || say.IsRefusal,
                }
            ),
            Reply.Nothing => new InteractionResponse.DeferUpdate(),
            _ => throw new ArgumentOutOfRangeException(nameof(reply), reply, "No answer for it."),
        };

    private static InteractionResponse Defer(Interaction interaction, ISlashCommand command) =>
        HasMessage(interaction)
            ? new InteractionResponse.DeferUpdate()
            : new InteractionResponse.Defer(command.IsPrivate);

    private static bool TakesLongToSend(Reply reply) =>
        reply is Reply.Replace { Message.Files: var files }
        && files.Sum(f => (long)f.Bytes.Length) > LargestAtOnce;

    private static bool HasMessage(Interaction interaction) =>
        interaction
            is Interaction.ComponentPressed
                or Interaction.ModalSubmitted { Message: not null };

    private async Task Edit(Interaction interaction, Reply reply, CancellationToken ct)
    {
        if (reply is Reply.Form)
        {
            log.LogWarning("{Interaction} took too long: its form is not shown.", interaction);
        }
        var message = messages.Of(
            reply switch
            {
                Reply.Say say => say.Message,
                Reply.Replace replace => replace.Message,
                // A form can only be the first answer.
                Reply.Form { IfLate: { } late } => late,
                _ => BotMessage.Saying(phrases.TookTooLong()),
            }
        );
        var told =
            reply is Reply.Say && HasMessage(interaction)
                ? await discord.FollowUp(interaction, message with { Ephemeral = true }, ct)
                : await discord.EditResponse(interaction, message, ct);
        Note(interaction, told);
    }

    /// <summary>
    /// Nobody waits for a picture to be answered. All else of the message is left as it is: a press may have changed it
    /// meanwhile.
    /// </summary>
    private async Task AddPicture(Interaction interaction, Reply reply, CancellationToken ct)
    {
        if (
            reply is Reply.Replace { Message: { Late: { } late } message }
            && await late.File is { } picture
            && late.IsWanted()
        )
        {
            Note(
                interaction,
                await discord.ShowPicture(interaction, messages.Of(message.With(picture)), ct)
            );
        }
    }

    private async Task Respond(
        Interaction interaction,
        InteractionResponse response,
        CancellationToken ct
    ) => Note(interaction, await discord.Respond(interaction, response, ct));

    private void Note<T>(Interaction interaction, RestResult<T> result)
    {
        switch (result)
        {
            case RestResult<T>.Refused { Refusal: var refusal }:
                log.LogWarning(
                    "The answer to {Interaction} was refused: {Refusal}",
                    interaction,
                    refusal
                );
                break;
            case RestResult<T>.Unknown unknown:
                log.LogWarning(
                    "The answer to {Interaction} may be lost: {Reason}",
                    interaction,
                    unknown.Reason
                );
                break;
            default:
                break;
        }
    }
}
