using Microsoft.Extensions.Configuration;
using ResultsBot.Discord;

namespace ResultsBot.Hosting;

/// <summary>What can be configured, read and checked. Every key is explained in appsettings.example.json.</summary>
internal sealed record Settings(
    string? Token,
    Uri? BaseAddress,
    IReadOnlyList<ulong> NewsroomGuilds,
    string Pack,
    bool IsRehearsal,
    string? StoreConnectionString
)
{
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
        if (token is null && address is not null)
        {
            faults.Add("Discord:BaseAddress is given, but no Discord:Token to use there.");
        }

        var guilds = new List<ulong>();
        foreach (var written in List(configuration.GetSection("Discord:NewsroomGuilds")))
        {
            if (Snowflake.TryParse(written, out var id))
            {
                guilds.Add(id.Value);
            }
            else
            {
                faults.Add(
                    $"Discord:NewsroomGuilds holds server ids (digits only), not “{written}”."
                );
            }
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
                    Value(configuration, "Store:ConnectionString")
                ),
                faults
            );
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
