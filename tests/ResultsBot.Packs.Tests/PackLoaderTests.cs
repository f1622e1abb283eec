using System.Text;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Tests.Infrastructure;

namespace ResultsBot.Packs.Tests;

public class PackLoaderTests
{
    [Fact]
    public void A_sound_pack_is_read_as_it_is_written()
    {
        using var pack = SmallPack.Write();

        var loaded = Assert.IsType<PackReading.Loaded>(PackLoader.Load(pack.Path)).Pack;

        var first = loaded.Definition.Contest(new ContestId("E1"));
        Assert.Equal(("First", 5000), (first.Name, first.Electorate));
        Assert.Equal(
            [
                new AreaId(AreaKind.County, "Shire"),
                new AreaId(AreaKind.Region, "Midlands"),
                new AreaId(AreaKind.Nation, "England"),
                new AreaId(AreaKind.Whole, "United Kingdom"),
            ],
            first.Areas.AsEnumerable()
        );
        Assert.Equal(
            [
                new Candidate(1, "Ann Able", new PartyId("Lab")),
                new Candidate(2, "Bob Best", new PartyId("Con"), "Local Conservatives", true),
                new Candidate(3, "Cy Cole", PartyId.Independent),
                new Candidate(4, "Ann Able", PartyId.Independent),
            ],
            first.Candidates.AsEnumerable()
        );
        Assert.Equal(new PartyId("Con"), first.Base!.Winner);
        Assert.Equal(["E1", "E2"], loaded.Recorded.Select(r => r.Contest.Value));
        Assert.Equal(10, loaded.Recorded[0].Figures.Rejected);
        Assert.Empty(loaded.Recorded[0].Figures.Elected);
        Assert.Null(loaded.Recorded[1].Figures.Rejected);
        Assert.Equal([2], loaded.Recorded[1].Figures.Elected.AsEnumerable());
    }

    [Fact]
    public void A_party_that_counts_as_another_is_that_other_everywhere()
    {
        using var pack = SmallPack.Write();

        var definition = Assert
            .IsType<PackReading.Loaded>(PackLoader.Load(pack.Path))
            .Pack.Definition;

        var labour = new PartyId("Lab");
        Assert.Equal(labour, definition.Contest(new ContestId("E2")).Candidates[0].Party);
        Assert.NotNull(definition.Contest(new ContestId("E1")).Base!.Share(labour));
        Assert.DoesNotContain(definition.Parties, p => p.Id.Value == "Coop");
    }

    [Fact]
    public void A_pack_may_have_a_map_and_need_not()
    {
        using var pack = SmallPack.Write();
        Assert.Empty(
            Assert.IsType<PackReading.Loaded>(PackLoader.Load(pack.Path)).Pack.Definition.Map
        );

        pack.Replace("map.csv", "contest,column,row\nE1,0,3\nE2,1,3\n");

        var map = Assert.IsType<PackReading.Loaded>(PackLoader.Load(pack.Path)).Pack.Definition.Map;
        Assert.Equal(new HexCell(0, 3), map[new ContestId("E1")]);
        Assert.Equal(new HexCell(1, 3), map[new ContestId("E2")]);
    }

