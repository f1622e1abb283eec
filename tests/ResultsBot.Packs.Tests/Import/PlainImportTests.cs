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

        Assert.False(isMade);
        Assert.Equal(
            [
                "source.csv, line 7: no candidate is given",
                "source.csv, line 8: no party is given (Independent, for who has none)",
                "source.csv, line 9: votes is a whole number from 0 to 10000000, not “-1”",
                "source.csv, line 10: the number of seats here, and otherwise on line 5",
                "source.csv, line 11: elected is yes or no, not “perhaps”",
                "source.csv, line 12: 10 cells in 8 columns: a cell with a comma stands in quotes",
                "source.csv, line 13: Di Dunn (Ind) is in Staveley on line 5 already",
                "source.csv, line 15: Lonely has no more candidates (1) than seats (1): is a row of another contest misspelt? If nobody else stands, say unopposed in a column poll",
                "source.csv: the list of candidates of Staveley is not whole, as line 7, 8, 9, 10, 11, 12, 13 of the file cannot be used: mend it there",
            ],
            desk.Errors.TrimEnd('\n').Split('\n')
        );
        Assert.Empty(Directory.GetFiles(desk.Pack));
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
        Assert.Empty(Directory.GetFiles(desk.Pack));
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

        desk.Import(
            "ward,candidate,party,electorate\n"
                + string.Join('\n', rows.Select(i => $"A{i / 9},Ann,{i} Zed,9"))
        );
        Assert.Contains("there are more than 5000 parties", desk.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_that_the_register_does_not_know_is_no_party_until_somebody_says_so()
    {
        using var desk = Desk();
        desk.Options = desk.Options with { Parties = null };

        Assert.False(desk.Import(Table));

        Assert.Contains(
            "the register doesn't know what party this is: “Staveley First” (1); say it with --parties",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(desk.Pack));
    }

    [Fact]
    public void Two_descriptions_may_be_of_one_party_and_it_keeps_what_the_ballot_paper_says()
    {
        using var desk = Desk();
        desk.Write(
            "parties.csv",
            "description,party\nStaveley First,Con\nWalton Tories Together,Con"
        );

        Assert.True(
            desk.Import(
                Table.Replace(",Tory,", ",Walton Tories Together,", StringComparison.Ordinal)
            )
        );

        Assert.Contains("staveley,Ed East,Con,Staveley First,", desk.Lines("candidates.csv"));
        Assert.DoesNotContain("not among the well-known", desk.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_Yeovil_that_is_misspelt_does_not_shorten_its_list()
    {
        using var desk = Desk();
        const string Rows = """
            constituency,candidate,party,electorate
            Yeovil,Ann Able,Labour,5000
            Yeovil,Bob Best,Conservative,5000
            YeoYeovil,Cy Cole,Liberal Democrat,5000
            """;

        Assert.False(desk.Import(Rows));

        Assert.Contains(
            "line 4: YeoYeovil has no more candidates (1) than seats (1): is a row of another contest misspelt?",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nobody_else_standing_and_a_poll_on_another_day_are_said_in_a_column()
    {
        using var desk = Desk();

        Assert.True(
            desk.Import(
                """
                ward,candidate,party,electorate,poll
                Abbey,Ann Able,Labour,4000,unopposed
                Bridge,Bob Best,Labour,4000,postponed
                Bridge,Cy Cole,Green,4000,postponed
                """
            )
        );

        Assert.Equal(
            [Engine.Definition.Poll.Unopposed, Engine.Definition.Poll.Postponed],
            desk.Load().Definition.Contests.Select(c => c.Poll)
        );
    }

    [Fact]
    public void What_pandas_and_SQLite_write_is_read_as_it_was_meant()
    {
        using var desk = Desk();

        Assert.True(
            desk.Import(
                """
                ,ward,candidate,party,description,votes,elected,seats,electorate,rejected
                0,Abbey,Ann Able,Labour,NaN,2130.0,1.0,1.0,4000.0,
                1,Abbey,Bob Null,Conservative,NaN,1,0.0,1.0,4000.0,NaN
                """
            )
        );

        Assert.Equal("", desk.Errors);
        Assert.DoesNotContain("not used", desk.Output, StringComparison.Ordinal);
        var result = Assert.Single(desk.Load().Recorded);
        Assert.Equal([2130, 1], result.Figures.Votes.Select(v => v.Votes));
        Assert.Equal("Bob Null", desk.Load().Definition.Contests[0].Candidates[1].Name);
        Assert.DoesNotContain("NaN", desk.Read("candidates.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(';', "semicolon")]
    [InlineData('\t', "tab")]
    public void A_table_with_semicolons_or_tabs_is_read_as_one_with_commas(
        char separator,
        string name
    )
    {
        using var desk = Desk();
        var table = """
            Barset: wards and candidates
            "Ward"|candidate|party|electorate
            Abbey|"Ann| Able"|Labour|4,000
            Abbey|Bob Best, JP|Conservative|4,000
            """.Replace('|', separator);

        desk.Import(table.Replace("4,000", $"4,000{separator}5", StringComparison.Ordinal));
        Assert.Contains(
            $"line 4: 5 cells in 4 columns: a cell with a {name} stands in quotes",
            desk.Errors,
            StringComparison.Ordinal
        );

        Assert.True(
            desk.Import(table.Replace($"{separator} Able", " Able", StringComparison.Ordinal))
        );
        Assert.Equal("", desk.Errors);
        Assert.Equal(
            [("Ann Able", 4000), ("Bob Best, JP", 4000)],
            desk.Load()
                .Definition.Contests.SelectMany(
                    c => c.Candidates,
                    (c, candidate) => (candidate.Name, c.Electorate)
                )
        );
    }

    [Fact]
    public void Three_thousand_with_a_point_is_not_read_as_three()
    {
        using var desk = Desk();

        Assert.False(
            desk.Import(
                """
                ward;candidate;party;electorate
                Abbey;Ann Able;Labour;3.000
                Abbey;Bob Best;Conservative;3.000
                """
            )
        );

        Assert.Contains(
            "line 2: electorate is a whole number from 1 to 10000000, not “3.000”",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_share_is_not_cut_to_a_whole_number()
    {
        using var desk = Desk();

        Assert.False(
            desk.Import(
                """
                ward,candidate,party,rejected,electorate
                Abbey,Ann Able,Labour,0.4141,4000
                Abbey,Bob Best,Conservative,0.4141,4000
                """
            )
        );

        Assert.Contains(
            "line 2: rejected is a whole number from 0 to 10000000, not “0.4141”",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains("is not whole", desk.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ward,code,nation,seats", "Leith Walk,S13002931,,4")]
    [InlineData("ward,code,nation,seats", "Leith Walk,lw,Scotland,4")]
    [InlineData("contest,code,nation,seats", "Leith Walk,lw,Scotland,4")]
    [InlineData("ward,code,nation,seats", "Botanic,N10000102,Northern Ireland,5")]
    public void A_ward_of_single_transferable_vote_is_not_read_as_first_past_the_post(
        string columns,
        string cells
    )
    {
        using var desk = Desk();
        var rows = Enumerable.Range(1, 6).Select(i => $"{cells},Ann {i},Labour,9000");

        Assert.False(
            desk.Import($"{columns},candidate,party,electorate\n{string.Join('\n', rows)}")
        );

        Assert.Contains(
            "elected by single transferable vote, which a pack cannot hold",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Several_dates_are_several_elections_or_one_night_as_asked()
    {
        using var desk = Desk();
        const string ByElections = """
            constituency,candidate,party,electorate,election date
            Wakefield,Ann Able,Labour,5000,2022-06-23
            Wakefield,Bob Best,Conservative,5000,2022-06-23
            Chester,Cy Cole,Labour,5000,2022-12-01
            Chester,Di Dunn,Conservative,5000,2022-12-01
            """;

        Assert.False(desk.Import(ByElections));
        Assert.Contains(
            "the file holds 2 dates: 2022-06-23, 2022-12-01; take one of them with --election, or all as one night with --election all",
            desk.Errors,
            StringComparison.Ordinal
        );

        desk.Options = desk.Options with { Election = "2022-12-01" };
        Assert.True(desk.Import(ByElections));
        Assert.Equal(["Chester"], desk.Load().Definition.Contests.Select(c => c.Name));
        Assert.Contains(
            "line 2: it is of another date: 2022-06-23",
            desk.Errors,
            StringComparison.Ordinal
        );

        desk.Options = desk.Options with { Election = "all" };
        Assert.True(desk.Import(ByElections));
        Assert.Equal(2, desk.Load().Definition.Contests.Length);
        Assert.Empty(desk.Load().Definition.Chambers);
    }

    [Fact]
    public void A_statement_of_persons_nominated_has_descriptions_alone()
    {
        using var desk = Desk();

        Assert.True(
            desk.Import(
                """
                ward,candidate,description,electorate
                Abbey,Ann Able,Labour Party Candidate,4000
                Abbey,Bob Best,Independent,4000
                """
            )
        );

        Assert.Equal(
            ["Lab", "Ind"],
            desk.Load().Definition.Contests[0].Candidates.Select(c => c.Party.Value)
        );
    }

    [Fact]
    public void What_was_changed_by_hand_is_kept_and_what_the_file_changed_comes_in()
    {
        using var desk = Desk();
        desk.Import(Table);
        Change("contests.csv", "nation,poll", "nation,poll,chamber");
        Change(
            "contests.csv",
            "staveley,Staveley,1,4000,,,,",
            "staveley,Staveley,1,4000,Derbyshire,,,,"
        );
        Change("candidates.csv", "Ann Able,Lab,,", "Ann Able,Lab,,yes");
        Change("election.json", "Small election", "Our election");
        Change("parties.csv", "SF2,Staveley First,", "SF2,Staveley First,#102030");

        Assert.True(desk.Import(Table.Replace("Cy Cole", "Cy Coleman", StringComparison.Ordinal)));

        Assert.Contains("staveley,Staveley,1,4000,Derbyshire,,,,", desk.Lines("contests.csv"));
        Assert.Equal(
            "contest,name,seats,electorate,county,region,nation,poll,chamber",
            desk.Lines("contests.csv")[0]
        );
        Assert.Contains("walton-and-holymoorside,Ann Able,Lab,,yes", desk.Lines("candidates.csv"));
        Assert.Contains("walton-and-holymoorside,Cy Coleman,Con,,", desk.Lines("candidates.csv"));
        Assert.DoesNotContain("Cy Cole,", desk.Read("candidates.csv"), StringComparison.Ordinal);
        Assert.Contains("Our election", desk.Read("election.json"), StringComparison.Ordinal);
        Assert.Contains("#102030", desk.Read("parties.csv"), StringComparison.Ordinal);
        Assert.Contains(
            "contests.csv: what was changed by hand since the last import is kept",
            desk.Output,
            StringComparison.Ordinal
        );

        void Change(string file, string what, string instead)
        {
            var text = desk.Read(file);
            Assert.Contains(what, text, StringComparison.Ordinal);
            File.WriteAllText(
                Path.Combine(desk.Pack, file),
                text.Replace(what, instead, StringComparison.Ordinal)
            );
        }
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
        desk.Write("parties.csv", "description,party\nStaveley First,SF2");
        desk.Options = desk.Options with { NoDeposits = true, Parties = desk.Of("parties.csv") };
        return desk;
    }
}
