using System.Collections.Immutable;
using System.Text.Json;
using ResultsBot.Discord.Json;
using ResultsBot.Discord.RateLimits;

namespace ResultsBot.Discord.Rest;

/// <summary>The body of an answer that says no: {code, message, errors, retry_after, global}.</summary>
internal sealed record RestErrors(
    int Code,
    string Message,
    ImmutableArray<FieldError> Fields,
    TimeSpan? RetryAfter,
    bool IsGlobal
)
{
    private const int MostFields = 50;
    private const int Deepest = 16;

    /// <summary>Null where the body is not a JSON object: then it was not Discord's API that answered.</summary>
    public static RestErrors? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var json = document.RootElement;
            if (json.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var fields = ImmutableArray.CreateBuilder<FieldError>();
            if (json.Get("errors") is { } errors)
            {
                Collect(errors, "", 0, fields);
            }

            return new RestErrors(
                json.Int("code") ?? 0,
                json.Text("message") ?? "",
                fields.ToImmutable(),
                RateLimitHeaders.Seconds(json.Double("retry_after")),
                json.Flag("global") ?? false
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The errors form a tree: property names, array indices as text, and "_errors" at the leaves.</summary>
    private static void Collect(
        JsonElement json,
        string path,
        int depth,
        ImmutableArray<FieldError>.Builder into
    )
    {
        if (json.ValueKind != JsonValueKind.Object || depth > Deepest)
        {
            return;
        }

        foreach (var property in json.EnumerateObject())
        {
            if (into.Count >= MostFields)
            {
                return;
            }

            if (!property.NameEquals("_errors"))
            {
                Collect(property.Value, Below(path, property.Name), depth + 1, into);
                continue;
            }

            foreach (var error in json.Items("_errors").Take(MostFields - into.Count))
            {
                into.Add(
                    new FieldError(path, error.Text("code") ?? "", error.Text("message") ?? "")
                );
            }
        }
    }

    private static string Below(string path, string name) =>
        name.Length > 0 && name.All(char.IsAsciiDigit) ? $"{path}[{name}]"
        : path.Length == 0 ? name
        : $"{path}.{name}";
}
