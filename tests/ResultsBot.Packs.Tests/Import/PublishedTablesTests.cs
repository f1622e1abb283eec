using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Import;
using ResultsBot.Packs.Tests.Infrastructure;

namespace ResultsBot.Packs.Tests.Import;

/// <summary>Parliament's and the notional tables with their real columns, in which the people and figures are invented.</summary>
public class PublishedTablesTests
{
    /// <summary>https://electionresults.parliament.uk/, “candidacies”.</summary>
    private const string Candidacies =
        "Parliament number,Parliament summoned on,Parliament dissolved on,Parliament Wikidata ID,Parliament London Gazette citation,Parliament URL,General election polling date,General election is notional,Total electorate in general election,Total valid votes in general election,Total invalid votes in general election,General election URL,Country name,Country geographic code,Country URL,English region name,English region geographic code,English region URL,Constituency name,Constituency geographic code,Constituency designation,Constituency URL,Boundary set start date,Boundary set end date,Boundary set URL,Electorate,Election polling date,Election is by-election,Declaration time,Election valid vote count,Election invalid vote count,Election URL,Election result summary,Candidate family name,Candidate given name,Candidate MNIS ID,Candidate is sitting MP,Candidate is former MP,Candidate Member URL,Main party name,Main party abbreviation,Main party Electoral Commission ID,Main party MNIS ID,Main party URL,Adjunct party name,Adjunct party abbreviation,Adjunct party Electoral Commission ID,Candidate is standing as Commons Speaker,Candidate is standing as independent,Candidate vote count,Candidate vote share,Candidate vote change,Majority,Candidate result position\n";

    private static readonly string Candidates =
        Candidacies
        + Candidacy(
            "\"Able\",\"Ann\",1,true",
            "\"Labour\",Lab,PP53,15,,\"Co-operative Party\",Co-op,PP119",
            "false,false,20000"
        )
        + Candidacy(
            "\"O&#39;Best\",\"Bob\",,false",
            "\"Conservative\",Con,PP52,4,,\"\",,",
            "false,false,9000"
        )
        + Candidacy("\"Cole\",\"Cy\",,false", "\"\",,,,,\"\",,", "false,true,600")
        + Candidacy(
            "\"Dunn\",\"Di\",,false",
            "\"Ashfield Independents\",Ash,PP4780,99,,\"\",,",
            "false,false,300"
        );

    private const string NotionalColumns =
        "Boundary Comm name,PA name,ONS code,PANO,region_name,country_name,constituency_type,Index_of_change,\"\"\"turnout\"\"\",electorate,Conv,Labv,LDv,Grnv,Brxv,SNPv,TotOthv,MaxOthv,ASHv,YRKSv,IND1v,IND2v,blank2,total_votes,majority,maj%,Win19,Second19,CON%\n";

    private const string Notional =
        NotionalColumns
        + "Chesterfield,Chesterfield,E14001165,146,EM,England,Borough,10.1,61.9,70900,16000,18000,2000,1000,\"7,000\",0,450,300,150,0,300,0,,\"44,450\",2000,4.5,Lab,Con,36\n";

