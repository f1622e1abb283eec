using ResultsBot.Rehearsing;
using ResultsBot.Tests.Infrastructure;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>
/// A night in a real browser: three reporters, an editor, an administrator, somebody of the newsroom without a role,
/// and an outsider, through every command and every button. RESULTSBOT_PICTURES keeps the pictures.
/// </summary>
public class BrowserNightTests
{
    private const string Hall = "count-chesterfield";

    [BrowserFact]
    public async Task Three_reporters_an_editor_and_an_outsider_go_through_the_night()
    {
        await using var newsroom = await LocalNewsroom.Start(
            options: QuickRestarts,
            night: Night.Of(TheNight.Pack, until: null)
        );
        await using var night = await BrowserNight.Start(newsroom);
        var rita = await night.Enter(Rita, phone: true);
        var sam = await night.Enter(Sam, phone: true);
        var tom = await night.Enter(Tom);
        var ed = await night.Enter(Ed);
        var ada = await night.Enter(Ada);
        var vic = await night.Enter(Vic);
        var olive = await night.Enter(Olive);

        await Subscribing(ed, ada, olive, vic);
        await Counting(rita, sam, tom, ed);
        await DeclaringAndCorrecting(rita, sam, ed, ada);
        await HoldingAndPausing(sam, ed);
        await Looking(rita, tom, ed, olive);
        await Rehearsing(ada, rita);
        await Refusals(rita, vic, olive);

        await ed.Open("desk");
        await ed.Sees("of 650 declared");
        await ed.Inspect("desk");
        await rita.Open("newsroom");
        await rita.Inspect("newsroom-on-a-phone");
        await tom.Open("derbyshire");
        await tom.Inspect("derbyshire");
    }

    private static async Task Subscribing(Person ed, Person ada, Person olive, Person vic)
    {
        await ed.Types("newsroom", "/subscribe", "This channel now follows");
        await ed.Types(
            "derbyshire",
            "/subscribe area:Derbyshire kind:results delivery:merged every:1",
            "Derbyshire"
        );
        await ed.Types(
            "announcements",
            "/subscribe party:Labour kind:flashes publish:True",
            "Labour"
        );
        await olive.Types("general", "/subscribe area:Chesterfield", "Chesterfield");
        await ed.Types("derbyshire", "/subscriptions", "Derbyshire");
        await ada.Types("newsroom", "/subscriptions all:True", "Derbyshire");
        await ada.Types("newsroom", "/mention role:Editor seats:Chesterfield", "Editor");
        foreach (var channel in (string[])["announcements", "derbyshire"])
        {
            await ed.Types(channel, "/unsubscribe", "Unsubscribe from everything?");
            await ed.Presses("Unsubscribe from everything");
            await ed.Sees("no more posts");
        }
        await ed.Types("derbyshire", "/subscribe area:Derbyshire", "Derbyshire");
        await vic.Types(
            "newsroom",
            "/subscribe",
            "not available here|permission|No command|can only|Only the",
            isPattern: true
        );
    }

    private static async Task Counting(Person rita, Person sam, Person tom, Person ed)
    {
        await ed.Types(
            "newsroom",
            "/assign reporter:Rita seats:Chesterfield, Bolsover",
            "is assigned to"
        );
        await rita.Types(Hall, "/mine", "Still to report: verified total and result");
        await rita.Inspect("mine");
        await rita.Types(
            Hall,
            "/status seat:Amber Valley stage:counting",
            "isn’t one of your seats"
        );
        await rita.Presses("Edit");
        await rita.Fills(("seat", "Chesterfield"));
        await rita.Sees("Is this right?");
        await rita.Inspect("read-back-of-a-status");
        await rita.Presses("Cancel");
        await rita.Sees("Cancelled. Nothing was sent.");
        await rita.Types(
            Hall,
            "/status seat:Chesterfield stage:recount 1 expected:0315 note:Close",
            "Is this right?"
        );
        await rita.Sends();
        await rita.Types(Hall, "/verified seat:Chesterfield papers:41 857 turnout:58.4%", "41,857");
        await rita.Sends();
        await sam.Types(Hall, "/count seat:Chesterfield", null);
        await sam.Fills(("figures", "Toby Perkins 18,000\nBen Flook 8,000"));
        await sam.Sees("running count");
        await sam.Sends();
        await sam.Types(Hall, "/flash seat:Chesterfield winner:Ben Flook", "has more votes");
        await sam.Inspect("a-caution-with-its-button");
        await sam.Presses("Cancel");
        await sam.Types(Hall, "/flash seat:Chesterfield winner:Toby Perkins", "Is this right?");
        await sam.Sends();
        await tom.Types(Hall, "/note seat:Chesterfield", null);
        await tom.Fills(("text", "The atmosphere is very tense here."));
        await tom.Sends();
        await tom.Types(Hall, "/undo", "Undo this?");
        await tom.Presses("Keep it");
        await tom.Sees("Nothing was undone.");
        await tom.Types(Hall, "/undo", "Undo this?");
        await tom.Presses("Undo");
        await tom.Sees("Undone.");
        await tom.WithPicture(Hall, "/note seat:Chesterfield text:Look at this photo:");
        await tom.Sees("Is this right?");
        await tom.Sends();
        await tom.Types(
            Hall,
            "/quote seat:Chesterfield who:Toby Perkins text:I am over the moon.",
            "Is this right?"
        );
        await tom.Sends();
    }

