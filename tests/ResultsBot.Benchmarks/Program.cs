using System.CommandLine;
using ResultsBot.Benchmarks;

var channels = new Option<int>("--channels") { DefaultValueFactory = _ => 500 };
var bulletins = new Option<int>("--bulletins") { DefaultValueFactory = _ => 1 };
var latency = new Option<int>("--latency")
{
    Description = "Round trip in milliseconds.",
    DefaultValueFactory = _ => 60,
};
var jitter = new Option<int>("--jitter")
{
    Description = "By how much it varies.",
    DefaultValueFactory = _ => 10,
};
var unmerged = new Option<bool>("--unmerged")
{
    Description =
        "Each bulletin comes when the one before it is on its way everywhere: a message for each.",
};
var pictureUrls = new Option<bool>("--picture-urls")
{
    Description = "With each result's card by its address, as where the live blog is public.",
};
var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 1 };
var besideReaders = new Option<int?>("--blog-load")
{
    Description =
        "Requests a second: each run also beside so many readers of nginx, and of the live blog. Needs nginx and wrk.",
};
var fanOut = new Command(
    "fan-out",
    "Bulletins to many channels at Discord's limits, as a ratio of the limit's own time."
)
{
    channels,
    bulletins,
    latency,
    jitter,
    unmerged,
    pictureUrls,
    runs,
    besideReaders,
};
fanOut.SetAction(parsed =>
    FanOut.Run(
        parsed.GetValue(channels),
        parsed.GetValue(bulletins),
        TimeSpan.FromMilliseconds(parsed.GetValue(latency)),
        TimeSpan.FromMilliseconds(parsed.GetValue(jitter)),
        parsed.GetValue(unmerged),
        parsed.GetValue(pictureUrls),
        parsed.GetValue(runs),
        parsed.GetValue(besideReaders)
    )
);

var night = new Command(
    "night",
    "The whole night through the engine: every result, bulletin and tally."
);
night.SetAction(_ => Night.Run());

var count = new Option<long>("--count") { DefaultValueFactory = _ => 1_000_000 };
var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
var print = new Option<bool>("--print")
{
    Description = "Print the texts as `read ge2024 --lines` takes them, and read none.",
};
var firstText = new Option<long>("--first")
{
    Description =
        "The number of the first text: one that took long is made again by seed and number.",
};
var fuzz = new Command(
    "fuzz",
    "Spoilt results, pages, hostile Unicode and noise against the paste reader: none may throw or take long."
)
{
    count,
    seed,
    firstText,
    print,
};
fuzz.SetAction(parsed =>
    Fuzz.Run(
        parsed.GetValue(firstText),
        parsed.GetValue(count),
        parsed.GetValue(seed),
        parsed.GetValue(print)
    )
);

var mutations = new Command(
    "mutations",
    "Real results in every layout with anything but their digits changed: none may be read wrongly."
)
{
    count,
    seed,
};
mutations.SetAction(parsed => Mutations.Run(parsed.GetValue(count), parsed.GetValue(seed)));

var cautions = new Command(
    "cautions",
    "How often each caution speaks on the recorded results, and how many of typical mistakes are stopped."
)
{
    seed,
};
cautions.SetAction(parsed => CautionRates.Run(parsed.GetValue(seed)));

var program = new Option<string?>("--program")
{
    Description = "Another build of ResultsBot.dll, such as a published one.",
};

