using System.Text.Encodings.Web;
using System.Text.Json;

namespace ResultsBot.Tests.Infrastructure;

internal static class Json
{
    public static JsonSerializerOptions Readable { get; } =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
