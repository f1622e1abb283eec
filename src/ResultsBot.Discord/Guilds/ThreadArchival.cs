namespace ResultsBot.Discord;

/// <summary>After how many minutes without a message a thread is put away (developers/resources/channel.mdx).</summary>
public enum ThreadArchival
{
    Hour = 60,
    Day = 1440,
    ThreeDays = 4320,
    Week = 10080,
}
