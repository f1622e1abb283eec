using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Import;

namespace ResultsBot.Packs.Tests.Import;

public class DemocracyClubImportTests
{
    private const string Header =
        "person_id,person_name,election_id,ballot_paper_id,election_date,election_current,party_name,party_id,post_label,cancelled_poll,seats_contested,gss,organisation_name,sopn_last_name,sopn_first_names,votes_cast,elected,spoilt_ballots,total_electorate";

    private const string Wards = $"""
        {Header}
        1,Zoe Adams,local.shire.2026-05-07,local.shire.first.2026-05-07,2026-05-07,t,Labour Party,PP53,First,f,2,E05000001,Shire Council,Adams,Zoe,900,t,12,5000
        2,Bob Best,local.shire.2026-05-07,local.shire.first.2026-05-07,2026-05-07,t,Labour and Co-operative Party,joint-party:53-119,First,f,2,E05000001,Shire Council,Best,Robert,850,t,12,5000
        3,Al van Cole,local.shire.2026-05-07,local.shire.first.2026-05-07,2026-05-07,t,Conservative and Unionist Party,PP52,First,f,2,E05000001,Shire Council,van Cole,Al,300,f,12,5000
        4,Di Dunn,local.shire.2026-05-07,local.shire.first.2026-05-07,2026-05-07,t,Independent,ynmp-party:2,First,f,2,E05000001,Shire Council,Dunn,Di,200,f,12,5000
        5,Ed East,local.shire.2026-05-07,local.shire.second.2026-05-07,2026-05-07,t,Shire Community Party,PP9001,Second,f,1,E05000002,Shire Council,East,Ed,100,f,,4000
        6,Flo Fox,local.shire.2026-05-07,local.shire.second.2026-05-07,2026-05-07,t,Stop Congestion Please,PP9002,Second,f,1,E05000002,Shire Council,Fox,Flo,400,t,,4000
        """;

    [Fact]
    public void Wards_of_several_seats_become_a_pack_whose_results_can_be_worked_out()
    {
        using var desk = Desk();

        Assert.True(desk.Import(Wards));

        Assert.Equal("", desk.Errors);
        Assert.Equal((6, 6), desk.Rows);
        var pack = desk.Load();
        Assert.Equal("local.shire.2026-05-07", pack.Definition.Id);
        Assert.Equal("Shire Council", pack.Definition.Whole.Name);
        Assert.False(pack.Definition.HasDeposits);
        Assert.Equal([2, 1], pack.Definition.Contests.Select(c => c.Seats));
        Assert.Equal(["E05000001", "E05000002"], pack.Definition.Contests.Select(c => c.Id.Value));
        Assert.Equal(3, desk.Played().Standing(pack.Definition.Whole).Declared);
    }

    [Fact]
    public void Parties_have_the_Librarys_abbreviations_and_others_one_of_their_own()
    {
        using var desk = Desk();

        desk.Import(Wards);

        Assert.Equal(
            ["Lab", "Con", "Ind", "SC", "SCP"],
            desk.Lines("parties.csv").Skip(1).Select(l => l.Split(',')[0])
        );
        Assert.Contains("SC (Shire Community Party)", desk.Output, StringComparison.Ordinal);
        Assert.Contains(
            "E05000001,Bob Best,Lab,Labour and Co-operative Party,",
            desk.Lines("candidates.csv")
        );
    }

