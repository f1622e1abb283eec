using ResultsBot.Packs.Import;

namespace ResultsBot.Packs.Tests.Import;

/// <summary>What SQLite's shell writes unless it is told otherwise.</summary>
public class ListModeTests
{
    private const string Rows = """
        Abbey|Ann "Nan" Able|Labour|2130.0|4000
        Abbey|Best, Bob|Conservative|1|4000
        """;

    [Fact]
    public void A_table_with_the_names_of_its_columns_is_read()
    {
        using var desk = new ImportDesk(PackImport.Plain);

        Assert.Equal(
            (true, ""),
            (desk.Import($"ward|candidate|party|votes|electorate\n{Rows}\n"), desk.Errors)
        );

        // Nothing is in quotes there: a quotation mark and a comma are part of the name.
        Assert.Equal(
            ["Ann \"Nan\" Able", "Best, Bob"],
            desk.Load().Definition.Contests[0].Candidates.Select(c => c.Name)
        );
        Assert.Equal([2130, 1], desk.Load().Recorded.Single().Figures.Votes.Select(v => v.Votes));
    }

    [Fact]
    public void Without_the_names_of_its_columns_it_is_refused_with_what_to_type()
    {
        using var desk = new ImportDesk(PackImport.Plain);

        Assert.False(desk.Import(Rows));

        Assert.Equal(
            "source.csv: this looks like SQLite's list mode without the names of the columns, so which is which isn't known: type “.headers on” before the query, and export it again\n",
            desk.Errors
        );
    }

    [Fact]
    public void A_cell_with_the_separator_in_it_is_refused_with_what_to_type()
    {
        using var desk = new ImportDesk(PackImport.Plain);

        Assert.False(
            desk.Import(
                $"ward|candidate|party|votes|electorate\n{Rows}\nAbbey|Cy|Cole|Green|5|4000"
            )
        );

        Assert.Contains(
            "line 4: 6 cells in 5 columns: in SQLite's list mode a cell can't hold “|”: export it again with “.mode csv”",
            desk.Errors,
            StringComparison.Ordinal
        );
    }
}