    [Theory]
    [InlineData("E1,0,3\n", "map.csv: E2 has no place on the map")]
    [InlineData("E1,0,3\nE2,0,3\n", "map.csv, line 3: E2 lies where E1 does")]
    [InlineData("E1,0,3\nE1,1,3\n", "map.csv, line 3: E1 is there twice")]
    [InlineData(
        "E1,0,3\nE9,1,3\n",
        "map.csv, line 3: E9 is there twice, or is not in contests.csv"
    )]
    [InlineData("E1,-1,3\nE2,1,3\n", "map.csv, line 2: column is a whole number of at least 0")]
    public void A_map_with_a_hole_or_an_overlap_is_refused(string lines, string fault)
    {
        using var pack = SmallPack.Write();
        pack.Replace("map.csv", $"contest,column,row\n{lines}");

        Assert.Contains(Refused(pack), f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_contest_may_have_no_poll()
    {
        using var pack = SmallPack.Write();
        pack.Replace(
            "contests.csv",
            """
            contest,name,seats,electorate,county,region,nation,poll
            E1,First,5,5000,Shire,Midlands,England,unopposed
            E2,Second,,4000,,Wales,Wales,postponed
            """
        );
        pack.Replace("previous.csv", "contest,party,votes\n");
        pack.Delete("results.csv");

        var definition = Assert
            .IsType<PackReading.Loaded>(PackLoader.Load(pack.Path))
            .Pack.Definition;

        Assert.Equal([Poll.Unopposed, Poll.Postponed], definition.Contests.Select(c => c.Poll));
        var whole = new Engine.Election(definition).Standing(definition.Whole);
        Assert.Equal((5, 1, true), (whole.Declared, whole.Postponed, whole.IsComplete));
    }

    [Theory]
    [InlineData("1,5000,Shire,Midlands,England,unopposed", "is not unopposed")]
    [InlineData("5,5000,Shire,Midlands,England,", "“poll” is unopposed")]
    [InlineData("1,5000,Shire,Midlands,England,cancelled", "not “cancelled”")]
    [InlineData("1,5000,Shire,Midlands,England,postponed", "there is no poll in E1")]
    public void A_poll_that_does_not_fit_is_refused(string rest, string reason)
    {
        using var pack = SmallPack.Write();
        pack.Replace(
            "contests.csv",
            $"contest,name,seats,electorate,county,region,nation,poll\nE1,First,{rest}\nE2,Second,,4000,,Wales,Wales,\n"
        );

        var refused = Assert.IsType<PackReading.Refused>(PackLoader.Load(pack.Path));

        Assert.Contains(refused.Faults, f => f.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_contest_may_say_who_held_its_seat_before_the_vote()
    {
        using var pack = HeldBy(seats: 1, "Coop");

        var contest = Assert
            .IsType<PackReading.Loaded>(PackLoader.Load(pack.Path))
            .Pack.Definition.Contests[0];

        // A party that counts as another held it as that other. The Conservatives had won it last time.
        Assert.Equal(
            (new PartyId("Lab"), new PartyId("Lab")),
            (contest.HeldBy, contest.ChangedHandsTo)
        );
    }

    [Theory]
    [InlineData(1, "XYZ", "the party “XYZ” is not in parties.csv")]
    [InlineData(2, "Lab", "held_by is said of a contest with one seat, and there are 2")]
    public void Who_held_a_seat_is_a_party_of_the_pack_and_the_contest_has_one(
        int seats,
        string party,
        string reason
    )
    {
        using var pack = HeldBy(seats, party);

        Assert.Contains($"contests.csv, line 2: {reason}", Refused(pack));
    }

    private static SmallPack HeldBy(int seats, string party)
    {
        var pack = SmallPack.Write();
        pack.Replace(
            "contests.csv",
            $"""
            contest,name,seats,electorate,county,region,nation,held_by
            E1,First,{seats},5000,Shire,Midlands,England,{party}
            E2,Second,,4000,,Wales,Wales,
            """
        );
        if (seats > 1)
        {
            pack.Replace("previous.csv", "contest,party,votes\n");
        }
        return pack;
    }

    [Fact]
    public void A_nation_that_is_its_own_region_is_counted_once()
    {
        using var pack = SmallPack.Write();

        var definition = Assert
            .IsType<PackReading.Loaded>(PackLoader.Load(pack.Path))
            .Pack.Definition;

        Assert.Equal(
            ["Wales (Nation)", "United Kingdom (Whole)"],
            definition.Contest(new ContestId("E2")).Areas.Select(a => a.ToString())
        );
    }

    [Fact]
    public void Columns_may_come_in_any_order_and_with_others_among_them()
    {
        using var pack = SmallPack.Write();
        pack.Replace(
            "previous.csv",
            "votes,note,contest,party\n700,\"two\nlines\",E1,Con\n300,,E1,Lab\n800,,E2,Con\n"
        );

        Assert.IsType<PackReading.Loaded>(PackLoader.Load(pack.Path));
    }

    [Fact]
    public void A_note_belongs_to_its_party()
    {
        using var pack = SmallPack.Write();
        pack.Replace(
            "election.json",
            File.ReadAllText(System.IO.Path.Combine(pack.Path, "election.json"))
                .Replace(
                    "\"base\"",
                    "\"notes\": { \"Lab\": \"A note.\" }, \"base\"",
                    StringComparison.Ordinal
                )
        );

        var definition = Assert
            .IsType<PackReading.Loaded>(PackLoader.Load(pack.Path))
            .Pack.Definition;

        Assert.Equal("A note.", definition.Party(new PartyId("Lab")).Note);
        Assert.Null(definition.Party(new PartyId("Con")).Note);
    }

    [Fact]
    public void A_pack_without_results_has_nothing_recorded()
    {
        using var pack = SmallPack.Write();
        pack.Delete("results.csv");

        Assert.Empty(Assert.IsType<PackReading.Loaded>(PackLoader.Load(pack.Path)).Pack.Recorded);
    }

    /// <summary>What is changed in a sound pack, and the fault that has to be told of it.</summary>
    public static TheoryData<string, string, string, string> Spoilt =>
        new()
        {
            { "election.json", "\"id\": \"small\",", "", "election.json: “id” is missing" },
            { "election.json", "\"Small election\"", "\" \"", "election.json: “name” is missing" },
            {
                "election.json",
                "\"poll_closes\"",
                "\"closes\"",
                "election.json: “poll_closes” is missing"
            },
            { "election.json", "\"whole\"", "\"all\"", "election.json: “whole” is missing" },
            {
                "election.json",
                "past-the-post",
                "come",
                "election.json: “counting” is first-past-the-post, not “first-come”"
            },
            {
                "election.json",
                "\"whole\": ",
                "\"whole\" ",
                "election.json, line 5: this is not valid JSON"
            },
            { "election.json", "2024-07-04T22:00:00+01:00", "tonight", "“poll_closes” is a time" },
            {
                "election.json",
                "2024-07-04T22:00:00+01:00",
                "2024-07-04T22:00:00",
                "“poll_closes” is a time"
            },
            {
                "election.json",
                "\"base\"",
                "\"notes\": { \"Spk\": \"A note.\" }, \"base\"",
                "election.json: there is a note on Spk, which is not listed"
            },
            {
                "election.json",
                "\"base\"",
                "\"notes\": { \"Lab\": \" \" }, \"base\"",
                "election.json: the note on Lab is empty"
            },
            {
                "parties.csv",
                "party,name,colour",
                "party,name,color",
                "parties.csv, line 1: no column colour"
            },
            {
                "parties.csv",
                "#d50000",
                "red",
                "parties.csv, line 2: a colour is written #rrggbb, not “red”"
            },
            {
                "parties.csv",
                "#d50000",
                "#d5000g",
                "parties.csv, line 2: a colour is written #rrggbb, not “#d5000g”"
            },
            {
                "parties.csv",
                "Con,Conservative",
                "Lab,Conservative",
                "parties.csv, line 3: the party Lab is there twice"
            },
            {
                "parties.csv",
                "Con,Conservative",
                "Con,",
                "parties.csv, line 3: a party has an abbreviation and a name"
            },
            {
                "parties.csv",
                "Co-operative,,Lab",
                "Co-operative,,LAB",
                "parties.csv, line 4: Coop counts as LAB, which is not listed"
            },
            { "contests.csv", "E2,Second", "E1,Second", "contests.csv, line 3: E1 is there twice" },
            {
                "contests.csv",
                "E2,Second",
                "E2,",
                "contests.csv, line 3: a contest has a code and a name"
            },
            {
                "contests.csv",
                "E1,First,1,",
                "E1,First,2,",
                "previous.csv, line 2: the parties held 0 seats here, and there are 2"
            },
            {
                "contests.csv",
                "5000",
                "5,000",
                "contests.csv, line 2: 8 cells in 7 columns: a cell with a comma stands in quotes"
            },
            {
                "contests.csv",
                "5000",
                "0",
                "contests.csv, line 2: electorate is a whole number of at least 1, not “0”"
            },
            {
                "contests.csv",
                "5000",
                "99999999999",
                "electorate is a whole number of at least 1, not “99999999999”"
            },
            {
                "contests.csv",
                "E2,Second",
                "E3,Third",
                "candidates.csv, line 6: E2 is not in contests.csv"
            },
            {
                "contests.csv",
                "E2,Second",
                "E3,Third",
                "contests.csv, line 3: E3 has no candidate in candidates.csv"
            },
            {
                "candidates.csv",
                "Ann Able,Lab",
                "Ann Able,Labour",
                "candidates.csv, line 2: the party “Labour” is not in parties.csv"
            },
            {
                "candidates.csv",
                "Ann Able,Lab",
                ",Lab",
                "candidates.csv, line 2: a candidate has a name"
            },
            {
                "candidates.csv",
                "Cy Cole",
                "Ann Able",
                "candidates.csv, line 5: Ann Able (Ind) is twice in E1: nothing tells them apart"
            },
            {
                "candidates.csv",
                ",no",
                ",perhaps",
                "candidates.csv, line 5: sitting is yes, no or empty, not “perhaps”"
            },
            {
                "previous.csv",
                "E1,Con,700",
                "E9,Con,700",
                "previous.csv, line 2: E9 is not in contests.csv"
            },
            {
                "previous.csv",
                "700",
                "-700",
                "previous.csv, line 2: votes is a whole number of at least 0, not “-700”"
            },
            {
                "previous.csv",
                "700",
                "many",
                "previous.csv, line 2: votes is a whole number of at least 0, not “many”"
            },
            { "previous.csv", "800", "0", "previous.csv, line 4: nobody has a vote in E2" },
            {
                "results.csv",
                "02:00+01:00,,Ed",
                "02:01+01:00,,Ed",
                "results.csv, line 3: time, papers or rejected ballots differ from line 2"
            },
            {
                "results.csv",
                "10,Bob",
                "11,Bob",
                "results.csv, line 5: time, papers or rejected ballots differ from line 4"
            },
            {
                "results.csv",
                "2024-07-05T02:00+01:00",
                "two o’clock",
                "results.csv, line 2: “two o’clock” is no ISO 8601 time"
            },
            {
                "results.csv",
                "2024-07-05T02:00+01:00",
                "05/07/2024 02:00",
                "results.csv, line 2: “05/07/2024 02:00” is no ISO 8601 time"
            },
            {
                "results.csv",
                "2024-07-05T02:00+01:00",
                "2024-07-05T02:00",
                "results.csv, line 2: “2024-07-05T02:00” is no ISO 8601 time"
            },
            {
                "results.csv",
                "Di Dunn",
                "Di Done",
                "results.csv, line 2: Di Done (Lab) is no candidate in Second"
            },
            {
                "results.csv",
                ",400,",
                ",4OO,",
                "results.csv, line 2: votes is a whole number of at least 0, not “4OO”"
            },
            {
                "results.csv",
                "E2,2024",
                "E7,2024",
                "results.csv, line 2: E7 is not in contests.csv"
            },
            {
                "results.csv",
                ",10,",
                ",ten,",
                "rejected is a whole number of at least 0, not “ten”"
            },
            {
                "results.csv",
                ",400,",
                ",400,yes",
                "results.csv, line 2: 2 are elected in Second, which has one seat"
            },
            {
                "contests.csv",
                "contest,name,",
                "contest,contest,name,",
                "contests.csv, line 1: the column “contest” is there twice"
            },
        };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void A_spoilt_pack_is_refused_with_file_line_and_reason(
        string file,
        string old,
        string now,
        string fault
    )
    {
        using var pack = SmallPack.Write();
        pack.Change(file, old, now);

        Assert.Contains(Refused(pack), f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("election.json")]
    [InlineData("parties.csv")]
    [InlineData("contests.csv")]
    [InlineData("candidates.csv")]
    [InlineData("previous.csv")]
    public void A_missing_file_is_named(string file)
    {
        using var pack = SmallPack.Write();
        pack.Delete(file);

        Assert.Contains($"{file}: the file is missing", Refused(pack));
    }

    [Theory]
    [InlineData("parties.csv")]
    [InlineData("contests.csv")]
    [InlineData("candidates.csv")]
    [InlineData("previous.csv")]
    [InlineData("results.csv")]
    public void An_empty_file_is_named(string file)
    {
        using var pack = SmallPack.Write();
        pack.Replace(file, "");

        Assert.Contains($"{file}: the file is empty", Refused(pack));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("{\"id\": 5}")]
    public void An_election_that_is_no_object_of_texts_is_refused(string json)
    {
        using var pack = SmallPack.Write();
        pack.Replace("election.json", json);

        Assert.Contains(
            Refused(pack),
            f => f.StartsWith("election.json", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_contest_with_one_fault_is_not_told_to_be_missing_as_well()
    {
        using var pack = SmallPack.Write();
        pack.Change("contests.csv", "5000", "many");

        Assert.Equal(
            ["contests.csv, line 2: electorate is a whole number of at least 1, not “many”"],
            Refused(pack)
        );
    }

    [Fact]
    public void All_faults_are_told_of_at_once()
    {
        using var pack = SmallPack.Write();
        pack.Change("parties.csv", "#d50000", "red");
        pack.Change("previous.csv", "700", "many");

        Assert.Equal(2, Refused(pack).Count);
    }

    [Fact]
    public void Base_figures_that_cannot_be_added_up_are_refused()
    {
        using var pack = SmallPack.Write();
        pack.Change("previous.csv", "700", "2000000000");
        pack.Change("previous.csv", "300", "2000000000");

        Assert.Equal(["previous.csv, line 2: E1 has more votes than people"], Refused(pack));
    }

    [Fact]
    public void A_quote_that_is_never_closed_does_not_swallow_a_candidate()
    {
        using var pack = SmallPack.Write();
        pack.Delete("results.csv");
        pack.Change("candidates.csv", "E2,Di Dunn,Coop,,", "E2,Di Dunn,Coop,\"Local,");

        Assert.Contains(
            Refused(pack),
            f => f.StartsWith("candidates.csv, line 6: ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused_rather_than_misspelt()
    {
        using var pack = SmallPack.Write();
        pack.Delete("results.csv");
        pack.Change("candidates.csv", "Ann Able,Lab", "Änn Able,Lab");
        pack.Encode("candidates.csv", Encoding.Latin1);

        Assert.Contains(
            Refused(pack),
            f =>
                f.StartsWith("candidates.csv", StringComparison.Ordinal)
                && f.EndsWith("this is not UTF-8", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_column()
    {
        using var pack = SmallPack.Write();
        pack.Encode("candidates.csv", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        pack.Encode("election.json", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.IsType<PackReading.Loaded>(PackLoader.Load(pack.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("nowhere")]
    [InlineData("ge2024/../ge1832")]
    public void What_is_no_pack_is_refused(string name) =>
        Assert.IsType<PackReading.Refused>(PackLoader.Load(name));

    private static IReadOnlyList<string> Refused(SmallPack pack) =>
        [
            .. Assert
                .IsType<PackReading.Refused>(PackLoader.Load(pack.Path))
                .Faults.Select(f => f.ToString()),
        ];
}
