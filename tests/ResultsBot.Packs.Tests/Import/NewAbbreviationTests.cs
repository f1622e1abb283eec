using ResultsBot.Packs.Import;
using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Tests.Import;

public class NewAbbreviationTests
{
    [Theory]
    [InlineData("The Conservative Alternative Candidate", "Conservative", "Con")]
    [InlineData("The Conservative Alternative Candidate", "Cno", "Con")]
    [InlineData("Conservative Group", "Cnn", "Con")]
    [InlineData("Barset First", "con", "Con")]
    [InlineData("Barset First", "Tory", "Con")]
    [InlineData("Barset First", "Conservtive", "Con")]
    [InlineData("Labour Group", "Lba", "Lab")]
    [InlineData("Barset First", "Liberal Demorcats", "LD")]
    public void A_well_known_party_misspelt_does_not_become_a_second_one(
        string description,
        string abbreviation,
        string meant
    )
    {
        using var desk = Desk(description, abbreviation);

        Assert.False(desk.Import(Table(description)));

        // One slip, one sentence.
        Assert.StartsWith("parties.csv, line 2: “", desk.Errors, StringComparison.Ordinal);
        Assert.Single(desk.Errors.TrimEnd('\n').Split('\n'));
        Assert.Contains($"did you mean {meant}?", desk.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(desk.Pack));
    }

    [Theory]
    [InlineData("Barset First", "BF")]
    [InlineData("Liberal", "Lib")]
    [InlineData("Social Democratic Alliance", "SDA")]
    [InlineData("Scottish People's Democrats", "SPD")]
    [InlineData("Independents for Direct Democracy", "IDD")]
    [InlineData("Staveley First", "SF2")]
    public void A_small_party_keeps_an_abbreviation_that_looks_a_little_like_a_known_one(
        string description,
        string abbreviation
    )
    {
        using var desk = Desk(description, abbreviation);

        Assert.Equal((true, ""), (desk.Import(Table(description)), desk.Errors));

        Assert.Contains(
            $"abbreviations not among the well-known: {abbreviation} ({description})",
            desk.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Whose_description_counts_as_a_well_known_partys_is_said()
    {
        using var desk = Desk("Staveley First", "SF");

        Assert.True(desk.Import(Table("Staveley First")), desk.Errors);

        Assert.Contains(
            "descriptions of well-known parties: “Staveley First” is Sinn Féin (SF)",
            desk.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void No_partys_abbreviation_in_the_pack_of_2024_is_taken_for_a_slip()
    {
        var parties = CsvTable.Read(
            Path.Combine(PackLoader.Shelf, "ge2024"),
            "parties.csv",
            ["party", "name"],
            f => Assert.Fail($"{f}")
        );

        Assert.Equal(
            [],
            parties
                // Of 2019, “(was Yorkshire First)”: the same party.
                .Where(p =>
                    PartyRegister.Called(p["name"]) is null
                    && p["party"] is not "The Yorkshire Party"
                )
                .Select(p => NewAbbreviation.FaultOf(p["party"], p["name"]))
                .OfType<string>()
        );
    }

    [Fact]
    public void An_abbreviation_in_the_list_of_candidates_is_looked_at_as_well_and_parties_csv_goes_before_it()
    {
        const string Rows = """
            ward,candidate,description,party abbreviation,seats,electorate
            Abbey,Ann Able,Labour,Lab,2,4000
            Abbey,Bob Best,Walton Tories Together,Con,2,4000
            Abbey,Cy Cole,Walton Tories for Change,Cno,2,4000
            """;
        using var desk = new ImportDesk(PackImport.Plain);

        Assert.False(desk.Import(Rows));
        Assert.Contains(
            "line 3: is “Walton Tories Together” Conservative (Con)? Say it with --parties",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "line 4: “Cno” is nearly Con (Conservative): did you mean Con?",
            desk.Errors,
            StringComparison.Ordinal
        );

        desk.Write(
            "parties.csv",
            "description,party\nWalton Tories Together,Con\nWalton Tories for Change,Con"
        );
        desk.Options = desk.Options with { Parties = desk.Of("parties.csv") };
        Assert.True(desk.Import(Rows));
        Assert.Equal(
            ["Lab", "Con", "Con"],
            desk.Load().Definition.Contests[0].Candidates.Select(c => c.Party.Value)
        );
    }

    private static string Table(string description) =>
        $"""
            ward,candidate,description,electorate
            Abbey,Ann Able,Labour,4000
            Abbey,Bob Best,Local Conservatives,4000
            Abbey,Cy Cole,{description},4000
            """;

    private static ImportDesk Desk(string description, string abbreviation)
    {
        var desk = new ImportDesk(PackImport.Plain);
        desk.Write("parties.csv", $"description,party\n{description},{abbreviation}");
        desk.Options = desk.Options with { Parties = desk.Of("parties.csv") };
        return desk;
    }
}
