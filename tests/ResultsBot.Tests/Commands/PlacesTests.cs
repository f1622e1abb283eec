using ResultsBot.Commands;
using ResultsBot.Newswire;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Commands;

public class PlacesTests
{
    [Fact]
    public void Every_area_is_found_by_what_answers_call_it()
    {
        var phrases = new Phrasebook(TheNight.Definition);
        var places = new Places(phrases);

        Assert.All(
            TheNight.Definition.Seats.Keys,
            area =>
                Assert.Equal(
                    new Scope.Area(area),
                    Assert.Single(places.Scopes(phrases.Place(area)))
                )
        );
    }
}
