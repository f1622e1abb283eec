using System.CommandLine;
using ResultsBot.Packs.Import;

namespace ResultsBot.Verbs;

/// <summary>What may be typed behind <c>import</c>, and what <c>import --help</c> says of it.</summary>
internal static class ImportCommand
{
    private static readonly (string Kind, string Files)[] Kinds =
    [
        (
            PackImport.HouseOfCommons,
            "a folder of the Library's tables of the 2024 general election"
        ),
        (
            PackImport.DemocracyClub,
            "a CSV of candidates.democracyclub.org.uk/data, for Parliament or councils"
        ),
        (
            PackImport.ByCandidate,
            "general elections or by-elections by candidate, as the Library or electionresults.parliament.uk publishes them"
        ),
        (
            PackImport.LocalGovernment,
            "a council's results in the Local Government Association's schema (ElectionDate, ElectoralAreaURI, VotesWon …)"
        ),
        (
            PackImport.Plain,
            "any CSV with a line for each candidate and named columns (contest or ward, candidate, party or description; votes, elected, seats, electorate, poll and others), such as a statement of persons nominated"
        ),
    ];

    public static Command Create()
    {
        var kind = new Argument<string>("kind")
        {
            Description =
                string.Concat(Kinds.Select(k => $"{k.Kind}: {k.Files}. "))
                + "Columns and examples: docs/election-packs.md.",
        };
        kind.AcceptOnlyFromAmong([.. Kinds.Select(k => k.Kind)]);
        var source = new Argument<string>("source")
        {
            Description = "The file, or the folder of files.",
        };
        var target = new Argument<string>("target")
        {
            Description = "The folder of the pack to write.",
        };
        var id = Told("--id", "The election's name in the store.");
        var name = Told("--name", "The election's name for people.");
        var pollCloses = Told("--poll-closes", "When the polls close (ISO 8601 with its offset).");
        var whole = Told("--whole", "The area that holds everything.");
        var electorates = Told(
            "--electorates",
            "A CSV of contest and electorate; results by constituency will do, and say when the poll was."
        );
        var only = Told(
            "--election",
            "The election to take, by its id or date, if the file holds several; “all” for one night of them."
        );
        var parties = Told(
            "--parties",
            "A CSV of description and party, for descriptions that the register doesn't know."
        );
        var lastTime = Told(
            "--previous",
            "A CSV of the votes of last time: the notional results as published, results by candidate, or ward (or ons_id), party (or party_abbreviation), votes, and seats where a ward has several."
        );
        var previous = Told(
            "--base",
            "What the votes of last time are, as in “Change on the 2022 result”; otherwise what the pack says already, or “last election”."
        );
        var attribution = Told("--attribution", "Whose facts these are.");
        var noDeposits = new Option<bool>("--no-deposits")
        {
            Description = "Candidates pay no deposit, as for councils.",
        };
        var import = new Command("import", "Make a pack from published files.")
        {
            kind,
            source,
            target,
            id,
            name,
            pollCloses,
            whole,
            electorates,
            only,
            previous,
            attribution,
            noDeposits,
            parties,
            lastTime,
        };
        import.SetAction(parsed =>
            ImportVerb.Run(
                parsed.GetRequiredValue(kind),
                parsed.GetRequiredValue(source),
                parsed.GetRequiredValue(target),
                new ImportOptions(
                    parsed.GetValue(id),
                    parsed.GetValue(name),
                    parsed.GetValue(pollCloses),
                    parsed.GetValue(whole),
                    parsed.GetValue(electorates),
                    parsed.GetValue(only),
                    parsed.GetValue(previous),
                    parsed.GetValue(attribution),
                    parsed.GetValue(noDeposits),
                    parsed.GetValue(parties),
                    parsed.GetValue(lastTime)
                ),
                parsed.InvocationConfiguration.Output,
                parsed.InvocationConfiguration.Error
            )
        );
        return import;
    }

    private static Option<string?> Told(string option, string description) =>
        new(option) { Description = description };
}