    [Fact]
    public void Two_parties_of_the_same_initials_are_kept_apart()
    {
        using var desk = Desk();

        desk.Import(
            Wards.Replace("Stop Congestion Please", "Safer Communities", StringComparison.Ordinal)
        );

        Assert.Equal(
            ["SC,Safer Communities,,,,", "SC2,Shire Community Party,,,,"],
            desk.Lines("parties.csv").Where(l => l.StartsWith("SC", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Candidates_stand_in_the_order_of_the_statement_of_persons_nominated()
    {
        using var desk = Desk();

        desk.Import(Wards);

        Assert.Equal(
            ["Zoe Adams", "Bob Best", "Di Dunn", "Al van Cole"],
            desk.Load().Definition.Contests[0].Candidates.Select(c => c.Name)
        );
    }

    [Fact]
    public void A_cancelled_poll_is_kept_as_postponed()
    {
        using var desk = Desk();

        var isMade = desk.Import(Wards.Replace("Second,f,", "Second,t,", StringComparison.Ordinal));

        Assert.True(isMade);
        Assert.Contains(
            "Second: the poll is cancelled, and put down as postponed",
            desk.Output,
            StringComparison.Ordinal
        );
        Assert.Equal((6, 6), desk.Rows);
        Assert.Equal(Poll.Postponed, desk.Load().Definition.Contests[1].Poll);
    }

    [Fact]
    public void Nobody_else_standing_is_elected_unopposed_and_counts()
    {
        using var desk = Desk();

        Assert.True(
            desk.Import(
                string.Join(
                    '\n',
                    Wards.Split('\n').Where(l => !l.Contains("Ed East", StringComparison.Ordinal))
                )
            )
        );

        Assert.Equal(Poll.Unopposed, desk.Load().Definition.Contests[1].Poll);
        Assert.Equal(3, desk.Played().Standing(desk.Load().Definition.Whole).Declared);
    }

    [Fact]
    public void Several_councils_are_one_night_if_asked_and_the_close_of_poll_follows_from_the_date()
    {
        using var desk = Desk();
        desk.Options = new ImportOptions(
            "may-2026",
            "Councils 2026",
            Whole: "England",
            Election: "local.shire.2026-05-07, local.mire.2026-05-07"
        );
        var other = Wards
            .Replace("shire", "mire", StringComparison.Ordinal)
            .Replace("Shire Council", "Mire Council", StringComparison.Ordinal)
            .Replace("E0500000", "E0500001", StringComparison.Ordinal);

        Assert.True(desk.Import(Wards + "\n" + string.Join('\n', other.Split('\n').Skip(1))));

        var definition = desk.Load().Definition;
        Assert.Equal(
            ["Shire Council", "Shire Council", "Mire Council", "Mire Council"],
            definition.Contests.Select(c => c.Areas[0].Name)
        );
        Assert.Equal(
            new DateTimeOffset(2026, 5, 7, 22, 0, 0, TimeSpan.FromHours(1)),
            definition.PollCloses
        );
    }

    [Fact]
    public void Rows_of_other_elections_are_told_of_and_one_of_several_is_chosen()
    {
        using var desk = Desk();
        var several =
            Wards
            + "\n7,Gus Gray,local.mire.2026-05-07,local.mire.first.2026-05-07,2026-05-07,t,Labour Party,PP53,First,f,1,E05000009,Mire Council,Gray,Gus,,,,3000"
            + "\n8,Hal Hill,mayor.mire.2026-05-07,mayor.mire.2026-05-07,2026-05-07,t,Labour Party,PP53,Mire,f,1,,Mire Council,Hill,Hal,,,,3000";

        Assert.False(desk.Import(several));
        Assert.Contains(
            "the file holds 2: local.mire.2026-05-07, local.shire.2026-05-07",
            desk.Errors,
            StringComparison.Ordinal
        );

        desk.Options = desk.Options with { Election = "local.shire.2026-05-07" };
        Assert.True(desk.Import(several));
        Assert.Contains(
            "line 8: it is of another election: local.mire.2026-05-07",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "line 9: “mayor.mire.2026-05-07” is not an election to Parliament",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal((8, 6), desk.Rows);
    }

    [Fact]
    public void The_columns_of_older_files_are_known()
    {
        using var desk = Desk();
        desk.Options = desk.Options with
        {
            Name = "General election 2015",
            Whole = "United Kingdom",
            PollCloses = "2015-05-07T22:00:00+01:00",
            Electorates = desk.Of("electorates.csv"),
        };
        desk.Write("electorates.csv", "constituency,electorate\nDulwich and West Norwood,73000");

        var isMade = desk.Import(
            """
            id,name,honorific_prefix,election,party_id,party_name,post_id,post_label,elected,election_date,gss_code,party_ec_id,cancelled_poll
            1,Sue Smith,,parl.2015-05-07,party:52,Conservative and Unionist Party,65808,Member of Parliament for Dulwich and West Norwood,False,2015-05-07,E14000673,PP52,False
            2,Ann Able,Ms,parl.2015-05-07,party:53,Labour Party,65808,Member of Parliament for Dulwich and West Norwood,True,2015-05-07,E14000673,PP53,False
            """
        );

        Assert.Equal((true, ""), (isMade, desk.Errors));
        var contest = Assert.Single(desk.Load().Definition.Contests);
        Assert.Equal(
            ("E14000673", "Dulwich and West Norwood", 73000, 1),
            (contest.Id.Value, contest.Name, contest.Electorate, contest.Seats)
        );
        Assert.Equal(
            ["Ann Able Lab", "Sue Smith Con"],
            contest.Candidates.Select(c => $"{c.Name} {c.Party}")
        );
        Assert.Contains(contest.Areas, a => a.Name == "England");
        Assert.False(File.Exists(Path.Combine(desk.Pack, "results.csv")));
    }

    [Fact]
    public void Electorates_that_are_not_known_are_counted_and_nothing_is_written()
    {
        using var desk = Desk();

        var isMade = desk.Import(Wards.Replace(",4000", ",", StringComparison.Ordinal));

        Assert.False(isMade);
        Assert.Contains(
            "the electorate is not known for 1 of 2 contests: Second; give --electorates",
            desk.Errors,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(desk.Pack));
    }

    [Fact]
    public void A_contest_without_its_number_of_seats_is_refused_before_anybody_is_elected()
    {
        using var desk = Desk();

        var isMade = desk.Import(
            Wards
                .Replace(",f,1,", ",f,,", StringComparison.Ordinal)
                .Replace(",400,t,", ",400,,", StringComparison.Ordinal)
        );

        Assert.False(isMade);
        Assert.Contains(
            "how many seats Second has is not said",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Councils_elected_by_single_transferable_vote_are_refused()
    {
        using var desk = Desk();

        var isMade = desk.Import(Wards.Replace(",E05", ",S13", StringComparison.Ordinal));

        Assert.False(isMade);
        Assert.Contains("single transferable vote", desk.Errors, StringComparison.Ordinal);
        Assert.Contains("no contest can be made of it", desk.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_close_of_another_days_poll_is_refused()
    {
        using var desk = Desk();
        desk.Options = desk.Options with { PollCloses = "2026-05-06T22:00:00+01:00" };

        Assert.False(desk.Import(Wards));

        Assert.Contains(
            "the election is on 2026-05-07, and --poll-closes says 2026-05-06",
            desk.Errors,
            StringComparison.Ordinal
        );
    }

    private static ImportDesk Desk() =>
        new(PackImport.DemocracyClub)
        {
            Options = new ImportOptions(
                Name: "Shire Council 2026",
                PollCloses: "2026-05-07T22:00:00+01:00"
            ),
        };
}
