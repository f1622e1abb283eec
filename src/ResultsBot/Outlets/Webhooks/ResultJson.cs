using System.Collections.Immutable;
using System.Text.Json;
using ResultsBot.Engine.Bulletins;
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
        if (!verdict.IsUnopposed)
        {
            json.WriteNumber("valid_votes", verdict.ValidVotes);
            json.WriteNumber("majority", verdict.Majority);
            Percent(json, "majority_pct", verdict.MajorityShare);
            Percent(json, "turnout_pct", verdict.Turnout);
        }
        if (verdict.Rejected is { } rejected)
        {
            json.WriteNumber("rejected_votes", rejected);
        }
        if (verdict.Swing is { } swing)
        {
            Percent(json, "swing_pct", swing.Size);
            json.WriteString("swing_from", swing.From.Value);
            json.WriteString("swing_to", swing.To.Value);
        }
        json.WriteStartArray("candidates");
        foreach (var (at, line) in verdict.Lines.Index())
        {
            json.WriteStartObject();
            Named(json, line.Candidate);
            json.WriteBoolean("elected", at < verdict.Seats);
            if (!verdict.IsUnopposed)
            {
                json.WriteNumber("votes", line.Votes);
                Percent(json, "share_pct", line.Share);
                Percent(json, "change_pct", line.Change);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Candidate candidate)
    {
        json.WriteStartObject();
        Named(json, candidate);
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
            Named(json, contest.Candidate(line.Candidate));
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
        json.WriteStartArray("parties");
        foreach (var party in standing.Parties)
        {
            json.WriteStartObject();
            json.WriteString("party", party.Party.Value);
            json.WriteNumber("seats", party.Seats);
            json.WriteNumber("gains", party.Gains);
            json.WriteNumber("losses", party.Losses);
            json.WriteNumber("votes", party.Votes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>As a number with two decimals, rounded where all figures are; left out where it is not known.</summary>
    public static void Percent(Utf8JsonWriter json, string name, Fraction? fraction)
    {
        if (fraction is { } known)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(Numbers.Percent(known, 2));
        }
    }

    private static void Named(Utf8JsonWriter json, Candidate candidate)
    {
        json.WriteString("name", PlainText.Clean(candidate.Name));
        json.WriteString("party", candidate.Party.Value);
    }
}
