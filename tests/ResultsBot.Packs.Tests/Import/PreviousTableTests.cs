using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Import;

namespace ResultsBot.Packs.Tests.Import;

/// <summary>Last time's votes in a council's wards, which have names and no codes.</summary>
public class PreviousTableTests
{
    private const string Rows = """
        ward,candidate,description,electorate
        Abbey,Ann Able,Labour,4000
        Abbey,Bob Best,Local Conservatives,4000
        Nether Haddon,Cy Cole,Barset First,3000
        Nether Haddon,Di Dunn,Green Party,3000
        """;

    [Theory]
    [InlineData("ward")]
    [InlineData("contest")]
    [InlineData("division")]
    [InlineData("code")]
    public void Wards_are_known_by_their_names_and_own_parties_by_their_abbreviations(string column)
    {
        using var desk = Desk(
            $"""
            {column},party,votes,electorate
            Abbey Ward,Labour,900,3900
            Abbey Ward,Con,800,3900
            nether haddon,BF,700,
            nether haddon,The Green Party,600,
            """
        );

        Assert.Equal((true, ""), (desk.Import(Rows), desk.Errors));

        Assert.Equal(
            [
                "abbey,Lab,900,3900,",
                "abbey,Con,800,3900,",
                "nether-haddon,BF,700,,",
                "nether-haddon,Green,600,,",
            ],
            desk.Lines("previous.csv")[1..]
        );
        Assert.Contains("BF,Barset First,,,,", desk.Lines("parties.csv"));
    }

    [Fact]
    public void Each_row_of_a_ward_that_is_not_up_is_named_with_its_line_and_there_is_no_pack()
    {
        using var desk = Desk(
            """
            ward,party,votes
            Abbey,Labour,900
            Nether Hadon,Green,700
            Castle,Green,600
            Total,,2200
            """
        );

        Assert.False(desk.Import(Rows));

        Assert.Equal(
            [
                "last.csv, line 3: “Nether Hadon” is not in this election: did you mean Nether Haddon?",
                "last.csv, line 4: “Castle” is not in this election: mend its name, or take the row out",
            ],
            desk.Errors.TrimEnd('\n').Split('\n')
        );
        Assert.Contains(
            "last.csv, line 5: “Total” is a row of totals, and is left out",
            desk.Output,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(desk.Pack));
    }

    [Fact]
    public void A_party_that_nobody_knows_is_named_with_the_file_and_line_where_it_stands()
    {
        using var desk = Desk(
            """
            ward,party,votes
            Abbey,Labour,900
            Abbey,Staveley First,800
            Nether Haddon,Staveley First,700
            """
        );

        Assert.False(desk.Import(Rows));

        Assert.Equal(
            "last.csv, line 3: the register doesn't know what party “Staveley First” is, here and on 1 more; say it with --parties, or write the abbreviation\n",
            desk.Errors
        );
    }

    [Fact]
    public void A_misspelt_abbreviation_is_no_party_of_last_time()
    {
        using var desk = Desk(
            "ward,party abbreviation,votes\nAbbey,Cno,900\nAbbey,,800\nNether Haddon,BF,700"
        );

        Assert.False(desk.Import(Rows));

        Assert.Equal(
            [
                "last.csv, line 2: “Cno” is nearly Con (Conservative): did you mean Con? A party of its own needs another abbreviation",
                "last.csv, line 3: no party is given",
            ],
            desk.Errors.TrimEnd('\n').Split('\n')
        );
    }

    [Fact]
    public void Who_held_how_many_of_several_seats_is_asked_for_before_anything_is_written()
    {
        const string Several = """
            ward,candidate,party,electorate,seats
            Abbey,Ann Able,Labour,4000,2
            Abbey,Bob Best,Conservative,4000,2
            Abbey,Cy Cole,Conservative,4000,2
            """;
        using var desk = Desk("ward,party,votes\nAbbey,Labour,900\nAbbey,Con,800");

        Assert.False(desk.Import(Several));
        Assert.Equal(
            "last.csv, line 2: Abbey has 2 seats: say in a column seats how many of them each party held\n",
            desk.Errors
        );
        Assert.Empty(Directory.GetFiles(desk.Pack));

        desk.Write("last.csv", "ward,party,votes,seats\nAbbey,Labour,900,1\nAbbey,Con,800,1");
        Assert.Equal((true, ""), (desk.Import(Several), desk.Errors));
    }

