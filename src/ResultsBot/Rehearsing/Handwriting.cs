using System.Globalization;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Rehearsing;

/// <summary>A result as people type it: in several orders of name, party and figure, and of candidates.</summary>
internal static class Handwriting
{
    public const int Kinds = 4;

    private sealed record Entry(string Name, string Party, string Short, int Votes, bool Elected);

    public static string Write(
        ElectionDefinition definition,
        Contest contest,
        Figures figures,
        int kind
    )
    {
        var entries = figures
            .Votes.Select(v =>
            {
                var candidate = contest.Candidate(v.Candidate);
                return new Entry(
                    candidate.Name,
                    candidate.Description ?? definition.Party(candidate.Party).Name,
                    candidate.Party.Value,
                    v.Votes,
                    figures.Elected.Contains(v.Candidate)
                );
            })
            .ToArray();
        var byVotes = entries.OrderByDescending(e => e.Votes);
        var (lines, between) = (kind % Kinds) switch
        {
            0 => (
                byVotes.Select(e => $"{e.Name}, {e.Party} - {Thousands(e.Votes, ',')}{Said(e)}"),
                "\n"
            ),
            1 => (
                byVotes.Select(e => $"{e.Party} - {e.Name} - {Thousands(e.Votes, ',')}{Said(e)}"),
                " "
            ),
            2 => (
                entries.Select(e => $"{e.Party}, {e.Name}: {Thousands(e.Votes, ' ')}{Said(e)}"),
                "\n"
            ),
            _ => (entries.Reverse().Select(e => $"{e.Name} ({e.Short}) {e.Votes}{Said(e)}"), "\n"),
        };
        return string.Join(
            between,
            figures.Rejected is { } rejected ? lines.Append($"Rejected ballots: {rejected}") : lines
        );
    }

    private static string Said(Entry entry) => entry.Elected ? " Elected" : "";

    private static string Thousands(int votes, char separator) =>
        votes.ToString("N0", CultureInfo.InvariantCulture).Replace(',', separator);
}
