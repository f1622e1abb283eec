using ResultsBot.Newswire;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;
using Snapshooter.Xunit;

namespace ResultsBot.Tests.Outlets;

public class KindsTests
{
    [Fact]
    public void Every_kind_of_post_reads_like_this()
    {
        var embeds = new AsPosted(new Phrasebook(TheNight.Definition));

        Snapshot.Match(
            string.Join(
                "\n\n",
                Samples.Bulletins.Select((b, i) => Shown.Read(embeds.Of(new LogEntry(i + 1, b))))
            )
        );
    }

    [Fact]
    public void Several_seats_are_parted_from_those_who_are_not_elected()
    {
        var ward = Samples.Contest with { Seats = 2, Base = null };
        var count = Engine.Counting.Count.Of(
            ward,
            new Engine.Counting.Figures([new(1, 510), new(2, 500), new(3, 50)], Papers: 600)
        );
        var verdict = ((Engine.Counting.Count.Complete)count).Verdict;

        Snapshot.Match(
            Shown.Read(new AsPosted(new Phrasebook(TheNight.Definition)).Of(ward, verdict))
        );
    }
}
