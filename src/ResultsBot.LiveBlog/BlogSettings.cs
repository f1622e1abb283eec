namespace ResultsBot.LiveBlog;

/// <param name="Address">Where readers find the page, with a slash at its end: in feeds, embeds and links to share.</param>
/// <param name="Title">Null for the election's name.</param>
public sealed record BlogSettings(Uri Address, string? Title)
{
    /// <summary>What every path of the page begins with: “/”, or more where a web server carries it in a folder.</summary>
    public string Base => Address.AbsolutePath;
}
