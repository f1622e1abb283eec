using System.Collections.Immutable;
using ResultsBot.Packs;
using ResultsBot.Sandbox;
using ResultsBot.Wording;

namespace ResultsBot.Verbs;

/// <summary>What a newcomer to the sandbox is told.</summary>
internal static class SandboxWelcome
{
    /// <summary>In the terminal.</summary>
    /// <param name="blog">Null for nowhere.</param>
    public static string Greeting(Uri chat, Uri? blog)
    {
        var results = blog is null ? "" : $"{Environment.NewLine}What readers see is at {blog}.";
        return $"""

            No token is configured, so the bot runs on a local stand-in for Discord.
            Open {chat} and type /subscribe, then /declare.{results}
            Stop with Ctrl+C. What was declared and posted stays in ./data.

            """;
    }

    /// <summary>What to try on its page, with a recorded result to paste.</summary>
    public static ImmutableArray<WelcomeStep> StepsOf(ElectionPack pack, Phrasebook phrases)
    {
        var subscribe = new WelcomeStep(phrases.TrySubscribing());
        return Sample(pack) is { } sample
            ?
            [
                subscribe,
                new WelcomeStep(
                    phrases.TryDeclaring(pack.Definition.Contest(sample.Contest).Name),
                    Pasted(pack, sample)
                ),
            ]
            : [subscribe];
    }

    /// <summary>The seat that the script begins with, where it has one: there something happens on the night.</summary>
    private static RecordedResult? Sample(ElectionPack pack) =>
        pack.Script.Select(s => pack.Recorded.FirstOrDefault(r => r.Contest == s.Contest))
            .FirstOrDefault(r => r is not null)
        ?? pack.Recorded.FirstOrDefault();

    private static string Pasted(ElectionPack pack, RecordedResult sample)
    {
        var contest = pack.Definition.Contest(sample.Contest);
        return string.Join(
            '\n',
            sample
                .Figures.Votes.OrderByDescending(v => v.Votes)
                .Select(v => (Candidate: contest.Candidate(v.Candidate), v.Votes))
                .Select(v =>
                    $"{v.Candidate.Name}, {pack.Definition.FindParty(v.Candidate.Party)?.Name ?? v.Candidate.Party.Value} - {v.Votes}"
                )
        );
    }
}
