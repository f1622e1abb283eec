using ResultsBot.Packs.Import;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Packs.Tests.Import;

public class HouseOfCommonsImportTests
{
    private static readonly string[] Files =
    [
        "election.json",
        "parties.csv",
        "contests.csv",
        "candidates.csv",
        "previous.csv",
        "results.csv",
    ];

    [Fact]
    public void A_seat_of_the_published_tables_comes_out_as_in_the_pack()
    {
        using var source = Published();
        using var target = new TempFolder();

        Assert.Equal(("", ""), Import(source, target));
        foreach (var file in Files[1..])
        {
            var committed = Committed(file);
            Assert.All(
                target.Read(file).TrimEnd('\n').Split('\n'),
                l => Assert.Contains(l, committed)
            );
        }
        foreach (var file in Files[2..])
        {
            Assert.Equal(
                Committed(file).Where(l => l.StartsWith("E14001165,", StringComparison.Ordinal)),
                target.Read(file).TrimEnd('\n').Split('\n').Skip(1)
            );
        }
        Assert.Equal(
            File.ReadAllText(Path.Combine(PackLoader.Shelf, "ge2024", "election.json")),
            target.Read("election.json")
        );
    }

    [Fact]
    public void Importing_again_changes_nothing()
    {
        using var source = Published();
        using var target = new TempFolder();
        Import(source, target);
        var first = Files.Select(target.Read).ToArray();

        Import(source, target);

        Assert.Equal(first, Files.Select(target.Read));
    }

    [Fact]
    public void A_name_that_was_encoded_twice_is_repaired_and_told_of()
    {
        using var source = Published();
        using var target = new TempFolder();
        source.Write(
            "candidates.csv",
            source
                .Read("candidates.csv")
                .Replace("Julie,Lowe", "\u00C3\u0081ine,Lowe", StringComparison.Ordinal)
        );

        var (notes, faults) = Import(source, target);

        Assert.Equal("", faults);
        Assert.Contains("was read as “Áine”", notes, StringComparison.Ordinal);
        Assert.Contains(
            "E14001165,Áine Lowe,WPB",
            target.Read("candidates.csv"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_name_with_an_accent_of_its_own_is_left_alone()
    {
        using var source = Published();
        using var target = new TempFolder();
        source.Write(
            "candidates.csv",
            source
                .Read("candidates.csv")
                .Replace("Julie,Lowe", "Zoë,Núñez", StringComparison.Ordinal)
        );

        Assert.Equal(("", ""), Import(source, target));
        Assert.Contains("Zoë Núñez", target.Read("candidates.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_missing_or_lacks_a_column_is_named_and_nothing_is_written()
    {
        using var source = Published();
        using var target = new TempFolder();
        File.Delete(source.Of("parties.csv"));
        source.Write(
            "contests.csv",
            source.Read("contests.csv").Replace("electorate", "voters", StringComparison.Ordinal)
        );

        var (_, faults) = Import(source, target);

        Assert.Contains("parties.csv: the file is missing", faults, StringComparison.Ordinal);
        Assert.Contains(
            "contests.csv, line 1: no column electorate",
            faults,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(target.Path));
    }

    [Fact]
    public void A_ward_of_single_transferable_vote_is_refused()
    {
        using var source = Published();
        using var target = new TempFolder();
        source.Write(
            "contests.csv",
            source.Read("contests.csv").Replace("E14001165", "S13002931", StringComparison.Ordinal)
        );

        var (_, faults) = Import(source, target);

        Assert.Contains(
            "Chesterfield: elected by single transferable vote",
            faults,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(target.Path));
    }

    [Fact]
    public void A_candidate_of_a_party_that_is_not_listed_is_named()
    {
        using var source = Published();
        using var target = new TempFolder();
        source.Write(
            "candidates.csv",
            source.Read("candidates.csv").Replace("WPB,", "WPGB,", StringComparison.Ordinal)
        );

        var (_, faults) = Import(source, target);

        Assert.Equal("candidates.csv, line 4: the party “WPGB” is not in parties.csv", faults);
    }

    private static (string Notes, string Faults) Import(TempFolder source, TempFolder target)
    {
        var report = PackImport.Run(
            PackImport.HouseOfCommons,
            source.Path,
            target.Path,
            new ImportOptions()
        );
        return (string.Join('\n', report.Notes), string.Join('\n', report.Faults));
    }

    private static string[] Committed(string file) =>
        File.ReadAllText(Path.Combine(PackLoader.Shelf, "ge2024", file)).TrimEnd('\n').Split('\n');

    /// <summary>One seat, as the House of Commons Library publishes it.</summary>
    private static TempFolder Published()
    {
        var folder = new TempFolder();
        folder.Write(
            "contests.csv",
            """
            ons_id,name,country,region,county,type,electorate,rejected_votes,recorded_at
            E14001165,Chesterfield,England,East Midlands,Derbyshire,Borough,71645,135,2024-07-05T05:04+01:00
            """
        );
        folder.Write(
            "candidates.csv",
            """
            ons_id,first_name,surname,gender,party_abbreviation,party_name,party_ec_id,party_mnis_id,adjunct_party_ec_id,sitting_mp,former_mp,votes
            E14001165,Julie,Lowe,Female,WPB,Workers Party of Britain,PP11382,1042,,No,No,248
            E14001165,Kris,Stone,Male,CANDI,Chesterfield And North Derbyshire Independents (CANDI),PP2883,1082,,No,No,363
            E14001165,Ian,Barfield,Male,LD,Liberal Democrat,PP90,17,,No,No,2553
            E14001165,David,Wadsworth,Male,Green,Green,PP63,44,,No,No,2682
            E14001165,Dan,Price,Male,RUK,Reform UK,PP7931,1036,,No,No,7897
            E14001165,Ben,Flook,Male,Con,Conservative,PP52,4,,No,No,8496
            E14001165,Toby,Perkins,Male,Lab,Labour,PP53,15,,Yes,Yes,19316
            """
        );
        folder.Write(
            "parties.csv",
            """
            abbreviation,name,ec_id,adjunct_ec_id,mnis_id,colour,text_colour,candidates
            Lab,Labour,PP53,,15,#d50000,#ffffff,582
            Spk,Speaker,,,47,#4d4d4d,#ffffff,1
            Con,Conservative,PP52,,4,#0063ba,#ffffff,630
            RUK,Reform UK,PP7931,,1036,#12b6cf,#ffffff,609
            LD,Liberal Democrat,PP90,,17,#fc7d0b,#FFFFFF,630
            Green,Green,PP63,,44,#78b82a,#FFFFFF,574
            Lab,Labour and Co-operative,PP53,PP119,15,,,49
            Ind,Independent,,,8,#909090,#FFFFFF,459
            WPB,Workers Party of Britain,PP11382,,1042,,,152
            CANDI,Chesterfield And North Derbyshire Independents (CANDI),PP2883,,1082,,,1
            """
        );
        folder.Write(
            "previous-2019-notional.csv",
            """
            ons_id,electorate,valid_votes,party_abbreviation,party_name,party_mnis_id,votes
            E14001165,70722,45186,Con,Conservative Party,4,16720
            E14001165,70722,45186,Lab,Labour Party,15,18171
            E14001165,70722,45186,LD,Liberal Democrat,17,3985
            E14001165,70722,45186,Green,Green Party,44,1148
            E14001165,70722,45186,BRX,The Brexit Party,1006,4771
            E14001165,70722,45186,Ind,Independent,8,391
            """
        );
        return folder;
    }
}
