using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets;

/// <summary>Somewhere that is posted to because the configuration says so, and not a command typed there.</summary>
/// <param name="Key">Where it stands in the configuration.</param>
/// <param name="Area">An area or a seat, as it was typed; null for everything there is.</param>
/// <param name="IsRehearsal">It gets rehearsals and nothing else; otherwise it never gets one.</param>
/// <param name="Fingerprint">Another one when it is found elsewhere. Nothing secret can be told from it.</param>
internal sealed record ConfiguredChannel(
    string Key,
    Address Address,
    Group Group,
    string? Area,
    Kind Kind,
    bool IsRehearsal,
    string Fingerprint
);
