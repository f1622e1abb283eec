namespace ResultsBot.Wording;

/// <summary>What a newcomer is told to try first, on the page of the local stand-in.</summary>
public partial class Phrasebook
{
    public virtual string TrySubscribing() =>
        "In this channel, type /subscribe and send it: results will be posted here.";

    /// <param name="seat">A seat with a recorded result, whose figures stand below.</param>
    public virtual string TryDeclaring(string seat) =>
        $"Type /declare, choose {seat}, and paste these figures as the result. Check what comes back, then press Broadcast:";
}
