using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResultsBot.Packs.Files;

/// <summary>election.json: what the pack says of the election as a whole.</summary>
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
)
{
    public const string FileName = "election.json";

    public const string FirstPastThePost = "first-past-the-post";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>Null where the file is missing or not JSON; otherwise what it says, whatever its faults.</returns>
    public static ElectionFile? Read(PackFolder folder)
    {
        if (!folder.Has(FileName))
        {
            folder.Refuse(FileName, 0, "the file is missing");
            return null;
        }
        try
        {
            var file = JsonSerializer.Deserialize(
                folder.Text(FileName),
                ElectionFileContext.Default.ElectionFile
            );
            foreach (var fault in FaultsOf(file))
            {
                folder.Refuse(FileName, 0, fault);
            }
            return file;
        }
        catch (JsonException e)
        {
            folder.Refuse(FileName, (int)(e.LineNumber ?? 0) + 1, "this is not valid JSON");
            return null;
        }
    }

    public static void Write(string folder, SortedDictionary<string, object> election) =>
        File.WriteAllText(
            Path.Combine(folder, FileName),
            JsonSerializer.Serialize(election, Indented) + "\n"
        );

    private static IEnumerable<string> FaultsOf(ElectionFile? file)
    {
        (string Key, string? Value)[] needed =
        [
            ("id", file?.Id),
            ("name", file?.Name),
            ("poll_closes", file?.PollCloses),
            ("whole", file?.Whole),
        ];
        foreach (var (key, _) in needed.Where(n => string.IsNullOrWhiteSpace(n.Value)))
        {
            yield return $"“{key}” is missing";
        }
        if (
            file?.PollCloses is { } closes
            && !string.IsNullOrWhiteSpace(closes)
            && IsoTime.Parse(closes) is null
        )
        {
            yield return $"“poll_closes” is a time with its offset, such as 2024-07-04T22:00:00+01:00, not “{closes}”";
        }
        if (file?.Counting is { } counting && counting != FirstPastThePost)
        {
            yield return $"“counting” is {FirstPastThePost}, not “{counting}”";
        }
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true
)]
[JsonSerializable(typeof(ElectionFile))]
internal sealed partial class ElectionFileContext : JsonSerializerContext;
