using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Wording.Tests;

public class CandidateNamesTests
{
    [Theory]
    [InlineData("Toby Perkins", "T. Perkins", "Perkins")]
    [InlineData("Nick St John-Hughes", "N. St John-Hughes", "St John-Hughes")]
    [InlineData("Anne-Marie Ó Briain", "A. Ó Briain", "Ó Briain")]
    [InlineData("Iain Mac a' Ghobhainn", "I. Mac a' Ghobhainn", "Mac a' Ghobhainn")]
    [InlineData("Iain Mac a’ Ghobhainn", "I. Mac a’ Ghobhainn", "Mac a’ Ghobhainn")]
    [InlineData("Aled ap Dafydd", "A. ap Dafydd", "ap Dafydd")]
    [InlineData("David ben Levi", "D. ben Levi", "ben Levi")]
    // As they stood in 2024.
    [InlineData("Freddie Van Mierlo", "F. Van Mierlo", "Van Mierlo")]
    [InlineData("Draeyk Van der Horn", "D. Van der Horn", "Van der Horn")]
    [InlineData("Udo van den Brock", "U. van den Brock", "van den Brock")]
    [InlineData("Ráichéal Mhic Niocaill", "R. Mhic Niocaill", "Mhic Niocaill")]
    [InlineData("Marsha De Cordova", "M. De Cordova", "De Cordova")]
    [InlineData("Jamal El Kheir", "J. El Kheir", "El Kheir")]
    [InlineData("Sarah Garcia De Bustos", "S. G. De Bustos", "De Bustos")]
    // A first word is a forename, and a last one the surname.
    [InlineData("Van Morrison", "V. Morrison", "Morrison")]
    [InlineData("Anh Van Le", "A. Van Le", "Van Le")]
    [InlineData("Anh Le", "A. Le", "Le")]
    [InlineData("John Ben Smith", "J. B. Smith", "Smith")]
    [InlineData("Binface", "Binface", "Binface")]
    [InlineData("  Toby   Perkins ", "T. Perkins", "Perkins")]
    public void A_name_is_shortened_to_its_whole_surname(
        string name,
        string initials,
        string surname
    )
    {
        Candidate[] one = [new(1, name, new PartyId("Lab"))];

        Assert.Equal([initials], CandidateNames.Fit(one, names => names[0] != name));
        Assert.Equal([surname], CandidateNames.Fit(one, names => names[0] == surname));
    }

    [Fact]
    public void Of_the_candidates_of_2024_all_that_changes_is_surnames_with_a_particle()
    {
        var changed = TheNight
            .Definition.Contests.SelectMany(c => c.Candidates)
            .Select(c => CandidateNames.Fit([c], _ => false)[0])
            .Where(surname => surname.Contains(' ', StringComparison.Ordinal))
            .ToArray();

        Assert.Equal(22, changed.Length);
        Assert.Contains("De Faoite", changed);
        Assert.Contains("La Borde", changed);
    }
}
