using System.Text.Json;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Outlets.Webhooks;

/// <summary>The figures of a bulletin, and of what it corrects, as a webhook has them.</summary>
internal static class WebhookFigures
{
    /// <param name="mark">
    /// What has become of it: figures that are known to be wrong are never sent as though they were right.
    /// </param>
    public static void Write(Utf8JsonWriter json, Bulletin bulletin, Mark? mark)
    {
        if (mark is not (Mark.TakenBack or Mark.Unknown))
        {
            Said(json, bulletin, (mark as Mark.Corrected)?.Now);
        }
        Before(json, bulletin);
    }

    /// <param name="now">The right figures, where those of the bulletin are not.</param>
    private static void Said(Utf8JsonWriter json, Bulletin bulletin, Bulletin.Result? now)
    {
        switch (bulletin)
        {
            case Bulletin.Result b:
                Result(json, now ?? b);
                break;
            case Bulletin.Corrected b:
                Result(json, now ?? new Bulletin.Result(b.Of, b.After, [], b.At));
                break;
            case Bulletin.Reinstated b:
                Result(json, now ?? new Bulletin.Result(b.Of, b.Verdict, [], b.At));
                break;
            case Bulletin.TurnoutCorrected b:
                Result(json, now ?? new Bulletin.Result(b.Of, b.Verdict, [], b.At));
                break;
            case Bulletin.Flashed b:
                json.WritePropertyName("winner");
                ResultJson.Write(json, b.Winner);
                break;
            case Bulletin.LotDrawn b:
                json.WritePropertyName("winner");
                ResultJson.Write(json, b.Winner);
                break;
            case Bulletin.Verified b:
                json.WriteNumber("papers", b.Papers);
                ResultFigures.Percent(json, "turnout_pct", b.Turnout);
                break;
            case Bulletin.Counted b:
                json.WritePropertyName("count");
                ResultJson.Write(json, b.Of, b.Votes);
                break;
            case Bulletin.Quoted b:
                json.WriteString("who", PlainText.Clean(b.Who));
                break;
            case Bulletin.AreaComplete { Standing: var standing }:
                Standing(json, standing);
                break;
            case Bulletin.OverallMajority { Standing: var standing }:
                Standing(json, standing);
                break;
            case Bulletin.NoMajority { Standing: var standing }:
                Standing(json, standing);
                break;
            case Bulletin.ChamberComplete { Standing: var standing }:
                Standing(json, standing);
                break;
            case Bulletin.NoLonger { Standing: var standing }:
                Standing(json, standing);
                break;
            default:
                // All there is to it is its words.
                break;
        }
    }

    private static void Before(Utf8JsonWriter json, Bulletin bulletin)
    {
        switch (bulletin)
        {
            case Bulletin.Corrected b:
                json.WritePropertyName("before");
                ResultJson.Write(json, b.Of, b.Before);
                break;
            case Bulletin.Retracted b:
                json.WritePropertyName("before");
                ResultJson.Write(json, b.Of, b.Was);
                break;
            case Bulletin.TurnoutCorrected b:
                json.WriteStartObject("before");
                json.WriteNumber("electorate", b.Electorate);
                ResultFigures.Percent(json, "turnout_pct", b.Before);
                json.WriteEndObject();
                break;
            case Bulletin.PostCorrected b:
                Words(json, b.Before);
                break;
            case Bulletin.PostWithdrawn b:
                Words(json, b.Was);
                break;
            default:
                // It takes the place of no figures.
                break;
        }
    }

    private static void Result(Utf8JsonWriter json, Bulletin.Result result)
    {
        json.WritePropertyName("result");
        ResultJson.Write(json, result.Of, result.Verdict);
    }

    private static void Standing(Utf8JsonWriter json, Standing standing)
    {
        json.WritePropertyName("standing");
        ResultJson.Write(json, standing);
    }

    private static void Words(Utf8JsonWriter json, PostWords words)
    {
        json.WriteStartObject("before");
        json.WriteString("headline", PlainText.Clean(words.Headline));
        json.WriteString("text", PlainText.Clean(words.Text));
        json.WriteEndObject();
    }
}
