using ResultsBot.Health;

namespace ResultsBot.Hosting;

/// <summary>Keeps the live blog's page at the log's end for as long as the host runs.</summary>
internal sealed class LiveBlogService(LiveBlogHost blog, HostFailure failure)
    : LoopService(Parts.LiveBlog, failure)
{
    protected override async Task Run(CancellationToken stop)
    {
        await blog.Listen(stop);
        await blog.Follow(stop);
    }
}
