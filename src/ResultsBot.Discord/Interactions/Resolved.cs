using System.Collections.Immutable;
using System.Text.Json;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord;

/// <summary>What the ids in an interaction stand for: sent along, so that none has to be asked for.</summary>
public sealed record Resolved
{
    public static readonly Resolved Nothing = new();

    public ImmutableArray<ResolvedChannel> Channels { get; init; } = [];
    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    internal static Resolved Parse(JsonElement data) =>
        data.Get("resolved") is { ValueKind: JsonValueKind.Object } resolved
            ? new Resolved
            {
                Channels = ResolvedChannel.ParseAll(data),
                Attachments = All(resolved, "attachments", Attachment.Parse),
            }
            : Nothing;

    private static ImmutableArray<T> All<T>(
        JsonElement resolved,
        string kind,
        Func<JsonElement, T?> parse
    )
        where T : class =>
        resolved.Get(kind) is { ValueKind: JsonValueKind.Object } all
            ? [.. all.EnumerateObject().Select(entry => parse(entry.Value)).OfType<T>()]
            : [];
}
