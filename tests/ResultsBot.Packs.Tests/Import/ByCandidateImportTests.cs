using ResultsBot.Engine.Counting;
using ResultsBot.Packs.Import;
using ResultsBot.Packs.Tests.Infrastructure;

namespace ResultsBot.Packs.Tests.Import;

public class ByCandidateImportTests
{
    private const string Published = """
        ONS ID,ONS region ID,Constituency name,County name,Region name,Country name,Constituency type,Party name,Party abbreviation,Electoral Commission party ID,MNIS party ID,Electoral Commission adjunct party ID,Candidate first name,Candidate surname,Candidate gender,Sitting MP,Former MP,Member MNIS ID,Votes,Share,Change
        E14001165,E12000004,Chesterfield,Derbyshire,East Midlands,England,Borough,Labour and Co-operative,Lab,PP53,15,PP119,Toby,Perkins,Male,Yes,Yes,3952,19316,0.4649,0.0628
        E14001165,E12000004,Chesterfield,Derbyshire,East Midlands,England,Borough,Conservative,Con,PP52,4,,Ben,Flook,Male,No,No,,8496,0.2045,-0.1655
        E14001165,E12000004,Chesterfield,Derbyshire,East Midlands,England,Borough,Workers Party of Britain,WPB,PP11382,1042,,Julie,Lowe,Female,No,No,,248,0.006,
        S14000060,S92000003,Aberdeen North,Scotland,Scotland,Scotland,Burgh,Scottish National Party,SNP,PP102,29,,Kirsty,Blackman,Female,Yes,Yes,4357,14533,0.345,-0.19
        S14000060,S92000003,Aberdeen North,Scotland,Scotland,Scotland,Burgh,Labour,Lab,PP53,15,,Lynn,Thomson,Female,No,No,,12773,0.303,0.15
        S14000060,S92000003,Aberdeen North,Scotland,Scotland,Scotland,Burgh,Scottish Green Party,Green,PP130,1057,,Esme,Houston,Female,No,No,,1275,0.03,
        """;

    [Fact]
    public void A_published_table_becomes_a_pack_whose_results_can_be_worked_out()
    {
        using var desk = Desk();

        Assert.True(desk.Import(Published));

        Assert.Equal("", desk.Errors);
        var pack = desk.Load();
        Assert.Equal([71645, 75925], pack.Definition.Contests.Select(c => c.Electorate));
        Assert.Equal(
            ["Derbyshire", "East Midlands", "England", "United Kingdom"],
            pack.Definition.Contests[0].Areas.Select(a => a.Name)
        );
        Assert.Equal(
            ["Scotland", "United Kingdom"],
            pack.Definition.Contests[1].Areas.Select(a => a.Name)
        );
        Assert.Equal(
            ["Ben Flook", "Julie Lowe", "Toby Perkins"],
            pack.Definition.Contests[0].Candidates.Select(c => c.Name)
        );
        Assert.Equal(
            135,
            pack.Recorded.Single(r => r.Contest.Value == "E14001165").Figures.Rejected
        );
        Assert.Contains(
            "E14001165,Toby Perkins,Lab,Labour and Co-operative,yes",
            desk.Lines("candidates.csv")
        );
        Assert.Contains(
            "S14000060,Esme Houston,Green,Scottish Green Party,",
            desk.Lines("candidates.csv")
        );
        var election = desk.Played();
        Assert.Equal(2, election.Standing(pack.Definition.Whole).Declared);
        Assert.Equal(10_820, election.Verdict(pack.Definition.Contests[0]).Majority);
    }

    [Fact]
    public void Votes_of_last_time_are_not_made_up_from_rounded_shares()
    {
        using var desk = Desk();

        desk.Import(Published);

        Assert.Equal(["contest,party,votes"], desk.Lines("previous.csv"));
        Assert.Contains("Share and Change are rounded", desk.Output, StringComparison.Ordinal);
        Assert.All(desk.Load().Definition.Contests, c => Assert.Null(c.Base));
    }

    [Fact]
    public void A_base_put_there_by_hand_is_kept()
    {
        using var desk = Desk();
        desk.Options = desk.Options with { Base = "2019 notional results" };
        File.WriteAllText(
            Path.Combine(desk.Pack, "previous.csv"),
            "contest,party,votes\nE14001165,Con,16720\nE14001165,Lab,18171\n"
        );

        Assert.True(desk.Import(Published));

        Assert.Contains(
            "previous.csv was there, and is left as it is",
            desk.Output,
            StringComparison.Ordinal
        );
        Assert.Equal("2019 notional results", desk.Load().Definition.BaseName);
        var contest = desk.Load().Definition.Contests[0];
        Assert.IsType<Outcome.Hold>(desk.Played().Verdict(contest).Outcome);
    }

