using System.Text;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Packs.Tests.Infrastructure;

/// <summary>A sound pack of two contests in a folder of its own, to be spoilt.</summary>
internal sealed class SmallPack : IDisposable
{
    private readonly TempFolder _folder = new();

    private SmallPack() { }

    public string Path => _folder.Path;

    /// <param name="files">By name.</param>
    public static SmallPack Of(IEnumerable<KeyValuePair<string, string>> files)
    {
        var pack = new SmallPack();
        foreach (var (name, text) in files)
        {
            pack.Replace(name, text);
        }
        return pack;
    }

    public static SmallPack Write()
    {
        var pack = new SmallPack();
        pack._folder.Write(
            "election.json",
            """
            {
              "id": "small",
              "name": "Small election",
              "poll_closes": "2024-07-04T22:00:00+01:00",
              "whole": "United Kingdom",
              "counting": "first-past-the-post",
              "base": "last time"
            }
            """
        );
        pack._folder.Write(
            "parties.csv",
            """
            party,name,colour,counts_as,aliases
            Lab,Labour,#d50000,,Labour Party; Socialists
            Con,Conservative,,,
            Coop,Labour and Co-operative,,Lab,
            Ind,Independent,#909090,,
            """
        );
        pack._folder.Write(
            "contests.csv",
            """
            contest,name,seats,electorate,county,region,nation
            E1,First,1,5000,Shire,Midlands,England
            E2,Second,,4000,,Wales,Wales
            """
        );
        pack._folder.Write(
            "candidates.csv",
            """
            contest,candidate,party,description,sitting
            E1,Ann Able,Lab,,
            E1,Bob Best,Con,Local Conservatives,yes
            E1,Cy Cole,Ind,,
            E1,Ann Able,Ind,,no
            E2,Di Dunn,Coop,,
            E2,Ed East,Con,,
            """
        );
        pack._folder.Write(
            "previous.csv",
            """
            contest,party,votes
            E1,Con,700
            E1,Coop,300
            E2,Con,800
            """
        );
        pack._folder.Write(
            "results.csv",
            """
            contest,recorded_at,rejected,candidate,party,votes,elected
            E2,2024-07-05T02:00+01:00,,Di Dunn,Lab,400,
            E2,2024-07-05T02:00+01:00,,Ed East,Con,500,yes
            E1,2024-07-05T01:00+01:00,10,Ann Able,Lab,600,
            E1,2024-07-05T01:00+01:00,10,Bob Best,Con,500,
            E1,2024-07-05T01:00+01:00,10,Cy Cole,Ind,20,
            E1,2024-07-05T01:00+01:00,10,Ann Able,Ind,30,
            """
        );
        return pack;
    }

    public void Change(string file, string old, string now)
    {
        var text = _folder.Read(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        _folder.Write(file, text.Replace(old, now, StringComparison.Ordinal));
    }

    public void Append(string file, string line) =>
        _folder.Write(file, $"{_folder.Read(file)}\n{line}");

    public void Replace(string file, string text) => _folder.Write(file, text);

    public void Encode(string file, Encoding encoding) =>
        File.WriteAllText(_folder.Of(file), _folder.Read(file), encoding);

    public void Delete(string file) => File.Delete(_folder.Of(file));

    public void Dispose() => _folder.Dispose();
}
