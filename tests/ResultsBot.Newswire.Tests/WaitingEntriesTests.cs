using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Newswire.Tests;

public class WaitingEntriesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_added_and_removed_what_is_left_is_there_in_order(int seed)
    {
        var random = new Random(seed);
        var log = new BulletinLog([]);
        var waiting = new WaitingEntries(log);
        var expected = new List<LogEntry>();
        var position = 0L;
        for (var i = 0; i < 2000; i++)
        {
            if (random.Next(5) < 3)
            {
                position += random.Next(1, 3);
                var entry = Entry(position);
                log.Append([entry]);
                waiting.Add(entry);
                expected.Add(entry);
            }
            else if (expected.Count > 0)
            {
                var at = random.Next(3) == 0 ? 0 : random.Next(expected.Count);
                waiting.Remove(expected[at].Position);
                expected.RemoveAt(at);
            }
            Assert.Equal(expected.Count, waiting.Count);
            Assert.Same(expected.FirstOrDefault(), waiting.First);
            Assert.Equal(expected.LastOrDefault()?.Position ?? 0, waiting.LastPosition);
        }
        Assert.Equal(expected, waiting);
        Assert.All(expected, e => Assert.True(waiting.Contains(e.Position)));
        Assert.DoesNotContain(
            Enumerable.Range(1, (int)position).Except(expected.Select(e => (int)e.Position)),
            p => waiting.Contains(p)
        );
    }

    [Fact]
    public void Removing_what_does_not_wait_changes_nothing()
    {
        var log = new BulletinLog([]);
        var waiting = new WaitingEntries(log);
        log.Append([Entry(3)]);
        waiting.Add(Entry(3));
        waiting.Remove(2);
        waiting.Remove(4);
        Assert.Equal([3L], waiting.Select(e => e.Position));
    }

    private static LogEntry Entry(long position) =>
        new(position, new Bulletin.Notice($"{position}", [], DateTimeOffset.UnixEpoch));
}
