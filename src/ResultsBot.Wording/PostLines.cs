using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>Posts in a line, as every outlet says it.</summary>
public static class PostLines
{
    /// <summary>Stands before anything that is said of a post; empty where its election is real.</summary>
    public static string MarkOf(this Phrasebook phrases, Post post) =>
        post.IsRehearsal ? phrases.RehearsalMark : "";

    /// <summary>All that a notification shows of one message.</summary>
    /// <param name="posts">What the message holds: at least one.</param>
    public static string NotificationOf(this Phrasebook phrases, IReadOnlyList<Post> posts) =>
        phrases.MarkOf(posts[0])
        + (
            posts.Count == 1
                ? posts[0].Notification
                : phrases.NotificationOfSeveral(posts[0].Notification, posts.Count - 1)
        );
}
