using ResultsBot.Packs.Import;

namespace ResultsBot.Packs.Tests.Import;

/// <summary>Electorates are held against last time's while there is time to ask (Old Bexley and Sidcup 2024).</summary>
public class ImportedElectorateTests
{
    private const string Table = """
        contest,code,candidate,party,electorate
        Old Bexley,bexley,Ann Able,LAB,60142
        Old Bexley,bexley,Bob Best,Tory,60142
        Dartford,dartford,Cy Cole,LAB,75714
        Dartford,dartford,Di Dunn,Tory,75714
        """;

    [Fact]
    public void An_electorate_far_from_last_times_is_named_and_the_pack_is_written_all_the_same()
    {
        using var desk = new ImportDesk(PackImport.Plain);
        File.WriteAllText(
            Path.Combine(desk.Pack, "previous.csv"),
            "contest,party,votes,electorate\nbexley,Con,30000,74317\ndartford,Con,30000,74000\n"
        );

        Assert.True(desk.Import(Table));

        Assert.Contains(
            "Old Bexley: the electorate is 60,142, and last time it was 74,317; a wrong one makes a wrong turnout",
            desk.Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Dartford", desk.Output, StringComparison.Ordinal);
        Assert.Equal(2, desk.Load().Definition.Contests.Length);
    }
}
