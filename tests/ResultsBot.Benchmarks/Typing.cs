using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Sandbox;

namespace ResultsBot.Benchmarks;

/// <summary>What came of something that was typed and sent.</summary>
internal enum Said
{
    Sent,

    /// <summary>The bot has said why not.</summary>
    Refused,

    /// <summary>The bot has said nothing.</summary>
    Nothing,
}

/// <summary>A reporter's part: figures as text, and the first button of a read-back until nothing is left to accept.</summary>
internal static class Typing
{
    /// <summary>With the party: two of a seat may have one name.</summary>
    public static string Paste(Contest contest, Figures figures) =>
        string.Join(
            '\n',
            figures.Votes.Select(v =>
                $"{contest.Candidate(v.Candidate).Name}, {contest.Candidate(v.Candidate).Party} {v.Votes}"
            )
        );

    /// <summary>The first that can be pressed; null where there is none.</summary>
    public static JsonNode? FirstButton(Sandbox.Outcome answer) =>
        (answer.Message?["components"]?.AsArray() ?? [])
            .SelectMany(row => row!["components"]!.AsArray())
            .FirstOrDefault(b => (bool?)b!["disabled"] != true);

    public static async Task<(Said Said, string Words)> Send(
        SandboxServer sandbox,
        string person,
        string text,
        CancellationToken ct,
        IReadOnlyDictionary<string, UploadedFile>? files = null
    )
    {
        try
        {
            var answer = await sandbox.Control.Type(
                person,
                "newsroom",
                text,
                files ?? ImmutableDictionary<string, UploadedFile>.Empty,
                ct
            );
            while (
                FirstButton(answer) is { } button
                && (string?)button["label"] is not ("Edit" or "Undo")
            )
            {
                answer = await sandbox.Control.Press(
                    person,
                    "newsroom",
                    ulong.Parse((string)answer.Message!["id"]!),
                    (string)button["custom_id"]!,
                    ct
                );
                if (answer.State is "failed")
                {
                    break;
                }
            }
            var words = (string?)answer.Message?["content"] ?? answer.State;
            return (
                answer.State is "failed" or "waiting" or "thinking" ? Said.Nothing
                : words.StartsWith("**Sent.**", StringComparison.Ordinal) ? Said.Sent
                : Said.Refused,
                words
            );
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return (Said.Nothing, "");
        }
    }
}
