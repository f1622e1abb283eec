using ResultsBot.Desk;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>What every command needs that reports something of a contest.</summary>
internal sealed record ReportTools(
    ResultsDesk Desk,
    IDraftStore Drafts,
    Staff Staff,
    Places Places,
    NearSeats Near,
    ReadBacks ReadBacks,
    Phrasebook Phrases
);
