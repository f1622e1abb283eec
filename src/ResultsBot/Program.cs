using System.CommandLine;
using ResultsBot.Sandbox;
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

var port = new Option<int>("--port")
{
    Description = "The port to listen on, 0 for any free one.",
    DefaultValueFactory = _ => SandboxVerb.UsualPort,
};
port.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 0 or > 65535)
    {
        result.AddError("A port is between 0 and 65535.");
    }
});
var latency = new Option<int>("--latency")
{
    Description = "How long an answer takes, in milliseconds.",
};
var jitter = new Option<int>("--jitter")
{
    Description = "By how much that varies, in milliseconds.",
};
foreach (var milliseconds in (Option<int>[])[latency, jitter])
{
    milliseconds.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is < 0 or > 60_000)
        {
            result.AddError("Give milliseconds, from 0 to 60,000.");
        }
    });
}
var data = new Option<string?>("--data")
{
    Description = "The file that keeps the channels; none by default.",
};
var sandbox = new Command("sandbox", "Run only the stand-in for Discord.")
{
    port,
    latency,
    jitter,
    data,
};
sandbox.SetAction(
    (parsed, ct) =>
        SandboxVerb.Run(
            new SandboxOptions
            {
                Port = parsed.GetValue(port),
                Latency = TimeSpan.FromMilliseconds(parsed.GetValue(latency)),
                Jitter = TimeSpan.FromMilliseconds(parsed.GetValue(jitter)),
                DataFile = parsed.GetValue(data),
            },
            Console.Out,
            Console.Error,
            ct
        )
);

var root = new RootCommand(
    "The results desk in a newsroom's chat. Without a command, runs the bot."
)
{
    results,
    sandbox,
    import,
};
root.SetAction((_, ct) => RunVerb.Run(Console.Out, Console.Error, ct));
return await root.Parse(args).InvokeAsync();
