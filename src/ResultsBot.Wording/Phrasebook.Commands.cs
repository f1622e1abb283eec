namespace ResultsBot.Wording;

/// <summary>What Discord shows while a command is typed or a form is filled in.</summary>
public partial class Phrasebook
{
    /// <summary>Up to 100 characters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such command.</exception>
    public virtual string CommandDescription(string command) =>
        command switch
        {
            "declare" => "Take in a result, read it back, and send it.",
            "correct" => "Put a declared result right, with the reason.",
            "electorate" => "Put the number of voters right, and with it the turnout.",
            "retract" => "Take back a declared result or a flash, in every channel that had it.",
            "reinstate" => "Bring back a result that was taken back, as it was.",
            "status" => "How far a count has come, and when it will declare.",
            "verified" => "The ballot papers on the verification statement.",
            "count" => "Figures while counting: provisional, never a result.",
            "flash" => "The winner alone, before the figures.",
            "lot" => "Who won the lot after a tie.",
            "note" => "What you see at a count.",
            "quote" => "What somebody says about it.",
            "mine" => "Your seats, and what is missing at each.",
            "undo" => "Take back the last thing you sent, within two minutes.",
            "proposals" => "What waits for a second person.",
            "hold" => "Take in what comes from a seat or area, and send none of it out.",
            "release" => "Send out what was held back.",
            "pause" => "Stop everything that goes out, at once.",
            "resume" => "Go on sending.",
            "assign" => "Tie a reporter to seats; without seats, to all of them.",
            "audit" => "Who said what of a seat, when, and from which figures.",
            "export" => "The night as files: results as CSV, everything as JSON.",
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
            "reason" => "Why: every channel that had it is told.",
            "stage" => "How far the count has come.",
            "expected" => "When it will declare, as 02:30.",
            "note" => "Whatever else was said.",
            "electorate" => "The right number of registered voters.",
            "papers" => "All ballot papers, as announced.",
            "turnout" => "As announced in the hall, as 68.2%.",
            "winner" => "The candidate, by name or party.",
            "text" => "What you want to say. Leave it out for a form.",
            "who" => "Who says it.",
            "photo" => "A picture or a short video, up to 8 MB.",
            "place" => "A seat, a county, a region, a nation, or the whole country.",
            "line" => "What every channel is told, if anything.",
            "reporter" => "Whom.",
            "seats" => "Names or codes, with commas between.",
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
            "papers" => "Ballot papers",
            "turnout" => "Turnout announced",
            "winner" => "Winner",
            "text" => "Text",
            "who" => "Who says it",
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No label for it."),
        };

    /// <summary>Above a second box, where one is too small for the text.</summary>
    public virtual string FieldContinued(string field) => $"{FieldLabel(field)}, continued";

    /// <summary>Below the label of a box; null where the label says all.</summary>
    public virtual string? FieldHint(string field) =>
        field switch
        {
            "result" => "Any order of name, party and figure.",
            "expected" => "As 02:30.",
            "turnout" => "As 68.2%.",
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
