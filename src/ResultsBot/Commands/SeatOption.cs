using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>The option <c>seat</c>, which several commands share.</summary>
internal static class SeatOption
{
    public const string Name = "seat";

    /// <summary>That there is no such seat, and which ones are called alike.</summary>
    public static string Unknown(string typed, Places places, Phrasebook phrases) =>
        phrases.UnknownSeat(typed, places.SeatsLike(typed));
}
