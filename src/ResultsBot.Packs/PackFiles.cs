using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResultsBot.Packs;

/// <summary>The names of a pack's files and of their columns, as documented in this folder's README.</summary>
internal static class PackFiles
{
    public const string Election = "election.json";
    public const string Parties = "parties.csv";
    public const string Contests = "contests.csv";
    public const string Candidates = "candidates.csv";
    public const string Previous = "previous.csv";
    public const string Results = "results.csv";
    public const string Continuing = "continuing.csv";
    public const string Script = "script.csv";

    /// <summary>Columns that may be left out.</summary>
    public const string Seats = "seats";
    public const string Electorate = "electorate";

    /// <summary>Whether there is one: empty, unopposed or postponed.</summary>
    public const string Poll = "poll";
    public const string Papers = "papers";
    public const string Collective = "collective";

    /// <summary>Beside “edit” and “types”, which may go on over several lines.</summary>
    public static readonly string[] ScriptColumns = ["at", "by"];

    public static readonly string[] ContinuingColumns = ["party", Seats];

    public static readonly string[] PartyColumns =
    [
        "party",
        "name",
        "colour",
        "counts_as",
        "aliases",
    ];

    public static readonly string[] ContestColumns =
    [
        "contest",
        "name",
        "seats",
        "electorate",
        "county",
        "region",
        "nation",
    ];

    public static readonly string[] CandidateColumns =
    [
        "contest",
        "candidate",
        "party",
        "description",
        "sitting",
    ];

    public static readonly string[] PreviousColumns = ["contest", "party", "votes"];

    public static readonly string[] ResultColumns =
    [
        "contest",
        "recorded_at",
        "rejected",
        "candidate",
        "party",
        "votes",
        "elected",
    ];
}

/// <summary>What election.json says.</summary>
internal sealed record ElectionFile(
    string? Id,
    string? Name,
    string? PollCloses,
    string? Whole,
    string? Counting,
    string? Base,
    string? BaseShort,
    string? Attribution,
    bool? Deposits,
    Dictionary<string, string>? Notes
);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true
)]
[JsonSerializable(typeof(ElectionFile))]
internal sealed partial class ElectionFileContext : JsonSerializerContext;