var sizes = new Option<int[]>("--channels")
{
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [1, 2000, 10_000],
};
var speed = new Option<int>("--speed")
{
    Description = "How many times as fast as the night.",
    DefaultValueFactory = _ => 60,
};
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 1 };
var flood = new Option<bool>("--flood")
{
    Description =
        "Each round a second time, while a stranger types 6,000 characters into a command, five times a second.",
};
var postgres = new Option<bool>("--postgres")
{
    Description = "Each round once more, with the night in a PostgreSQL of this machine.",
};
var answers = new Command(
    "answers",
    "How long people wait for the bot's word while the busiest hour of the night goes out."
)
{
    sizes,
    speed,
    rounds,
    flood,
    postgres,
    program,
};
answers.SetAction(parsed =>
    Answers.Run(
        parsed.GetValue(sizes) ?? [],
        parsed.GetValue(speed),
        parsed.GetValue(rounds),
        parsed.GetValue(flood),
        parsed.GetValue(postgres),
        parsed.GetValue(program)
    )
);

var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 100 };
var first = new Option<int>("--first") { DefaultValueFactory = _ => 1 };
var bugs = new Option<bool>("--bugs")
{
    Description = "Exceptions at random places of wording, codec, delivery and store as well.",
};
var keptIn = new Option<Simulate.Kept>("--store")
{
    Description = "A real store beside the one in memory: what it answers has to be the same.",
};
var simulate = new Command(
    "simulate",
    "Nights on a simulated clock, all drawn from a seed: faults, kills, corrections. One that fails is played again by its seed."
)
{
    seeds,
    first,
    bugs,
    keptIn,
};
simulate.SetAction(parsed =>
    Simulate.Run(
        parsed.GetValue(first),
        parsed.GetValue(seeds),
        parsed.GetValue(bugs),
        parsed.GetValue(keptIn)
    )
);

var wide = new Option<int>("--channels") { DefaultValueFactory = _ => 2000 };
var realNight = new Command(
    "real-night",
    "The recorded night into many channels on a simulated clock: how late each bulletin was in the last of them."
)
{
    wide,
};
realNight.SetAction(parsed => RealNight.Run(parsed.GetValue(wide)));

var many = new Option<int>("--count") { DefaultValueFactory = _ => 200 };
var kills = new Command(
    "kills",
    "The real process, killed at any moment so many times: what was acknowledged is in every channel, once, in order."
)
{
    many,
    seed,
    program,
};
kills.SetAction(parsed =>
    Kills.Run(parsed.GetValue(many), parsed.GetValue(seed), parsed.GetValue(program))
);

var failovers = new Command(
    "failovers",
    "Two processes against a PostgreSQL of this machine, and so many times something happens to the one that leads, or to the database."
)
{
    many,
    seed,
    program,
};
failovers.SetAction(parsed =>
    Failovers.Run(parsed.GetValue(many), parsed.GetValue(seed), parsed.GetValue(program))
);

var events = new Option<int>("--events") { DefaultValueFactory = _ => 10_000 };
var followers = new Option<int>("--channels") { DefaultValueFactory = _ => 50 };
var starts = new Option<int>("--runs") { DefaultValueFactory = _ => 5 };
var start = new Command(
    "start",
    "From starting the process on a full store to its first answer to somebody."
)
{
    events,
    followers,
    starts,
    program,
};
start.SetAction(parsed =>
    Start.Run(
        parsed.GetValue(events),
        parsed.GetValue(followers),
        parsed.GetValue(starts),
        parsed.GetValue(program)
    )
);

var builds = new Option<string[]>("--program")
{
    AllowMultipleArgumentsPerToken = true,
    Description = "Builds of ResultsBot.dll that take turns; none: this one.",
};
var idle = new Option<double>("--idle")
{
    Description = "Seconds between the bot's first sign of life and the /declare.",
};
var firstStarts = new Option<int>("--runs") { DefaultValueFactory = _ => 10 };
var firstAnswer = new Command(
    "first",
    "How long the first reporter after a start waits for the read-back, and for the answer to the press."
)
{
    builds,
    firstStarts,
    idle,
};
firstAnswer.SetAction(parsed =>
    FirstAnswer.Run(
        parsed.GetValue(builds) is { Length: > 0 } given ? given : new string?[] { null },
        parsed.GetValue(firstStarts),
        TimeSpan.FromSeconds(parsed.GetValue(idle))
    )
);