    private static async Task DeclaringAndCorrecting(Person rita, Person sam, Person ed, Person ada)
    {
        // The wrong figure is put right by Edit; the lower one waits for the desk.
        await rita.Types(
            Hall,
            $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste.Replace("19,316", "17,316", StringComparison.Ordinal)}",
            "nothing was sent."
        );
        await rita.Inspect("what-is-wrong");
        await rita.Presses("Edit");
        await rita.Fills(
            (
                "figures",
                TheNight.ChesterfieldPaste.Replace("19,316", "17,316", StringComparison.Ordinal)
            ),
            ("rejected", "2302")
        );
        await rita.Sees("Is this right?");
        await rita.Inspect("read-back-with-a-caution");
        await rita.Sends();
        await rita.Sees("it needs a second person.");
        await ed.Types("newsroom", "/proposals", "Needs a second person");
        await ed.Open("desk");
        await ed.Sees("Needs a second person");
        await ed.Inspect("a-proposal-at-the-desk");
        await ed.Presses("Reject with reason");
        await ed.Fills(("reason", "The first figure fell."));
        await ed.Sees("Rejected");
        await rita.Sees("The desk has rejected");

        await rita.Types(
            Hall,
            $"/declare seat:Chesterfield result:Rejected ballots 302\n{TheNight.ChesterfieldPaste}",
            "Is this right?"
        );
        await rita.Inspect("read-back");
        await rita.Sends();
        await rita.Sees("Sent. Labour hold Chesterfield, by 10,820.");

        await sam.Types(
            Hall,
            $"/declare seat:North East Derbyshire result:{TheNight.NorthEastDerbyshirePaste}",
            "Is this right?"
        );
        await sam.Sends();
        await sam.Sees("Labour gain North East Derbyshire from Conservative, by 1,753.");

