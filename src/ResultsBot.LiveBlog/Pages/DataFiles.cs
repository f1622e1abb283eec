using System.Text.Json;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>Results for other programs: a row or an object a seat, declared or not. Keys are relied upon: add, never rename.</summary>
internal static class DataFiles
{
    /// <param name="area">Null for all there is.</param>
    public static string Csv(Edition edition, AreaId? area)
    {
        using var to = new StringWriter();
        ResultsTable.Write(
            Seats(edition, area).Select(s => (s.Contest, s.Verdict, s.IsPostponed)),
            to
        );
        return to.ToString();
    }

    /// <inheritdoc cref="Csv"/>
    public static byte[] Json(Edition edition, AreaId? area)
    {
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to, FeedJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("election", edition.Definition.Name);
            json.WriteNumber("number", edition.Number);
            json.WriteString("area", (area ?? edition.Definition.Whole).Name);
            json.WriteStartArray("parties");
            foreach (var party in edition.Standing(area ?? edition.Definition.Whole).Parties)
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
            json.WriteStartArray("contests");
            foreach (var seat in Seats(edition, area))
            {
                Write(json, seat);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return to.ToArray();
    }

    private static IEnumerable<SeatNews> Seats(Edition edition, AreaId? area) =>
        edition
            .Definition.Contests.Where(c => area is not { } only || c.Areas.Contains(only))
            .Select(c => edition.Seat(c.Id));

    private static void Write(Utf8JsonWriter json, SeatNews seat)
    {
        json.WriteStartObject();
        json.WriteString("id", seat.Contest.Id.Value);
        json.WriteString("name", seat.Contest.Name);
        json.WriteBoolean("declared", seat.Verdict is not null);
        if (seat.IsPostponed)
        {
            json.WriteBoolean("postponed", true);
        }
        if (seat.Flashed is { } flashed)
        {
            json.WriteString("flash", flashed.Party.Value);
        }
        if (seat.Verdict is { } verdict)
        {
            Write(json, seat.Contest, verdict);
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Contest contest, Verdict verdict)
    {
        json.WriteString("result", Labels.InShort(verdict));
        json.WriteNumber("electorate", contest.Electorate);
        json.WriteBoolean("unopposed", verdict.IsUnopposed);
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
        foreach (var (line, at) in verdict.Lines.Select((l, at) => (l, at)))
        {
            json.WriteStartObject();
            json.WriteString("name", line.Candidate.Name);
            json.WriteString("party", line.Candidate.Party.Value);
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

    /// <summary>As a number with two decimals, rounded where all figures are.</summary>
    private static void Percent(Utf8JsonWriter json, string name, Fraction? fraction)
    {
        if (fraction is { } known)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(Numbers.Percent(known, 2));
        }
    }
}
