using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What fits into one message of an outlet. Lengths are in the outlet's own count.</summary>
public interface IPostLimits
{
    /// <summary>What is put into a digest; the rest of its room is for corrections that come later.</summary>
    int DigestCharacters { get; }

    /// <summary>The most that a digest may grow to.</summary>
    int LongestDigest { get; }

    /// <summary>Whether a reader sees the first post's <see cref="Post.Notification"/> above it.</summary>
    bool ShowsNotification { get; }

    /// <summary>Whether all of them go into one message, uncut.</summary>
    bool Fits(IReadOnlyList<Post> posts);

    int LengthOf(RichText text);
}
