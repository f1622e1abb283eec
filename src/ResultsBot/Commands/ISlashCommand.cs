using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;

namespace ResultsBot.Commands;

/// <summary>
/// One command, typed or chosen in the menu of a message, with the buttons and forms that belong to it. It reads the interaction, asks the desk or the
/// broadcaster, and returns its answer; the router delivers it.
/// </summary>
internal interface ISlashCommand
{
    ApplicationCommand Shape { get; }

    /// <summary>Whether its answers are for who typed it alone; a refusal is in any case.</summary>
    bool IsPrivate { get; }

    /// <summary>Whether it is for the newsroom alone: people on other servers aren't offered it.</summary>
    bool IsForDesk => true;

    Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct) =>
        throw new NotSupportedException($"{Shape.Name} cannot be typed.");

    /// <summary>It was chosen in the menu of a message.</summary>
    Task<Reply> RunOn(Interaction.MessageCommandInvoked interaction, CancellationToken ct) =>
        throw new NotSupportedException($"{Shape.Name} is of no message.");

    /// <summary>What to suggest while an option is typed. At most 25; never waits.</summary>
    ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) => [];

    /// <summary>One of its buttons was pressed.</summary>
    Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    ) => throw new NotSupportedException($"{Shape.Name} has no buttons.");

    /// <summary>One of its forms was sent.</summary>
    Task<Reply> Fill(Interaction.ModalSubmitted interaction, CustomId id, CancellationToken ct) =>
        throw new NotSupportedException($"{Shape.Name} has no forms.");
}

/// <summary>What a command answers.</summary>
internal abstract record Reply
{
    private Reply() { }

    /// <summary>A new message.</summary>
    public sealed record Say(BotMessage Message) : Reply
    {
        public Say(RichText sentence)
            : this(BotMessage.Saying(sentence)) { }

        public Say(Post post)
            : this(BotMessage.Showing(post)) { }

        /// <summary>For who asked alone, though the command answers everybody.</summary>
        public bool IsRefusal { get; init; }
    }

    /// <summary>Why there is no answer. Nobody else in the channel has anything from it.</summary>
    public static Say Refuse(RichText sentence) => new(sentence) { IsRefusal = true };

    /// <summary>The message whose button was pressed becomes this one; a new message where there is none.</summary>
    public sealed record Replace(BotMessage Message) : Reply
    {
        public Replace(RichText sentence)
            : this(BotMessage.Saying(sentence)) { }
    }

    /// <summary>Taken note of; nothing changes.</summary>
    public sealed record Nothing : Reply;

    /// <param name="IfLate">What is said where it is too late for a form; null: to try again.</param>
    public sealed record Form(Modal Modal, BotMessage? IfLate = null) : Reply;
}

/// <summary>
/// What a button or form carries: the command it belongs to, what it does, and to what. It is all that comes back,
/// so it survives a restart of the bot.
/// </summary>
internal sealed record CustomId(string Command, string Action, string Subject)
{
    /// <summary>Of a button in the desk's channel: what the command does when it is typed alone, or with that seat.</summary>
    public const string OnBoard = "board";

    public override string ToString() => $"{Command}:{Action}:{Subject}";

    public static CustomId? Parse(string text) =>
        text.Split(':', 3) is [var command, var action, var subject]
            ? new CustomId(command, action, subject)
            : null;
}
