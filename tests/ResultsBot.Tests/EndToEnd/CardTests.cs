using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ResultsBot.Desk;
using ResultsBot.Engine;
using ResultsBot.Pictures;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>The card of a result where no public address has it: in the read-back, and in the newsroom's own channels.</summary>
public class CardTests
{
    private const string Hall = "count-chesterfield";

    [Fact]
    public async Task The_card_that_is_read_back_is_sent_to_the_newsrooms_channels_that_want_it()
    {
        await using var newsroom = await LocalNewsroom.Start();
        using var http = new HttpClient();
        await newsroom.Type(Ed, "newsroom", "/subscribe kind:results");
        var without = await newsroom.Type(
            Ed,
            "derbyshire",
            "/subscribe kind:results pictures:False"
        );
        await newsroom.Type("olive", "general", "/subscribe kind:results");

        var readBack = await newsroom.Type(
            Rita,
            Hall,
            $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}"
        );
        JsonObject? shown = null;
        await Until(async () =>
        {
            shown = await Shown(http, newsroom, readBack);
            return Picture(shown) is not null;
        });
        Assert.Equal(["Broadcast", "Edit", "Cancel"], Labels(shown!));
        Assert.Contains("Is this right?", (string?)shown!["content"], StringComparison.Ordinal);

        await newsroom.Press(Rita, Hall, readBack, "Broadcast");
        var sent = (await newsroom.WaitForPosts("newsroom", 1))[0];
        var plain = (await newsroom.WaitForPosts("derbyshire", 1))[0];
        var elsewhere = (await newsroom.WaitForPosts("general", 1))[0];

        Assert.Contains("without result cards", Content(without), StringComparison.Ordinal);
        Assert.Equal(
            await http.GetByteArrayAsync(Picture(shown)),
            await http.GetByteArrayAsync(Picture(sent))
        );
        Assert.Null(Picture(plain));
        Assert.Null(Picture(elsewhere));
        Assert.All(
            [sent, plain, elsewhere],
            post => Assert.Empty(post["attachments"]?.AsArray() ?? [])
        );
    }

    [Fact]
    public async Task In_a_rehearsal_read_backs_and_the_pictures_of_answers_say_so_too()
    {
        await using var newsroom = await LocalNewsroom.Start(isRehearsal: true);
        using var http = new HttpClient();
        // Of a report with no more than a headline, too.
        var readBack = await newsroom.Type(Rita, Hall, "/status seat:Bolsover stage:counting");
        Assert.StartsWith(
            "REHEARSAL",
            (string)readBack.Message!["embeds"]![0]!["title"]!,
            StringComparison.Ordinal
        );
        await newsroom.Declare(TheNight.Recorded("Chesterfield"));

        foreach (var typed in (string[])["/seat seat:Chesterfield", "/tally", "/map"])
        {
            var answer = (await newsroom.Type(Rita, "newsroom", typed)).Message;

            Assert.Equal(
                Drawn(newsroom.Part<ResultsDesk>().Election, typed),
                await http.GetByteArrayAsync(Picture(answer))
            );
        }
    }

    private static byte[] Drawn(Election election, string typed)
    {
        var phrases = new Phrasebook(TheNight.Definition);
        var seat = TheNight.Contest("Chesterfield");
        var whole = election.Standing(TheNight.Definition.Whole);
        return Png.Encode(
            typed switch
            {
                "/tally" => StandingCard.Draw(phrases, whole, isRehearsal: true),
                "/map" => SeatMap.Draw(
                    phrases,
                    whole,
                    c => election.State(c).VerdictIfAny,
                    isRehearsal: true
                ),
                _ => ResultCard.Draw(
                    phrases,
                    seat,
                    election.State(seat.Id).VerdictIfAny!,
                    election.Standing(seat.Areas[0]),
                    null,
                    isRehearsal: true
                ),
            }
        );
    }

    /// <summary>What Rita sees of the answer by now.</summary>
    private static async Task<JsonObject> Shown(
        HttpClient http,
        LocalNewsroom newsroom,
        Sandbox.Outcome answer
    )
    {
        var seen = await http.GetFromJsonAsync<JsonObject>(
            new Uri(newsroom.Sandbox.PageAddress, $"/sandbox/channels/{Hall}/messages?as=rita")
        );
        return seen!["messages"]!
            .AsArray()
            .Select(m => m!.AsObject())
            .Single(m => (string?)m["id"] == (string?)answer.Message!["id"]);
    }

    private static string? Picture(JsonObject? message) =>
        (string?)message?["embeds"]?.AsArray().FirstOrDefault()?["image"]?["url"];

    private static IEnumerable<string> Labels(JsonObject message) =>
        message["components"]!
            .AsArray()
            .SelectMany(row => row!["components"]!.AsArray())
            .Select(b => (string)b!["label"]!);
}
