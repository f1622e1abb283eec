using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>
/// What the newspaper's reporters said in Derbyshire, at the time they said it, beside the recorded results of the whole
/// country.
/// </summary>
internal static class DerbyshireNight
{
    private static readonly Lazy<List<Bulletin>> Played = new(Play);

    public static IReadOnlyList<Bulletin> Bulletins => Played.Value;

    private static List<Bulletin> Play()
    {
        var election = new Election(TheNight.Definition);
        var chesterfield = TheNight.Contest("Chesterfield").Id;
        var dales = TheNight.Contest("Derbyshire Dales").Id;
        var perkins = TheNight
            .Contest("Chesterfield")
            .Candidates.Single(c => c.Name == "Toby Perkins");
        ElectionEvent[] said =
        [
            new ElectionEvent.Noted(
                chesterfield,
                "The atmosphere is very tense here in Chesterfield as results are expected any minute now.",
                At(4, 55),
                "r1"
            ),
            new ElectionEvent.WinnerFlashed(chesterfield, perkins.Number, At(5, 2), "r1"),
            new ElectionEvent.Quoted(
                chesterfield,
                "Our reporter",
                "I spoke to Toby Perkins minutes after his win and here is what he had to say.",
                At(5, 20),
                "r1"
            ),
            new ElectionEvent.StageReported(
                dales,
                new StageReport(
                    Stage.Recount,
                    1,
                    At(6, 45),
                    "Some ballot papers are being re-thumbed."
                ),
                At(5, 35),
                "r2"
            ),
            new ElectionEvent.Noted(
                dales,
                "Still no results in Derbyshire Dales. Many of the counters have stopped counting. It might be close.",
                At(5, 40),
                "r2"
            ),
        ];
        var results = TheNight.Pack.Recorded.Select(r =>
            (ElectionEvent)new ElectionEvent.ResultDeclared(r.Contest, r.Figures, null, r.At, "r")
        );
        var bulletins = new List<Bulletin>();
        foreach (var happened in results.Concat(said).OrderBy(e => e.At))
        {
            var after = election.Apply(happened);
            bulletins.AddRange(News.Of(election, happened, after));
            election = after;
        }
        return bulletins;
    }

    private static DateTimeOffset At(int hour, int minute) =>
        new(2024, 7, 5, hour, minute, 0, TimeSpan.FromHours(1));
}
