using System.Text.Json;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>Figures as JSON for other programs, under the same keys wherever they stand. Keys are relied upon: add, never rename.</summary>
public static class ResultFigures
{
    /// <summary>Votes, majority, turnout, swing and the candidates, into the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, Verdict verdict)
    {
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
    }

    /// <summary>The state of the parties, into the object that is open.</summary>
    public static void Parties(Utf8JsonWriter json, Standing standing)
    {
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
    }

    /// <summary>Who somebody is, into the object that is open.</summary>
    public static void Named(Utf8JsonWriter json, Candidate candidate)
    {
        json.WriteString("name", PlainText.Clean(candidate.Name));
        json.WriteString("party", candidate.Party.Value);
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
}
