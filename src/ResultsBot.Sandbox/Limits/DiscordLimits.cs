namespace ResultsBot.Sandbox.Limits;

/// <summary>
/// How long and how many: Discord's limits, from its documents alone. The sandbox judges clients, so it shares none of
/// these with one: a client that has a limit wrong must be told so here. Lengths are in characters.
/// </summary>
internal static class DiscordLimits
{
    public const int Url = 2048;

    // Messages
    public const int Content = 2000;
    public const int Nonce = 25;
    public const int MentionIds = 100;
    public const int Embeds = 10;
    public const int Files = 10;
    public const int FileBytes = 10 * 1024 * 1024;
    public const int FileName = 1024;
    public const int FileDescription = 1024;
    public const int RequestBytes = 25 * 1024 * 1024;

    // Embeds
    public const int EmbedTitle = 256;
    public const int EmbedDescription = 4096;
    public const int EmbedFields = 25;
    public const int EmbedFieldName = 256;
    public const int EmbedFieldValue = 1024;
    public const int EmbedFooter = 2048;
    public const int EmbedAuthor = 256;
    public const int EmbedTogether = 6000;

    // Components and forms
    public const int Rows = 5;
    public const int InARow = 5;
    public const int CustomId = 100;
    public const int ButtonLabel = 80;
    public const int ButtonUrl = 512;
    public const int ButtonSku = 20;
    public const int SelectOptions = 25;
    public const int SelectPlaceholder = 150;
    public const int SelectText = 100;
    public const int ModalTitle = 45;
    public const int ModalLabel = 45;
    public const int InputText = 4000;
    public const int InputPlaceholder = 100;

    // Commands
    public const int CommandsAtOnce = 130;
    public const int CommandCreatesADay = 200;
    public const int CommandName = 32;
    public const int CommandDescription = 100;
    public const int CommandTogether = 8000;
    public const int Options = 25;
    public const int OptionText = 6000;
    public const int OptionChannelTypes = 20;
    public const int Choices = 25;
    public const int ChoiceText = 100;

    /// <summary>Commands of each type: typed, of users, of messages, and the one that opens an activity.</summary>
    public static readonly IReadOnlyList<(int Type, int Most)> Commands =
    [
        (1, 100),
        (2, 15),
        (3, 15),
        (4, 1),
    ];

    // Threads
    public const int ThreadName = 100;
    public const int AppliedTags = 5;
    public static readonly IReadOnlyList<int> ArchiveAfterMinutes = [60, 1440, 4320, 10_080];

    // Interactions
    public static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan InteractionToken = TimeSpan.FromMinutes(15);

    // The gateway
    public const int FrameBytes = 4096;
    public const int Frames = 120;
    public static readonly TimeSpan FrameWindow = TimeSpan.FromSeconds(60);
    public const int IdentifiesADay = 1000;
    public static readonly TimeSpan IdentifiesApart = TimeSpan.FromSeconds(5);
}
