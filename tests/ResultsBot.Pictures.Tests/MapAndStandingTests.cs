using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Pictures.Tests;

public class MapAndStandingTests
{
    private static readonly Phrasebook Phrases = new(TheNight.Definition);
    private static readonly AreaId Derbyshire = new(AreaKind.County, "Derbyshire");

    private static Standing Whole => PlayedNight.Election.Standing(TheNight.Definition.Whole);

    [Fact]
    public void Each_of_the_650_hexagons_has_its_winners_colour_and_gains_an_outline()
    {
        var map = SeatMap.Draw(Phrases, Whole, Declared, isRehearsal: false);

        var hexagons = map.Shapes.OfType<Shape.Hexagon>().ToDictionary(h => h.Name);
        Assert.Equal(650, hexagons.Count);
        foreach (var contest in TheNight.Definition.Contests)
        {
            var verdict = PlayedNight.Verdict(contest.Name);
            var party = TheNight.Definition.Party(verdict.Winner.Candidate.Party);
            var hexagon = hexagons[contest.Id.Value];
            Assert.Equal(party.Colour ?? Colour.Grey.Rgb, hexagon.Colour.Rgb);
            Assert.Equal(verdict.Outcome is Outcome.Gain, hexagon.Edge is not null);
        }
    }

    [Fact]
    public void A_seat_to_come_is_grey()
    {
        var map = SeatMap.Draw(
            Phrases,
            Standing.Empty(TheNight.Definition.Whole, 650),
            _ => null,
            isRehearsal: false
        );

        Assert.All(
            map.Shapes.OfType<Shape.Hexagon>(),
            h => Assert.Equal((Colour.Open, null), (h.Colour, h.Edge))
        );
    }

    [Fact]
    public void Hexagons_lie_apart_and_within_the_picture()
    {
        var map = SeatMap.Draw(Phrases, Whole, Declared, isRehearsal: false);

        var page = new Rect(0, 0, map.Width, map.Height);
        var hexagons = map.Shapes.OfType<Shape.Hexagon>().ToArray();
        Assert.All(hexagons, h => Assert.True(page.Contains(h.Bounds), h.Name));
        for (var i = 0; i < hexagons.Length; i++)
        {
            foreach (var other in hexagons[(i + 1)..])
            {
                var apart = MathF.Sqrt(
                    MathF.Pow(hexagons[i].X - other.X, 2) + MathF.Pow(hexagons[i].Y - other.Y, 2)
                );
                Assert.True(apart > MathF.Sqrt(3) * hexagons[i].Radius, $"{hexagons[i]} {other}");
            }
        }
        Assert.Empty(Laid.Faults(map));
    }

    [Fact]
    public void An_areas_seats_are_shown_again_and_larger()
    {
        var map = SeatMap.Draw(Phrases, Whole, Declared, isRehearsal: true, Derbyshire);

        var twice = map
            .Shapes.OfType<Shape.Hexagon>()
            .GroupBy(h => h.Name)
            .Where(g => g.Count() == 2)
            .ToArray();
        Assert.Equal(11, twice.Length);
        Assert.All(twice, g => Assert.True(g.Last().Radius > 2 * g.First().Radius));
        Assert.Empty(Laid.Faults(map));
    }

    [Fact]
    public void The_state_of_the_parties_is_one_bar_over_all_seats()
    {
        var card = StandingCard.Draw(Phrases, Whole, isRehearsal: false);

        var bar = card.Shapes.OfType<Shape.Box>().Where(b => b.Bounds.Height == 64).ToArray();
        Assert.Equal(Colour.Open, bar[0].Colour);
        Assert.Equal(
            Whole.Parties.Where(p => p.Seats > 0).Select(p => p.Seats / 650.0).Take(5),
            bar[1..6].Select(b => (double)((b.Bounds.Width + 2) / bar[0].Bounds.Width)),
            (a, b) => Math.Abs(a - b) < 0.001
        );
        Assert.Contains(
            "326 for a majority",
            card.Shapes.OfType<Shape.Text>().Select(t => t.Words)
        );
        Assert.Empty(Laid.Faults(card));
    }

    [Theory]
    [InlineData("2024-07-04T21:00:00Z")]
    [InlineData("2024-07-05T00:30:00Z")]
    [InlineData("2024-07-05T03:00:00Z")]
    public void The_state_of_the_parties_reads_well_at_any_time_of_the_night(string time)
    {
        var election = PlayedNight.Until(DateTimeOffset.Parse(time, null));
        foreach (var area in TheNight.Definition.Seats.Keys)
        {
            var card = StandingCard.Draw(Phrases, election.Standing(area), isRehearsal: true);

            Assert.Empty(Laid.Faults(card));
        }
    }

    [Theory]
    [InlineData(0xFFF685)]
    [InlineData(0x12B6CF)]
    [InlineData(0xFFFFFF)]
    [InlineData(0xD50000)]
    public void A_partys_colour_can_be_read_once_it_is_darkened(int rgb) =>
        Assert.True(new Colour(rgb).Darkened(Colour.TextContrast).ContrastTo(Colour.Paper) >= 4.5);

    private static Verdict? Declared(ContestId contest) =>
        PlayedNight.Verdict(PlayedNight.Election, contest);
}
