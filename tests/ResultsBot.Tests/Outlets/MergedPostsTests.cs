using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Discord;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Hosting;
using ResultsBot.LiveBlog;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;
using Snapshooter.Xunit;

namespace ResultsBot.Tests.Outlets;

/// <summary>What belongs together stands together, and many results lead with what they come to.</summary>
public class MergedPostsTests
{
    private static readonly AsPosted Embeds = new(new Phrasebook(TheNight.Definition));
    private static readonly Func<LogEntry, Mark?> NoMarks = _ => null;

    [Fact]
    public void What_is_worth_telling_of_a_result_stands_in_its_own_post()
    {
        var (notification, embeds) = Show(Of("Bolsover"), NoMarks);

        var embed = Assert.Single(embeds);
        Assert.Equal(
            "Lab gain Bolsover from Con, maj 6,323. MP Mark Fletcher loses seat",
            notification
        );
        Assert.Null(embed.Title);
        Assert.DoesNotContain("Mark Fletcher", embed.Description, StringComparison.Ordinal);

        var (_, two) = Show([.. Of("Chesterfield"), .. Of("Bolsover")], NoMarks);

        Assert.Equal("Labour gain Bolsover from Conservative", two[1].Title);
        Assert.Contains("\nMP Mark Fletcher (Con) loses the seat.\n```", two[1].Description);
    }

    [Fact]
    public void The_first_result_of_the_night_is_one_post_and_its_notification_says_so()
    {
        var (notification, embeds) = Show(PlayedNight.Wire[..2], NoMarks);

        Assert.Contains("\nFirst result of the night. 649 seats to come.", embeds[0].Description);
        Assert.Single(embeds);
        Assert.Equal(
            "First result of the night: Lab hold Houghton and Sunderland South, maj 7,169",
            notification
        );
    }

    [Fact]
    public void What_a_correction_leaves_true_stays_and_what_it_does_not_is_struck()
    {
        var entries = Of("Bolsover");
        var defeat = entries.Single(e => e.Bulletin is Bulletin.Colour);

        var (_, kept) = Show(entries, NoMarks);
        var (_, struck) = Show(
            entries,
            e => e.Position == defeat.Position ? new Mark.Overtaken() : null
        );

        Assert.DoesNotContain("~~", kept[0].Description, StringComparison.Ordinal);
        Assert.Contains(
            "\n~~MP Mark Fletcher (Con) loses the seat.~~",
            struck[0].Description,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Many_results_lead_with_the_gains_then_the_holds_by_party_and_the_state_of_the_parties()
    {
        var (notification, embeds) = Show(PlayedNight.Wire.Skip(200).Take(60), NoMarks);

        var embed = Assert.Single(embeds);
        Snapshot.Match($"{notification}\n{Shown.Read(embed)}");
    }

    [Fact]
    public void A_seat_that_changed_hands_since_last_time_says_so_among_many_and_is_no_plain_hold()
    {
        var chesterfield = PlayedNight.ResultOf("Chesterfield");
        var result = (Bulletin.Result)chesterfield.Bulletin;
        ImmutableArray<LogEntry> entries =
        [
            .. PlayedNight.Wire.Take(20),
            chesterfield with
            {
                Bulletin = result with { Of = result.Of with { HeldBy = new PartyId("RUK") } },
            },
        ];
        var page = new Page(Layout.Digest, [.. entries.Select(e => e.Position)], []);

        var (_, embeds) = Embeds
            .Pages(new Quarantine())
            .Show(page, entries.ToDictionary(e => e.Position), NoMarks);

        Assert.Contains(
            "**Lab hold Chesterfield**: Toby Perkins, maj 10,820; RUK held it going into this vote",
            Assert.Single(embeds).Description
        );
    }

    [Fact]
    public void Of_several_results_in_a_message_none_has_a_picture()
    {
        var phrases = new Phrasebook(TheNight.Definition);
        var pages = new Pages(
            phrases,
            new PostWriter(phrases),
            new PostEmbeds(phrases),
            new Quarantine(),
            new LiveBlogPictures(
                new PictureUrls(phrases, false, new Uri("https://live.example/")),
                NullLogger<LiveBlogPictures>.Instance
            ).Of
        );
        var two = Of("Bolsover").AddRange(Of("High Peak"));
        var page = new Page(Layout.Cards, [.. two.Select(e => e.Position)], []);

        var (_, embeds) = pages.Show(page, two.ToDictionary(e => e.Position), NoMarks);

        Assert.Equal(2, embeds.Length);
        Assert.All(embeds, e => Assert.Null(e.ImageUrl));
    }

    [Fact]
    public void A_message_is_known_by_what_it_shows_however_that_is_worded()
    {
        var entry = PlayedNight.ResultOf("Chesterfield");
        var page = new Page(Layout.Cards, [entry.Position], [new(Whole, entry.Position)]);
        var other = new Page(Layout.Cards, [entry.Position + 1], []);
        Dictionary<long, LogEntry> entries = new() { [entry.Position] = entry };
        var pages = Embeds.Pages(new Quarantine());

        var told = Message(pages.Show(page, entries, NoMarks).Embeds);
        var plain = Message(
            new AsPosted(new Speechless())
                .Pages(new Quarantine())
                .Show(page, entries, NoMarks)
                .Embeds
        );
        var answer = Message([Embeds.Of(entry)]);

        Assert.Equal("Chesterfield: result declared", plain.Embeds[0].Title);
        Assert.True(pages.IsOf(told, page));
        Assert.True(pages.IsOf(plain, page));
        Assert.False(pages.IsOf(told, other));
        Assert.False(pages.IsOf(answer, page));
        Assert.False(pages.IsOf(told with { Author = User.Unknown }, page));
        Assert.False(
            pages.IsOf(
                told with
                {
                    Embeds = [told.Embeds[0] with { Footer = "Another bot" }],
                },
                page
            )
        );
    }

    private static readonly AreaId Whole = TheNight.Definition.Whole;

    private sealed class Speechless() : Phrasebook(TheNight.Definition)
    {
        public override string Headline(Bulletin bulletin) =>
            throw new InvalidOperationException("no words");

        public override string TallyTitle(Standing standing) =>
            throw new InvalidOperationException("no words");
    }

    private static Message Message(ImmutableArray<Embed> embeds) =>
        new(
            new Snowflake(7),
            new Snowflake(8),
            new User(new Snowflake(9), "results", Bot: true),
            "",
            embeds,
            embeds[0].Timestamp!.Value,
            null
        );

    private static ImmutableArray<LogEntry> Of(string seat) =>
        [
            .. PlayedNight.Wire.Where(e =>
                e.Bulletin.Contest == TheNight.Contest(seat).Id
                && e.Bulletin is Bulletin.Result or Bulletin.Colour { Fact: Fact.SittingDefeated }
            ),
        ];

    private static (string Notification, ImmutableArray<Embed> Embeds) Show(
        IEnumerable<LogEntry> entries,
        Func<LogEntry, Mark?> marks
    )
    {
        var pages = Embeds.Pages(new Quarantine());
        var known = entries.ToDictionary(e => e.Position);
        var (page, _) = pages.Compose(
            entries.Select(e => new Waited(e, AsCard: true, [])),
            NoMarks
        );
        return pages.Show(page, known, marks);
    }
}
