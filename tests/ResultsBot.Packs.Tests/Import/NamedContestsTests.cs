using ResultsBot.Packs.Import;

namespace ResultsBot.Packs.Tests.Import;

public class NamedContestsTests
{
    [Theory]
    [InlineData("Nether Haddon Ward")]
    [InlineData("NETHER HADDON")]
    [InlineData("Nether-Haddon")]
    [InlineData("Nether Haddon Division")]
    [InlineData("Nether Haddon electoral division")]
    public void A_ward_written_in_two_ways_is_one_and_is_called_as_most_rows_call_it(string name)
    {
        using var desk = new ImportDesk(PackImport.Plain);

        Assert.Equal((true, ""), (desk.Import(Wards(name, "Nether Haddon")), desk.Errors));

        var contest = Assert.Single(desk.Load().Definition.Contests);
        Assert.Equal(
            ("nether-haddon", "Nether Haddon", 5),
            (contest.Id.Value, contest.Name, contest.Candidates.Length)
        );
        Assert.Contains(
            $"source.csv, line 2: “{name}” is taken for Nether Haddon",
            desk.Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Nether Hadon", "Nether Haddon")]
    [InlineData("Netherhaddon", "Nether Haddon")]
    [InlineData("Nehter Haddon Ward", "Nether Haddon")]
    [InlineData("Chesterfeild", "Chesterfield")]
    [InlineData("Walton & Holymoorsid", "Walton and Holymoorside")]
    [InlineData("Abbey Nroth", "Abbey North")]
    public void Names_nearly_alike_are_asked_about(string one, string other)
    {
        using var desk = new ImportDesk(PackImport.Plain);

        Assert.True(desk.Import(Wards(one, other)));

        Assert.Contains(
            $"{one} (line 2) and {other} (line 4) are nearly alike: are they one?",
            desk.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(2, desk.Load().Definition.Contests.Length);
    }

    [Theory]
    [InlineData("Abbey North", "Abbey South")]
    [InlineData("Town East", "Town West")]
    [InlineData("Northfield", "Southfield")]
    [InlineData("Upper Haddon", "Lower Haddon")]
    [InlineData("Haddon Inner", "Haddon Outer")]
    [InlineData("Ward 11", "Ward 12")]
    [InlineData("Bridge I", "Bridge II")]
    [InlineData("Walton", "Halton")]
    [InlineData("Upton", "Lupton")]
    [InlineData("Burton", "Barton")]
    [InlineData("Haddon St John", "Haddon St Jude")]
    [InlineData("Haddon Heath", "Haddon Hill")]
    public void Two_places_are_not_asked_about(string one, string other)
    {
        using var desk = new ImportDesk(PackImport.Plain);

        Assert.True(desk.Import(Wards(one, other)));

        Assert.DoesNotContain("alike", desk.Output, StringComparison.Ordinal);
        Assert.Equal(2, desk.Load().Definition.Contests.Length);
    }

    [Fact]
    public void Wards_of_one_name_are_told_apart_by_their_councils()
    {
        using var desk = new ImportDesk(PackImport.Plain);

        Assert.Equal(
            (true, ""),
            (
                desk.Import(
                    """
                    council,ward,candidate,party,electorate
                    Barset,Abbey,Ann Able,Labour,4000
                    Barset,Abbey,Bob Best,Conservative,4000
                    Loamshire,Abbey,Cy Cole,Labour,3000
                    Loamshire,Abbey,Di Dunn,Conservative,3000
                    Loamshire,Bridge,Ed East,Labour,2000
                    Loamshire,Bridge,Flo Fox,Conservative,2000
                    """
                ),
                desk.Errors
            )
        );

        Assert.Equal(
            ["abbey-barset", "abbey-loamshire", "bridge"],
            desk.Load().Definition.Contests.Select(c => c.Id.Value)
        );
        Assert.Equal(
            ["Barset", "Loamshire", "Loamshire"],
            desk.Load().Definition.Contests.Select(c => c.Areas[0].Name)
        );
    }

    [Fact]
    public void Where_nothing_tells_two_wards_of_one_name_apart_it_is_said_what_would()
    {
        using var desk = new ImportDesk(PackImport.Plain);

        Assert.False(
            desk.Import(
                """
                ward,candidate,party,electorate
                Abbey,Ann Able,Labour,4000
                Abbey,Bob Best,Conservative,4000
                Abbey,Cy Cole,Labour,3000
                Abbey,Di Dunn,Conservative,3000
                """
            )
        );

        Assert.Contains(
            "line 4, 5 of the file cannot be used: mend it there; if those are of another contest called Abbey, tell the two apart in a column code or council",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("4000,2", "400,2", "the electorate")]
    [InlineData("4000,2", "4000,3", "the number of seats")]
    public void Of_the_rows_of_a_ward_the_odd_one_is_named_even_if_it_is_the_first(
        string right,
        string wrong,
        string what
    )
    {
        using var desk = new ImportDesk(PackImport.Plain);

        Assert.False(
            desk.Import(
                $"""
                ward,candidate,party,electorate,seats
                Abbey,Ann Able,Labour,{wrong}
                Abbey,Bob Best,Conservative,{right}
                Abbey,Cy Cole,Green,{right}
                Abbey,Di Dunn,Liberal Democrat,{right}
                """
            )
        );

        Assert.Equal(
            [
                $"source.csv, line 2: {what} here, and otherwise on line 3",
                "source.csv: the list of candidates of Abbey is not whole, as line 2 of the file cannot be used: mend it there",
            ],
            desk.Errors.TrimEnd('\n').Split('\n')
        );
    }

    [Theory]
    [InlineData("Abbey,Total,,", "Total")]
    [InlineData("Abbey,TOTALS,,4000", "TOTALS")]
    [InlineData("Total,,,8000", "Total")]
    [InlineData("Abbey total,,,4000", "Abbey total")]
    public void A_row_of_totals_is_left_out_by_its_name(string row, string name)
    {
        using var desk = new ImportDesk(PackImport.Plain);

        Assert.True(desk.Import($"{Wards("Abbey", "Bridge")}\n{row}"));

        Assert.Equal(
            $"source.csv, line 7: “{name}” is a row of totals, and is left out\n",
            desk.Errors
        );
    }

    private static string Wards(string one, string other) =>
        $"""
            ward,candidate,party,electorate
            {one},Ann Able,Labour,4000
            {one},Bob Best,Conservative,4000
            {other},Cy Cole,Liberal Democrat,4000
            {other},Di Dunn,Green,4000
            {other},Ed East,Independent,4000
            """;
}
