using System.Globalization;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Outlets;

/// <summary>
/// All that is posted and answered, for the real night and for names that try to break it: within Discord’s limits,
/// narrow enough for a phone, and with no mark in it but the bot’s own.
/// </summary>
public class EveryMessageTests
{
    private static readonly Phrasebook Phrases = new(TheNight.Definition);
    private static readonly AsPosted Embeds = new(Phrases);

    [Fact]
    public void Every_message_of_the_night_passes()
    {
        foreach (var entry in PlayedNight.Wire)
        {
            var embed = Embeds.Of(entry);
            Passes(embed);
            // A name in a table may have to be cut, and nothing else.
            Assert.DoesNotContain(
                "…",
                Shown.Read(embed with { Description = string.Join(' ', Shown.Prose(embed)) }),
                StringComparison.Ordinal
            );
        }
        Assert.Equal(650, PlayedNight.Wire.Count(e => e.Bulletin is Bulletin.Result));
        AllBatchesPass(PlayedNight.Wire, Phrases, Embeds);
        AllAnswersPass(PlayedNight.Election, Embeds);
        AllAnswersPass(PlayedNight.Until(PlayedNight.Wire[600].Bulletin.At), Embeds);
        AllAnswersPass(new Election(TheNight.Definition), Embeds);
    }

    [Fact]
    public void Every_message_passes_whatever_the_names_and_texts_are()
    {
        foreach (var name in HostileElection.Names)
        {
            AllPass(new HostileElection(name, candidates: 6));
        }
    }

    [Theory]
    [InlineData("_", 100)]
    [InlineData("*", 2000)]
    [InlineData("*x ", 700)]
    [InlineData("🗳", 1000)]
    [InlineData("`", 1000)]
    public void Every_message_passes_however_long_names_are_and_however_many_stand(
        string part,
        int times
    ) => AllPass(new HostileElection(string.Concat(Enumerable.Repeat(part, times)), 14));

    [Fact]
    public void A_kind_of_bulletin_that_is_not_among_them_is_named()
    {
        var hostile = new HostileElection("x", 7).Wire.Select(e => e.Bulletin.GetType());

        Assert.Empty(
            typeof(Bulletin)
                .GetNestedTypes()
                .Where(t => t.IsSubclassOf(typeof(Bulletin)))
                .Except(hostile)
                .Select(t => t.Name)
        );
    }

    private static void AllPass(HostileElection hostile)
    {
        foreach (var isRehearsal in new[] { false, true })
        {
            var phrases = new Phrasebook(hostile.Definition);
            var embeds = new AsPosted(phrases, isRehearsal);
            hostile.Wire.Select(embeds.Of).ToList().ForEach(Passes);
            AllBatchesPass(hostile.Wire, phrases, embeds);
            AllAnswersPass(hostile.Before, embeds);
            AllAnswersPass(hostile.Counting, embeds);
            AllAnswersPass(hostile.Complete, embeds);
            AllAnswersPass(hostile.Retracted, embeds);
        }
    }

    /// <summary>As the broadcaster puts them together, for a channel that is a little behind and for one that is far behind.</summary>
    private static void AllBatchesPass(
        IReadOnlyList<LogEntry> wire,
        Phrasebook phrases,
        AsPosted embeds
    )
    {
        var quarantine = new Quarantine();
        var pages = embeds.Pages(quarantine);
        var entries = wire.ToDictionary(e => e.Position);
        foreach (var behind in new[] { 4, 12, 100 })
        {
            for (var through = 0L; through < wire.Count; )
            {
                Waited[] waiting =
                [
                    .. wire.Skip((int)through)
                        .Take(behind)
                        .Select(e => new Waited(
                            e,
                            AsCard: true,
                            e.Bulletin is Bulletin.Result ? [phrases.Definition.Whole] : []
                        )),
                ];
                var (page, last) = pages.Compose(waiting, _ => null);
                var shown = pages.Show(page, entries, _ => null);
                DiscordLimits.Check(
                    new OutgoingMessage { Content = shown.Notification, Embeds = shown.Embeds }
                );
                foreach (var embed in shown.Embeds)
                {
                    Passes(embed);
                }
                Assert.True(last > through, "Nothing is sent.");
                through = last;
            }
        }
        Assert.Empty(quarantine.Items);
    }

    private static void AllAnswersPass(Election election, AsPosted embeds)
    {
        var definition = election.Definition;
        var now = Samples.At.AddHours(3);
        foreach (var area in definition.Seats.Keys)
        {
            Passes(embeds.Of(election.Standing(area), election.Chambers(area)));
            Passes(embeds.Of(Overview.Story(election, area)));
            Passes(embeds.Closest(area, Overview.Closest(election, area, 10)));
            Passes(
                embeds.Outstanding(
                    election.Standing(area),
                    Overview.Outstanding(election, area),
                    Overview.Postponed(election, area),
                    now
                )
            );
            PartyId?[] parties = [null, .. definition.Parties.Take(3).Select(p => p.Id)];
            foreach (var party in parties)
            {
                Passes(
                    embeds.Gains(election.Standing(area), Overview.Takings(election, area), party)
                );
            }
        }
        foreach (var (contest, state) in election.Contests)
        {
            Passes(embeds.Of(contest, state, now));
        }
    }

    private static void Passes(Embed embed)
    {
        DiscordLimits.Check(new OutgoingMessage { Embeds = [embed] });
        Shown.HasOnlyTheBotsOwnMarks(embed);
        Shown.Blocks(embed).SelectMany(b => b).ToList().ForEach(FitsAPhone);
    }

    private static void FitsAPhone(string line)
    {
        Assert.True(Block.WidthOf(line) <= 35, $"{Block.WidthOf(line)} letters: {line}");
        // The one mark is the bot’s own: it keeps digits on their side of letters that run the other way.
        Assert.DoesNotContain(
            line,
            c =>
                char.GetUnicodeCategory(c) is UnicodeCategory.Format
                && c is not ('\u200E' or '\u200D')
        );
    }
}
