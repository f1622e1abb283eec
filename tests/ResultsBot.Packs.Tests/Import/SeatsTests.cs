using ResultsBot.Packs.Import;

namespace ResultsBot.Packs.Tests.Import;

public class SeatsTests
{
    [Fact]
    public void Several_candidates_of_a_party_for_one_seat_are_a_fault_that_names_the_ward_and_the_column()
    {
        using var desk = new ImportDesk(PackImport.Plain);

        Assert.False(
            desk.Import(
                """
                ward,candidate,party,electorate
                Abbey,Ann Able,Labour,4000
                Abbey,Bob Best,Conservative,4000
                Abbey,Cy Cole,Labour and Co-operative,4000
                Bridge,Di Dunn,Labour,3000
                Bridge,Ed East,Independent,3000
                Bridge,Flo Fox,Independent,3000
                """
            )
        );

        Assert.Equal(
            "source.csv, line 2: Abbey has one seat, as nothing says how many, and 2 candidates of Lab (line 2, 4): say in a column seats how many are elected there\n",
            desk.Errors
        );
        Assert.Empty(Directory.GetFiles(desk.Pack));
    }

    [Theory]
    [InlineData(1, false, "line 2: Abbey has one seat and 3 candidates of Lab (line 2, 3, 4)")]
    [InlineData(
        2,
        true,
        "Abbey has 2 seats and 3 candidates of Lab (line 2, 3, 4): are the seats right?"
    )]
    [InlineData(3, true, "")]
    public void More_candidates_of_a_party_than_the_file_has_seats_are_named(
        int seats,
        bool isMade,
        string sentence
    )
    {
        using var desk = new ImportDesk(PackImport.Plain);

        Assert.Equal(
            isMade,
            desk.Import(
                $"""
                ward,candidate,party,electorate,seats
                Abbey,Ann Able,Labour,4000,{seats}
                Abbey,Bob Best,Labour,4000,{seats}
                Abbey,Cy Cole,Labour,4000,{seats}
                Abbey,Di Dunn,Green,4000,{seats}
                """
            )
        );

        var said = desk.Errors + desk.Output;
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Equal(sentence.Length > 0, said.Contains("candidates of", StringComparison.Ordinal));
    }
}
