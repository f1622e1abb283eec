using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ResultsBot.Packs.Files;

/// <summary>election.json: what the pack says of the election as a whole.</summary>
internal sealed record ElectionFile(
    string? Id = null,
    string? Name = null,
    string? PollCloses = null,
    string? Whole = null,
    string? Counting = null,
    string? Base = null,
    string? BaseShort = null,
    string? Attribution = null,
    bool? Deposits = null,
    Dictionary<string, string>? Notes = null
)
{
    public const string FileName = "election.json";

    public const string FirstPastThePost = "first-past-the-post";

    /// <summary>What completes “Change on the …” where there are votes of last time and nobody said what they are.</summary>
    public const string UnnamedBase = "last election";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>What the file says, whatever its faults; nothing where it is missing or not JSON.</returns>
    public static ElectionFile Read(PackFolder folder)
    {
        if (!folder.Has(FileName))
        {
            folder.Refuse(FileName, 0, "the file is missing");
            return new ElectionFile();
        }
        try
        {
            var file =
                JsonSerializer.Deserialize(
                    folder.Text(FileName),
                    ElectionFileContext.Default.ElectionFile
                ) ?? new ElectionFile();
            foreach (var fault in file.Faults())
            {
                folder.Refuse(FileName, 0, fault);
            }
            return file;
        }
        catch (JsonException e)
        {
            folder.Refuse(FileName, (int)(e.LineNumber ?? 0) + 1, "this is not valid JSON");
            return new ElectionFile();
        }
    }

    public static void Write(string folder, SortedDictionary<string, object> election) =>
        File.WriteAllText(
            Path.Combine(folder, FileName),
            JsonSerializer.Serialize(election, Indented) + "\n"
        );

    /// <summary>As it is written to the pack.</summary>
    public static string Print(JsonObject election) => election.ToJsonString(Indented) + "\n";

    private IEnumerable<string> Faults()
    {
        (string Key, string? Value)[] needed =
        [
            ("id", Id),
            ("name", Name),
            ("poll_closes", PollCloses),
            ("whole", Whole),
        ];
        foreach (var (key, _) in needed.Where(n => string.IsNullOrWhiteSpace(n.Value)))
        {
            yield return $"“{key}” is missing";
        }
        if (!string.IsNullOrWhiteSpace(PollCloses) && IsoTime.Parse(PollCloses) is null)
        {
            yield return $"“poll_closes” is a time with its offset, such as 2024-07-04T22:00:00+01:00, not “{PollCloses}”";
        }
        if (Counting is not (null or FirstPastThePost))
        {
            yield return $"“counting” is {FirstPastThePost}, not “{Counting}”";
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
