using ResultsBot.Discord;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;

namespace ResultsBot.Commands;

/// <summary>What is asked before something is done that everybody sees: one button does it, the other lets it be.</summary>
internal static class Confirmation
{
    public const string Go = "go";
    public const string Keep = "keep";

    /// <param name="subject">What it is about, as it comes back with the press.</param>
    public static Reply Ask(
        RichText content,
        string command,
        string subject,
        (string Label, ButtonStyle Style) go,
        string keep
    ) => new Reply.Say(Question(content, command, subject, go, keep));

    /// <inheritdoc cref="Ask"/>
    public static BotMessage Question(
        RichText content,
        string command,
        string subject,
        (string Label, ButtonStyle Style) go,
        string keep
    ) =>
        new()
        {
            Lines = [content],
            Components =
            [
                new ActionRow([
                    new Button(new CustomId(command, Go, subject).ToString(), go.Label, go.Style),
                    new Button(
                        new CustomId(command, Keep, subject).ToString(),
                        keep,
                        ButtonStyle.Secondary
                    ),
                ]),
            ],
        };
}
