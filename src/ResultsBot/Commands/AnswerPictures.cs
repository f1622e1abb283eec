using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Pictures;

namespace ResultsBot.Commands;

/// <summary>Pictures for answers: drawn once for as long as what they show holds, and one at a time, since each is work.</summary>
internal sealed class AnswerPictures(ILogger<AnswerPictures> logger)
{
    /// <summary>Some 100 KB each.</summary>
    private const int Kept = 24;

    private readonly Lock _drawing = new();
    private readonly LinkedList<Known> _known = [];

    private sealed record Known(object Shows, OutgoingFile File);

    /// <summary>The post with its picture; without one where a bug keeps it from being drawn.</summary>
    /// <param name="shows">What the picture is of: another value, another picture.</param>
    public BotMessage With(Post post, object shows, Func<Drawing> draw)
    {
        lock (_drawing)
        {
            return (Find(shows) ?? Draw(shows, draw)) is { } file
                ? new BotMessage
                {
                    Posts =
                    [
                        post with
                        {
                            Picture = new PostPicture(file.Name, file.Description ?? ""),
                        },
                    ],
                    Files = [file],
                }
                : BotMessage.Showing(post);
        }
    }

    private OutgoingFile? Find(object shows)
    {
        for (var node = _known.First; node is not null; node = node.Next)
        {
            if (node.Value.Shows.Equals(shows))
            {
                _known.Remove(node);
                _known.AddFirst(node);
                return node.Value.File;
            }
        }
        return null;
    }

    private OutgoingFile? Draw(object shows, Func<Drawing> draw)
    {
        try
        {
            var drawing = draw();
            var file = new OutgoingFile("result.png", "image/png", Png.Encode(drawing))
            {
                Description = PlainText.Shorten(drawing.Alt, Limits.FileDescription),
            };
            _known.AddFirst(new Known(shows, file));
            if (_known.Count > Kept)
            {
                _known.RemoveLast();
            }
            return file;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The figures are in the answer all the same.
            logger.LogError(e, "A picture could not be drawn.");
            return null;
        }
    }
}
