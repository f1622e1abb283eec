using System.Text;
using ResultsBot.Packs.Import;

namespace ResultsBot.Packs.Tests.Import;

public class PlainImportTests
{
    private const string Table = """
        WARD,Candidate Name,Party,Votes,Elected,Seats,Electorate,Notes
        Walton & Holymoorside,Ann Able,LAB,"1,200",yes,2,5000,
        Walton & Holymoorside,Bob Best,Lib Dems,1100,yes,2,5000,recount
        Walton & Holymoorside,Cy Cole,Tory,400,,2,5000,
        Staveley,Di Dunn,Independent,300,yes,1,4000,
        Staveley,Ed East,Staveley First,200,no,1,4000,
        """;

    [Fact]
    public void A_newsrooms_own_table_becomes_a_pack_whose_results_can_be_worked_out()
    {
        using var desk = Desk();

        Assert.True(desk.Import(Table));

        Assert.Equal("", desk.Errors);
        var pack = desk.Load();
        Assert.Equal(
            ["walton-and-holymoorside", "staveley"],
            pack.Definition.Contests.Select(c => c.Id.Value)
        );
        Assert.Equal(
            ["Lab", "LD", "Con"],
            pack.Definition.Contests[0].Candidates.Select(c => c.Party.Value)
        );
        Assert.Equal(
            ["Ind", "SF2"],
            pack.Definition.Contests[1].Candidates.Select(c => c.Party.Value)
        );
        Assert.Contains(
            "columns not known, and not used: Notes",
            desk.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the close of poll is put down for them",
            desk.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(3, desk.Played().Standing(pack.Definition.Whole).Declared);
    }

    [Fact]
    public void Columns_that_are_missing_are_named_with_what_they_may_be_called()
    {
        using var desk = Desk();

        Assert.False(desk.Import("ward,who,votes\nA,B,1"));

        Assert.Contains(
            "no column for the candidate; it may be called candidate, candidate name, full name, name",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "no column for the party; it may be called party, party name",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "columns not known, and not used: who",
            desk.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_row_that_cannot_be_used_is_told_of_with_its_line()
    {
        using var desk = Desk();

        var isMade = desk.Import(
            Table
                + "\nStaveley,,Labour,1,,1,4000,"
                + "\nStaveley,Flo Fox,,1,,1,4000,"
                + "\nStaveley,Gus Gray,Labour,-1,,1,4000,"
                + "\nStaveley,Hal Hill,Labour,1,,3,4000,"
                + "\nStaveley,Ida Ives,Labour,1,perhaps,1,4000,"
                + "\nStaveley,Jo Jones,Labour,1,,1,4000,,,more"
                + "\nStaveley,Di Dunn,Independent,299,,1,4000,"
                + "\n,,,,,,,"
                + "\nLonely,Kay King,Labour,,,1,3000,"
        );

        Assert.True(isMade);
        Assert.Equal(
            [
                "source.csv, line 7: no candidate is given",
                "source.csv, line 8: no party is given (Independent, for who has none)",
                "source.csv, line 9: votes is a whole number from 0 to 10000000, not “-1”",
                "source.csv, line 10: the number of seats here, and otherwise on line 5",
                "source.csv, line 11: elected is yes or no, not “perhaps”",
                "source.csv, line 12: 10 cells in 8 columns: a cell with a comma stands in quotes",
                "source.csv, line 13: Di Dunn (Ind) is in Staveley on line 5 already",
                "source.csv, line 15: Lonely is left out: seats 1, candidates 1",
            ],
            desk.Errors.TrimEnd('\n').Split('\n')
        );
        Assert.Equal((13, 5), desk.Rows);
        Assert.Contains("Staveley has no result", desk.Output, StringComparison.Ordinal);
        Assert.Equal("walton-and-holymoorside", Assert.Single(desk.Load().Recorded).Contest.Value);
    }

    [Fact]
    public void A_row_that_was_copied_takes_nothing_from_the_result()
    {
        using var desk = Desk();

        desk.Import(Table + "\nStaveley,Di Dunn,Independent,300,yes,1,4000,");

        Assert.Contains(
            "line 7: Di Dunn (Ind) is in Staveley on line 5 already",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal(2, desk.Load().Recorded.Length);
    }

    [Fact]
    public void Where_votes_are_missing_there_is_no_result_and_none_of_an_earlier_import()
    {
        using var desk = Desk();
        desk.Import(Table);

        Assert.True(
            desk.Import(
                Table
                    .Replace(",1100,", ",,", StringComparison.Ordinal)
                    .Replace(",300,yes", ",,", StringComparison.Ordinal)
                    .Replace(",200,no", ",,", StringComparison.Ordinal)
            )
        );

        Assert.Contains(
            "the votes of 1 of 3 candidates are not known",
            desk.Output,
            StringComparison.Ordinal
        );
        Assert.Empty(desk.Load().Recorded);
    }

    [Fact]
    public void More_elected_than_there_are_seats_is_no_result()
    {
        using var desk = Desk();

        Assert.True(desk.Import(Table.Replace(",200,no,", ",200,yes,", StringComparison.Ordinal)));

        Assert.Contains(
            "Staveley has no result: more are elected than it has seats (1)",
            desk.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Seats_follow_from_who_is_elected_where_no_column_says_them()
    {
        using var desk = Desk();

        Assert.True(desk.Import(Table.Replace(",Seats,", ",Posts,", StringComparison.Ordinal)));

        Assert.Equal([2, 1], desk.Load().Definition.Contests.Select(c => c.Seats));
    }

    [Fact]
    public void The_files_order_is_kept_and_importing_again_changes_nothing()
    {
        using var desk = Desk();
        desk.Import(Table);
        var first = Directory.GetFiles(desk.Pack).Order().Select(File.ReadAllText).ToArray();

        desk.Import(Table);

        Assert.Equal(first, Directory.GetFiles(desk.Pack).Order().Select(File.ReadAllText));
        Assert.Equal(
            ["Ann Able", "Bob Best", "Cy Cole"],
            desk.Load().Definition.Contests[0].Candidates.Select(c => c.Name)
        );
    }

    [Fact]
    public void Wards_of_one_name_in_two_counties_are_not_thrown_together()
    {
        using var desk = Desk();

        desk.Import(
            """
            ward,county,candidate,party,electorate
            Central,Kent,Ann Able,Labour,5000
            Central,Kent,Bob Best,Conservative,5000
            Central,Devon,Cy Cole,Labour,5000
            """
        );

        Assert.Contains(
            "line 4: the county, region or nation of Central here, and otherwise on line 2",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_electorate_that_fits_no_contest_is_told_of()
    {
        using var desk = Desk();
        desk.Write(
            "electorates.csv",
            "contest,electorate\nstaveley,4100\nNowhere,1\nWalton and Holymoorside,many"
        );
        desk.Options = desk.Options with { Electorates = desk.Of("electorates.csv") };

        Assert.True(desk.Import(Table));

        Assert.Contains(
            "electorates.csv, line 3: “Nowhere” is none of the contests",
            desk.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "electorates.csv, line 4: electorate is a whole number",
            desk.Output,
            StringComparison.Ordinal
        );
        Assert.Equal([5000, 4100], desk.Load().Definition.Contests.Select(c => c.Electorate));
    }

    [Fact]
    public void Codes_that_differ_only_in_their_marks_are_not_thrown_together()
    {
        using var desk = Desk();
        desk.Write("electorates.csv", "contest,electorate\na-1,4100\nAbbey,4200\nBridge,4300");
        desk.Options = desk.Options with { Electorates = desk.Of("electorates.csv") };

        Assert.True(
            desk.Import(
                """
                code,ward,candidate,party
                a-1,Abbey,Ann Able,Labour
                a-1,Abbey,Bob Best,Conservative
                a.1,Bridge,Cy Cole,Labour
                a.1,Bridge,Di Dunn,Conservative
                """
            )
        );

        Assert.Contains(
            "electorates.csv, line 2: a-1 is the name of 2 contests",
            desk.Output,
            StringComparison.Ordinal
        );
        Assert.Equal([4200, 4300], desk.Load().Definition.Contests.Select(c => c.Electorate));
    }

    [Theory]
    [InlineData("", "no line names the columns")]
    [InlineData("\0\u0001\u0002", "no line names the columns")]
    [InlineData("just some words\nand more", "no line names the columns")]
    [InlineData("ward,candidate,party,party\nA,B,C,D", "the column “party” is there twice")]
    [InlineData("ward,candidate,party\n\"A,B,C\nD,E,F", "no contest can be made of it")]
    [InlineData(
        "ward,candidate,party\nA,B,\"C\"x\"\nA,D,E",
        "the electorate is not known for 1 of 1"
    )]
    public void Whatever_is_no_table_is_refused_with_a_sentence(string text, string sentence)
    {
        using var desk = Desk();

        Assert.False(desk.Import(text));

        Assert.Contains(sentence, desk.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(desk.Pack));
    }

    [Fact]
    public void A_file_that_is_missing_a_folder_or_not_UTF_8_is_refused_with_a_sentence()
    {
        using var desk = Desk();

        Assert.False(desk.Import());
        Assert.Contains("source.csv: the file is missing", desk.Errors, StringComparison.Ordinal);

        File.WriteAllText(
            desk.Of("source.csv"),
            Table.Replace("Ann", "Zoë", StringComparison.Ordinal),
            Encoding.Latin1
        );
        Assert.False(desk.Import());
        Assert.Contains(
            "source.csv: this is not UTF-8: save it as “CSV UTF-8”",
            desk.Errors,
            StringComparison.Ordinal
        );

        File.Delete(desk.Of("source.csv"));
        Directory.CreateDirectory(desk.Of("source.csv"));
        Assert.False(desk.Import());
        Assert.Contains("this is a folder", desk.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlong_and_broken_cells_do_not_reach_the_pack()
    {
        using var desk = Desk();

        desk.Import(
            Table
                + $"\nStaveley,{new string('x', 100_000)},Labour,1,,1,4000,"
                + "\nStaveley,\"Two\nLines\",Labour,1,,1,4000,"
                + "\nStaveley,Bell\a,Labour,1,,1,4000,"
                + "\nStaveley,Max,Labour,99999999999999999999,,1,4000,"
        );

        Assert.Contains(
            "line 7: candidate is longer than 200 characters",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "line 8: candidate goes on over the end of the line",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "line 10: candidate has a control character in it",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains("line 11: votes is a whole number", desk.Errors, StringComparison.Ordinal);
        Assert.Equal(5, desk.Load().Definition.Contests.Sum(c => c.Candidates.Length));
    }

    [Fact]
    public void A_file_of_nothing_but_candidates_or_parties_does_not_keep_the_machine_busy()
    {
        using var desk = Desk();
        var rows = Enumerable.Range(0, 20_000);

        desk.Import(
            "ward,candidate,party,electorate\n"
                + string.Join('\n', rows.Select(i => $"A,Ann {i},Labour,9"))
        );
        Assert.Contains(
            "line 502: A has more than 500 candidates",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal((20_000, 500), desk.Rows);

        desk.Import(
            "ward,candidate,party,electorate\n"
                + string.Join('\n', rows.Select(i => $"A{i / 9},Ann,{i} Zed,9"))
        );
        Assert.Contains("there are more than 5000 parties", desk.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_that_cannot_be_written_is_refused_with_a_sentence()
    {
        using var desk = Desk();
        Directory.Delete(desk.Pack);
        desk.Write("pack", "a file");

        Assert.False(desk.Import(Table));

        Assert.Contains(desk.Pack, desk.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_close_of_poll_without_its_offset_is_refused()
    {
        using var desk = Desk();
        desk.Options = desk.Options with { PollCloses = "2024-07-04 22:00" };

        Assert.False(desk.Import(Table));

        Assert.Contains(
            "--poll-closes is a time with its offset",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_faulty_pack_is_shown_when_it_is_read_back()
    {
        using var desk = Desk();
        File.WriteAllText(
            Path.Combine(desk.Pack, "previous.csv"),
            "contest,party,votes\nstaveley,XYZ,5\n"
        );

        Assert.False(desk.Import(Table));

        Assert.Contains(
            "previous.csv, line 2: the party “XYZ” is not in parties.csv",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    private static ImportDesk Desk()
    {
        var desk = new ImportDesk(PackImport.Plain);
        desk.Options = desk.Options with { NoDeposits = true };
        return desk;
    }
}
