using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Names;

namespace ResultsBot.Pasting.Tests;

/// <summary>Which party words name, with parties that the register of parties doesn't know and some that it does.</summary>
public class PartyNamesTests
{
    private static readonly PartyNames Names = new([
        Party("RL", "Radish League", "Radishes"),
        Party("Lab", "Partei der Arbeit"),
        Party("Tories", "Conservative"),
        Party("BB", "Brussels and Beans (for a better breakfast)"),
        Party("OneA", "First Alliance", "Alliance of All"),
        Party("TwoA", "Second Alliance", "Alliance of All"),
        Party("Long", new string('l', 255)),
        Party("Longest", new string('m', 256)),
        Party("Longer", new string('n', 257)),
        Party("Uk1", "Kale UK"),
    ]);

    [Theory]
    [InlineData("Radish League", "RL")]
    [InlineData("RadishLeague", "RL")]
    [InlineData("RL", "RL")]
    [InlineData("Radishes", "RL")]
    [InlineData("Radish Leagues", "RL")]
    [InlineData("The Radish League Party", "RL")]
    [InlineData("the Radish League candidate", "RL")]
    [InlineData("Radish League candidates", "RL")]
    [InlineData("League of Radish", null)]
    [InlineData("Radish of the League", "RL")]
    [InlineData("Radish", null)]
    [InlineData("Radish League Turnip", null)]
    [InlineData("Radish League Labour", null)]
    [InlineData("Kale", null)]
    [InlineData("Kale UK", "Uk1")]
    [InlineData("Party", null)]
    [InlineData("Turnip League", null)]
    public void A_party_is_called_what_the_pack_calls_it(string text, string? party) =>
        Assert.Equal(party, Called(text));

    [Theory]
    [InlineData("Local Radish League")]
    [InlineData("Your Local Radish League Candidate")]
    [InlineData("Scottish Radish League")]
    [InlineData("Welsh Radish League")]
    [InlineData("London Radish League")]
    [InlineData("Radish League UK")]
    [InlineData("Radish League Focus Team")]
    [InlineData("Radish League Focus Team Candidate")]
    [InlineData("The Scottish Radish League Party")]
    [InlineData("Radish League politician")]
    public void What_ballot_papers_put_around_a_name_may_be_there(string text) =>
        Assert.Equal("RL", Called(text));

    [Theory]
    [InlineData("Local")]
    [InlineData("Focus Team")]
    [InlineData("the party")]
    [InlineData("")]
    public void What_stands_around_a_name_names_nothing_alone(string text) =>
        Assert.Null(Called(text));

    [Theory]
    [InlineData("Llafur", "Lab")]
    [InlineData("Partei der Arbeit", "Lab")]
    [InlineData("Tory", "Tories")]
    [InlineData("Conservative and Unionist Party", "Tories")]
    public void The_register_tells_more_names_of_a_party_by_its_abbreviation_or_its_name(
        string text,
        string party
    ) => Assert.Equal(party, Called(text));

    [Theory]
    [InlineData("Brussels and Beans", "BB")]
    [InlineData("Brussels & Beans (for a better breakfast)", "BB")]
    [InlineData("For a better breakfast", null)]
    public void What_stands_in_brackets_may_be_left_out(string text, string? party) =>
        Assert.Equal(party, Called(text));

    [Theory]
    [InlineData("Radish League (RL)", "RL")]
    [InlineData("RL - Radish League", "RL")]
    [InlineData("Alliance of All", "OneA TwoA")]
    [InlineData("Alliance of All (OneA)", "OneA")]
    [InlineData("TwoA: Alliance of All", "TwoA")]
    [InlineData("Radish League OneA", null)]
    public void A_name_and_its_abbreviation_beside_each_other_are_one(string text, string? party) =>
        Assert.Equal(party, Called(text));

    [Fact]
    public void A_name_longer_than_anybody_writes_is_no_name()
    {
        Assert.Equal("Long", Called(new string('l', 255)));
        Assert.Equal("Long", Called(new string('l', 255) + "s"));
        Assert.Equal("Longest", Called(new string('m', 256)));
        Assert.Null(Called(new string('n', 257)));
        Assert.Equal("Longer", Called("Longer"));
        Assert.Null(Called(new string('l', 900)));
    }

    [Theory]
    [InlineData("radish", true)]
    [InlineData("radishes", true)]
    [InlineData("arbeit", true)]
    [InlineData("llafur", true)]
    [InlineData("breakfast", true)]
    [InlineData("turnip", false)]
    public void A_word_is_known_by_the_names_that_have_it(string word, bool isKnown)
    {
        Assert.Equal(isKnown, Names.Has(word));
        Assert.Equal(isKnown, Names.With(word).Count == 1);
    }

    [Theory]
    [InlineData("radish", PartyPlace.Name)]
    [InlineData("radishs", PartyPlace.Name)]
    [InlineData("dishle", PartyPlace.Name)]
    [InlineData("xyz", PartyPlace.Outside)]
    [InlineData("of", PartyPlace.Filler)]
    [InlineData("local", PartyPlace.Before)]
    [InlineData("team", PartyPlace.Behind)]
    internal void A_word_is_in_no_name_if_its_letters_are_in_none(string word, PartyPlace place) =>
        Assert.Equal(place, Names.PlaceOf(word));

    [Fact]
    public void Where_there_are_no_parties_nothing_names_one() =>
        Assert.Empty(new PartyNames([]).Called(new PartyWords(["labour"], [PartyPlace.Name])));

    private static string? Called(string text)
    {
        string[] words = [.. Words.Of(text)];
        var called = Names.Called(new PartyWords(words, words.Select(Names.PlaceOf).ToArray()));
        return called.Count == 0
            ? null
            : string.Join(' ', called.Select(p => p.Value).Order(StringComparer.Ordinal));
    }

    private static Party Party(string id, string name, params string[] aliases) =>
        new(new PartyId(id), name, null, [.. aliases]);
}
