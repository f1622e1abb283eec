using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Outlets;

/// <summary>What was put together for one channel serves for the next, and never for one that waits for something else.</summary>
public class PagesTests
{
    private static readonly Phrasebook Phrases = new(TheNight.Definition);
    private static readonly AsPosted Embeds = new(Phrases);
    private static readonly Func<LogEntry, Mark?> NoMarks = _ => null;
    private static readonly Func<LogEntry, Mark?> Overtaken = e =>
        e.Position % 7 == 0 ? new Mark.Overtaken() : null;

    /// <summary>The night, with a picture now and then.</summary>
    private static readonly ImmutableArray<LogEntry> Wire =
    [
        .. PlayedNight.Wire.Select(e =>
            e.Position % 31 == 0
                ? e with
                {
                    Bulletin = new Bulletin.Noted(
                        TheNight.Definition.Contests[0],
                        "Recount in the hall.",
                        e.Bulletin.At,
                        "hall.png"
                    ),
                }
                : e
        ),
    ];

    private readonly Pages _pages = NewPages();

    [Fact]
    public void What_is_remembered_of_other_channels_changes_nothing_of_what_a_channel_gets()
    {
        var random = new Random(20240704);
        for (var i = 0; i < 1_000; i++)
        {
            var waiting = SomeOfTheNight(random);
            var marks = random.Next(4) == 0 ? Overtaken : NoMarks;

            var (page, through) = _pages.Compose(waiting, marks);
            var shown = _pages.Show(page, ByPosition(waiting), marks);

            var alone = NewPages();
            var (expected, until) = alone.Compose(waiting, marks);
            Assert.Equal(until, through);
            Assert.Equal(expected.Layout, page.Layout);
            Assert.Equal(expected.Positions.ToArray(), page.Positions.ToArray());
            Assert.Equal(expected.Tallies.ToArray(), page.Tallies.ToArray());
            var again = alone.Show(expected, ByPosition(waiting), marks);
            Assert.Equal(again.Embeds.Select(Shown.Read), shown.Embeds.Select(Shown.Read));
            Assert.Equal(again.Notification, shown.Notification);
        }
    }

    [Fact]
    public void A_page_is_put_together_once_for_all_who_wait_for_the_same()
    {
        var (page, _) = _pages.Compose(Followed(PlayedNight.Wire), NoMarks);
        var shown = _pages.Show(page, ByPosition(PlayedNight.Wire), NoMarks);

        // Another one has waited for a moment longer, which its first message does not reach.
        var (another, _) = _pages.Compose(Followed(PlayedNight.Wire[..500]), NoMarks);

        Assert.Same(page, another);
        Assert.True(shown == _pages.Show(another, ByPosition(PlayedNight.Wire[..500]), NoMarks));
    }

    [Fact]
    public void A_channel_that_waits_for_one_bulletin_more_gets_it()
    {
        var few = Followed(PlayedNight.Wire[..3]);
        var more = Followed(PlayedNight.Wire[..4]);

        Assert.Equal(3, _pages.Compose(few, NoMarks).Through);
        Assert.Equal(4, _pages.Compose(more, NoMarks).Through);
        Assert.Equal(3, _pages.Compose(few, NoMarks).Through);
    }

    [Fact]
    public void What_was_revised_since_is_shown_so_to_the_next_channel()
    {
        var wire = PlayedNight.Wire[..1];
        var (page, _) = _pages.Compose(Followed(wire), NoMarks);
        var before = Assert.Single(_pages.Show(page, ByPosition(wire), NoMarks).Embeds);
        Func<LogEntry, Mark?> takenBack = _ => new Mark.TakenBack();

        var (notification, shown) = _pages.Show(page, ByPosition(wire), takenBack);
        var after = Assert.Single(shown);

        Assert.Equal($"~~{before.Title}~~", after.Title);
        Assert.Equal($"Withdrawn: {before.Title}", notification);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public void What_a_bulletin_changes_that_cannot_be_read_is_a_headline_marked_as_superseded(
        int count
    )
    {
        var pages = new AsPosted(Phrases).Pages(new Quarantine());
        var wire = PlayedNight.Wire[..count];
        var isUnknown = false;
        var corrected = wire.Take(10).Last(e => e.Bulletin is Bulletin.Result);
        var before = Show();
        var seat = ((Bulletin.Result)corrected.Bulletin).Of.Name;
        Assert.Contains(seat, before, StringComparison.Ordinal);
        Assert.DoesNotContain("can’t be read", before, StringComparison.Ordinal);

        isUnknown = true;
        var after = Show();

        Assert.Contains(Phrases.PlainHeadline(corrected.Bulletin), after, StringComparison.Ordinal);
        Assert.Contains(
            "uperseded by a correction that can’t be read",
            after,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            Phrases.Headline(corrected.Bulletin),
            after,
            StringComparison.Ordinal
        );

        string Show()
        {
            Mark? Unknown(LogEntry e) =>
                e.Position == corrected.Position ? new Mark.Unknown() : null;
            Func<LogEntry, Mark?> marks = isUnknown ? Unknown : NoMarks;
            var (page, _) = pages.Compose(Followed(wire), marks);
            return string.Join(
                '\n',
                pages
                    .Show(page, ByPosition(wire), marks)
                    .Embeds.SelectMany(e => new[] { e.Title, e.Description })
            );
        }
    }

    [Fact]
    public void Of_a_long_backlog_no_more_is_looked_at_than_goes_into_a_message()
    {
        var looked = 0;

        var (page, _) = _pages.Compose(
            PlayedNight.Wire.Select(e =>
            {
                looked++;
                return new Waited(e, AsCard: true, []);
            }),
            NoMarks
        );

        Assert.Equal(page.Positions.Length + 1, looked);
    }

    private static Pages NewPages() => Embeds.Pages(new Quarantine());

    private static Waited[] Followed(IEnumerable<LogEntry> entries) =>
        [.. entries.Select(e => new Waited(e, AsCard: true, []))];

    private static Dictionary<long, LogEntry> ByPosition(IEnumerable<Waited> waiting) =>
        ByPosition(waiting.Select(w => w.Entry));

    private static Dictionary<long, LogEntry> ByPosition(IEnumerable<LogEntry> entries) =>
        entries.ToDictionary(e => e.Position);

    /// <summary>A stretch of it as one of a few kinds of channel follows it.</summary>
    private static Waited[] SomeOfTheNight(Random random)
    {
        // Few beginnings and lengths, so that many begin alike and end otherwise.
        var from = random.Next(4) * 13;
        var count = new[] { 1, 2, 9, 15, 16, 17, 18, 60, 300 }[random.Next(9)];
        var kind = random.Next(4);
        return
        [
            .. Wire.Skip(from)
                .Take(count)
                .Where(e => kind != 3 || e.Bulletin is not Bulletin.Noted)
                .Select(e => new Waited(
                    e,
                    AsCard: kind != 1 || e.Bulletin is Bulletin.Noted,
                    kind != 0 && e.Bulletin is Bulletin.Result ? [TheNight.Definition.Whole] : []
                )),
        ];
    }
}
