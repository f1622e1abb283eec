namespace ResultsBot.Wording;

/// <summary>What Discord shows while a command is typed or a form is filled in.</summary>
public partial class Phrasebook
{
    /// <summary>Up to 100 characters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such command.</exception>
    public virtual string CommandDescription(string command) =>
        command switch
        {
            "declare" => "Report a result: check it, then send it.",
            "correct" => "Correct a declared result, with the reason.",
            "electorate" => "Correct a seat’s electorate, and with it the turnout.",
            "retract" =>
                "Withdraw a result, a flash or a postponement from every channel that had it.",
            "reinstate" => "Reinstate a withdrawn result, unchanged.",
            "status" => "Report how far a count has got, and when the declaration is expected.",
            "verified" => "Report how many ballot papers were verified.",
            "count" => "Report figures while counting goes on: provisional, never a result.",
            "flash" => "Report the winner before the figures.",
            "lot" => "Report who won when lots were drawn after a tie.",
            "note" => "Post what you see at a count.",
            "quote" => "Post what somebody said at a count.",
            "post" => "Write a live blog entry that isn’t about one seat.",
            "correct-post" => "Correct an entry that the desk wrote, with the reason.",
            "withdraw-post" => "Withdraw an entry that the desk wrote, with the reason.",
            "pin" => "Pin an entry to the top of the live blog; leave the entry out to unpin.",
            "key" => "Add an entry to the live blog’s key events, or take it off them.",
            "mine" => "Your seats, and what each still needs.",
            "undo" => "Undo the last thing you sent, within two minutes.",
            "proposals" => "What’s waiting for a second person.",
            "hold" => "Hold back everything from a seat or area; reports are still accepted.",
            "release" => "Publish what was held back.",
            "pause" => "Pause all publishing immediately; reports are still accepted.",
            "resume" => "Start publishing again.",
            "assign" =>
                "Assign seats to a reporter; leave the seats out to let them report for any.",
            "ask" => "Ask a seat’s reporters, here: they’re mentioned.",
            "audit" =>
                "Who reported what for a seat, when, and what they typed; without a seat, the desk.",
            "export" => "Download the night: results as CSV, everything as JSON.",
            _ => throw new ArgumentOutOfRangeException(
                nameof(command),
                command,
                "No description for it."
            ),
        };

    /// <summary>Up to 100 characters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such option.</exception>
    public virtual string OptionDescription(string option) =>
        option switch
        {
            "seat" => "The seat, by name or code.",
            "result" => "The figures as you have them, in any order. Leave it out for a form.",
            "reason" => "The reason: shown in every channel that had the original.",
            "stage" => "How far the count has got.",
            "expected" => "When the declaration is expected, e.g. 02:30.",
            "note" => "Anything else to add. It’s posted.",
            "electorate" => "The correct number of registered voters.",
            "papers" => "Ballot papers verified, including any later rejected.",
            "turnout" => "As announced in the hall, e.g. 68.2%.",
            "winner" => "The candidate, by name or party.",
            "text" => "The words to post. Leave it out for a form.",
            "question" => "What you want to know; leave it out to ask for the latest.",
            "who" => "Who said it.",
            "headline" => "The headline, up to 150 characters.",
            "entry" => "The entry, by its headline or number.",
            "pin" => "Pin it to the top of the live blog.",
            "key" => "Add it to the live blog’s key events.",
            "photo" => "A picture or a short video, up to 8 MB.",
            "place" => "A seat, a county, a region, a nation, or the whole country.",
            "line" => "A line to post in every channel. Leave it out to say nothing.",
            "reporter" => "The reporter.",
            "seats" => "Names or codes, separated by commas.",
            _ => throw new ArgumentOutOfRangeException(
                nameof(option),
                option,
                "No description for it."
            ),
        };

    /// <summary>Above a box of a form. Up to 45 characters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such field.</exception>
    public virtual string FieldLabel(string field) =>
        field switch
        {
            "seat" => "Seat",
            "result" => "Votes for each candidate",
            "rejected" => "Rejected ballots",
            "reason" => "Reason",
            "stage" => "Stage",
            "expected" => "Expected at",
            "note" => "Note",
            "electorate" => "Electorate",
            "papers" => "Ballot papers verified",
            "turnout" => "Announced turnout",
            "winner" => "Winner",
            "headline" => "Headline",
            "text" => "Text",
            "who" => "Who said it",
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No label for it."),
        };

    /// <summary>Above a second box, where one is too small for the text.</summary>
    public virtual string FieldContinued(string field) => $"{FieldLabel(field)}, continued";

    /// <summary>Below the label of a box; null where the label says all.</summary>
    public virtual string? FieldHint(string field) =>
        field switch
        {
            "result" => "Name, party and figure in any order.",
            "expected" => "E.g. 02:30.",
            "turnout" => "E.g. 68.2%.",
            _ => null,
        };

    public virtual string FormTitle(string command, string seat) =>
        command switch
        {
            "declare" => $"Result: {seat}",
            "correct" => $"Correct: {seat}",
            "count" => $"Running count: {seat}",
            "note" => $"Note: {seat}",
            "quote" => $"Quote: {seat}",
            _ => seat,
        };
}
