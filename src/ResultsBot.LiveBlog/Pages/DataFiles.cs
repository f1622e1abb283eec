using System.Text.Json;
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
            ResultFigures.Parties(json, edition.Standing(area ?? edition.Definition.Whole));
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
            json.WriteString("result", Labels.InShort(verdict));
            json.WriteNumber("electorate", seat.Contest.Electorate);
            json.WriteBoolean("unopposed", verdict.IsUnopposed);
            ResultFigures.Write(json, verdict);
        }
        json.WriteEndObject();
    }
}