    [Fact]
    public void The_columns_of_2017_and_titles_above_them_are_known()
    {
        using var desk = Desk();

        var isMade = desk.Import(
            """
            General election results,,,,,,,,,,,,,,,,
            ,,,,,,,,,,,,,,,,
            ons_id,ons_region_id,constituency_name,county_name,region_name,country_name,constituency_type,party_name,party_abbreviation,firstname,surname,gender,sitting_mp,former_mp,votes,share,change
            E14001165,E12000004,Chesterfield,Derbyshire,East Midlands,England,County,Labour,Lab,Toby,Perkins,Male,Yes,Yes,26266,0.548,0.069
            E14001165,E12000004,Chesterfield,Derbyshire,East Midlands,England,County,Conservative,Con,Spencer,Pitfield,Male,No,No,16661,0.348,0.167
            """
        );

        Assert.Equal((true, ""), (isMade, desk.Errors));
        Assert.Equal(
            ["Toby Perkins", "Spencer Pitfield"],
            desk.Load().Definition.Contests[0].Candidates.Select(c => c.Name)
        );
    }

    [Fact]
    public void An_odd_row_is_told_of_and_a_list_that_lacks_it_is_no_list()
    {
        using var desk = Desk();

        var isMade = desk.Import(
            Published.Replace(",248,0.006,", ",about 248,0.006,", StringComparison.Ordinal)
        );

        Assert.False(isMade);
        Assert.Equal(
            "source.csv, line 4: votes is a whole number from 0 to 10000000, not “about 248”\n"
                + "source.csv: the list of candidates of Chesterfield is not whole, as line 4 of the file cannot be used: mend it there\n",
            desk.Errors
        );
        Assert.Empty(Directory.GetFiles(desk.Pack));
    }

    [Fact]
    public void The_notional_results_as_they_are_published_become_the_base()
    {
        using var desk = Desk();
        desk.Write(
            "previous.csv",
            """
            ons_id,electorate,valid_votes,party_abbreviation,party_name,party_mnis_id,votes
            E14001165,70900,45000,Con,Conservative Party,4,16700
            E14001165,70900,45000,Lab,Labour Party,15,18100
            E14001165,70900,45000,Brexit,Brexit Party,1006,10200
            S14000060,75000,40000,SNP,Scottish National Party,29,21000
            S14000060,75000,40000,Lab,Labour Party,15,19000
            E14009999,75000,40000,Lab,Labour Party,15,19000
            """
        );
        desk.Options = desk.Options with { Previous = desk.Of("previous.csv") };

        Assert.True(desk.Import(Published));

        var first = desk.Load().Definition.Contests[0];
        Assert.Equal(
            (new("Lab"), 45_000, 70_900),
            (first.Base!.Winner, first.Base.ValidVotes, first.Base.Electorate)
        );
        Assert.Contains(
            "1 row is of a contest that is not in this election",
            desk.Output,
            StringComparison.Ordinal
        );
        // The Brexit Party is Reform UK's predecessor.
        Assert.NotNull(first.Base.Share(new("RUK")));
    }

    [Fact]
    public void A_base_that_lacks_a_line_is_refused()
    {
        using var desk = Desk();
        desk.Write(
            "previous.csv",
            "ons_id,party_abbreviation,votes\nE14001165,Lab,18100\nE14001165,Con,many"
        );
        desk.Options = desk.Options with { Previous = desk.Of("previous.csv") };

        Assert.False(desk.Import(Published));

        Assert.Contains(
            "previous.csv, line 3: votes is a whole number",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_the_file_does_not_say_is_asked_for()
    {
        using var desk = Desk();
        desk.Options = new();

        Assert.False(desk.Import(Published));

        foreach (var option in (string[])["--id", "--name", "--poll-closes", "--whole"])
        {
            Assert.Contains($"give {option}\n", desk.Errors, StringComparison.Ordinal);
        }
        Assert.Contains(
            "not known for 2 of 2 contests: Chesterfield, Aberdeen North",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(desk.Pack));
    }

    [Fact]
    public void A_name_that_was_encoded_twice_is_repaired_and_told_of()
    {
        using var desk = Desk();

        Assert.True(
            desk.Import(Published.Replace("Julie", "\u00C3\u0081ine", StringComparison.Ordinal))
        );

        Assert.Equal("", desk.Errors);
        Assert.Contains("was read as “Áine”", desk.Output, StringComparison.Ordinal);
        Assert.Contains("E14001165,Áine Lowe,WPB,,", desk.Lines("candidates.csv"));
    }

    /// <summary>With the electorates in the Library's own table by constituency.</summary>
    private static ImportDesk Desk()
    {
        var desk = new ImportDesk(PackImport.ByCandidate);
        desk.Write(
            "by-constituency.csv",
            """
            ONS ID,ONS region ID,Constituency name,First party,Electorate,Valid votes,Invalid votes
            E14001165,E12000004,Chesterfield,Lab,71645,41555,135
            S14000060,S92000003,Aberdeen North,SNP,"75,925",42095,115
            """
        );
        desk.Options = desk.Options with { Electorates = desk.Of("by-constituency.csv") };
        return desk;
    }
}
