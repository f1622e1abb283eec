namespace ResultsBot.Discord;

/// <summary>After how many minutes without a message a thread is put away (developers/resources/channel.mdx).</summary>
public enum ThreadArchival
{
    Day = 1440,
    Week = 10080,
}
