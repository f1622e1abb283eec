using ResultsBot.Engine;
using ResultsBot.Packs;

namespace ResultsBot.Verbs;

/// <summary>A recorded result put through the engine.</summary>
/// <param name="After">The election with it, or as it was where it is refused.</param>
internal sealed record PlayedResult(RecordedResult Recorded, Decision Decision, Election After);

/// <summary>A pack's recorded results, in order of time.</summary>
internal static class RecordedResults
{
    /// <param name="until">Null for all of them.</param>
    public static IEnumerable<PlayedResult> Play(ElectionPack pack, DateTimeOffset? until = null)
    {
        var election = new Election(pack.Definition);
        foreach (var recorded in pack.Recorded.TakeWhile(r => until is null || r.At <= until))
        {
            var command = new Command.Declare(recorded.Contest, recorded.Figures, "results");
            var decision = election.Decide(command, recorded.At);
            if (decision is Decision.Accepted accepted)
            {
                election = accepted.Events.Aggregate(election, (e, happened) => e.Apply(happened));
            }
            yield return new PlayedResult(recorded, decision, election);
        }
    }
}