    [Fact]
    public void Where_more_seats_were_held_than_the_list_of_candidates_says_it_is_asked_for_the_seats_there()
    {
        using var desk = Desk("ward,party,votes,seats\nAbbey,Labour,900,1\nAbbey,Con,800,1");

        Assert.False(desk.Import(Rows));

        Assert.Equal(
            "last.csv, line 2: the parties held 2 seats here, and there is 1 in Abbey, as source.csv doesn't say how many: say it there in a column seats\n",
            desk.Errors
        );
        Assert.Empty(Directory.GetFiles(desk.Pack));
    }

    [Fact]
    public void Wards_of_one_name_are_told_apart_by_their_councils()
    {
        const string Councils = """
            council,ward,candidate,party,electorate
            Barset,Abbey,Ann Able,Labour,4000
            Barset,Abbey,Bob Best,Conservative,4000
            Loamshire,Abbey,Cy Cole,Labour,3000
            Loamshire,Abbey,Di Dunn,Conservative,3000
            """;
        using var desk = Desk("ward,party,votes\nAbbey,Lab,500");

        Assert.False(desk.Import(Councils));
        Assert.Contains(
            "last.csv, line 2: Abbey is the name of 2 contests: say whose it is in a column council, or give their codes",
            desk.Errors,
            StringComparison.Ordinal
        );

        desk.Write(
            "last.csv",
            "council,ward,party,votes\nLoamshire,Abbey,Lab,500\nBarset,Abbey,Con,600"
        );
        Assert.Equal((true, ""), (desk.Import(Councils), desk.Errors));
        Assert.Equal(
            [new PartyId("Con"), new PartyId("Lab")],
            desk.Load().Definition.Contests.Select(c => c.Base!.Winner)
        );
    }

    [Fact]
    public void What_last_time_was_has_a_name_and_importing_again_keeps_it()
    {
        using var desk = Desk("ward,party,votes\nAbbey,Labour,900\nNether Haddon,BF,700");

        Assert.True(desk.Import(Rows));
        Assert.Equal("last election", desk.Load().Definition.BaseName);
        Assert.Contains(
            "posts say “Change on the last election”; give --base",
            desk.Output,
            StringComparison.Ordinal
        );

        desk.Options = desk.Options with { Base = "2022 result" };
        Assert.True(desk.Import(Rows));
        Assert.Equal("2022 result", desk.Load().Definition.BaseName);

        desk.Options = desk.Options with { Base = null };
        Assert.True(desk.Import(Rows));
        desk.Options = desk.Options with { Previous = null };
        Assert.True(desk.Import(Rows));
        Assert.Equal("2022 result", desk.Load().Definition.BaseName);
        Assert.DoesNotContain("Change on the", desk.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Votes_of_last_time_that_were_put_there_by_hand_have_a_name_as_well()
    {
        using var desk = Desk("");
        desk.Options = desk.Options with { Previous = null };
        Assert.True(desk.Import(Rows));
        Assert.Equal("", desk.Load().Definition.BaseName);

        File.WriteAllText(
            Path.Combine(desk.Pack, "previous.csv"),
            "contest,party,votes\nabbey,Lab,900\n"
        );

        Assert.Equal("last election", desk.Load().Definition.BaseName);
    }

    [Fact]
    public void Of_a_published_table_the_contests_elsewhere_are_named_and_a_wrong_code_is_a_fault()
    {
        const string Coded = """
            ward,code,candidate,party,electorate
            Abbey,E05000001,Ann Able,Labour,4000
            Abbey,E05000001,Bob Best,Conservative,4000
            """;
        using var desk = Desk(
            "ward,code,party,votes\nAbbey,E05000001,Lab,500\nCastle,E05000002,Lab,500"
        );

        Assert.Equal((true, ""), (desk.Import(Coded), desk.Errors));
        Assert.Contains(
            "last.csv: 1 row is of a contest that is not in this election: line 3 (Castle)\n",
            desk.Output,
            StringComparison.Ordinal
        );

        desk.Write(
            "last.csv",
            "ward,code,party,votes\nAbbey,E05000010,Lab,500\nAbbey,E05000010,Con,500"
        );
        Assert.False(desk.Import(Coded));
        Assert.Equal(
            "last.csv: 2 rows are of contests that are not in this election: line 2 (Abbey), line 3 (Abbey); and Abbey has no votes in it: mend the code, or take those rows out\n",
            desk.Errors
        );
    }

    private static ImportDesk Desk(string last)
    {
        var desk = new ImportDesk(PackImport.Plain);
        desk.Write("parties.csv", "description,party\nBarset First,BF");
        desk.Write("last.csv", last);
        desk.Options = desk.Options with
        {
            Parties = desk.Of("parties.csv"),
            Previous = desk.Of("last.csv"),
        };
        return desk;
    }
}
