using Microsoft.Extensions.Logging;
using ResultsBot.Engine.Bulletins;
using ResultsBot.LiveBlog;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Hosting;

/// <summary>
/// The pictures that posts show, by their address on the live blog: it draws one when somebody fetches it, and no post waits.
/// </summary>
internal sealed class LiveBlogPictures(PictureUrls urls, ILogger<LiveBlogPictures> logger)
{
    /// <returns>Null also where a bug keeps it from being named: the figures are in the post all the same.</returns>
    public PostPicture? Of(Bulletin bulletin, Mark? mark)
    {
        try
        {
            return urls.PictureOf(bulletin, mark);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.LogError(e, "A picture has no address: posted without it.");
            return null;
        }
    }
}
