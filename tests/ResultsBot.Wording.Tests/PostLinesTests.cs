using ResultsBot.Newswire.Posts;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Wording.Tests;

public class PostLinesTests
{
    [Theory]
    [InlineData(1, false, "Lab hold Chesterfield")]
    [InlineData(3, false, "Lab hold Chesterfield · 2 more updates")]
    [InlineData(2, true, "REHEARSAL – NOT A REAL RESULT · Lab hold Chesterfield · 1 more update")]
    public void A_notification_leads_with_the_first_post_and_says_first_of_all_that_it_is_a_rehearsal(
        int posts,
        bool isRehearsal,
        string line
    )
    {
        var post = new Post { Notification = "Lab hold Chesterfield", IsRehearsal = isRehearsal };

        Assert.Equal(
            line,
            new Phrasebook(TheNight.Definition).NotificationOf([.. Enumerable.Repeat(post, posts)])
        );
    }
}
