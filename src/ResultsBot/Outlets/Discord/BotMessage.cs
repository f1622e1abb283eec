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

    /// <summary>The people whom it notifies, where its lines name them; all others are only named.</summary>
    public ImmutableArray<ulong> Notifies { get; init; } = [];

    /// <summary>A picture for its first post that isn't ready yet; null for none.</summary>
    public LatePicture? Late { get; init; }

    /// <summary>
    /// The same with a picture in its first post, or in one of its own where there is none; a video stands beside it.
    /// </summary>
    public BotMessage With(OutgoingFile file)
    {
        var picture = new PostPicture(file.Name, file.Description ?? "");
        return this with
        {
            Posts = picture.IsVideo
                ? Posts
                :
                [
                    (Posts.IsEmpty ? new Post() : Posts[0]) with
                    {
                        Picture = picture,
                    },
                    .. Posts.Skip(1),
                ],
            Files = Files.Add(file),
            Late = null,
        };
    }

    public static BotMessage Saying(RichText text) => new() { Lines = [text] };

    public static BotMessage Showing(Post post) => new() { Posts = [post] };
}

/// <param name="File">Null where it can't be drawn.</param>
/// <param name="IsWanted">Whether the message still is what the picture belongs to.</param>
internal sealed record LatePicture(Task<OutgoingFile?> File, Func<bool> IsWanted);
