using ResultsBot.Engine.Bulletins;

namespace ResultsBot.Newswire.Tests;

public class BulletinLogTests
{
    [Fact]
    public void A_bulletin_is_found_by_its_position_before_and_behind_a_gap()
    {
        var log = new BulletinLog([Entry(1), Entry(2), Entry(4)]);

        Assert.Equal(
            [1, 2, null, 4, null],
            new long[] { 1, 2, 3, 4, 5 }.Select(p => log.Find(p)?.Position)
        );
        Assert.Equal([4L], log.ReadAfter(2).Select(e => e.Position));
    }

    [Fact]
    public void What_does_not_come_behind_the_end_is_refused()
    {
        var log = new BulletinLog([Entry(2)]);

        Assert.Throws<ArgumentException>(() => log.Append([Entry(2)]));
        Assert.Equal(2, log.End);
    }

    [Fact]
    public async Task Who_follows_gets_what_is_there_and_then_what_is_appended_together()
    {
        var log = new BulletinLog([Entry(1), Entry(2)]);
        await using var reader = log.Follow(1, default).GetAsyncEnumerator();

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal([2L], reader.Current.Select(e => e.Position));
        var next = reader.MoveNextAsync();
        Assert.False(next.IsCompleted);
        log.Append([Entry(3), Entry(4)]);
        Assert.True(await next);
        Assert.Equal([3L, 4L], reader.Current.Select(e => e.Position));
    }

    private static LogEntry Entry(long position) =>
        new(position, new Bulletin.Notice($"{position}", [], DateTimeOffset.UnixEpoch));
}
