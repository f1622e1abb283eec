namespace ResultsBot.Packs.Tests.Infrastructure;

/// <summary>A council of which four wards are elected, with several seats, a tie with its lot and one without.</summary>
internal static class WardPack
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
            contest,name,seats,electorate,county,region,nation,chamber
            W1,Abbey,3,6000,,,,barset
            W2,Bridge,2,5000,,,,barset
            W3,Castle,1,3000,,,,barset
            W4,Dale,2,3000,,,,barset
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
        ["chambers.csv"] = """
            chamber,name,seats,majority
            barset,Barset Council,13,7
            """,
        ["continuing.csv"] = """
            chamber,party,seats
            barset,Lab,3
            barset,Con,2
            """,
    };

    public static SmallPack Write() => SmallPack.Of(Files);
}
