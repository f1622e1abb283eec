using System.CommandLine;
using ResultsBot.Packs.Import;
using ResultsBot.Verbs;

var pack = new Argument<string>("pack") { Description = "The name of a pack, or its folder." };

var until = new Option<DateTimeOffset?>("--until")
{
    Description = "Leave out what was recorded later (ISO 8601).",
};
var csv = new Option<bool>("--csv") { Description = "Print CSV." };
var results = new Command("results", "Work out a pack's recorded results.") { pack, until, csv };
results.SetAction(parsed =>
    ResultsVerb.Run(
        parsed.GetRequiredValue(pack),
        parsed.GetValue(until),
        parsed.GetValue(csv),
        Console.Out,
        Console.Error
    )
);

var kind = new Argument<string>("kind") { Description = "Where the files come from." };
kind.AcceptOnlyFromAmong(ImportVerb.HouseOfCommons);
var source = new Argument<DirectoryInfo>("source") { Description = "The folder of the files." };
var target = new Argument<string>("target") { Description = "The folder of the pack to write." };
var import = new Command("import", "Make a pack from published files.") { kind, source, target };
import.SetAction(parsed =>
    ImportVerb.Run(
        parsed.GetRequiredValue(source).FullName,
        parsed.GetRequiredValue(target),
        Console.Out,
        Console.Error
    )
);

var root = new RootCommand("The results desk in a newsroom's chat.") { results, import };
return await root.Parse(args).InvokeAsync();
