using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Outlets.Discord;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;
using Snapshooter.Xunit;

namespace ResultsBot.Tests.Outlets;

/// <summary>What a newsroom in Derbyshire was told on the night of 4 July 2024, against what its newspaper wrote.</summary>
public class DerbyshireNightTests
{
    private static readonly AreaId Derbyshire = new(AreaKind.County, "Derbyshire");

    private static readonly LogEntry[] Told =
    [
        .. PlayedNight.Wire.Where(e =>
            e.Bulletin.Areas.Contains(Derbyshire) && e.Bulletin is not Bulletin.OverallMajority
        ),
    ];

    [Fact]
    public void The_story_of_the_county_reads_from_its_first_result_to_its_last()
    {
        var phrases = new Phrasebook(TheNight.Definition);

        Snapshot.Match(string.Join('\n', Told.Select(Line)));

        string Line(LogEntry entry) =>
            entry.Bulletin switch
            {
                Bulletin.Result b =>
                    $"{b.At:HH:mm} {phrases.Headline(b)}. {DiscordText.Of(phrases.Winner(b.Verdict))}. {phrases.Standing(b.Standings[0])}",
                Bulletin.Colour b => $"        {phrases.Sentence(b.Fact)}",
                var b => $"{b.At:HH:mm} {phrases.Headline(b)}",
            };
    }

    [Fact]
    public void With_Derbyshire_Dales_still_out_it_is_all_that_is_left_to_the_Conservatives()
    {
        // “Conservatives lost eight seats and Derbyshire Dales … remains their only hope.”
        var hope = Told.Select(e => e.Bulletin)
            .OfType<Bulletin.Colour>()
            .Select(b => b.Fact)
            .OfType<Fact.LastHope>()
            .Single(f => f.Area == Derbyshire);
        var before = Told.Select(e => e.Bulletin).OfType<Bulletin.Result>().SkipLast(1).Last();

        Assert.Equal(("Con", 8, "Derbyshire Dales"), (hope.Party.Value, hope.Lost, hope.Left.Name));
        Assert.Equal(10, before.Standings[0].Declared);
        Assert.Equal(10, before.Standings[0].Of(new PartyId("Lab")).Seats);
    }

    [Fact]
    public void It_is_right_where_the_newspaper_was_wrong()
    {
        // “By just 250”, and “all eleven seats from the Tories”.
        var dales = Told.Select(e => e.Bulletin).OfType<Bulletin.Result>().Last();
        var sweep = Told.Select(e => e.Bulletin)
            .OfType<Bulletin.AreaComplete>()
            .First()
            .CleanSweep!;

        Assert.Equal(350, dales.Verdict.Majority);
        Assert.Equal((11, 9, 2), (sweep.Seats, sweep.Gains, sweep.Holds));
    }
}