        await ed.Types(
            "newsroom",
            "/correct seat:North East Derbyshire reason:One bundle was missed",
            null
        );
        await ed.Fills(
            (
                "figures",
                TheNight.NorthEastDerbyshirePaste.Replace(
                    "17,591",
                    "17,491",
                    StringComparison.Ordinal
                )
            )
        );
        await ed.Sees("17,591");
        await ed.Inspect("a-correction-before-it-is-sent");
        await ed.Sends();
        await ed.Sees("it needs a second person.");
        await ada.Open("desk");
        await ada.Sees("Needs a second person");
        await ada.Presses("Approve and send");
        await ada.Sees("Approved and sent");
        await ed.Types(
            "newsroom",
            "/retract seat:North East Derbyshire reason:It was the other hall",
            "Is this right?"
        );
        await ed.Sends();
        await ed.Types("newsroom", "/reinstate seat:North East Derbyshire", "Is this right?");
        await ed.Sends();
        await ed.Types("newsroom", "/lot seat:Bolsover winner:Natalie Fleet", "Is this right?");
        await ed.Presses("Cancel");
        await ed.Types("newsroom", "/audit seat:Chesterfield", "the file has all");
        await ed.Inspect("the-record-of-a-seat");
        await ed.Types("newsroom", "/export", "seats declared");
        // A proposal that a second person has sent is gone from the list.
        await ada.Types("newsroom", "/proposals", "Nothing is waiting for a second person.");
    }

    private static async Task HoldingAndPausing(Person sam, Person ed)
    {
        await ed.Types("newsroom", "/hold place:Bolsover", "On hold: Bolsover.");
        await sam.Types(Hall, "/status seat:Bolsover stage:counting", "is on hold");
        await sam.Sends();
        await sam.Sees("Accepted, not yet published.");
        await ed.Types("newsroom", "/release place:Bolsover", "1 report has come");
        await ed.Presses("Cancel");
        await ed.Sees("Still on hold.");
        await ed.Types("newsroom", "/release place:Bolsover", "1 report has come");
        await ed.Presses("Release");
        await ed.Sees("Released: Bolsover.");
        await ed.Types("newsroom", "/pause line:We are checking one result.", "Paused.");
        await ed.Sees("Note from the desk");
        await sam.Types(
            Hall,
            "/status seat:Bolsover stage:provisional result shown to agents",
            "paused"
        );
        await sam.Sends();
        await sam.Sees("not yet published");
        await ed.Types("newsroom", "/resume", "Resume?");
        await ed.Presses("Cancel");
        await ed.Sees("Still paused.");
        await ed.Types("newsroom", "/resume", "Resume?");
        await ed.Presses("Resume");
        await ed.Sees("Resumed.");
    }

    private static async Task Looking(Person rita, Person tom, Person ed, Person olive)
    {
        await olive.Open("general");
        await olive.Sees("Lab hold Chesterfield, maj 10,820");
        await olive.Types("general", "/seat seat:Chesterfield", "Labour hold Chesterfield");
        await olive.Types("general", "/tally", "2 of 650 declared");
        await olive.Types("general", "/outstanding area:Derbyshire", "Bolsover");
        await olive.Types("general", "/closest", "North East Derbys");
        await olive.Types("general", "/gains", "North East Derbyshire");
        await olive.Types("general", "/story", "Labour");
        await olive.Inspect("what-an-outsider-may-ask");
        await rita.Types(Hall, "/mine", "Lab hold");
        await tom.Types(Hall, "/mine", "Chesterfield");
        await ed.Types("newsroom", "/tally area:Derbyshire", "2 of 11");
    }

    private static async Task Rehearsing(Person ada, Person rita)
    {
        await ada.Types("newsroom", "/rehearse start", "follows the real election");
        await ada.Types(Hall, "/rehearse start speed:1", "Start rehearsal");
        await ada.Presses("Cancel");
        await ada.Types(Hall, "/rehearse start speed:1", "Start rehearsal");
        await ada.Presses("Start rehearsal");
        await ada.Sees("The rehearsal is starting in");
        await ada.Types(Hall, "/rehearse status", "A rehearsal is running");
        await ada.Types(Hall, "/subscribe", "A rehearsal is going on in this channel.");
        await ada.Types(Hall, "/rehearse stop", "Rehearsal stopped.");
        await rita.Types(
            Hall,
            "/rehearse status",
            "Only the newsroom’s administrators can do this."
        );
    }

    private static async Task Refusals(Person rita, Person vic, Person olive)
    {
        foreach (
            var typed in (string[])
                [
                    "/correct seat:Chesterfield reason:No",
                    "/retract seat:Chesterfield reason:No",
                    "/reinstate seat:Chesterfield",
                    "/lot seat:Bolsover winner:Natalie Fleet",
                    "/hold place:Derbyshire",
                    "/release place:Derbyshire",
                    "/pause",
                    "/resume",
                    "/assign reporter:Rita",
                    "/proposals",
                    "/audit seat:Chesterfield",
                    "/export",
                ]
        )
        {
            await rita.Types(Hall, typed, "Only the newsroom’s editors can do this.");
        }
        await rita.Inspect("what-a-reporter-may-not");
        foreach (
            var typed in (string[])
                [
                    "/declare seat:Bolsover",
                    "/status seat:Bolsover stage:counting",
                    "/count seat:Bolsover",
                    "/flash seat:Bolsover winner:Natalie Fleet",
                    "/note seat:Bolsover",
                    "/mine",
                    "/undo",
                ]
        )
        {
            await vic.Types(Hall, typed, "Only the newsroom’s reporters and editors can do this.");
            // Elsewhere the desk's commands aren't even offered.
            var command = typed.Split(' ')[0];
            await olive.IsTold("general", typed, $"There is no command {command} for you here.");
        }
        await olive.Inspect("what-an-outsider-may-not");
    }
}
