using System.Text.Encodings.Web;
using System.Text.Json;

namespace ResultsBot.Packs.Import;

internal static class PackWriter
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes election.json.</summary>
    public static void Election(string folder, SortedDictionary<string, object> election)
    {
        var json = JsonSerializer.Serialize(election, Json);
        File.WriteAllText(Path.Combine(folder, PackFiles.Election), json + "\n");
    }
}
