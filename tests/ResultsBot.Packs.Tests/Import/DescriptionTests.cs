using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Tests.Import;

public class DescriptionTests
{
    [Theory]
    [InlineData("The Conservative Party Candidate", "Con")]
    [InlineData("Local Conservative Candidate", "Con")]
    [InlineData("The Scottish Conservative and Unionist Party Candidate", "Con")]
    [InlineData("Scottish Labour Party", "Lab")]
    [InlineData("The Labour Party Candidate", "Lab")]
    [InlineData("Welsh Labour & Co-operative Party Candidate", "Lab")]
    [InlineData("Liberal Democrats Candidate", "LD")]
    [InlineData("Local Liberal Democrat Focus Team", "LD")]
    [InlineData("The Green Party Candidate", "Green")]
    [InlineData("Reform UK Candidate", "RUK")]
    [InlineData("Scottish National Party Candidate", "SNP")]
    [InlineData("Plaid Cymru Candidate", "PC")]
    public void Common_forms_of_the_large_parties_descriptions_are_known(
        string description,
        string party
    ) => Assert.Equal(party, PartyRegister.Called(description)?.Id);

    [Theory]
    [InlineData("The Liberal Party Candidate")]
    [InlineData("Socialist Labour Party")]
    [InlineData("The Reform Party")]
    [InlineData("Green Alliance")]
    [InlineData("English Democrats")]
    [InlineData("The Labour Party Candidate against cuts")]
    public void What_only_sounds_like_one_is_not(string description) =>
        Assert.Null(PartyRegister.Called(description));
}
