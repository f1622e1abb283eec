namespace ResultsBot.Discord.Gateway;

/// <summary>What to do after a close code (developers/topics/opcodes-and-status-codes.mdx, "Gateway Close Event Codes").</summary>
internal static class CloseCode
{
    /// <summary>Ends the session and shows the bot offline: only when we mean to stop.</summary>
    public const int Goodbye = 1000;

    /// <summary>Before a resume: any code but 1000 and 1001 keeps the session (discord-api-docs PR #7571, nyxx #592).</summary>
    public const int Resuming = 4200;

    /// <summary>What the operator has to do; null where trying again makes sense.</summary>
    public static string? FatalSentence(int? code) =>
        code switch
        {
            4004 => "Discord does not accept the bot's token: check Discord:Token.",
            4010 =>
                "Discord does not accept the shard number: leave the number of shards to Discord.",
            4011 =>
                "The bot is in too many guilds for so few shards: start it again, and it takes as many as Discord recommends.",
            4012 =>
                "Discord no longer speaks this version of its gateway: the bot needs an update.",
            4013 => "Discord does not know an intent the bot asks for: the bot needs an update.",
            4014 =>
                "The bot asks for an intent it is not allowed: check its settings in Discord's developer portal.",
            _ => null,
        };

    /// <summary>
    /// 4003 and 4005 tell that the state of the session is not what we think; 4007 and 4009 that it is over. All
    /// else, no code included, leaves a session worth resuming.
    /// </summary>
    public static bool EndsSession(int? code) => code is 4003 or 4005 or 4007 or 4009;
}
