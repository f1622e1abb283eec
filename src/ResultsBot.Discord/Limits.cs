namespace ResultsBot.Discord;

/// <summary>
/// The sizes Discord documents and refuses beyond (400, code 50035). Lengths are in UTF-16 units, which is never
/// less than Discord's own count.
/// </summary>
public static class Limits
{
    // developers/resources/message.mdx
    public const int Content = 2000;
    public const int EmbedsPerMessage = 10;

    /// <summary>Titles, descriptions, field names and values, footers and authors of all embeds of a message together.</summary>
    public const int EmbedCharacters = 6000;
    public const int EmbedTitle = 256;
    public const int EmbedDescription = 4096;
    public const int EmbedFieldName = 256;
    public const int EmbedFieldValue = 1024;
    public const int Nonce = 25;
    public const int MessagesPerPage = 100;

    // developers/resources/channel.mdx
    public const int ThreadName = 100;

    // developers/reference.mdx, "Uploading Files"
    public const int FilesPerMessage = 10;
    public const int FileBytes = 10 * 1024 * 1024;

    /// <summary>What a file shows, in words.</summary>
    public const int FileDescription = 1024;
    public const int RequestBytes = 25 * 1024 * 1024;

    // developers/components/reference.mdx
    public const int ButtonsPerRow = 5;
    public const int ButtonLabel = 80;
    public const int ModalTitle = 45;
    public const int ModalFields = 5;
    public const int TextInput = 4000;

    // developers/interactions/application-commands.mdx
    public const int Choices = 25;
    public const int ChoiceName = 100;
    public const int ChoiceValue = 100;

    // developers/events/gateway.mdx
    public const int GatewaySendBytes = 4096;
    public const int GatewaySendsPerMinute = 120;

    /// <summary>The first answer to an interaction is due this long after it was received (receiving-and-responding.mdx).</summary>
    public static readonly TimeSpan InteractionAnswer = TimeSpan.FromSeconds(3);

    /// <summary>How long an interaction's token takes edits and follow-ups.</summary>
    public static readonly TimeSpan InteractionToken = TimeSpan.FromMinutes(15);
}
