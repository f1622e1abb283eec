using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs;
using ResultsBot.Pictures;
using ResultsBot.Wording;

namespace ResultsBot.Verbs;

/// <summary>
/// <c>cards &lt;pack&gt; &lt;folder&gt;</c>: a picture for each recorded result, named by contest; the map and the state of the
/// parties at the end.
/// </summary>
internal static class CardsVerb
{
    /// <returns>The process's exit code.</returns>
    public static int Run(string pack, string folder, TextWriter output, TextWriter errors) =>
        PackLoader.Load(pack) switch
        {
            PackReading.Refused refused => PackFaults.Print(pack, refused, errors),
            PackReading.Loaded { Pack: var loaded } => Draw(loaded, folder, output, errors),
            var reading => throw new InvalidOperationException($"No rule for {reading}."),
        };

    private static int Draw(ElectionPack pack, string folder, TextWriter output, TextWriter errors)
    {
        var phrases = new Phrasebook(pack.Definition);
        var election = new Election(pack.Definition);
        var drawn = 0;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var played in RecordedResults.Play(pack))
            {
                election = played.After;
                var contest = pack.Definition.Contest(played.Recorded.Contest);
                if (played.Decision is not Decision.Accepted)
                {
                    errors.WriteLine(phrases.CardNotDrawn(contest));
                }
                else if (election.State(contest.Id).VerdictIfAny is { } verdict)
                {
                    Write(
                        $"{contest.Id}.png",
                        ResultCard.Draw(
                            phrases,
                            contest,
                            verdict,
                            election.Standing(contest.Areas[0]),
                            played.Recorded.At,
                            isRehearsal: false
                        )
                    );
                }
            }
            var whole = election.Standing(pack.Definition.Whole);
            Write("tally.png", StandingCard.Draw(phrases, whole, isRehearsal: false));
            if (pack.Definition.Map.Count > 0)
            {
                Write(
                    "map.png",
                    SeatMap.Draw(
                        phrases,
                        whole,
                        c => election.State(c).VerdictIfAny,
                        isRehearsal: false
                    )
                );
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(e.Message);
            return 1;
        }
        output.WriteLine(phrases.CardsDrawn(drawn, folder));
        return 0;

        void Write(string name, Drawing drawing)
        {
            File.WriteAllBytes(Path.Combine(folder, name), Png.Encode(drawing));
            drawn++;
        }
    }
}
