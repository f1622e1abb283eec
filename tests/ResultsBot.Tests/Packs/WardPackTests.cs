using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs;
using ResultsBot.Verbs;

namespace ResultsBot.Tests.Packs;

/// <summary>A council of which four wards are elected, with several seats, a tie with its lot and one without.</summary>
public sealed class WardPackTests : IDisposable
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["election.json"] = """
            { "id": "w", "name": "Hallam 2026", "poll_closes": "2026-05-07T22:00:00+01:00", "whole": "Hallam", "deposits": false, "base": "2022 result" }
            """,
        ["parties.csv"] = """
            party,name,colour,counts_as,aliases
            Lab,Labour,,,
            Con,Conservative,,,
            LD,Liberal Democrat,,,
            """,
        ["contests.csv"] = """
            contest,name,seats,electorate,county,region,nation
            W1,Abbey,3,6000,,,
            W2,Bridge,2,5000,,,
            W3,Castle,1,3000,,,
            W4,Dale,2,3000,,,
            """,
        ["candidates.csv"] = """
            contest,candidate,party,description,sitting
            W1,Ann,Lab,,
            W1,Ben,Lab,,
            W1,Cat,Lab,,
            W1,Dan,Con,,
            W2,Gus,Con,,
            W2,Ida,LD,,
            W2,Jon,LD,,
            W3,Kim,LD,,
            W3,Lee,Lab,,
            W4,Mo,Lab,,
            W4,Ned,Con,,
            W4,Ola,LD,,
            """,
        ["previous.csv"] = """
            contest,party,votes,seats
            W1,Lab,1500,2
            W1,Con,1400,1
            W2,Con,900,2
            W2,LD,800,
            W3,Lab,700,
            W4,Lab,500,1
            W4,Con,480,1
            """,
        ["results.csv"] = """
            contest,recorded_at,rejected,candidate,party,votes,elected,papers
            W1,2026-05-08T01:00:00+01:00,12,Ann,Lab,1500,,2400
            W1,2026-05-08T01:00:00+01:00,12,Ben,Lab,1450,,2400
            W1,2026-05-08T01:00:00+01:00,12,Cat,Lab,1400,,2400
            W1,2026-05-08T01:00:00+01:00,12,Dan,Con,900,,2400
            W2,2026-05-08T02:00:00+01:00,,Gus,Con,650,,
            W2,2026-05-08T02:00:00+01:00,,Ida,LD,800,yes,
            W2,2026-05-08T02:00:00+01:00,,Jon,LD,650,yes,
            W3,2026-05-08T03:00:00+01:00,,Kim,LD,500,,
            W3,2026-05-08T03:00:00+01:00,,Lee,Lab,499,,
            W4,2026-05-08T04:00:00+01:00,,Mo,Lab,500,,
            W4,2026-05-08T04:00:00+01:00,,Ned,Con,400,,
            W4,2026-05-08T04:00:00+01:00,,Ola,LD,400,,
            """,
        ["continuing.csv"] = """
            party,seats
            Lab,3
            Con,2
            """,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("resultsbot-").FullName;

    public WardPackTests()
    {
        foreach (var (name, text) in Files)
        {
            File.WriteAllText(Path.Combine(_folder, name), text);
        }
    }

    [Fact]
    public void A_row_a_ward_and_a_tie_without_its_lot_stays_open()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var code = ResultsVerb.Run(_folder, null, csv: true, output, errors);

        Assert.Equal(
            [
                "W1,Abbey,Lab gain from Con,Ann; Ben; Cat,Lab; Lab; Lab,Con,6000,5250,12,500,20.83,40.00,,,,0",
                "W2,Bridge,LD gain from Con,Ida; Jon,LD; LD,Con,5000,2100,,0,0.00,,,,,0",
                "W3,Castle,LD gain from Lab,Kim,LD,Lab,3000,999,,1,0.10,33.30,50.05,Lab,LD,0",
                "W4,Dale,,,,,,,,,,,,,,",
            ],
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        );
        Assert.Contains(
            "Ned (Con) and Ola (LD) are level",
            errors.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(0, code);
    }

    [Fact]
    public void Seats_that_are_not_up_for_election_count_towards_a_majority()
    {
        var pack = ((PackReading.Loaded)PackLoader.Load(_folder)).Pack;
        var election = new Election(pack.Definition);
        var bulletins = new List<Bulletin>();
        foreach (var recorded in pack.Recorded.SkipLast(1))
        {
            var command = new Command.Declare(recorded.Contest, recorded.Figures, "test");
            var happened = (
                (Decision.Accepted)election.Decide(command, recorded.At)
            ).Events.Single();
            var after = election.Apply(happened);
            bulletins.AddRange(News.Of(election, happened, after));
            election = after;
        }

        // 13 seats, 7 are a majority: Labour holds 3, wins 3, and can win no more than one of Dale's two.
        Assert.Equal((13, 7), (pack.Definition.ChamberSeats, pack.Definition.Majority));
        Assert.Equal(3, election.Standing(pack.Definition.Whole).Of(new PartyId("Lab")).Seats);
        Assert.Empty(bulletins.OfType<Bulletin.NoMajority>());
        Assert.Empty(bulletins.OfType<Bulletin.OverallMajority>());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
