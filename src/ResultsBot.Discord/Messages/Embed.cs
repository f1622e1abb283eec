using System.Collections.Immutable;
using System.Text.Json;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord;

/// <summary>One card of a message (developers/resources/message.mdx, "Embed Object").</summary>
public sealed record Embed
{
    public string? Title { get; init; }
    public string? Description { get; init; }

    /// <summary>Embeds of one message that share a URL are shown merged into the first.</summary>
    public string? Url { get; init; }

    /// <summary>0 to 0xFFFFFF.</summary>
    public int? Color { get; init; }
    public ImmutableArray<EmbedField> Fields { get; init; } = [];
    public string? Footer { get; init; }
    public string? Author { get; init; }
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>A picture: an address, or <see cref="OutgoingFile.Reference"/> of a file sent along.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>What counts against <see cref="Limits.EmbedCharacters"/>: Discord trims first, and leaves out the URL.</summary>
    public int Length =>
        Counted(Title)
        + Counted(Description)
        + Counted(Footer)
        + Counted(Author)
        + Fields.OrEmpty().Sum(one => Counted(one.Name) + Counted(one.Value));

    private static int Counted(string? text) => text is null ? 0 : text.AsSpan().Trim().Length;

    internal static Embed? Parse(JsonElement json) =>
        json.ValueKind != JsonValueKind.Object
            ? null
            : new Embed
            {
                Title = json.Text("title"),
                Description = json.Text("description"),
                Url = json.Text("url"),
                Color = json.Int("color"),
                Fields = json.Items("fields", EmbedField.Parse),
                Footer = json.Get("footer")?.Text("text"),
                Author = json.Get("author")?.Text("name"),
                Timestamp = json.Time("timestamp"),
                ImageUrl = json.Get("image")?.Text("url"),
            };
}

/// <summary>Name ≤ 256, value ≤ 1024, neither empty.</summary>
public sealed record EmbedField(string Name, string Value, bool Inline = false)
{
    internal static EmbedField? Parse(JsonElement json) =>
        json.Text("name") is { } name && json.Text("value") is { } value
            ? new EmbedField(name, value, json.Flag("inline") ?? false)
            : null;
}
