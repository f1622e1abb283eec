using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Tests.Infrastructure;

namespace ResultsBot.Packs.Tests;

/// <summary>chambers.csv, continuing.csv and the column “chamber”.</summary>
public class ChamberFilesTests
{
    [Fact]
    public void A_pack_without_chambers_tells_of_no_majority()
    {
        using var folder = SmallPack.Write();

        var pack = Assert.IsType<PackReading.Loaded>(PackLoader.Load(folder.Path)).Pack;

        Assert.Empty(pack.Definition.Chambers);
        Assert.DoesNotContain(
            PlayedPack.Play(pack.Definition, pack.Recorded).Bulletins,
            b => b is Bulletin.OverallMajority or Bulletin.NoMajority
        );
    }

    [Fact]
    public void Seats_that_continue_in_no_chamber_as_packs_had_them_before_are_refused_and_not_passed_over()
    {
        using var pack = WardPack.Write();
        pack.Delete("chambers.csv");
        pack.Change("contests.csv", ",chamber", ",colour");
        pack.Replace("continuing.csv", "party,seats\nLab,3\nCon,2\n");

        Assert.Contains(
            Refused(pack),
            f =>
                f.StartsWith(
                    "continuing.csv, line 2: which chamber continues with these seats? Name it in chambers.csv",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void With_one_chamber_it_need_not_be_named_again_and_a_majority_is_more_than_half()
    {
        using var folder = WardPack.Write();
        folder.Replace("continuing.csv", "party,seats\nLab,3\nCon,2\n");
        folder.Change("chambers.csv", "13,7", "13,");

        var pack = Assert.IsType<PackReading.Loaded>(PackLoader.Load(folder.Path)).Pack;

        var council = Assert.Single(pack.Definition.Chambers);
        Assert.Equal(7, council.Majority);
        Assert.Equal([new(new("Lab"), 3), new(new("Con"), 2)], council.Continuing.AsEnumerable());
    }

    [Fact]
    public void A_vacant_seat_is_a_line_without_a_party()
    {
        using var folder = WardPack.Write();
        folder.Change("continuing.csv", "barset,Con,2", "barset,Con,1\nbarset,,1");

        var pack = Assert.IsType<PackReading.Loaded>(PackLoader.Load(folder.Path)).Pack;

        Assert.Equal(4, pack.Definition.Chambers.Single().Continuing.Sum(c => c.Seats));
    }

    [Theory]
    [InlineData(
        "chambers.csv",
        "13,7",
        "14,8",
        "chambers.csv, line 2: Barset Council has 14 seats, but 8 are up for election and 5 are in continuing.csv"
    )]
    [InlineData(
        "chambers.csv",
        "13,7",
        "13,6",
        "chambers.csv, line 2: majority is a whole number of at least 7"
    )]
    [InlineData(
        "chambers.csv",
        "13,7",
        "13,14",
        "chambers.csv, line 2: a majority of 14 is more than all 13 seats"
    )]
    [InlineData("chambers.csv", "13,7", "many,7", "chambers.csv, line 2: seats is a whole number")]
    [InlineData(
        "chambers.csv",
        "Barset Council",
        "",
        "chambers.csv, line 2: a chamber has a code and a name"
    )]
    [InlineData(
        "chambers.csv",
        "13,7",
        "13,7\nbarset,Again,13,7",
        "chambers.csv, line 3: the chamber barset is there twice"
    )]
    [InlineData(
        "chambers.csv",
        "13,7",
        "13,7\nother,Other,9,5",
        "chambers.csv, line 3: no contest in contests.csv has other in its column “chamber”"
    )]
    [InlineData(
        "contests.csv",
        "W2,Bridge,2,5000,,,,barset",
        "W2,Bridge,2,5000,,,,borset",
        "contests.csv, line 3: the chamber “borset” is not in chambers.csv"
    )]
    [InlineData(
        "continuing.csv",
        "barset,Lab",
        "borset,Lab",
        "continuing.csv, line 2: the chamber “borset” is not in chambers.csv"
    )]
    [InlineData(
        "continuing.csv",
        "barset,Lab",
        "barset,Labour",
        "continuing.csv, line 2: the party “Labour” is not in parties.csv"
    )]
    public void What_does_not_fit_is_refused_with_its_line(
        string file,
        string what,
        string instead,
        string fault
    )
    {
        using var pack = WardPack.Write();
        pack.Change(file, what, instead);

        Assert.Contains(Refused(pack), f => f.StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Several_chambers_and_none_may_be_in_one_night()
    {
        using var folder = WardPack.Write();
        folder.Replace(
            "chambers.csv",
            "chamber,name,seats,majority\nb,Barset Council,8,5\nx,Exton Council,2,2\n"
        );
        folder.Replace("continuing.csv", "chamber,party,seats\nb,Lab,3\n");
        folder.Change("contests.csv", "W1,Abbey,3,6000,,,,barset", "W1,Abbey,3,6000,,,,b");
        folder.Change("contests.csv", "W2,Bridge,2,5000,,,,barset", "W2,Bridge,2,5000,,,,b");
        folder.Change("contests.csv", "W3,Castle,1,3000,,,,barset", "W3,Castle,1,3000,,,,");
        folder.Change("contests.csv", "W4,Dale,2,3000,,,,barset", "W4,Dale,2,3000,,,,x");

        var pack = Assert.IsType<PackReading.Loaded>(PackLoader.Load(folder.Path)).Pack;
        var (election, bulletins) = PlayedPack.Play(pack.Definition, pack.Recorded.SkipLast(1));

        var majority = Assert.Single(bulletins.OfType<Bulletin.OverallMajority>());
        Assert.Equal(
            (new PartyId("Lab"), 6, 8, "Barset Council"),
            (majority.Party, majority.Has, majority.Seats, majority.Chamber)
        );
        Assert.Null(pack.Definition.Contest(new("W3")).Chamber);
        Assert.Equal(0, election.Chamber(new("x")).Elected.Declared);
    }

    private static IReadOnlyList<string> Refused(SmallPack pack) =>
        [
            .. Assert
                .IsType<PackReading.Refused>(PackLoader.Load(pack.Path))
                .Faults.Select(f => f.ToString()),
        ];
}