    [Fact]
    public void Parliaments_results_by_candidate_become_a_pack_with_its_electorate_and_date()
    {
        using var desk = Desk(PackImport.ByCandidate);

        Assert.Equal((true, ""), (desk.Import(Candidates), desk.Errors));

        var pack = desk.Load();
        Assert.Equal(
            [
                "E14001165,Ann Able,Lab,Labour and Co-operative,yes",
                "E14001165,Cy Cole,Ind,,",
                "E14001165,Di Dunn,Ash,,",
                "E14001165,Bob O'Best,Con,,",
            ],
            desk.Lines("candidates.csv")[1..]
        );
        Assert.Equal(71_645, pack.Definition.Contests[0].Electorate);
        Assert.Equal(135, pack.Recorded.Single().Figures.Rejected);
        Assert.Equal(
            new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.FromHours(1)),
            pack.Definition.PollCloses
        );
    }

    [Fact]
    public void Notional_results_are_no_candidates()
    {
        using var desk = Desk(PackImport.ByCandidate);

        Assert.False(
            desk.Import(
                Candidates.Replace(
                    ",2024-07-04,false,",
                    ",2024-07-04,true,",
                    StringComparison.Ordinal
                )
            )
        );

        Assert.Contains("--previous", desk.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_by_candidate_are_the_base_of_a_by_election()
    {
        using var desk = Desk(PackImport.Plain);
        desk.Write("last.csv", Candidates);
        desk.Options = desk.Options with
        {
            Previous = desk.Of("last.csv"),
            PollCloses = "2026-02-26T22:00:00Z",
        };

        Assert.Equal(
            (true, ""),
            (
                desk.Import(
                    """
                    constituency,ons id,candidate,party,electorate
                    Chesterfield,E14001165,Gil Grey,Reform UK,71000
                    Chesterfield,E14001165,Hal Hill,Labour,71000
                    """
                ),
                desk.Errors
            )
        );

        var last = desk.Load().Definition.Contests[0].Base!;
        Assert.Equal(
            (new PartyId("Lab"), 29_900, 71_645),
            (last.Winner, last.ValidVotes, last.Electorate)
        );
    }

    [Fact]
    public void The_notional_file_as_published_becomes_the_base()
    {
        using var desk = Desk(PackImport.ByCandidate);

        var last = Base(desk, Notional)!;

        Assert.Equal(
            (new PartyId("Lab"), 44_450, 70_900),
            (last.Winner, last.ValidVotes, last.Electorate)
        );
        // The Brexit Party is Reform UK's predecessor; the sums of the small parties are nobody's votes.
        Assert.Equal(
            [
                "E14001165,Con,16000,70900,",
                "E14001165,Lab,18000,70900,",
                "E14001165,LD,2000,70900,",
                "E14001165,Green,1000,70900,",
                "E14001165,RUK,7000,70900,",
                "E14001165,Ash,150,70900,",
                "E14001165,Ind,300,70900,",
            ],
            desk.Lines("previous.csv")[1..]
        );
    }

    [Fact]
    public void A_notional_row_whose_parties_do_not_come_to_its_total_is_refused()
    {
        using var desk = Desk(PackImport.ByCandidate);

        Assert.Null(Base(desk, Notional.Replace(",18000,", ",1800,", StringComparison.Ordinal)));

        Assert.Contains(
            "last.csv, line 2: the parties' votes come to 28250, and the total is 44450",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_Speaker_has_no_column_in_the_notional_file()
    {
        using var desk = Desk(PackImport.ByCandidate);

        var last = Base(
            desk,
            NotionalColumns
                + "Chorley,Chorley,E14001165,149,NW,England,County,4.4,53.5,74568,0,0,0,3600,0,0,36000,27000,0,0,9000,0,,39600,18000,45.5,Spkr,Other,0\n"
        );

        Assert.Equal((new PartyId("Spk"), 39_600), (last!.Winner, last.ValidVotes));
    }

    [Fact]
    public void A_constituency_whose_code_was_changed_afterwards_is_known_by_its_name()
    {
        using var desk = Desk(PackImport.ByCandidate);

        Assert.NotNull(
            Base(desk, Notional.Replace("E14001165", "E14009999", StringComparison.Ordinal))
        );

        Assert.Contains(
            "known by name, as the code there is another: Chesterfield",
            desk.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Results_by_constituency_are_no_base_as_small_parties_are_one_in_them()
    {
        using var desk = Desk(PackImport.ByCandidate);

        Assert.Null(
            Base(
                desk,
                """
                ONS ID,ONS region ID,Constituency name,County name,Region name,Country name,Constituency type,Declaration time,Member first name,Member surname,Member gender,Result,First party,Second party,Electorate,Valid votes,Invalid votes,Majority,Con,Lab,LD,RUK,Green,SNP,PC,DUP,SF,SDLP,UUP,APNI,All other candidates,Of which other winner
                E14001165,E12000004,Chesterfield,Derbyshire,East Midlands,England,Borough,,Ann,Able,Female,Lab hold,Lab,Con,71645,29600,135,11000,9000,20000,0,0,0,0,0,0,0,0,0,0,600,0
                """
            )
        );

        Assert.Contains("give the one by candidate", desk.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Parliaments_results_by_constituency_say_the_electorates_and_when_the_poll_was()
    {
        using var desk = Desk(PackImport.Plain);
        desk.Write(
            "by-constituency.csv",
            """
            Constituency name,Constituency geographic code,Constituency URL,Polling date,Is notional,Electorate,Valid vote count,Invalid vote count,Majority,Declaration time,Election URL
            "Chesterfield",E14001165,https://electionresults.parliament.uk/constituency-areas/1,2024-07-04,false,71645,29600,135,11000,,https://electionresults.parliament.uk/elections/1
            """
        );
        desk.Options = desk.Options with { Electorates = desk.Of("by-constituency.csv") };
        const string Table = """
            constituency,code,candidate,party
            Chesterfield,E14001165,Ann Able,Labour
            Chesterfield,E14001165,Bob Best,Conservative
            """;

        Assert.Equal((true, ""), (desk.Import(Table), desk.Errors));
        Assert.Equal(
            (71_645, new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.FromHours(1))),
            (desk.Load().Definition.Contests[0].Electorate, desk.Load().Definition.PollCloses)
        );

        desk.Options = desk.Options with { PollCloses = "2026-02-26T22:00:00Z" };
        Assert.True(desk.Import(Table));
        Assert.Contains(
            "these are the electorates of 2024-07-04, and the polls close on 2026-02-26",
            desk.Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(1, "E14001165,Lab,100,,2", "the parties held 2 seats here, and there is 1")]
    [InlineData(2, "E14001165,Lab,100,,1", "the parties held 1 seats here, and there are 2")]
    public void A_base_whose_seats_are_not_the_contests_is_refused_for_one_seat_as_for_several(
        int seats,
        string line,
        string fault
    )
    {
        using var desk = Desk(PackImport.Plain);
        desk.Write("last.csv", $"code,party,votes,electorate,seats\n{line}");
        desk.Options = desk.Options with
        {
            Previous = desk.Of("last.csv"),
            PollCloses = "2026-05-07T22:00:00+01:00",
        };

        Assert.False(
            desk.Import(
                $"""
                ward,code,candidate,party,electorate,seats
                Abbey,E14001165,Ann Able,Labour,4000,{seats}
                Abbey,E14001165,Bob Best,Conservative,4000,{seats}
                Abbey,E14001165,Cy Cole,Green,4000,{seats}
                """
            )
        );

        Assert.Contains(fault, desk.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ward_of_single_transferable_vote_among_results_by_candidate_is_refused()
    {
        using var desk = Desk(PackImport.ByCandidate);

        Assert.False(
            desk.Import(Candidates.Replace("E14001165", "S13002931", StringComparison.Ordinal))
        );

        Assert.Contains(
            "Chesterfield: elected by single transferable vote",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    private static BaseResult? Base(ImportDesk desk, string last)
    {
        desk.Write("last.csv", last);
        desk.Options = desk.Options with { Previous = desk.Of("last.csv") };
        return desk.Import(Candidates) ? desk.Load().Definition.Contests[0].Base : null;
    }

    private static string Candidacy(string name, string party, string votes) =>
        $"59,2024-07-09,,Q1,,https://e.uk/59,2024-07-04,false,48208507,28808662,116063,https://e.uk/6,England,E92000001,https://e.uk/1,\"East Midlands\",E12000004,https://e.uk/4,\"Chesterfield\",E14001165,Borough,https://e.uk/9,2024-05-31,,https://e.uk/2,71645,2024-07-04,false,,29600,135,https://e.uk/3,Lab hold,{name},true,,{party},{votes},0.5,0.1,,1\n";

    private static ImportDesk Desk(string kind) =>
        new(kind)
        {
            Options = new ImportOptions("small", "Small election", Whole: "United Kingdom"),
        };
}
