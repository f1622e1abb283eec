using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Outlets.Discord;

/// <summary>What people at Discord are shown beside the news: an answer, a read-back, a card at the desk, the board.</summary>
internal sealed record BotMessage
{
    public ImmutableArray<RichText> Lines { get; init; } = [];

    public ImmutableArray<Post> Posts { get; init; } = [];

    /// <summary>What a reporter typed, given back below as it was typed.</summary>
    public string Typed { get; init; } = "";

    public ImmutableArray<ActionRow> Components { get; init; } = [];

    public ImmutableArray<OutgoingFile> Files { get; init; } = [];

    public static BotMessage Saying(RichText text) => new() { Lines = [text] };

    public static BotMessage Showing(Post post) => new() { Posts = [post] };
}
