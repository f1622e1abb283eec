using System.Text.Json;
using System.Text.Json.Serialization;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Storage;

/// <summary>What a message shows, as text.</summary>
internal static class PageCodec
{
    public static string Write(Page page) =>
        JsonSerializer.Serialize(page, PageContext.Default.Page);

    /// <exception cref="InvalidDataException">It is none.</exception>
    public static Page Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, PageContext.Default.Page)
                ?? throw new InvalidDataException("The store holds a page that is nothing.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The store holds a page that cannot be read.", e);
        }
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(Page))]
internal sealed partial class PageContext : JsonSerializerContext;
