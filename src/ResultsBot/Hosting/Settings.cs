using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using ResultsBot.Commands;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Outlets;

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

/// <summary>The live blog: the section Blog.</summary>
/// <param name="Urls">Where it listens; null for nowhere.</param>
/// <param name="PublicAddress">Where readers find it, with a slash at its end; null for where it listens.</param>
/// <param name="Title">Null for the election's name.</param>
/// <param name="MayMove">To any free port, where the address is taken.</param>
internal sealed record BlogOptions(
    string? Urls,
    Uri? PublicAddress = null,
    string? Title = null,
    bool MayMove = false
)
{
    /// <summary>Where nobody has asked for anything else, and nobody else can see it.</summary>
    public const string UsualUrls = "http://127.0.0.1:5181";

    /// <param name="port">Null for the usual one, or any where that is taken.</param>
    public static BlogOptions OnThisMachine(int? port) =>
        port is null ? new(UsualUrls, MayMove: true) : new($"http://127.0.0.1:{port}");
}

/// <summary>Which database keeps the night.</summary>
internal enum StoreProvider
{
    /// <summary>A file, for one process.</summary>
    Sqlite,

    /// <summary>A server, for one process that leads and others that stand by.</summary>
    Postgres,
}

/// <summary>Where the night is kept: the section Store.</summary>
/// <param name="ConnectionString">Null for the usual file.</param>
internal sealed record StoreOptions(StoreProvider Provider, string? ConnectionString);