var crowds = new Option<int[]>("--channels")
{
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [10, 1000, 10_000],
};
var seconds = new Option<int>("--seconds")
{
    Description = "How long it is looked at, each time.",
    DefaultValueFactory = _ => 30,
};
var memory = new Command("memory", "The real process's resident memory with so many channels.")
{
    crowds,
    seconds,
    program,
};
memory.SetAction(parsed =>
    Memory.Run(
        parsed.GetValue(crowds) ?? [],
        TimeSpan.FromSeconds(parsed.GetValue(seconds)),
        parsed.GetValue(program)
    )
);

var receivers = new Option<int>("--channels") { DefaultValueFactory = _ => 200 };
var heapLimit = new Option<int?>("--heap-limit")
{
    Description = "Of the process's managed heap, in MiB; a container of 512 MiB allows 384.",
};
var pictures = new Command(
    "pictures",
    "A note with a video of 7.9 MB to many channels: the real process's memory, and whether it came everywhere."
)
{
    receivers,
    heapLimit,
    program,
};
pictures.SetAction(parsed =>
    Pictures.Run(parsed.GetValue(receivers), parsed.GetValue(heapLimit), parsed.GetValue(program))
);

var growth = new Command("growth", "What one more costs, the more channels or events there are.");
growth.SetAction(_ => Growth.Run());

var days = new Option<int>("--days") { DefaultValueFactory = _ => 7 };
var corrects = new Option<bool>("--corrections")
{
    Description = "Whether results are corrected as well.",
    DefaultValueFactory = _ => true,
};
var week = new Command("week", "The heap after each day of a simulated week.") { days, corrects };
week.SetAction(parsed => Week.Run(parsed.GetValue(days), parsed.GetValue(corrects)));

var loadRounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5 };
var loadSeconds = new Option<int>("--seconds")
{
    Description = "Of each load.",
    DefaultValueFactory = _ => 5,
};
var blogLoad = new Command(
    "blog-load",
    "The live blog's requests a second beside nginx with the same bytes as files. Needs nginx and wrk."
)
{
    loadRounds,
    loadSeconds,
    program,
};
blogLoad.SetAction(parsed =>
    BlogLoad.Run(
        parsed.GetValue(loadRounds),
        TimeSpan.FromSeconds(parsed.GetValue(loadSeconds)),
        parsed.GetValue(program)
    )
);

var readers = new Option<int>("--readers") { DefaultValueFactory = _ => 100_000 };
var cacheSeconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 60 };
var blogCache = new Command(
    "blog-cache",
    "Readers who ask every ten seconds, through nginx as a cache: how many requests reach the live blog. Needs nginx and wrk."
)
{
    readers,
    cacheSeconds,
    program,
};
blogCache.SetAction(parsed =>
    BlogCache.Run(
        parsed.GetValue(readers),
        TimeSpan.FromSeconds(parsed.GetValue(cacheSeconds)),
        parsed.GetValue(program)
    )
);

var streams = new Option<int>("--count") { DefaultValueFactory = _ => 10_000 };
var blogStreams = new Command(
    "blog-streams",
    "Open pages that the live blog tells at once what is new: its memory, and how soon each is told."
)
{
    streams,
    seconds,
    program,
};
blogStreams.SetAction(parsed =>
    BlogStreams.Run(
        parsed.GetValue(streams),
        TimeSpan.FromSeconds(parsed.GetValue(seconds)),
        parsed.GetValue(program)
    )
);

return await new RootCommand("Measures the budgets.")
{
    fanOut,
    realNight,
    night,
    cautions,
    answers,
    fuzz,
    mutations,
    simulate,
    kills,
    failovers,
    start,
    firstAnswer,
    memory,
    pictures,
    growth,
    week,
    blogLoad,
    blogCache,
    blogStreams,
}
    .Parse(args)
    .InvokeAsync();
