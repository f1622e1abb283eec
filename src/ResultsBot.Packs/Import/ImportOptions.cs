namespace ResultsBot.Packs.Import;

/// <summary>What election.json needs, and a table of candidates doesn't say.</summary>
/// <param name="PollCloses">ISO 8601 with its offset.</param>
/// <param name="Electorates">A CSV with the registered voters of each contest.</param>
/// <param name="Election">Which election of the file, or its date, where it holds several; “all” for one night of them.</param>
/// <param name="Previous">A CSV with the votes of last time.</param>
/// <param name="Parties">A CSV of descriptions and parties, for what the register doesn't know.</param>
/// <param name="Base">What the votes of last time are; otherwise what the pack says already.</param>
public sealed record ImportOptions(
    string? Id = null,
    string? Name = null,
    string? PollCloses = null,
    string? Whole = null,
    string? Electorates = null,
    string? Election = null,
    string? Base = null,
    string? Attribution = null,
    bool NoDeposits = false,
    string? Parties = null,
    string? Previous = null
);
