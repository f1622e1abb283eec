namespace ResultsBot.Health;

/// <summary>What the parts of the bot are called, and why it ends when one does: for an operator.</summary>
internal static class Parts
{
    public const string Broadcasting = "Broadcasting";
    public const string DeskChannel = "The desk's channel";
    public const string Connection = "The connection to Discord";
    public const string Store = "The store";
    public const string Writing = "Writing to the store";
    public const string WarmUp = "Warming up";
    public const string LiveBlog = "The live blog";
    public const string Cards = "Drawing cards";
    public const string HealthFile = "The health file";
    public const string Systemd = "Telling systemd";

    public static string Ended(string part) => $"{part} has ended by itself";

    public static string Failed(string part, Exception bug) =>
        $"{part} has failed ({bug.GetType().Name}: {bug.Message})";

    /// <param name="code">Discord's code of a close, or the status of an answer.</param>
    public static string Refused(int code, string sentence) =>
        $"Discord refuses the bot ({code}): {sentence}";

    public static string TokenRefused =>
        Refused(401, "Discord does not accept the bot's token: check Discord:Token.");
}
