using System.Collections.Immutable;
using System.Text.Json;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Webhooks;

/// <summary>Results and standings for other programs. The keys are those of the live blog's data, and of <c>results --csv</c>.</summary>
internal static class ResultJson
{
    public static void Write(Utf8JsonWriter json, Contest contest, Verdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("result", Labels.InShort(verdict));
        json.WriteString("winner", PlainText.Clean(verdict.Winner.Candidate.Name));
        json.WriteString("winning_party", verdict.Winner.Candidate.Party.Value);
        json.WriteNumber("electorate", contest.Electorate);
        json.WriteBoolean("unopposed", verdict.IsUnopposed);
        json.WriteBoolean("by_lot", verdict.ByLot);
        ResultFigures.Write(json, verdict);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Candidate candidate)
    {
        json.WriteStartObject();
        ResultFigures.Named(json, candidate);
        json.WriteEndObject();
    }

    /// <summary>Figures while counting goes on.</summary>
    public static void Write(
        Utf8JsonWriter json,
        Contest contest,
        ImmutableArray<CandidateVotes> votes
    )
    {
        json.WriteStartArray();
        foreach (var line in votes)
        {
            json.WriteStartObject();
            ResultFigures.Named(json, contest.Candidate(line.Candidate));
            json.WriteNumber("votes", line.Votes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, Standing standing)
    {
        json.WriteStartObject();
        json.WriteString("area", PlainText.Clean(standing.Area.Name));
        json.WriteNumber("seats", standing.Seats);
        json.WriteNumber("declared", standing.Declared);
        ResultFigures.Parties(json, standing);
        json.WriteEndObject();
    }
}