/// <summary>What can be configured, read and checked. Every key is explained in appsettings.example.json.</summary>
/// <param name="HealthUrls">Where <c>/healthz</c> and <c>/readyz</c> are answered, by semicolons; null for nowhere.</param>
/// <param name="Interactions">Null where they come over the gateway.</param>
/// <param name="SandboxPort">Of the stand-in's page, without a token; null for the usual one, or any where that is taken.</param>
internal sealed record Settings(
    string? Token,
    Uri? BaseAddress,
    IReadOnlyList<ulong> NewsroomGuilds,
    string Pack,
    bool IsRehearsal,
    string Language,
    StoreOptions Store,
    string? HealthFile,
    string? HealthUrls,
    InteractionOptions? Interactions,
    int? SandboxPort,
    DeskSettings Desk,
    BlogOptions Blog,
    OutletSettings Outlets
)
{
    private const string OnCaution = "on-caution";
    private const string UsualHealthUrls = "http://127.0.0.1:5182";
    private const string UsualInteractionUrls = "http://127.0.0.1:5183";
    private const int LongestMinutes = 24 * 60;

    /// <summary>Nothing on the stand-in is a real result: it reaches nobody else, but as a rehearsal and where that is wanted.</summary>
    public OutletSettings OutletsInUse =>
        Token is not null || IsRehearsal ? Outlets : OutletSettings.None;

    /// <summary>Sources from weak to strong: the file, user secrets, the environment.</summary>
    public static IConfigurationBuilder AddSources(IConfigurationBuilder configuration)
    {
        configuration.Sources.Clear();
        return configuration
            .SetBasePath(Directory.GetCurrentDirectory())
            .SetFileLoadExceptionHandler(Refuse)
            .AddJsonFile("appsettings.json", optional: true)
            .AddUserSecrets(typeof(Settings).Assembly, optional: true)
            .AddEnvironmentVariables();
    }

    /// <summary>Names the file, which is not always the one that everybody thinks of first.</summary>
    private static void Refuse(FileLoadExceptionContext context)
    {
        var source = context.Provider.Source;
        var path = source.FileProvider?.GetFileInfo(source.Path!).PhysicalPath ?? source.Path;
        // The innermost message names the line; it never holds a value of the file.
        throw new InvalidDataException(
            $"{path} cannot be read: {context.Exception.GetBaseException().Message}",
            context.Exception
        );
    }

    /// <returns>The settings, or what is wrong with them, one sentence each.</returns>
    public static (Settings? Settings, IReadOnlyList<string> Faults) Read(
        IConfigurationRoot configuration
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
        // Without its text: whoever reads what went wrong need not know the token.
        if (token?.All(c => c is > ' ' and <= '~') == false)
        {
            faults.Add(
                "Discord:Token holds a space, a line break or a character that no token has: copy it again, without the word “Bot”."
            );
        }
        // The real Discord's own address may stand there, as it does in the example.
        if (token is null && address is not null && address != DiscordOptions.DefaultBaseAddress)
        {
            faults.Add("Discord:BaseAddress is given, but no Discord:Token to use there.");
        }

        var guilds = Ids(configuration, "Discord:NewsroomGuilds", "server", faults);
        var desk = ReadDesk(configuration, faults);
        var blog = ReadBlog(configuration, isAlone: token is null, faults);
        var outlets = OutletSettings.Read(configuration, faults);
        CheckLogging(configuration.GetSection("Logging"), faults);
        var (health, healthUrls) = ReadHealth(configuration, blog, faults);
        var interactions = ReadInteractions(configuration, [healthUrls, blog.Urls], faults);
        var rehearsal = Value(configuration, "Election:Rehearsal") ?? "false";
        if (!bool.TryParse(rehearsal, out var isRehearsal))
        {
            faults.Add($"Election:Rehearsal is true or false, not “{rehearsal}”.");
        }
        var sandboxPort = ReadSandboxPort(configuration, faults);
        var store = ReadStore(configuration, faults);
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
                    store,
                    health,
                    healthUrls,
                    interactions,
                    sandboxPort,
                    desk,
                    blog,
                    outlets
                ),
                faults
            );
    }

    private static StoreOptions ReadStore(IConfiguration configuration, List<string> faults)
    {
        var written = Value(configuration, "Store:Provider") ?? "sqlite";
        var connection = Value(configuration, "Store:ConnectionString");
        StoreProvider? provider = written switch
        {
            "sqlite" => StoreProvider.Sqlite,
            "postgres" => StoreProvider.Postgres,
            _ => null,
        };
        if (provider is null)
        {
            faults.Add($"Store:Provider is sqlite or postgres, not “{written}”.");
        }
        else if (provider is StoreProvider.Postgres && connection is null)
        {
            faults.Add(
                "Store:Provider is postgres, but Store:ConnectionString does not say where: Host=db;Database=resultsbot;Username=resultsbot;Password=…."
            );
        }
        return new StoreOptions(provider ?? StoreProvider.Sqlite, connection);
    }

    private static (string? File, string? Urls) ReadHealth(
        IConfiguration configuration,
        BlogOptions blog,
        List<string> faults
    )
    {
        var file = Value(configuration, "Health:File");
        if (file?.IndexOfAny(Path.GetInvalidPathChars()) >= 0)
        {
            faults.Add("Health:File is the path of a file.");
        }
        else if (
            file is not null
            && (Path.EndsInDirectorySeparator(file) || Directory.Exists(file))
        )
        {
            faults.Add($"Health:File is a file, and “{file}” is a folder.");
        }
        var urls = Value(configuration, "Health:Urls");
        CheckUrls("Health:Urls", urls, UsualHealthUrls, faults);
        if (urls is not null && urls == blog.Urls)
        {
            faults.Add("Health:Urls and Blog:Urls are the same: give each a port of its own.");
        }
        return (file, urls);
    }

    /// <param name="taken">Where something else listens.</param>
    private static InteractionOptions? ReadInteractions(
        IConfiguration configuration,
        IEnumerable<string?> taken,
        List<string> faults
    )
    {
        var urls = Value(configuration, "Interactions:Urls");
        CheckUrls("Interactions:Urls", urls, UsualInteractionUrls, faults);
        if (urls is not null && taken.Contains(urls))
        {
            faults.Add(
                "Interactions:Urls is where something else listens: give it a port of its own."
            );
        }
        var written = Value(configuration, "Interactions:PublicKey");
        if (!InteractionKey.TryParse(written, out var key) && written is not null)
        {
            faults.Add(
                "Interactions:PublicKey is the 64 digits under “Public Key” in the Developer Portal (General Information)."
            );
        }
        else if (urls is null != written is null)
        {
            faults.Add(
                urls is null
                    ? "Interactions:PublicKey is given, but no Interactions:Urls to listen on."
                    : "Interactions:Urls is given, but no Interactions:PublicKey to know Discord by (Developer Portal, General Information)."
            );
        }
        Uri? peer = null;
        if (
            Value(configuration, "Interactions:Peer") is { } other
            && !(
                Uri.TryCreate(other.TrimEnd('/') + "/", UriKind.Absolute, out peer)
                && peer is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "" }
            )
        )
        {
            faults.Add(
                $"Interactions:Peer is where the other machine listens, such as http://10.0.0.2:5183, not “{other}”."
            );
        }
        return urls is not null && key is not null ? new InteractionOptions(urls, key, peer) : null;
    }

    private static int? ReadSandboxPort(IConfiguration configuration, List<string> faults)
    {
        if (Value(configuration, "Sandbox:Port") is not { } port)
        {
            return null;
        }
        if (ushort.TryParse(port, CultureInfo.InvariantCulture, out var given))
        {
            return given;
        }
        faults.Add($"Sandbox:Port is a port from 0 (any that is free) to 65535, not “{port}”.");
        return null;
    }

    /// <summary>The library throws at a level that it does not know, and takes a formatter for another.</summary>
    private static void CheckLogging(IConfigurationSection logging, List<string> faults)
    {
        var levels = logging
            .GetChildren()
            .Select(provider => provider.GetSection("LogLevel"))
            .Prepend(logging.GetSection("LogLevel"))
            .SelectMany(section => section.GetChildren())
            .Where(level =>
                !string.IsNullOrEmpty(level.Value)
                && !Enum.GetNames<LogLevel>()
                    .Contains(level.Value, StringComparer.OrdinalIgnoreCase)
            );
        faults.AddRange(
            levels.Select(level =>
                $"{level.Path} is one of {string.Join(", ", Enum.GetNames<LogLevel>())}, not “{level.Value}”."
            )
        );
        string[] formatters =
        [
            ConsoleFormatterNames.Simple,
            ConsoleFormatterNames.Json,
            ConsoleFormatterNames.Systemd,
        ];
        if (
            Value(logging, "Console:FormatterName") is { } formatter
            && !formatters.Contains(formatter, StringComparer.OrdinalIgnoreCase)
        )
        {
            faults.Add(
                $"Logging:Console:FormatterName is one of {string.Join(", ", formatters)}, not “{formatter}”."
            );
        }
    }

    /// <param name="isAlone">Without a token: nobody but who sits at this machine looks.</param>
    private static BlogOptions ReadBlog(
        IConfiguration configuration,
        bool isAlone,
        List<string> faults
    )
    {
        var urls = Value(configuration, "Blog:Urls");
        // Said, and nothing in it.
        var isOff = urls is null && configuration["Blog:Urls"] is not null;
        CheckUrls("Blog:Urls", urls, BlogOptions.UsualUrls, faults);
        Uri? found = null;
        if (Value(configuration, "Blog:PublicAddress") is { } written)
        {
            if (
                Uri.TryCreate(written.TrimEnd('/') + "/", UriKind.Absolute, out found)
                && found is { Scheme: "http" or "https", Query: "", Fragment: "" }
            )
            {
                if (urls is null && !isAlone && !isOff)
                {
                    faults.Add("Blog:PublicAddress is given, but no Blog:Urls to listen on.");
                }
            }
            else
            {
                faults.Add($"Blog:PublicAddress is an http or https address, not “{written}”.");
            }
        }
        var title = Value(configuration, "Blog:Title");
        return new BlogOptions(
            urls ?? (isAlone && !isOff ? BlogOptions.UsualUrls : null),
            found,
            title,
            MayMove: urls is null
        );
    }

    /// <param name="example">One that is right.</param>
    private static void CheckUrls(string key, string? urls, string example, List<string> faults)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (
                !Uri.TryCreate(
                    // Any address of this machine, as ASP.NET Core writes it.
                    url.Trim()
                        .Replace("://*", "://any", StringComparison.Ordinal)
                        .Replace("://+", "://any", StringComparison.Ordinal),
                    UriKind.Absolute,
                    out var address
                ) || address is not { Scheme: "http", PathAndQuery: "/" }
            )
            {
                faults.Add(
                    $"{key} holds http addresses to listen on, such as {example}, not “{url.Trim()}”. For https, put a web server in front."
                );
            }
        }
    }

    private static DeskSettings ReadDesk(IConfigurationRoot configuration, List<string> faults)
    {
        var section = configuration.GetSection("Desk");
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
        var channels = Ids(configuration, "Desk:Channel", "channel", faults);
        if (channels.Count > 1)
        {
            faults.Add("Desk:Channel is one channel.");
        }
        return new DeskSettings(
            new StaffRoles(
                Ids(configuration, "Desk:Reporters", "role", faults),
                Ids(configuration, "Desk:Editors", "role", faults),
                Ids(configuration, "Desk:Administrators", "role", faults)
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

    private static List<ulong> Ids(
        IConfigurationRoot configuration,
        string key,
        string what,
        List<string> faults
    )
    {
        var ids = new List<ulong>();
        foreach (var written in ConfigurationKeys.ReadList(configuration, key))
        {
            if (Snowflake.TryParse(written, out var id))
            {
                ids.Add(id.Value);
            }
            else
            {
                faults.Add($"{key} holds {what} ids (digits only), not “{written}”.");
            }
        }
        return ids;
    }

    private static string? Value(IConfiguration configuration, string key) =>
        configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
