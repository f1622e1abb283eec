using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using ResultsBot.Hosting;
using ResultsBot.Sandbox;
using ResultsBot.Verbs;

// What a machine's locale says must never change a figure, also where the environment switches cultures on.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

var pack = new Argument<string>("pack") { Description = "The name of a pack, or its folder." };
var until = new Option<DateTimeOffset?>("--until")
{
    Description = "Leave out what was recorded later (ISO 8601).",
};
var csv = new Option<bool>("--csv") { Description = "Print CSV." };
var chambers = new Option<bool>("--chambers")
{
    Description = "Print who sits in each chamber in place of the contests.",
};
var results = new Command("results", "Work out a pack's recorded results.")
{
    pack,
    until,
    chambers,
    csv,
};
results.SetAction(parsed =>
    ResultsVerb.Run(
        parsed.GetRequiredValue(pack),
        parsed.GetValue(until),
        parsed.GetValue(chambers),
        parsed.GetValue(csv),
        Console.Out,
        Console.Error
    )
);

var cardFolder = new Argument<string>("folder") { Description = "Where to put the pictures." };
var cards = new Command(
    "cards",
    "Draw a card for each of a pack's recorded results, the map and the state of the parties."
)
{
    pack,
    cardFolder,
};
cards.SetAction(parsed =>
    CardsVerb.Run(
        parsed.GetRequiredValue(pack),
        parsed.GetRequiredValue(cardFolder),
        Console.Out,
        Console.Error
    )
);

var seat = new Option<string?>("--seat") { Description = "The seat, by its name or its code." };
var lines = new Option<bool>("--lines")
{
    Description = """Read a JSON object {"seat", "text"} from each line.""",
};
var read = new Command(
    "read",
    "Say what would be understood of results pasted into standard input."
)
{
    pack,
    seat,
    lines,
};
read.SetAction(
    (parsed, ct) =>
        ReadVerb.Run(
            parsed.GetRequiredValue(pack),
            parsed.GetValue(seat),
            parsed.GetValue(lines),
            Console.In,
            Console.Out,
            Console.Error,
            ct
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

var speed = new Option<int>("--speed")
{
    Description = "So many times as fast as the night was; a large number is as fast as it goes.",
    DefaultValueFactory = _ => ReplayVerb.UsualSpeed,
};
speed.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() < 1)
    {
        result.AddError("The speed is a whole number from 1.");
    }
});
var pagePort = new Option<int?>("--port")
{
    Description =
        "The port of the chat's page; the live blog is on the next. Usually 5180 and 5181, or any where they are taken.",
};
pagePort.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int?>() is < 0 or > 65534)
    {
        result.AddError("The port is between 0 and 65534.");
    }
});
var exits = new Option<bool>("--exit")
{
    Description = "End once everything is posted, instead of leaving it there to be read.",
};
var replay = new Command("replay", "Play a pack's recorded night through the bot, in rehearsal.")
{
    pack,
    speed,
    pagePort,
    until,
    exits,
};
replay.SetAction(
    (parsed, ct) =>
        ReplayVerb.Run(
            parsed.GetRequiredValue(pack),
            parsed.GetValue(speed),
            parsed.GetValue(until),
            parsed.GetValue(exits),
            parsed.GetValue(pagePort),
            new SandboxOptions(),
            Console.Out,
            Console.Error,
            ct
        )
);

var health = new Command("health", "Say whether the bot that runs is well, from its Health:File.");
health.SetAction(_ =>
    Configured(c => HealthVerb.Run(c, Console.Out, Console.Error, TimeProvider.System))
);

var backupFile = new Argument<string>("file") { Description = "The file to write." };
var force = new Option<bool>("--force") { Description = "Replace a file of that name." };
var backup = new Command("backup", "Copy the store into one file, also while the bot runs.")
{
    backupFile,
    force,
};
backup.SetAction(parsed =>
    Configured(c =>
        BackupVerb.Write(
            c,
            parsed.GetRequiredValue(backupFile),
            parsed.GetValue(force),
            Console.Out,
            Console.Error
        )
    )
);

var restoreFile = new Argument<string>("file") { Description = "A file that backup has written." };
var restore = new Command(
    "restore",
    "Put a backup in the store's place. The bot must be stopped; what stands there is moved aside."
)
{
    restoreFile,
};
restore.SetAction(parsed =>
    Configured(c =>
        BackupVerb.Restore(
            c,
            parsed.GetRequiredValue(restoreFile),
            Console.Out,
            Console.Error,
            TimeProvider.System
        )
    )
);

var postTest = new Option<bool>("--post-test")
{
    Description =
        "Send each configured webhook and channel of Slack and Teams a post that says it's a test.",
};
var check = new Command(
    "check",
    "Say whether all is ready for the night, a line each. Exits with 0: ready, 1: with warnings, 2: not ready."
)
{
    postTest,
};
check.SetAction(
    (parsed, ct) => CheckVerb.Run(parsed.GetValue(postTest), Console.Out, TimeProvider.System, ct)
);

var folder = new Argument<string>("folder") { Description = "The folder to write to." };

// A text: System.CommandLine makes no Uri of one.
var from = new Option<string?>("--from")
{
    Description = "Where the live blog listens; by default where Blog:Urls says.",
};
var watch = new Option<bool>("--watch")
{
    Description = "Write anew after each bulletin, until stopped.",
};
var export = new Command(
    "export",
    "Write the live blog of a bot that runs as files for any web server."
)
{
    folder,
    from,
    watch,
};
export.SetAction(
    (parsed, ct) =>
        BlogExportVerb.Run(
            parsed.GetRequiredValue(folder),
            parsed.GetValue(from),
            parsed.GetValue(watch),
            Console.Out,
            Console.Error,
            ct
        )
);
var alone = new Command(
    "run",
    "Run the live blog alone, beside the bot: it reads the bot's store and writes nothing."
);
alone.SetAction((_, ct) => BlogRunVerb.Run(Console.Out, Console.Error, ct));
var blog = new Command("blog", "The live blog for readers.") { alone, export };

var root = new RootCommand(
    "The results desk in a newsroom's chat. Without a command, runs the bot."
)
{
    results,
    read,
    replay,
    sandbox,
    ImportCommand.Create(),
    cards,
    check,
    health,
    backup,
    restore,
    blog,
};
root.SetAction((_, ct) => RunVerb.Run(Console.Out, Console.Error, ct));
return await root.Parse(args)
    .InvokeAsync(
        new InvocationConfiguration
        {
            // Longer than the host takes to stop: its own limits say how long what is on its way is waited for.
            ProcessTerminationTimeout = RunVerb.LongestStop + TimeSpan.FromSeconds(5),
        }
    );

static int Configured(Func<IConfigurationRoot, int> run)
{
    var configuration = new ConfigurationManager();
    if (Settings.TryReadSources(configuration, out var fault))
    {
        return run(configuration);
    }
    Console.Error.WriteLine(fault);
    return 1;
}
