using System.Globalization;
using ResultsBot.Packs.Tests.Infrastructure;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Verbs;

namespace ResultsBot.Tests.Verbs;

public class ResultsVerbTests
{
    private const string Header =
        "contest_id,contest,result,winner,winning_party,second_party,electorate,valid_votes,rejected_votes,majority,majority_pct,turnout_pct,swing_pct,swing_from,swing_to,lost_deposits";

    [Fact]
    public void The_csv_has_the_promised_columns_and_a_row_for_each_contest()
    {
        var lines = Csv("ge2024");

        Assert.Equal(Header, lines[0]);
        Assert.Equal(651, lines.Length);
        Assert.Equal(650, lines.Skip(1).Select(l => l.Split(',')[0]).Distinct().Count());
        Assert.DoesNotContain(lines, l => l.Contains(",,,,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "E14001165,Chesterfield,Lab hold,Toby Perkins,Lab,Con,71645,41555,135,10820,26.04,58.00,11.41,Con,Lab,2"
    )]
    [InlineData(
        "E14001391,North East Derbyshire,Lab gain from Con,Louise Jones,Lab,Con,73234,45866,120,1753,3.82,62.63,14.95,Con,Lab,3"
    )]
    [InlineData(
        "E14001170,Chorley,Spk hold,Lindsay Hoyle,Spk,Green,74801,33964,1198,20575,60.58,45.41,1.16,Green,Spk,2"
    )]
    public void A_row_holds_what_follows_from_the_figures(string row) =>
        Assert.Contains(Csv("ge2024"), l => l.StartsWith(row, StringComparison.Ordinal));

    [Fact]
    public void Until_a_time_later_contests_have_nothing_behind_their_name()
    {
        var until = new DateTimeOffset(2024, 7, 5, 5, 4, 0, TimeSpan.FromHours(1));

        var lines = Csv("ge2024", until);

        Assert.Equal(651, lines.Length);
        var declared = TheNight.Pack.Recorded.Count(r => r.At <= until);
        Assert.Equal(
            650 - declared,
            lines.Count(l => l.EndsWith(new string(',', 14), StringComparison.Ordinal))
        );
        Assert.Contains("E14001391,North East Derbyshire,,,,,,,,,,,,,,", lines);
        Assert.Contains(
            lines,
            l => l.StartsWith("E14001165,Chesterfield,Lab hold,", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Without_csv_the_tally_stands_below_the_contests()
    {
        var (code, output, errors) = Run("ge2024", csv: false);

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(
            "General election 2024: 650 of 650 declared",
            output,
            StringComparison.Ordinal
        );
        Assert.Matches(@"Labour +411 +gains 2\d\d +losses", output);
    }

    [Fact]
    public void A_pack_that_is_not_there_is_told_of_and_nothing_is_printed()
    {
        var (code, output, errors) = Run("ge1832", csv: true);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(
            "ge1832: no pack of that name, and no such folder",
            errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_recorded_result_that_does_not_pass_the_checks_is_named_and_left_out()
    {
        using var pack = SmallPack.Write();
        pack.Change(
            "results.csv",
            "E1,2024-07-05T01:00+01:00,10,Ann Able,Lab,600",
            "E1,2024-07-05T01:00+01:00,10,Ann Able,Lab,90000"
        );

        var (code, output, errors) = Run(pack.Path, csv: true);

        Assert.Equal(1, code);
        Assert.Contains("First (E1) is refused:", errors, StringComparison.Ordinal);
        Assert.Contains("E1,First,,,", output, StringComparison.Ordinal);
        Assert.Contains("E2,Second,Con hold,", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_recorded_before_the_polls_close_is_refused()
    {
        using var pack = SmallPack.Write();
        pack.Change("results.csv", "2024-07-05T01:00+01:00", "2024-07-04T21:59+01:00");

        var (code, output, errors) = Run(pack.Path, csv: true);

        Assert.Equal(1, code);
        Assert.Contains("22:00 on 4 July 2024", errors, StringComparison.Ordinal);
        Assert.Contains("E1,First,,,", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_a_ward_and_a_tie_without_its_lot_stays_open()
    {
        using var pack = WardPack.Write();

        var (code, output, errors) = Run(pack.Path, csv: true);

        Assert.Equal(
            [
                "W1,Abbey,Lab gain from Con,Ann; Ben; Cat,Lab; Lab; Lab,Con,6000,5250,12,500,20.83,40.00,,,,0",
                "W2,Bridge,LD gain from Con,Ida; Jon,LD; LD,Con,5000,2100,,0,0.00,,,,,0",
                "W3,Castle,LD gain from Lab,Kim,LD,Lab,3000,999,,1,0.10,33.30,50.05,Lab,LD,0",
                "W4,Dale,,,,,,,,,,,,,,",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        );
        Assert.Contains("Ned (Con) and Ola (LD) are level", errors, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Fact]
    public void Each_chamber_has_a_row_for_each_party_that_sits_there()
    {
        using var pack = WardPack.Write();

        var (code, output, _) = Run(pack.Path, csv: true, chambers: true);

        Assert.Equal(0, code);
        Assert.Equal(
            """
            chamber_id,chamber,seats,declared,control,majority_needed,party,party_seats,gains,losses,continuing
            barset,Barset Council,13,6,,7,Lab,6,1,1,3
            barset,Barset Council,13,6,,7,LD,3,3,0,0
            barset,Barset Council,13,6,,7,Con,2,0,3,2

            """.ReplaceLineEndings("\n"),
            output
        );
    }

    [Theory]
    [InlineData(
        "W4,2026-05-08T04:00:00+01:00,,Mo,Lab,500,,",
        "W4,2026-05-08T04:00:00+01:00,,Mo,Lab,300,,",
        "NOC"
    )]
    [InlineData("barset,Lab,3\nbarset,Con,2", "barset,Lab,5", "Lab")]
    public void Control_is_a_party_or_none(string what, string instead, string control)
    {
        using var pack = WardPack.Write();
        pack.Change(
            what.Contains("barset", StringComparison.Ordinal) ? "continuing.csv" : "results.csv",
            what,
            instead
        );

        var rows = Run(pack.Path, csv: true, chambers: true)
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1);

        Assert.All(rows, r => Assert.Equal(control, r.Split(',')[4]));
    }

    [Fact]
    public void In_the_House_of_Commons_Labour_have_411_of_650()
    {
        var (code, output, _) = Run("ge2024", csv: true, chambers: true);

        Assert.Equal(0, code);
        Assert.Contains(
            "\ncommons,House of Commons,650,650,Lab,326,Lab,411,",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "House of Commons: 650 seats, 650 of 650 declared, majority 326, control Lab",
            Run("ge2024", csv: false, chambers: true).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Without_a_chamber_there_is_none_to_show()
    {
        using var pack = SmallPack.Write();

        Assert.Single(
            Run(pack.Path, csv: true, chambers: true)
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    private static string[] Csv(string pack, DateTimeOffset? until = null)
    {
        var (code, output, errors) = Run(pack, csv: true, until);
        Assert.Equal((0, ""), (code, errors));
        return output.TrimEnd('\n').Split('\n');
    }

    private static (int Code, string Output, string Errors) Run(
        string pack,
        bool csv,
        DateTimeOffset? until = null,
        bool chambers = false
    )
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var code = ResultsVerb.Run(pack, until, chambers, csv, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
