using ResultsBot.Packs.Import;

namespace ResultsBot.Packs.Tests.Import;

/// <summary>The real columns of the Local Government Association's schema, with invented people and figures.</summary>
public class LocalGovernmentImportTests
{
    private const string Columns =
        "PublicationDate,OrganisationURI,OrganisationLabel,ServiceTypeURI,ServiceTypeLabel,ElectionDate,TypeofElection,ElectedBodyURI,ElectedBodyLabel,ElectoralAreaURI,ElectoralAreaLabel,CandidateSurname,CandidateForenames,CommonlyUsedSurname,CommonlyUsedForenames,PoliticalPartyURI,PoliticalPartyLabel,CandidatesDescription,VotesWon,Elected,VotesCast,EligibleElectorate,BallotsRejectedOfficialMark,BallotsRejectedMultipleVote,BallotsRejectedIdentification,BallotsRejectedInPart,BallotsRejectedUnmarked,PercentageTurnout,InfoURL,ReturningOfficer,ElectoralDept,ContactEmail,ContactTel";

    private static readonly string Published = string.Join(
        '\n',
        Columns,
        Row(
            "2023-05-04",
            "E05000001",
            "Abbey",
            "ABLE,Ann Mary,,Annie",
            "PP53",
            "Labour Party",
            "",
            "1200,ELECTED",
            "2600,6000,0,3,1,2,7"
        ),
        Row(
            "2023-05-04",
            "E05000001",
            "Abbey",
            "O'BEST-COLE,Bob,,",
            "PP52",
            "Conservative and Unionist Party",
            "Local Conservatives",
            "1100,ELECTED",
            "2600,6000,0,3,1,2,7"
        ),
        Row(
            "2023-05-04",
            "E05000001",
            "Abbey",
            "MCDUNN,Di,,",
            "",
            "Independent",
            "",
            "400,NOT ELECTED",
            "2600,6000,0,3,1,2,7"
        ),
        Row(
            "2023-05-04",
            "E05000002",
            "Bridge",
            "EAST,Ed,,",
            "PP90",
            "Liberal Democrats",
            "Liberal Democrat",
            "700,NOT ELECTED",
            "1530,3100,,,,,"
        ),
        Row(
            "2023-05-04",
            "E05000002",
            "Bridge",
            "FOX,Flo,,",
            "PP63",
            "Green Party",
            "",
            "820,ELECTED",
            "1530,3100,,,,,"
        )
    );

    [Fact]
    public void A_councils_file_as_published_becomes_a_pack_whose_results_can_be_worked_out()
    {
        using var desk = Desk();

        Assert.Equal((true, ""), (desk.Import(Published), desk.Errors));

        var pack = desk.Load();
        Assert.Equal(
            ("Barset Council", false),
            (pack.Definition.Whole.Name, pack.Definition.HasDeposits)
        );
        Assert.Equal(
            [("E05000001", "Abbey", 2, 6000), ("E05000002", "Bridge", 1, 3100)],
            pack.Definition.Contests.Select(c => (c.Id.Value, c.Name, c.Seats, c.Electorate))
        );
        // What a candidate is commonly called, and no surname in capitals.
        Assert.Equal(
            [
                "E05000001,Annie Able,Lab,,",
                "E05000001,Di McDunn,Ind,,",
                "E05000001,Bob O'Best-Cole,Con,Local Conservatives,",
            ],
            desk.Lines("candidates.csv")[1..4]
        );
        Assert.Contains(
            "these may be meant otherwise: McDunn, O'Best-Cole\n",
            desk.Output,
            StringComparison.Ordinal
        );
        // Papers rejected in part count for the votes that are clear; without figures none are known.
        Assert.Equal(
            [11, null],
            pack.Recorded.OrderBy(r => r.Contest.Value).Select(r => r.Figures.Rejected)
        );
        Assert.Equal(
            new DateTimeOffset(2023, 5, 4, 22, 0, 0, TimeSpan.FromHours(1)),
            pack.Definition.PollCloses
        );
        Assert.Equal(3, desk.Played().Standing(pack.Definition.Whole).Declared);
    }

    [Fact]
    public void A_file_of_several_years_asks_which_and_leaves_the_other_rows_out_by_name()
    {
        using var desk = Desk();
        var both =
            Published
            + "\n"
            + Row(
                "2022-12-15",
                "E14000979",
                "Barset East",
                "GREY,Gil,,",
                "PP53",
                "Labour Party",
                "",
                "9000,ELECTED",
                "12000,70000,,,,,",
                "ParliamentaryByelection"
            )
            + "\n"
            + Row(
                "2022-12-15",
                "E14000979",
                "Barset East",
                "HILL,Hal,,",
                "PP52",
                "Conservative Party",
                "",
                "2900,NOT ELECTED",
                "12000,70000,,,,,",
                "ParliamentaryByelection"
            );

        Assert.False(desk.Import(both));
        Assert.Contains("the file holds 2 dates", desk.Errors, StringComparison.Ordinal);

        desk.Options = desk.Options with { Election = "2022-12-15", Whole = "Barset East" };
        Assert.True(desk.Import(both));
        Assert.Contains(
            "line 2: it is of another date: 2023-05-04",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal(["Barset East"], desk.Load().Definition.Contests.Select(c => c.Name));
        Assert.True(desk.Load().Definition.HasDeposits);

        desk.Options = desk.Options with { Election = "all" };
        Assert.False(desk.Import(both));
        Assert.Contains(
            "Parliament and councils are not elected in one pack",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Seats_follow_from_who_is_elected_and_a_ward_where_nobody_is_has_none()
    {
        using var desk = Desk();

        Assert.False(
            desk.Import(
                Published.Replace("820,ELECTED", "820,NOT ELECTED", StringComparison.Ordinal)
            )
        );

        Assert.Contains(
            "how many seats Bridge has is not said, as nobody is elected there",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_row_that_cannot_be_used_makes_its_ward_incomplete()
    {
        using var desk = Desk();

        Assert.False(
            desk.Import(Published.Replace(",400,NOT", ",4OO,NOT", StringComparison.Ordinal))
        );

        Assert.Contains(
            "line 4: votes is a whole number from 0 to 10000000, not “4OO”",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the list of candidates of Abbey is not whole",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(desk.Pack));
    }

    [Fact]
    public void A_ward_of_single_transferable_vote_is_refused()
    {
        using var desk = Desk();

        Assert.False(
            desk.Import(Published.Replace("E05000001", "S13002931", StringComparison.Ordinal))
        );

        Assert.Contains(
            "Abbey: elected by single transferable vote",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    private static string Row(
        string date,
        string code,
        string area,
        string names,
        string register,
        string party,
        string description,
        string votes,
        string papers,
        string type = "DistrictAndBorough"
    )
    {
        var link =
            register.Length > 0
                ? $"http://search.electoralcommission.org.uk/English/Registrations/{register}"
                : "";
        return $"2023-05-09,http://opendatacommunities.org/id/district-council/barset,Barset Council,http://id.esd.org.uk/service/721,Election Results,{date},{type},http://data.ordnancesurvey.co.uk/ontology/admingeo/District,Barset Council,http://statistics.data.gov.uk/id/statistical-geography/{code},{area},{names},{link},{party},{description},{votes},{papers},43.3,https://barset.example/elections,R O Officer,Electoral Services,elections@barset.example,01234 567890";
    }

    private static ImportDesk Desk() =>
        new(PackImport.LocalGovernment)
        {
            Options = new ImportOptions("barset-2023", "Barset Council 2023"),
        };
}
