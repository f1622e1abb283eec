namespace ResultsBot.Wording;

/// <summary>What a newcomer is told to try first, on the page of the local stand-in.</summary>
public partial class Phrasebook
{
    public virtual string TrySubscribing() =>
        "Here in this channel, type /subscribe and press Enter: results will be posted here.";

    /// <param name="seat">A seat with a recorded result, whose figures stand below.</param>
    public virtual string TryDeclaring(string seat) =>
        $"Type /declare, choose {seat}, and paste these figures as the result. Read what was understood, then press Broadcast:";
}
