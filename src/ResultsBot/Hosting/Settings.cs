using Microsoft.Extensions.Configuration;
using ResultsBot.Commands;
using ResultsBot.Discord;
using ResultsBot.Engine;

namespace ResultsBot.Hosting;

/// <summary>How the newsroom works: the section Desk.</summary>
/// <param name="Channel">Where the desk is told; null for nowhere.</param>
/// <param name="SilentAfter">After how long a seat that nothing is heard of is pointed out.</param>
/// <param name="RemindAfter">After how long a proposal that waits is called to mind.</param>
internal sealed record DeskSettings(
    StaffRoles Roles,
    ulong? Channel,
    HouseRules Rules,
    TimeSpan SilentAfter,
    TimeSpan RemindAfter
);

/// <summary>What can be configured, read and checked. Every key is explained in appsettings.example.json.</summary>
internal sealed record Settings(
    string? Token,
    Uri? BaseAddress,
    IReadOnlyList<ulong> NewsroomGuilds,
    string Pack,
    bool IsRehearsal,
    string Language,
    string? StoreConnectionString,
    string? HealthFile,
    DeskSettings Desk
)
{
    private const string OnCaution = "on-caution";
    private const int LongestMinutes = 24 * 60;

    /// <summary>Sources from weak to strong: the file, user secrets, the environment.</summary>
    public static IConfigurationBuilder AddSources(IConfigurationBuilder configuration)
    {
        configuration.Sources.Clear();
        return configuration
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddJsonFile("appsettings.json", optional: true)
            .AddUserSecrets(typeof(Settings).Assembly, optional: true)
            .AddEnvironmentVariables();
    }

    /// <returns>The settings, or what is wrong with them, one sentence each.</returns>
    public static (Settings? Settings, IReadOnlyList<string> Faults) Read(
        IConfiguration configuration
    )
    {
        var faults = new List<string>();
        Uri? address = null;
        if (Value(configuration, "Discord:BaseAddress") is { } text)
        {
            if (
                !Uri.TryCreate(text, UriKind.Absolute, out address)
                || address.Scheme is not ("http" or "https")
            )
            {
                faults.Add($"Discord:BaseAddress is an http or https address, not “{text}”.");
            }
        }
        var token = Value(configuration, "Discord:Token");
        // The real Discord's own address may stand there, as it does in the example.
        if (token is null && address is not null && address != DiscordOptions.DefaultBaseAddress)
        {
            faults.Add("Discord:BaseAddress is given, but no Discord:Token to use there.");
        }

        var guilds = Ids(configuration.GetSection("Discord:NewsroomGuilds"), "server", faults);
        var desk = ReadDesk(configuration.GetSection("Desk"), faults);
        var health = Value(configuration, "Health:File");
        if (health?.IndexOfAny(Path.GetInvalidPathChars()) >= 0)
        {
            faults.Add("Health:File is the path of a file.");
        }
        else if (
            health is not null
            && (Path.EndsInDirectorySeparator(health) || Directory.Exists(health))
        )
        {
            faults.Add($"Health:File is a file, and “{health}” is a folder.");
        }
        var rehearsal = Value(configuration, "Election:Rehearsal") ?? "false";
        if (!bool.TryParse(rehearsal, out var isRehearsal))
        {
            faults.Add($"Election:Rehearsal is true or false, not “{rehearsal}”.");
        }
        return faults.Count > 0
            ? (null, faults)
            : (
                new Settings(
                    token,
                    address,
                    guilds,
                    Value(configuration, "Election:Pack") ?? "ge2024",
                    isRehearsal,
                    Value(configuration, "Election:Language") ?? "en",
                    Value(configuration, "Store:ConnectionString"),
                    health,
                    desk
                ),
                faults
            );
    }

    private static DeskSettings ReadDesk(IConfigurationSection section, List<string> faults)
    {
        var rule = Value(section, "SecondPerson") ?? OnCaution;
        SecondPerson? secondPerson = rule switch
        {
            "never" => SecondPerson.Never,
            OnCaution => SecondPerson.OnCaution,
            "always" => SecondPerson.Always,
            _ => null,
        };
        if (secondPerson is null)
        {
            faults.Add($"Desk:SecondPerson is never, {OnCaution} or always, not “{rule}”.");
        }
        var channels = Ids(section.GetSection("Channel"), "channel", faults);
        if (channels.Count > 1)
        {
            faults.Add("Desk:Channel is one channel.");
        }
        return new DeskSettings(
            new StaffRoles(
                Ids(section.GetSection("Reporters"), "role", faults),
                Ids(section.GetSection("Editors"), "role", faults),
                Ids(section.GetSection("Administrators"), "role", faults)
            ),
            channels is [var channel, ..] ? channel : null,
            new HouseRules(secondPerson ?? SecondPerson.OnCaution),
            Minutes(section, "SilentAfterMinutes", 45, faults),
            Minutes(section, "RemindAfterMinutes", 5, faults)
        );
    }

    private static TimeSpan Minutes(
        IConfigurationSection section,
        string key,
        int usual,
        List<string> faults
    )
    {
        var written = Value(section, key);
        if (written is null)
        {
            return TimeSpan.FromMinutes(usual);
        }
        if (int.TryParse(written, out var minutes) && minutes is >= 1 and <= LongestMinutes)
        {
            return TimeSpan.FromMinutes(minutes);
        }
        faults.Add($"Desk:{key} is from 1 to {LongestMinutes} minutes, not “{written}”.");
        return TimeSpan.FromMinutes(usual);
    }

    private static List<ulong> Ids(IConfigurationSection section, string what, List<string> faults)
    {
        var ids = new List<ulong>();
        foreach (var written in List(section))
        {
            if (Snowflake.TryParse(written, out var id))
            {
                ids.Add(id.Value);
            }
            else
            {
                faults.Add($"{section.Path} holds {what} ids (digits only), not “{written}”.");
            }
        }
        return ids;
    }

    private static string? Value(IConfiguration configuration, string key) =>
        configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>A list of its own, or one text with commas, as it is handier in an environment variable.</summary>
    private static IEnumerable<string> List(IConfigurationSection section) =>
        section
            .GetChildren()
            .Select(c => c.Value ?? "")
            .Append(section.Value ?? "")
            .SelectMany(v =>
                v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            );
}
