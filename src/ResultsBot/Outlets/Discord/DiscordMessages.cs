using ResultsBot.Discord;

namespace ResultsBot.Outlets.Discord;

/// <summary>Writes what people are shown in Discord's words and within its limits: the one place that does.</summary>
internal sealed class DiscordMessages(PostEmbeds embeds)
{
    /// <summary>So that a line that is cut leaves room for the ellipsis behind it.</summary>
    private const int LongestLine = Limits.Content - 3;

    public OutgoingMessage Of(BotMessage message) =>
        new()
        {
            Content = message.Lines.IsEmpty
                ? null
                : DiscordText.Lines(
                    message.Lines.Select(l => DiscordText.Of(l, LongestLine)),
                    Limits.Content
                ),
            Embeds =
            [
                .. embeds.Of(message.Posts),
                .. string.IsNullOrWhiteSpace(message.Typed)
                    ? []
                    : new[]
                    {
                        new Embed
                        {
                            Description = DiscordText.Quote(message.Typed, Limits.EmbedDescription),
                        },
                    },
            ],
            Components = message.Components,
            Files = message.Files,
            MentionUsers = [.. message.Notifies.Select(p => new Snowflake(p))],
        };
}
